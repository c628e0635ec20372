#pragma once

#include "plots/ConfidenceFigure.h"
#include "plots/FigureView.h"

namespace iic::ui {

/// A threshold of confidence that is dragged, or moved by Left and Right (with Shift by ten); Enter and Space choose it, Escape
/// lets it go.
class ConfidenceView : public FigureView {
    Q_OBJECT

  public:
    explicit ConfidenceView(QWidget* parent = nullptr);

    /// nullptr: there are none.
    void setConfidences(std::shared_ptr<const ConfidenceFigure> figure);
    const std::shared_ptr<const ConfidenceFigure>& confidences() const { return confidences_; }

  Q_SIGNALS:
    /// While it moves.
    void held(double threshold);
    /// Let go, or Enter.
    void chosen(double threshold);
    void cleared();

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void hold(double threshold);
    double thresholdAt(const QPointF& position) const;

    std::shared_ptr<const ConfidenceFigure> confidences_;
    bool isDragged_ = false;
};

} // namespace iic::ui
