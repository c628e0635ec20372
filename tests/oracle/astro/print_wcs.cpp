// Where we place the corners, the middle and some other pixels of images, as JSON for the comparison with astropy.
//   print_wcs place FILE…      print_wcs simulate FOLDER
#include "astro/TileSet.h"
#include "sim/TileHeader.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

using namespace iic;

namespace {

int refuse(const Error& error) {
    std::fprintf(stderr, "%s\n", error.oneLine().c_str());
    return 1;
}

std::string placeAsJson(const WorldCoordinates& wcs, const PixelCoord& pixel) {
    const auto sky = wcs.toSky(pixel);
    if (!sky)
        return fmt::format(R"({{"x": {}, "y": {}}})", pixel.x, pixel.y);
    const auto back = wcs.toPixel(*sky).value_or(PixelCoord{1e9, 1e9});
    return fmt::format(R"({{"x": {}, "y": {}, "ra": {}, "dec": {}, "backX": {}, "backY": {}}})", pixel.x, pixel.y,
                       sky->rightAscension, sky->declination, back.x, back.y);
}

int place(int count, char** paths) {
    for (int number = 0; number < count; ++number) {
        const auto image = readFitsImage(paths[number]);
        if (!image)
            return refuse(image.error());
        const auto wcs = WorldCoordinates::fromHeader(image->header, paths[number]);
        if (!wcs)
            return refuse(wcs.error());
        const double right = image->pixels.width() - 1, top = image->pixels.height() - 1;
        const std::array<PixelCoord, 7> pixels{
            {{0, 0}, {right, 0}, {0, top}, {right, top}, {right / 2, top / 2}, {-0.5, top + 0.5}, {right / 3, top / 7}}};
        std::string places;
        for (const auto& pixel : pixels)
            places += (places.empty() ? "" : ", ") + placeAsJson(*wcs, pixel);
        fmt::print("{}\n",
                   fmt::format(R"({{"scale": {}, "rotation": {}, "places": [{}]}})", wcs->pixelScale(), wcs->rotation(), places));
    }
    return 0;
}

/// Small images under the headers that simulated tiles have.
int simulate(const std::filesystem::path& folder) {
    constexpr std::array<SkyCoord, 6> centres{{{150.1, 2.2}, {0, 0}, {359.99, -41}, {10.7, 89.8}, {222, -89.9}, {83.6, 66}}};
    for (const auto& centre : centres)
        for (const int side : {64, 201}) {
            const auto path = folder / fmt::format("{}-{}.fits", coaddName(centre), side);
            if (const auto written = writeFitsImage(path, FloatImage(side, side, 1), atlasHeader(centre, Band::W1, side, 1, 1));
                !written)
                return refuse(written.error());
        }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc >= 3 && std::strcmp(argv[1], "place") == 0)
        return place(argc - 2, argv + 2);
    if (argc == 3 && std::strcmp(argv[1], "simulate") == 0)
        return simulate(argv[2]);
    return 2;
}
