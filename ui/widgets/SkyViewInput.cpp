#include "widgets/SkyView.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace iic::ui {

void SkyView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    pressed_ = event->position();
    lastMouse_ = event->position();
    isDragging_ = false;
    if (tile_ && (isOutlineArmed_ || event->modifiers() & Qt::ShiftModifier))
        outline_.begin(event->position());
}

void SkyView::armOutline() {
    isOutlineArmed_ = true;
    setFocus();
    update();
}

void SkyView::dropOutline() {
    outline_.drop();
    isOutlineArmed_ = false;
    update();
}

/// Nothing comes of an outline that reaches where there is no sky.
void SkyView::finishOutline() {
    std::vector<SkyCoord> corners;
    bool isOnSky = true;
    for (const QPointF& corner : outline_.finish()) {
        const std::optional<SkyCoord> place = tile_->reference().wcs.toSky(pixelAt(corner));
        isOnSky &= place.has_value();
        corners.push_back(place.value_or(SkyCoord{}));
    }
    dropOutline();
    if (isOnSky && !corners.empty())
        Q_EMIT outlineDrawn(corners);
}

void SkyView::mouseMoveEvent(QMouseEvent* event) {
    if (pressed_) {
        isDragging_ |= (event->position() - *pressed_).manhattanLength() >= QApplication::startDragDistance();
        if (isDragging_ && outline_.isActive()) {
            outline_.extend(event->position());
            update();
        } else if (isDragging_)
            moveBy(event->position() - lastMouse_);
        lastMouse_ = event->position();
    }
    if (tile_) {
        const PixelCoord pixel = pixelAt(event->position());
        Q_EMIT hovered(pixel, tile_->reference().wcs.toSky(pixel));
    }
}

void SkyView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressed_)
        return;
    pressed_.reset();
    if (!isDragging_) {
        dropOutline();
        clickAt(event->position());
    } else if (outline_.isActive())
        finishOutline();
}

void SkyView::clickAt(const QPointF& place) {
    if (!tile_)
        return;
    const PixelCoord pixel = pixelAt(place);
    const std::optional<SkyCoord> position = tile_->reference().wcs.toSky(pixel);
    const FloatImage& image = tile_->reference().pixels;
    if (position && image.contains(static_cast<int>(std::lround(pixel.x)), static_cast<int>(std::lround(pixel.y))))
        Q_EMIT clicked(pixel, *position);
}

void SkyView::wheelEvent(QWheelEvent* event) {
    setZoom(zoom_ * std::pow(1.25, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void SkyView::keyPressEvent(QKeyEvent* event) {
    constexpr double step = 60;
    switch (event->key()) {
    case Qt::Key_Left: return moveBy({step, 0});
    case Qt::Key_Right: return moveBy({-step, 0});
    case Qt::Key_Up: return moveBy({0, step});
    case Qt::Key_Down: return moveBy({0, -step});
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(1.25);
    case Qt::Key_Minus: return zoomBy(0.8);
    case Qt::Key_0: return zoomToFit();
    case Qt::Key_Return:
    case Qt::Key_Enter: return clickAt(QRectF(rect()).center());
    case Qt::Key_Escape:
        if (outline_.isActive() || isOutlineArmed_)
            return dropOutline();
        [[fallthrough]];
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace iic::ui
