#include "shell/MainWindow.h"

#include "shell/CatalogActions.h"
#include "shell/CompareActions.h"
#include "shell/DatasetActions.h"
#include "shell/ExportActions.h"
#include "shell/FindDialog.h"
#include "shell/IssuesDock.h"
#include "shell/JobIndicator.h"
#include "shell/ModelActions.h"
#include "shell/ProjectActions.h"
#include "shell/ReportActions.h"
#include "shell/TrainActions.h"
#include "shell/WorkspaceStack.h"
#include "widgets/HeaderDialog.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/compare/CompareWorkspace.h"
#include "workspaces/dataset/DatasetWorkspace.h"
#include "workspaces/dataset/SelectionLink.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"
#include "workspaces/evaluate/EvaluationBar.h"
#include "workspaces/evaluate/EvaluationLink.h"
#include "workspaces/explain/ExplainWorkspace.h"
#include "workspaces/review/FeatureLink.h"
#include "workspaces/review/ReviewWorkspace.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QToolButton>

#include <algorithm>

namespace iic::ui {

namespace {

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }

const char* const imageFilter =
    QT_TRANSLATE_NOOP("iic::ui::MainWindow", "FITS images (*.fits *.fit *.fits.gz *.fz);;All files (*)");
const char* const tableFilter = QT_TRANSLATE_NOOP(
    "iic::ui::MainWindow", "Catalogs (*.tbl *.ipac *.csv *.tsv *.txt *.vot *.votable *.xml *.fits *.fit *.gz);;All files (*)");

const char* const spectrumFilter =
    QT_TRANSLATE_NOOP("iic::ui::MainWindow", "Spectra of SDSS and BOSS (spec-*.fits spec-*.fits.gz);;All files (*)");

bool isDataset(const std::filesystem::path& path) { return path.extension() == ".h5" || path.extension() == ".hdf5"; }

} // namespace

