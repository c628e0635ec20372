#include "widgets/SkyView.h"

#include "widgets/SkyFurniture.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

constexpr double largestZoom = 40;
constexpr double squaresFrom = 8; // screen pixels, from which the pixels of the image are worth seeing

} // namespace

SkyView::SkyView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Sky"));
    setAccessibleDescription(
        tr("Drag or use the arrow keys to move, turn the wheel or press plus and minus to zoom, click a source to classify it; "
           "Return classifies what is in the middle"));
    connect(&picture_, &SkyPicture::changed, this, qOverload<>(&QWidget::update));
    connect(&picture_, &SkyPicture::failed, this, &SkyView::pictureFailed);
}

void SkyView::setTile(std::shared_ptr<const Tile> tile) {
    dropOutline();
    tile_ = std::move(tile);
    selected_ = -1;
    hasShownPicture_ = false;
    picture_.setTile(tile_);
    zoomToFit();
}

void SkyView::setChannels(const std::array<std::optional<Band>, 3>& channels) {
    channels_ = channels;
    colouringHasChanged();
}

void SkyView::setSingleBand(const std::optional<Band>& band, const QString& colourMap) {
    singleBand_ = band;
    colourMap_ = colourMap;
    colouringHasChanged();
}

void SkyView::setStretch(const DisplayStretch& stretch) {
    stretch_ = stretch;
    colouringHasChanged();
}

void SkyView::colouringHasChanged() {
    Colouring colouring{channels_, stretch_, std::nullopt};
    if (singleBand_) {
        colouring.channels.fill(singleBand_);
        colouring.map = colourTable(colourMap_);
    }
    picture_.setColouring(colouring);
    askForPicture();
}

/// Asks once for all that changes in one go: a new tile comes with its place, bands and limits one after the other.
void SkyView::askForPicture() {
    if (std::exchange(isAsking_, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            isAsking_ = false;
            picture_.request(visiblePixels(), zoom_);
        },
        Qt::QueuedConnection);
}

void SkyView::setSources(const ShownSources& shown) {
    shown_ = &shown;
    connect(&shown, &ShownSources::changed, this, &SkyView::sourcesHaveChanged);
    connect(&shown.store(), &SourceStore::predictionsChanged, this, &SkyView::sourcesHaveChanged);
    connect(&shown.store(), &SourceStore::labelChanged, this, &SkyView::sourcesHaveChanged);
    sourcesHaveChanged();
}

void SkyView::sourcesHaveChanged() {
    overlay_.sourcesHaveChanged();
    update();
}

void SkyView::setSelected(int row) {
    selected_ = row;
    update();
}

void SkyView::setOverlayVisible(bool visible) {
    overlayVisible_ = visible;
    update();
}

void SkyView::setGridVisible(bool visible) {
    gridVisible_ = visible;
    update();
}

QPointF SkyView::widgetPosition(const PixelCoord& pixel) const {
    return {width() / 2.0 + (pixel.x - centre_.x) * zoom_, height() / 2.0 - (pixel.y - centre_.y) * zoom_};
}

QPointF SkyView::widgetPosition(const SkyCoord& position) const {
    const std::optional<PixelCoord> pixel = tile_ ? tile_->reference().wcs.toPixel(position) : std::nullopt;
    return pixel ? widgetPosition(*pixel) : QPointF(-1, -1);
}

PixelCoord SkyView::pixelAt(const QPointF& at) const {
    return {centre_.x + (at.x() - width() / 2.0) / zoom_, centre_.y - (at.y() - height() / 2.0) / zoom_};
}

QRectF SkyView::visiblePixels() const {
    const PixelCoord low = pixelAt(QPointF(0, height()));
    return {low.x, low.y, width() / zoom_, height() / zoom_};
}

double SkyView::fitZoom() const {
    const FloatImage& image = tile_->reference().pixels;
    return std::min(double(width()) / std::max(1, image.width()), double(height()) / std::max(1, image.height()));
}

void SkyView::zoomToFit() {
    if (!tile_)
        return;
    const FloatImage& image = tile_->reference().pixels;
    centre_ = {(image.width() - 1) / 2.0, (image.height() - 1) / 2.0};
    zoom_ = std::min(fitZoom(), largestZoom);
    isFitted_ = true;
    viewHasChanged();
}

void SkyView::zoomBy(double factor) { setZoom(zoom_ * factor, QRectF(rect()).center()); }

