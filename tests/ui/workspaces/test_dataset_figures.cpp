#include "../../core/data/BuildScene.h"
#include "catalog/TableFile.h"
#include "models/IssueModel.h"
#include "plots/ColourColourPlot.h"
#include "plots/FigureView.h"
#include "plots/WaterfallView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/dataset/ColourPage.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/FieldPage.h"
#include "workspaces/dataset/SamplePage.h"
#include "workspaces/dataset/SaveDatasetFigures.h"
#include "workspaces/dataset/SignalToNoisePage.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

#include <cmath>
#include <numbers>

using namespace iic;
using namespace iic::ui;

namespace {

using Page = DatasetFigures::Page;
namespace fs = std::filesystem;

/// Images of three classes, none of them of the sky.
test::SampleDataset imageSample() {
    auto sample = test::sampleDataset(9, 6);
    sample.card = {};
    sample.card.kind = DatasetKind::Images;
    sample.card.planes = 3;
    sample.card.side = 6;
    sample.card.survey = "images";
    sample.card.classes = {"spiral", "smooth", "edge-on"};
    sample.units.clear();
    std::ranges::fill(sample.columns.tile, -1);
    sample.pixels.assign(9 * 3 * 36, 0.4F);
    return sample;
}

/// What the window has when a dataset is open, with the figures in it.
struct Window {
    Window() : project(issues), labels(project, issues), document(labels, filter), figures(document, filter, pictures) {
        figures.resize(800, 600);
    }

    void open(const SharedDataset& dataset) {
        document.setDataset(dataset);
        pictures.setDataset(dataset);
    }
    bool show() {
        figures.show();
        return QTest::qWaitForWindowExposed(&figures) && settle();
    }
    bool settle() {
        return QTest::qWaitFor([this] { return !document.shown().isWorking() && !figures.isBusy(); }, 20'000);
    }
    bool turnTo(Page page) {
        figures.setPage(page);
        return settle();
    }

    QWidget& page() { return *figures.findChild<QTabWidget*>()->currentWidget(); }
    FigureView& view() { return *page().findChild<FigureView*>(); }
    Table numbers() { return view().figure() ? view().figure()->numbers() : Table(); }
    /// Why a picture of the field is missing.
    QString missing(std::size_t picture) {
        const Table table = numbers();
        const Column* reasons = table.find("missing");
        return reasons ? QString::fromStdString(reasons->text(picture)) : QStringLiteral("no figure");
    }
    ColourColourPlot& plot() { return *page().findChild<ColourColourPlot*>(); }
    bool canSave() { return page().findChild<QToolButton*>("saveFigure")->isEnabled(); }
    QString words() {
        QStringList words;
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible())
                words << label->text();
        return words.join('\n');
    }

    IssueModel issues;
    ProjectStore project;
    LabelStore labels;
    SourceFilter filter;
    DatasetDocument document;
    ThumbnailLoader pictures;
    DatasetFigures figures;
};

double sum(const Table& table, const char* name) {
    const Column* column = table.find(name);
    double total = column ? 0 : std::nan("");
    for (std::size_t row = 0; column && row < table.rowCount(); ++row)
        total += column->number(row).value_or(0);
    return total;
}

void drawCircle(QWidget& widget, const QPointF& about, double radius, Qt::KeyboardModifiers modifiers = {}) {
    constexpr int steps = 200;
    const auto at = [&](int step) {
        const double angle = 2 * std::numbers::pi * step / steps;
        return (about + QPointF(radius * std::cos(angle), radius * std::sin(angle))).toPoint();
    };
    QTest::mousePress(&widget, Qt::LeftButton, modifiers, at(0));
    for (int step = 1; step < steps; ++step) {
        QMouseEvent move(QEvent::MouseMove, QPointF(at(step)), widget.mapToGlobal(QPointF(at(step))), Qt::NoButton,
                         Qt::LeftButton, modifiers);
        QApplication::sendEvent(&widget, &move);
    }
    QTest::mouseRelease(&widget, Qt::LeftButton, modifiers, at(steps - 1));
}

} // namespace

