#include "plots/ColourCloud.h"

namespace iic::ui {

ColourCloud::ColourCloud(QCPAxis* w2w3, QCPAxis* w1w2)
    : QCPAbstractPlottable(w2w3, w1w2), points_(std::make_shared<const std::vector<ColourPoint>>()) {}

void ColourCloud::setPoints(ColourPoints points) {
    points_ = std::move(points);
    counts_ = countColours(*points_);
}

ColourRange ColourCloud::range() const {
    const QCPRange across = keyAxis()->range(), up = valueAxis()->range();
    return {across.lower, across.upper, up.lower, up.upper};
}

QCPRange ColourCloud::getKeyRange(bool& isFound, QCP::SignDomain) const {
    isFound = true;
    return {ColourRange{}.w2w3From, ColourRange{}.w2w3To};
}

QCPRange ColourCloud::getValueRange(bool& isFound, QCP::SignDomain, const QCPRange&) const {
    isFound = true;
    return {ColourRange{}.w1w2From, ColourRange{}.w1w2To};
}

void ColourCloud::draw(QCPPainter* painter) {
    const QRectF box = clipRect();
    painter->setAntialiasing(true);
    drawColourPoints(*painter, box, *points_, range(), counts_, style_);
    drawColourGuides(*painter, box, range(), style_);
    drawMarkedPoints(*painter, box, *points_, range(), style_);
    if (hasLegend_)
        drawColourLegend(*painter, box, counts_, style_);
}

} // namespace iic::ui
