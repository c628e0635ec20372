#include "plots/Outline.h"

#include <QLineF>

#include <cmath>
#include <utility>
#include <vector>

namespace iic::ui {

namespace {

double distanceTo(const QPointF& point, const QPointF& from, const QPointF& to) {
    const QPointF along = to - from;
    const double length = std::hypot(along.x(), along.y());
    if (length == 0)
        return std::hypot(point.x() - from.x(), point.y() - from.y());
    return std::abs((point.x() - from.x()) * along.y() - (point.y() - from.y()) * along.x()) / length;
}

QPolygonF withinTolerance(const QPolygonF& path, double tolerance) {
    std::vector<bool> isKept(static_cast<std::size_t>(path.size()));
    isKept.front() = isKept.back() = true;
    std::vector<std::pair<qsizetype, qsizetype>> pieces{{0, path.size() - 1}};
    while (!pieces.empty()) {
        const auto [first, last] = pieces.back();
        pieces.pop_back();
        qsizetype farthest = first;
        double most = tolerance;
        for (qsizetype i = first + 1; i < last; ++i)
            if (const double distance = distanceTo(path[i], path[first], path[last]); distance > most) {
                most = distance;
                farthest = i;
            }
        if (farthest == first)
            continue;
        isKept[static_cast<std::size_t>(farthest)] = true;
        pieces.emplace_back(first, farthest);
        pieces.emplace_back(farthest, last);
    }
    QPolygonF kept;
    for (qsizetype i = 0; i < path.size(); ++i)
        if (isKept[static_cast<std::size_t>(i)])
            kept << path[i];
    return kept;
}

double area(const QPolygonF& polygon) {
    double twice = 0;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF& here = polygon[i];
        const QPointF& next = polygon[(i + 1) % polygon.size()];
        twice += here.x() * next.y() - next.x() * here.y();
    }
    return std::abs(twice) / 2;
}

} // namespace

QPolygonF simplifiedOutline(const QPolygonF& outline, qsizetype mostCorners) {
    constexpr double smallestArea = 1; // square pixels
    if (outline.size() < 3 || area(outline) < smallestArea)
        return {};
    QPolygonF simple = withinTolerance(outline, 0.5);
    for (double tolerance = 1; simple.size() > mostCorners; tolerance *= 1.5)
        simple = withinTolerance(outline, tolerance);
    return simple.size() < 3 ? QPolygonF() : simple;
}

} // namespace iic::ui
