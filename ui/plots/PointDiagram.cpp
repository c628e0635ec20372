#include "plots/PointDiagram.h"

#include "plots/DotImage.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr std::size_t mostSigns = 3000;
constexpr float faint = 0.25F;
constexpr float strong = 0.85F;

std::optional<SourceClass> classOf(std::size_t kind) {
    return kind < pointKinds - 1 ? std::optional(static_cast<SourceClass>(kind)) : std::nullopt;
}

/// Of plasma of matplotlib (CC0), without its end that lies too near to the ground.
QColor confidenceColour(std::size_t step, const FigureStyle& style) {
    constexpr std::array<QRgb, pointKinds> onDark{0xffa13bc9, 0xffdd5e7b, 0xfff89b44, 0xfff3ee4a};
    constexpr std::array<QRgb, pointKinds> onLight{0xfff0982f, 0xffd8576b, 0xff9c179e, 0xff2f0596};
    return QColor::fromRgb((style.isDark() ? onDark : onLight)[step]);
}

QColor kindColour(std::size_t kind, PointColours colours, const FigureStyle& style) {
    return colours == PointColours::Class ? style.classColour(classOf(kind)) : confidenceColour(kind, style);
}

/// From the lowest to the uppermost: those without a class below, the doubtful on top.
constexpr std::array<std::size_t, pointKinds> drawingOrder(PointColours colours) {
    if (colours == PointColours::Class)
        return {3, 0, 1, 2};
    return {3, 2, 1, 0};
}

void drawSigns(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
               PointColours colours, bool areShown, const FigureStyle& style) {
    painter.setPen(Qt::NoPen);
    for (const std::size_t kind : drawingOrder(colours)) {
        QColor colour = kindColour(kind, colours, style);
        colour.setAlphaF(areShown ? strong : faint);
        painter.setBrush(colour);
        for (const DiagramPoint& point : points) {
            const QPointF at = placeIn(box, range, point.x, point.y);
            const bool isPointed = point.sourceClass && point.sourceClass != SourceClass::Star;
            if (pointKind(point, colours) == kind && point.isShown == areShown && box.contains(at))
                drawClassSign(painter, at, isPointed ? 5.5 : 4.5, point.sourceClass);
        }
    }
}

/// Diameter of a dot, 1/96 inch: the fewer, the larger.
double dotSize(std::size_t count) { return count <= 30'000 ? 2 : count <= 200'000 ? 1.5 : 1; }

double densityOf(const QPainter& painter, const FigureStyle& style) {
    constexpr double onPaper = 300.0 / 96;
    const double density = std::abs(painter.deviceTransform().m11());
    return style.isPaper ? std::max(onPaper, density) : std::max(1.0, density);
}

void drawDots(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
              PointColours colours, bool areShown, const FigureStyle& style) {
    const double density = densityOf(painter, style);
    DotImage dots((box.size() * density).toSize(), dotSize(points.size()) * density);
    const double perX = dots.size().width() / (range.xTo - range.xFrom);
    const double perY = -dots.size().height() / (range.yTo - range.yFrom);
    const double left = -range.xFrom * perX, top = -range.yTo * perY;
    for (const DiagramPoint& point : points)
        if (point.isShown == areShown)
            dots.add(point.x * perX + left, point.y * perY + top, pointKind(point, colours));
    std::array<QColor, pointKinds> ofKinds;
    for (std::size_t kind = 0; kind < pointKinds; ++kind)
        ofKinds[kind] = kindColour(kind, colours, style);
    painter.drawImage(box, dots.picture(ofKinds, areShown ? 1 : faint));
}

Sign kindSign(std::size_t kind, PointColours colours, const FigureStyle& style) {
    if (colours == PointColours::Class)
        return classSign(classOf(kind), style);
    return [colour = confidenceColour(kind, style)](QPainter& painter, const QRectF& place) {
        painter.fillRect(QRectF(place.center() - QPointF(6, 5), QSizeF(12, 10)), colour);
    };
}

constexpr double mostOfHeight = 0.4; ///< of the box, for a legend to stand in it

QString countText(std::size_t kind, const PointCounts& counts) {
    const auto number = [](std::size_t value) { return QLocale().toString(qulonglong(value)); };
    const QString name = pointKindText(kind, counts.colours);
    if (counts.isFiltered())
        return QCoreApplication::translate("PointDiagram", "%1  %2 of %3")
            .arg(name, number(counts.shown[kind]), number(counts.all[kind]));
    return QStringLiteral("%1  %2").arg(name, number(counts.all[kind]));
}

