#include "SampleDataset.h"
#include "TestSupport.h"
#include "TestTile.h"

#include <QTemporaryDir>

#include <cmath>

using namespace iic;
using namespace iic::test;

namespace {

constexpr std::array allPresets{ChannelPreset::ZscalePerBand, ChannelPreset::SharedFluxScale, ChannelPreset::Lupton};

/// A tile with sources, and places on it.
struct Sky {
    Tile tile = makeTile(201);
    std::vector<SkyCoord> places;
    Sky() {
        Random random(3);
        for (std::size_t band = 0; band < bandCount; ++band)
            addNoise(tile.bands[band]->pixels, 0.2, band);
        for (int i = 0; i < 70; ++i) {
            const double x = random.uniform(10, 190), y = random.uniform(10, 190);
            for (auto& band : tile.bands)
                addSource(band->pixels, x, y, random.uniform(10, 200));
            places.push_back(tile.reference().wcs.toSky({x, y}).value());
        }
    }
};

SampleDataset datasetOf(const Sky& sky) {
    SampleDataset sample;
    sample.card.bands = {Band::W1, Band::W2, Band::W3, Band::W4};
    sample.card.planes = 4;
    sample.card.side = 39;
    sample.card.fieldArcsec = 50;
    sample.card.classes = {"star", "galaxy", "quasar"};
    sample.card.tiles = {{"test", 201, 201, sky.tile.reference().wcs.pixelScale(), {}}};
    sample.units = {fluxUnits(sky.tile)};
    sample.columns.resize(sky.places.size());
    for (std::size_t row = 0; row < sky.places.size(); ++row) {
        const auto cutout = cutCutout(sky.tile, sky.places[row]).value();
        for (const auto& band : cutout.bands)
            sample.pixels.insert(sample.pixels.end(), band.pixels().begin(), band.pixels().end());
        sample.columns.offset[row] = cutout.offset;
        sample.columns.label[row] = row == 8 ? noLabel : static_cast<std::uint8_t>(row % 3);
        sample.columns.split[row] = row % 2 == 0 ? DatasetSplit::Training : DatasetSplit::Test;
    }
    return sample;
}

} // namespace

class TestDatasetInputs : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    Sky sky_;
    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

  private Q_SLOTS:
    void initTestCase() { QVERIFY(test::write(at("sky.h5"), datasetOf(sky_))); }

    void areThoseOfTheTile_data() {
        QTest::addColumn<int>("preset");
        QTest::addColumn<int>("side");
        for (std::size_t preset = 0; preset < allPresets.size(); ++preset)
            for (const int side : {64, 80})
                QTest::addRow("%d at %d", static_cast<int>(preset), side) << static_cast<int>(preset) << side;
    }
    void areThoseOfTheTile() {
        QFETCH(int, preset);
        QFETCH(int, side);
        const InputOptions options{allPresets[static_cast<std::size_t>(preset)], {Band::W2, Band::W1, Band::W4}, side, 50};
        const auto size = static_cast<std::size_t>(3 * side * side);
        const auto dataset = Dataset::open(at("sky.h5")).value();
        QVERIFY(dataset.checkInputs(options));
        std::vector<std::size_t> rows;
        for (std::size_t row = sky_.places.size(); row-- > 0;)
            rows.push_back(row);
        std::vector<float> inputs(rows.size() * size), expected(size);
        QVERIFY(dataset.readInputs(rows, options, inputs));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            networkInput(sky_.tile, cutCutout(sky_.tile, sky_.places[rows[i]]).value(), options, expected);
            QVERIFY(std::equal(expected.begin(), expected.end(), inputs.begin() + static_cast<std::ptrdiff_t>(i * size)));
        }
    }

    void loadsTheLabelledRowsOfASplit() {
        const auto dataset = Dataset::open(at("sky.h5")).value();
        const auto training = loadInputs(dataset, DatasetSplit::Training, {});
        QVERIFY(training);
        QCOMPARE(training->count(), std::size_t{34}); // of 35 one has no label
        QCOMPARE(training->inputs.size(), 34 * std::size_t{3 * 80 * 80});
        QCOMPARE(training->labels[1], std::uint8_t{2});
        QCOMPARE(training->labels[4], std::uint8_t{10 % 3});
        const auto none = loadInputs(dataset, DatasetSplit::Validation, {});
        QVERIFY(!none && none.error().reason.find("validation") != std::string::npos);
    }

    void saysWhatItCannotGive() {
        auto sample = sampleDataset();
        QVERIFY(test::write(at("two.h5"), sample));
        const auto two = Dataset::open(at("two.h5")).value();
        QCOMPARE(two.checkInputs({}).error().code, ErrorCode::MissingBand);
        InputOptions options;
        options.channels = {Band::W1, Band::W3};
        options.fieldArcsec = 6;
        QCOMPARE(two.checkInputs(options).error().code, ErrorCode::BadOption);
        options.fieldArcsec = 5;
        QCOMPARE(two.checkInputs(options).error().code, ErrorCode::MissingZeroPoint);
        options.preset = ChannelPreset::ZscalePerBand;
        QVERIFY(two.checkInputs(options));
        QVERIFY(loadInputs(two, DatasetSplit::Training, options));
    }

    void imagesAreResizedPlainly() {
        SampleDataset sample;
        sample.card.kind = DatasetKind::Images;
        sample.card.planes = 3;
        sample.card.side = 20;
        sample.card.classes = {"a", "b"};
        sample.columns.resize(2);
        sample.columns.tile = {-1, -1};
        sample.columns.label = {0, 1};
        sample.columns.split = {DatasetSplit::Training, DatasetSplit::Test};
        for (int plane = 0; plane < 6; ++plane)
            for (int i = 0; i < 400; ++i)
                sample.pixels.push_back(plane == 0 ? static_cast<float>(i % 20) / 20 : static_cast<float>(plane) / 8);
        QVERIFY(test::write(at("images.h5"), sample));
        const auto dataset = Dataset::open(at("images.h5")).value();
        for (const int side : {10, 20, 40, 80}) {
            InputOptions options;
            options.side = side;
            const auto area = static_cast<std::size_t>(side * side);
            const auto training = loadInputs(dataset, DatasetSplit::Training, options);
            QVERIFY(training && training->count() == 1);
            for (std::size_t i = area; i < 2 * area; ++i)
                QVERIFY(std::abs(training->inputs[i] - 0.125F) < 1e-5F);
            for (int x = side / 4; x < 3 * side / 4; ++x) // a slope stays one
                QVERIFY(std::abs(training->inputs[area / 2 + static_cast<std::size_t>(x)] -
                                 ((x + 0.5F) / static_cast<float>(side) - 0.025F)) < 1e-3F);
        }
        InputOptions four;
        four.channels = {Band::W1, Band::W2, Band::W3, Band::W4};
        QCOMPARE(dataset.checkInputs(four).error().code, ErrorCode::MissingBand);
    }
};

IIC_CORE_TEST_MAIN(TestDatasetInputs)
#include "test_dataset_inputs.moc"
