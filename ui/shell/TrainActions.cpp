#include "shell/TrainActions.h"

#include "workspaces/dataset/DatasetController.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace iic::ui {

TrainActions::TrainActions(TrainWorkspace& workspace, TrainingController& training, DatasetController& datasets,
                           DatasetDocument& document, QWidget* window)
    : QObject(window), workspace_(workspace), training_(training), datasets_(datasets), document_(document), window_(window) {
    connect(&workspace_, &TrainWorkspace::sourcePicked, this, &TrainActions::pick);
    connect(&document_, &DatasetDocument::datasetChanged, this, &TrainActions::selectWanted);
    connect(&training_, &TrainingController::finished, this, [this] {
        const LiveRun& run = *training_.run();
        Q_EMIT told(tr("%1 is done: validation accuracy %2 in epoch %3")
                        .arg(run.request.name, QLocale().toString(run.bestAccuracy, 'f', 3))
                        .arg(run.bestEpoch));
    });
}

void TrainActions::addTo(QMenu& menu) { menu.addActions(workspace_.menuActions()); }

void TrainActions::pick(const std::filesystem::path& dataset, int row, bool isOpened) {
    const SharedDataset& open = document_.dataset();
    if (open && open->dataset.path() == dataset) {
        document_.setCurrent(row);
        if (isOpened)
            Q_EMIT sourceShown();
        return;
    }
    if (!isOpened)
        return Q_EMIT told(tr("Another dataset is open. Return opens %1 at this source.")
                               .arg(QString::fromStdString(dataset.filename().string())));
    wantedDataset_ = dataset;
    wantedRow_ = row;
    datasets_.open(dataset);
}

void TrainActions::selectWanted() {
    const SharedDataset& open = document_.dataset();
    if (wantedRow_ < 0 || !open || open->dataset.path() != wantedDataset_)
        return;
    document_.setCurrent(wantedRow_);
    wantedRow_ = -1;
    Q_EMIT sourceShown();
}

bool TrainActions::mayClose() {
    if (!training_.isActive() || training_.state() == TrainingState::Stopping)
        return true;
    if (isAsking_)
        return false;
    isAsking_ = true;
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Training is under way"),
                        tr("Stop it and close the window? The epochs that are done are kept, and the run can be continued "
                           "from the list of runs."),
                        QMessageBox::NoButton, window_);
    box->setObjectName(QStringLiteral("closeWhileTraining"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* stop = box->addButton(tr("Stop, keep and close"), QMessageBox::AcceptRole);
    QPushButton* train = box->addButton(tr("Keep training"), QMessageBox::RejectRole);
    box->setDefaultButton(train);
    box->setEscapeButton(train);
    connect(box, &QMessageBox::finished, this, [this, box, stop] {
        isAsking_ = false;
        if (box->clickedButton() != stop)
            return;
        training_.stop();
        window_->close();
    });
    box->open();
    return false;
}

} // namespace iic::ui
