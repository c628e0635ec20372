#include "TestSupport.h"
#include "analysis/CatalogColours.h"
#include "analysis/ColourInput.h"
#include "base/Random.h"
#include "catalog/TableFile.h"

#include <QTemporaryDir>

using namespace iic;

class TestCatalogColours : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    NoProgress quiet_;

    /// Stars of colour 0, quasars of colour 1, both of a spread, and where they overlap told apart by W2−W3 alone.
    static Catalog catalog(std::size_t perClass) {
        Random random(5);
        Texts classes;
        Reals w1, w2, w3, e1, e2, e3;
        for (std::size_t i = 0; i < 2 * perClass; ++i) {
            const bool isQuasar = i % 2 == 1;
            classes.push_back(isQuasar ? "QSO" : "STAR");
            w1.push_back(random.uniform(12, 16));
            w2.push_back(w1.back() - random.normal(isQuasar ? 0.7 : 0.3, 0.3));
            w3.push_back(w2.back() - random.normal(isQuasar ? 3 : 0.5, 0.4));
            e1.push_back(0.03);
            e2.push_back(0.03);
            e3.push_back(0.1);
        }
        Table table;
        table.add(textColumn("class", std::move(classes)));
        table.add(realColumn("w1mpro", "mag", std::move(w1)));
        table.add(realColumn("w2mpro", "mag", std::move(w2)));
        table.add(realColumn("w3mpro", "mag", std::move(w3)));
        table.add(realColumn("w1sigmpro", "mag", std::move(e1)));
        table.add(realColumn("w2sigmpro", "mag", std::move(e2)));
        table.add(realColumn("w3sigmpro", "mag", std::move(e3)));
        auto roles = guessRoles(table);
        return Catalog::withoutPositions(std::move(table), std::move(roles));
    }

    static ColourSamples samplesOf(std::vector<Band> bands) {
        ColourSamples samples;
        samples.bands = std::move(bands);
        return samples;
    }

    TrainingOptions recipe(const char* name) const {
        auto options = colourRecipe();
        options.runFolder = folder_.filePath(name).toStdString();
        options.card = colourCard({Band::W1, Band::W2, Band::W3}, "a test");
        options.epochs = 15;
        options.device = DeviceChoice::Cpu;
        return options;
    }

  private Q_SLOTS:
    void colourInputTellsLimitsAndWhatIsMissing() {
        constexpr std::array bands{Band::W1, Band::W2, Band::W3};
        Brightness brightness;
        brightness[0] = {15.0, false};
        brightness[1] = {14.0, false};
        brightness[2] = {11.0, true};
        std::vector<float> input(8);
        colourInput(brightness, bands, input);
        QCOMPARE(input, (std::vector<float>{1.2F, 1, 0, 2, 1, -1, 0.5F, 1})); // W1−W2 = 1, 0.6 beyond 0.4; W2−W3 at most 3
        brightness[1].magnitude.reset();
        colourInput(brightness, bands, input);
        QCOMPARE(input, (std::vector<float>{0, 0, 0, 0, 0, 0, 0.5F, 1}));
        brightness[0].isUpperLimit = true;
        brightness[1] = {14.0, true};
        brightness[2] = {11.0, false};
        colourInput(brightness, bands, input);
        QCOMPARE(input, (std::vector<float>{0, 0, 0, 2, 1, 1, 0, 0})); // of two limits no colour; of the first of two a lower one
    }

    // Marks of missing values, and what no source can be.
    void impossibleMagnitudesAreMissing() {
        for (const double none : {-999.0, 99.99, 1e300, -1e300, std::numeric_limits<double>::quiet_NaN()})
            QVERIFY(!brightnessIn(none, false).magnitude);
        QCOMPARE(brightnessIn(14.2, true).magnitude, std::optional(14.2));
        QVERIFY(brightnessIn(14.2, true).isUpperLimit);
        constexpr std::array bands{Band::W1, Band::W2};
        Brightness brightness;
        brightness[0] = {14.0, false};
        QVERIFY(!tellsColour(brightness, bands));
        brightness[1] = {13.0, true};
        QVERIFY(tellsColour(brightness, bands));
    }

    void bestCutIsTheBest() {
        const std::vector<double> colours{0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.25};
        const std::vector<std::uint8_t> labels{2, 0, 0, 2, 2, 0, 0};
        const auto cut = bestCut(colours, labels);
        QCOMPARE(cut.redder, std::uint8_t{2});
        QCOMPARE(cut.bluer, std::uint8_t{0});
        QVERIFY(cut.threshold > 0.25 && cut.threshold < 0.8);
        int right = 0;
        for (std::size_t i = 0; i < colours.size(); ++i)
            right += cut.classOf(colours[i]) == labels[i];
        QCOMPARE(right, 6);
    }

    void oneClassHasACutThatNamesIt() {
        const std::vector<double> colours{0.1, 0.2};
        const std::vector<std::uint8_t> labels{1, 1};
        const auto cut = bestCut(colours, labels);
        QCOMPARE(cut.classOf(-5), std::uint8_t{1});
        QCOMPARE(cut.classOf(5), std::uint8_t{1});
    }

    void rowsWithoutClassOrColourAreCounted() {
        Table table;
        table.add(textColumn("class", Texts{"STAR", "", "QSO"}));
        table.add(realColumn("w1mpro", "mag", Reals{14, 14, 15}));
        table.add(realColumn("w2mpro", "mag", Reals{14, 13.5, std::numeric_limits<double>::quiet_NaN()}));
        auto roles = guessRoles(table);
        const auto rows = Catalog::withoutPositions(std::move(table), std::move(roles));
        auto samples = samplesOf({Band::W1, Band::W2});
        addColourSamples(rows, std::nullopt, samples);
        QCOMPARE(samples.count(), std::size_t{1});
        QCOMPARE(samples.unlabelled, std::size_t{1});
        QCOMPARE(samples.withoutColour, std::size_t{1});
        addColourSamples(rows, SourceClass::Galaxy, samples);
        QCOMPARE(samples.count(), std::size_t{3});
        QCOMPARE(samples.inputs.labels, (std::vector<std::uint8_t>{0, 1, 1}));
    }

    void networkUsesWhatACutCannot() {
        auto samples = samplesOf({Band::W1, Band::W2, Band::W3});
        addColourSamples(catalog(300), std::nullopt, samples);
        const auto result = crossValidateColours(samples, 3, recipe("folds"), quiet_, {});
        QVERIFY(result.has_value());
        QCOMPARE(result->network.total(), 600.0);
        QVERIFY2(result->network.accuracy() > 0.97, qPrintable(QString::number(result->network.accuracy())));
        QVERIFY2(result->cut.accuracy() < 0.85, qPrintable(QString::number(result->cut.accuracy())));
        const auto again = crossValidateColours(samples, 3, recipe("folds"), quiet_, {});
        QCOMPARE(again->networkByFold, result->networkByFold);
    }

    void tooManyFoldsAreRefused() {
        auto samples = samplesOf({Band::W1, Band::W2, Band::W3});
        addColourSamples(catalog(4), std::nullopt, samples);
        for (const int folds : {1, 5, 21}) {
            const auto result = crossValidateColours(samples, folds, recipe("refused"), quiet_, {});
            QCOMPARE(std::get<Error>(result.error()).code, ErrorCode::BadOption);
        }
    }

    // On catalogs of real sources the network is no worse than the best cut on the same folds.
    void realCatalogs_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("bandCount");
        QTest::newRow("stars and AGN, three bands") << "xray_classes_allwise.csv" << 3;
        QTest::newRow("stars and quasars, two bands") << "sdss_star_qso_w1w2.csv" << 2;
    }

    void realCatalogs() {
        QFETCH(QString, file);
        QFETCH(int, bandCount);

        IIC_REQUIRE_REAL_DATA(root);
        auto samples = samplesOf({allBands.begin(), allBands.begin() + bandCount});
        addColourSamples(readCatalog(root / "catalogs" / file.toStdString()).value(), std::nullopt, samples);
        auto options = recipe(QTest::currentDataTag());
        options.card = colourCard(samples.bands, "a test");
        options.epochs = 30;
        const auto result = crossValidateColours(samples, 5, options, quiet_, {});
        QVERIFY(result.has_value());
        QVERIFY2(result->network.accuracy() >= result->cut.accuracy(),
                 qPrintable(QString("%1 and %2").arg(result->network.accuracy()).arg(result->cut.accuracy())));
        QVERIFY(result->cut.accuracy() > 0.94);
    }
};

IIC_CORE_TEST_MAIN(TestCatalogColours)
#include "test_catalog_colours.moc"
