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
constexpr double dotDiameter = 3;
constexpr std::size_t kinds = 4; // three classes and none

std::size_t kindOf(const SourceMarker& marker) {
    return marker.sourceClass ? static_cast<std::size_t>(*marker.sourceClass) : kinds - 1;
}

std::optional<SourceClass> classOfKind(std::size_t kind) {
    return kind < kinds - 1 ? std::optional(static_cast<SourceClass>(kind)) : std::nullopt;
}

} // namespace

void SourceOverlay::draw(QPainter& painter, const SkyView& view, const std::vector<SourceMarker>& markers) {
    const double margin = 8 / view.zoom();
    const QRectF visible = view.visiblePixels().adjusted(-margin, -margin, margin, margin);
    std::vector<const SourceMarker*> shown;
    shown.reserve(markers.size());
    for (const SourceMarker& marker : markers)
        if (marker.isShown && visible.contains(marker.pixel.x, marker.pixel.y))
            shown.push_back(&marker);
    if (shown.size() > mostShapes)
        drawDots(painter, view, shown);
    else
        drawShapes(painter, view, shown);
}

void SourceOverlay::drawShapes(QPainter& painter, const SkyView& view, const std::vector<const SourceMarker*>& shown) const {
    const double diameter = std::clamp(largestMarker * std::sqrt(view.zoom()), smallestMarker, largestMarker);
    std::array<QPixmap, kinds> signs;
    for (std::size_t kind = 0; kind < kinds; ++kind)
        signs[kind] = classMarker(classOfKind(kind), diameter, view.devicePixelRatioF());
    for (const SourceMarker* marker : shown) {
        const QPixmap& sign = signs[kindOf(*marker)];
        const QSizeF size = sign.deviceIndependentSize();
        painter.drawPixmap(view.widgetPosition(marker->pixel) - QPointF(size.width() / 2, size.height() / 2), sign);
    }
}

/// Squares written into an image of the view's size: a painter takes several times as long for tens of thousands.
void SourceOverlay::drawDots(QPainter& painter, const SkyView& view, const std::vector<const SourceMarker*>& shown) {
    const double ratio = view.devicePixelRatioF();
    const QSize size = (QSizeF(view.size()) * ratio).toSize();
    if (dots_.size() != size)
        dots_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
    dots_.setDevicePixelRatio(ratio);
    dots_.fill(Qt::transparent);
    std::array<QRgb, kinds> colours{};
    for (std::size_t kind = 0; kind < kinds; ++kind)
        colours[kind] = classColour(classOfKind(kind)).rgb();

    const int side = std::max(1, static_cast<int>(std::lround(dotDiameter * ratio)));
    auto* const pixels = reinterpret_cast<QRgb*>(dots_.bits());
    const auto stride = dots_.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    for (const SourceMarker* marker : shown) {
        const QPointF place = view.widgetPosition(marker->pixel) * ratio;
        const int left = static_cast<int>(std::lround(place.x() - side / 2.0)),
                  top = static_cast<int>(std::lround(place.y() - side / 2.0));
        const int first = std::max(0, left), last = std::min(size.width(), left + side);
        if (first >= last)
            continue;
        for (int y = std::max(0, top); y < std::min(size.height(), top + side); ++y)
            std::fill(pixels + y * stride + first, pixels + y * stride + last, colours[kindOf(*marker)]);
    }
    painter.drawImage(QPointF(0, 0), dots_);
}

} // namespace iic::ui
