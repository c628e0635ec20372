#include "FigureScenes.h"
#include "TestSupport.h"

#include "plots/ColourColourPlot.h"
#include "plots/Outline.h"
#include "plots/SignalToNoiseFigure.h"
#include "plots/WaterfallView.h"

#include <QApplication>
#include <QSignalSpy>

#include <numbers>

using namespace iic;
using namespace iic::ui;

namespace {

QPalette darkPalette() {
    QPalette palette(QColor(40, 44, 52));
    palette.setColor(QPalette::Base, QColor(20, 24, 29));
    palette.setColor(QPalette::WindowText, Qt::white);
    return palette;
}

QPoint pixelOf(const ColourColourPlot& plot, double w2w3, double w1w2) {
    return QPointF(plot.xAxis->coordToPixel(w2w3), plot.yAxis->coordToPixel(w1w2)).toPoint();
}

void moveTo(QWidget& widget, const QPoint& at, Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers = {}) {
    QMouseEvent move(QEvent::MouseMove, QPointF(at), widget.mapToGlobal(QPointF(at)), Qt::NoButton, buttons, modifiers);
    QApplication::sendEvent(&widget, &move);
}

void turnWheel(QWidget& widget, const QPoint& at, int steps) {
    QWheelEvent wheel(QPointF(at), widget.mapToGlobal(QPointF(at)), {}, {0, 120 * steps}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&widget, &wheel);
}

/// Drags along a circle; `radius` in pixels.
void drawCircle(QWidget& widget, const QPoint& about, double radius, Qt::KeyboardModifiers modifiers = {}, int steps = 600) {
    const auto at = [&](int step) {
        const double angle = 2 * std::numbers::pi * step / steps;
        return about + QPointF(radius * std::cos(angle), radius * std::sin(angle)).toPoint();
    };
    QTest::mousePress(&widget, Qt::LeftButton, modifiers, at(0));
    for (int step = 1; step < steps; ++step)
        moveTo(widget, at(step), Qt::LeftButton, modifiers);
    QTest::mouseRelease(&widget, Qt::LeftButton, modifiers, at(steps - 1));
}

struct LargePlot {
    explicit LargePlot(std::vector<DiagramPoint> points) {
        plot.setForm(ColourColourPlot::Form::Large);
        plot.resize(700, 500);
        plot.setPoints(std::move(points));
        plot.show();
        plot.replot();
    }
    ColourColourPlot plot;
};

} // namespace

