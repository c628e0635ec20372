#include "data/DatasetColumns.h"

#include "data/ColumnLayout.h"

namespace iic {

std::string_view splitName(DatasetSplit split) {
    switch (split) {
    case DatasetSplit::Training: return "training";
    case DatasetSplit::Validation: return "validation";
    case DatasetSplit::Test: return "test";
    case DatasetSplit::LeftOut: break;
    }
    return "left out";
}

std::string_view flagName(QualityFlag flag) {
    switch (flag) {
    case QualityFlag::Edge: return "edge";
    case QualityFlag::Uncovered: return "nan";
    case QualityFlag::EmptyCentre: return "empty";
    case QualityFlag::OtherGrid: return "grid";
    case QualityFlag::Saturated: return "saturated";
    case QualityFlag::CatalogFlagged: break;
    }
    return "flagged";
}

void DatasetColumns::resize(std::size_t count) {
    name.resize(count);
    visitColumns(*this, [count](const char*, ColumnType, const auto&, auto& column) { column.resize(count); });
}

namespace {

/// Calls visit(from, to) for each column of one and of the other.
template <typename Visit> void visitBoth(const DatasetColumns& from, DatasetColumns& to, Visit&& visit) {
    visit(from.name, to.name);
    visit(from.position, to.position);
    visit(from.offset, to.offset);
    visit(from.corners, to.corners);
    visit(from.magnitude, to.magnitude);
    visit(from.magnitudeError, to.magnitudeError);
    visit(from.signalToNoise, to.signalToNoise);
    visit(from.upperLimit, to.upperLimit);
    visit(from.label, to.label);
    visit(from.split, to.split);
    visit(from.flags, to.flags);
    visit(from.tile, to.tile);
}

} // namespace

void DatasetColumns::append(const DatasetColumns& more) {
    visitBoth(more, *this, [](const auto& from, auto& to) { to.insert(to.end(), from.begin(), from.end()); });
}

DatasetColumns DatasetColumns::select(const std::vector<std::size_t>& rows) const {
    DatasetColumns chosen;
    visitBoth(*this, chosen, [&rows](const auto& from, auto& to) {
        to.reserve(rows.size());
        for (const auto row : rows)
            to.push_back(from[row]);
    });
    return chosen;
}

} // namespace iic
