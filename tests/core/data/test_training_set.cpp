#include "TestSupport.h"

#include "data/TrainingSet.h"

#include <algorithm>
#include <set>

using namespace iic;

namespace {

FitsHeader headerOf(int side) {
    FitsHeader header;
    const auto number = [&](const char* keyword, double value) { header.add({keyword, std::to_string(value), "", false}); };
    const auto text = [&](const char* keyword, const char* value) { header.add({keyword, value, "", true}); };
    header.add({"NAXIS", "2", "", false});
    header.add({"NAXIS1", std::to_string(side), "", false});
    header.add({"NAXIS2", std::to_string(side), "", false});
    text("CTYPE1", "RA---SIN");
    text("CTYPE2", "DEC--SIN");
    number("CRVAL1", 150);
    number("CRVAL2", 2);
    number("CRPIX1", (side + 1) / 2.0);
    number("CRPIX2", (side + 1) / 2.0);
    header.add({"CDELT1", "-0.0003819444391411", "", false});
    header.add({"CDELT2", "0.0003819444391411", "", false});
    number("EQUINOX", 2000);
    return header;
}

/// A flat sky in four bands with a bright pixel at the reference point.
Tile flatTile(int side) {
    Tile tile;
    tile.id = "flat";
    tile.survey = Survey::AllWise;
    for (const Band band : allBands) {
        const auto header = headerOf(side);
        FloatImage pixels(side, side, 5.0F);
        pixels.at(side / 2, side / 2) = 100.0F + static_cast<float>(index(band));
        tile.bands[static_cast<std::size_t>(band)] =
            BandImage{{}, header, std::move(pixels), *WorldCoordinates::fromHeader(header, "flat"), 20.5};
    }
    return tile;
}

/// Sources at offsets in degrees from the tile's centre.
Catalog catalogOf(const std::vector<double>& offsets, Texts classes, Reals snr) {
    Reals rightAscensions, declinations;
    Texts names;
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        names.push_back("S" + std::to_string(i));
        rightAscensions.push_back(150);
        declinations.push_back(2 + offsets[i]);
    }
    Table table, truth;
    table.add(textColumn("designation", names));
    table.add(realColumn("ra", "deg", rightAscensions));
    table.add(realColumn("dec", "deg", declinations));
    table.add(realColumn("w1snr", "", std::move(snr)));
    truth.add(textColumn("designation", names));
    truth.add(textColumn("class", std::move(classes)));
    return *withTruth(std::move(table), truth, "test");
}

} // namespace