void SkyView::setZoom(double zoom, const QPointF& fixed) {
    if (!tile_)
        return;
    const PixelCoord under = pixelAt(fixed);
    zoom_ = std::clamp(zoom, fitZoom() / 4, largestZoom);
    const PixelCoord now = pixelAt(fixed);
    centre_ = {centre_.x + under.x - now.x, centre_.y + under.y - now.y};
    isFitted_ = false;
    viewHasChanged();
}

void SkyView::moveBy(const QPointF& distance) {
    if (!tile_)
        return;
    const FloatImage& image = tile_->reference().pixels;
    centre_.x = std::clamp(centre_.x - distance.x() / zoom_, 0.0, double(image.width()));
    centre_.y = std::clamp(centre_.y + distance.y() / zoom_, 0.0, double(image.height()));
    isFitted_ = false;
    viewHasChanged();
}

void SkyView::centreOn(const SkyCoord& position) {
    const std::optional<PixelCoord> pixel = tile_ ? tile_->reference().wcs.toPixel(position) : std::nullopt;
    if (!pixel)
        return;
    const QPointF there = widgetPosition(*pixel);
    if (QRectF(rect()).contains(there))
        return;
    moveBy(QRectF(rect()).center() - there);
}

void SkyView::viewHasChanged() {
    askForPicture();
    Q_EMIT viewChanged(zoom_ * 100);
    update();
}

void SkyView::resizeEvent(QResizeEvent*) {
    if (!tile_)
        return;
    if (isFitted_)
        zoomToFit();
    else
        viewHasChanged();
}

void SkyView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    if (!tile_) {
        painter.setPen(QColor(0x9a, 0xa2, 0xae));
        painter.drawText(rect(), Qt::AlignCenter, tr("Drop WISE images or a folder here, or open them with Ctrl+O"));
        return;
    }
    if (!coversView(picture_.part()))
        drawPart(painter, picture_.overview());
    drawPart(painter, picture_.part());
    if (picture_.part().image.isNull())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    if (gridVisible_)
        drawGrid(painter, *this, *tile_);
    if (shown_) {
        const SourceList& sources = shown_->store().sources();
        if (overlayVisible_)
            overlay_.draw(painter, *this, sources, *shown_->rows());
        drawSelection(painter, sources);
    }
    drawCompass(painter, *this, *tile_);
    outline_.paint(painter, palette().color(QPalette::Link));
    if (isOutlineArmed_)
        drawHint(painter, *this, tr("Drag round sources to keep only those inside. Esc: never mind."));
    if (!hasShownPicture_) {
        hasShownPicture_ = true;
        Q_EMIT firstPictureShown();
    }
}

bool SkyView::coversView(const ComposedPart& part) const {
    const FloatImage& image = tile_->reference().pixels;
    const QRectF needed = visiblePixels().intersected(QRectF(0, 0, image.width() - 1, image.height() - 1));
    return !part.image.isNull() && QRectF(part.pixels).contains(needed);
}

void SkyView::drawPart(QPainter& painter, const ComposedPart& part) const {
    if (part.image.isNull())
        return;
    const double left = part.pixels.left() - 0.5;
    const double top = part.pixels.top() - 0.5 + part.image.height() * part.reduction;
    const QRectF target(widgetPosition(PixelCoord{left, top}),
                        QSizeF(part.image.width(), part.image.height()) * part.reduction * zoom_);
    const QRectF shown = target.intersected(rect());
    const double scale = part.image.width() / target.width();
    const QRectF source((shown.topLeft() - target.topLeft()) * scale, shown.size() * scale);
    const bool showsSquares = zoom_ >= squaresFrom;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !showsSquares && std::abs(scale - 1) > 1e-9);
    painter.drawImage(shown, part.image, source);
}

void SkyView::drawSelection(QPainter& painter, const SourceList& sources) const {
    if (selected_ < 0 || selected_ >= sources.size())
        return;
    const QPointF place = widgetPosition(sources.pixel(selected_));
    if (!std::isfinite(place.x()) || !std::isfinite(place.y()))
        return; // a source without a place
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 140), 5));
    painter.drawEllipse(place, 11, 11);
    painter.setPen(QPen(Qt::white, 2.4));
    painter.drawEllipse(place, 11, 11);
    constexpr double fieldRadius = 25; // arcsec: what the network sees
    const double radius = fieldRadius / tile_->reference().wcs.pixelScale() * zoom_;
    if (radius > 14) {
        painter.setPen(QPen(QColor(255, 255, 255, 200), 1, Qt::DashLine));
        painter.drawEllipse(place, radius, radius);
    }
}

} // namespace iic::ui
