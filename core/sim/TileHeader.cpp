#include "sim/TileHeader.h"

#include "sim/PointSpread.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr double atlasIncrement = 0.0003819444391411; // degrees
constexpr std::array<double, bandCount> wavelengths{3.368, 4.618, 12.082, 22.194}; // µm

FitsCard text(const char* keyword, std::string value, const char* comment) { return {keyword, std::move(value), comment, true}; }
FitsCard number(const char* keyword, double value, const char* comment) {
    return {keyword, fmt::format("{}", value), comment, false};
}

} // namespace

std::string coaddName(const SkyCoord& centre) {
    return fmt::format("{:04}{}{:03}_ac51", static_cast<int>(centre.rightAscension * 10), centre.declination < 0 ? 'm' : 'p',
                       static_cast<int>(std::abs(centre.declination) * 10));
}

FitsHeader atlasHeader(const SkyCoord& centre, Band band, int side, double median, std::uint64_t seed) {
    const auto which = static_cast<std::size_t>(band);
    const double middle = (side + 1) / 2.0;
    FitsHeader header;
    header.add(text("BUNIT", "DN", "image pixel units"));
    header.add(text("CTYPE1", "RA---SIN", "Right ascension, orthographic projection"));
    header.add(text("CTYPE2", "DEC--SIN", "Declination, orthographic projection"));
    header.add(number("CRVAL1", centre.rightAscension, "[deg] at reference point"));
    header.add(number("CRVAL2", centre.declination, "[deg] at reference point"));
    header.add(number("CRPIX1", middle, "Pixel coordinate of reference point"));
    header.add(number("CRPIX2", middle, "Pixel coordinate of reference point"));
    header.add(number("CDELT1", -atlasIncrement, "[deg] increment at reference point"));
    header.add(number("CDELT2", atlasIncrement, "[deg] increment at reference point"));
    header.add(number("CROTA2", 0.0, "[deg] image twist"));
    header.add(number("EQUINOX", 2000.0, "[yr] Equinox of equatorial coordinates"));
    header.add(text("ORIGIN", "IICnet Studio simulator", "not an observation"));
    header.add({"SIMSEED", std::to_string(seed), "seed of the simulated sky", false});
    header.add(text("FILETYPE", "intensity image", "product description"));
    header.add({"BAND", std::to_string(index(band) + 1), "wavelength band number", false});
    header.add(number("WAVELEN", wavelengths[which], "[microns] effective wavelength of band"));
    header.add(text("COADDID", coaddName(centre), "atlas-image identifier"));
    header.add(number("MAGZP", atlasZeroPoint[which], "[mag] relative photometric zero point"));
    header.add(number("MAGZPUNC", 0.006, "[mag] 1-sigma uncertainty in zero point"));
    header.add(number("MEDINT", median, "[DN] median of intensity pixels"));
    return header;
}

} // namespace iic
