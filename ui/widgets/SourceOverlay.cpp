#include "widgets/SourceOverlay.h"

#include "widgets/ClassStyle.h"
#include "widgets/SkyView.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace iic::ui {

namespace {

constexpr std::size_t mostShapes = 1500;
constexpr double largestMarker = 13, smallestMarker = 6;
constexpr double dotSide = 3, margin = 8; ///< what lies this far out of view may reach into it
constexpr std::size_t kinds = 4; // three classes and none

std::uint8_t kindOf(const std::optional<SourceClass>& sourceClass) {
    return static_cast<std::uint8_t>(sourceClass ? static_cast<std::size_t>(*sourceClass) : kinds - 1);
}

std::optional<SourceClass> classOfKind(std::size_t kind) {
    return kind < kinds - 1 ? std::optional(static_cast<SourceClass>(kind)) : std::nullopt;
}

} // namespace

void SourceOverlay::draw(QPainter& painter, const SkyView& view, const SourceList& sources, const ShownRows& rows) {
    if (hasNewView(view) || isOutdated_) {
        isOutdated_ = false;
        findInView(view, sources, rows);
        if (areDots())
            drawDots(view.devicePixelRatioF());
    }
    if (areDots())
        painter.drawImage(QPointF(0, 0), picture_);
    else
        drawShapes(painter, view, sources);
}

bool SourceOverlay::hasNewView(const SkyView& view) {
    const QRectF pixels = view.visiblePixels();
    const QSize size = (QSizeF(view.size()) * view.devicePixelRatioF()).toSize();
    const bool isNew = pixels != pixels_ || size != size_;
    pixels_ = pixels;
    size_ = size;
    return isNew;
}

/// All of them go into the map of dots, for how many there are is known at the end.
void SourceOverlay::findInView(const SkyView& view, const SourceList& sources, const ShownRows& rows) {
    const double ratio = view.devicePixelRatioF();
    dots_.reset(size_, std::max(1, qRound(dotSide * ratio)), qRound(margin * ratio));
    inView_.clear();
    const QPointF origin = view.widgetPosition(PixelCoord{0, 0}) * ratio;
    const double scale = view.zoom() * ratio;
    for (int row = 0; row < sources.size(); ++row) {
        if (!rows.isShown(row))
            continue;
        const PixelCoord pixel = sources.pixel(row);
        if (dots_.add(origin.x() + pixel.x * scale, origin.y() - pixel.y * scale, kindOf(sources.shownClass(row))) &&
            inView_.size() <= mostShapes)
            inView_.push_back(row);
    }
}

bool SourceOverlay::areDots() const { return inView_.size() > mostShapes; }

void SourceOverlay::drawShapes(QPainter& painter, const SkyView& view, const SourceList& sources) const {
    const double diameter = std::clamp(largestMarker * std::sqrt(view.zoom()), smallestMarker, largestMarker);
    std::array<QPixmap, kinds> signs;
    for (std::size_t kind = 0; kind < kinds; ++kind)
        signs[kind] = classMarker(classOfKind(kind), diameter, view.devicePixelRatioF());
    for (const int row : inView_) {
        const QPixmap& sign = signs[kindOf(sources.shownClass(row))];
        const QSizeF size = sign.deviceIndependentSize();
        painter.drawPixmap(view.widgetPosition(sources.pixel(row)) - QPointF(size.width() / 2, size.height() / 2), sign);
    }
}

void SourceOverlay::drawDots(double pixelRatio) {
    std::array<QRgb, kinds> colours{};
    for (std::size_t kind = 0; kind < kinds; ++kind)
        colours[kind] = classColour(classOfKind(kind)).rgb();
    dots_.drawOn(picture_, colours);
    picture_.setDevicePixelRatio(pixelRatio);
}

} // namespace iic::ui
