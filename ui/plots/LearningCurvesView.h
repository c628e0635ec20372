#pragma once

#include "plots/FigureView.h"
#include "plots/LearningCurvesFigure.h"

namespace iic::ui {

/// Learning curves with the values of the epoch that the pointer, or the arrow keys, are at.
class LearningCurvesView : public FigureView {
    Q_OBJECT

  public:
    explicit LearningCurvesView(QWidget* parent = nullptr);

    /// nullptr: there are none.
    void setCurves(std::shared_ptr<const LearningCurvesFigure> curves);
    /// nullopt: at none.
    void pointAt(std::optional<int> epoch);
    std::optional<int> pointed() const { return epoch_; }

  Q_SIGNALS:
    void epochPointed(std::optional<int> epoch);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    void choose(std::optional<int> epoch);

    std::shared_ptr<const LearningCurvesFigure> curves_;
    std::optional<int> epoch_;
};

} // namespace iic::ui
