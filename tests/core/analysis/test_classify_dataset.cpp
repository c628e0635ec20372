#include "../data/BuildScene.h"
#include "UntrainedModel.h"

#include "analysis/ClassifyDataset.h"
#include "astro/TileSet.h"

#include <numeric>

using namespace iic;

class TestClassifyDataset : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }
    std::optional<Classifier> model_;

    /// Cutouts of one field, those over the edge among them.
    BuildOptions options(const std::string& out) const {
        BuildOptions options = test::optionsIn(folder_.path().toStdString(), out);
        options.tiles.pop_back();
        options.catalogs.pop_back();
        options.selection.dropFlags = 0;
        return options;
    }
    JobResult<RowPredictions> classify(const Dataset& dataset, std::span<const std::size_t> rows, std::stop_token stop = {}) {
        NoProgress quiet;
        return classifyRows(dataset, *dataset.columns(), rows, *model_, {}, quiet, std::move(stop));
    }
    static std::vector<std::size_t> allRows(const Dataset& dataset) {
        std::vector<std::size_t> rows(dataset.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        return rows;
    }

  private Q_SLOTS:
    void initTestCase() {
        test::simulate(at("a"), 1, {150, 2}, 500, 500);
        const auto checkpoint = test::untrainedModel(at("run"));
        QVERIFY(!checkpoint.empty());
        model_ = *Classifier::load(checkpoint, DeviceChoice::Cpu);
        QVERIFY(test::build(options("all.h5")).has_value());
    }

    void saysOfEachCutoutWhatTheTileSays() {
        const auto dataset = *Dataset::open(at("all.h5"));
        const auto columns = *dataset.columns();
        NoProgress quiet;
        const auto tiles = *openTiles({{at("a")}, {}}, quiet, {});
        const auto rows = allRows(dataset);
        const auto ofCutouts = classify(dataset, rows);
        const auto ofTile = classifyOnTile(tiles.front(), {columns.position}, *model_, {}, quiet, {});
        QVERIFY(ofCutouts.has_value() && ofTile.has_value());
        std::size_t classified = 0, incomplete = 0;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const Prediction &cutout = ofCutouts->predictions[row], &tile = (*ofTile)[row];
            QCOMPARE(cutout.status, tile.status);
            QCOMPARE(cutout.flags, tile.flags);
            classified += cutout.isClassified();
            incomplete += cutout.status == PredictionStatus::Incomplete;
            for (std::size_t c = 0; c < 3; ++c)
                QVERIFY(std::abs(cutout.probabilities[c] - tile.probabilities[c]) < 1e-4F);
        }
        QVERIFY(classified > 20);
        QVERIFY(incomplete > 0);
    }

    void answersForTheRowsInTheirOrderAndTellsPieces() {
        const auto dataset = *Dataset::open(at("all.h5"));
        const auto columns = *dataset.columns();
        const auto all = allRows(dataset);
        const auto piece = model_->pieceSize();
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < 2 * piece + 5; ++i)
            rows.push_back(all[all.size() - 1 - i % all.size()]);
        std::vector<std::size_t> firsts, sizes;
        NoProgress quiet;
        const auto many = classifyRows(dataset, columns, rows, *model_,
                                       [&](std::size_t first, std::span<const Prediction> answers) {
                                           firsts.push_back(first);
                                           sizes.push_back(answers.size());
                                       },
                                       quiet, {});
        QVERIFY(many.has_value());
        QCOMPARE(firsts, (std::vector<std::size_t>{0, piece, 2 * piece}));
        QCOMPARE(sizes, (std::vector<std::size_t>{piece, piece, 5}));
        const auto alone = classify(dataset, std::span(rows).subspan(20, 1));
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY(std::abs(many->predictions[20].probabilities[c] - alone->predictions.front().probabilities[c]) < 1e-4F);
    }

    void refusesCutoutsTheModelCannotSee() {
        auto twoBands = options("two.h5");
        twoBands.bands = {Band::W1, Band::W2};
        QVERIFY(test::build(twoBands).has_value());
        const auto dataset = *Dataset::open(at("two.h5"));
        QCOMPARE(checkModelFits(dataset, model_->card()).error().code, ErrorCode::MissingBand);
        const auto rows = allRows(dataset);
        const auto refused = classify(dataset, rows);
        QVERIFY(!refused.has_value());
        QCOMPARE(std::get<Error>(refused.error()).code, ErrorCode::MissingBand);

        const auto all = *Dataset::open(at("all.h5"));
        ModelCard other = model_->card();
        other.classes = {"spiral", "elliptical", "edge-on"};
        QCOMPARE(checkModelFits(all, other).error().code, ErrorCode::ModelMismatch);
        other = model_->card();
        other.survey = "unWISE";
        const auto warnings = *checkModelFits(all, other);
        QCOMPARE(warnings.size(), std::size_t(1));
    }

    void warnsOfPixelsOfAnotherSize() {
        const auto dataset = *Dataset::open(at("all.h5"));
        ModelCard other = model_->card();
        other.pixelScale = dataset.card().tiles.front().pixelScale * 1.01;
        QVERIFY(checkModelFits(dataset, other)->empty());
        other.pixelScale = 2.75;
        const auto warnings = *checkModelFits(dataset, other);
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY2(warnings.front().find("2.750") != std::string::npos, warnings.front().c_str());
    }

    void aRowThatCannotBeReadLeavesTheOthers() {
        const auto whole = *Dataset::open(at("all.h5"));
        auto columns = *whole.columns();
        const auto rows = allRows(whole);
        for (const std::size_t row : {std::size_t{18}, std::size_t{21}})
            columns.offset[row] = {7, 7}; // no place in a pixel
        std::vector<float> pixels(rows.size() * whole.valuesPerCutout());
        QVERIFY(whole.readCutouts(rows, pixels));
        auto writer = *DatasetWriter::create(at("spoilt.h5"), whole.card().planes, whole.card().side);
        QVERIFY(writer.append(pixels) && writer.finish(whole.card(), columns, whole.units()));

        const auto expected = classify(whole, rows), found = classify(*Dataset::open(at("spoilt.h5")), rows);
        QVERIFY(expected.has_value() && found.has_value());
        QVERIFY(!expected->unread.has_value());
        QVERIFY(found->unread.has_value());
        QVERIFY2(found->unread->detail.ends_with("in row 18"), found->unread->oneLine().c_str());
        QCOMPARE(found->predictions.size(), rows.size());
        for (const std::size_t row : rows) {
            const bool isSpoilt = row == 18 || row == 21;
            const Prediction &was = expected->predictions[row], &is = found->predictions[row];
            QCOMPARE(is.status, isSpoilt ? PredictionStatus::Incomplete : was.status);
            for (std::size_t c = 0; c < 3 && !isSpoilt; ++c)
                QVERIFY(std::abs(is.probabilities[c] - was.probabilities[c]) < 1e-4F);
        }
    }

    void stopsWhenAsked() {
        const auto dataset = *Dataset::open(at("all.h5"));
        std::stop_source source;
        source.request_stop();
        const auto rows = allRows(dataset);
        const auto stopped = classify(dataset, rows, source.get_token());
        QVERIFY(!stopped.has_value() && isCancelled(stopped.error()));
    }
};

IIC_CORE_TEST_MAIN(TestClassifyDataset)
#include "test_classify_dataset.moc"
