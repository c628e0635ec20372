#include "workspaces/train/RunTableModel.h"

#include "models/PlainText.h"
#include "workspaces/dataset/DatasetText.h"

#include <QLocale>

#include <algorithm>

namespace iic::ui {

namespace {

std::vector<std::int64_t> numbersOf(const std::vector<KnownRun>& runs) {
    std::vector<std::int64_t> numbers;
    for (const KnownRun& run : runs)
        numbers.push_back(run.id);
    return numbers;
}

} // namespace

bool isUnfinished(const KnownRun& run) {
    if (!run.isThere || !run.record)
        return false;
    const TrainingOptions& options = run.record->options;
    const int done = run.record->epochsDone;
    return done < options.epochs && !(options.patience > 0 && done - run.record->bestEpoch >= options.patience);
}

QString networkText(const ModelCard& card) {
    const QString network = RunTableModel::tr("IICnet %1×%1").arg(card.spec.stemKernel);
    return card.input.channels == InputOptions{}.channels
               ? network
               : QStringLiteral("%1 · %2").arg(network, bandsText(card.input.channels));
}

RunTableModel::RunTableModel(RunStore& runs, QObject* parent)
    : QAbstractTableModel(parent), runs_(runs), shown_(numbersOf(runs.runs())) {
    connect(&runs_, &RunStore::changed, this, &RunTableModel::takeRuns);
}

/// The same runs keep their place, so that what is selected or edited stays so.
void RunTableModel::takeRuns() {
    std::vector<std::int64_t> now = numbersOf(runs_.runs());
    if (now != shown_) {
        beginResetModel();
        shown_ = std::move(now);
        std::erase_if(overlaid_, [this](std::int64_t id) { return !runs_.find(id); });
        endResetModel();
    } else {
        tellNews();
    }
}

void RunTableModel::tellNews() {
    if (!shown_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void RunTableModel::setLive(const LiveRun* live) {
    live_ = live;
    tellNews();
}

const KnownRun* RunTableModel::run(int row) const {
    return row >= 0 && row < rowCount() ? runs_.find(shown_[static_cast<std::size_t>(row)]) : nullptr;
}

int RunTableModel::rowOf(std::int64_t id) const {
    const auto place = std::ranges::find(shown_, id);
    return place == shown_.end() ? -1 : static_cast<int>(place - shown_.begin());
}

bool RunTableModel::isLive(const KnownRun& run) const { return live_ && runs_.find(live_->request.options.runFolder) == &run; }

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

QString RunTableModel::text(const KnownRun& run, int column) const {
    if (column == Name)
        return (QStringList{isLive(run) ? tr("%1 ●").arg(run.name) : run.name} + run.tags).join(QStringLiteral(" · "));
    if (!run.record)
        return column == Network ? (run.isThere ? tr("cannot be read") : tr("not there")) : QString();
    const int done = isLive(run) ? static_cast<int>(live_->epochs.size()) : run.record->epochsDone;
    const double best = isLive(run) ? live_->bestAccuracy : run.record->bestValidationAccuracy;
    switch (column) {
    case Network: return networkText(run.record->options.card);
    case Epochs: return QStringLiteral("%1/%2").arg(done).arg(run.record->options.epochs);
    default: return done > 0 ? QLocale().toString(best, 'f', 3) : QStringLiteral("—");
    }
}

QString RunTableModel::toolTip(const KnownRun& run) const {
    QStringList lines{run.name};
    if (isLive(run))
        lines << tr("under way");
    if (!run.tags.isEmpty())
        lines << tr("tags: %1").arg(run.tags.join(QStringLiteral(", ")));
    if (run.record) {
        const TrainingOptions& options = run.record->options;
        lines << tr("learned from %1, %L2 sources")
                     .arg(QString::fromStdString(options.card.origin))
                     .arg(run.record->trainingInputs);
        lines << tr("bands %1 · %2 px · batch %3 · rate %4 · seed %5")
                     .arg(bandsText(options.card.input.channels))
                     .arg(options.card.input.side)
                     .arg(run.record->batch)
                     .arg(options.learningRate)
                     .arg(options.seed);
        if (run.record->bestEpoch > 0)
            lines << tr("best epoch %1").arg(run.record->bestEpoch);
        if (isUnfinished(run) && !isLive(run))
            lines << tr("unfinished: it can be continued");
    }
    if (!run.fault.isEmpty())
        lines << run.fault;
    lines << QString::fromStdString(run.folder.string());
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    const KnownRun* known = index.isValid() ? run(index.row()) : nullptr;
    if (!known)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*known, index.column());
    case Qt::EditRole: return known->name;
    case Qt::ToolTipRole: return toolTip(*known);
    case Qt::TextAlignmentRole: return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(isOverlaid(known->id) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Name && isLive(*known) ? tr("%1, under way").arg(known->name) : text(*known, index.column());
    default: return {};
    }
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const KnownRun* known = index.isValid() && index.column() == Name ? run(index.row()) : nullptr;
    if (!known)
        return false;
    if (role == Qt::CheckStateRole) {
        if (value.toInt() == Qt::Checked)
            overlaid_.insert(known->id);
        else
            overlaid_.erase(known->id);
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT overlaysChanged();
        return true;
    }
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || name.isEmpty() || name == known->name)
        return false;
    runs_.rename(known->id, name);
    return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("run");
    case Network: return tr("network");
    case Epochs: return tr("epochs");
    default: return tr("val. acc");
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (index.column() == Name)
        flags |= Qt::ItemIsEditable | Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace iic::ui
