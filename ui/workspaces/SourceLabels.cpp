#include "workspaces/SourceLabels.h"

#include "project/CurrentLabels.h"

namespace iic::ui {

SourceLabels::SourceLabels(SourceStore& store, LabelStore& labels, QObject* parent)
    : QObject(parent), store_(store), labels_(labels) {
    connect(&labels_, &LabelStore::restored, this, &SourceLabels::restore);
    connect(&labels_, &LabelStore::writingChanged, this, &SourceLabels::writingChanged);
    connect(&labels_, &LabelStore::given, this, [this](const LabelStore::Given& given) {
        const int row = LabelStore::rowOf(store_.sources(), given.source, given.position);
        if (row >= 0)
            store_.setLabel(row, given.label);
        if (row >= 0 && given.isStep)
            Q_EMIT stepped(row);
        else if (given.isStep && given.label != UserLabel::None)
            Q_EMIT steppedWithoutSource();
    });
}

void SourceLabels::give(int row, UserLabel label) {
    if (row >= 0 && row < store_.size())
        give({row}, label, QStringLiteral("user"));
}

int SourceLabels::give(const std::vector<int>& rows, UserLabel label, const QString& reason) {
    if (!labels_.readOnlyReason().isEmpty()) {
        Q_EMIT refused(labels_.readOnlyReason());
        return 0;
    }
    std::vector<LabelEvent> events;
    for (const int row : rows)
        if (store_.sources().label(row) != label)
            events.push_back(eventOf(row, label, reason));
    const int count = static_cast<int>(events.size());
    labels_.give(std::move(events));
    return count;
}

LabelEvent SourceLabels::eventOf(int row, UserLabel label, const QString& reason) const {
    const SourceList& sources = store_.sources();
    LabelEvent event;
    event.source = sources.labelledName(row).toStdString();
    event.position = sources.position(row);
    event.from = sources.label(row);
    event.to = label;
    event.reason = reason.toStdString();
    event.model = sources.prediction(row) ? modelName_.toStdString() : std::string();
    return event;
}

LabelStore::Writing SourceLabels::writing(int row) const {
    return labels_.writing(store_.sources().labelledName(row), store_.sources().position(row));
}

void SourceLabels::putOn(SourceList& sources) const {
    const std::vector<UserLabel> labels = labels_.labelsOf(sources);
    for (int row = 0; row < sources.size(); ++row)
        if (labels[static_cast<std::size_t>(row)] != sources.label(row))
            sources.setLabel(row, labels[static_cast<std::size_t>(row)]);
}

void SourceLabels::putOn(int row) {
    const SourceList& sources = store_.sources();
    if (const UserLabel label = labels_.labelAt(sources.labelledName(row), sources.position(row)); label != UserLabel::None)
        store_.setLabel(row, label);
}

void SourceLabels::restore() {
    const std::vector<UserLabel> labels = labels_.labelsOf(store_.sources());
    for (int row = 0; row < store_.size(); ++row)
        if (labels[static_cast<std::size_t>(row)] != store_.sources().label(row))
            store_.setLabel(row, labels[static_cast<std::size_t>(row)]);
    Q_EMIT restored();
}

} // namespace iic::ui
