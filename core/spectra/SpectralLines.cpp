#include "spectra/SpectralLines.h"

#include <array>

namespace iic {

namespace {

enum class Shown { No, Emission, Absorption };
constexpr Shown no = Shown::No, emission = Shown::Emission, absorption = Shown::Absorption;

struct Entry {
    const char* name;
    double wavelength;
    std::array<Shown, spectralClassCount> inClass; ///< star, galaxy, quasar
};

constexpr std::array entries{
    Entry{"O VI", 1033.82, {no, no, emission}},
    Entry{"Lyα", 1215.67, {no, no, emission}},
    Entry{"N V", 1240.81, {no, no, emission}},
    Entry{"Si IV", 1398.33, {no, no, emission}},
    Entry{"C IV", 1549.06, {no, no, emission}},
    Entry{"C III]", 1908.73, {no, no, emission}},
    Entry{"Mg II", 2798.75, {no, no, emission}},
    Entry{"[O II]", 3728.5, {no, emission, emission}},
    Entry{"[Ne III]", 3869.86, {no, emission, emission}},
    Entry{"Ca K", 3934.78, {absorption, absorption, no}},
    Entry{"Ca H", 3969.59, {absorption, absorption, no}},
    Entry{"Hδ", 4102.89, {absorption, absorption, emission}},
    Entry{"Ca I", 4227.92, {absorption, no, no}},
    Entry{"G band", 4305.61, {absorption, absorption, no}},
    Entry{"Hγ", 4341.68, {absorption, emission, emission}},
    Entry{"Hβ", 4862.68, {absorption, emission, emission}},
    Entry{"TiO 4956", 4956.4, {absorption, no, no}},
    Entry{"[O III] 4960", 4960.30, {no, emission, emission}},
    Entry{"[O III] 5008", 5008.24, {no, emission, emission}},
    Entry{"Mg b", 5176.6, {absorption, absorption, no}},
    Entry{"Na D", 5895.6, {absorption, absorption, no}},
    Entry{"TiO 6160", 6159.7, {absorption, no, no}},
    Entry{"[N II] 6550", 6549.86, {no, emission, no}},
    Entry{"Hα", 6564.61, {absorption, emission, emission}},
    Entry{"[N II] 6585", 6585.27, {no, emission, no}},
    Entry{"[S II] 6718", 6718.29, {no, emission, no}},
    Entry{"[S II] 6733", 6732.68, {no, emission, no}},
    Entry{"TiO 7056", 7055.9, {absorption, no, no}},
    Entry{"TiO 7591", 7591.1, {absorption, no, no}},
    Entry{"Ca II 8500", 8500.36, {absorption, absorption, no}},
    Entry{"Ca II 8544", 8544.44, {absorption, absorption, no}},
    Entry{"Ca II 8665", 8664.52, {absorption, absorption, no}},
};

} // namespace

std::vector<SpectralLine> linesOf(SpectralClass spectralClass) {
    std::vector<SpectralLine> lines;
    for (const auto& entry : entries)
        if (const auto shown = entry.inClass[static_cast<std::size_t>(spectralClass)]; shown != Shown::No)
            lines.push_back({entry.name, entry.wavelength, shown == Shown::Emission});
    return lines;
}

double observedWavelength(const SpectralLine& line, double redshift) { return line.wavelength * (1 + redshift); }

} // namespace iic
