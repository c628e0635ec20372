#pragma once

#include "base/Error.h"
#include "bridge/Job.h"
#include "models/SourceList.h"
#include "workspaces/evaluate/EvaluationWork.h"

#include <QWidget>

#include <memory>

namespace iic::ui {

class ConfidenceFigure;
class ConfidenceView;
class EvaluationDocument;
class FigurePanel;
class IoPool;
class SourceFilter;

/// Outliers (paper, Fig. 20): sources that the network got right, but with less confidence than a threshold. The threshold is dragged
/// on the histogram of their confidences; once chosen it is a chip of the filter.
class OutlierPanel : public QWidget {
    Q_OBJECT

  public:
    OutlierPanel(EvaluationDocument& evaluation, SourceFilter& filter, IoPool& io, QWidget* parent = nullptr);

    double threshold() const { return threshold_; }
    bool isBusy() const { return job_.isRunning(); }
    ConfidenceView& view() { return *view_; }
    /// Whether a row of the list is one; rows that were not judged are none.
    static bool isOutlier(const SourceList& sources, int row, double threshold);

  Q_SIGNALS:
    void thresholdChanged(); ///< let go
    void saved(const QString& file);
    void failed(const iic::Error& error);

  private:
    void count();
    void show(std::shared_ptr<const ConfidenceFigure> figure);
    void showTitle();
    void choose(double threshold);
    void letGo();

    EvaluationDocument& evaluation_;
    SourceFilter& filter_;
    IoPool& io_;
    double threshold_;
    ConfidenceView* view_;
    FigurePanel* panel_;
    LatestJob job_;
};

} // namespace iic::ui
