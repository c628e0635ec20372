#include "workspaces/SkyDocument.h"

#include "models/SourceTableModel.h"

#include <QDateTime>

namespace iic::ui {

class LabelCommand : public QUndoCommand {
  public:
    LabelCommand(SkyDocument& document, int row, UserLabel from, UserLabel to)
        : document_(document), row_(row), from_(from), to_(to) {
        setText(to == UserLabel::None ? SkyDocument::tr("remove label") : SkyDocument::tr("label %1").arg(labelText(to)));
    }
    void redo() override {
        document_.applyLabel(row_, to_, isFirst_ ? QStringLiteral("user") : QStringLiteral("redo"));
        isFirst_ = false;
    }
    void undo() override { document_.applyLabel(row_, from_, QStringLiteral("undo")); }

  private:
    SkyDocument& document_;
    int row_;
    UserLabel from_;
    UserLabel to_;
    bool isFirst_ = true;
};

SkyDocument::SkyDocument(LabelStore& labels, QObject* parent) : QObject(parent), labels_(labels) {
    connect(&labels_, &LabelStore::restored, this, &SkyDocument::restoreLabels);
}

void SkyDocument::setTile(std::shared_ptr<const Tile> tile) {
    setSources({}, {});
    tile_ = std::move(tile);
    Q_EMIT tileChanged();
}

void SkyDocument::setSources(SourceList sources, const QString& name) {
    undoStack_.clear();
    setCurrent(-1);
    sourcesName_ = name;
    for (int row = 0; row < sources.size(); ++row)
        sources.label[static_cast<std::size_t>(row)] = labels_.label(sources.name[static_cast<std::size_t>(row)]);
    store_.reset(std::move(sources));
}

void SkyDocument::restoreLabels() {
    for (int row = 0; row < store_.size(); ++row)
        if (const UserLabel label = labels_.label(sources().name[static_cast<std::size_t>(row)]);
            label != sources().label[static_cast<std::size_t>(row)])
            store_.setLabel(row, label);
}

void SkyDocument::setCurrent(int row) {
    if (row < -1 || row >= store_.size() || row == current_)
        return;
    current_ = row;
    Q_EMIT currentChanged(row);
}

int SkyDocument::nextUnlabelled() const {
    const int count = store_.size();
    for (int step = 1; step <= count; ++step)
        if (const int row = (current_ + step) % count; sources().label[static_cast<std::size_t>(row)] == UserLabel::None)
            return row;
    return -1;
}

void SkyDocument::giveLabel(int row, UserLabel label) {
    if (row < 0 || row >= store_.size())
        return;
    const UserLabel before = sources().label[static_cast<std::size_t>(row)];
    if (before != label)
        undoStack_.push(new LabelCommand(*this, row, before, label));
}

void SkyDocument::applyLabel(int row, UserLabel label, const QString& reason) {
    const auto at = static_cast<std::size_t>(row);
    LabelEvent event;
    event.time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    event.user = qEnvironmentVariable("USER").toStdString();
    event.source = sources().name[at].toStdString();
    event.position = sources().position[at];
    event.from = sources().label[at];
    event.to = label;
    event.reason = reason.toStdString();
    event.model = sources().prediction[at] ? modelName_.toStdString() : std::string();
    labels_.record(std::move(event));
    store_.setLabel(row, label);
}

} // namespace iic::ui