class TestDatasetFigures : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    SharedDataset sky_; ///< built from tiles that are on the disk

    fs::path at(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    SharedDataset written(const char* name, const test::SampleDataset& sample) {
        if (!test::write(at(name), sample))
            return nullptr;
        return openDataset(at(name)).value_or(nullptr);
    }

    /// The first row of a class among those whose colours are known.
    int rowOf(SourceClass sourceClass) const {
        const SourceList sources(sky_->sources);
        for (int row = 0; row < sources.size(); ++row)
            if (sources.truth(row) == sourceClass && std::isfinite(sources.colour(row, Band::W2, Band::W3)) &&
                std::isfinite(sources.colour(row, Band::W1, Band::W2)))
                return row;
        return -1;
    }

  private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("IICnet");
        QCoreApplication::setApplicationName("test_dataset_figures");
        QSettings().clear();
        test::simulate(at("a"), 1, {150, 2}, 700, 900);
        BuildOptions options;
        options.tiles = {at("a")};
        options.catalogs = {{at("a/catalog.tbl"), at("a/truth.tbl")}};
        options.out = at("sky.h5");
        options.split.rule = SplitRule::Random;
        const auto built = test::build(options);
        QVERIFY2(built, test::errorOf(built).oneLine().c_str());
        sky_ = openDataset(at("sky.h5")).value();
        QVERIFY(sky_->dataset.size() > 60);
    }

    void cleanup() { QSettings().clear(); }

    void signalToNoiseIsOfTheShownRows() {
        Window window;
        QVERIFY(window.show());
        QVERIFY(!window.view().figure() && !window.canSave());
        QVERIFY(window.view().accessibleName().contains("Open, build or simulate"));
        window.open(sky_);
        QVERIFY(window.settle());
        QVERIFY(window.canSave());
        const int size = static_cast<int>(sky_->dataset.size());
        QCOMPARE(sum(window.numbers(), "w1_count"), double(size)); // all are above 5
        QVERIFY(window.words().contains(QString::number(size)));

        QVERIFY(window.filter.add("bright", "w1snr > 20"));
        QVERIFY(window.settle());
        QVERIFY(window.document.shown().count() > 0 && window.document.shown().count() < size);
        QCOMPARE(sum(window.numbers(), "w1_count"), double(window.document.shown().count()));
        QVERIFY(window.filter.add("none", "w1snr < 0"));
        QVERIFY(window.settle());
        QVERIFY(!window.view().figure() && !window.canSave());
        QVERIFY(window.view().accessibleName().contains("filter"));
    }

    void nothingIsMadeOfAPageThatIsNotSeen() {
        Window window;
        window.open(sky_);
        QVERIFY(window.settle());
        QVERIFY(!window.view().figure());
        QVERIFY(window.show());
        QVERIFY(window.view().figure());
        QVERIFY(window.turnTo(Page::Histograms));
        QVERIFY(window.turnTo(Page::SignalToNoise));
        const FigurePointer before = window.view().figure();
        QVERIFY(window.turnTo(Page::Histograms));
        QVERIFY(window.filter.add("bright", "w1snr > 20"));
        QVERIFY(window.settle());
        const auto* hidden = window.figures.findChild<SignalToNoisePage*>()->findChild<FigureView*>();
        QCOMPARE(hidden->figure(), before);
        QVERIFY(window.turnTo(Page::SignalToNoise));
        QVERIFY(hidden->figure() != before);
    }

    void histogramsAreOfTheChosenRows_data() {
        QTest::addColumn<Page>("page");
        QTest::newRow("flat") << Page::Histograms;
        QTest::newRow("waterfall") << Page::Waterfall;
    }

    void histogramsAreOfTheChosenRows() {
        QFETCH(Page, page);
        Window window;
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
        QCOMPARE(sum(window.numbers(), "1_star_red"), 6400.0); // 80 × 80 pixels
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
        Window window;
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
        Window window;
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
        Window later;
        QCOMPARE(later.page().findChild<QComboBox*>()->currentIndex(), 1);
        QVERIFY(later.figures.page() == Page::Waterfall);
    }

    void anOutlineBecomesAChip() {
        Window window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        ColourColourPlot& plot = window.plot();
        plot.replot();
        QVERIFY(window.words().contains("Shift"));
        const SourceList& sources = window.document.sources();
        const auto place = [&](int row) {
            return QPointF(plot.xAxis->coordToPixel(sources.colour(row, Band::W2, Band::W3)),
                           plot.yAxis->coordToPixel(sources.colour(row, Band::W1, Band::W2)));
        };
        const QPointF middle = place(rowOf(SourceClass::Quasar));
        const int before = window.document.shown().count();
        drawCircle(plot, middle, 60);
        QCOMPARE(window.filter.chips().size(), std::size_t(1));
        QCOMPARE(window.filter.chips()[0].group, QString("outline"));
        QVERIFY2(window.filter.chips()[0].title.startsWith("outline of "), qPrintable(window.filter.chips()[0].title));
        QVERIFY(window.settle());
        QVERIFY(window.document.shown().count() > 0 && window.document.shown().count() < before);
        for (int row = 0; row < sources.size(); ++row) {
            const double distance = std::hypot(place(row).x() - middle.x(), place(row).y() - middle.y());
            if (std::abs(distance - 60) > 2) // NaN included
                QCOMPARE(window.document.shown().isShown(row), distance < 60);
        }

        drawCircle(plot, middle, 30, Qt::ShiftModifier);
        QCOMPARE(window.filter.chips().size(), std::size_t(2));
        drawCircle(plot, middle, 90); // in the place of the first
        QCOMPARE(window.filter.chips().size(), std::size_t(2));
        QCOMPARE(window.filter.chips()[0].group, QString("outline"));
        QVERIFY(window.settle());
        QVERIFY(window.canSave());
    }

    void aClickPicksASource() {
        Window window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        ColourColourPlot& plot = window.plot();
        plot.replot();
        QSignalSpy picked(&window.figures, &DatasetFigures::pointPicked);
        const int row = rowOf(SourceClass::Quasar);
        const SourceList& sources = window.document.sources();
        QTest::mouseClick(&plot, Qt::LeftButton, {},
                          QPointF(plot.xAxis->coordToPixel(sources.colour(row, Band::W2, Band::W3)),
                                  plot.yAxis->coordToPixel(sources.colour(row, Band::W1, Band::W2)))
                              .toPoint());
        QCOMPARE(picked.count(), 1);
        QVERIFY(std::isfinite(sources.colour(picked[0][0].toInt(), Band::W2, Band::W3)));
        window.document.setCurrent(row);
        QVERIFY(plot.graph(0)->dataCount() == 1);
        window.document.setCurrent(-1);
        QVERIFY(plot.graph(0)->dataCount() == 0);
    }

    void labelsAndTheFilterRecolourThePoints() {
        Window window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        const auto shownOf = [&](const char* name) {
            const Table table = window.plot().figure()->numbers();
            int count = 0;
            for (std::size_t row = 0; row < table.rowCount(); ++row)
                count += table.find("class")->text(row) == name && table.find("shown")->number(row) > 0.0;
            return count;
        };
        const int quasars = shownOf("quasar");
        window.document.store().setLabel(rowOf(SourceClass::Star), UserLabel::Quasar);
        QVERIFY(window.settle());
        QCOMPARE(shownOf("quasar"), quasars + 1);
        QVERIFY(window.filter.add("none", "w1snr < 0"));
        QVERIFY(window.settle());
        QCOMPARE(shownOf("quasar"), 0);
        QVERIFY(window.plot().figure()->numbers().rowCount() > 0); // faint
    }

    void theFieldOfTheCurrentRow() {
        Window window;
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
            Window window;
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
        Window window;
        QSignalSpy failed(&window.figures, &DatasetFigures::failed);
        window.open(cut);
        window.figures.setPage(Page::Histograms);
        QVERIFY(window.show());
        QCOMPARE(failed.count(), 1);
        QVERIFY(!window.view().figure() && window.view().accessibleName().contains("cannot be read"));
        window.document.setCurrent(0);
        QVERIFY(window.turnTo(Page::Field));
        QCOMPARE(failed.count(), 2);
        QVERIFY(window.missing(1).startsWith("It cannot be read"));
    }

    void imagesHaveNoMagnitudes() {
        Window window;
        window.open(written("images.h5", imageSample()));
        window.document.setCurrent(0);
        QVERIFY(window.show());
        for (const Page page : {Page::SignalToNoise, Page::Colours, Page::Field}) {
            QVERIFY(window.turnTo(page));
            QVERIFY(!window.canSave());
            QVERIFY(window.view().accessibleName().contains("images"));
        }
        QVERIFY(window.turnTo(Page::Histograms));
        QVERIFY(window.numbers().find("1_sample_red"));
    }

    void everyPageIsSavedInFourForms() {
        Window window;
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

    void thePagesAreTurnedByKeyboard() {
        Window window;
        QVERIFY(window.show());
        QSignalSpy changed(&window.figures, &DatasetFigures::pageChanged);
        auto* bar = window.figures.findChild<QTabBar*>();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Right);
        QVERIFY(window.figures.page() == Page::Histograms);
        QCOMPARE(changed.count(), 1);
    }

    void figuresAreSavedWithoutAWindow() {
        for (const std::string ending : {"png", "svg", "pdf", "csv"}) {
            const auto files = saveDatasetFigures(*sky_, at("figures"), ending, false);
            QVERIFY2(files, files ? "" : files.error().oneLine().c_str());
            QCOMPARE(files->size(), std::size_t(4));
            for (const char* name : {"signal-to-noise.", "rgb-histograms.", "waterfall.", "colour-colour."})
                QVERIFY(fs::exists(at("figures") / (name + ending)));
        }
        const Table table = readTable(at("figures/signal-to-noise.csv")).value();
        QCOMPARE(sum(table, "w1_count"), double(sky_->dataset.size()));
        QCOMPARE(saveDatasetFigures(*sky_, at("figures"), "bmp", false).error().code, ErrorCode::BadOption);
        QCOMPARE(saveDatasetFigures(*sky_, at("sky.h5"), "csv", false).error().code, ErrorCode::FileUnwritable);
        const SharedDataset images = written("saved images.h5", imageSample());
        QCOMPARE(saveDatasetFigures(*images, at("images"), "svg", false).value().size(), std::size_t(2));
        QVERIFY(test::bytesOf(at("images/rgb-histograms.svg")).find("smooth") != std::string::npos);
    }

    void figuresThatAreThereAreReplacedOnlyWhenAsked() {
        fs::create_directories(at("kept"));
        const fs::path there = at("kept/waterfall.csv");
        std::ofstream(there) << "mine";
        const auto refused = saveDatasetFigures(*sky_, at("kept"), "csv", false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(refused.error().file, there.string());
        QCOMPARE(test::bytesOf(there), std::string("mine"));
        QVERIFY(!fs::exists(at("kept/signal-to-noise.csv")));
        QVERIFY(saveDatasetFigures(*sky_, at("kept"), "csv", true));
        QVERIFY(test::bytesOf(there) != "mine");
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetFigures)
#include "test_dataset_figures.moc"
