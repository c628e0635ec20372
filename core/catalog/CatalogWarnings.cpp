#include "catalog/CatalogWarnings.h"

#include "catalog/LabelPlausibility.h"

#include <array>
#include <fmt/format.h>

namespace iic {

namespace {

/// How many rows, and the first of them.
struct Tally {
    std::size_t count = 0;
    std::size_t first = 0;

    void add(std::size_t row) {
        if (count++ == 0)
            first = row + 1;
    }
};

void warnOfPositions(const Catalog& catalog, std::vector<std::string>& warnings) {
    Tally without;
    for (std::size_t row = 0; row < catalog.size(); ++row)
        if (!catalog.position(row))
            without.add(row);
    if (without.count > 0)
        warnings.push_back(
            fmt::format("{} of {} rows have no position, the first is row {}", without.count, catalog.size(), without.first));
}

void warnOfLimits(const Catalog& catalog, std::vector<std::string>& warnings) {
    std::vector<std::string> bands;
    for (const Band band : allBands) {
        Tally limits;
        for (std::size_t row = 0; row < catalog.size(); ++row)
            if (catalog.isUpperLimit(row, band))
                limits.add(row);
        if (limits.count > 0)
            bands.push_back(fmt::format("{} in {} (first in row {})", limits.count, bandName(band), limits.first));
    }
    if (!bands.empty())
        warnings.push_back(fmt::format("upper limits, not measurements, among the magnitudes of {} rows: {}", catalog.size(),
                                       fmt::join(bands, ", ")));
}

void warnOfDoubtfulLabels(const Catalog& catalog, std::vector<std::string>& warnings) {
    Tally doubtful;
    for (std::size_t row = 0; row < catalog.size(); ++row)
        if (catalog.isLabelDoubtful(row))
            doubtful.add(row);
    if (doubtful.count > 0)
        warnings.push_back(fmt::format("{} SDSS labels are left out because their zWarning is not 0, the first in row {}",
                                       doubtful.count, doubtful.first));
}

} // namespace

std::vector<std::string> warningsOf(const Catalog& catalog) {
    auto warnings = catalog.table().warnings;
    warnOfPositions(catalog, warnings);
    warnOfLimits(catalog, warnings);
    warnOfDoubtfulLabels(catalog, warnings);
    for (const auto& implausible : implausibleColours(coloursByClass(catalog)))
        warnings.push_back(implausible.sentence());
    return warnings;
}

} // namespace iic
