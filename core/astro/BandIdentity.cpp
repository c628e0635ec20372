#include "astro/BandIdentity.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <regex>

namespace iic {

namespace {

std::string lowerName(const std::filesystem::path& path) {
    auto name = path.filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

std::optional<Band> bandFromNumber(long long number) {
    return number >= 1 && number <= bandCount ? std::optional(allBands[static_cast<std::size_t>(number - 1)]) : std::nullopt;
}

std::optional<Band> bandFromWavelength(double micrometres) {
    static constexpr std::array<double, bandCount> wavelengths{3.4, 4.6, 12.0, 22.0};
    for (const auto band : allBands)
        if (std::abs(micrometres / wavelengths[static_cast<std::size_t>(band)] - 1) < 0.1)
            return band;
    return std::nullopt;
}

} // namespace

std::optional<Band> identifyBand(const FitsHeader& header, const std::filesystem::path& path) {
    if (const auto number = header.integer("BAND"))
        if (const auto band = bandFromNumber(*number))
            return band;
    if (const auto name = header.text("BAND"); name && name->size() == 2 && std::toupper((*name)[0]) == 'W')
        if (const auto band = bandFromNumber((*name)[1] - '0'))
            return band;
    if (const auto wavelength = header.number("WAVELEN"))
        if (const auto band = bandFromWavelength(*wavelength < 1e-3 ? *wavelength * 1e6 : *wavelength))
            return band;
    static const std::regex pattern("(?:^|[^a-z0-9])w([1-4])(?:[^0-9]|$)");
    std::smatch match;
    const auto name = lowerName(path);
    if (std::regex_search(name, match, pattern))
        return bandFromNumber(match[1].str()[0] - '0');
    return std::nullopt;
}

bool isCompanionImage(const std::filesystem::path& path) {
    static const std::regex pattern("-(unc|cov|invvar|std|n)(?:-|\\.|_)");
    return std::regex_search(lowerName(path), pattern);
}

bool hasFitsName(const std::filesystem::path& path) {
    static const std::regex pattern(R"(\.(fits|fit|fts)(\.gz|\.fz)?$)");
    return std::regex_search(lowerName(path), pattern);
}

} // namespace iic