MainWindow::MainWindow(const Places& places, QWidget* parent)
    : QMainWindow(parent),
      project_(issues_),
      runs_(project_, issues_),
      labels_(project_, issues_),
      cases_(project_, issues_),
      document_(labels_, filter_),
      models_(compute_, issues_),
      controller_(document_, models_, issues_),
      spectra_(compute_, issues_),
      datasetDocument_(labels_, filter_),
      datasets_(issues_),
      datasetPredictions_(datasetDocument_, models_, issues_),
      training_(compute_, runs_, issues_),
      studies_(compute_, training_, issues_),
      sky_(new SkyWorkspace(document_, filter_, controller_, models_, spectra_)),
      dataset_(new DatasetWorkspace(datasetDocument_, filter_, datasetPredictions_, models_, spectra_, issues_)),
      train_(new TrainWorkspace(training_, runs_, datasetDocument_, project_, compute_, issues_)),
      evaluate_(new EvaluateWorkspace(datasetDocument_, filter_, datasetPredictions_, models_, runs_, compute_, issues_)),
      review_(new ReviewWorkspace(evaluate_->evaluation(), datasetDocument_, filter_, datasetPredictions_, models_, compute_,
                                  issues_, training_, runs_, project_, cases_)),
      explain_(new ExplainWorkspace(document_, datasetDocument_, *sky_, *dataset_, models_, issues_)),
      compare_(new CompareWorkspace(studies_, datasetDocument_, project_, compute_, issues_)),
      workspaces_(new WorkspaceStack),
      projectActions_(new ProjectActions(project_, controller_, document_, issues_, this)),
      catalogActions_(new CatalogActions(controller_, document_, issues_, this)),
      datasetActions_(new DatasetActions(datasets_, datasetDocument_, project_, issues_, this)),
      reportActions_(new ReportActions(compute_, runs_, datasetDocument_, issues_, this)),
      modelActions_(new ModelActions(models_, spectra_.network(), issues_, this)),
      trainActions_(new TrainActions(*train_, training_, datasets_, datasetDocument_, this)),
      compareActions_(new CompareActions(*compare_, studies_, *evaluate_, datasets_, datasetDocument_, issues_, this)),
      issuesDock_(new IssuesDock(issues_, this)),
      jobs_(new JobIndicator),
      positionLabel_(new QLabel),
      bandLabel_(new QLabel),
      zoomLabel_(new QLabel),
      deviceLabel_(new QLabel),
      issuesButton_(new QToolButton) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("IICnet Studio"));
    setAcceptDrops(true);
    workspaces_->add(sky_, QStringLiteral("sky"), tr("Sky"));
    workspaces_->add(dataset_, QStringLiteral("dataset"), tr("Dataset"));
    workspaces_->add(train_, QStringLiteral("train"), tr("Train"));
    workspaces_->add(evaluate_, QStringLiteral("evaluate"), tr("Evaluate"));
    workspaces_->add(review_, QStringLiteral("review"), tr("Review"));
    workspaces_->add(explain_, QStringLiteral("explain"), tr("Explain"));
    workspaces_->add(compare_, QStringLiteral("compare"), tr("Compare"));
    dataset_->setStartActions(datasetActions_->ways());
    train_->setDatasetActions(datasetActions_->ways());
    evaluate_->setStartActions(datasetActions_->ways());
    review_->setStartActions(datasetActions_->ways());
    compare_->setDatasetActions(datasetActions_->ways());
    exportActions_ = new ExportActions(*workspaces_, issues_, this);
    new SelectionLink(document_, datasetDocument_, this);
    auto* evaluationLink = new EvaluationLink(evaluate_->evaluation(), document_, evaluate_);
    connect(&controller_, &SkyController::classified, evaluationLink, &EvaluationLink::find);
    new FeatureLink(review_->features(), document_, review_);
    setCentralWidget(workspaces_);
    addDockWidget(Qt::BottomDockWidgetArea, issuesDock_);
    issuesDock_->hide();

    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeSourceMenu();
    makeSkyMenu();
    makeDatasetMenu();
    makeTrainMenu();
    makeCompareMenu();
    makeModelMenu();
    makeHelpMenu();
    makeWorkspaceBar();
    makeStatusBar();

    connect(&controller_, &SkyController::jobStarted, jobs_, &JobIndicator::follow);
    connect(&spectra_, &SpectrumStore::jobStarted, jobs_, &JobIndicator::follow);
    connect(&spectra_, &SpectrumStore::openWanted, this, &MainWindow::chooseSpectra);
    connect(&controller_, &SkyController::spectraFound, &spectra_, &SpectrumStore::open);
    connect(&datasets_, &DatasetController::jobStarted, jobs_, &JobIndicator::follow);
    connect(&datasetPredictions_, &DatasetPredictions::jobStarted, jobs_, &JobIndicator::follow);
    connect(&training_, &TrainingController::jobStarted, jobs_, &JobIndicator::follow);
    connect(&studies_, &StudyController::jobStarted, jobs_, &JobIndicator::follow);
    connect(compareActions_, &CompareActions::jobStarted, jobs_, &JobIndicator::follow);
    connect(compareActions_, &CompareActions::evaluationShown, this, [this] { workspaces_->show(*evaluate_); });
    connect(evaluate_, &EvaluateWorkspace::jobStarted, jobs_, &JobIndicator::follow);
    connect(evaluate_, &EvaluateWorkspace::reportWanted, this,
            [this](const std::filesystem::path& run, const std::optional<ClassProbabilities>& priors) {
                reportActions_->saveReport({run, {}, priors});
            });
    connect(review_, &ReviewWorkspace::jobStarted, jobs_, &JobIndicator::follow);
    connect(review_, &ReviewWorkspace::evaluationWanted, this, [this] { evaluate_->bar().judge(); });
    connect(review_, &ReviewWorkspace::comparisonWanted, this, [this](const Retraining::Pair& runs) {
        workspaces_->show(*evaluate_);
        evaluate_->compareRuns(runs.correctedFolder / "best.h5", runs.originalFolder / "best.h5");
    });
    connect(explain_, &ExplainWorkspace::skyWanted, this, [this] { workspaces_->show(*sky_); });
    connect(explain_, &ExplainWorkspace::datasetWanted, this, [this] { workspaces_->show(*dataset_); });
    connect(workspaces_, &WorkspaceStack::stateChanged, this, &MainWindow::updateActions);
    connect(sky_, &SkyWorkspace::refused, this, [this](const QString& reason) { issues_.add(Severity::Warning, reason); });
    connect(&sky_->sky(), &SkyView::pictureFailed, this, [this](const Error& error) { issues_.add(error); });
    connect(&controller_, &SkyController::bandNeeded, this, &MainWindow::askBand);
    connect(&models_, &ModelStore::changed, this, &MainWindow::showDevice);
    connect(exportActions_, &ExportActions::jobStarted, jobs_, &JobIndicator::follow);
    connect(&reportActions_->saver(), &ReportSaver::jobStarted, jobs_, &JobIndicator::follow);
    connect(datasetActions_, &DatasetActions::wantedOpened, this, [this] {
        const Workspace* shown = &workspaces_->current();
        if (shown != train_ && shown != evaluate_ && shown != review_ &&
            shown != compare_) // which have use for a dataset as well
            workspaces_->show(*dataset_);
    });
    connect(projectActions_, &ProjectActions::broughtBack, datasetActions_, &DatasetActions::bringBack);
    connect(projectActions_, &ProjectActions::tookOver, datasetActions_, &DatasetActions::keepOpen);
    connect(&document_, &SkyDocument::tileChanged, this, [this] {
        showTitle();
        updateActions();
    });
    connect(&project_, &ProjectStore::opened, this, &MainWindow::showTitle);
    for (const SourceLabels* labels : {&document_.labels(), &datasetDocument_.labels()})
        connect(labels, &SourceLabels::refused, this, [this](const QString& reason) {
            issues_.add(Severity::Error, tr("the label was not given, the project can only be read: %1").arg(reason),
                        QString::fromStdString(project_.file().string()));
        });
    connect(&document_, &SkyDocument::currentChanged, this, &MainWindow::updateActions);

    resize(1600, 1000);
    restoreGeometry(settings::windowGeometry.read());
    restoreState(settings::windowState.read());
    sky_->restoreState();
    sky_->takeFocus(); // S, G and Q label from the first moment
    workspaces_->show(settings::workspace.read());
    showDevice();
    updateActions();
    project_.open(places.project);
    modelActions_->start(places.model);
}

