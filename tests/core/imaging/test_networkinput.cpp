#include "TestSupport.h"
#include "TestTile.h"
#include "imaging/NetworkInput.h"

#include <cmath>
#include <limits>

using namespace iic;
using namespace iic::test;

namespace {

constexpr std::array allPresets{ChannelPreset::ZscalePerBand, ChannelPreset::SharedFluxScale, ChannelPreset::Lupton};

InputOptions withPreset(ChannelPreset preset) {
    InputOptions options;
    options.preset = preset;
    return options;
}

std::vector<float> inputOf(const Tile& tile, const InputOptions& options) {
    const auto cutout = cutCutout(tile, tileCentre, options.fieldArcsec).value();
    std::vector<float> output(options.channels.size() * static_cast<std::size_t>(options.side * options.side), -1);
    networkInput(tile, cutout, options, output);
    return output;
}

/// A source of this W1 magnitude and colours at the centre of a tile of the Atlas's noise.
Tile sourceTile(double w1, double w1w2, double w2w3) {
    Tile tile = makeTile(101);
    const std::array magnitudes{w1, w1 - w1w2, w1 - w1w2 - w2w3};
    for (std::size_t band = 0; band < magnitudes.size(); ++band)
        addSource(tile.bands[band]->pixels, 50, 50, std::pow(10, 0.4 * (atlasZeroPoint[band] - magnitudes[band])));
    return tile;
}

std::array<float, 3> centreOf(const std::vector<float>& input) {
    constexpr std::size_t middle = 40 * 80 + 40;
    return {input[middle], input[6400 + middle], input[12800 + middle]};
}

} // namespace

class TestNetworkInput : public iic::test::Test {
    Q_OBJECT
  private Q_SLOTS:
    void presetNamesReadBack() {
        for (const ChannelPreset preset : allPresets)
            QVERIFY(parsePreset(presetName(preset)) == preset);
        QVERIFY(!parsePreset("flux"));
        QVERIFY(InputOptions{}.preset == *parsePreset("flux-asinh"));
    }

    void theUnitsOfTheBandsAreAllItNeedsOfTheTile() {
        const Tile tile = sourceTile(13, 0.2, 1);
        const auto cutout = cutCutout(tile, tileCentre).value();
        for (const ChannelPreset preset : allPresets) {
            const auto options = withPreset(preset);
            std::vector<float> output(3 * 80 * 80);
            networkInput(fluxUnits(tile), cutout, options, output);
            QVERIFY(output == inputOf(tile, options));
        }
        Tile bare = tile;
        bare.bands[3].reset();
        bare.bands[1]->magnitudeZeroPoint.reset();
        const auto units = fluxUnits(bare);
        QVERIFY(std::abs(units[0] / 1.9531e-6 - 1) < 1e-4);
        QVERIFY(std::isnan(units[1]) && std::isnan(units[3]));
    }

    void staysInRangeWhateverThePixels_data() {
        QTest::addColumn<float>("level");
        QTest::addColumn<float>("noise");
        QTest::newRow("flat") << 10.0F << 0.0F;
        QTest::newRow("zero") << 0.0F << 0.0F;
        QTest::newRow("uncovered") << std::numeric_limits<float>::quiet_NaN() << 0.0F;
        QTest::newRow("infinite") << std::numeric_limits<float>::infinity() << 0.0F;
        QTest::newRow("noise") << 10.0F << 0.2F;
        QTest::newRow("huge") << 1e37F << 1e37F;
        QTest::newRow("negative") << -500.0F << 300.0F;
    }
    void staysInRangeWhateverThePixels() {
        QFETCH(float, level);
        QFETCH(float, noise);
        Tile tile = makeTile(101, level);
        for (auto& band : tile.bands)
            addNoise(band->pixels, noise, 5);
        tile.bands[1]->pixels.at(50, 50) = NAN;
        for (const ChannelPreset preset : allPresets)
            for (const float value : inputOf(tile, withPreset(preset)))
                QVERIFY2(value >= 0 && value <= 1, presetName(preset).data());
    }

    void sharedScaleKeepsColourAtEveryBrightness() {
        const auto bright = centreOf(inputOf(sourceTile(10, 0.5, 2.5), withPreset(ChannelPreset::SharedFluxScale)));
        const auto faint = centreOf(inputOf(sourceTile(12, 0.5, 2.5), withPreset(ChannelPreset::SharedFluxScale)));
        const auto redder = centreOf(inputOf(sourceTile(10, 1.2, 2.5), withPreset(ChannelPreset::SharedFluxScale)));
        QVERIFY(std::abs((bright[1] - bright[0]) - (faint[1] - faint[0])) < 0.005F);
        QVERIFY(std::abs((bright[2] - bright[0]) - (faint[2] - faint[0])) < 0.01F);
        QVERIFY(redder[1] - redder[0] > bright[1] - bright[0] + 0.04F);
    }

