#pragma once

#include "plots/FigureView.h"
#include "plots/RocFigure.h"

namespace iic::ui {

/// Curves on which a threshold is dragged: along the curve of a class with the mouse, or with arrows, Up and Down from class to class; Enter and
/// Space choose it.
class RocView : public FigureView {
    Q_OBJECT

  public:
    explicit RocView(QWidget* parent = nullptr);

    /// nullptr: there is none.
    void setCurves(std::shared_ptr<const RocFigure> figure);
    const std::shared_ptr<const RocFigure>& curves() const { return curves_; }

  Q_SIGNALS:
    /// While it moves.
    void held(const iic::ui::RocFigure::Held& held);
    /// Let go, or Enter; with Shift beside those of other classes.
    void chosen(const iic::ui::RocFigure::Held& held, bool isAdded);
    void cleared(); ///< Escape

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void hold(const RocFigure::Held& held);
    RocFigure::Held heldNow() const;
    std::optional<RocFigure::Held> heldAt(const QPointF& position, std::optional<std::size_t> which = {}) const;
    void stepClass(int by);

    std::shared_ptr<const RocFigure> curves_;
    std::optional<std::size_t> dragged_; ///< class
};

} // namespace iic::ui
