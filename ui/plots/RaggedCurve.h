#pragma once

#include "plots/FigureStyle.h"

#include <QPolygonF>

class QBrush;
class QPainter;

namespace iic::ui {

// Ragged lines of hundreds of points, as histograms are. In files they have smooth edges and round joins; on the screen they go
// without, for Qt takes 100 ms for 18 of them with and 10 ms without.

/// What lies under a curve. On the screen its edge is smooth only once the curve is drawn over it.
void fillUnderCurve(QPainter& painter, const QPolygonF& area, const QBrush& brush, const FigureStyle& style);
void drawCurve(QPainter& painter, const QPolygonF& curve, const QPen& pen, const FigureStyle& style);

} // namespace iic::ui
