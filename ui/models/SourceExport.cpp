#include "models/SourceExport.h"

#include <algorithm>

namespace iic::ui {

namespace {

/// The columns of `base` with the rows of `extra` below them, null in columns that `extra` does not have.
Table joined(const Table& base, const Table& extra) {
    Table result;
    result.comments = base.comments;
    const std::size_t extraRows = extra.rowCount();
    for (const Column& column : base.columns()) {
        Column copy = column;
        const Column* other = extra.find(column.name);
        const bool sameType = other && other->values.index() == column.values.index();
        std::visit(
            [&](auto& values) {
                using Values = std::decay_t<decltype(values)>;
                for (std::size_t row = 0; row < extraRows; ++row) {
                    values.push_back(sameType ? std::get<Values>(other->values)[row] : typename Values::value_type{});
                    copy.null.push_back(sameType ? bool(other->null[row]) : true);
                }
            },
            copy.values);
        result.add(std::move(copy));
    }
    return result;
}

/// The measured sources under the column names the catalog uses for the same things.
Table renamed(Table table, const RoleMap& from, const RoleMap& to) {
    Table result;
    for (Column column : table.columns()) {
        for (const auto& [role, name] : from)
            if (name == column.name)
                if (const auto known = to.find(role); known != to.end())
                    column.name = known->second;
        result.add(std::move(column));
    }
    return result;
}

Table emptyLike(const Table& table) {
    Table empty;
    for (const Column& column : table.columns()) {
        Column bare{column.name, column.unit, {}, {}};
        std::visit([&](const auto& values) { bare.values = std::decay_t<decltype(values)>(); }, column.values);
        empty.add(std::move(bare));
    }
    return empty;
}

Table below(const Table& base, const Catalog& catalog, const Table& measured) {
    return joined(base, renamed(measured, guessRoles(measured), catalog.roles()));
}

Table allSources(const SourceList& list) {
    const Table measured = detectionTable(list.added());
    return list.columns() ? below(list.columns()->catalog->table(), *list.columns()->catalog, measured) : measured;
}

/// The labels of an earlier export stand behind its predictions; a column called so before them is the catalog's own.
bool holdsEarlierLabels(const Table& table) {
    const auto& columns = table.columns();
    const auto named = [](std::string_view name) { return [name](const Column& column) { return column.name == name; }; };
    const auto flags = std::find_if(columns.begin(), columns.end(), named("cutout_flags"));
    return holdsPredictions(table) && std::find_if(flags, columns.end(), named("label")) != columns.end();
}

} // namespace

Table measuredTable(const SourceList& list) {
    const Table measured = detectionTable(list.added());
    if (!list.columns())
        return measured;
    const Catalog& catalog = *list.columns()->catalog;
    return below(emptyLike(catalog.table()), catalog, measured);
}

Table tableWithoutRows(const SourceList& list) {
    return list.columns() ? emptyLike(list.columns()->catalog->table()) : detectionTable({});
}

Table exportTable(const SourceList& list) {
    const Table sources = allSources(list);
    Table table = classifiedTable(sources, exportPredictions(list));
    Texts labels;
    for (int row = 0; row < list.size(); ++row) {
        const UserLabel label = list.label(row);
        labels.emplace_back(label == UserLabel::None ? std::string_view() : labelName(label));
    }
    if (holdsEarlierLabels(sources))
        table.add(textColumn("label", std::move(labels)));
    else
        addBeside(table, textColumn("label", std::move(labels)));
    return table;
}

Result<Catalog> exportCatalog(const SourceList& list) {
    if (list.columns())
        return Catalog::fromTable(allSources(list), list.columns()->catalog->roles(), {});
    return Catalog::fromTable(allSources(list), {});
}

std::vector<Prediction> exportPredictions(const SourceList& list) {
    std::vector<Prediction> predictions;
    predictions.reserve(static_cast<std::size_t>(list.size()));
    for (int row = 0; row < list.size(); ++row)
        predictions.push_back(list.ownPrediction(row).value_or(Prediction{}));
    return predictions;
}

} // namespace iic::ui
