#include "shell/MainWindow.h"

#include "shell/CatalogActions.h"
#include "shell/CompareActions.h"
#include "shell/DatasetActions.h"
#include "shell/ExportActions.h"
#include "shell/IssuesDock.h"
#include "shell/JobIndicator.h"
#include "shell/ModelActions.h"
#include "shell/ProjectActions.h"
#include "shell/ReportActions.h"
#include "shell/ShowOnSky.h"
#include "shell/SourceActions.h"
#include "shell/TrainActions.h"
#include "shell/WorkspaceStack.h"
#include "widgets/Theme.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/SourceTable.h"
#include "workspaces/compare/CompareWorkspace.h"
#include "workspaces/dataset/DatasetWorkspace.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"
#include "workspaces/explain/ExplainWorkspace.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace iic::ui {

void MainWindow::makeFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(tr("&Open images…"), QKeySequence::Open, this, &MainWindow::chooseFiles);
    menu->addAction(tr("Open &folder…"), QKeySequence(QStringLiteral("Ctrl+Shift+O")), this, &MainWindow::chooseFolder);
    menu->addAction(tr("Open &catalog…"), QKeySequence(QStringLiteral("Ctrl+Alt+O")), this, &MainWindow::chooseCatalog);
    menu->addAction(tr("Open s&pectrum…"), QKeySequence(QStringLiteral("Ctrl+Alt+L")), this, &MainWindow::chooseSpectra);
    menu->addSeparator();
    projectActions_->addTo(*menu);
    menu->addSeparator();
    exportActions_->addTo(*menu);
    reportActions_->addTo(*menu);
    compareActions_->addExportTo(*menu);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
}

void MainWindow::makeEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = labels_.undoStack().createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Z")));
    QAction* redo = labels_.undoStack().createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")));
    menu->addAction(undo);
    menu->addAction(redo);
    menu->addSeparator();
    copyAction_ = menu->addAction(tr("&Copy α δ"), QKeySequence::Copy, this, [this] {
        const SourceWorkspace* workspace = workspaces_->currentSources();
        if (const QString position = workspace ? workspace->positionToCopy() : QString(); !position.isEmpty())
            QApplication::clipboard()->setText(position);
    });
    copyAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut); // the issues have a copy of their own
    workspaces_->addAction(copyAction_);
    findAction_ = menu->addAction(tr("&Find source…"), QKeySequence::Find, this, &MainWindow::find);
}

void MainWindow::makeViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    menu->addAction(tr("Zoom &in"), QKeySequence::ZoomIn, this, [this] { workspaces_->current().zoomBy(1.25); });
    menu->addAction(tr("Zoom &out"), QKeySequence::ZoomOut, this, [this] { workspaces_->current().zoomBy(0.8); });
    menu->addAction(tr("Zoom to &fit"), QKeySequence(QStringLiteral("Ctrl+0")), this,
                    [this] { workspaces_->current().zoomToFit(); });
    menu->addSeparator();
    menu->addActions(workspaces_->switches());
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    const auto addTheme = [&](const QString& name, ThemeChoice choice) {
        QAction* action = themes->addAction(name);
        action->setCheckable(true);
        action->setChecked(settings::theme.read() == static_cast<int>(choice));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [choice] {
            settings::theme.write(static_cast<int>(choice));
            applyTheme(*qApp, choice);
        });
    };
    addTheme(tr("&System"), ThemeChoice::System);
    addTheme(tr("&Dark"), ThemeChoice::Dark);
    addTheme(tr("&Light"), ThemeChoice::Light);
    menu->addSeparator();
    menu->addAction(spectrumToggle());
    QAction* issues = menu->addAction(tr("&Issues"), issuesDock_->toggleViewAction(), &QAction::trigger);
    issues->setCheckable(true);
    connect(issuesDock_, &QDockWidget::visibilityChanged, issues, &QAction::setChecked);
}

QAction* MainWindow::spectrumToggle() {
    auto* toggle = new QAction(tr("S&pectrum"), this);
    toggle->setObjectName(QStringLiteral("spectrumToggle"));
    toggle->setCheckable(true);
    toggle->setShortcut(QKeySequence(QStringLiteral("Ctrl+Alt+I")));
    toggle->setToolTip(tr("Spectra below the inspector of the selected source"));
    connect(toggle, &QAction::toggled, &spectra_, &SpectrumStore::setWanted);
    connect(&spectra_, &SpectrumStore::wantedChanged, toggle, &QAction::setChecked);
    return toggle;
}

void MainWindow::makeSourceMenu() {
    QMenu* menu = menuBar()->addMenu(tr("S&ource"));
    (new SourceActions(*workspaces_))->addTo(*menu);
    menu->addSeparator();
    classifyAction_ = menu->addAction(tr("&Classify all"), QKeySequence(QStringLiteral("Ctrl+Return")), this,
                                      [this] { workspaces_->currentSources()->classifyAll(); });
}

void MainWindow::makeSkyMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Sky"));
    removeAction_ =
        menu->addAction(tr("R&emove the measured source"), QKeySequence(Qt::Key_Delete), &document_, &SkyDocument::removeCurrent);
    removeAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    sky_->addAction(removeAction_);
    menu->addSeparator();
    regionAction_ = menu->addAction(tr("&Outline a region"), QKeySequence(Qt::Key_O), sky_, &SkyWorkspace::outlineRegion);
    regionAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    regionAction_->setToolTip(tr("Drag round sources to keep only those inside, in every list"));
    sky_->addAction(regionAction_);
    detectAction_ = menu->addAction(tr("&Detect sources"), &controller_, &SkyController::detect);
    menu->addSeparator();
    catalogActions_->addTo(*menu);
    sky_->table().addButton(catalogActions_->roles());
    menu->addSeparator();
    headerAction_ = menu->addAction(tr("FITS &header…"), QKeySequence(QStringLiteral("Ctrl+I")), this, &MainWindow::showHeader);
}