/// What shows the document and the issues goes before they do; Qt would delete it after them. Before all goes what works for them.
MainWindow::~MainWindow() {
    compute_.close();
    delete takeCentralWidget();
    delete issuesDock_;
}

void MainWindow::open(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> others;
    for (const std::filesystem::path& path : paths) {
        if (path.extension() == ".iicproj")
            projectActions_->open(path);
        else if (isDataset(path))
            datasetActions_->open(path);
        else
            others.push_back(path);
    }
    if (others.empty())
        return;
    const bool areSpectra = std::ranges::all_of(others, &isNamedAsSpectrum);
    if (areSpectra)
        return spectra_.open(std::move(others)); // wherever the user is
    workspaces_->show(*sky_);
    controller_.open(others);
}

void MainWindow::open(const QStringList& names) {
    std::vector<std::filesystem::path> paths;
    for (const QString& name : names)
        paths.push_back(toPath(name));
    if (!names.isEmpty())
        rememberFolder(names.first());
    open(paths);
}

bool MainWindow::isBusy() const { return jobs_->isBusy(); }

QString MainWindow::startFolder() const { return settings::lastFolder.read(); }

void MainWindow::rememberFolder(const QString& file) { settings::lastFolder.write(QFileInfo(file).absolutePath()); }

void MainWindow::chooseFiles() { open(QFileDialog::getOpenFileNames(this, tr("Open images"), startFolder(), tr(imageFilter))); }

void MainWindow::chooseFolder() {
    if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of images"), startFolder());
        !folder.isEmpty())
        open(QStringList{folder});
}

