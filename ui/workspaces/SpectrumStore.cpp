#include "workspaces/SpectrumStore.h"

#include "models/IssueModel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace iic::ui {

SpectrumStore::SpectrumStore(ComputeThread& compute, IssueModel& issues, QObject* parent)
    : QObject(parent), issues_(issues), network_(compute, issues) {
    connect(&network_, &SpectrumNetwork::changed, this, [this] {
        prediction_.reset();
        askNetwork();
        Q_EMIT changed();
    });
}

JobResult<SpectrumStore::Opened> SpectrumStore::readHeads(const std::vector<std::filesystem::path>& paths, JobContext& context) {
    Opened opened;
    const auto files = spectrumFiles(paths);
    if (!files)
        return tl::unexpected<Stop>(files.error());
    for (std::size_t i = 0; i < files->size(); ++i) {
        if (context.stop().stop_requested())
            return cancelled();
        const auto& file = (*files)[i];
        if (const auto spectrum = readSpectrum(file))
            opened.heads.push_back(headOf(*spectrum, file));
        else
            opened.unread.push_back(spectrum.error());
        context.progress().report({"Spectra", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(files->size())});
    }
    return opened;
}

void SpectrumStore::open(std::vector<std::filesystem::path> paths) {
    Job* job = io_.submit<Opened>([paths = std::move(paths)](JobContext& context) { return readHeads(paths, context); },
                                  [this](Opened opened) { take(std::move(opened)); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    Q_EMIT jobStarted(job, tr("Reading spectra"));
}

/// One that is open already is read anew where it stands.
void SpectrumStore::take(Opened opened) {
    tell(opened.unread);
    std::map<std::filesystem::path, std::size_t> places;
    for (std::size_t i = 0; i < heads_.size(); ++i)
        places.emplace(heads_[i].file, i);
    int first = -1;
    for (SpectrumHead& head : opened.heads) {
        const auto [place, isNew] = places.emplace(head.file, heads_.size());
        if (first < 0)
            first = static_cast<int>(place->second);
        if (isNew)
            heads_.push_back(std::move(head));
        else
            heads_[place->second] = std::move(head);
    }
    setWanted(true);
    if (first < 0)
        return;
    current_ = first;
    Q_EMIT listChanged();
    readCurrent();
    Q_EMIT currentChanged(current_);
}

void SpectrumStore::tell(const std::vector<Error>& unread) {
    if (unread.empty())
        return;
    if (unread.size() == 1)
        return issues_.add(unread.front());
    Error error = unread.front();
    error.reason = tr("%n spectra cannot be read; this one: %1", nullptr, static_cast<int>(unread.size()))
                       .arg(QString::fromStdString(error.reason))
                       .toStdString();
    issues_.add(error);
}

void SpectrumStore::tellFailed(const Error& error) { issues_.add(error); }

void SpectrumStore::closeAll() {
    heads_.clear();
    current_ = -1;
    readCurrent();
    Q_EMIT listChanged();
}

void SpectrumStore::setCurrent(int which) {
    if (which == current_ || which < 0 || which >= static_cast<int>(heads_.size()))
        return;
    current_ = which;
    readCurrent();
    Q_EMIT currentChanged(which);
}

void SpectrumStore::readCurrent() {
    askJob_.cancel();
    readJob_.cancel();
    spectrum_.reset();
    prediction_.reset();
    isUnreadable_ = false;
    Q_EMIT changed();
    if (current_ < 0)
        return;
    using Read = std::shared_ptr<const Spectrum>;
    Job* job = io_.submit<Read>(
        [file = heads_[static_cast<std::size_t>(current_)].file](JobContext&) -> JobResult<Read> {
            return asJobResult(readSpectrum(file).map(
                [](Spectrum spectrum) -> Read { return std::make_shared<Spectrum>(std::move(spectrum)); }));
        },
        [this](Read read) {
            spectrum_ = std::move(read);
            askNetwork();
            Q_EMIT changed();
        });
    connect(job, &Job::failed, this, [this](const Error& error) {
        issues_.add(error);
        isUnreadable_ = true;
        Q_EMIT changed();
    });
    readJob_.replace(job);
}

void SpectrumStore::askNetwork() {
    askJob_.cancel();
    if (!spectrum_ || !network_.card())
        return;
    askJob_.replace(network_.classify(spectrum_, [this](std::optional<Prediction> answer) {
        prediction_ = std::move(answer);
        Q_EMIT changed();
    }));
}

int SpectrumStore::nearest(const SkyCoord& place) const {
    int best = -1;
    double least = matchRadius;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const auto& there = heads_[i].position;
        if (!there || std::abs(there->declination - place.declination) > matchRadius / 3600)
            continue;
        if (const double apart = separationArcsec(*there, place); apart <= least) {
            least = apart;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void SpectrumStore::setWanted(bool isWanted) {
    if (std::exchange(isWanted_, isWanted) != isWanted)
        Q_EMIT wantedChanged(isWanted);
}

} // namespace iic::ui
