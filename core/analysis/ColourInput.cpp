#include "analysis/ColourInput.h"

#include "nn/ModelSpec.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace iic {

namespace {

/// Vega magnitudes of a source of W1 = 0 that lies between the classes.
constexpr std::array<double, bandCount> usualMagnitude{0, -0.4, -2.4, -4.9};
constexpr double brightest = -5, faintest = 30;
constexpr double colourUnit = 0.5, largestColour = 8, usualBrightness = 14, brightnessUnit = 2;

struct Colour {
    float value = 0, known = 0, limit = 0;
};

Colour colourOf(const Brightness& brightness, Band first, Band second) {
    const auto i = static_cast<std::size_t>(first), j = static_cast<std::size_t>(second);
    const auto &a = brightness[i], &b = brightness[j];
    if (!a.magnitude || !b.magnitude || (a.isUpperLimit && b.isUpperLimit))
        return {};
    const double beyondUsual = *a.magnitude - *b.magnitude - (usualMagnitude[i] - usualMagnitude[j]);
    const double value = std::clamp(beyondUsual / colourUnit, -largestColour, largestColour);
    return {static_cast<float>(value), 1, static_cast<float>(int(a.isUpperLimit) - int(b.isUpperLimit))};
}

} // namespace

BandBrightness brightnessIn(std::optional<double> magnitude, bool isUpperLimit) {
    if (!magnitude || !(*magnitude >= brightest && *magnitude <= faintest))
        return {};
    return {magnitude, isUpperLimit};
}

Brightness brightnessOf(const Catalog& catalog, std::size_t row) {
    Brightness brightness;
    for (const Band band : allBands)
        brightness[static_cast<std::size_t>(band)] = brightnessIn(catalog.magnitude(row, band), catalog.isUpperLimit(row, band));
    return brightness;
}

Brightness brightnessOf(const DatasetColumns& columns, std::size_t row) {
    Brightness brightness;
    for (std::size_t band = 0; band < bandCount; ++band)
        brightness[band] = brightnessIn(static_cast<double>(columns.magnitude[row][band]), columns.upperLimit[row][band] != 0);
    return brightness;
}

bool tellsColour(const Brightness& brightness, std::span<const Band> bands) {
    for (std::size_t i = 0; i + 1 < bands.size(); ++i)
        if (colourOf(brightness, bands[i], bands[i + 1]).known > 0)
            return true;
    return false;
}

void colourInput(const Brightness& brightness, std::span<const Band> bands, std::span<float> input) {
    if (bands.empty() || input.size() != static_cast<std::size_t>(colourNumbers(static_cast<int>(bands.size()))))
        throw std::invalid_argument("the numbers of a colour network are of other bands");
    auto* to = input.data();
    for (std::size_t i = 0; i + 1 < bands.size(); ++i) {
        const auto [value, known, limit] = colourOf(brightness, bands[i], bands[i + 1]);
        *to++ = value;
        *to++ = known;
        *to++ = limit;
    }
    const auto& first = brightness[static_cast<std::size_t>(bands.front())];
    const bool isMeasured = first.magnitude && !first.isUpperLimit;
    *to++ = isMeasured ? static_cast<float>((*first.magnitude - usualBrightness) / brightnessUnit) : 0.0F;
    *to++ = isMeasured ? 1.0F : 0.0F;
}

} // namespace iic