/// Where in `room` a legend of this size hides the fewest points; one that is shown counts more than all faint ones.
QPointF freestCorner(const QRectF& room, const QRectF& box, const QSizeF& size, const std::vector<DiagramPoint>& points,
                     const DiagramRange& range) {
    const double right = room.right() - size.width(), bottom = room.bottom() - size.height();
    const std::array<QPointF, 4> corners{room.topLeft(), QPointF(right, room.top()), QPointF(room.left(), bottom),
                                         QPointF(right, bottom)};
    std::array<std::size_t, 4> hidden{};
    for (const DiagramPoint& point : points) {
        const QPointF at = placeIn(box, range, point.x, point.y);
        for (std::size_t corner = 0; corner < corners.size(); ++corner)
            if (QRectF(corners[corner], size).contains(at))
                hidden[corner] += point.isShown ? points.size() : 1;
    }
    return corners[static_cast<std::size_t>(std::ranges::min_element(hidden) - hidden.begin())];
}

/// In rows along the top, where the box is low.
void drawLegendAcross(QPainter& painter, const QRectF& box, std::vector<LegendLine> lines, const FigureStyle& style) {
    constexpr double gap = 4;
    const LegendRows legend(std::move(lines), box.width() - 2 * gap, style);
    painter.fillRect(QRectF(box.topLeft(), QSizeF(box.width(), legend.height())), style.ground);
    legend.draw(painter, box.topLeft() + QPointF(gap, 0));
}

} // namespace

QString pointKindText(std::size_t kind, PointColours colours) {
    if (colours == PointColours::Class)
        return figureClassText(classOf(kind));
    const auto limit = [](double confidence) { return QLocale().toString(confidence, 'f', 1); };
    switch (kind) {
    case 0: return QCoreApplication::translate("PointDiagram", "confidence below %1").arg(limit(0.5));
    case 1: return QCoreApplication::translate("PointDiagram", "confidence %1 to %2").arg(limit(0.5), limit(0.7));
    case 2: return QCoreApplication::translate("PointDiagram", "confidence %1 to %2").arg(limit(0.7), limit(0.9));
    default: return QCoreApplication::translate("PointDiagram", "confidence %1 to %2").arg(limit(0.9), limit(1.0));
    }
}

PointCounts countPoints(const std::vector<DiagramPoint>& points, PointColours colours) {
    PointCounts counts;
    counts.colours = colours;
    for (const DiagramPoint& point : points) {
        const std::size_t kind = pointKind(point, colours);
        const bool isDrawn = std::isfinite(point.x) && std::isfinite(point.y);
        counts.all[kind] += isDrawn;
        counts.shown[kind] += isDrawn && point.isShown;
    }
    return counts;
}

void drawPoints(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                const PointCounts& counts, const FigureStyle& style) {
    const auto draw = points.size() > mostSigns ? drawDots : drawSigns;
    if (counts.isFiltered())
        draw(painter, box, points, range, counts.colours, false, style);
    draw(painter, box, points, range, counts.colours, true, style);
}

void drawMarkedPoints(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                      const FigureStyle& style) {
    painter.setPen(QPen(style.isDark() ? QColor(0x6C, 0xB0, 0xFF) : QColor(0x1D, 0x4E, 0xD8), 1.5));
    painter.setBrush(Qt::NoBrush);
    for (const DiagramPoint& point : points) {
        if (!point.isMarked)
            continue;
        const QPointF at = placeIn(box, range, point.x, point.y);
        if (box.contains(at))
            painter.drawPolygon(QPolygonF({at + QPointF(0, -5.5), at + QPointF(5, 4), at + QPointF(-5, 4)}));
    }
}

void drawPointLegend(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                     const PointCounts& counts, const DiagramTerms& terms, const FigureStyle& style) {
    std::vector<LegendLine> lines;
    for (std::size_t kind = 0; kind < pointKinds; ++kind)
        if (counts.all[kind] > 0)
            lines.push_back({kindSign(kind, counts.colours, style), countText(kind, counts)});
    const std::size_t kinds = lines.size();
    if (terms.guideLegend)
        for (LegendLine& line : terms.guideLegend(style))
            lines.push_back(std::move(line));
    const QRectF room = box.adjusted(8, 8, -8, -8);
    if (legendSize(lines, style).height() > mostOfHeight * box.height()) {
        lines.resize(kinds);
        return drawLegendAcross(painter, box, std::move(lines), style);
    }
    drawLegend(painter, terms.hasRovingLegend ? freestCorner(room, box, legendSize(lines, style), points, range) : room.topLeft(),
               lines, style);
}

} // namespace iic::ui
