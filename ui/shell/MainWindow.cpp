#include "shell/MainWindow.h"

#include "analysis/BundledModel.h"
#include "shell/CatalogActions.h"
#include "shell/FindDialog.h"
#include "shell/IssuesDock.h"
#include "shell/JobIndicator.h"
#include "shell/ProjectActions.h"
#include "widgets/HeaderDialog.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyWorkspace.h"

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

namespace iic::ui {

namespace {

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }

const char* const imageFilter =
    QT_TRANSLATE_NOOP("iic::ui::MainWindow", "FITS images (*.fits *.fit *.fits.gz *.fz);;All files (*)");
const char* const tableFilter = QT_TRANSLATE_NOOP(
    "iic::ui::MainWindow", "Catalogs (*.tbl *.ipac *.csv *.tsv *.txt *.vot *.votable *.xml *.fits *.fit *.gz);;All files (*)");

} // namespace

MainWindow::MainWindow(const Places& places, QWidget* parent)
    : QMainWindow(parent),
      project_(issues_),
      labels_(project_, issues_),
      document_(labels_, filter_),
      controller_(document_, issues_),
      sky_(new SkyWorkspace(document_, filter_, controller_)),
      projectActions_(new ProjectActions(project_, controller_, document_, issues_, this)),
      catalogActions_(new CatalogActions(controller_, document_, issues_, this)),
      issuesDock_(new IssuesDock(issues_, this)),
      jobs_(new JobIndicator),
      positionLabel_(new QLabel),
      bandLabel_(new QLabel),
      zoomLabel_(new QLabel),
      deviceLabel_(new QLabel),
      modelButton_(new QToolButton),
      issuesButton_(new QToolButton) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("IICnet Studio"));
    setAcceptDrops(true);
    setCentralWidget(sky_);
    addDockWidget(Qt::BottomDockWidgetArea, issuesDock_);
    issuesDock_->hide();

    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeSkyMenu();
    makeModelMenu();
    makeHelpMenu();
    makeWorkspaceBar();
    makeStatusBar();

    connect(&controller_, &SkyController::jobStarted, jobs_, &JobIndicator::follow);
    connect(&controller_, &SkyController::jobStarted, this, [this](Job* job) {
        updateActions();
        connect(job, &Job::ended, this, &MainWindow::updateActions);
    });
    connect(&sky_->sky(), &SkyView::pictureFailed, this, [this](const Error& error) { issues_.add(error); });
    connect(&controller_, &SkyController::bandNeeded, this, &MainWindow::askBand);
    connect(&controller_, &SkyController::modelChanged, this, &MainWindow::showModel);
    connect(&controller_, &SkyController::modelChanged, this, &MainWindow::rememberModel);
    connect(&controller_, &SkyController::modelFailed, this, &MainWindow::fallBackToBundledModel);
    connect(&document_, &SkyDocument::tileChanged, this, [this] {
        showTitle();
        updateActions();
    });
    connect(&project_, &ProjectStore::opened, this, &MainWindow::showTitle);
    connect(&document_.labels(), &SourceLabels::refused, this, [this](const QString& reason) {
        issues_.add(Severity::Error, tr("the label was not given, the project can only be read: %1").arg(reason),
                    QString::fromStdString(project_.file().string()));
    });
    connect(&document_, &SkyDocument::currentChanged, this, &MainWindow::updateActions);
    connect(&document_.store(), &SourceStore::wasReset, this, &MainWindow::updateActions);
    connect(&document_.store(), &SourceStore::appended, this, &MainWindow::updateActions);
    connect(&document_.store(), &SourceStore::removed, this, &MainWindow::updateActions);

    resize(1600, 1000);
    restoreGeometry(settings::windowGeometry.read());
    restoreState(settings::windowState.read());
    sky_->restoreState();
    sky_->sky().setFocus(); // S, G and Q label from the first moment
    showModel();
    updateActions();
    project_.open(places.project);
    if (!places.model.empty())
        controller_.loadModel(places.model);
    else
        issues_.add(Severity::Warning, tr("no model is installed: sources are shown but not classified"));
}

/// What shows the document and the issues goes before they do; Qt would delete it after them.
MainWindow::~MainWindow() {
    delete takeCentralWidget();
    delete issuesDock_;
}

