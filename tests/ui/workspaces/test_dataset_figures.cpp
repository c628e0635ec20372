#include "FigureSession.h"

#include "catalog/TableFile.h"
#include "plots/ColourColourPlot.h"
#include "workspaces/ColourPopulation.h"
#include "workspaces/dataset/SignalToNoisePage.h"

#include <QApplication>
#include <QTabBar>

#include <numbers>

using namespace iic;
using namespace iic::ui;
using iic::test::FigureSession;

namespace {

ColourColourPlot& plotOf(FigureSession& window) { return *window.page().findChild<ColourColourPlot*>(); }

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

/// The figures follow what is shown, selected and labelled.
class TestDatasetFigures : public iic::test::DatasetFiguresTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { buildSky(); }
    void cleanup() { QSettings().clear(); }

    void signalToNoiseIsOfTheShownRows() {
        FigureSession window;
        QVERIFY(window.show());
        QVERIFY(!window.view().figure() && !window.canSave());
        QVERIFY(window.view().accessibleName().contains("Open, build or simulate"));
        window.open(sky_);
        QVERIFY(window.settle());
        QVERIFY(window.canSave());
        const int size = static_cast<int>(sky_->dataset.size());
        QCOMPARE(test::sum(window.numbers(), "w1_count"), double(size)); // all are above 5
        QVERIFY(window.words().contains(QString::number(size)));

        QVERIFY(window.filter.add("bright", "w1snr > 20"));
        QVERIFY(window.settle());
        QVERIFY(window.document.shown().count() > 0 && window.document.shown().count() < size);
        QCOMPARE(test::sum(window.numbers(), "w1_count"), double(window.document.shown().count()));
        QVERIFY(window.filter.add("none", "w1snr < 0"));
        QVERIFY(window.settle());
        QVERIFY(!window.view().figure() && !window.canSave());
        QVERIFY(window.view().accessibleName().contains("filter"));
    }

    void nothingIsMadeOfAPageThatIsNotSeen() {
        FigureSession window;
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

    void anOutlineBecomesAChip() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        ColourColourPlot& plot = plotOf(window);
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

    void theNumbersOfTheColoursLeadBackToTheSources() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        QSignalSpy saved(&window.figures, &DatasetFigures::saved);
        window.page().findChild<FigurePanel*>()->saveAs(folder_.filePath("colours.csv"));
        QTRY_COMPARE(saved.count(), 1);
        const Table table = readTable(at("colours.csv")).value();
        QCOMPARE(table.columns().front().name, std::string("name"));
        const SourceList& sources = window.document.sources();
        QVERIFY(table.rowCount() > 0);
        for (std::size_t row = 0; row < table.rowCount(); ++row) {
            const auto name = std::ranges::find(sky_->columns.name, table.find("name")->text(row));
            QVERIFY(name != sky_->columns.name.end());
            const int source = int(name - sky_->columns.name.begin());
            QVERIFY(std::abs(sources.colour(source, Band::W2, Band::W3) - table.find("w2w3")->number(row).value()) < 1e-6);
        }
    }

    void aClickPicksASource() {
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        ColourColourPlot& plot = plotOf(window);
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
        FigureSession window;
        window.open(sky_);
        window.figures.setPage(Page::Colours);
        QVERIFY(window.show());
        const auto shownOf = [&](const char* name) {
            const Table table = plotOf(window).figure(namesOf(window.document.sources()))->numbers();
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
        QVERIFY(plotOf(window).figure(namesOf(window.document.sources()))->numbers().rowCount() > 0); // faint
    }

    void imagesHaveNoMagnitudes() {
        FigureSession window;
        window.open(written("images.h5", test::imageSample()));
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

    void thePagesAreTurnedByKeyboard() {
        FigureSession window;
        QVERIFY(window.show());
        QSignalSpy changed(&window.figures, &DatasetFigures::pageChanged);
        auto* bar = window.figures.findChild<QTabBar*>();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Right);
        QVERIFY(window.figures.page() == Page::Histograms);
        QCOMPARE(changed.count(), 1);
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetFigures)
#include "test_dataset_figures.moc"
