#pragma once

#include <QPolygonF>

class QColor;
class QPainter;

namespace iic::ui {

/// An outline while it is drawn with the mouse over a widget, in the widget's pixels.
class OutlineDrawing {
  public:
    static constexpr qsizetype mostCorners = 100;

    bool isActive() const { return !path_.isEmpty(); }
    void begin(const QPointF& at) { path_ = QPolygonF({at}); }
    void extend(const QPointF& to) { path_ << to; }
    void drop() { path_.clear(); }
    /// Ends the drawing: its corners, those that matter least left out; empty when it holds no area.
    QPolygonF finish();

    void paint(QPainter& painter, const QColor& colour) const;

  private:
    QPolygonF path_;
};

} // namespace iic::ui
