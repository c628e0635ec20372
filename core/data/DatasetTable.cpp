#include "data/DatasetTable.h"

#include <fmt/format.h>

namespace iic {

namespace {

void addBandColumns(Table& table, const std::string& ending, const std::string& unit, const std::vector<BandValues>& values) {
    for (const Band band : allBands) {
        Reals numbers;
        numbers.reserve(values.size());
        for (const BandValues& row : values)
            numbers.push_back(row[static_cast<std::size_t>(index(band))]);
        table.add(realColumn(fmt::format("w{}{}", index(band) + 1, ending), unit, std::move(numbers)));
    }
}

std::string flagNames(std::uint16_t flags) {
    std::string names;
    for (const QualityFlag flag : qualityFlags)
        if (flags & bit(flag))
            names += (names.empty() ? "" : " ") + std::string(flagName(flag));
    return names;
}

template <typename Value, typename NameOf> Texts textsOf(const std::vector<Value>& values, NameOf nameOf) {
    Texts texts;
    texts.reserve(values.size());
    for (const Value& value : values)
        texts.emplace_back(nameOf(value));
    return texts;
}

} // namespace

Table datasetTable(const DatasetCard& card, const DatasetColumns& columns) {
    Reals rightAscension, declination;
    for (const SkyCoord& place : columns.position) {
        rightAscension.push_back(place.rightAscension);
        declination.push_back(place.declination);
    }
    Table table;
    table.add(textColumn("designation", Texts(columns.name)));
    table.add(realColumn("ra", "deg", std::move(rightAscension)));
    table.add(realColumn("dec", "deg", std::move(declination)));
    addBandColumns(table, "mpro", "mag", columns.magnitude);
    addBandColumns(table, "sigmpro", "mag", columns.magnitudeError);
    addBandColumns(table, "snr", {}, columns.signalToNoise);
    table.add(textColumn("dataset_class", textsOf(columns.label, [&](std::uint8_t label) {
                             return label == noLabel ? std::string() : card.classes.at(label);
                         })));
    table.add(textColumn("split", textsOf(columns.split, splitName)));
    table.add(textColumn("quality_flags", textsOf(columns.flags, flagNames)));
    table.add(textColumn("tile", textsOf(columns.tile, [&](std::int32_t tile) {
                             return tile < 0 ? std::string() : card.tiles.at(static_cast<std::size_t>(tile)).id;
                         })));
    return table;
}

Catalog datasetCatalog(const DatasetCard& card, const DatasetColumns& columns) {
    Table table = datasetTable(card, columns);
    RoleMap roles = guessRoles(table);
    roles[Role::ClassLabel] = "dataset_class";
    return Catalog::withoutPositions(std::move(table), std::move(roles));
}

} // namespace iic
