#pragma once

#include "models/IssueModel.h"
#include "workspaces/SkyController.h"

#include <QMainWindow>

class QLabel;
class QToolButton;

namespace iic::ui {

class CatalogActions;
class IssuesDock;
class JobIndicator;
class ProjectActions;
class SkyWorkspace;

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
    SkyController& controller() { return controller_; }
    SkyWorkspace& sky() { return *sky_; }
    IssueModel& issues() { return issues_; }
    ProjectStore& project() { return project_; }
    bool isBusy() const;

  protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeSkyMenu();
    void makeModelMenu();
    void makeHelpMenu();
    void makeWorkspaceBar();
    void makeStatusBar();

    void chooseFiles();
    void chooseFolder();
    void chooseCatalog();
    void chooseModel();
    void useBundledModel();
    void rememberModel();
    void fallBackToBundledModel();
    void chooseExport();
    void chooseRegions();
    void askBand(const QString& file, OpenRequest request);
    void showHeader();
    void find();
    void about();
    void updateActions();
    void showModel();
    void showTitle();
    QString startFolder() const;
    void rememberFolder(const QString& file);

    IssueModel issues_;
    ProjectStore project_;
    LabelStore labels_;
    SourceFilter filter_;
    SkyDocument document_;
    SkyController controller_;

    SkyWorkspace* sky_;
    ProjectActions* projectActions_;
    CatalogActions* catalogActions_;
    IssuesDock* issuesDock_;
    JobIndicator* jobs_;
    QLabel* positionLabel_;
    QLabel* bandLabel_;
    QLabel* zoomLabel_;
    QLabel* deviceLabel_;
    QToolButton* modelButton_;
    QToolButton* issuesButton_;
    QMenu* modelMenu_ = nullptr;
    QAction* findAction_ = nullptr;
    QAction* classifyAction_ = nullptr;
    QAction* detectAction_ = nullptr;
    QAction* headerAction_ = nullptr;
    QAction* copyAction_ = nullptr;
    QAction* removeAction_ = nullptr;
    bool isModelChosen_ = false; ///< by the user, and not yet loaded
    bool hasFallenBack_ = false;
    QList<QAction*> exportActions_;
    QList<QAction*> sourceActions_; ///< need a selected source or a table
};

} // namespace iic::ui
