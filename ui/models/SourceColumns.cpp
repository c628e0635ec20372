#include "models/SourceColumns.h"

#include "astro/WorldCoordinates.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace iic::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<std::uint32_t> rowsWithPosition(std::span<const SkyCoord> places) {
    std::vector<std::uint32_t> rows;
    rows.reserve(places.size());
    for (std::size_t row = 0; row < places.size(); ++row)
        if (isPosition(places[row]))
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

std::vector<UnitVector> vectorsOf(std::span<const SkyCoord> places, const std::vector<std::uint32_t>& rows) {
    std::vector<UnitVector> vectors;
    vectors.reserve(rows.size());
    for (const std::uint32_t row : rows)
        vectors.push_back(unitVector(places[row]));
    return vectors;
}

} // namespace

PlaceIndex::PlaceIndex(std::span<const SkyCoord> places) : rows_(rowsWithPosition(places)), index_(vectorsOf(places, rows_)) {}

PlaceIndex::Nearest PlaceIndex::nearest(const SkyCoord& place, double arcsec) const {
    if (!isPosition(place))
        return {};
    const SkyIndex::Nearest found = index_.nearest(unitVector(place), arcsec);
    if (found.row == SkyIndex::none)
        return {};
    return {static_cast<int>(rows_[found.row]), found.hasRival};
}

NameIndex::NameIndex(const Catalog& catalog, std::span<const SkyCoord> places) {
    std::vector<std::pair<std::string, std::uint32_t>> named;
    for (std::size_t row = 0; row < places.size(); ++row)
        if (!isPosition(places[row]))
            named.emplace_back(catalog.identifier(row), static_cast<std::uint32_t>(row));
    std::ranges::sort(named);
    rows_.reserve(named.size());
    for (const auto& [name, row] : named)
        rows_.push_back(row);
}

int NameIndex::row(const Catalog& catalog, const std::string& name) const {
    const auto nameOf = [&](std::uint32_t row) { return catalog.identifier(row); };
    const auto found = std::ranges::lower_bound(rows_, name, {}, nameOf);
    return found != rows_.end() && nameOf(*found) == name ? static_cast<int>(*found) : -1;
}

SourceColumns sourceColumns(std::shared_ptr<const Catalog> catalog, const WorldCoordinates* wcs, std::string collection) {
    SourceColumns columns;
    const std::size_t count = catalog->size();
    columns.position.resize(count, {missing, missing});
    columns.pixel.resize(count, {missing, missing});
    columns.truth.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        if (const std::optional<SkyCoord> position = catalog->position(row)) {
            columns.position[row] = *position;
            if (wcs)
                columns.pixel[row] = wcs->toPixel(*position).value_or(PixelCoord{missing, missing});
        }
        columns.truth[row] = catalog->truth(row);
        columns.hasTruth |= columns.truth[row].has_value();
    }
    for (Band band : allBands) {
        const auto b = static_cast<std::size_t>(index(band));
        for (auto* values : {&columns.magnitude[b], &columns.magnitudeError[b], &columns.signalToNoise[b]})
            values->resize(count);
        columns.upperLimit[b].resize(count);
        for (std::size_t row = 0; row < count; ++row) {
            columns.magnitude[b][row] = catalog->magnitude(row, band).value_or(missing);
            columns.magnitudeError[b][row] = catalog->magnitudeError(row, band).value_or(missing);
            columns.signalToNoise[b][row] = catalog->signalToNoise(row, band).value_or(missing);
            columns.upperLimit[b][row] = catalog->isUpperLimit(row, band);
        }
    }
    columns.places = std::make_shared<const PlaceIndex>(columns.position);
    columns.names = std::make_shared<const NameIndex>(*catalog, columns.position);
    columns.collection = std::move(collection);
    columns.catalog = std::move(catalog);
    return columns;
}

} // namespace iic::ui
