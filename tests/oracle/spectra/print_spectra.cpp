// What we read of spectra and what we make of them, as JSON for the comparison with astropy and numpy.
//   print_spectra read FILE…      print_spectra simulate FOLDER
#include "sim/SimulatedSpectra.h"
#include "spectra/SpectrumGrid.h"

#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace iic;

namespace {

int refuse(const Error& error) {
    std::fprintf(stderr, "%s\n", error.oneLine().c_str());
    return 1;
}

std::string nullOr(const std::optional<double>& number) { return number ? fmt::format("{}", *number) : "null"; }

int read(int count, char** paths) {
    for (int number = 0; number < count; ++number) {
        const auto spectrum = readSpectrum(paths[number]);
        if (!spectrum)
            return refuse(spectrum.error());
        const SpectrumGrid grid;
        const auto rebinned = rebin(*spectrum, grid);
        std::vector<float> input(grid.inputSize());
        if (const auto made = spectrumInput(*spectrum, grid, input); !rebinned || !made)
            return refuse(rebinned ? made.error() : rebinned.error());
        std::vector<int> spikes;
        const auto isSpike = findSpikes(*spectrum);
        for (std::size_t pixel = 0; pixel < isSpike.size(); ++pixel)
            if (isSpike[pixel])
                spikes.push_back(static_cast<int>(pixel));
        const auto& position = spectrum->position;
        fmt::print(R"({{"class": "{}", "subclass": "{}", "z": {}, "ra": {}, "dec": {}, )", spectrum->className,
                   spectrum->subclass, nullOr(spectrum->redshift),
                   nullOr(position ? std::optional(position->rightAscension) : std::nullopt),
                   nullOr(position ? std::optional(position->declination) : std::nullopt));
        fmt::print(R"("first": {}, "step": {}, "bins": {}, "loglam": [{}], "flux": [{}], "ivar": [{}], )",
                   grid.firstLogWavelength, grid.step, grid.bins, fmt::join(spectrum->logWavelength, ","),
                   fmt::join(spectrum->flux, ","), fmt::join(spectrum->inverseVariance, ","));
        fmt::print(R"("spikes": [{}], "rebinned": [{}], "input": [{}]}})"
                   "\n",
                   fmt::join(spikes, ","), fmt::join(rebinned->flux, ","), fmt::join(input, ","));
    }
    return 0;
}

int simulate(const std::filesystem::path& folder) {
    NoProgress quiet;
    const auto written = writeSimulatedSpectra({.seed = 1, .countPerClass = 4}, folder, quiet, {});
    return written ? 0 : refuse(std::get<Error>(written.error()));
}

} // namespace

int main(int argc, char** argv) {
    if (argc >= 3 && std::strcmp(argv[1], "read") == 0)
        return read(argc - 2, argv + 2);
    if (argc == 3 && std::strcmp(argv[1], "simulate") == 0)
        return simulate(argv[2]);
    return 2;
}
