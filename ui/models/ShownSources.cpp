#include "models/ShownSources.h"

#include "models/SortedRows.h"
#include "models/SourceExport.h"

#include <algorithm>

namespace iic::ui {

ShownSources::ShownSources(SourceStore& store, SourceFilter& filter, QObject* parent)
    : QObject(parent), store_(store), filter_(filter) {
    connect(&store_, &SourceStore::aboutToReset, this, [this] {
        job_.cancel();
        show({});
    });
    connect(&store_, &SourceStore::wasReset, this, &ShownSources::takeList);
    connect(&store_, &SourceStore::appended, this, &ShownSources::takeAppended);
    connect(&store_, &SourceStore::removed, this, &ShownSources::takeRemoved);
    connect(&filter_, &SourceFilter::changed, this, &ShownSources::takeFilter);
    connect(&store_, &SourceStore::predictionsChanged, this, [this] {
        const auto uses = [](const ConditionCheck& check) { return check.usesPredictions; };
        if ((order_.column && followsPredictions(*order_.column)) || std::any_of(checks_.begin(), checks_.end(), uses))
            updateAfterRunning();
    });
    connect(&store_, &SourceStore::labelChanged, this, [this] {
        const auto uses = [](const ConditionCheck& check) { return check.usesLabels; };
        if (order_.column == SourceColumn::Label || std::any_of(checks_.begin(), checks_.end(), uses))
            updateAfterRunning();
    });
    takeList();
}

Completions ShownSources::completions(const QString& text, int position) const {
    const SourceConditionColumns known(store_.sources(), 0, 0);
    return completionsAt(text.toStdString(), static_cast<std::size_t>(position), columns_, &known);
}

void ShownSources::sortBy(const Order& order) {
    order_ = order;
    update();
}

void ShownSources::takeList() {
    columns_ = tableWithoutRows(store_.sources());
    checkChips();
    update();
}

/// It stands last until the order is worked out.
void ShownSources::takeAppended() {
    if (rows_->listSize() == store_.size() - 1)
        show(rows_->withAppended());
    if (!isPlain())
        updateAfterRunning();
}

/// The others stand as before; what is being worked out still counts the row that is gone.
void ShownSources::takeRemoved(int row) {
    if (rows_->listSize() == store_.size() + 1)
        show(rows_->without(row));
    if (isWorking())
        update();
}

void ShownSources::takeFilter() {
    checkChips();
    update();
}

void ShownSources::checkChips() {
    checks_.clear();
    for (const FilterChip& chip : filter_.chips())
        checks_.push_back(check(chip.condition));
}

bool ShownSources::isPlain() const {
    return !order_.column &&
           std::all_of(checks_.begin(), checks_.end(), [](const ConditionCheck& check) { return check.error.has_value(); });
}

/// Not begun anew for each of many changes, or it would never end.
void ShownSources::updateAfterRunning() {
    isOutdated_ = job_.isRunning();
    if (!isOutdated_)
        update();
}

void ShownSources::update() {
    isOutdated_ = false;
    job_.cancel();
    if (isPlain())
        return show(ShownRows::all(store_.size()));
    std::vector<Expression> conditions;
    for (std::size_t chip = 0; chip < checks_.size(); ++chip)
        if (!checks_[chip].error)
            conditions.push_back(filter_.chips()[chip].condition);
    Job* job = store_.background().submit<ShownRows>(
        [sources = store_.sources(), conditions = std::move(conditions), order = order_](JobContext& context) {
            return workOut(sources, conditions, order, context.stop());
        },
        [this](ShownRows rows) {
            if (rows.listSize() == store_.size())
                show(std::move(rows));
        });
    connect(job, &Job::ended, this, [this, job] {
        if (isOutdated_ && !job->isCancelRequested())
            update();
    });
    job_.replace(job);
}

JobResult<ShownRows> ShownSources::workOut(const SourceList& sources, const std::vector<Expression>& conditions,
                                           const Order& order, std::stop_token stop) {
    const JobResult<std::vector<std::uint8_t>> passes = meetAll(sources, conditions, stop);
    if (!passes)
        return tl::unexpected(passes.error());
    std::vector<int> rows;
    for (int row = 0; row < sources.size(); ++row)
        if ((*passes)[static_cast<std::size_t>(row)])
            rows.push_back(row);
    if (order.column)
        sortRows(rows, sources, *order.column, order.direction);
    if (stop.stop_requested())
        return cancelled();
    return ShownRows(std::move(rows), sources.size());
}

void ShownSources::show(ShownRows rows) {
    Q_EMIT aboutToChange();
    rows_ = std::make_shared<const ShownRows>(std::move(rows));
    Q_EMIT changed();
}

} // namespace iic::ui
