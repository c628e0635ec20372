#pragma once

#include "workspaces/compare/QueueModel.h"
#include "workspaces/compare/StudyController.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QStackedWidget;
class QTableView;

namespace iic::ui {

class LearningCurvesView;

/// The runs of the chosen studies, and the one under way: how far it is, how long it will take, its curve.
class QueuePanel : public QWidget {
    Q_OBJECT

  public:
    explicit QueuePanel(StudyController& studies, QWidget* parent = nullptr);

    void setQueue(std::vector<QueuedRun> queue, int epochs);
    void setExpected(std::vector<double> seconds);
    const QueueModel& model() const { return *model_; }
    QTableView& view() { return *view_; }

  Q_SIGNALS:
    /// A run was double-clicked, or Enter pressed at it.
    void activated(const iic::StudyTask& task);

  private:
    QWidget* makeProgress();
    void showRun();
    QStringList timesLeft() const;

    StudyController& studies_;
    QueueModel* model_;
    QTableView* view_;
    QStackedWidget* stack_;
    QLabel *title_, *state_, *name_, *times_, *fault_;
    QProgressBar* bar_;
    LearningCurvesView* curve_;
    QWidget* progress_;
};

} // namespace iic::ui
