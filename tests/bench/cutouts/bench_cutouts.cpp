// Three-band cutouts at native scale with their RGB picture, by position on the sky, on every core it may use:
//   bench_cutouts FOLDER POSITIONS   prints cutouts a second; POSITIONS has "ra dec" a line.
#include "base/Parallel.h"
#include "imaging/Cutout.h"
#include "imaging/Display.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace iic;

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    NoProgress quiet;
    OpenTilesOptions options;
    options.paths = {argv[1]};
    auto tiles = openTiles(options, quiet, {});
    if (!tiles || tiles->empty())
        return 1;
    Tile& tile = tiles->front();
    tile.bands[static_cast<std::size_t>(index(Band::W4))].reset();

    std::vector<SkyCoord> positions;
    std::ifstream file(argv[2]);
    for (SkyCoord place; file >> place.rightAscension >> place.declination;)
        positions.push_back(place);

    DisplayStretch stretch;
    for (std::size_t band = 0; band < 3; ++band)
        stretch.limits[band] = zscaleLimits(tile.bands[band]->pixels);
    std::atomic<std::size_t> made = 0;
    std::atomic<std::uint32_t> seen = 0;
    const auto start = std::chrono::steady_clock::now();
    const auto spent = [start] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    parallelRanges(static_cast<std::size_t>(availableCores()), [&](std::size_t, std::size_t) {
        std::vector<std::uint32_t> colours;
        while (spent() < 1) {
            for (const SkyCoord& place : positions) {
                const auto cutout = cutCutout(tile, place);
                if (!cutout)
                    std::abort();
                const auto& bands = cutout->bands;
                const int side = bands[0].width();
                colours.resize(static_cast<std::size_t>(side * side));
                composeColour({&bands[0], &bands[1], &bands[2]}, stretch, 0, 0, side, side, 1, 0, colours.data());
                seen += colours[colours.size() / 2];
            }
            made += positions.size();
        }
    });
    std::printf("%.1f %u\n", static_cast<double>(made) / spent(), seen.load());
    return 0;
}