class TestTrainingSet : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aFingerprintChangesWithAnyValueLabelOrOrder() {
        const LabelledInputs samples{{0.5F, 0.25F, 0.75F, 0.125F}, {0, 2}};
        QCOMPARE(fingerprint(samples), fingerprint(LabelledInputs(samples)));
        QCOMPARE(fingerprint(samples).size(), std::size_t{16});
        auto value = samples, label = samples, order = samples;
        value.inputs[3] = 0.126F;
        label.labels[1] = 1;
        std::swap(order.inputs[0], order.inputs[1]);
        for (const auto& other : {value, label, order})
            QVERIFY(fingerprint(other) != fingerprint(samples));
    }

    void keepsWhatIsLabelledBrightAndWhole() {
        const auto tile = flatTile(121);
        const auto catalog = catalogOf({0, 0.005, 0.001, 0.02, 0.022, 3}, {"star", "galaxy", "quasar", "star", "star", "galaxy"},
                                       {50, 20, 4.9, 50, 50, 50});
        NoProgress quiet;
        const auto set = assembleTrainingSet(tile, catalog, {}, quiet, {});
        QVERIFY(set.has_value());
        QCOMPARE(set->rows, (std::vector<std::size_t>{0, 1}));
        QCOMPARE(set->samples.labels, (std::vector<std::uint8_t>{0, 1}));
        QCOMPARE(set->samples.inputs.size(), 2u * 3 * 80 * 80);
        QCOMPARE(set->tooFaint, 1u);
        QCOMPARE(set->incomplete, 3u);
        const auto brightest = std::max_element(set->samples.inputs.begin(), set->samples.inputs.begin() + 80 * 80);
        const auto place = brightest - set->samples.inputs.begin();
        QVERIFY(std::abs(place % 80 - 39.5) < 2 && std::abs(place / 80 - 39.5) < 2);
    }

    void capsEachClassInOrder() {
        const auto catalog = catalogOf({0, 0.001, 0.002, 0.003}, {"star", "star", "star", "galaxy"}, {9, 9, 9, 9});
        TrainingSetOptions options;
        options.maximumPerClass = 2;
        NoProgress quiet;
        const auto set = assembleTrainingSet(flatTile(121), catalog, options, quiet, {});
        QVERIFY(set.has_value());
        QCOMPARE(set->rows, (std::vector<std::size_t>{0, 1, 3}));
    }

    void refusesATileWithoutSources() {
        NoProgress quiet;
        const auto set = assembleTrainingSet(flatTile(121), catalogOf({5}, {"star"}, {9}), {}, quiet, {});
        QVERIFY(!set.has_value());
        QCOMPARE(std::get<Error>(set.error()).code, ErrorCode::NothingOnTile);
    }

    void stopsWhenAsked() {
        std::stop_source source;
        source.request_stop();
        NoProgress quiet;
        const auto set = assembleTrainingSet(flatTile(121), catalogOf({0}, {"star"}, {9}), {}, quiet, source.get_token());
        QVERIFY(!set.has_value() && isCancelled(set.error()));
    }

    void truthStandsBesideEarlierPredictions() {
        Table catalog, truth;
        catalog.add(textColumn("designation", {"a", "b"}));
        catalog.add(realColumn("ra", "deg", {10, 11}));
        catalog.add(realColumn("dec", "deg", {1, 1}));
        for (const char* name : {"confidence", "p_star", "p_galaxy", "p_quasar"})
            catalog.add(realColumn(name, "", {0.5, 0.5}));
        catalog.add(textColumn("label", {"quasar", "quasar"}));
        truth.add(textColumn("designation", {"b", "a"}));
        truth.add(textColumn("class", {"STAR", "GALAXY"}));
        const auto joined = withTruth(catalog, truth, "t.tbl");
        QVERIFY(joined.has_value());
        QCOMPARE(joined->truth(0), std::optional(SourceClass::Galaxy));
        QCOMPARE(joined->truth(1), std::optional(SourceClass::Star));
    }

    void truthNeedsAClass() {
        Table catalog, truth;
        catalog.add(textColumn("designation", {"a"}));
        truth.add(textColumn("designation", {"a"}));
        const auto joined = withTruth(catalog, truth, "t.tbl");
        QVERIFY(!joined.has_value());
        QCOMPARE(joined.error().code, ErrorCode::BadTable);
        QCOMPARE(joined.error().file, std::string("t.tbl"));
    }

    void splitsEightToOneToOneWithoutOverlap() {
        const auto split = splitAtRandom(1003, 7);
        QCOMPARE(split.validation.size(), 100u);
        QCOMPARE(split.test.size(), 100u);
        QCOMPARE(split.training.size(), 803u);
        std::set<std::size_t> all(split.training.begin(), split.training.end());
        all.insert(split.validation.begin(), split.validation.end());
        all.insert(split.test.begin(), split.test.end());
        QCOMPARE(all.size(), 1003u);
        QCOMPARE(*all.rbegin(), 1002u);
        QCOMPARE(splitAtRandom(1003, 7).test, split.test);
        QVERIFY(splitAtRandom(1003, 8).test != split.test);
    }

    void balancesToTheRarest() {
        const std::vector<std::uint8_t> labels{0, 0, 1, 2, 0, 1, 1, 2};
        QCOMPARE(balancedSubset(labels), (std::vector<std::size_t>{0, 1, 2, 3, 5, 7}));
    }

    void selectsWholeSamples() {
        const LabelledInputs samples{{1, 2, 3, 4, 5, 6}, {0, 1, 2}};
        const std::vector<std::size_t> indices{0, 2};
        const auto chosen = select(samples, indices, 2);
        QCOMPARE(chosen.inputs, (std::vector<float>{1, 2, 5, 6}));
        QCOMPARE(chosen.labels, (std::vector<std::uint8_t>{0, 2}));
    }
};

IIC_CORE_TEST_MAIN(TestTrainingSet)
#include "test_training_set.moc"
