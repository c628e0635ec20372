#include "workspaces/compare/QueueModel.h"

#include "workspaces/compare/StudyController.h"
#include "workspaces/train/ProgressView.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace iic::ui {

void QueueModel::setQueue(std::vector<QueuedRun> queue, int epochs) {
    const bool isOther =
        queue.size() != queue_.size() || !std::ranges::equal(
                                             queue, queue_, {}, [](const QueuedRun& run) { return run.task.folder; },
                                             [](const QueuedRun& run) { return run.task.folder; });
    epochs_ = epochs;
    if (isOther) {
        beginResetModel();
        queue_ = std::move(queue);
        endResetModel();
    } else if (!queue.empty()) {
        queue_ = std::move(queue);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void QueueModel::setExpected(std::vector<double> seconds) {
    expected_ = std::move(seconds);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

void QueueModel::setUnderWay(const StudyRunUnderWay* run) {
    const std::filesystem::path folder = run ? run->task.folder : std::filesystem::path();
    const std::size_t epochs = run ? run->live.epochs.size() : 0;
    if (folder == underWay_ && epochs == epochsUnderWay_)
        return;
    underWay_ = folder;
    epochsUnderWay_ = epochs;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int QueueModel::rowUnderWay() const {
    if (underWay_.empty())
        return -1;
    const auto found = std::ranges::find_if(queue_, [this](const QueuedRun& run) { return run.task.folder == underWay_; });
    return found == queue_.end() ? -1 : static_cast<int>(found - queue_.begin());
}

std::size_t QueueModel::done() const {
    return static_cast<std::size_t>(std::ranges::count_if(queue_, [](const QueuedRun& run) { return run.task.isDone; }));
}

std::optional<double> QueueModel::secondsBehind() const {
    if (expected_.size() != queue_.size())
        return std::nullopt;
    double seconds = 0;
    for (std::size_t i = static_cast<std::size_t>(rowUnderWay() + 1); i < queue_.size(); ++i)
        if (!queue_[i].task.isDone)
            seconds += expected_[i];
    return seconds;
}

int QueueModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(queue_.size()); }

int QueueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString QueueModel::stateText(std::size_t row) const {
    const QueuedRun& run = queue_[row];
    if (run.task.folder == underWay_ && !run.task.isDone)
        return tr("epoch %1 / %2")
            .arg(std::min<std::size_t>(epochsUnderWay_ + 1, static_cast<std::size_t>(epochs_)))
            .arg(epochs_);
    if (run.outcome)
        return tr("%1 %").arg(QLocale().toString(100 * run.outcome->testAccuracy, 'f', 2));
    if (run.epochs > 0)
        return tr("%1 / %2 epochs").arg(run.epochs).arg(epochs_);
    if (row < expected_.size() && expected_.size() == queue_.size())
        return tr("≈ %1").arg(durationText(expected_[row]));
    return tr("waits");
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const QueuedRun& run = queue_[row];
    const bool isUnderWay = run.task.folder == underWay_ && !run.task.isDone;
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Run:
            return (run.outcome  ? QStringLiteral("✓ ")
                    : isUnderWay ? QStringLiteral("● ")
                                 : QStringLiteral("○ ")) +
                   QString::fromStdString(run.task.title);
        case Seed: return QString::number(run.task.seed);
        case State: return stateText(row);
        default: return {};
        }
    }
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return run.outcome ? tr("%1: validation %2 %, test %3 % of %L4 sources, on %5")
                                 .arg(QString::fromStdString(runNameOf(run.task.variant)),
                                      QLocale().toString(100 * run.outcome->validationAccuracy, 'f', 2),
                                      QLocale().toString(100 * run.outcome->testAccuracy, 'f', 2))
                                 .arg(run.outcome->testSources)
                                 .arg(QString::fromStdString(run.outcome->device))
                           : QString::fromStdString(runNameOf(run.task.variant));
    if (role == Qt::FontRole && isUnderWay) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Run: return tr("run");
    case Seed: return tr("seed");
    case State: return tr("test");
    default: return {};
    }
}

} // namespace iic::ui
