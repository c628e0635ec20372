#pragma once

#include "plots/Legend.h"

#include <QRectF>

#include <array>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QPainter;

namespace iic::ui {

/// A source on a diagram; one whose place is not finite is not drawn.
struct DiagramPoint {
    double x = 0;
    double y = 0;
    std::optional<SourceClass> sourceClass;
    int row = -1;
    bool isShown = true; ///< false: a filter leaves it out, and it is drawn faint
    bool isMarked = false; ///< a triangle lies over it (paper, Fig. 20)
    float confidence = std::numeric_limits<float>::quiet_NaN(); ///< of the network in its class
};

using DiagramPoints = std::shared_ptr<const std::vector<DiagramPoint>>;

/// The part of the diagram that is seen.
struct DiagramRange {
    double xFrom = 0, xTo = 1;
    double yFrom = 0, yTo = 1;
};

/// By what points have their colours: their classes, or steps of confidence, the surest farthest from the ground.
enum class PointColours { Class, Confidence };

/// Kinds of points, each of a colour: star, galaxy, quasar, no class; or confidence below 0.5, 0.7 and 0.9, and above.
inline constexpr std::size_t pointKinds = 4;
inline std::size_t pointKind(const DiagramPoint& point, PointColours colours) {
    if (colours == PointColours::Class)
        return point.sourceClass ? static_cast<std::size_t>(*point.sourceClass) : pointKinds - 1;
    return !(point.confidence >= 0.5F) ? 0 : point.confidence < 0.7F ? 1 : point.confidence < 0.9F ? 2 : 3;
}

/// How many points of each kind there are, and how many of them a filter shows.
struct PointCounts {
    PointColours colours = PointColours::Class;
    std::array<std::size_t, pointKinds> all{}, shown{};

    bool isFiltered() const { return all != shown; }
};
PointCounts countPoints(const std::vector<DiagramPoint>& points, PointColours colours);
/// The name of a kind in the user's language.
QString pointKindText(std::size_t kind, PointColours colours);

/// What a diagram is of: how it and its axes are called, and what lies between them beside the points.
struct DiagramTerms {
    struct Axis {
        QStringList titles; ///< the same in ever fewer words
        std::string column; ///< of its numbers in a file
        std::string unit;
    };
    QString title;
    QString fileName; ///< without an ending
    Axis x, y;
    DiagramRange range; ///< seen at first
    bool hasRovingLegend = false; ///< it lies in the corner with the fewest points, not always at the top left
    std::function<void(QPainter&, const QRectF& box, const DiagramRange&, const FigureStyle&)> drawGuides; ///< null: none
    std::function<std::vector<LegendLine>(const FigureStyle&)> guideLegend; ///< null: none
};

/// Where a place of the diagram lies in `box`.
inline QPointF placeIn(const QRectF& box, const DiagramRange& range, double x, double y) {
    return {box.left() + box.width() * (x - range.xFrom) / (range.xTo - range.xFrom),
            box.bottom() - box.height() * (y - range.yFrom) / (range.yTo - range.yFrom)};
}

/// Draws what lies between the axes, into `box`: up to 3,000 points as the signs of their classes, more as dots, denser places
/// stronger and where kinds overlap in their mixed colour. One pass, no sorting: 1,000,000 points in about 10 ms. Any thread.
void drawPoints(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                const PointCounts& counts, const FigureStyle& style);

/// A triangle over every marked point.
void drawMarkedPoints(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                      const FigureStyle& style);

/// The kinds with their numbers, and the guides.
void drawPointLegend(QPainter& painter, const QRectF& box, const std::vector<DiagramPoint>& points, const DiagramRange& range,
                     const PointCounts& counts, const DiagramTerms& terms, const FigureStyle& style);

} // namespace iic::ui
