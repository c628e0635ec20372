#include "workspaces/LabelStore.h"

#include "models/IssueModel.h"
#include "models/SourceCells.h"
#include "project/CurrentLabels.h"

#include <QDateTime>
#include <QMultiHash>

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

bool isPlace(const SkyCoord& position) { return std::isfinite(position.rightAscension) && std::isfinite(position.declination); }

} // namespace

class LabelCommand : public QUndoCommand {
  public:
    LabelCommand(LabelStore& store, std::vector<LabelEvent> events) : store_(store), events_(std::move(events)) {
        const UserLabel label = events_.front().to;
        const int count = static_cast<int>(events_.size());
        const QString what =
            label == UserLabel::None ? LabelStore::tr("remove label") : LabelStore::tr("label %1").arg(labelText(label));
        setText(count == 1 ? what : LabelStore::tr("%1 (%L2 sources)").arg(what).arg(count));
    }
    void redo() override {
        std::vector<LabelEvent> events = events_;
        if (!isFirst_)
            for (LabelEvent& event : events)
                event.reason = "redo";
        store_.record(std::move(events), !std::exchange(isFirst_, false));
    }
    void undo() override {
        std::vector<LabelEvent> events = events_;
        for (LabelEvent& event : events) {
            std::swap(event.from, event.to);
            event.reason = "undo";
        }
        store_.record(std::move(events), true);
    }

  private:
    LabelStore& store_;
    std::vector<LabelEvent> events_;
    bool isFirst_ = true;
};

LabelStore::LabelStore(ProjectStore& project, IssueModel& issues, QObject* parent)
    : QObject(parent), project_(project), issues_(issues) {
    connect(&project_, &ProjectStore::opened, this, &LabelStore::restore);
}

void LabelStore::take(Labels& labels, const Labels& given) {
    QMultiHash<QString, SkyCoord> places;
    for (const Known& label : given)
        places.insert(label.source, label.position);
    std::erase_if(labels, [&](const Known& known) {
        const auto [first, last] = places.equal_range(known.source);
        return std::any_of(first, last, [&](const SkyCoord& place) {
            return isPlace(known.position) == isPlace(place) &&
                   (!isPlace(place) || separationArcsec(known.position, place) <= sameSource);
        });
    });
    labels.insert(labels.end(), given.begin(), given.end());
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
            for (const Known& label : givenSince_)
                take(labels_, {label});
            isRestoring_ = false;
            givenSince_.clear();
            undoStack_.clear(); // its steps were another project's
            Q_EMIT restored();
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

int LabelStore::rowOf(const SourceList& sources, const QString& source, const SkyCoord& position) {
    return isPlace(position) ? sources.find(source, position, sameSource) : sources.findWithoutPlace(source);
}

std::vector<int> LabelStore::rowsOf(const SourceList& sources) const {
    std::vector<int> rows;
    for (const Known& label : labels_)
        rows.push_back(rowOf(sources, label.source, label.position));
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

void LabelStore::setWriting(const QStringList& keys, int number, Writing writing) {
    for (const QString& key : keys)
        if (Written& written = written_[key]; number >= written.number)
            written = {writing, number};
    Q_EMIT writingChanged();
}

UserLabel LabelStore::labelAt(const QString& source, const SkyCoord& position) const {
    UserLabel found = UserLabel::None;
    bool isNamed = false;
    for (const Known& label : labels_) { // the later word wins, but one of this name before any other
        const bool hasName = label.source == source;
        const bool isHere = isPlace(position)
                                ? isPlace(label.position) && separationArcsec(label.position, position) <= sameSource
                                : !isPlace(label.position) && hasName;
        if (isHere && (hasName || !isNamed)) {
            found = label.label;
            isNamed |= hasName;
        }
    }
    return found;
}

void LabelStore::give(std::vector<LabelEvent> events) {
    if (!events.empty())
        undoStack_.push(new LabelCommand(*this, std::move(events)));
}

void LabelStore::record(std::vector<LabelEvent> events, bool isStep) {
    const std::string time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    const std::string user = qEnvironmentVariable("USER").toStdString();
    Labels labels;
    QStringList keys;
    for (LabelEvent& event : events) {
        event.time = time;
        event.user = user;
        labels.push_back({QString::fromStdString(event.source), event.position, event.to});
        keys << keyOf(labels.back().source, event.position);
    }
    take(labels_, labels);
    if (isRestoring_)
        givenSince_.insert(givenSince_.end(), labels.begin(), labels.end());
    const int number = ++lastNumber_;
    setWriting(keys, number, Writing::Pending);
    for (const Known& label : labels)
        Q_EMIT given({label.source, label.position, label.label, isStep});
    Job* job = project_.submit<std::monostate>(
        [events = std::move(events)](Project& project) -> Result<std::monostate> {
            if (const Result<void> written = project.appendLabels(events); !written)
                return tl::unexpected(written.error());
            return std::monostate{};
        },
        [this, keys, number](std::monostate) { setWriting(keys, number, Writing::Saved); });
    connect(job, &Job::failed, this, [this, keys, number](const Error& error) {
        setWriting(keys, number, Writing::Failed);
        issues_.add(error);
    });
}

} // namespace iic::ui
