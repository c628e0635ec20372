#include "workspaces/evaluate/EvaluationPicks.h"

#include "models/SourceCells.h"
#include "workspaces/dataset/DatasetText.h"

#include <QStringList>

#include <algorithm>

namespace iic::ui {

namespace {

const QString cellGroup = QStringLiteral("evaluationCell"), changeGroup = QStringLiteral("evaluationChange"),
              thresholdGroup = QStringLiteral("evaluationThreshold"), rangeGroup = QStringLiteral("evaluationConfidence"),
              splitGroup = QStringLiteral("evaluationSplit");

QString nameOf(std::size_t which) { return classText(static_cast<SourceClass>(which)); }

QString isClass(const char* column, std::size_t which) {
    const std::string_view name = className(static_cast<SourceClass>(which));
    return QStringLiteral("%1 == \"%2\"").arg(QLatin1String(column), QString::fromUtf8(name.data(), qsizetype(name.size())));
}

QString conditionOf(const ConfusionFigure::Cell& cell, const char* rows, const char* columns) {
    QStringList parts;
    if (cell.predicted)
        parts << isClass(rows, *cell.predicted);
    if (cell.truth)
        parts << isClass(columns, *cell.truth);
    return QLatin1Char('(') + parts.join(QStringLiteral(" && ")) + QLatin1Char(')');
}

QString conditionOf(const std::vector<ConfusionFigure::Cell>& cells, const char* rows, const char* columns) {
    QStringList parts;
    for (const auto& cell : cells)
        parts << conditionOf(cell, rows, columns);
    return parts.join(QStringLiteral(" || "));
}

std::vector<ConfusionFigure::Cell> allChanges() {
    std::vector<ConfusionFigure::Cell> cells;
    for (std::size_t row = 0; row < classCount; ++row)
        for (std::size_t column = 0; column < classCount; ++column)
            if (row != column)
                cells.push_back({row, column});
    return cells;
}

template <typename Thing> void pick(std::vector<Thing>& things, const Thing& thing, bool isAdded) {
    const bool isPicked = std::ranges::find(things, thing) != things.end();
    const bool wasAlone = things.size() == 1;
    if (!isAdded)
        things.clear();
    else
        std::erase(things, thing);
    if (!isPicked || (!isAdded && !wasAlone))
        things.push_back(thing);
}

} // namespace

EvaluationPicks::EvaluationPicks(SourceFilter& filter, QObject* parent) : QObject(parent), filter_(filter) {
    connect(&filter_, &SourceFilter::changed, this, &EvaluationPicks::takeFilter);
}

bool EvaluationPicks::isPick(const FilterChip& chip) {
    return chip.group == cellGroup || chip.group == changeGroup || chip.group == thresholdGroup || chip.group == rangeGroup;
}

/// The user may have taken a chip away.
void EvaluationPicks::takeFilter() {
    if (!filter_.hasGroup(cellGroup))
        cells_.clear();
    if (!filter_.hasGroup(changeGroup))
        changes_.clear();
    if (!filter_.hasGroup(thresholdGroup))
        thresholds_.clear();
    if (!filter_.hasGroup(rangeGroup))
        ranges_.clear();
    Q_EMIT changed();
}

void EvaluationPicks::pickCell(const Cell& cell, bool isAdded) {
    pick(cells_, cell, isAdded);
    showCells();
}

void EvaluationPicks::pickChange(const Cell& cell, bool isAdded) {
    pick(changes_, cell, isAdded);
    showChanges();
}

void EvaluationPicks::pickAllChanges(bool isPicked) {
    changes_ = isPicked ? allChanges() : std::vector<Cell>();
    showChanges();
}

bool EvaluationPicks::areAllChangesPicked() const { return changes_ == allChanges(); }

void EvaluationPicks::clearCells() {
    cells_.clear();
    showCells();
}

void EvaluationPicks::clearChanges() {
    changes_.clear();
    showChanges();
}

void EvaluationPicks::showCells() {
    if (cells_.empty())
        return filter_.removeGroup(cellGroup);
    QStringList titles;
    for (const Cell& cell : cells_)
        titles << (!cell.truth       ? tr("predicted %1").arg(nameOf(*cell.predicted))
                   : !cell.predicted ? tr("true %1").arg(nameOf(*cell.truth))
                                     : tr("true %1, predicted %2").arg(nameOf(*cell.truth), nameOf(*cell.predicted)));
    static_cast<void>(filter_.add(titles.join(tr(" or ")), conditionOf(cells_, "predicted", "truth"), cellGroup));
}

void EvaluationPicks::showChanges() {
    if (changes_.empty())
        return filter_.removeGroup(changeGroup);
    QStringList titles;
    if (areAllChangesPicked())
        titles << tr("class changed");
    else
        for (const Cell& cell : changes_)
            titles << (!cell.truth       ? tr("now %1").arg(nameOf(*cell.predicted))
                       : !cell.predicted ? tr("%1 by the other run").arg(nameOf(*cell.truth))
                                         : tr("%1 by the other run, now %2").arg(nameOf(*cell.truth), nameOf(*cell.predicted)));
    static_cast<void>(filter_.add(titles.join(tr(" or ")), conditionOf(changes_, "predicted", "compared"), changeGroup));
}

void EvaluationPicks::pickThreshold(const Held& threshold, bool isAdded) {
    std::erase_if(thresholds_, [&](const Held& held) { return !isAdded || held.which == threshold.which; });
    thresholds_.push_back(threshold);
    QStringList titles, conditions;
    for (const Held& held : thresholds_) {
        const auto sourceClass = static_cast<SourceClass>(held.which);
        const std::string_view name = className(sourceClass);
        titles << tr("P(%1) ≥ %2").arg(classText(sourceClass)).arg(held.threshold, 0, 'f', 3);
        conditions << QStringLiteral("p_%1 >= %2")
                          .arg(QString::fromUtf8(name.data(), qsizetype(name.size())))
                          .arg(held.threshold, 0, 'g', 17);
    }
    static_cast<void>(filter_.add(titles.join(tr(" or ")), conditions.join(QStringLiteral(" || ")), thresholdGroup));
}

void EvaluationPicks::clearThresholds() { filter_.removeGroup(thresholdGroup); }

void EvaluationPicks::pickRange(const Range& range, bool isAdded) {
    pick(ranges_, range, isAdded);
    showRanges();
}

void EvaluationPicks::clearRanges() {
    ranges_.clear();
    showRanges();
}

void EvaluationPicks::showRanges() {
    if (ranges_.empty())
        return filter_.removeGroup(rangeGroup);
    QStringList titles, conditions;
    for (const Range& range : ranges_) {
        titles << tr("confidence %1–%2").arg(range.low, 0, 'f', 2).arg(range.high, 0, 'f', 2);
        conditions
            << QStringLiteral("(confidence > %1 && confidence <= %2)").arg(range.low, 0, 'g', 17).arg(range.high, 0, 'g', 17);
    }
    static_cast<void>(filter_.add(titles.join(tr(" or ")), conditions.join(QStringLiteral(" || ")), rangeGroup));
}

void EvaluationPicks::showSplit(DatasetSplit split) {
    const std::string_view name = splitName(split);
    static_cast<void>(filter_.add(tr("%1 split").arg(splitText(split)),
                                  QStringLiteral("split == \"%1\"").arg(QString::fromUtf8(name.data(), qsizetype(name.size()))),
                                  splitGroup));
}

void EvaluationPicks::clearAll() {
    for (const QString& group : {cellGroup, changeGroup, thresholdGroup, rangeGroup, splitGroup})
        filter_.removeGroup(group);
}

} // namespace iic::ui
