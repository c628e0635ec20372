#pragma once

#include "plots/FigureView.h"
#include "plots/ReliabilityFigure.h"

namespace iic::ui {

/// Ranges of confidence to pick from: a click on a bar picks its range, with Shift beside what is picked already. Left and Right
/// move, Enter and Space pick, Escape picks nothing.
class ReliabilityView : public FigureView {
    Q_OBJECT

  public:
    using Range = ReliabilityFigure::Range;

    explicit ReliabilityView(QWidget* parent = nullptr);

    /// nullptr: there is none.
    void setReliability(std::shared_ptr<const ReliabilityFigure> figure);

  Q_SIGNALS:
    void picked(const iic::ui::ReliabilityFigure::Range& range, bool isAdded);
    void cleared();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    std::optional<std::size_t> rangeAt(const QPointF& position) const;
    void setCursorRange(std::size_t which);

    std::shared_ptr<const ReliabilityFigure> reliability_;
    std::size_t cursor_ = 0; ///< range
};

} // namespace iic::ui
