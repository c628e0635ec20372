#pragma once

#include "plots/FigureStyle.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QStringList>

#include <optional>
#include <vector>

class QPainter;

namespace iic::ui {

/// An axis of a chart. Logarithmic ones have positive limits.
struct ChartAxis {
    double low = 0;
    double high = 1;
    bool isLogarithmic = false;
    QStringList titles; ///< the same in ever fewer words: the first that fits is drawn; none: no title
    std::vector<double> ticks; ///< empty: round ones are chosen
    bool hasNumbers = true;

    /// Where a value lies between low (0) and high (1).
    double share(double value) const;
};

/// Two axes in a rectangle: where a value lies, and the furniture round the data.
class Chart {
  public:
    /// The box of the data is what titles and numbers leave of `outer`. Ticks that are not given are filled in.
    Chart(const QRectF& outer, ChartAxis x, ChartAxis y, const FigureStyle& style);

    const QRectF& box() const { return box_; }
    const std::vector<double>& yTicks() const { return y_.ticks; }
    QPointF place(double x, double y) const;

    /// The grid, to be drawn before the data.
    void drawGrid(QPainter& painter) const;
    /// Frame, ticks, numbers and titles.
    void drawAxes(QPainter& painter) const;

  private:
    double numberWidth() const;
    void drawNumbers(QPainter& painter) const;
    void drawTitles(QPainter& painter) const;

    QRectF outer_;
    ChartAxis x_;
    ChartAxis y_;
    FigureStyle style_;
    QRectF box_;
};

/// A value as it stands at a tick: 0.5, 20,000, 10⁶.
QString tickText(double value);

/// What of a line lies in a rectangle.
std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& rectangle);

/// The first of the same title in ever fewer words that is no longer; empty where there is not even room for the last.
QString fittingTitle(const QStringList& titles, const QFontMetricsF& metrics, double length);

} // namespace iic::ui
