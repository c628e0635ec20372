#include "widgets/OutlineDrawing.h"

#include "plots/Outline.h"

#include <QPainter>

#include <utility>

namespace iic::ui {

QPolygonF OutlineDrawing::finish() { return simplifiedOutline(std::exchange(path_, {}), mostCorners); }

void OutlineDrawing::paint(QPainter& painter, const QColor& colour) const {
    if (!isActive())
        return;
    QColor inside = colour;
    inside.setAlphaF(0.15F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(inside);
    painter.drawPolygon(path_);
    painter.restore();
}

} // namespace iic::ui