void MainWindow::chooseCatalog() {
    if (const QString file = QFileDialog::getOpenFileName(this, tr("Open a catalog"), startFolder(), tr(tableFilter));
        !file.isEmpty())
        open(QStringList{file});
}

void MainWindow::chooseSpectra() {
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Open spectra"), startFolder(), tr(spectrumFilter));
    if (files.isEmpty())
        return;
    rememberFolder(files.first());
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files)
        paths.push_back(toPath(file));
    spectra_.open(std::move(paths));
}

void MainWindow::askBand(const QString& file, OpenRequest request) {
    const QStringList bands{QStringLiteral("W1"), QStringLiteral("W2"), QStringLiteral("W3"), QStringLiteral("W4")};
    bool isAnswered = false;
    const QString answer = QInputDialog::getItem(
        this, tr("Which band?"), tr("The header of %1 does not tell its band. It is:").arg(QFileInfo(file).fileName()), bands, 0,
        false, &isAnswered);
    if (!isAnswered)
        return;
    request.chosenBands[toPath(file)] = allBands[static_cast<std::size_t>(bands.indexOf(answer))];
    controller_.openRequest(std::move(request));
}

void MainWindow::showHeader() {
    if (!document_.tile())
        return;
    auto* dialog = new HeaderDialog(*document_.tile(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::find() {
    auto* dialog = new FindDialog(*workspaces_->currentSources(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::about() {
    QMessageBox::about(this, tr("About IICnet Studio"),
                       tr("<h3>IICnet Studio %1</h3><p>Classifies infrared sources of WISE images into stars, galaxies and "
                          "quasars with IICnet.</p><p>Free software under the GNU General Public License, version 3 or "
                          "later.</p>")
                           .arg(QStringLiteral(IIC_VERSION)));
}

void MainWindow::updateActions() {
    const bool hasTile = document_.tile() != nullptr;
    const SourceWorkspace* workspace = workspaces_->currentSources();
    const int count = workspace ? workspace->sourceCount() : 0;
    const QString refusal = workspace ? workspace->refusal() : QString();
    classifyAction_->setText(count > 0 ? tr("Classify all %L1").arg(count) : tr("Classify all"));
    classifyAction_->setEnabled(count > 0 && refusal.isEmpty() && !workspace->isClassifying());
    classifyAction_->setToolTip(refusal.isEmpty() ? tr("Classify every source of the list") : refusal);
    detectAction_->setEnabled(hasTile);
    headerAction_->setEnabled(hasTile);
    regionAction_->setEnabled(hasTile);
    findAction_->setEnabled(workspace && (count > 0 || workspace->hasPositions()));
    removeAction_->setEnabled(document_.canRemoveCurrent() && !controller_.isClassifying()); // classes come by row
}

void MainWindow::showTitle() {
    QStringList parts;
    if (document_.tile())
        parts << QString::fromStdString(document_.tile()->id);
    if (!project_.file().empty())
        parts << QString::fromStdString(project_.file().stem().string()) +
                     (project_.readOnlyReason().isEmpty() ? QString() : tr(" (read only)"));
    setWindowTitle((parts << tr("IICnet Studio")).join(QStringLiteral(" — ")));
}

void MainWindow::showDevice() {
    const DeviceInUse& device = models_.device();
    deviceLabel_->setText(QString::fromStdString(device.name));
    deviceLabel_->setToolTip(device.reason.empty() ? tr("The device the network runs on")
                                                   : tr("CUDA is not used: %1").arg(QString::fromStdString(device.reason)));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!trainActions_->mayClose() || !compareActions_->mayClose())
        return event->ignore();
    settings::windowGeometry.write(saveGeometry());
    settings::windowState.write(saveState());
    settings::workspace.write(workspaces_->currentName());
    sky_->saveState();
    dataset_->saveState();
    train_->saveState();
    evaluate_->saveState();
    review_->saveState();
    explain_->saveState();
    compare_->saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    if (files.isEmpty())
        issues_.add(Severity::Warning, tr("what was dropped is not a file of this machine"));
    else
        open(files);
    event->acceptProposedAction();
}

} // namespace iic::ui
