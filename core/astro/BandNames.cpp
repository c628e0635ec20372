#include "astro/BandNames.h"

#include <algorithm>

namespace iic {

std::optional<Band> parseBand(std::string_view name) {
    const auto* const band = std::ranges::find(allBands, name, bandName);
    return band == allBands.end() ? std::nullopt : std::optional(*band);
}

std::string bandNames(std::span<const Band> bands) {
    std::string names;
    for (const Band band : bands)
        names.append(names.empty() ? "" : " ").append(bandName(band));
    return names;
}

} // namespace iic
