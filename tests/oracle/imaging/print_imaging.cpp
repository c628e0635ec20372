// Prints what the program makes of a folder of images, for comparison with other programs:
//   print_imaging photometry FOLDER   path,band,x,y,radius,flux,area,snr   one line a source and band
//   print_imaging cutouts FOLDER      path,ra,dec,side,value,value,...     one line a position and band
#include "imaging/Cutout.h"
#include "imaging/Photometry.h"

#include <cstdio>
#include <cstring>

using namespace iic;

namespace {

void printPhotometry(const Tile& tile, const std::vector<DetectedSource>& sources) {
    for (const Band band : allBands) {
        const BandImage* image = tile.band(band);
        if (!image)
            continue;
        const BandMeter meter(*image, band, tile.survey);
        const auto b = static_cast<std::size_t>(index(band));
        const double radius = apertureRadius[b] / image->wcs.pixelScale();
        for (const DetectedSource& source : sources) {
            const auto pixel = image->wcs.toPixel(source.position);
            if (!pixel)
                continue;
            const auto sum = meter.sum(*pixel, radius);
            std::printf("%s,%s,%.9f,%.9f,%.9f,%.9g,%.9g,%.4f\n", image->path.c_str(), bandName(band).data(), pixel->x, pixel->y,
                        radius, sum.flux, sum.area, source.bands[b].signalToNoise);
        }
    }
}

void printCutouts(const Tile& tile, const std::vector<DetectedSource>& sources) {
    for (const DetectedSource& source : sources) {
        const auto cutout = cutCutout(tile, source.position);
        if (!cutout)
            continue;
        for (const Band band : allBands) {
            const BandImage* image = tile.band(band);
            if (!image)
                continue;
            const FloatImage& square = cutout->bands[static_cast<std::size_t>(index(band))];
            std::printf("%s,%.12f,%.12f,%d", image->path.c_str(), source.position.rightAscension, source.position.declination,
                        square.width());
            for (const float value : square.pixels())
                std::printf(",%.9g", static_cast<double>(value));
            std::printf("\n");
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    NoProgress quiet;
    OpenTilesOptions options;
    options.paths = {argv[2]};
    const auto tiles = openTiles(options, quiet, {});
    if (!tiles)
        return 1;
    for (const Tile& tile : *tiles) {
        const auto sources = detectSources(tile, {}, quiet, {});
        if (!sources)
            return 1;
        if (std::strcmp(argv[1], "photometry") == 0)
            printPhotometry(tile, *sources);
        else
            printCutouts(tile, *sources);
    }
    return 0;
}
