#include "data/SourceRows.h"

#include "base/Random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic {

namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
constexpr double magnitudePerSnr = 2.5 / 2.302585092994046;
/// Magnitudes at which the peak of a star begins to saturate in W1 to W4 (AllWISE Explanatory Supplement).
constexpr std::array<double, bandCount> saturation{8.1, 6.7, 3.8, -0.4};

/// As the catalog lists it, else from the magnitude's error.
std::optional<double> signalToNoise(const Catalog& catalog, std::size_t row, Band band) {
    if (const auto listed = catalog.signalToNoise(row, band))
        return listed;
    const auto error = catalog.magnitudeError(row, band);
    return error && *error > 0 ? std::optional(magnitudePerSnr / *error) : std::nullopt;
}

/// Brighter than where saturation begins, or a share of saturated pixels (w?sat) above nothing.
bool isSaturated(const Catalog& catalog, std::size_t row) {
    for (const auto band : allBands) {
        const auto magnitude = catalog.magnitude(row, band);
        if (magnitude && *magnitude < saturation[static_cast<std::size_t>(band)])
            return true;
        const auto* share = catalog.table().find("w" + std::to_string(index(band) + 1) + "sat");
        if (share && share->number(row).value_or(0) > 0)
            return true;
    }
    return false;
}

bool isFlagged(const Catalog& catalog, std::size_t row) {
    const auto flags = catalog.text(row, Role::ContaminationFlags).substr(0, bandCount);
    return flags.find_first_not_of('0') != std::string::npos;
}

std::uint16_t catalogFlags(const Catalog& catalog, std::size_t row) {
    std::uint16_t flags = 0;
    if (isSaturated(catalog, row))
        flags |= bit(QualityFlag::Saturated);
    if (isFlagged(catalog, row))
        flags |= bit(QualityFlag::CatalogFlagged);
    return flags;
}

} // namespace

void appendSource(DatasetColumns& columns, const Catalog& catalog, std::size_t row, const SkyCoord& position) {
    BandValues magnitude, error, snr;
    std::array<std::uint8_t, bandCount> limit;
    for (const auto band : allBands) {
        const auto b = static_cast<std::size_t>(band);
        const auto asFloat = [](std::optional<double> value) { return value ? static_cast<float>(*value) : nothing; };
        magnitude[b] = asFloat(catalog.magnitude(row, band));
        error[b] = asFloat(catalog.magnitudeError(row, band));
        snr[b] = asFloat(signalToNoise(catalog, row, band));
        limit[b] = catalog.isUpperLimit(row, band) ? 1 : 0;
    }
    const auto truth = catalog.truth(row);
    columns.name.push_back(catalog.identifier(row));
    columns.position.push_back(position);
    columns.magnitude.push_back(magnitude);
    columns.magnitudeError.push_back(error);
    columns.signalToNoise.push_back(snr);
    columns.upperLimit.push_back(limit);
    columns.label.push_back(truth ? static_cast<std::uint8_t>(*truth) : noLabel);
    columns.flags.push_back(catalogFlags(catalog, row));
}

std::optional<std::string_view> whyPassedOver(const Catalog& catalog, std::size_t row, const SelectionOptions& selection) {
    if (!catalog.position(row))
        return "no position";
    if (!selection.keepUnlabelled && !catalog.truth(row))
        return "no class";
    const auto snr = signalToNoise(catalog, row, Band::W1);
    const bool faint = snr ? *snr < selection.minimumSignalToNoise : catalog.isUpperLimit(row, Band::W1);
    if (selection.minimumSignalToNoise > 0 && faint)
        return "too faint";
    const auto dropped = catalogFlags(catalog, row) & selection.dropFlags;
    for (const auto flag : {QualityFlag::Saturated, QualityFlag::CatalogFlagged})
        if (dropped & bit(flag))
            return flagName(flag);
    return std::nullopt;
}

std::vector<std::size_t> drawClasses(std::vector<std::size_t> candidates, std::span<const std::uint8_t> labels,
                                     const SelectionOptions& selection) {
    std::map<std::uint8_t, std::vector<std::size_t>> members;
    std::vector<std::size_t> drawn;
    for (const auto candidate : candidates)
        (labels[candidate] == noLabel ? drawn : members[labels[candidate]]).push_back(candidate);
    auto most = selection.maximumPerClass > 0 ? selection.maximumPerClass : candidates.size();
    if (selection.balance)
        for (const auto& [label, rows] : members)
            most = std::min(most, rows.size());
    Random random(selection.seed);
    for (auto& [label, rows] : members) {
        const auto count = std::min(most, rows.size());
        for (std::size_t i = 0; i < count && count < rows.size(); ++i)
            std::swap(rows[i], rows[i + random.below(rows.size() - i)]);
        drawn.insert(drawn.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::ranges::sort(drawn);
    return drawn;
}

} // namespace iic
