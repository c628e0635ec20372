// Three-band cutouts at native scale with their RGB picture, by position on the sky, on one thread:
//   bench_cutouts FOLDER POSITIONS   prints cutouts a second; POSITIONS has "ra dec" a line.
#include "imaging/Cutout.h"
#include "imaging/Display.h"

#include <chrono>
#include <cstdio>
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
    std::vector<std::uint32_t> colours;
    std::size_t made = 0;
    std::uint32_t seen = 0;
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> spent{};
    while (spent.count() < 1) {
        for (const SkyCoord& place : positions) {
            const auto cutout = cutCutout(tile, place);
            if (!cutout)
                return 1;
            const auto& bands = cutout->bands;
            const int side = bands[0].width();
            colours.resize(static_cast<std::size_t>(side * side));
            composeColour({&bands[0], &bands[1], &bands[2]}, stretch, 0, 0, side, side, 1, 0, colours.data());
            seen += colours[colours.size() / 2];
            ++made;
        }
        spent = std::chrono::steady_clock::now() - start;
    }
    std::printf("%.1f %u\n", static_cast<double>(made) / spent.count(), seen);
    return 0;
}