void MainWindow::makeDatasetMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Dataset"));
    datasetActions_->addTo(*menu);
    menu->addSeparator();
    auto* showOnSky = new ShowOnSky(datasetDocument_, controller_, *sky_, *workspaces_, issues_, this);
    connect(showOnSky, &ShowOnSky::jobStarted, jobs_, &JobIndicator::follow);
    menu->addAction(showOnSky);
}

void MainWindow::makeTrainMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Train"));
    trainActions_->addTo(*menu);
    connect(trainActions_, &TrainActions::sourceShown, this, [this] { workspaces_->show(*dataset_); });
    connect(train_, &TrainWorkspace::usedForClassifying, modelActions_, &ModelActions::use);
    connect(train_, &TrainWorkspace::reportWanted, this, [this](const std::filesystem::path& run) {
        reportActions_->saveReport({run, {}, std::nullopt});
    });
}

void MainWindow::makeCompareMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Compare"));
    compareActions_->addTo(*menu);
}

void MainWindow::makeModelMenu() {
    modelMenu_ = menuBar()->addMenu(tr("&Model"));
    modelActions_->addTo(*modelMenu_);
}

void MainWindow::makeHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&About IICnet Studio"), this, &MainWindow::about);
}

void MainWindow::makeWorkspaceBar() {
    QToolBar* bar = addToolBar(tr("Workspaces"));
    bar->setObjectName(QStringLiteral("workspaceBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    for (QWidget* tab : workspaces_->makeTabs())
        bar->addWidget(tab);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);

    QToolButton* modelBadge = modelActions_->makeBadge(*modelMenu_);
    bar->addWidget(modelBadge);
    auto* findButton = new QToolButton;
    findButton->setObjectName(QStringLiteral("findButton"));
    findButton->setText(tr("Find source…  Ctrl+F")); // not the action's own text, so not its button
    findButton->setToolTip(tr("Find a source by its name or position"));
    findButton->setEnabled(findAction_->isEnabled());
    connect(findButton, &QToolButton::clicked, findAction_, &QAction::trigger);
    connect(findAction_, &QAction::enabledChanged, findButton, &QWidget::setEnabled);
    bar->addWidget(findButton);
    auto* classify = new QToolButton;
    classify->setObjectName(QStringLiteral("classifyButton"));
    classify->setDefaultAction(classifyAction_);
    classify->setProperty("primary", true);
    bar->addWidget(classify);
    for (QToolButton* button : {modelBadge, findButton, classify})
        button->setAutoRaise(false); // buttons, not the flat ones of a toolbar
}

void MainWindow::makeStatusBar() {
    statusBar()->setSizeGripEnabled(false);
    for (QLabel* label : {positionLabel_, bandLabel_, zoomLabel_}) {
        label->setContentsMargins(8, 0, 12, 0);
        statusBar()->addWidget(label);
    }
    positionLabel_->setAccessibleName(tr("Position under the pointer"));
    bandLabel_->setAccessibleName(tr("Band values under the pointer"));
    issuesButton_->setAutoRaise(true);
    issuesButton_->setObjectName(QStringLiteral("issuesButton"));
    connect(issuesButton_, &QToolButton::clicked, issuesDock_->toggleViewAction(), &QAction::trigger);
    statusBar()->addPermanentWidget(jobs_);
    statusBar()->addPermanentWidget(datasetActions_->makeMadeButton());
    statusBar()->addPermanentWidget(issuesButton_);
    deviceLabel_->setContentsMargins(8, 0, 8, 0);
    statusBar()->addPermanentWidget(deviceLabel_);

    const auto countIssues = [this] {
        const auto count = static_cast<int>(issues_.issues().size());
        issuesButton_->setText(tr("Issues %1").arg(count));
        issuesButton_->setVisible(count > 0);
    };
    connect(&issues_, &IssueModel::added, this, countIssues);
    connect(&issues_, &IssueModel::modelReset, this, countIssues);
    countIssues();
    connect(sky_, &SkyWorkspace::readoutChanged, this, [this](const QString& position, const QString& bands) {
        positionLabel_->setText(position);
        bandLabel_->setText(bands);
    });
    connect(&sky_->sky(), &SkyView::viewChanged, this,
            [this](double percent) { zoomLabel_->setText(tr("Zoom %1 %").arg(percent, 0, 'f', 0)); });
    const auto tellWritten = [this](const QString& file) { statusBar()->showMessage(tr("Wrote %1").arg(file), 5000); };
    connect(exportActions_, &ExportActions::exported, this, tellWritten);
    connect(&spectra_, &SpectrumStore::saved, this, tellWritten);
    connect(&datasets_, &DatasetController::exported, this, tellWritten);
    connect(&reportActions_->saver(), &ReportSaver::saved, this, tellWritten);
    connect(dataset_, &DatasetWorkspace::figureSaved, this, tellWritten);
    connect(train_, &TrainWorkspace::fileSaved, this, tellWritten);
    connect(trainActions_, &TrainActions::told, this, [this](const QString& text) { statusBar()->showMessage(text, 5000); });
    connect(evaluate_, &EvaluateWorkspace::figureSaved, this, tellWritten);
    connect(explain_, &ExplainWorkspace::figureSaved, this, tellWritten);
    connect(compare_, &CompareWorkspace::fileSaved, this, tellWritten);
    connect(compareActions_, &CompareActions::saved, this, tellWritten);
    connect(compareActions_, &CompareActions::told, this, [this](const QString& text) { statusBar()->showMessage(text, 5000); });
}

} // namespace iic::ui
