#include "plots/PointCloud.h"

namespace iic::ui {

PointCloud::PointCloud(QCPAxis* x, QCPAxis* y)
    : QCPAbstractPlottable(x, y), points_(std::make_shared<const std::vector<DiagramPoint>>()) {}

void PointCloud::setPoints(DiagramPoints points, PointColours colours) {
    points_ = std::move(points);
    counts_ = countPoints(*points_, colours);
}

DiagramRange PointCloud::range() const {
    const QCPRange across = keyAxis()->range(), up = valueAxis()->range();
    return {across.lower, across.upper, up.lower, up.upper};
}

QCPRange PointCloud::getKeyRange(bool& isFound, QCP::SignDomain) const {
    isFound = true;
    return {terms_.range.xFrom, terms_.range.xTo};
}

QCPRange PointCloud::getValueRange(bool& isFound, QCP::SignDomain, const QCPRange&) const {
    isFound = true;
    return {terms_.range.yFrom, terms_.range.yTo};
}

void PointCloud::draw(QCPPainter* painter) {
    const QRectF box = clipRect();
    painter->setAntialiasing(true);
    drawPoints(*painter, box, *points_, range(), counts_, style_);
    if (terms_.drawGuides)
        terms_.drawGuides(*painter, box, range(), style_);
    drawMarkedPoints(*painter, box, *points_, range(), style_);
    if (hasLegend_)
        drawPointLegend(*painter, box, *points_, range(), counts_, terms_, style_);
}

} // namespace iic::ui