void MainWindow::open(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> others;
    for (const std::filesystem::path& path : paths) {
        if (path.extension() == ".iicproj")
            projectActions_->open(path);
        else
            others.push_back(path);
    }
    if (!others.empty())
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

void MainWindow::chooseModel() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Load a model"), startFolder(), tr("IICnet weights (*.h5);;All files (*)"));
    if (file.isEmpty())
        return;
    isModelChosen_ = true;
    controller_.loadModel(toPath(file));
}

void MainWindow::useBundledModel() {
    const Result<std::filesystem::path> bundled = bundledModel();
    if (!bundled) {
        issues_.add(bundled.error());
        return;
    }
    isModelChosen_ = true;
    controller_.loadModel(*bundled);
}

/// The choice outlives the session once the model is loaded, so that a broken one is not tried at every start.
void MainWindow::rememberModel() {
    if (!isModelChosen_)
        return;
    isModelChosen_ = false;
    const bool isBundled = bundledModel().value_or(std::filesystem::path()) == controller_.modelFile();
    settings::modelFile.write(isBundled ? QString() : QString::fromStdString(controller_.modelFile().string()));
}

void MainWindow::fallBackToBundledModel() {
    isModelChosen_ = false;
    const Result<std::filesystem::path> bundled = bundledModel();
    if (controller_.model() || !bundled || hasFallenBack_)
        return;
    hasFallenBack_ = true;
    issues_.add(Severity::Warning, tr("the bundled model is used instead"), QString::fromStdString(bundled->string()));
    controller_.loadModel(*bundled);
}

void MainWindow::chooseExport() {
    QString chosen;
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Export the classified catalog"), startFolder() + QStringLiteral("/classified.csv"),
                                     tr("CSV (*.csv);;IPAC table (*.tbl);;FITS table (*.fits);;VOTable (*.vot)"), &chosen);
    if (file.isEmpty())
        return;
    rememberFolder(file);
    const QString ending = chosen.mid(chosen.indexOf(QLatin1Char('*')) + 1).chopped(chosen.isEmpty() ? 0 : 1);
    controller_.exportTo(toPath(file), formatFor(toPath(QFileInfo(file).suffix().isEmpty() ? file + ending : file)));
}

void MainWindow::chooseRegions() {
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export DS9 regions"), startFolder() + QStringLiteral("/classified.reg"), tr("DS9 regions (*.reg)"));
    if (file.isEmpty())
        return;
    rememberFolder(file);
    controller_.exportRegions(toPath(file));
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
    auto* dialog = new FindDialog(
        document_.sources(), [this](const SkyCoord& position) { return sky_->goTo(position); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FindDialog::sourceFound, sky_, &SkyWorkspace::select);
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
    const int count = document_.store().size();
    const QString refusal = controller_.refusal();
    classifyAction_->setText(count > 0 ? tr("Classify all %L1").arg(count) : tr("Classify all"));
    classifyAction_->setEnabled(count > 0 && refusal.isEmpty() && !controller_.isClassifying());
    classifyAction_->setToolTip(refusal.isEmpty() ? tr("Classify every source of the tile") : refusal);
    detectAction_->setEnabled(hasTile);
    headerAction_->setEnabled(hasTile);
    findAction_->setEnabled(hasTile);
    for (QAction* action : exportActions_)
        action->setEnabled(count > 0);
    for (QAction* action : sourceActions_)
        action->setEnabled(count > 0);
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

void MainWindow::showModel() {
    const std::optional<ModelCard>& card = controller_.model();
    modelButton_->setText(card ? tr("Model: IICnet · %1").arg(QString::fromStdString(card->runId)) : tr("No model"));
    modelButton_->setToolTip(card ? tr("Trained on %1").arg(QString::fromStdString(card->origin))
                                  : tr("Load a model to classify sources"));
    const DeviceInUse& device = controller_.device();
    deviceLabel_->setText(QString::fromStdString(device.name));
    deviceLabel_->setToolTip(device.reason.empty() ? tr("The device the network runs on")
                                                   : tr("CUDA is not used: %1").arg(QString::fromStdString(device.reason)));
    updateActions();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings::windowGeometry.write(saveGeometry());
    settings::windowState.write(saveState());
    sky_->saveState();
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