class TestPlotViews : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aDraggedLineIsAnOutlineInColours() {
        LargePlot large(test::clouds(900));
        QSignalSpy drawn(&large.plot, &ColourColourPlot::outlineDrawn);
        QSignalSpy picked(&large.plot, &ColourColourPlot::pointPicked);
        drawCircle(large.plot, pixelOf(large.plot, 3.0, 1.1), 80);
        QCOMPARE(drawn.count(), 1);
        QCOMPARE(picked.count(), 0);
        const auto outline = drawn[0][0].value<QPolygonF>();
        QVERIFY(outline.size() >= 12 && outline.size() <= 100);
        const double reach = 80 * large.plot.xAxis->range().size() / large.plot.axisRect()->width();
        QVERIFY(outline.containsPoint({3.0, 1.1}, Qt::OddEvenFill));
        QVERIFY(outline.containsPoint({3.0 + 0.95 * reach, 1.1}, Qt::OddEvenFill));
        QVERIFY(!outline.containsPoint({3.0 + 1.05 * reach, 1.1}, Qt::OddEvenFill));
        QCOMPARE(drawn[0][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers());
        drawCircle(large.plot, pixelOf(large.plot, 0.0, 0.0), 30, Qt::ShiftModifier);
        QCOMPARE(drawn[1][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
    }

    void escapeDropsTheOutline() {
        LargePlot large(test::clouds(30));
        QSignalSpy drawn(&large.plot, &ColourColourPlot::outlineDrawn);
        QSignalSpy picked(&large.plot, &ColourColourPlot::pointPicked);
        const QPoint from = pixelOf(large.plot, 2, 1);
        QTest::mousePress(&large.plot, Qt::LeftButton, {}, from);
        moveTo(large.plot, from + QPoint(60, 0), Qt::LeftButton);
        const QImage before = large.plot.grab().toImage();
        moveTo(large.plot, from + QPoint(60, 60), Qt::LeftButton);
        QVERIFY2(large.plot.grab().toImage() != before, "the outline is not seen while it is drawn");
        QTest::keyClick(&large.plot, Qt::Key_Escape);
        QTest::mouseRelease(&large.plot, Qt::LeftButton, {}, from + QPoint(0, 60));
        QCOMPARE(drawn.count(), 0);
        QCOMPARE(picked.count(), 0);
    }

    void theSmallFormDrawsNoOutline() {
        ColourColourPlot plot;
        plot.resize(300, 200);
        plot.show();
        QSignalSpy drawn(&plot, &ColourColourPlot::outlineDrawn);
        drawCircle(plot, {150, 100}, 40);
        QCOMPARE(drawn.count(), 0);
    }

    void aStrokeWithoutAnAreaIsNoOutline() {
        LargePlot large({});
        QSignalSpy drawn(&large.plot, &ColourColourPlot::outlineDrawn);
        QTest::mousePress(&large.plot, Qt::LeftButton, {}, {200, 200});
        for (int x = 200; x <= 300; ++x)
            moveTo(large.plot, {x, 200}, Qt::LeftButton);
        QTest::mouseRelease(&large.plot, Qt::LeftButton, {}, {300, 200});
        QCOMPARE(drawn.count(), 0);
    }

    void aLongOutlineKeepsItsShapeWithFewCorners() {
        QPolygonF star;
        for (int i = 0; i < 20000; ++i) {
            const double angle = 2 * std::numbers::pi * i / 20000;
            const double radius = 300 + 80 * std::sin(60 * angle);
            star << QPointF(radius * std::cos(angle), radius * std::sin(angle));
        }
        const QPolygonF simple = simplifiedOutline(star, 100);
        QVERIFY(simple.size() >= 20 && simple.size() <= 100);
        QVERIFY(simple.containsPoint({0, 0}, Qt::OddEvenFill));
        QVERIFY(!simple.containsPoint({390, 0}, Qt::OddEvenFill));
        QVERIFY(simplifiedOutline(QPolygonF({{1, 1}, {1, 1}, {1, 1}}), 100).isEmpty());
    }

    void aClickPicksTheNearestPointThatIsShown() {
        LargePlot large({{2.0, 0.5, SourceClass::Star, 4}, {2.01, 0.5, SourceClass::Star, 5, false}, {2.0, 1.5, {}, 6}});
        QSignalSpy picked(&large.plot, &ColourColourPlot::pointPicked);
        QTest::mouseClick(&large.plot, Qt::LeftButton, {}, pixelOf(large.plot, 2.01, 0.5));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), 4);
        QTest::mouseClick(&large.plot, Qt::RightButton, {}, pixelOf(large.plot, 2.0, 1.5));
        QTest::mouseClick(&large.plot, Qt::LeftButton, {}, pixelOf(large.plot, 4.5, 1.5));
        QCOMPARE(picked.count(), 1);
    }

    void theViewIsPannedZoomedAndSetBack() {
        LargePlot large(test::clouds(300));
        ColourColourPlot& plot = large.plot;
        const DiagramRange first = plot.range();
        const QPoint place = pixelOf(plot, 3, 1);
        turnWheel(plot, place, 2);
        QVERIFY(plot.xAxis->range().size() < 0.8 * (first.xTo - first.xFrom));
        QVERIFY((pixelOf(plot, 3, 1) - place).manhattanLength() <= 2); // what is under the mouse stays there

        QTest::mousePress(&plot, Qt::RightButton, {}, place);
        moveTo(plot, place + QPoint(50, -20), Qt::RightButton);
        QTest::mouseRelease(&plot, Qt::RightButton, {}, place + QPoint(50, -20));
        QVERIFY((pixelOf(plot, 3, 1) - place - QPoint(50, -20)).manhattanLength() <= 2);

        QTest::mouseDClick(&plot, Qt::LeftButton, {}, {300, 200});
        QCOMPARE(plot.range().xFrom, first.xFrom);
        QCOMPARE(plot.range().yTo, first.yTo);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY(plot.range().xTo < first.xTo);
        QTest::keyClick(&plot, Qt::Key_Home);
        QCOMPARE(plot.range().xTo, first.xTo);
    }

