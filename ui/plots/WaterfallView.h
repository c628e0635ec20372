#pragma once

#include "plots/FigureView.h"
#include "plots/WaterfallFigure.h"

namespace iic::ui {

/// A waterfall that is turned by dragging or the arrow keys, zoomed by the wheel or + and −, and set back by Home or a double click.
class WaterfallView : public FigureView {
    Q_OBJECT

  public:
    explicit WaterfallView(QWidget* parent = nullptr);

    /// Other samples are seen from where the last were; null: there are none.
    void setSamples(SampleHistograms samples, CountScale scale);
    const WaterfallCamera& camera() const { return camera_; }
    void setCamera(const WaterfallCamera& camera);

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    std::shared_ptr<const WaterfallFigure> waterfall_;
    WaterfallCamera camera_;
    QPointF dragFrom_;
};

} // namespace iic::ui
