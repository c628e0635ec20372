#include "models/SourceColumns.h"

#include "astro/WorldCoordinates.h"

#include <limits>

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

SourceColumns sourceColumns(std::shared_ptr<const Catalog> catalog, const WorldCoordinates* wcs) {
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
    columns.catalog = std::move(catalog);
    return columns;
}

} // namespace iic::ui
