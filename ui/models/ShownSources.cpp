#include "models/ShownSources.h"

#include "models/SortedRows.h"
#include "models/SourceExport.h"

#include <algorithm>
#include <numeric>

namespace iic::ui {

namespace {

std::vector<int> placesOf(const std::vector<int>& rows, int count) {
    std::vector<int> places(static_cast<std::size_t>(count), -1);
    for (std::size_t place = 0; place < rows.size(); ++place)
        places[static_cast<std::size_t>(rows[place])] = static_cast<int>(place);
    return places;
}

} // namespace

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
        if (order_.column == SourceColumn::Class || order_.column == SourceColumn::Confidence ||
            std::any_of(checks_.begin(), checks_.end(), uses))
            updateAfterRunning();
    });
    connect(&store_, &SourceStore::labelChanged, this, [this] {
        const auto uses = [](const ConditionCheck& check) { return check.usesLabels; };
        if (order_.column == SourceColumn::Label || std::any_of(checks_.begin(), checks_.end(), uses))
            updateAfterRunning();
    });
    takeList();
}

int ShownSources::sourceRow(int place) const {
    return place >= 0 && place < count() ? rows_[static_cast<std::size_t>(place)] : -1;
}

int ShownSources::placeOf(int sourceRow) const {
    return sourceRow >= 0 && sourceRow < static_cast<int>(places_.size()) ? places_[static_cast<std::size_t>(sourceRow)] : -1;
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
    Worked worked{rows_, places_};
    worked.places.push_back(static_cast<int>(rows_.size()));
    worked.rows.push_back(store_.size() - 1);
    show(std::move(worked));
    if (!isPlain())
        updateAfterRunning();
}

/// The others stand as before; what is being worked out still counts the row that is gone.
void ShownSources::takeRemoved(int row) {
    Worked left{std::move(rows_), {}};
    std::erase(left.rows, row);
    for (int& other : left.rows)
        other -= other > row;
    left.places = placesOf(left.rows, store_.size());
    show(std::move(left));
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
    if (isPlain()) {
        Worked all;
        all.rows.resize(static_cast<std::size_t>(store_.size()));
        std::iota(all.rows.begin(), all.rows.end(), 0);
        all.places = all.rows;
        return show(std::move(all));
    }
    std::vector<Expression> conditions;
    for (std::size_t chip = 0; chip < checks_.size(); ++chip)
        if (!checks_[chip].error)
            conditions.push_back(filter_.chips()[chip].condition);
    Job* job = store_.background().submit<Worked>(
        [sources = store_.sources(), conditions = std::move(conditions), order = order_](JobContext& context) {
            return workOut(sources, conditions, order, context.stop());
        },
        [this](Worked worked) {
            if (static_cast<int>(worked.places.size()) == store_.size())
                show(std::move(worked));
        });
    connect(job, &Job::ended, this, [this, job] {
        if (isOutdated_ && !job->isCancelRequested())
            update();
    });
    job_.replace(job);
}

JobResult<ShownSources::Worked> ShownSources::workOut(const SourceList& sources, const std::vector<Expression>& conditions,
                                                      const Order& order, std::stop_token stop) {
    const JobResult<std::vector<std::uint8_t>> passes = meetAll(sources, conditions, stop);
    if (!passes)
        return tl::unexpected(passes.error());
    Worked worked;
    for (int row = 0; row < sources.size(); ++row)
        if ((*passes)[static_cast<std::size_t>(row)])
            worked.rows.push_back(row);
    if (order.column)
        sortRows(worked.rows, sources, *order.column, order.direction);
    if (stop.stop_requested())
        return cancelled();
    worked.places = placesOf(worked.rows, sources.size());
    return worked;
}

void ShownSources::show(Worked worked) {
    Q_EMIT aboutToChange();
    rows_ = std::move(worked.rows);
    places_ = std::move(worked.places);
    Q_EMIT changed();
}

} // namespace iic::ui
