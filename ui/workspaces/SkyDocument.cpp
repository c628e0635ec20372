#include "workspaces/SkyDocument.h"

namespace iic::ui {

SkyDocument::SkyDocument(LabelStore& labels, SourceFilter& filter, QObject* parent)
    : QObject(parent), labels_(labels), shown_(store_, filter), sourceLabels_(store_, labels) {
    connect(&sourceLabels_, &SourceLabels::stepped, this, &SkyDocument::setCurrent);
}

void SkyDocument::setTile(std::shared_ptr<const Tile> tile) {
    tile_.reset();
    setSources({}, {});
    tile_ = std::move(tile);
    Q_EMIT tileChanged();
}

void SkyDocument::setSources(SourceList sources, const QString& name) {
    if (tile_)
        keepMeasuredSources(sources);
    sourceLabels_.putOn(sources);
    const std::optional<PixelCoord> selected =
        tile_ && current_ >= 0 ? std::optional(store_.sources().pixel(current_)) : std::nullopt;
    setCurrent(-1);
    sourcesName_ = name;
    store_.reset(std::move(sources));
    if (selected)
        setCurrent(store_.sources().nearest(*selected, sameSource / tile_->reference().wcs.pixelScale()));
}

void SkyDocument::keepMeasuredSources(SourceList& sources) const {
    const double same = sameSource / tile_->reference().wcs.pixelScale();
    for (const DetectedSource& measured : store_.sources().added())
        if (sources.nearest(measured.pixel, same) < 0)
            sources.append(measured);
}

int SkyDocument::addSource(const DetectedSource& source) {
    const double same = tile_ ? sameSource / tile_->reference().wcs.pixelScale() : 0;
    if (const int known = sources().nearest(source.pixel, same); tile_ && known >= 0)
        return known;
    const int row = store_.append(source);
    sourceLabels_.putOn(row);
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

void SkyDocument::setCurrent(int row) {
    if (row < -1 || row >= store_.size() || row == current_)
        return;
    current_ = row;
    Q_EMIT currentChanged(row);
}

void SkyDocument::removeCurrent() {
    if (!canRemoveCurrent())
        return;
    const int row = current_;
    sourceLabels_.give(row, UserLabel::None);
    if (sources().label(row) != UserLabel::None)
        return;
    setCurrent(-1);
    store_.remove(row);
}

} // namespace iic::ui
