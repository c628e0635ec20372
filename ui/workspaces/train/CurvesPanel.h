#pragma once

#include "base/Error.h"
#include "bridge/IoPool.h"
#include "plots/LearningCurvesFigure.h"

#include <QWidget>

class QCheckBox;
class QSlider;

namespace iic::ui {

class FigurePanel;
class LearningCurvesView;

/// Loss and accuracy of runs over each other, both at the same epoch where one of them is pointed at.
class CurvesPanel : public QWidget {
    Q_OBJECT

  public:
    explicit CurvesPanel(QWidget* parent = nullptr);
    ~CurvesPanel() override;

    /// What is shown of runs.
    struct Shown {
        std::vector<LearningRun> runs; ///< the first is what the page is about
        int epochsAsked = 0, halvesAfter = 0; ///< of the first
    };
    /// Without runs `reason` says why.
    void show(Shown shown, const QString& reason);
    void setFolder(const QString& folder);
    LearningCurvesView& loss() { return *lossView_; }
    LearningCurvesView& accuracy() { return *accuracyView_; }

    void zoomBy(double factor);
    void zoomToFit();

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);

  private:
    QList<QWidget*> makeControls();
    void showSmoothing();
    void draw();
    void draw(LearningCurvesView& view, FigurePanel& panel, LearningCurvesOptions::Quantity quantity);

    Shown shown_;
    QCheckBox* isLogarithmic_;
    QCheckBox* isWhole_;
    QSlider* smoothing_;
    LearningCurvesView* lossView_;
    LearningCurvesView* accuracyView_;
    FigurePanel* lossPanel_;
    FigurePanel* accuracyPanel_;
    IoPool io_{1};
};

} // namespace iic::ui
