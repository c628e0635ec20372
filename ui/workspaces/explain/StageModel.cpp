#include "workspaces/explain/StageModel.h"

#include "workspaces/explain/StageText.h"

#include <QLocale>

#include <algorithm>

namespace iic::ui {

void StageModel::setCard(const ModelCard& card) {
    beginResetModel();
    card_ = card;
    costs_.clear();
    source_ = nullptr;
    endResetModel();
}

void StageModel::setCosts(std::vector<StageSummary> costs) {
    costs_ = std::move(costs);
    if (source_)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

/// Networks of one card have the same stages, so that the chosen one stays chosen.
void StageModel::setSource(SharedExplanation source) {
    if (source_ && source) {
        source_ = std::move(source);
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    source_ = std::move(source);
    endResetModel();
}

int StageModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !source_ ? 0 : static_cast<int>(source_->explanation.stages.size());
}

const StageSummary* StageModel::costOf(std::size_t stage) const {
    const auto found = std::ranges::find(costs_, source_->explanation.stages[stage].part, &StageSummary::name);
    return found == costs_.end() ? nullptr : &*found;
}

QString StageModel::detailOf(std::size_t stage) const {
    const FeatureMaps& maps = source_->explanation.stages[stage];
    const QString shape = shapeText(maps.channels, maps.height, maps.width);
    const StageSummary* cost = costOf(stage);
    return cost ? tr("%1 · %2").arg(shape, costText(cost->multiplyAdds)) : shape;
}

QString StageModel::toolTipOf(std::size_t stage) const {
    const FeatureMaps& maps = source_->explanation.stages[stage];
    QString text =
        tr("%1: %2 maps of %3 × %4 pixels").arg(stageTitle(maps.part, card_)).arg(maps.channels).arg(maps.height).arg(maps.width);
    if (const StageSummary* cost = costOf(stage))
        text += QLatin1Char('\n') +
                tr("%1 multiply-adds, %2 parameters")
                    .arg(QLocale().toString(qlonglong(cost->multiplyAdds)), QLocale().toString(qlonglong(cost->parameters)));
    return text;
}

QVariant StageModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !source_)
        return {};
    const auto stage = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole: return stageTitle(source_->explanation.stages[stage].part, card_);
    case Qt::DecorationRole: return source_->cards[stage];
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: return toolTipOf(stage);
    case DetailRole: return detailOf(stage);
    default: return {};
    }
}

} // namespace iic::ui
