#pragma once

#include "workspaces/ProjectStore.h"
#include "workspaces/Workspace.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/train/TrainingController.h"

class QAction;
class QLabel;
class QSplitter;
class QToolButton;

namespace iic::ui {

class CurvesPanel;
class MistakesPanel;
class ProgressView;
class RunOptionsForm;
class RunsPanel;
class SplitTable;

/// Training: the options of a run on the left, its curves and progress in the middle, the runs of the project and the mistakes of
/// the last epoch on the right.
class TrainWorkspace : public Workspace {
    Q_OBJECT

  public:
    TrainWorkspace(TrainingController& training, RunStore& runs, DatasetDocument& document, ProjectStore& project,
                   ComputeThread& compute, IssueModel& issues, QWidget* parent = nullptr);

    /// Ways to a dataset, offered beside the choice of a file.
    void setDatasetActions(const QList<QAction*>& actions) { datasetActions_ = actions; }
    /// Start, pause, stop and the like, for a menu.
    QList<QAction*> menuActions() const { return {start_, pause_, stop_, saveWeights_, defaults_}; }

    RunOptionsForm& form();
    CurvesPanel& curves();
    RunsPanel& runsPanel();
    MistakesPanel& mistakes();

    void zoomBy(double factor) override;
    void zoomToFit() override;
    void takeFocus() override;

    void saveState() const;

  Q_SIGNALS:
    void fileSaved(const QString& file);
    /// A source of a dataset, to be selected there; `isOpened`: and to be looked at.
    void sourcePicked(const std::filesystem::path& dataset, int row, bool isOpened);
    void usedForClassifying(const std::filesystem::path& weights);
    void reportWanted(const std::filesystem::path& run);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makeActions();
    void makeContent();
    QAction* makeAction(const QString& name, const QString& text, const QKeySequence& key, const QString& what,
                        void (TrainWorkspace::*method)());
    QWidget* optionsPanel();
    QWidget* buttonRow();
    void connectContent();

    void start();
    void pauseOrResume();
    void stopTraining() { training_.stop(); }
    void saveWeights();
    void saveWeightsAs(const QString& file);
    void setPaperDefaults();
    void continueRun(std::int64_t id);
    void reproduceRun(std::int64_t id);
    void begin(const TrainingRequest& request);
    /// On the dataset of the run, which may be the one in use under another name.
    void beginAgain(TrainingRequest request);

    void chooseDataset();
    void useDataset(SharedDataset dataset, const QString& fault = {});
    void showState();
    QString whyNoRun() const; ///< empty where one can be begun or gone on with
    void showRuns();
    void showCurves();
    void showMistakes();
    /// The run of this session where it is the one selected, or is not in the list yet.
    const LiveRun* shownLive() const;
    std::filesystem::path folder() const;

    TrainingController& training_;
    RunStore& runs_;
    DatasetDocument& document_;
    ProjectStore& project_;
    IssueModel& issues_;
    ComputeThread& compute_;
    QAction *start_, *pause_, *stop_, *saveWeights_, *defaults_;
    QList<QAction*> datasetActions_;
    // All null until the page is seen.
    RunOptionsForm* form_ = nullptr;
    SplitTable* split_ = nullptr;
    CurvesPanel* curves_ = nullptr;
    ProgressView* progress_ = nullptr;
    RunsPanel* runsPanel_ = nullptr;
    MistakesPanel* mistakes_ = nullptr;
    QLabel* refusal_ = nullptr;
    QSplitter* columns_ = nullptr;
    QSplitter* middle_ = nullptr;
    QSplitter* right_ = nullptr;
    bool followsLive_ = false; ///< the run under way is selected once it is in the list
    LatestJob datasetJob_;
    IoPool io_{1};
};

} // namespace iic::ui
