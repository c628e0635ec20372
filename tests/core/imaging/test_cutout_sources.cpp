#include "TestSupport.h"

#include "TestTile.h"
#include "imaging/Cutout.h"
#include "imaging/CutoutSources.h"
#include "sim/MeasuredCatalog.h"
#include "sim/Renderer.h"
#include "sim/TileHeader.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace iic;

namespace {

/// W1 of a simulated sky that can be drawn again without some of its sources, the noise being the same.
struct Sky {
    static constexpr int side = 2048;
    std::vector<TrueSource> sources, unresolved;
    TileConditions conditions;
    WorldCoordinates wcs;
    std::vector<SkyCoord> listed; ///< as a catalog has them, SNR ≥ 5
    std::vector<std::size_t> source; ///< of each

    Sky(std::uint64_t seed, int count) {
        SimulationOptions options;
        options.seed = seed;
        options.side = side;
        options.sourceCount = count;
        options.unresolvedOf = 10'000;
        options.balanced = true;
        Random random(seed);
        sources = drawSources(options, random);
        conditions = drawConditions(random);
        unresolved = drawUnresolved(options, conditions.richness, random);
        wcs = *WorldCoordinates::fromHeader(atlasHeader(options.centre, Band::W1, side, 0, seed), "");
        const auto tables = listSources(sources, wcs, side, conditions.noise, random);
        const Column &ra = *tables.catalog.find("ra"), &dec = *tables.catalog.find("dec");
        const Column &trueRa = *tables.truth.find("ra"), &trueDec = *tables.truth.find("dec");
        for (std::size_t row = 0; row < tables.catalog.rowCount(); ++row) {
            listed.push_back({*ra.number(row), *dec.number(row)});
            const auto place = *wcs.toPixel({*trueRa.number(row), *trueDec.number(row)});
            source.push_back(static_cast<std::size_t>(
                std::ranges::min_element(
                    sources, {}, [&](const TrueSource& s) { return std::hypot(s.pixel.x - place.x, s.pixel.y - place.y); }) -
                sources.begin()));
        }
    }

    Tile draw(const std::set<std::size_t>& without) const {
        auto lights = unresolved;
        for (std::size_t i = 0; i < sources.size(); ++i)
            if (!without.contains(i))
                lights.push_back(sources[i]);
        Tile tile;
        tile.id = "simulated";
        tile.survey = Survey::AllWise;
        tile.bands[0] = BandImage{"w1", {}, renderBand(lights, Band::W1, conditions, side, 77), wcs, 20.5};
        return tile;
    }
};

struct Placed {
    std::size_t source; ///< of Sky::sources
    SkyCoord position; ///< as a catalog has it
    bool isAlone; ///< its light is its own: neither a source of about its brightness within 12″, nor a star in the field whose
        ///< wings outshine it
};

std::vector<Placed> placedIn(const Sky& sky) {
    std::vector<Placed> placed;
    for (std::size_t i = 0; i < sky.listed.size(); ++i) {
        const auto& one = sky.sources[sky.source[i]];
        const bool isAlone = std::ranges::none_of(sky.sources, [&](const TrueSource& other) {
            const double apart = 1.375 * std::hypot(other.pixel.x - one.pixel.x, other.pixel.y - one.pixel.y);
            const double brighter = one.magnitude[0] - other.magnitude[0];
            return &other != &one && ((apart < 12 && brighter > -1) || (apart < 36 && brighter > 3));
        });
        placed.push_back({sky.source[i], sky.listed[i], isAlone});
    }
    return placed;
}

bool isEmpty(const Tile& tile, const SkyCoord& position) {
    const auto cutout = *cutCutout(tile, position);
    return !findCutoutSources(cutout.bands[0], cutout.offset, cutout.pixelScale)->central;
}

CutoutSources find(const FloatImage& cutout, PixelCoord offset = {}, double pixelScale = 1.375) {
    return *findCutoutSources(cutout, offset, pixelScale);
}

FloatImage noisySky(int side = 39) {
    FloatImage image(side, side, 10);
    test::addNoise(image, 1, 3);
    return image;
}

} // namespace

