#include "shell/DatasetActions.h"

#include "base/Json.h"
#include "models/IssueModel.h"
#include "models/PlainText.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/BuildDatasetDialog.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/ExportImagesDialog.h"
#include "workspaces/dataset/ImportImagesDialog.h"
#include "workspaces/dataset/SimulateDatasetDialog.h"
#include "workspaces/dataset/SplitDatasetDialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QToolButton>

namespace iic::ui {

namespace {

constexpr const char* datasetView = "dataset"; // the key under which a project keeps which one is open

QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

std::filesystem::path wholePath(const std::filesystem::path& path) {
    std::error_code problem;
    const auto whole = std::filesystem::absolute(path, problem);
    return (problem ? path : whole).lexically_normal();
}

/// Known datasets and the number of the one that was open last.
struct ProjectDatasets {
    std::vector<ProjectDataset> datasets;
    std::optional<std::int64_t> last;
};

Result<ProjectDatasets> readDatasets(Project& project) {
    Result<std::vector<ProjectDataset>> datasets = project.datasets();
    if (!datasets)
        return tl::unexpected(datasets.error());
    const Result<std::optional<std::string>> view = project.view(datasetView);
    if (!view)
        return tl::unexpected(view.error());
    ProjectDatasets read{std::move(*datasets), std::nullopt};
    const auto json = parseJsonObject(view->value_or("{}"));
    if (json && json->contains("dataset") && (*json)["dataset"].is_number_integer())
        read.last = (*json)["dataset"].get<std::int64_t>();
    return read;
}

} // namespace

DatasetActions::DatasetActions(DatasetController& controller, DatasetDocument& document, ProjectStore& project,
                               IssueModel& issues, QWidget* window)
    : QObject(window), controller_(controller), document_(document), project_(project), issues_(issues), window_(window) {
    const auto make = [this](const QString& name, const QString& text, const QString& what, auto method) {
        auto* action = new QAction(text, this);
        action->setObjectName(name);
        action->setToolTip(what);
        connect(action, &QAction::triggered, this, method);
        return action;
    };
    open_ = make(QStringLiteral("openDataset"), tr("&Open dataset…"), tr("Look at a dataset that is there"),
                 &DatasetActions::chooseDataset);
    open_->setShortcut(QKeySequence(QStringLiteral("Ctrl+D")));
    build_ = make(QStringLiteral("buildDataset"), tr("&Build a dataset…"),
                  tr("Cut labelled sources out of images: tiles and a catalog with classes, or a match"), &DatasetActions::build);
    simulate_ = make(QStringLiteral("simulateDataset"), tr("&Simulate a dataset…"),
                     tr("Sources of the simulated sky, in the numbers of the paper if you like"), &DatasetActions::simulate);
    import_ = make(QStringLiteral("importImages"), tr("&Import pictures…"),
                   tr("A folder of pictures for each class, or the Galaxy10 file"), &DatasetActions::importImages);
    split_ = make(QStringLiteral("splitDataset"), tr("S&plit anew…"),
                  tr("Share the cutouts out to training, validation and test another way"), &DatasetActions::split);
    export_ = make(QStringLiteral("exportImages"), tr("&Export pictures…"), tr("Write the cutouts as folders of PNG files"),
                   &DatasetActions::exportImages);
    openMade_ = make(QStringLiteral("openMadeDataset"), {}, tr("Look at what was made"), &DatasetActions::openMade);
    openMade_->setVisible(false);
    connect(&controller_, &DatasetController::opened, this, &DatasetActions::take);
    connect(&controller_, &DatasetController::made, this, &DatasetActions::takeMade);
    connect(&document_, &DatasetDocument::datasetChanged, this, &DatasetActions::updateActions);
    connect(&project_, &ProjectStore::opened, this, &DatasetActions::readList);
    updateActions();
}

void DatasetActions::addTo(QMenu& menu) {
    menu.addActions({open_, openMade_});
    list_ = menu.addMenu(tr("&Datasets of the project"));
    fillList();
    menu.addSeparator();
    menu.addActions({build_, simulate_, import_});
    menu.addSeparator();
    menu.addActions({split_, export_});
}

void DatasetActions::updateActions() {
    const bool isOpen = document_.dataset() != nullptr;
    split_->setEnabled(isOpen);
    export_->setEnabled(isOpen);
}

QWidget* DatasetActions::makeMadeButton() const {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("openMadeButton"));
    button->setDefaultAction(openMade_);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setVisible(false);
    connect(openMade_, &QAction::changed, button, [this, button] { button->setVisible(openMade_->isVisible()); });
    return button;
}

void DatasetActions::open(const std::filesystem::path& file) {
    if (wholePath(file) == made_)
        openMade_->setVisible(false);
    wanted_ = wholePath(file);
    controller_.open(file);
}

