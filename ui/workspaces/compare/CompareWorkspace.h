#pragma once

#include "report/Report.h"
#include "workspaces/ProjectStore.h"
#include "workspaces/Workspace.h"
#include "workspaces/compare/StudyController.h"
#include "workspaces/compare/StudyDocument.h"
#include "workspaces/compare/StudyEstimator.h"
#include "workspaces/dataset/DatasetDocument.h"

class QAction;
class QLabel;
class QSplitter;

namespace iic::ui {

class QueuePanel;
class StudyForm;
class StudyListModel;
class StudyListView;
class StudyPage;

/// The comparisons of the paper, made again: which, on what and how on the left, the figure and table of one in the middle, the queue
/// of runs on the right.
class CompareWorkspace : public Workspace {
    Q_OBJECT

  public:
    CompareWorkspace(StudyController& studies, DatasetDocument& dataset, ProjectStore& project, ComputeThread& compute,
                     IssueModel& issues, QWidget* parent = nullptr);

    /// Ways to a dataset, offered beside the choice of a file.
    void setDatasetActions(const QList<QAction*>& actions) { datasetActions_ = actions; }
    /// Start, pause, stop and the like, for a menu.
    QList<QAction*> menuActions() const { return {start_, pause_, stop_, new_, open_}; }
    QAction* reportAction() const { return report_; }

    /// The folder of a study, and which of its studies is shown; empty: the one shown last.
    void openStudy(const std::filesystem::path& folder, const std::string& study = {});
    /// What there is of all studies of the folder, to be saved.
    Report report() const;
    std::filesystem::path folder() const;

    StudyForm& form();
    StudyPage& page();
    QueuePanel& queue();
    StudyListModel& list();
    StudyDocument& document() { return document_; }
    StudyEstimator& estimator() { return estimator_; }

    void zoomBy(double) override {}
    void zoomToFit() override {}
    void takeFocus() override;

    void saveState() const;

  Q_SIGNALS:
    void fileSaved(const QString& file);
    void reportWanted();
    /// A network is to be judged on the dataset that it learned from.
    void evaluationWanted(const std::filesystem::path& dataset, const std::filesystem::path& weights);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makeActions();
    QAction* makeAction(const QString& name, const QString& text, const QKeySequence& key, const QString& what,
                        void (CompareWorkspace::*method)());
    void makeContent();
    QWidget* leftPanel();
    QWidget* buttonRow();
    void connectContent();

    void start();
    void pauseOrResume();
    void stopStudy() { studies_.stop(); }
    void newStudy();
    void chooseFolder();
    void openRun();
    void openRunOf(const RunOutcome& run, const StudyVariant& variant);
    void showRunFolder();

    void chooseDataset();
    void useDataset(SharedDataset dataset, const QString& fault = {});
    std::filesystem::path usualFolder() const;
    QString whyNotStudied(const OpenDataset& dataset) const;
    StudyOptions options() const;
    void takeFolder();
    void takeOptions();
    void takeRuns();
    void showResults();
    void showState();
    void showEstimate();
    void showVariant();
    QString whyNoStudy() const; ///< empty where one can be begun or gone on with

    StudyController& studies_;
    DatasetDocument& dataset_;
    ProjectStore& project_;
    IssueModel& issues_;
    StudyDocument document_;
    StudyEstimator estimator_;
    QAction *start_, *pause_, *stop_, *new_, *open_, *report_, *openRun_, *showFolder_;
    QList<QAction*> datasetActions_;
    // All null until the page is seen.
    StudyListModel* list_ = nullptr;
    StudyListView* studiesView_ = nullptr;
    StudyForm* form_ = nullptr;
    StudyPage* page_ = nullptr;
    QueuePanel* queue_ = nullptr;
    QLabel *estimate_ = nullptr, *refusal_ = nullptr;
    QSplitter* columns_ = nullptr;
    bool wasActive_ = false; ///< a study, when the state was shown last
    QString estimated_; ///< what the estimate is of
    QTimer folderTimer_;
    LatestJob datasetJob_;
    IoPool io_{1};
};

} // namespace iic::ui
