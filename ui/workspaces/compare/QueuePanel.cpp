#include "workspaces/compare/QueuePanel.h"

#include "plots/LearningCurvesView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/train/ProgressView.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int barSteps = 1000;

QLabel* wrapped(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace

QueuePanel::QueuePanel(StudyController& studies, QWidget* parent)
    : QWidget(parent),
      studies_(studies),
      model_(new QueueModel(this)),
      view_(new QTableView),
      stack_(new QStackedWidget),
      title_(panelTitle(tr("Queue"))),
      state_(new QLabel),
      name_(wrapped("studyRun")),
      times_(wrapped("studyTimes")),
      fault_(wrapped("studyFault")),
      bar_(new QProgressBar),
      curve_(new LearningCurvesView),
      progress_(makeProgress()) {
    view_->setObjectName(QStringLiteral("studyQueue"));
    view_->setAccessibleName(tr("Runs of the study"));
    view_->setModel(model_);
    view_->setShowGrid(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setHighlightSections(false);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->horizontalHeader()->setSectionResizeMode(QueueModel::Run, QHeaderView::Stretch);
    stack_->addWidget(panelNote(tr("Check one or several studies on the left. The runs that they need are listed here; what two "
                                   "studies share is trained once.")));
    stack_->addWidget(view_);
    state_->setObjectName(QStringLiteral("studyState"));
    state_->setProperty("muted", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(title_, {state_}));
    layout->addWidget(progress_);
    layout->addWidget(stack_, 1);
    connect(view_, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT activated(model_->queue()[static_cast<std::size_t>(index.row())].task); });
    for (const auto signal : {&StudyController::stateChanged, &StudyController::progressed, &StudyController::runsChanged})
        connect(&studies_, signal, this, &QueuePanel::showRun);
    setQueue({}, 0);
}

QWidget* QueuePanel::makeProgress() {
    QFont bold = name_->font();
    bold.setBold(true);
    name_->setFont(bold);
    times_->setProperty("muted", true);
    fault_->setProperty("problem", true);
    bar_->setObjectName(QStringLiteral("studyBar"));
    bar_->setAccessibleName(tr("Progress of the run"));
    bar_->setTextVisible(false);
    curve_->setObjectName(QStringLiteral("studyCurve"));
    curve_->setMinimumHeight(150);
    curve_->setPlaceholder(tr("Its curve is shown once the first epoch is over."));
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(fault_);
    layout->addWidget(name_);
    layout->addWidget(bar_);
    layout->addWidget(times_);
    layout->addWidget(curve_);
    return box;
}

void QueuePanel::setQueue(std::vector<QueuedRun> queue, int epochs) {
    const auto isFirst = [&](const QueuedRun& run) { return run.task.seed == queue.front().task.seed; };
    view_->setColumnHidden(QueueModel::Seed, std::ranges::all_of(queue, isFirst)); // which would say the same everywhere
    model_->setQueue(std::move(queue), epochs);
    stack_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
    showRun();
}

void QueuePanel::setExpected(std::vector<double> seconds) {
    model_->setExpected(std::move(seconds));
    showRun();
}

QStringList QueuePanel::timesLeft() const {
    QStringList parts;
    const auto left = studies_.run() ? studies_.run()->live.secondsLeft() : std::nullopt;
    if (left)
        parts << tr("%1 left").arg(durationText(*left));
    if (const auto behind = model_->secondsBehind(); behind && left)
        parts << tr("about %1 for all").arg(durationText(*left + *behind));
    return parts;
}

void QueuePanel::showRun() {
    using State = StudyController::State;
    const StudyRunUnderWay* run = studies_.isActive() ? studies_.run() : nullptr;
    const int rowBefore = model_->rowUnderWay();
    model_->setUnderWay(run);
    if (const int row = model_->rowUnderWay(); row >= 0 && row != rowBefore)
        view_->scrollTo(model_->index(row, 0), QAbstractItemView::PositionAtCenter);
    fault_->setText(studies_.fault());
    fault_->setVisible(!studies_.fault().isEmpty() && !studies_.isActive());
    for (QWidget* widget : std::initializer_list<QWidget*>{name_, bar_, times_, curve_})
        widget->setVisible(studies_.isActive());
    progress_->setVisible(studies_.isActive() || !studies_.fault().isEmpty());
    const std::size_t done = model_->done();
    state_->setText(studies_.state() == State::Pausing    ? tr("pausing after this step…")
                    : studies_.state() == State::Paused   ? tr("paused")
                    : studies_.state() == State::Stopping ? tr("stopping after this step…")
                    : model_->rowCount() > 0              ? tr("%1 of %2 done").arg(done).arg(model_->rowCount())
                                                          : QString());
    if (!studies_.isActive())
        return;
    if (!run) {
        name_->setText(studies_.doing());
        bar_->setRange(0, 0);
        times_->clear();
        return curve_->setCurves(nullptr);
    }
    const LiveRun& live = run->live;
    const int epochs = live.request.options.epochs;
    name_->setText(live.request.name);
    bar_->setRange(0, live.hasBegun ? barSteps : 0);
    bar_->setValue(static_cast<int>(live.done() * barSteps));
    QStringList facts{live.hasBegun ? tr("epoch %1 / %2").arg(std::min(live.epochUnderWay(), epochs)).arg(epochs)
                                    : studies_.doing()};
    if (live.hasBegun)
        facts << timesLeft();
    times_->setText(facts.join(QStringLiteral(" · ")));
    LearningRun shown{live.request.name, live.epochs, live.bestEpoch, live.losses.points(), live.accuracies.points()};
    const bool hasPoints = !shown.epochs.empty() || !shown.accuracyOfSteps.empty();
    curve_->setCurves(hasPoints ? std::make_shared<LearningCurvesFigure>(
                                      std::vector{std::move(shown)},
                                      LearningCurvesOptions{LearningCurvesOptions::Quantity::Accuracy, 0, false, epochs, 0})
                                : nullptr);
}

} // namespace iic::ui