class TestCutoutSources : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void tellsWhetherTheCentreHoldsASource() {
        QVERIFY(!find(noisySky()).central);
        FloatImage cutout = noisySky();
        test::addSource(cutout, 19.4, 18.8, 500);
        const auto found = find(cutout, {0.4, -0.2});
        QVERIFY(found.central.has_value());
        QVERIFY(found.all[*found.central].distance < 1.5);
        QVERIFY(!find(cutout, {0.4 + 3, -0.2}).central); // 4.1″ off
        QVERIFY(find(cutout, {0.4 + 3, -0.2}, 0.9).central.has_value()); // 2.7″ off where pixels are smaller
    }

    void aBrighterNeighbourChangesNothing() {
        FloatImage cutout = noisySky();
        test::addSource(cutout, 19, 19, 500);
        test::addSource(cutout, 31, 22, 5'000);
        const auto found = find(cutout);
        QVERIFY(found.central.has_value());
        QCOMPARE(found.all.size(), std::size_t(2));
        FloatImage without = noisySky();
        test::addSource(without, 31, 22, 5'000);
        QVERIFY(!find(without).central);
    }

    void aPeakNearerTheEdgeIsNotTheCentre() {
        FloatImage cutout = noisySky(7); // 2.2 pixels off, 1.3 from the edge
        for (float& pixel : cutout.pixels())
            pixel = 10 + (pixel - 10) / 10;
        cutout.at(5, 3) += 60;
        cutout.at(4, 3) += 55;
        cutout.at(3, 3) += 50;
        QVERIFY(!find(cutout).central);
        cutout.at(3, 3) += 50;
        QVERIFY(find(cutout).central.has_value());
    }

    void aFlatOrBlankCutoutHoldsNothing() {
        QVERIFY(find(FloatImage(39, 39, 5)).all.empty());
        QVERIFY(find(FloatImage(39, 39, std::numeric_limits<float>::quiet_NaN())).all.empty());
    }

    void aSourceInTheWingsOfABrighterOneIsFound() {
        FloatImage cutout = noisySky();
        test::addSource(cutout, 19, 19, 600, 4.5);
        test::addSource(cutout, 23, 20.5, 1'500, 4.5); // 5.9″ off, as wide as on the Atlas: there is no dip
        const auto found = find(cutout);
        QVERIFY(found.central.has_value());
        QVERIFY(found.all[*found.central].distance < 3);
        FloatImage without = noisySky();
        test::addSource(without, 23, 20.5, 1'500, 4.5);
        QVERIFY(!find(without).central);
    }

    void theWingsOfABrightStarAreNoSource() {
        for (const double along : {8.5, 9.5, 10.5, 12.0})
            for (const double across : {0.0, 2.0}) {
                FloatImage cutout = noisySky();
                for (int y = 0; y < cutout.height(); ++y)
                    for (int x = 0; x < cutout.width(); ++x)
                        cutout.at(x, y) += static_cast<float>(
                            3000 / std::pow(1 + std::pow(std::hypot(x - 19 - along, y - 19 - across) / 3, 2), 1.5));
                QVERIFY2(!find(cutout).central, qPrintable(QStringLiteral("%1 %2").arg(along).arg(across)));
            }
    }

    void findsFiftyRemovedSourcesAndSparesTheOthers_data() {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3})
            QTest::addRow("sky %d", seed) << seed;
    }
    void findsFiftyRemovedSourcesAndSparesTheOthers() {
        QFETCH(const int, seed);
        const Sky sky(static_cast<std::uint64_t>(seed), 1000);
        const auto placed = placedIn(sky);
        const Tile whole = sky.draw({});
        int all = 0, empty = 0;
        std::vector<Placed> candidates;
        for (const auto& source : placed) {
            const auto cutout = cutCutout(whole, source.position);
            if (!cutout || has(cutout->flags, CutoutFlag::Edge))
                continue;
            ++all;
            empty += isEmpty(whole, source.position);
            if (source.isAlone)
                candidates.push_back(source);
        }
        std::vector<Placed> removed;
        std::set<std::size_t> without;
        for (std::size_t i = 0; i < 50; ++i) {
            removed.push_back(candidates[i * candidates.size() / 50]);
            without.insert(removed.back().source);
        }
        const Tile emptied = sky.draw(without);
        const auto found = std::ranges::count_if(removed, [&](const auto& one) { return isEmpty(emptied, one.position); });
        qInfo("%d of 50 removed found; %d of %d listed ones, blends among them, taken for empty", int(found), empty, all);
        QVERIFY(found >= 45);
        QVERIFY(50 * empty <= all);
    }
};

IIC_CORE_TEST_MAIN(TestCutoutSources)
#include "test_cutout_sources.moc"
