#pragma once

#include "models/IssueModel.h"
#include "workspaces/CaseStore.h"
#include "workspaces/RunStore.h"
#include "workspaces/SkyController.h"
#include "workspaces/SpectrumStore.h"
#include "workspaces/compare/StudyController.h"
#include "workspaces/dataset/DatasetController.h"
#include "workspaces/dataset/DatasetPredictions.h"
#include "workspaces/train/TrainingController.h"

#include <QMainWindow>

class QLabel;
class QToolButton;

namespace iic::ui {

class CatalogActions;
class CompareActions;
class CompareWorkspace;
class DatasetActions;
class DatasetWorkspace;
class EvaluateWorkspace;
class ExplainWorkspace;
class ExportActions;
class IssuesDock;
class JobIndicator;
class ModelActions;
class ProjectActions;
class ReportActions;
class ReviewWorkspace;
class SkyWorkspace;
class TrainActions;
class TrainWorkspace;
class WorkspaceStack;

/// The window: menus, the bar of workspaces, the status bar and the issues. It opens what it is given, by menu,
/// by drop or by its caller.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    /// The project that takes what is opened and labelled where the user has named none, and the model to start with (empty
    /// path: none).
    struct Places {
        std::filesystem::path project;
        std::filesystem::path model;
    };

    explicit MainWindow(const Places& places, QWidget* parent = nullptr);
    ~MainWindow() override;

    void open(const std::vector<std::filesystem::path>& paths);
    void open(const QStringList& paths);

    LabelStore& labels() { return labels_; }
    SourceFilter& filter() { return filter_; }
    SkyDocument& document() { return document_; }
    ModelStore& models() { return models_; }
    SkyController& controller() { return controller_; }
    SpectrumStore& spectra() { return spectra_; }
    SkyWorkspace& sky() { return *sky_; }
    DatasetController& datasets() { return datasets_; }
    DatasetDocument& datasetDocument() { return datasetDocument_; }
    DatasetWorkspace& dataset() { return *dataset_; }
    TrainingController& training() { return training_; }
    TrainWorkspace& train() { return *train_; }
    EvaluateWorkspace& evaluate() { return *evaluate_; }
    ReviewWorkspace& review() { return *review_; }
    ExplainWorkspace& explain() { return *explain_; }
    StudyController& studies() { return studies_; }
    CompareWorkspace& compare() { return *compare_; }
    CompareActions& compareActions() { return *compareActions_; }
    ExportActions& exports() { return *exportActions_; }
    ReportActions& reports() { return *reportActions_; }
    WorkspaceStack& workspaces() { return *workspaces_; }
    IssueModel& issues() { return issues_; }
    ProjectStore& project() { return project_; }
    RunStore& runs() { return runs_; }
    bool isBusy() const;

  protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeSourceMenu();
    void makeSkyMenu();
    void makeDatasetMenu();
    void makeTrainMenu();
    void makeCompareMenu();
    void makeModelMenu();
    void makeHelpMenu();
    void makeWorkspaceBar();
    void makeStatusBar();

    void chooseFiles();
    void chooseFolder();
    void chooseCatalog();
    void chooseSpectra();
    QAction* spectrumToggle();
    void askBand(const QString& file, OpenRequest request);
    void showHeader();
    void find();
    void about();
    void updateActions();
    void showDevice();
    void showTitle();
    QString startFolder() const;
    void rememberFolder(const QString& file);

    IssueModel issues_;
    ProjectStore project_;
    RunStore runs_;
    LabelStore labels_;
    CaseStore cases_;
    SourceFilter filter_;
    SkyDocument document_;
    ComputeThread compute_;
    ModelStore models_;
    SkyController controller_;
    SpectrumStore spectra_;
    DatasetDocument datasetDocument_;
    DatasetController datasets_;
    DatasetPredictions datasetPredictions_;
    TrainingController training_;
    StudyController studies_;

    SkyWorkspace* sky_;
    DatasetWorkspace* dataset_;
    TrainWorkspace* train_;
    EvaluateWorkspace* evaluate_;
    ReviewWorkspace* review_;
    ExplainWorkspace* explain_;
    CompareWorkspace* compare_;
    WorkspaceStack* workspaces_;
    ProjectActions* projectActions_;
    CatalogActions* catalogActions_;
    DatasetActions* datasetActions_;
    ExportActions* exportActions_ = nullptr;
    ReportActions* reportActions_;
    ModelActions* modelActions_;
    TrainActions* trainActions_;
    CompareActions* compareActions_;
    IssuesDock* issuesDock_;
    JobIndicator* jobs_;
    QLabel* positionLabel_;
    QLabel* bandLabel_;
    QLabel* zoomLabel_;
    QLabel* deviceLabel_;
    QToolButton* issuesButton_;
    QMenu* modelMenu_ = nullptr;
    QAction* findAction_ = nullptr;
    QAction* classifyAction_ = nullptr;
    QAction* detectAction_ = nullptr;
    QAction* headerAction_ = nullptr;
    QAction* copyAction_ = nullptr;
    QAction* removeAction_ = nullptr;
    QAction* regionAction_ = nullptr;
};

} // namespace iic::ui
