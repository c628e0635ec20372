#include "workspaces/LabelStore.h"

#include "models/IssueModel.h"
#include "project/CurrentLabels.h"

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

bool isPlace(const SkyCoord& position) { return std::isfinite(position.rightAscension) && std::isfinite(position.declination); }

/// The rows of a list by declination, to find those near a place.
class ByDeclination {
  public:
    explicit ByDeclination(const SourceList& sources) : sources_(sources) {
        for (int row = 0; row < sources.size(); ++row)
            if (isPlace(position(row)))
                rows_.push_back(row);
        std::sort(rows_.begin(), rows_.end(), [&](int a, int b) { return position(a).declination < position(b).declination; });
    }

    /// The row of that name within the distance, else the nearest, −1 when none is.
    int find(const QString& name, const SkyCoord& place, double arcsec) const {
        const double reach = arcsec / 3600;
        auto row = std::lower_bound(rows_.begin(), rows_.end(), place.declination - reach,
                                    [&](int a, double declination) { return position(a).declination < declination; });
        int best = -1;
        double smallest = arcsec;
        for (; row != rows_.end() && position(*row).declination <= place.declination + reach; ++row) {
            const double separation = separationArcsec(position(*row), place);
            if (separation <= arcsec && sources_.name[static_cast<std::size_t>(*row)] == name)
                return *row;
            if (separation <= smallest) {
                smallest = separation;
                best = *row;
            }
        }
        return best;
    }

  private:
    const SkyCoord& position(int row) const { return sources_.position[static_cast<std::size_t>(row)]; }
    const SourceList& sources_;
    std::vector<int> rows_;
};

} // namespace

LabelStore::LabelStore(ProjectStore& project, IssueModel& issues, QObject* parent)
    : QObject(parent), project_(project), issues_(issues) {
    connect(&project_, &ProjectStore::opened, this, &LabelStore::restore);
}

void LabelStore::give(Labels& labels, Known label) {
    std::erase_if(labels, [&](const Known& known) {
        return known.source == label.source && isPlace(known.position) == isPlace(label.position) &&
               (!isPlace(label.position) || separationArcsec(known.position, label.position) <= sameSource);
    });
    labels.push_back(std::move(label));
}

void LabelStore::restore() {
    isRestoring_ = true;
    givenSince_.clear();
    Job* job = project_.submit<std::vector<LabelEvent>>(
        [](Project& project) { return project.labelEvents(); },
        [this](const std::vector<LabelEvent>& events) {
            labels_.clear();
            for (const LabelEvent& event : currentLabels(events))
                labels_.push_back({QString::fromStdString(event.source), event.position, event.to});
            for (Known& label : givenSince_)
                give(labels_, std::move(label));
            isRestoring_ = false;
            givenSince_.clear();
            Q_EMIT restored();
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

std::vector<int> LabelStore::rowsOf(const SourceList& sources) const {
    const ByDeclination byDeclination(sources);
    QHash<QString, int> byName;
    if (std::any_of(labels_.begin(), labels_.end(), [](const Known& label) { return !isPlace(label.position); }))
        for (int row = 0; row < sources.size(); ++row)
            byName.insert(sources.name[static_cast<std::size_t>(row)], row);
    std::vector<int> rows;
    for (const Known& label : labels_)
        rows.push_back(isPlace(label.position) ? byDeclination.find(label.source, label.position, sameSource)
                                               : byName.value(label.source, -1));
    return rows;
}

std::vector<UserLabel> LabelStore::labelsOf(const SourceList& sources) const {
    std::vector<UserLabel> given(static_cast<std::size_t>(sources.size()), UserLabel::None);
    if (labels_.empty())
        return given;
    const std::vector<int> rows = rowsOf(sources);
    for (std::size_t i = 0; i < labels_.size(); ++i)
        if (rows[i] >= 0)
            given[static_cast<std::size_t>(rows[i])] = labels_[i].label;
    return given;
}

std::vector<SkyCoord> LabelStore::withoutSource(const SourceList& sources,
                                                const std::function<bool(const SkyCoord&)>& isWanted) const {
    std::vector<Known> lost;
    const std::vector<int> rows = rowsOf(sources);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        const Known& label = labels_[i];
        if (rows[i] >= 0 || !isPlace(label.position) || !isWanted(label.position))
            continue;
        std::erase_if(lost, [&](const Known& known) { return separationArcsec(known.position, label.position) <= sameSource; });
        if (label.label != UserLabel::None)
            lost.push_back(label);
    }
    std::vector<SkyCoord> places;
    for (const Known& label : lost)
        places.push_back(label.position);
    return places;
}

QString LabelStore::keyOf(const QString& source, const SkyCoord& position) {
    return QStringLiteral("%1 %2 %3").arg(position.rightAscension, 0, 'f', 7).arg(position.declination, 0, 'f', 7).arg(source);
}

void LabelStore::setWriting(const QString& key, int number, Writing writing) {
    Written& written = written_[key];
    if (number < written.number)
        return;
    written = {writing, number};
    Q_EMIT writingChanged();
}

void LabelStore::record(LabelEvent event) {
    const QString source = QString::fromStdString(event.source);
    const Known known{source, event.position, event.to};
    give(labels_, known);
    if (isRestoring_)
        givenSince_.push_back(known);
    const int number = ++lastNumber_;
    const QString key = keyOf(source, event.position);
    setWriting(key, number, Writing::Pending);
    Job* job = project_.submit<std::monostate>(
        [event = std::move(event)](Project& project) -> Result<std::monostate> {
            if (const Result<void> written = project.appendLabel(event); !written)
                return tl::unexpected(written.error());
            return std::monostate{};
        },
        [this, key, number](std::monostate) { setWriting(key, number, Writing::Saved); });
    connect(job, &Job::failed, this, [this, key, number](const Error& error) {
        setWriting(key, number, Writing::Failed);
        issues_.add(error);
    });
}

} // namespace iic::ui
