#include "workspaces/LabelStore.h"

#include "models/IssueModel.h"
#include "models/SourceCells.h"
#include "project/CurrentLabels.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

bool isPlace(const SkyCoord& position) { return std::isfinite(position.rightAscension) && std::isfinite(position.declination); }

} // namespace

class LabelCommand : public QUndoCommand {
  public:
    LabelCommand(LabelStore& store, LabelEvent event) : store_(store), event_(std::move(event)) {
        setText(event_.to == UserLabel::None ? LabelStore::tr("remove label")
                                             : LabelStore::tr("label %1").arg(labelText(event_.to)));
    }
    void redo() override {
        LabelEvent event = event_;
        event.reason = isFirst_ ? "user" : "redo";
        store_.record(std::move(event), !isFirst_);
        isFirst_ = false;
    }
    void undo() override {
        LabelEvent event = event_;
        std::swap(event.from, event.to);
        event.reason = "undo";
        store_.record(std::move(event), true);
    }

  private:
    LabelStore& store_;
    LabelEvent event_;
    bool isFirst_ = true;
};

LabelStore::LabelStore(ProjectStore& project, IssueModel& issues, QObject* parent)
    : QObject(parent), project_(project), issues_(issues) {
    connect(&project_, &ProjectStore::opened, this, &LabelStore::restore);
}

void LabelStore::take(Labels& labels, Known label) {
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
                take(labels_, std::move(label));
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

void LabelStore::setWriting(const QString& key, int number, Writing writing) {
    Written& written = written_[key];
    if (number < written.number)
        return;
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

void LabelStore::give(LabelEvent event) { undoStack_.push(new LabelCommand(*this, std::move(event))); }

void LabelStore::record(LabelEvent event, bool isStep) {
    event.time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    event.user = qEnvironmentVariable("USER").toStdString();
    const QString source = QString::fromStdString(event.source);
    const Known known{source, event.position, event.to};
    take(labels_, known);
    if (isRestoring_)
        givenSince_.push_back(known);
    const int number = ++lastNumber_;
    const QString key = keyOf(source, event.position);
    setWriting(key, number, Writing::Pending);
    Q_EMIT given({source, event.position, event.to, isStep});
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