    void onTheSharedScaleASourceLooksTheSameAtEveryBrightnessAndItsNoiseTells() {
        const auto scatter = [](const std::vector<float>& input) {
            double sum = 0, squares = 0;
            for (std::size_t i = 0; i < 800; ++i) {
                sum += input[i];
                squares += input[i] * input[i];
            }
            return std::sqrt(squares / 800 - std::pow(sum / 800, 2));
        };
        const float bright = centreOf(inputOf(sourceTile(8, 0, 0), {}))[0];
        double before = 0;
        for (const double magnitude : {10.0, 12.0, 14.0}) {
            Tile tile = sourceTile(magnitude, 0, 0);
            QVERIFY(std::abs(centreOf(inputOf(tile, {}))[0] - bright) < 0.01F);
            addNoise(tile.bands[0]->pixels, 0.05, 3);
            const double noise = scatter(inputOf(tile, {}));
            QVERIFY(noise > 2 * before);
            before = noise;
        }
    }

    void anEmptyCentreIsNotBlownUpToASource() {
        Tile tile = makeTile(101);
        addNoise(tile.bands[0]->pixels, 0.05, 3);
        for (const float value : inputOf(tile, {}))
            QVERIFY(value < 0.4F);
    }

    void sharedScaleDoesNotDependOnTheSkyOrTheInputSide() {
        Tile tile = sourceTile(12, 0, 0);
        const float value = centreOf(inputOf(tile, {}))[0];
        for (float& pixel : tile.bands[0]->pixels.pixels())
            pixel += 300;
        QVERIFY(std::abs(centreOf(inputOf(tile, {}))[0] - value) < 1e-3F);
        InputOptions larger;
        larger.side = 128;
        QVERIFY(std::abs(inputOf(tile, larger)[64 * 128 + 64] - value) < 0.01F);
    }

    void luptonKeepsTheRatioOfTheChannels() {
        const auto bright = centreOf(inputOf(sourceTile(9, 0.3, 1), withPreset(ChannelPreset::Lupton)));
        const auto faint = centreOf(inputOf(sourceTile(12, 0.3, 1), withPreset(ChannelPreset::Lupton)));
        QVERIFY(bright[0] > 0);
        QVERIFY(std::abs(bright[1] / bright[0] - faint[1] / faint[0]) < 0.02F);
    }

    void zscaleStretchesEachBandByItself() {
        Tile tile = sourceTile(10, 0, 0);
        for (std::size_t band = 0; band < 3; ++band)
            addNoise(tile.bands[band]->pixels, 0.2, band);
        const auto centre = centreOf(inputOf(tile, withPreset(ChannelPreset::ZscalePerBand)));
        for (const float value : centre)
            QCOMPARE(value, 1.0F);
    }

    void blanksBecomeTheSky() {
        Tile tile = sourceTile(12, 0, 0);
        const float sky = inputOf(tile, {})[0];
        tile.bands[0]->pixels.at(50, 50) = NAN;
        QVERIFY(std::abs(centreOf(inputOf(tile, {}))[0] - sky) < 1e-5F);
    }

    void refusesWhatATileLacks() {
        Tile tile = makeTile(101);
        QVERIFY(checkTile(tile, {}).has_value());
        tile.bands[1]->magnitudeZeroPoint.reset();
        QCOMPARE(checkTile(tile, {}).error().code, ErrorCode::MissingZeroPoint);
        QVERIFY(checkTile(tile, withPreset(ChannelPreset::ZscalePerBand)).has_value());
        tile.bands[2].reset();
        tile.bands[1]->magnitudeZeroPoint = 19.5;
        QCOMPARE(checkTile(tile, {}).error().code, ErrorCode::MissingBand);
    }

    void takesFourChannels() {
        InputOptions options;
        options.channels = {Band::W1, Band::W2, Band::W3, Band::W4};
        QCOMPARE(inputOf(makeTile(101), options).size(), std::size_t{4 * 80 * 80});
    }
};

IIC_CORE_TEST_MAIN(TestNetworkInput)
#include "test_networkinput.moc"
