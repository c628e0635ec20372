#include "plots/RaggedCurve.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

void fillUnderCurve(QPainter& painter, const QPolygonF& area, const QBrush& brush, const FigureStyle& style) {
    painter.setRenderHint(QPainter::Antialiasing, style.isPaper);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawPolygon(area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
}

void drawCurve(QPainter& painter, const QPolygonF& curve, const QPen& pen, const FigureStyle& style) {
    QPen drawn = pen;
    if (style.isPaper) {
        drawn.setJoinStyle(Qt::RoundJoin);
        painter.setPen(drawn);
        return painter.drawPolyline(curve);
    }
    drawn.setJoinStyle(Qt::BevelJoin);
    if (pen.style() != Qt::SolidLine) {
        drawn.setCosmetic(true); // one dot wide: the one kind of dashed line that is quick
        drawn.setWidthF(1);
        painter.setPen(drawn);
        return painter.drawPolyline(curve);
    }
    drawn.setCapStyle(Qt::SquareCap);
    painter.setPen(drawn);
    QList<QLineF> pieces;
    for (qsizetype i = 1; i < curve.size(); ++i)
        pieces << QLineF(curve[i - 1], curve[i]);
    painter.drawLines(pieces);
}

} // namespace iic::ui
