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

DatasetColumns DatasetColumns::select(const std::vector<std::size_t>& rows) const {
    DatasetColumns chosen;
    const auto copy = [&rows](const auto& from, auto& to) {
        to.reserve(rows.size());
        for (const auto row : rows)
            to.push_back(from[row]);
    };
    copy(name, chosen.name);
    copy(position, chosen.position);
    copy(offset, chosen.offset);
    copy(corners, chosen.corners);
    copy(magnitude, chosen.magnitude);
    copy(magnitudeError, chosen.magnitudeError);
    copy(signalToNoise, chosen.signalToNoise);
    copy(upperLimit, chosen.upperLimit);
    copy(label, chosen.label);
    copy(split, chosen.split);
    copy(flags, chosen.flags);
    copy(tile, chosen.tile);
    return chosen;
}

} // namespace iic
