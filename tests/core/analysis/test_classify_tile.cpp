#include "UntrainedModel.h"

#include "TestSupport.h"

#include "analysis/CatalogColours.h"
#include "analysis/ClassifyTile.h"
#include "sim/SimulatedSky.h"

#include <QTemporaryDir>

#include <numeric>

using namespace iic;

/// With weights that have learned next to nothing: what is tested is which source is asked about, not the answer.
class TestClassifyTile : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::optional<Classifier> model_;
    SimulatedSky sky_;
    std::vector<SkyCoord> positions_;

    SkyCoord at(double x, double y) const { return *sky_.tile.reference().wcs.toSky({x, y}); }

    std::vector<Prediction> classify(std::span<const SkyCoord> positions) {
        NoProgress quiet;
        return *classifyOnTile(sky_.tile, {positions}, *model_, {}, quiet, {});
    }

  private Q_SLOTS:
    void initTestCase() {
        NoProgress quiet;
        SimulationOptions simulation;
        simulation.side = 300;
        simulation.sourceCount = 200;
        sky_ = *simulateSky(simulation, quiet, {});
        const auto checkpoint = test::untrainedModel(folder_.path().toStdString());
        QVERIFY(!checkpoint.empty());
        model_ = *Classifier::load(checkpoint, DeviceChoice::Cpu);
        for (std::size_t i = 0; i < 2 * model_->pieceSize() + 5; ++i)
            positions_.push_back(at(60 + 5 * static_cast<double>(i % 37), 150));
    }

    void answersInOrderAndInPieces() {
        std::vector<std::size_t> firsts, sizes;
        NoProgress quiet;
        const auto predictions = classifyOnTile(sky_.tile, {positions_}, *model_,
                                                [&](std::size_t first, std::span<const Prediction> piece) {
                                                    firsts.push_back(first);
                                                    sizes.push_back(piece.size());
                                                },
                                                quiet, {});
        QVERIFY(predictions.has_value());
        const auto piece = model_->pieceSize();
        QCOMPARE(firsts, (std::vector<std::size_t>{0, piece, 2 * piece}));
        QCOMPARE(sizes, (std::vector<std::size_t>{piece, piece, 5}));
        for (const std::size_t i : {std::size_t(0), piece + 4, 2 * piece + 4}) {
            const auto alone = classify(std::span(positions_).subspan(i, 1)).front();
            QVERIFY((*predictions)[i].isClassified());
            const auto& both = (*predictions)[i].probabilities;
            QVERIFY(std::abs(std::accumulate(both.begin(), both.end(), 0.0F) - 1) < 1e-4F);
            for (std::size_t c = 0; c < 3; ++c)
                QVERIFY(std::abs(both[c] - alone.probabilities[c]) < 1e-4F);
        }
    }

    void flagsWhatItCannotSee() {
        const SkyCoord nowhere{std::numeric_limits<double>::quiet_NaN(), 0};
        const auto predictions = classify(std::vector{at(5, 150), at(150, 150), SkyCoord{10, -80}, nowhere});
        QCOMPARE(predictions[0].status, PredictionStatus::Incomplete);
        QVERIFY(has(predictions[0].flags, CutoutFlag::Edge));
        QVERIFY(predictions[1].isClassified());
        QCOMPARE(predictions[2].status, PredictionStatus::OffTile);
        QCOMPARE(predictions[3].status, PredictionStatus::OffTile);
        QCOMPARE(predictions[0].confidence(), 0.0F);
    }

    void imagesAndMagnitudesAreReadTogether() {
        ModelCard card;
        card.spec.architecture = Architecture::FusionNet;
        auto fusion =
            *Classifier::load(test::untrainedModel(folder_.filePath("fusion").toStdString(), {}, card), DeviceChoice::Cpu);
        QVERIFY(checkModelFits(sky_.tile, fusion.card())->empty());
        const std::vector<SkyCoord> places{at(150, 150), at(150, 150), at(2, 2)};
        Brightness star, quasar;
        star[0] = star[1] = star[2] = {14.0, false};
        quasar[0] = {14.0, false};
        quasar[1] = {12.8, false};
        quasar[2] = {9.5, false};
        const std::vector<Brightness> brightness{star, quasar, star};
        NoProgress quiet;
        const auto answers = *classifyOnTile(sky_.tile, {places, brightness}, fusion, {}, quiet, {});
        QVERIFY(answers[0].isClassified() && answers[1].isClassified());
        QVERIFY(answers[0].probabilities != answers[1].probabilities);
        QCOMPARE(answers[2].status, PredictionStatus::Incomplete);
        const auto unknown = *classifyOnTile(sky_.tile, {places}, fusion, {}, quiet, {}); // the image is there all the same
        QVERIFY(unknown[0].isClassified() && unknown[0].probabilities == unknown[1].probabilities);
        QVERIFY(unknown[0].probabilities != answers[0].probabilities);
    }

    void magnitudesAloneAreAnsweredAnywhere() {
        auto colours = *Classifier::load(
            test::untrainedModel(folder_.filePath("colours").toStdString(), {}, colourCard({Band::W1, Band::W2}, "a test")),
            DeviceChoice::Cpu);
        constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
        const std::vector<SkyCoord> places{at(150, 150), {nowhere, nowhere}, at(150, 150)};
        Brightness known, limits;
        known[0] = {14.0, false};
        known[1] = {13.0, true};
        limits[0] = limits[1] = {14.0, true};
        const std::vector<Brightness> brightness{known, known, limits};
        NoProgress quiet;
        const auto answers = *classifyOnTile(sky_.tile, {places, brightness}, colours, {}, quiet, {});
        QVERIFY(answers[0].isClassified() && answers[0].confidence() > 0);
        QVERIFY(answers[1].isClassified() && answers[1].probabilities == answers[0].probabilities);
        QCOMPARE(answers[2].status, PredictionStatus::WithoutColour);
        QVERIFY(!answers[2].isClassified());
        QCOMPARE(classifyByColours(brightness, colours, {}, quiet, {})->front().probabilities, answers[0].probabilities);
        QCOMPARE(std::get<Error>(classifyByColours(brightness, *model_, {}, quiet, {}).error()).code, ErrorCode::ModelMismatch);
    }

    void stopsWithinAPiece() {
        std::stop_source source;
        int pieces = 0;
        NoProgress quiet;
        const auto predictions = classifyOnTile(
            sky_.tile, {positions_}, *model_,
            [&](std::size_t, std::span<const Prediction>) {
                ++pieces;
                source.request_stop();
            },
            quiet, source.get_token());
        QVERIFY(!predictions.has_value() && isCancelled(predictions.error()));
        QCOMPARE(pieces, 1);
    }

    void refusesATileWithoutABand() {
        Tile lacking = sky_.tile;
        lacking.bands[static_cast<std::size_t>(Band::W3)].reset();
        const auto fit = checkModelFits(lacking, model_->card());
        QVERIFY(!fit.has_value());
        QCOMPARE(fit.error().code, ErrorCode::MissingBand);
        NoProgress quiet;
        QVERIFY(!classifyOnTile(lacking, {positions_}, *model_, {}, quiet, {}).has_value());
    }

    void warnsOfAnotherSurvey() {
        QVERIFY(checkModelFits(sky_.tile, model_->card())->empty());
        Tile other = sky_.tile;
        other.survey = Survey::UnWise;
        const auto warnings = *checkModelFits(other, model_->card());
        QCOMPARE(warnings.size(), 1u);
        QVERIFY(warnings.front().find("unWISE") != std::string::npos);
    }

    void predictionsStandBesideTheTruth() {
        Table table;
        table.add(textColumn("designation", {"a", "b"}));
        table.add(textColumn("class", {"GALAXY", "STAR"}));
        table.add(realColumn("ra", "deg", {10, 20}));
        table.add(realColumn("dec", "deg", {1, 2}));
        const std::vector<Prediction> predictions{{PredictionStatus::Classified, {0.1F, 0.2F, 0.7F}, CutoutFlag::None},
                                                  {PredictionStatus::Incomplete, {}, CutoutFlag::Edge}};
        const auto classified = classifiedTable(table, predictions);
        QCOMPARE(classified.find("class")->text(0), std::string("GALAXY"));
        QCOMPARE(classified.find("class_iicnet")->text(0), std::string("quasar"));
        QVERIFY(classified.find("class_iicnet")->null[1]);
        QVERIFY(std::abs(*classified.find("p_quasar")->number(0) - 0.7) < 1e-6);
        QVERIFY(!classified.find("confidence")->number(1));
        QCOMPARE(classified.find("status")->text(1), std::string("incomplete"));
        QCOMPARE(classified.find("cutout_flags")->text(1), std::string("edge"));

        const auto again = classifiedTable(classified, predictions);
        QCOMPARE(again.columns().size(), classified.columns().size());
        QCOMPARE(again.find("class")->text(0), std::string("GALAXY"));
        QCOMPARE(guessRoles(again).at(Role::ClassLabel), std::string("class"));

        const auto regions = ds9Regions(*Catalog::fromTable(table, "test"), predictions);
        QVERIFY(regions.find("icrs") != std::string::npos);
        QVERIFY(regions.find("point(10.0000000,1.0000000) # point=cross color=#CC79A7 text={quasar 0.70}") != std::string::npos);
        QVERIFY(regions.find("point(20") == std::string::npos);
    }
    void columnsOfTheCatalogStay() {
        Table table;
        table.add(realColumn("ra", "deg", {10}));
        table.add(realColumn("dec", "deg", {1}));
        const std::vector<Prediction> predictions{{PredictionStatus::Classified, {0.1F, 0.2F, 0.7F}, CutoutFlag::None}};
        const auto plain = classifiedTable(table, predictions);
        QCOMPARE(plain.find("class")->text(0), std::string("quasar"));
        QVERIFY(!guessRoles(plain).contains(Role::ClassLabel)); // predicted, not known
        QCOMPARE(classifiedTable(plain, predictions).columns().size(), plain.columns().size());

        table.add(textColumn("status", {"observed"}));
        table.add(realColumn("confidence", "", {3}));
        const auto classified = classifiedTable(table, predictions);
        QCOMPARE(classified.find("status")->text(0), std::string("observed"));
        QCOMPARE(classified.find("status_iicnet")->text(0), std::string("classified"));
        QCOMPARE(*classified.find("confidence")->number(0), 3.0);
        QVERIFY(std::abs(*classified.find("confidence_iicnet")->number(0) - 0.7) < 1e-6);
        QCOMPARE(classifiedTable(classified, predictions).columns().size(), classified.columns().size());
    }
};

IIC_CORE_TEST_MAIN(TestClassifyTile)
#include "test_classify_tile.moc"
