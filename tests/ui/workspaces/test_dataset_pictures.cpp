#include "FigureSession.h"

#include "catalog/TableFile.h"
#include "workspaces/dataset/SaveDatasetFigures.h"

#include <QComboBox>

using namespace iic;
using namespace iic::ui;
using iic::test::FigureSession;

namespace fs = std::filesystem;

/// The figures of pixels: what they show, why one is missing, and how they are saved.
class TestDatasetPictures : public iic::test::DatasetFiguresTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { buildSky(); }
    void cleanup() { QSettings().clear(); }

    void histogramsAreOfTheChosenRows_data() {
        QTest::addColumn<Page>("page");
        QTest::newRow("flat") << Page::Histograms;
        QTest::newRow("waterfall") << Page::Waterfall;
    }

    void histogramsAreOfTheChosenRows() {
        QFETCH(Page, page);
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(page);
        QVERIFY(window.show());
        const auto columns = [&] {
            QStringList names;
            const Table table = window.numbers();
            for (const Column& column : table.columns())
                if (QString::fromStdString(column.name).endsWith("_red"))
                    names << QString::fromStdString(column.name);
            return names;
        };
        QCOMPARE(columns(),
                 QStringList({"1_star_red", "2_galaxy_red", "3_quasar_red", "4_star_red", "5_galaxy_red", "6_quasar_red"}));
        QCOMPARE(test::sum(window.numbers(), "1_star_red"), 6400.0); // 80 × 80 pixels
        QVERIFY(window.words().contains("Examples"));

        const int galaxy = rowOf(SourceClass::Galaxy), quasar = rowOf(SourceClass::Quasar);
        window.document.setChosen({quasar, galaxy});
        QVERIFY(window.settle());
        QCOMPARE(columns(), QStringList({"1_quasar_red", "2_galaxy_red"}));
        QVERIFY(!window.words().contains("Examples"));
        if (page == Page::Histograms)
            window.page().findChild<FigurePanel*>()->saveAs(folder_.filePath("chosen.svg"));
        else
            QTest::keyClick(&window.view(), Qt::Key_Left);
        QCOMPARE(columns(), QStringList({"1_quasar_red", "2_galaxy_red"}));
        QVERIFY(window.filter.add("bright", "w1snr > 20")); // what is chosen stays
        QVERIFY(window.settle());
        QCOMPARE(columns(), QStringList({"1_quasar_red", "2_galaxy_red"}));

        window.open(nullptr);
        QVERIFY(window.settle());
        QTest::keyClick(&window.view(), Qt::Key_Left);
        QVERIFY(!window.view().figure());
    }

    void captionsAreTheNames() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Histograms);
        QVERIFY(window.show());
        const int star = rowOf(SourceClass::Star);
        window.document.setChosen({star});
        QVERIFY(window.settle());
        QSignalSpy saved(&window.figures, &DatasetFigures::saved);
        window.page().findChild<FigurePanel*>()->saveAs(folder_.filePath("named.svg"));
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(test::bytesOf(at("named.svg")).find(sky_->columns.name[std::size_t(star)]) != std::string::npos);
    }

    void theScaleOfCountsIsOneForBoth() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Histograms);
        QVERIFY(window.show());
        const FigurePointer linear = window.view().figure();
        auto* scale = window.page().findChild<QComboBox*>();
        QVERIFY(!scale->accessibleName().isEmpty());
        scale->setFocus();
        QTest::keyClick(scale, Qt::Key_Down);
        QVERIFY(window.view().figure() != linear);
        QVERIFY(window.turnTo(Page::Waterfall));
        QCOMPARE(window.page().findChild<QComboBox*>()->currentIndex(), 1);
        FigureSession later;
        QCOMPARE(later.page().findChild<QComboBox*>()->currentIndex(), 1);
        QVERIFY(later.figures.page() == Page::Waterfall);
    }

    void theFieldOfTheCurrentRow() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Field);
        QVERIFY(window.show());
        QVERIFY(window.view().accessibleName().contains("Select a source"));
        window.document.setCurrent(1);
        window.document.setCurrent(3);
        QVERIFY(window.settle());
        const Table table = window.numbers();
        QCOMPARE(table.rowCount(), std::size_t(2 + 4 + 1));
        QCOMPARE(table.find("side")->number(0).value(), 600.0);
        QCOMPARE(table.find("pixels")->number(0).value(), 436.0);
        QCOMPARE(table.find("side")->number(1).value(), 50.0);
        for (std::size_t row = 0; row < table.rowCount(); ++row)
            QCOMPARE(window.missing(row), QString());
        QVERIFY(window.view().figure()->title().contains(QString::fromStdString(sky_->columns.name[3])));
    }

    void whyThereIsNoWideView() {
        const auto wide = [&](const SharedDataset& dataset) {
            FigureSession window;
            window.open(dataset);
            window.figures.setPage(Page::Field);
            window.document.setCurrent(0);
            return window.show() ? window.missing(0) : QStringLiteral("never ready");
        };
        auto sample = test::sampleDataset(4);
        sample.card.tiles[0].files.clear();
        const SharedDataset simulated = written("simulated.h5", sample);
        QVERIFY2(wide(simulated).contains("simulated"), qPrintable(wide(simulated)));

        fs::create_directories(at("b"));
        fs::copy(at("a"), at("b"), fs::copy_options::recursive);
        BuildOptions options;
        options.tiles = {at("b")};
        options.catalogs = {{at("b/catalog.tbl"), at("b/truth.tbl")}};
        options.out = at("gone.h5");
        options.split.rule = SplitRule::Random;
        QVERIFY(test::build(options));
        const SharedDataset built = openDataset(at("gone.h5")).value();
        QCOMPARE(wide(built), QString());
        const fs::path file = sourceFile(built->dataset, built->dataset.card().tiles[0].files[1].second);
        std::ofstream(file, std::ios::app) << "more";
        QVERIFY2(wide(built).contains("changed"), qPrintable(wide(built)));
        fs::remove(file);
        QVERIFY2(wide(built).contains("no longer there"), qPrintable(wide(built)));
        QVERIFY(wide(built).contains(QString::fromStdString(file.filename().string())));
    }

    void whatCannotBeReadIsToldOnce() {
        const SharedDataset cut = written("cut.h5", test::sampleDataset(40));
        QVERIFY(cut);
        fs::resize_file(cut->dataset.path(), 2'000);
        FigureSession window;
        QSignalSpy failed(&window.figures, &DatasetFigures::failed);
        window.open(cut);
        window.figures.setPage(Page::Histograms);
        QVERIFY(window.show());
        QCOMPARE(failed.count(), 1);
        QVERIFY(!window.view().figure() && window.view().accessibleName().contains("cannot be read"));
        window.document.setCurrent(0);
        QVERIFY(window.turnTo(Page::Field));
        QCOMPARE(failed.count(), 2);
        QVERIFY(window.missing(1).startsWith("It cannot be read: "));
        QCOMPARE(window.missing(2), QString("cannot be read")); // there is no room for more
    }

    void chosenRowsThatCannotBeReadAreCounted() {
        auto sample = test::sampleDataset(6);
        sample.columns.offset[2] = sample.columns.offset[3] = {400, 0};
        FigureSession window;
        window.open(written("partly.h5", sample));
        window.document.setChosen({1, 2, 3});
        window.figures.setPage(Page::Histograms);
        QVERIFY(window.show());
        QVERIFY(window.view().figure());
        QVERIFY2(window.words().contains("2 cutout"), qPrintable(window.words()));
        window.document.setChosen({1});
        QVERIFY(window.settle());
        QVERIFY(!window.words().contains("cannot be read"));
    }

    void everyPageIsSavedInFourForms() {
        FigureSession window;
        window.open(sky_);
        window.document.setCurrent(0);
        QVERIFY(window.show());
        QSignalSpy saved(&window.figures, &DatasetFigures::saved);
        QSignalSpy failed(&window.figures, &DatasetFigures::failed);
        const std::array<std::pair<const char*, std::string>, 4> forms{
            {{"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"csv", ""}}};
        int expected = 0;
        for (const Page page : {Page::SignalToNoise, Page::Histograms, Page::Waterfall, Page::Colours, Page::Field}) {
            QVERIFY(window.turnTo(page));
            for (const auto& [ending, begin] : forms) {
                const QString file = folder_.filePath(QStringLiteral("page%1.%2").arg(int(page)).arg(ending));
                window.page().findChild<FigurePanel*>()->saveAs(file);
                ++expected;
                QTRY_COMPARE(saved.count(), expected);
                const std::string bytes = test::bytesOf(file.toStdString());
                QVERIFY(bytes.size() > 100 && bytes.starts_with(begin));
            }
        }
        QCOMPARE(failed.count(), 0);
    }

    void figuresAreSavedWithoutAWindow() {
        for (const std::string ending : {"png", "svg", "pdf", "csv"}) {
            const auto saved = saveDatasetFigures(*sky_, at("figures"), ending, false);
            QVERIFY2(saved, saved ? "" : saved.error().oneLine().c_str());
            QCOMPARE(saved->files.size(), std::size_t(4));
            QVERIFY(saved->leftOut.empty());
            for (const char* name : {"signal-to-noise.", "rgb-histograms.", "waterfall.", "colour-colour."})
                QVERIFY(fs::exists(at("figures") / (name + ending)));
        }
        QCOMPARE(readTable(at("figures/colour-colour.csv")).value().columns().front().name, std::string("name"));
        const Table table = readTable(at("figures/signal-to-noise.csv")).value();
        QCOMPARE(test::sum(table, "w1_count"), double(sky_->dataset.size()));
        QCOMPARE(saveDatasetFigures(*sky_, at("figures"), "bmp", false).error().code, ErrorCode::BadOption);
        QCOMPARE(saveDatasetFigures(*sky_, at("sky.h5"), "csv", false).error().code, ErrorCode::FileUnwritable);
        const SharedDataset images = written("saved images.h5", test::imageSample());
        QCOMPARE(saveDatasetFigures(*images, at("images"), "svg", false).value().files.size(), std::size_t(2));
        QVERIFY(test::bytesOf(at("images/rgb-histograms.svg")).find("smooth") != std::string::npos);
    }

    void figuresThatAreThereAreReplacedOnlyWhenAsked() {
        fs::create_directories(at("kept"));
        const fs::path there = at("kept/waterfall.csv");
        std::ofstream(there) << "mine";
        const auto refused = saveDatasetFigures(*sky_, at("kept"), "csv", false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::FileExists);
        QCOMPARE(refused.error().file, there.string());
        QCOMPARE(test::bytesOf(there), std::string("mine"));
        QVERIFY(!fs::exists(at("kept/signal-to-noise.csv")));
        QVERIFY(saveDatasetFigures(*sky_, at("kept"), "csv", true));
        QVERIFY(test::bytesOf(there) != "mine");
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetPictures)
#include "test_dataset_pictures.moc"
