#include "workspaces/train/ProgressView.h"

#include "widgets/PanelHeader.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <cmath>

namespace iic::ui {

namespace {

constexpr int barSteps = 1000;
constexpr int factColumns = 4;

QString gigabytes(std::uint64_t bytes) {
    return ProgressView::tr("%1 GB").arg(QLocale().toString(static_cast<double>(bytes) / 1e9, 'f', 1));
}

/// 1e-4, 5e-5.
QString rateText(double rate) {
    static const QRegularExpression zeros(QStringLiteral("e([+-])0*"));
    return QLocale().toString(rate, 'e', 1).replace(zeros, QStringLiteral("e\\1"));
}

QString shortNumber(double value) { return QLocale().toString(value, 'g', 3); }

} // namespace

QString durationText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(std::max(seconds, 0.0)));
    const qint64 hours = whole / 3600, minutes = whole / 60 % 60, rest = whole % 60;
    if (hours > 0)
        return ProgressView::tr("%1 h %2 min").arg(hours).arg(minutes, 2, 10, QLatin1Char('0'));
    return minutes > 0 ? ProgressView::tr("%1 min %2 s").arg(minutes).arg(rest, 2, 10, QLatin1Char('0'))
                       : ProgressView::tr("%1 s").arg(rest);
}

QString stateText(TrainingState state) {
    switch (state) {
    case TrainingState::Idle: return {};
    case TrainingState::Loading: return ProgressView::tr("reading the inputs…");
    case TrainingState::Running: return ProgressView::tr("training");
    case TrainingState::Pausing: return ProgressView::tr("pausing after this step…");
    case TrainingState::Paused: return ProgressView::tr("paused");
    case TrainingState::Stopping: return ProgressView::tr("stopping after this step…");
    }
    return {};
}

ProgressView::ProgressView(QWidget* parent)
    : QWidget(parent),
      title_(panelTitle(tr("Progress"))),
      state_(new QLabel),
      bar_(new QProgressBar),
      device_(new QLabel),
      fault_(new QLabel) {
    state_->setObjectName(QStringLiteral("trainingState"));
    state_->setProperty("muted", true);
    state_->setMinimumWidth(1);
    bar_->setObjectName(QStringLiteral("trainingBar"));
    bar_->setAccessibleName(tr("Progress of the run"));
    bar_->setTextVisible(false);
    bar_->setRange(0, barSteps);
    fault_->setObjectName(QStringLiteral("trainingFault"));
    fault_->setProperty("problem", true);
    device_->setObjectName(QStringLiteral("trainingDevice"));
    device_->setProperty("muted", true);
    for (QLabel* label : {device_, fault_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* facts = new QGridLayout;
    facts->setHorizontalSpacing(10);
    facts->setVerticalSpacing(10);
    for (std::size_t fact = 0; fact < FactCount; ++fact) {
        values_[fact] = new QLabel;
        captions_[fact] = new QLabel;
        QFont large = values_[fact]->font();
        large.setPointSizeF(large.pointSizeF() * 1.4);
        large.setBold(true);
        values_[fact]->setFont(large);
        captions_[fact]->setProperty("muted", true);
        for (QLabel* label : {values_[fact], captions_[fact]})
            label->setMinimumWidth(1); // what stands there changes many times a second, the window's least size must not
        values_[fact]->setBuddy(captions_[fact]);
        auto* both = new QVBoxLayout;
        both->setSpacing(0);
        both->addWidget(values_[fact]);
        both->addWidget(captions_[fact]);
        facts->addLayout(both, static_cast<int>(fact) / factColumns, static_cast<int>(fact) % factColumns);
        facts->setColumnStretch(static_cast<int>(fact) % factColumns, 1);
    }
    auto* body = new QVBoxLayout;
    body->setContentsMargins(14, 10, 14, 10);
    body->setSpacing(10);
    body->addWidget(bar_);
    body->addWidget(fault_);
    body->addLayout(facts);
    body->addWidget(device_);
    body->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(title_, {state_}));
    layout->addLayout(body, 1);
    show(nullptr, TrainingState::Idle, {});
}

void ProgressView::setFact(Fact fact, const QString& value, const QString& caption) {
    values_[fact]->setText(value.isEmpty() ? QStringLiteral("—") : value);
    captions_[fact]->setText(caption);
    values_[fact]->setAccessibleName(QStringLiteral("%1: %2").arg(caption, values_[fact]->text()));
}

void ProgressView::show(const LiveRun* run, TrainingState state, const QString& fault) {
    static const LiveRun none;
    const LiveRun& shown = run ? *run : none;
    const int epochs = shown.request.options.epochs;
    title_->setText(run ? tr("Progress · %1").arg(shown.request.name) : tr("Progress"));
    const int epoch = std::min(shown.epochUnderWay(), epochs);
    const int done = static_cast<int>(shown.epochs.size());
    state_->setText(!run                              ? QString()
                    : state == TrainingState::Loading ? stateText(state)
                    : state != TrainingState::Idle    ? tr("%1 · epoch %2 / %3").arg(stateText(state)).arg(epoch).arg(epochs)
                                                      : tr("epoch %1 / %2 done").arg(done).arg(epochs));
    bar_->setRange(0, state == TrainingState::Loading ? 0 : barSteps);
    bar_->setValue(static_cast<int>(run ? shown.done() * barSteps : 0));
    fault_->setText(fault);
    fault_->setVisible(!fault.isEmpty());
    showNumbers(shown, state != TrainingState::Idle);
    const DeviceInUse& device = shown.device;
    QString text = QString::fromStdString(device.name);
    if (!device.reason.empty())
        text = tr("%1 · CUDA is not used: %2").arg(text, QString::fromStdString(device.reason));
    if (shown.hasBegun && shown.request.options.precision == Precision::Tf32)
        text = device.cuda ? tr("%1 · TF32").arg(text) : tr("%1 · float32 in place of TF32").arg(text);
    device_->setText(text);
}

void ProgressView::showNumbers(const LiveRun& run, bool isActive) {
    const QLocale locale;
    const TrainingOptions& options = run.request.options;
    setFact(Speed,
            run.inputsPerSecond > 0 ? locale.toString(run.inputsPerSecond, 'f', run.inputsPerSecond < 100 ? 1 : 0) : QString(),
            tr("images a second"));
    const auto left = isActive ? run.secondsLeft() : std::nullopt;
    setFact(TimeLeft, left ? durationText(*left) : QString(), options.patience > 0 ? tr("time left, at most") : tr("time left"));
    setFact(Accuracy, run.epochs.empty() ? QString() : locale.toString(run.epochs.back().validationAccuracy, 'f', 3),
            tr("validation accuracy"));
    setFact(Best, run.bestEpoch > 0 ? locale.toString(run.bestAccuracy, 'f', 3) : QString(),
            run.bestEpoch > 0 ? tr("best (epoch %1)").arg(run.bestEpoch) : tr("best"));
    const bool hasBegun = run.lastStep || !run.epochs.empty();
    setFact(Rate, hasBegun ? rateText(learningRateOf(options, std::min(run.epochUnderWay(), options.epochs))) : QString(),
            tr("learning rate"));
    setFact(Memory, run.memory > 0 ? gigabytes(run.memory) : QString(), run.device.cuda ? tr("GPU memory") : tr("memory"));
    setFact(Batch, hasBegun ? locale.toString(run.batch) : QString(), tr("batch"));
    setFact(Gradient, run.lastStep ? shortNumber(run.lastStep->gradientNorm) : QString(), tr("gradient norm"));
}

} // namespace iic::ui
