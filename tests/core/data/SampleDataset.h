#pragma once

#include "base/Random.h"
#include "data/Dataset.h"
#include "data/DatasetWriter.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

namespace iic::test {

/// A dataset in form, with few small cutouts.
struct SampleDataset {
    DatasetCard card;
    DatasetColumns columns;
    std::vector<FluxUnits> units;
    std::vector<float> pixels;
};

inline SampleDataset sampleDataset(std::size_t count = 6, int side = 5) {
    SampleDataset sample;
    auto& card = sample.card;
    card.bands = {Band::W1, Band::W3};
    card.planes = 2;
    card.side = side;
    card.fieldArcsec = 5;
    card.survey = "AllWISE Atlas";
    card.classes = {"star", "galaxy", "quasar"};
    card.tiles = {{"1500p020_ac51", 400, 300, 1.375, {{Band::W1, {"tiles/w1.fits", {1234, "00ff"}}}}},
                  {"ζ tile", 40, 30, 1.375, {}}};
    card.catalogs = {{{"catalog.tbl", {77, "abcd"}}, FileRecord{"truth.tbl", {78, "ef"}}, {{"class", "kind"}}}};
    card.origin = "a test — ζ";
    card.selection = {7.5, 12, true, true, bit(QualityFlag::Edge) | bit(QualityFlag::CatalogFlagged), 99};
    card.dropped = {{"edge", 3}, {"too faint", 4}};
    card.split = {SplitRule::Blocks, 5, 12.5, false, 8, 2};
    sample.units = {{1e-6, 2e-6, 3e-6, 4e-6}, {1.5e-6, 0, std::numeric_limits<double>::quiet_NaN(), 0}};

    Random random(7);
    auto& columns = sample.columns;
    columns.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        columns.name[row] = "J" + std::to_string(row * 1001) + (row == 1 ? " ζ" : "");
        columns.position[row] = {random.uniform(0, 360), random.uniform(-90, 90)};
        columns.offset[row] = {random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
        for (auto& corner : columns.corners[row])
            corner = {random.uniform(0, 360), random.uniform(-90, 90)};
        for (auto* values : {&columns.magnitude[row], &columns.magnitudeError[row], &columns.signalToNoise[row]})
            for (float& value : *values)
                value = static_cast<float>(random.uniform(0, 20));
        columns.upperLimit[row] = {0, 0, 1, 1};
        columns.label[row] = row == 2 ? noLabel : static_cast<std::uint8_t>(row % 3);
        columns.split[row] = row % 4 == 3 ? DatasetSplit::LeftOut : static_cast<DatasetSplit>(row % 4);
        columns.flags[row] = static_cast<std::uint16_t>(row);
        columns.tile[row] = static_cast<std::int32_t>(row % 2);
    }
    const auto values = static_cast<std::size_t>(card.planes * side * side);
    for (std::size_t i = 0; i < count * values; ++i)
        sample.pixels.push_back(i % 17 == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(random.normal()));
    return sample;
}

/// Images of three classes, 6 × 6 pixels of one grey, none of them of the sky.
inline SampleDataset imageSample(std::size_t count = 9, std::vector<std::string> classes = {"spiral", "smooth", "edge-on"}) {
    constexpr int side = 6;
    auto sample = sampleDataset(count, side);
    sample.card = {};
    sample.card.kind = DatasetKind::Images;
    sample.card.planes = 3;
    sample.card.side = side;
    sample.card.survey = "images";
    sample.card.classes = std::move(classes);
    sample.units.clear();
    std::ranges::fill(sample.columns.tile, -1);
    sample.pixels.assign(count * 3 * side * side, 0.4F);
    return sample;
}

inline Result<void> write(const std::filesystem::path& path, const SampleDataset& sample) {
    auto writer = DatasetWriter::create(path, sample.card.planes, sample.card.side);
    if (!writer)
        return tl::unexpected(writer.error());
    return writer->append(sample.pixels).and_then([&] { return writer->finish(sample.card, sample.columns, sample.units); });
}

inline std::string bytesOf(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace iic::test
