#include "shell/CompareActions.h"

#include "models/IssueModel.h"
#include "report/SaveReport.h"
#include "shell/AskReportPath.h"
#include "workspaces/compare/CompareWorkspace.h"
#include "workspaces/dataset/DatasetController.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"
#include "workspaces/evaluate/RunJudge.h"

#include <QAction>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace iic::ui {

CompareActions::CompareActions(CompareWorkspace& workspace, StudyController& studies, EvaluateWorkspace& evaluate,
                               DatasetController& datasets, DatasetDocument& document, IssueModel& issues, QWidget* window)
    : QObject(window),
      workspace_(workspace),
      studies_(studies),
      evaluate_(evaluate),
      datasets_(datasets),
      document_(document),
      issues_(issues),
      window_(window) {
    connect(&workspace_, &CompareWorkspace::reportWanted, this, &CompareActions::askReport);
    connect(&workspace_, &CompareWorkspace::evaluationWanted, this, &CompareActions::evaluate);
    connect(&document_, &DatasetDocument::datasetChanged, this, &CompareActions::judgeWanted);
    connect(&studies_, &StudyController::finished, this, [this] { Q_EMIT told(tr("Every run of the study is done")); });
}

void CompareActions::addTo(QMenu& menu) { menu.addActions(workspace_.menuActions()); }

void CompareActions::addExportTo(QMenu& menu) {
    auto* save = menu.addAction(tr("Save the report of the s&tudies…"), this, &CompareActions::askReport);
    const QAction* report = workspace_.reportAction();
    save->setEnabled(report->isEnabled());
    connect(report, &QAction::enabledChanged, save, &QAction::setEnabled);
}

void CompareActions::askReport() {
    const QString name = QString::fromStdString(workspace_.folder().filename().string());
    askReportPath(window_, tr("%1-studies.pdf").arg(name),
                  [this](const std::filesystem::path& path, bool overwrite) { saveReportAs(path, overwrite); });
}

void CompareActions::saveReportAs(const std::filesystem::path& path, bool overwrite) {
    using Paths = std::vector<std::filesystem::path>;
    Job* job = io_.submit<Paths>(
        [report = workspace_.report(), path, overwrite](JobContext&) { return asJobResult(saveReport(report, path, overwrite)); },
        [this](const Paths& files) { Q_EMIT saved(QString::fromStdString(files.front().string())); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    Q_EMIT jobStarted(job, tr("Writing %1").arg(QString::fromStdString(path.filename().string())));
}

void CompareActions::evaluate(const std::filesystem::path& dataset, const std::filesystem::path& weights) {
    wantedDataset_ = dataset;
    wantedWeights_ = weights;
    Q_EMIT evaluationShown();
    const SharedDataset& open = document_.dataset();
    if (std::error_code gone; open && std::filesystem::equivalent(open->dataset.path(), dataset, gone))
        return judgeWanted();
    Q_EMIT told(tr("Opening %1, on which the network is judged").arg(QString::fromStdString(dataset.filename().string())));
    datasets_.open(dataset);
}

void CompareActions::judgeWanted() {
    const SharedDataset& open = document_.dataset();
    std::error_code gone;
    if (wantedWeights_.empty() || !open || !std::filesystem::equivalent(open->dataset.path(), wantedDataset_, gone))
        return;
    evaluate_.judge().judge(std::exchange(wantedWeights_, {}), DatasetSplit::Test);
}

bool CompareActions::mayClose() {
    if (!studies_.isActive() || studies_.state() == StudyController::State::Stopping)
        return true;
    if (isAsking_)
        return false;
    isAsking_ = true;
    auto* box = new QMessageBox(QMessageBox::Question, tr("A study is under way"),
                                tr("Stop it and close the window? What is done is kept, and the study can be gone on with."),
                                QMessageBox::NoButton, window_);
    box->setObjectName(QStringLiteral("closeWhileStudying"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* stop = box->addButton(tr("Stop, keep and close"), QMessageBox::AcceptRole);
    QPushButton* stay = box->addButton(tr("Go on"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, stop] {
        isAsking_ = false;
        if (box->clickedButton() != stop)
            return;
        studies_.stop();
        window_->close();
    });
    box->open();
    return false;
}

} // namespace iic::ui
