#include "widgets/ClassStyle.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace iic::ui {

namespace {

QPainterPath markerPath(const std::optional<SourceClass>& sourceClass, const QRectF& box) {
    QPainterPath path;
    if (!sourceClass || *sourceClass == SourceClass::Star) {
        path.addEllipse(box);
    } else if (*sourceClass == SourceClass::Galaxy) {
        path.addPolygon(QPolygonF({{box.center().x(), box.top()},
                                   {box.right(), box.center().y()},
                                   {box.center().x(), box.bottom()},
                                   {box.left(), box.center().y()}}));
        path.closeSubpath();
    } else {
        path.addPolygon(QPolygonF({{box.center().x(), box.top()}, {box.right(), box.bottom()}, box.bottomLeft()}));
        path.closeSubpath();
    }
    return path;
}

} // namespace

QColor classColour(SourceClass sourceClass) { return QColor::fromRgb(classRgb(sourceClass)); }

QColor classColour(const std::optional<SourceClass>& sourceClass) {
    return sourceClass ? classColour(*sourceClass) : QColor(0xC8, 0xCC, 0xD4);
}

QPixmap classMarker(const std::optional<SourceClass>& sourceClass, double diameter, double devicePixelRatio) {
    const double side = std::ceil(diameter + 4);
    QPixmap pixmap(QSizeF(side * devicePixelRatio, side * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = (side - diameter) / 2;
    const QPainterPath path = markerPath(sourceClass, QRectF(inset, inset, diameter, diameter));
    painter.strokePath(path, QPen(QColor(0, 0, 0, 120), sourceClass ? 3.4 : 2.4));
    painter.strokePath(path, QPen(classColour(sourceClass), sourceClass ? 1.8 : 1.0));
    return pixmap;
}

} // namespace iic::ui
