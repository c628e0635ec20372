#include "workspaces/train/TrainWorkspace.h"

#include "base/OutputFile.h"
#include "models/IssueModel.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/train/RunOptionsForm.h"
#include "workspaces/train/RunRequests.h"
#include "workspaces/train/RunsPanel.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>

// What the user does with runs in the Train workspace.
namespace iic::ui {

namespace {

Result<std::monostate> copyWhole(const std::filesystem::path& from, const std::filesystem::path& to) {
    auto file = OutputFile::create(to);
    if (!file)
        return tl::unexpected(file.error());
    std::error_code problem;
    if (!std::filesystem::copy_file(from, file->path(), std::filesystem::copy_options::overwrite_existing, problem))
        return fail(ErrorCode::FileUnwritable, to.string(), "cannot be written", problem.message());
    if (auto done = file->commit(); !done)
        return tl::unexpected(done.error());
    return std::monostate{};
}

} // namespace

QAction* TrainWorkspace::makeAction(const QString& name, const QString& text, const QKeySequence& key, const QString& what,
                                    void (TrainWorkspace::*method)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, method);
    return action;
}

void TrainWorkspace::makeActions() {
    start_ = makeAction(QStringLiteral("startTraining"), tr("&Start training"), QKeySequence(QStringLiteral("Ctrl+Shift+R")),
                        tr("Train a network with these options"), &TrainWorkspace::start);
    pause_ = makeAction(QStringLiteral("pauseTraining"), tr("&Pause"), QKeySequence(QStringLiteral("Ctrl+Shift+P")),
                        tr("Wait after the step under way, or go on"), &TrainWorkspace::pauseOrResume);
    stop_ = makeAction(QStringLiteral("stopTraining"), tr("S&top and keep"), QKeySequence(QStringLiteral("Ctrl+.")),
                       tr("End after the step under way. The last whole epoch is kept, and the run can be continued from it"),
                       &TrainWorkspace::stopTraining);
    saveWeights_ =
        makeAction(QStringLiteral("saveWeights"), tr("Save &weights…"), {},
                   tr("Copy the weights of the best epoch so far to a file; every epoch is in the run's folder already"),
                   &TrainWorkspace::saveWeights);
    defaults_ = makeAction(QStringLiteral("paperDefaults"), tr("Paper &defaults ↺"), {},
                           tr("Set every option as in the paper: Adam at 1e-4, halved once after epoch 50, 200 epochs"),
                           &TrainWorkspace::setPaperDefaults);
}

void TrainWorkspace::begin(const TrainingRequest& request) {
    followsLive_ = true;
    training_.start(request);
}

void TrainWorkspace::start() {
    form_->recheck();
    if (!form_->isComplete())
        return;
    TrainingRequest request = form_->request();
    request.options.runFolder = folder() / request.name.toStdString();
    settings::trainOptions.write(toJson(request));
    begin(request);
}

void TrainWorkspace::beginAgain(TrainingRequest request) {
    if (const QString refusal = whyNoRun(); !refusal.isEmpty())
        return issues_.add(Severity::Error, refusal, toText(project_.file()));
    request.sameDataset = form_->request().dataset;
    begin(request);
}

void TrainWorkspace::continueRun(std::int64_t id) {
    if (const KnownRun* run = runs_.find(id); run && run->record)
        beginAgain(requestToContinue(*run));
}

void TrainWorkspace::reproduceRun(std::int64_t id) {
    if (const KnownRun* run = runs_.find(id); run && run->record)
        beginAgain(requestToReproduce(*run, freeRunName(runs_.runs(), folder()), folder()));
}

void TrainWorkspace::pauseOrResume() {
    if (training_.state() == TrainingState::Running)
        training_.pause();
    else
        training_.resume();
}

void TrainWorkspace::setPaperDefaults() {
    form_->setOptions({});
    form_->setStartFrom({});
}

void TrainWorkspace::saveWeights() {
    const LiveRun* run = training_.run();
    auto* dialog = new QFileDialog(this, tr("Save the weights of epoch %1").arg(run->bestEpoch), settings::lastFolder.read(),
                                   tr("IICnet weights (*.h5)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("h5"));
    dialog->selectFile(QStringLiteral("%1 epoch %2").arg(run->request.name).arg(run->bestEpoch));
    connect(dialog, &QFileDialog::fileSelected, this, &TrainWorkspace::saveWeightsAs);
    dialog->open();
}

void TrainWorkspace::saveWeightsAs(const QString& file) {
    settings::lastFolder.write(QFileInfo(file).absolutePath());
    Job* job = io_.submit<std::monostate>([from = training_.run()->request.options.runFolder / "best.h5",
                                           to = toPath(file)](JobContext&) { return asJobResult(copyWhole(from, to)); },
                                          [this, file](std::monostate) { Q_EMIT fileSaved(file); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

} // namespace iic::ui
