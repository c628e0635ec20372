#include "BuildScene.h"

#include "catalog/TableFile.h"
#include "data/TrainingSet.h"

#include <cmath>
#include <cstring>
#include <map>

using namespace iic;
using namespace iic::test;

class TestBuildDataset : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }
    BuildOptions optionsFor(const std::string& out) const { return optionsIn(folder_.path().toStdString(), out); }

    Dataset open(const std::string& name) const { return Dataset::open(at(name)).value(); }

  private Q_SLOTS:
    void initTestCase() {
        simulateFields(folder_.path().toStdString());
        const auto report = build(optionsFor("whole.h5"));
        QVERIFY2(report, errorOf(report).oneLine().c_str());
        QVERIFY(report->rows > 2 * 690); // several pieces of each tile
        QVERIFY(leftBeside(at("whole.h5")).empty());
    }

    void holdsWhatCatalogAndTilesSay() {
        const auto dataset = open("whole.h5");
        const auto columns = dataset.columns().value();
        QCOMPARE(dataset.card().side, 39);
        QCOMPARE(dataset.card().planes, 4);
        QCOMPARE(dataset.card().survey, std::string("AllWISE Atlas"));
        QCOMPARE(dataset.card().tiles[1].files.front().second.path, std::string("b/1700p020_ac51-w1-int-3.fits"));
        QCOMPARE(dataset.card().catalogs[0].truth->path, std::string("a/truth.tbl"));
        QVERIFY(checkSources(dataset));

        std::map<std::string, std::size_t> rowOf;
        std::size_t listed = 0, dropped = 0;
        for (std::size_t row = 0; row < columns.size(); ++row)
            QVERIFY(rowOf.emplace(columns.name[row], row).second);
        NoProgress quiet;
        for (const int number : {0, 1}) {
            const std::string field = number == 0 ? "a" : "b";
            const auto tile = openTiles({{at(field)}, {}}, quiet, {})->front();
            const auto catalog =
                withTruth(readTable(at(field) / "catalog.tbl").value(), readTable(at(field) / "truth.tbl").value(), field)
                    .value();
            listed += catalog.size();
            for (std::size_t row = 0; row < catalog.size(); ++row) {
                const auto found = rowOf.find(catalog.identifier(row));
                if (found == rowOf.end())
                    continue;
                const auto i = found->second;
                QCOMPARE(columns.tile[i], number);
                QCOMPARE(columns.position[i].rightAscension, catalog.position(row)->rightAscension);
                QCOMPARE(columns.label[i], static_cast<std::uint8_t>(*catalog.truth(row)));
                for (const auto band : allBands) {
                    const auto b = static_cast<std::size_t>(band);
                    QCOMPARE(columns.magnitude[i][b], static_cast<float>(*catalog.magnitude(row, band)));
                    QCOMPARE(columns.upperLimit[i][b], std::uint8_t{catalog.isUpperLimit(row, band)});
                    QCOMPARE(std::isnan(columns.magnitudeError[i][b]), !catalog.magnitudeError(row, band));
                }
                if (row % 37 != 0)
                    continue;
                const auto cutout = cutCutout(tile, *catalog.position(row)).value();
                QCOMPARE(columns.offset[i].x, cutout.offset.x);
                QCOMPARE(columns.flags[i] & 15, static_cast<int>(cutout.flags));
                std::vector<float> pixels(dataset.valuesPerCutout());
                QVERIFY(dataset.readCutouts(std::vector{i}, pixels));
                for (std::size_t band = 0; band < bandCount; ++band)
                    QVERIFY(std::memcmp(pixels.data() + band * 39 * 39, cutout.bands[band].data(), 39 * 39 * 4) == 0);
            }
        }
        for (const auto& [reason, count] : dataset.card().dropped)
            dropped += count;
        QCOMPARE(columns.size() + dropped, listed);
        QVERIFY(dataset.card().dropped.at("edge") > 0);
    }

    /// Light inside the 50″ square: of the native pixels with the shares of those cut by its edge, and of the 80 × 80.
    void resampledCutoutsKeepTheFluxOfSimulatedSources() {
        const auto dataset = open("whole.h5");
        const auto columns = dataset.columns().value();
        std::size_t compared = 0;
        std::vector<float> pixels(dataset.valuesPerCutout());
        for (std::size_t row = 0; row < dataset.size(); ++row) {
            if (!(columns.signalToNoise[row][0] >= 20))
                continue;
            QVERIFY(dataset.readCutouts(std::vector{row}, pixels));
            FloatImage native(39, 39);
            std::copy_n(pixels.begin(), 39 * 39, native.data());
            const float sky = *std::min_element(native.data(), native.data() + 39 * 39);
            for (float& value : native.pixels())
                value -= sky;
            float brightest = 0, onEdge = 0; // a neighbour cut by the edge is another matter
            for (int i = 0; i < 39 * 39; ++i)
                brightest = std::max(brightest, native.data()[i]);
            for (int i = 0; i < 39; ++i)
                for (const int edge : {0, 1, 2, 36, 37, 38})
                    onEdge = std::max({onEdge, native.at(i, edge), native.at(edge, i)});
            if (onEdge > 0.2F * brightest)
                continue;
            const double half = 25 / dataset.card().tiles[static_cast<std::size_t>(columns.tile[row])].pixelScale;
            const auto share = [half](int pixel, double offset) {
                return std::clamp(std::min(pixel + 0.5, 19 + offset + half) - std::max(pixel - 0.5, 19 + offset - half), 0.0,
                                  1.0);
            };
            double inside = 0, resampled = 0;
            for (int y = 0; y < 39; ++y)
                for (int x = 0; x < 39; ++x)
                    inside += native.at(x, y) * share(x, columns.offset[row].x) * share(y, columns.offset[row].y);
            const auto input = resample(native, columns.offset[row], 25 / half, 80);
            for (const float value : input.pixels())
                resampled += value;
            QVERIFY2(std::abs(resampled / inside - 1) < 0.005, qPrintable(QString::number(resampled / inside - 1)));
            ++compared;
        }
        QVERIFY2(compared > 100, qPrintable(QString::number(compared)));
    }

    void equalInputGivesEqualBytes() {
        QVERIFY(build(optionsFor("again.h5")));
        QVERIFY(bytesOf(at("again.h5")) == bytesOf(at("whole.h5")));
    }

    void classesAreBalancedAndCapped() {
        auto options = optionsFor("balanced.h5");
        options.selection.maximumPerClass = 150;
        QVERIFY(build(options));
        const auto count = [&](const char* name) {
            std::map<int, std::size_t> counts;
            const auto labels = open(name).labels().value();
            for (const auto label : labels)
                ++counts[label];
            return counts;
        };
        using Counts = std::map<int, std::size_t>;
        QVERIFY((count("balanced.h5") == Counts{{0, 150}, {1, 150}, {2, 150}}));
        const auto first = bytesOf(at("balanced.h5"));
        QVERIFY(build(options));
        QVERIFY(bytesOf(at("balanced.h5")) == first);
        options.selection.seed = 2;
        options.overwrite = true;
        QVERIFY(build(options));
        QVERIFY(bytesOf(at("balanced.h5")) != first);
        options.selection.maximumPerClass = 0;
        options.selection.balance = true;
        QVERIFY(build(options));
        const auto balanced = count("balanced.h5"), all = count("whole.h5");
        const auto rarest = std::ranges::min_element(all, {}, [](const auto& entry) { return entry.second; })->second;
        QVERIFY((balanced == Counts{{0, rarest}, {1, rarest}, {2, rarest}}));
    }

    void theFlagsAskedForAreDropped() {
        const auto flagged = [&](QualityFlag flag) {
            const auto flags = open("flags.h5").columns()->flags;
            return std::ranges::count_if(flags, [flag](auto f) { return (f & bit(flag)) != 0; });
        };
        auto options = optionsFor("flags.h5");
        options.overwrite = true;
        options.selection.dropFlags = 0;
        QVERIFY(build(options));
        const auto all = open("flags.h5").size();
        QVERIFY(flagged(QualityFlag::Edge) > 0 && flagged(QualityFlag::EmptyCentre) > 0);
        options.selection.dropFlags = bit(QualityFlag::Edge) | bit(QualityFlag::EmptyCentre);
        QVERIFY(build(options));
        QVERIFY(flagged(QualityFlag::Edge) == 0 && flagged(QualityFlag::EmptyCentre) == 0);
        const auto dropped = open("flags.h5").card().dropped;
        QCOMPARE(open("flags.h5").size() + dropped.at("edge") + dropped.at("empty"), all);
    }

    void splitsOverBlocksUnlessToldOtherwise() {
        auto options = optionsFor("blocks.h5");
        options.split = {};
        const auto report = build(options);
        QVERIFY2(report, errorOf(report).oneLine().c_str());
        QVERIFY(report->card.split.rule == SplitRule::Blocks && !report->card.split.leaking);
        QVERIFY(report->card.split.overlapping > 0);
        QVERIFY(open("whole.h5").card().split.leaking);
    }

    void aDatasetIsWrittenOverByItsOwnRecipeAlone() {
        std::filesystem::copy_file(at("whole.h5"), at("kept.h5"));
        const auto whole = bytesOf(at("whole.h5"));
        const auto refusal = [&](const BuildOptions& options) {
            const auto error = errorOf(build(options));
            const bool isKept = bytesOf(at("kept.h5")) == whole && leftBeside(at("kept.h5")).empty();
            return error.oneLine() + (isKept ? "" : " and was touched");
        };
        const auto kept = at("kept.h5").string();
        auto options = optionsFor("kept.h5");
        options.selection.minimumSignalToNoise = 7;
        QCOMPARE(refusal(options), kept +
                                       ": is a dataset of another recipe (selection/minimumSnr: 5.0 then, 7.0 now; name another "
                                       "file, or overwrite it)");
        options = optionsFor("kept.h5");
        options.split.seed = 2;
        QVERIFY(refusal(options).find("split/seed: 1 then, 2 now") != std::string::npos);
        options.split = {.rule = SplitRule::Blocks, .seed = 1, .blockArcmin = 0, .exactly = {}};
        QVERIFY(refusal(options).find("split/rule: \"random\" then, \"blocks\" now") != std::string::npos);
        options = optionsFor("kept.h5");
        options.tiles.pop_back();
        options.catalogs.pop_back();
        QCOMPARE(errorOf(build(options)).code, ErrorCode::PlanDiffers);
        QVERIFY(build(optionsFor("kept.h5")));
        QVERIFY(bytesOf(at("kept.h5")) == whole);
        options.overwrite = true;
        QVERIFY(build(options));
        QVERIFY(bytesOf(at("kept.h5")) != whole);
    }

    void blocksOfASizeThatWasAskedForAreNotThoseOfAnyOther() {
        auto options = optionsFor("sized.h5");
        options.split = {};
        QVERIFY(build(options));
        const double best = open("sized.h5").card().split.blockArcmin;
        const auto chosen = bytesOf(at("sized.h5"));
        QVERIFY(build(options));
        QVERIFY(bytesOf(at("sized.h5")) == chosen);
        options.split.blockArcmin = best;
        QVERIFY(build(options)); // gives the same
        QVERIFY(bytesOf(at("sized.h5")) == chosen);

        options.split.blockArcmin = best == 4 ? 3 : 4;
        options.overwrite = true;
        QVERIFY(build(options));
        const auto asked = bytesOf(at("sized.h5"));
        QVERIFY(asked != chosen);
        options.overwrite = false;
        QVERIFY(build(options));
        options.split.blockArcmin = 0;
        const auto refused = errorOf(build(options));
        QCOMPARE(refused.code, ErrorCode::PlanDiffers);
        QVERIFY2(refused.detail.starts_with("split/blockArcmin:"), refused.detail.c_str());
        QVERIFY(bytesOf(at("sized.h5")) == asked);
    }

    void aDatasetOfFilesThatHaveChangedSinceIsKept() {
        std::filesystem::copy(at("a"), at("changing"));
        auto options = optionsFor("changing.h5");
        options.tiles = {at("changing")};
        options.catalogs = {{at("changing/catalog.tbl"), at("changing/truth.tbl")}};
        QVERIFY(build(options));
        std::ofstream(at("changing/truth.tbl"), std::ios::app) << ' ';
        const auto refused = errorOf(build(options));
        QCOMPARE(refused.code, ErrorCode::FileChanged);
        QVERIFY2(refused.detail.starts_with("changing/truth.tbl;"), refused.detail.c_str());
        options.overwrite = true;
        QVERIFY(build(options));
    }

    void whatIsNoDatasetIsWrittenOverOnlyWhenAsked() {
        std::ofstream(at("notes.txt")) << "mine";
        auto options = optionsFor("notes.txt");
        const auto refused = errorOf(build(options));
        QVERIFY(refused.code == ErrorCode::FileExists && refused.reason == "is there already");
        QCOMPARE(std::filesystem::file_size(at("notes.txt")), std::uintmax_t{4});
        options.overwrite = true;
        QVERIFY(build(options));
        options.out = at("a/../a/truth.tbl"); // never what it is made of
        QCOMPARE(errorOf(build(options)).code, ErrorCode::BadOption);
        QVERIFY(std::filesystem::file_size(at("a/truth.tbl")) > 1000);
    }

    void whatNoTileOrCatalogGivesIsAnError() {
        auto options = optionsFor("error.h5");
        options.catalogs = {{at("a/catalog.tbl"), {}}};
        QVERIFY(errorOf(build(options)).code == ErrorCode::BadTable); // no classes
        options.catalogs = {{at("b/catalog.tbl"), at("b/truth.tbl")}};
        options.tiles = {at("a")};
        QVERIFY(errorOf(build(options)).code == ErrorCode::NothingOnTile);
        options.tiles = {at("nowhere")};
        QVERIFY(errorOf(build(options)).code == ErrorCode::FileNotFound);
        options = optionsFor("nowhere/error.h5");
        QVERIFY(errorOf(build(options)).code == ErrorCode::FileUnwritable && !std::filesystem::exists(at("nowhere")));
        options = optionsFor("a");
        QVERIFY(errorOf(build(options)).code == ErrorCode::FileUnwritable);
        options = optionsFor("error.h5");
        options.fieldArcsec = 1e9;
        QVERIFY(errorOf(build(options)).code == ErrorCode::BadOption);
        options = optionsFor("error.h5");
        options.tiles = {at("a"), at("b/1700p020_ac51-w2-int-3.fits")};
        options.bands = {Band::W1};
        QVERIFY(errorOf(build(options)).code == ErrorCode::MissingBand);
        QVERIFY(leftBeside(at("error.h5")).empty());
    }
};

IIC_CORE_TEST_MAIN(TestBuildDataset)
#include "test_build_dataset.moc"
