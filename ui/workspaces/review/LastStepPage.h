#pragma once

#include "analysis/LastStep.h"
#include "base/Error.h"
#include "bridge/IoPool.h"
#include "plots/TableFigure.h"
#include "workspaces/evaluate/Judgement.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace iic::ui {

class ContentTable;
class EvaluationDocument;
class FeatureFinder;

/// The network's softmax beside a support vector machine on its features (paper, conclusion), on the sources under review, once it is
/// asked for.
class LastStepPage : public QWidget {
    Q_OBJECT

  public:
    LastStepPage(EvaluationDocument& evaluation, FeatureFinder& finder, IoPool& files, QWidget* parent = nullptr);
    ~LastStepPage() override;

    void compare();
    bool isBusy() const { return job_.isRunning() || isWaiting_; }
    /// Null while it is not there.
    const std::shared_ptr<const LastStep>& result() const { return result_; }

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);
    void jobStarted(iic::ui::Job* job, const QString& title);

  private:
    void takeEvaluation();
    void takeFeatures();
    void show();
    QString whyNone() const;

    EvaluationDocument& evaluation_;
    FeatureFinder& finder_;
    QToolButton* compare_;
    ContentTable* table_;
    QLabel* note_; ///< on whether the two can be compared
    SharedJudgement judgement_;
    std::shared_ptr<const LastStep> result_;
    bool isWaiting_ = false; ///< for the features
    bool wasStopped_ = false;
    LatestJob job_;
    IoPool io_{1}; ///< figures do not wait for a machine that learns
};

/// A line a score, in percent: those of the softmax, of the machine, and what the machine gains.
TableFigure::Content lastStepTable(const LastStep& step);

} // namespace iic::ui