    void aMillionPointsAreSeen() {
        LargePlot large(test::clouds(1'000'000));
        const QImage image = large.plot.grab().toImage();
        const FigureStyle style = FigureStyle::onScreen(large.plot.palette(), large.plot.font());
        const auto hueAt = [&](double w2w3, double w1w2) { return image.pixelColor(pixelOf(large.plot, w2w3, w1w2)).hsvHue(); };
        QVERIFY(std::abs(hueAt(0.0, 0.0) - style.classColour(SourceClass::Star).hsvHue()) < 15);
        QVERIFY(std::abs(hueAt(3.0, 1.1) - style.classColour(SourceClass::Quasar).hsvHue()) < 15);
        QVERIFY(std::abs(hueAt(3.9, 0.25) - style.classColour(SourceClass::Galaxy).hsvHue()) < 15);
        QVERIFY(large.plot.accessibleDescription().contains("333,334"));
    }

    void dotsAnywhereDoNoHarm() {
        auto points = test::clouds(5000);
        const double strange[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1e300,
                                  1e300};
        for (std::size_t i = 0; i < points.size(); i += 7)
            points[i].x = strange[i % 4];
        LargePlot large(std::move(points));
        large.plot.setRange({-0.001, 0.001, -0.001, 0.001});
        large.plot.grab();
    }

    void theFigureIsWhatIsSeen() {
        LargePlot large(test::clouds(50, 2));
        QCOMPARE(large.plot.figure(&test::nameOfCloud)->numbers().rowCount(), std::size_t(50));
        QCOMPARE(std::get<Integers>(large.plot.figure(&test::nameOfCloud)->numbers().find("shown")->values)[0], 0);
    }

    void draggingTurnsTheWaterfall() {
        WaterfallView view;
        view.resize(600, 420);
        view.setSamples(sampleHistograms(test::samples()), CountScale::Linear);
        view.show();
        const WaterfallCamera first = view.camera();
        QImage last = view.grab().toImage();
        const auto hasChanged = [&] {
            const QImage now = view.grab().toImage();
            return std::exchange(last, now) != now;
        };
        QTest::mousePress(&view, Qt::LeftButton, {}, {300, 200});
        moveTo(view, {360, 210}, Qt::LeftButton);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {360, 210});
        QVERIFY(view.camera().azimuth != first.azimuth && view.camera().elevation > first.elevation);
        QVERIFY(hasChanged());
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_Plus, Qt::Key_Minus}) {
            QTest::keyClick(&view, key);
            QVERIFY(hasChanged());
        }
        turnWheel(view, {300, 200}, 1);
        QVERIFY(view.camera().zoom > 1 && hasChanged());
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.camera(), first);
        const auto* shown = dynamic_cast<const WaterfallFigure*>(view.figure().get());
        QVERIFY(shown && shown->camera() == first);
    }

    void theWaterfallIsNeverUpsideDown() {
        WaterfallView view;
        view.setSamples(sampleHistograms(test::samples()), CountScale::Linear);
        for (int turn = 0; turn < 60; ++turn)
            QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.camera().elevation, 80.0);
        for (int turn = 0; turn < 60; ++turn)
            QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.camera().elevation, 6.0);
    }

    void aNewThemeIsFollowed() {
        FigureView view;
        view.resize(400, 260);
        view.setFigure(std::make_shared<SignalToNoiseFigure>(test::ratios(500)));
        view.show();
        const auto ground = [&view] { return view.grab().toImage().pixelColor(3, 3); };
        view.setPalette(QPalette(Qt::white));
        QVERIFY(ground().lightness() > 200);
        view.setPalette(darkPalette());
        QCOMPARE(ground(), QColor(20, 24, 29));
        view.setFigure(nullptr);
        view.setPlaceholder("Nothing yet");
        QCOMPARE(view.accessibleName(), QString("Nothing yet"));
        QCOMPARE(ground(), QColor(20, 24, 29));
    }
};

IIC_WINDOW_TEST_MAIN(TestPlotViews)
#include "test_plot_views.moc"