void DatasetActions::chooseDataset() {
    const QString file = QFileDialog::getOpenFileName(window_, tr("Open a dataset"), settings::datasetFolder.read(),
                                                      tr("Datasets (*.h5 *.hdf5);;All files (*)"));
    if (file.isEmpty())
        return;
    settings::datasetFolder.write(QFileInfo(file).absolutePath());
    open(file.toStdString());
}

template <typename Dialog, typename Accept> void DatasetActions::ask(Dialog* dialog, Accept onAccepted) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, onAccepted] { onAccepted(*dialog); });
    dialog->open();
}

void DatasetActions::build() {
    ask(new BuildDatasetDialog(window_), [this](const BuildDatasetDialog& dialog) { controller_.build(dialog.options()); });
}

void DatasetActions::simulate() {
    ask(new SimulateDatasetDialog(window_),
        [this](const SimulateDatasetDialog& dialog) { controller_.simulate(dialog.options()); });
}

void DatasetActions::importImages() {
    ask(new ImportImagesDialog(window_),
        [this](const ImportImagesDialog& dialog) { controller_.importImages(dialog.options()); });
}

void DatasetActions::split() {
    const SharedDataset dataset = document_.dataset();
    ask(new SplitDatasetDialog(dataset, window_),
        [this, dataset](const SplitDatasetDialog& dialog) { controller_.splitAgain(dataset, dialog.options(), dialog.out()); });
}

void DatasetActions::exportImages() {
    const SharedDataset dataset = document_.dataset();
    ask(new ExportImagesDialog(dataset, window_),
        [this, dataset](const ExportImagesDialog& dialog) { controller_.exportImages(dataset, dialog.options()); });
}

/// Something else that is looked at stays: what was made is offered.
void DatasetActions::takeMade(const SharedDataset& dataset) {
    const auto file = wholePath(dataset->dataset.path());
    const SharedDataset& open = document_.dataset();
    if (!controller_.isOpening() && (!open || wholePath(open->dataset.path()) == file))
        return take(dataset);
    keep(dataset, Kept::Known);
    made_ = file;
    openMade_->setText(tr("Open %1, just &made").arg(toText(file.filename()).replace(QLatin1Char('&'), QLatin1String("&&"))));
    openMade_->setVisible(true);
}

void DatasetActions::openMade() { open(made_); }

void DatasetActions::take(const SharedDataset& dataset) {
    document_.setDataset(dataset);
    keep(dataset, Kept::AsOpen);
    if (wholePath(dataset->dataset.path()) != wanted_)
        return;
    wanted_.clear();
    Q_EMIT wantedOpened();
}

/// In the project.
void DatasetActions::keep(const SharedDataset& dataset, Kept how) {
    if (!project_.readOnlyReason().isEmpty())
        return;
    report(project_.submit<std::monostate>(
        [dataset, how](Project& project) -> Result<std::monostate> {
            const auto file = wholePath(dataset->dataset.path());
            const std::string card = jsonText(toJson(dataset->dataset.card()));
            const Result<std::int64_t> kept = project.addDataset(file.stem().string(), file, card);
            if (!kept)
                return tl::unexpected(kept.error());
            if (how == Kept::Known)
                return std::monostate{};
            if (const Result<void> view = project.setView(datasetView, nlohmann::json{{"dataset", *kept}}.dump()); !view)
                return tl::unexpected(view.error());
            return std::monostate{};
        },
        [this](std::monostate) { readList(); }));
}

void DatasetActions::readList() {
    report(project_.submit<ProjectDatasets>(&readDatasets, [this](const ProjectDatasets& read) {
        known_ = read.datasets;
        fillList();
    }));
}

void DatasetActions::fillList() {
    if (!list_)
        return;
    list_->clear();
    for (const ProjectDataset& dataset : known_) {
        QAction* action =
            list_->addAction(QString::fromStdString(dataset.name), this, [this, file = dataset.file.path] { open(file); });
        action->setToolTip(plainToolTip(toText(dataset.file.path)));
        action->setEnabled(dataset.file.state != FileState::Missing);
    }
    list_->setToolTipsVisible(true);
    if (list_->isEmpty())
        list_->addAction(tr("none yet"))->setEnabled(false);
}

void DatasetActions::keepOpen() {
    if (document_.dataset())
        keep(document_.dataset(), Kept::AsOpen);
}

void DatasetActions::bringBack() {
    document_.setDataset(nullptr); // was another project's
    report(project_.submit<ProjectDatasets>(&readDatasets, [this](const ProjectDatasets& read) {
        for (const ProjectDataset& dataset : read.datasets) {
            if (dataset.id != read.last)
                continue;
            if (dataset.file.state == FileState::Missing)
                issues_.add(Severity::Warning, tr("the dataset is no longer where it was"), toText(dataset.file.path));
            else
                controller_.open(dataset.file.path);
        }
    }));
}

void DatasetActions::report(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

} // namespace iic::ui
