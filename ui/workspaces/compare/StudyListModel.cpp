#include "workspaces/compare/StudyListModel.h"

#include <algorithm>

namespace iic::ui {

QString titleOf(const StudyPlan& plan) { return QString::fromStdString(plan.title); }

StudyListModel::StudyListModel(QObject* parent) : QAbstractListModel(parent) {
    std::vector<StudyResult> none;
    for (const StudyPlan& plan : paperStudies({}))
        none.push_back({plan, {}, 0, 0});
    results_ = std::make_shared<const std::vector<StudyResult>>(std::move(none));
}

void StudyListModel::setResults(SharedResults results) {
    results_ = std::move(results);
    tellAll();
}

void StudyListModel::tellAll() { Q_EMIT dataChanged(index(0), index(rowCount() - 1)); }

std::vector<std::string> StudyListModel::chosen() const {
    std::vector<std::string> names;
    for (const StudyResult& result : *results_)
        if (chosen_.contains(result.plan.name))
            names.push_back(result.plan.name);
    return names;
}

void StudyListModel::setChosen(const std::vector<std::string>& names) {
    chosen_ = {names.begin(), names.end()};
    tellAll();
    Q_EMIT chosenChanged();
}

void StudyListModel::setUnderWay(const std::string& runName) {
    if (underWay_ == runName)
        return;
    underWay_ = runName;
    tellAll();
}

void StudyListModel::setLocked(bool isLocked) {
    isLocked_ = isLocked;
    tellAll();
}

int StudyListModel::rowOf(const std::string& name) const {
    const auto found = std::ranges::find_if(*results_, [&](const StudyResult& result) { return result.plan.name == name; });
    return found == results_->end() ? -1 : static_cast<int>(found - results_->begin());
}

int StudyListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(results_->size());
}

/// "Fig. 8 · 2 of 6 runs".
QString StudyListModel::details(const StudyResult& result) const {
    QStringList parts;
    if (!result.plan.paperFigure.empty())
        parts << QString::fromStdString(result.plan.paperFigure);
    const bool isUnderWay =
        chosen_.contains(result.plan.name) && std::ranges::any_of(result.plan.variants, [&](const StudyVariant& variant) {
            return !underWay_.empty() && runNameOf(variant) == underWay_;
        });
    if (result.runs > 0)
        parts << (result.runsDone == result.runs ? tr("all %1 runs done").arg(result.runs)
                                                 : tr("%1 of %2 runs done").arg(result.runsDone).arg(result.runs));
    if (isUnderWay && result.runsDone < result.runs)
        parts << tr("under way");
    return parts.join(QStringLiteral(" · "));
}

QVariant StudyListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StudyResult& result = this->result(index.row());
    switch (role) {
    case Qt::DisplayRole: return titleOf(result.plan);
    case Qt::CheckStateRole: return chosen_.contains(result.plan.name) ? Qt::Checked : Qt::Unchecked;
    case Details: return details(result);
    case Share: return result.runs > 0 ? static_cast<double>(result.runsDone) / static_cast<double>(result.runs) : 0.0;
    case Qt::ToolTipRole: return QString::fromStdString(result.plan.paperSays);
    case Qt::AccessibleTextRole: return tr("%1, %2").arg(titleOf(result.plan), details(result));
    default: return {};
    }
}

bool StudyListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || isLocked_ || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const std::string& name = result(index.row()).plan.name;
    if (value.toInt() == Qt::Checked)
        chosen_.insert(name);
    else
        chosen_.erase(name);
    Q_EMIT dataChanged(index, index);
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags StudyListModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.isValid() && !isLocked_ ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace iic::ui
