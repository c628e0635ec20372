#pragma once

#include "widgets/SkyView.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace iic::test {

inline constexpr SkyCoord sceneCentre{150.0, 2.0};

inline BandImage sceneBand(int side) {
    BandImage band;
    const auto add = [&band](const char* keyword, const std::string& value, bool isText = false) {
        band.header.add({keyword, value, "", isText});
    };
    const std::string middle = std::to_string((side + 1) / 2.0);
    add("NAXIS", "2");
    add("NAXIS1", std::to_string(side));
    add("NAXIS2", std::to_string(side));
    add("CTYPE1", "RA---SIN", true);
    add("CTYPE2", "DEC--SIN", true);
    add("CRVAL1", std::to_string(sceneCentre.rightAscension));
    add("CRVAL2", std::to_string(sceneCentre.declination));
    add("CRPIX1", middle);
    add("CRPIX2", middle);
    add("CDELT1", "-0.000381944439");
    add("CDELT2", "0.000381944439");
    add("MAGZP", "20.5");
    band.path = "scene.fits";
    band.wcs = WorldCoordinates::fromHeader(band.header, "scene.fits").value();
    band.pixels = FloatImage(side, side);
    return band;
}

/// W1, W2 and W3 of a sky at 1.375″ a pixel, north up: dark, with the upper right quarter bright, so that a
/// picture upside down or mirrored shows.
inline std::shared_ptr<Tile> sceneTile(int side) {
    auto tile = std::make_shared<Tile>();
    tile->id = "scene";
    tile->survey = Survey::AllWise;
    for (std::size_t which = 0; which < 3; ++which) {
        BandImage band = sceneBand(side);
        for (int y = side / 2; y < side; ++y)
            std::fill(band.pixels.row(y).begin() + side / 2, band.pixels.row(y).end(), 100.0F);
        tile->bands[which] = std::move(band);
    }
    return tile;
}

inline DisplayStretch sceneStretch() {
    DisplayStretch stretch;
    stretch.curve = StretchCurve::Linear;
    stretch.limits.fill({0, 100});
    return stretch;
}

/// A view that has shown the whole tile, and the list of its sources.
struct Scene {
    explicit Scene(int side = 400, const QSize& size = QSize(800, 600)) : tile(sceneTile(side)) {
        view.resize(size);
        QSignalSpy pictures(&view, &ui::SkyView::firstPictureShown);
        view.show();
        view.setTile(tile);
        view.setSources(shown);
        view.setStretch(sceneStretch());
        isShown = pictures.count() > 0 || pictures.wait(10000);
    }
    void add(const PixelCoord& pixel, UserLabel label) {
        DetectedSource source;
        source.pixel = pixel;
        store.setLabel(store.append(source), label);
    }
    /// So many a row and a column, evenly over the tile.
    void strew(int perSide, UserLabel label) {
        const FloatImage& image = tile->reference().pixels;
        for (int i = 0; i < perSide * perSide; ++i)
            add({(i % perSide + 0.5) * image.width() / perSide, (i / perSide + 0.5) * image.height() / perSide}, label);
    }
    QPoint place(const PixelCoord& pixel) const { return view.widgetPosition(pixel).toPoint(); }
    QColor colourAt(const QPoint& place) { return view.grab().toImage().pixelColor(place * view.devicePixelRatioF()); }

    std::shared_ptr<Tile> tile;
    ui::SourceStore store;
    ui::SourceFilter filter;
    ui::ShownSources shown{store, filter};
    ui::SkyView view;
    bool isShown = false;
};

} // namespace iic::test
