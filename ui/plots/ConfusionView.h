#pragma once

#include "plots/ConfusionFigure.h"
#include "plots/FigureView.h"

namespace iic::ui {

/// A confusion matrix to pick from: a click on a cell or a name picks it, with Shift beside what is picked already. Arrows move,
/// Enter and Space pick, Escape picks nothing.
class ConfusionView : public FigureView {
    Q_OBJECT

  public:
    using Cell = ConfusionFigure::Cell;

    explicit ConfusionView(QWidget* parent = nullptr);

    /// nullptr: there is none.
    void setMatrix(std::shared_ptr<const ConfusionFigure> figure);

  Q_SIGNALS:
    void picked(const iic::ui::ConfusionFigure::Cell& cell, bool isAdded);
    void cleared();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

  private:
    std::optional<Cell> cellAt(const QPointF& position) const;
    void setCursorCell(const Cell& cell);
    void move(int across, int down);
    void tellCursor();

    std::shared_ptr<const ConfusionFigure> matrix_;
    Cell cursor_{0, 0};
    std::optional<Cell> hovered_;
};

} // namespace iic::ui
