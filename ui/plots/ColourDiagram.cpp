#include "plots/ColourDiagram.h"

#include "catalog/AgnRegions.h"
#include "plots/Chart.h"
#include "plots/DotImage.h"
#include "plots/Legend.h"

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

QPen wedgePen(const FigureStyle& style) { return QPen(style.text, 1.1, Qt::DashLine, Qt::FlatCap); }
QPen cutPen(const FigureStyle& style) { return QPen(style.text, 1.1, Qt::DotLine, Qt::FlatCap); }

std::optional<SourceClass> classOf(std::size_t kind) {
    return kind < colourKinds - 1 ? std::optional(static_cast<SourceClass>(kind)) : std::nullopt;
}

QPointF placeIn(const QRectF& box, const ColourRange& range, double w2w3, double w1w2) {
    return {box.left() + box.width() * (w2w3 - range.w2w3From) / (range.w2w3To - range.w2w3From),
            box.bottom() - box.height() * (w1w2 - range.w1w2From) / (range.w1w2To - range.w1w2From)};
}

void drawSigns(QPainter& painter, const QRectF& box, const std::vector<ColourPoint>& points, const ColourRange& range,
               bool areShown, const FigureStyle& style) {
    painter.setPen(Qt::NoPen);
    for (const std::size_t kind : {3, 0, 1, 2}) { // those without a class lie below
        QColor colour = style.classColour(classOf(kind));
        colour.setAlphaF(areShown ? strong : faint);
        painter.setBrush(colour);
        for (const ColourPoint& point : points) {
            const QPointF at = placeIn(box, range, point.w2w3, point.w1w2);
            if (colourKind(point) == kind && point.isShown == areShown && box.contains(at))
                drawClassSign(painter, at, kind == 1 || kind == 2 ? 5.5 : 4.5, point.sourceClass);
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

void drawDots(QPainter& painter, const QRectF& box, const std::vector<ColourPoint>& points, const ColourRange& range,
              bool areShown, const FigureStyle& style) {
    const double density = densityOf(painter, style);
    DotImage dots((box.size() * density).toSize(), dotSize(points.size()) * density);
    const double perW2w3 = dots.size().width() / (range.w2w3To - range.w2w3From);
    const double perW1w2 = -dots.size().height() / (range.w1w2To - range.w1w2From);
    const double left = -range.w2w3From * perW2w3, top = -range.w1w2To * perW1w2;
    for (const ColourPoint& point : points)
        if (point.isShown == areShown)
            dots.add(point.w2w3 * perW2w3 + left, point.w1w2 * perW1w2 + top, colourKind(point));
    std::array<QColor, colourKinds> colours;
    for (std::size_t kind = 0; kind < colourKinds; ++kind)
        colours[kind] = style.classColour(classOf(kind));
    painter.drawImage(box, dots.picture(colours, areShown ? 1 : faint));
}

QString countText(std::size_t kind, const ColourCounts& counts) {
    const auto number = [](std::size_t value) { return QLocale().toString(qulonglong(value)); };
    const QString name = figureClassText(classOf(kind));
    if (counts.isFiltered())
        return QCoreApplication::translate("ColourDiagram", "%1  %2 of %3")
            .arg(name, number(counts.shown[kind]), number(counts.all[kind]));
    return QStringLiteral("%1  %2").arg(name, number(counts.all[kind]));
}

} // namespace

ColourCounts countColours(const std::vector<ColourPoint>& points) {
    ColourCounts counts;
    for (const ColourPoint& point : points) {
        const std::size_t kind = colourKind(point);
        const bool isDrawn = std::isfinite(point.w1w2) && std::isfinite(point.w2w3);
        counts.all[kind] += isDrawn;
        counts.shown[kind] += isDrawn && point.isShown;
    }
    return counts;
}

void drawColourPoints(QPainter& painter, const QRectF& box, const std::vector<ColourPoint>& points, const ColourRange& range,
                      const ColourCounts& counts, const FigureStyle& style) {
    const auto draw = points.size() > mostSigns ? drawDots : drawSigns;
    if (counts.isFiltered())
        draw(painter, box, points, range, false, style);
    draw(painter, box, points, range, true, style);
}

void drawMarkedPoints(QPainter& painter, const QRectF& box, const std::vector<ColourPoint>& points, const ColourRange& range,
                      const FigureStyle& style) {
    painter.setPen(QPen(style.isDark() ? QColor(0x6C, 0xB0, 0xFF) : QColor(0x1D, 0x4E, 0xD8), 1.5));
    painter.setBrush(Qt::NoBrush);
    for (const ColourPoint& point : points) {
        if (!point.isMarked)
            continue;
        const QPointF at = placeIn(box, range, point.w2w3, point.w1w2);
        if (box.contains(at))
            painter.drawPolygon(QPolygonF({at + QPointF(0, -5.5), at + QPointF(5, 4), at + QPointF(-5, 4)}));
    }
}

void drawColourGuides(QPainter& painter, const QRectF& box, const ColourRange& range, const FigureStyle& style) {
    const auto line = [&](double fromX, double fromY, double toX, double toY) {
        const QLineF whole(placeIn(box, range, fromX, fromY), placeIn(box, range, toX, toY));
        if (const auto inside = clippedLine(whole, box))
            painter.drawLine(*inside);
    };
    painter.setPen(wedgePen(style));
    using Wedge = JarrettWedge;
    line(Wedge::left, Wedge::foot(Wedge::left), Wedge::left, Wedge::top);
    line(Wedge::left, Wedge::top, Wedge::right, Wedge::top);
    line(Wedge::right, Wedge::top, Wedge::right, Wedge::foot(Wedge::right));
    line(Wedge::right, Wedge::foot(Wedge::right), Wedge::left, Wedge::foot(Wedge::left));
    painter.setPen(cutPen(style));
    line(range.w2w3From, sternCut, range.w2w3To, sternCut);
}

void drawColourLegend(QPainter& painter, const QRectF& box, const ColourCounts& counts, const FigureStyle& style) {
    std::vector<LegendLine> lines;
    for (std::size_t kind = 0; kind < colourKinds; ++kind)
        if (counts.all[kind] > 0)
            lines.push_back({classSign(classOf(kind), style), countText(kind, counts)});
    lines.push_back(
        {strokeSign(wedgePen(style)), QCoreApplication::translate("ColourDiagram", "AGN wedge, Jarrett et al. 2011")});
    lines.push_back(
        {strokeSign(cutPen(style)), QCoreApplication::translate("ColourDiagram", "W1 − W2 = 0.8, Stern et al. 2012")});
    drawLegend(painter, box.topLeft() + QPointF(8, 8), lines, style);
}

} // namespace iic::ui
