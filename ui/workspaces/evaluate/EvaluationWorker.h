#pragma once

#include "bridge/IoPool.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <QTimer>

namespace iic::ui {

class SourceFilter;

/// Keeps an evaluation up with its judgement, its adjustment and the filter: puts the adjusted predictions into the list of the
/// dataset, and computes the numbers of what is shown.
class EvaluationWorker : public QObject {
    Q_OBJECT

  public:
    EvaluationWorker(EvaluationDocument& document, DatasetDocument& dataset, SourceFilter& filter, QObject* parent = nullptr);
    ~EvaluationWorker() override;

    bool isBusy() const { return adjustJob_.isRunning() || evaluateJob_.isRunning(); }
    /// Puts the predictions in once more, where others may have come in their place.
    void putPredictions();

  Q_SIGNALS:
    void failed(const iic::Error& error);

  private:
    void adjustSources();
    void takeSources(SharedSources sources, SharedSources compared);
    void evaluate();
    void takeResult(EvaluationResult result);
    void findIntervals();
    void report(Job* job);

    EvaluationDocument& document_;
    DatasetDocument& dataset_;
    SourceFilter& filter_;
    LatestJob adjustJob_, evaluateJob_, intervalsJob_;
    QTimer rest_; ///< before intervals are worth their time
    IoPool io_{1}, slow_{1};
};

} // namespace iic::ui
