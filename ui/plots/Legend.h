#pragma once

#include "plots/FigureStyle.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace iic::ui {

using Sign = std::function<void(QPainter& painter, const QRectF& place)>;

/// A sign and the words beside it.
struct LegendLine {
    Sign sign;
    QString text;
};

/// Of drawLegend.
QSizeF legendSize(const std::vector<LegendLine>& lines, const FigureStyle& style);
/// One line below the other, on a ground that hides what is behind.
void drawLegend(QPainter& painter, const QPointF& topLeft, const std::vector<LegendLine>& lines, const FigureStyle& style);

/// One beside the other in columns of equal width, in as many rows as `width` asks for.
class LegendRows {
  public:
    LegendRows(std::vector<LegendLine> lines, double width, const FigureStyle& style);

    double height() const;
    void draw(QPainter& painter, const QPointF& topLeft) const;

  private:
    std::vector<LegendLine> lines_;
    double width_;
    FigureStyle style_;
    std::size_t columns_;
    double columnWidth_;
};

/// A sign that is a piece of a line.
Sign strokeSign(const QPen& pen);
/// The filled sign of a class: star a disc, galaxy a diamond, quasar a triangle; no class, a disc. Without an outline.
void drawClassSign(QPainter& painter, const QPointF& centre, double diameter, const std::optional<SourceClass>& sourceClass);
/// The same in the colour of the class, as a sign of a legend.
Sign classSign(const std::optional<SourceClass>& sourceClass, const FigureStyle& style);

} // namespace iic::ui
