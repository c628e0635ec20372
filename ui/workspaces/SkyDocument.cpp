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
        if (!isFirst_)
            document_.setCurrent(row_);
        isFirst_ = false;
    }
    void undo() override {
        document_.applyLabel(row_, from_, QStringLiteral("undo"));
        document_.setCurrent(row_);
    }

  private:
    SkyDocument& document_;
    int row_;
    UserLabel from_;
    UserLabel to_;
    bool isFirst_ = true;
};

SkyDocument::SkyDocument(LabelStore& labels, QObject* parent) : QObject(parent), labels_(labels) {
    connect(&labels_, &LabelStore::restored, this, &SkyDocument::restoreLabels);
    connect(&labels_, &LabelStore::writingChanged, this, &SkyDocument::labelWritingChanged);
}

void SkyDocument::setTile(std::shared_ptr<const Tile> tile) {
    tile_.reset();
    setSources({}, {});
    tile_ = std::move(tile);
    Q_EMIT tileChanged();
}

void SkyDocument::setSources(SourceList sources, const QString& name) {
    undoStack_.clear();
    if (tile_)
        keepMeasuredSources(sources);
    sources.label = labels_.labelsOf(sources);
    const std::optional<PixelCoord> selected =
        tile_ && current_ >= 0 ? std::optional(store_.sources().pixel[static_cast<std::size_t>(current_)]) : std::nullopt;
    setCurrent(-1);
    sourcesName_ = name;
    store_.reset(std::move(sources));
    if (selected)
        setCurrent(store_.sources().nearest(*selected, sameSource / tile_->reference().wcs.pixelScale()));
}

void SkyDocument::keepMeasuredSources(SourceList& sources) const {
    const double same = sameSource / tile_->reference().wcs.pixelScale();
    for (const DetectedSource& measured : store_.sources().added)
        if (sources.nearest(measured.pixel, same) < 0)
            append(sources, measured);
}

int SkyDocument::addSource(const DetectedSource& source) {
    const double same = tile_ ? sameSource / tile_->reference().wcs.pixelScale() : 0;
    if (const int known = sources().nearest(source.pixel, same); tile_ && known >= 0)
        return known;
    const int row = store_.append(source);
    SourceList alone;
    append(alone, source);
    if (const UserLabel label = labels_.labelsOf(alone).front(); label != UserLabel::None)
        store_.setLabel(row, label);
    return row;
}

std::vector<SkyCoord> SkyDocument::labelledPlacesWithoutSource() const {
    if (!tile_)
        return {};
    const FloatImage& image = tile_->reference().pixels;
    return labels_.withoutSource(sources(), [&](const SkyCoord& place) {
        const std::optional<PixelCoord> pixel = tile_->reference().wcs.toPixel(place);
        return pixel && isOnImage(*pixel, image);
    });
}

LabelStore::Writing SkyDocument::labelWriting(int row) const {
    const auto at = static_cast<std::size_t>(row);
    return labels_.writing(sources().name.at(at), sources().position.at(at));
}

void SkyDocument::restoreLabels() {
    const std::vector<UserLabel> labels = labels_.labelsOf(sources());
    for (int row = 0; row < store_.size(); ++row)
        if (const UserLabel label = labels[static_cast<std::size_t>(row)];
            label != sources().label[static_cast<std::size_t>(row)])
            store_.setLabel(row, label);
    undoStack_.clear(); // its steps were another project's
    Q_EMIT labelsRestored();
}

void SkyDocument::setCurrent(int row) {
    if (row < -1 || row >= store_.size() || row == current_)
        return;
    current_ = row;
    Q_EMIT currentChanged(row);
}

void SkyDocument::giveLabel(int row, UserLabel label) {
    if (row < 0 || row >= store_.size())
        return;
    if (!labels_.readOnlyReason().isEmpty()) {
        Q_EMIT labelRefused(labels_.readOnlyReason());
        return;
    }
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
