#include "SkyScene.h"
#include "widgets/ClassStyle.h"

#include "TestSupport.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QWheelEvent>

using namespace iic;
using namespace iic::ui;
using iic::test::Scene;

namespace {

void turnWheel(QWidget& widget, const QPointF& place, int clicks) {
    QWheelEvent event(place, widget.mapToGlobal(place), {}, {0, 120 * clicks}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, const QPoint& from, const QPoint& to) {
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(&widget, from + (to - from) * step / 4);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

bool isNear(const PixelCoord& a, const PixelCoord& b, double tolerance) { return std::hypot(a.x - b.x, a.y - b.y) <= tolerance; }

int pixelsLike(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            count += std::abs(here.red() - colour.red()) + std::abs(here.green() - colour.green()) +
                         std::abs(here.blue() - colour.blue()) <
                     24;
        }
    return count;
}

/// Pixels in the colour of a class about a place of the tile.
int around(Scene& scene, const PixelCoord& pixel, SourceClass sourceClass) {
    const QRect box = QRect(0, 0, 40, 40).translated(scene.place(pixel) - QPoint(20, 20));
    return pixelsLike(scene.view.grab(box).toImage(), classColour(sourceClass));
}

} // namespace

class TestSkyView : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void theFirstPictureHasTheLimitsOfItsTile() {
        auto tile = test::sceneTile(900);
        for (auto& band : tile->bands)
            if (band)
                for (float& pixel : band->pixels.pixels())
                    pixel = 500.0F; // the sky of W3: white under limits of 0 to 1
        SkyView view;
        view.resize(400, 300);
        QColor middle;
        connect(&view, &SkyView::firstPictureShown, &view, [&] {
            QMetaObject::invokeMethod(
                &view, [&] { middle = view.grab().toImage().pixelColor(200, 120); }, Qt::QueuedConnection);
        });
        view.show();
        view.setTile(tile);
        DisplayStretch stretch = test::sceneStretch();
        stretch.limits.fill({0, 1000});
        view.setStretch(stretch);
        QTRY_VERIFY(middle.isValid());
        QVERIFY2(std::abs(middle.red() - 128) < 12, qPrintable(middle.name()));
    }

    void theFirstRowOfTheFileIsAtTheBottom() {
        Scene scene;
        QVERIFY(scene.isShown);
        QVERIFY(scene.colourAt(scene.place({300, 300})).value() > 240);
        QVERIFY(scene.colourAt(scene.place({100, 300})).value() < 15);
        QVERIFY(scene.colourAt(scene.place({300, 100})).value() < 15);
    }

    void aClickTellsThePixelAndTheSky() {
        Scene scene;
        QSignalSpy clicked(&scene.view, &SkyView::clicked);
        const PixelCoord wanted{140, 260};
        QTest::mouseClick(&scene.view, Qt::LeftButton, {}, scene.place(wanted));
        QCOMPARE(clicked.count(), 1);
        const auto pixel = clicked[0][0].value<PixelCoord>();
        const auto position = clicked[0][1].value<SkyCoord>();
        QVERIFY(isNear(pixel, wanted, 0.5 / scene.view.zoom() + 0.01));
        QVERIFY(separationArcsec(position, *scene.tile->reference().wcs.toSky(pixel)) < 0.001);
        QVERIFY(position.rightAscension > test::sceneCentre.rightAscension); // east is on the left
        QVERIFY(position.declination > test::sceneCentre.declination);
    }

    void aClickBesideTheTileTellsNothing() {
        Scene scene;
        QSignalSpy clicked(&scene.view, &SkyView::clicked);
        QTest::mouseClick(&scene.view, Qt::LeftButton, {}, QPoint(3, 300));
        QCOMPARE(clicked.count(), 0);
    }

    void aDragPansAndIsNoClick() {
        Scene scene;
        QSignalSpy clicked(&scene.view, &SkyView::clicked);
        const PixelCoord grabbed = scene.view.pixelAt(QPointF(400, 300));
        const double zoom = scene.view.zoom();
        drag(scene.view, {400, 300}, {460, 340});
        QCOMPARE(clicked.count(), 0);
        QCOMPARE(scene.view.zoom(), zoom);
        QVERIFY(isNear(scene.view.pixelAt(QPointF(460, 340)), grabbed, 1e-6));
    }

    void aTremblingClickIsAClick() {
        Scene scene;
        QSignalSpy clicked(&scene.view, &SkyView::clicked);
        const PixelCoord before = scene.view.pixelAt(QPointF(400, 300));
        drag(scene.view, {400, 300}, {402, 301});
        QCOMPARE(clicked.count(), 1);
        QVERIFY(isNear(scene.view.pixelAt(QPointF(400, 300)), before, 1e-9));
    }

    void theWheelKeepsWhatIsUnderThePointer() {
        Scene scene;
        const QPointF pointer(520, 210);
        const PixelCoord under = scene.view.pixelAt(pointer);
        const double zoom = scene.view.zoom();
        QSignalSpy changed(&scene.view, &SkyView::viewChanged);
        turnWheel(scene.view, pointer, 3);
        QVERIFY(scene.view.zoom() > 1.5 * zoom);
        QVERIFY(isNear(scene.view.pixelAt(pointer), under, 1e-6));
        QCOMPARE(changed.last()[0].toDouble(), scene.view.zoom() * 100);
        turnWheel(scene.view, pointer, -3);
        QVERIFY(std::abs(scene.view.zoom() - zoom) < 1e-9);
    }

    void keysPanZoomAndFit() {
        Scene scene;
        const double fitted = scene.view.zoom();
        const PixelCoord centre = scene.view.pixelAt(QPointF(400, 300));
        QTest::keyClick(&scene.view, Qt::Key_Plus);
        QVERIFY(scene.view.zoom() > fitted);
        QTest::keyClick(&scene.view, Qt::Key_Right);
        QVERIFY(scene.view.pixelAt(QPointF(400, 300)).x > centre.x);
        QTest::keyClick(&scene.view, Qt::Key_Up);
        QVERIFY(scene.view.pixelAt(QPointF(400, 300)).y > centre.y);
        QTest::keyClick(&scene.view, Qt::Key_0);
        QCOMPARE(scene.view.zoom(), fitted);
        QVERIFY(isNear(scene.view.pixelAt(QPointF(400, 300)), centre, 1e-9));
        QTest::keyClick(&scene.view, Qt::Key_Minus);
        QVERIFY(scene.view.zoom() < fitted);
    }

    void hoveringTellsWhereThePointerIs() {
        Scene scene;
        QSignalSpy hovered(&scene.view, &SkyView::hovered);
        QTest::mouseMove(&scene.view, scene.place({50, 60}));
        QTRY_VERIFY(hovered.count() > 0);
        const auto pixel = hovered.last()[0].value<PixelCoord>();
        QVERIFY(isNear(pixel, {50, 60}, 1));
        QVERIFY(hovered.last()[1].value<std::optional<SkyCoord>>().has_value());
    }

    void sourcesShowTheirClassAndCanBeHidden() {
        Scene scene;
        scene.add({60, 60}, UserLabel::Galaxy);
        QVERIFY(around(scene, {60, 60}, SourceClass::Galaxy) > 8);
        scene.store.setLabel(0, UserLabel::Quasar);
        QCOMPARE(around(scene, {60, 60}, SourceClass::Galaxy), 0);
        QVERIFY(around(scene, {60, 60}, SourceClass::Quasar) > 8);
        scene.view.setOverlayVisible(false);
        QCOMPARE(around(scene, {60, 60}, SourceClass::Quasar), 0);
    }

    void otherSourcesReplaceThoseBefore() {
        Scene scene;
        scene.add({60, 60}, UserLabel::Galaxy);
        QVERIFY(around(scene, {60, 60}, SourceClass::Galaxy) > 8);
        scene.store.reset({});
        QCOMPARE(around(scene, {60, 60}, SourceClass::Galaxy), 0);
        scene.add({60, 340}, UserLabel::Galaxy);
        QVERIFY(around(scene, {60, 340}, SourceClass::Galaxy) > 8);
    }

    void whatIsFilteredOutIsNotDrawn() {
        Scene scene;
        scene.add({60, 60}, UserLabel::Galaxy);
        scene.add({60, 340}, UserLabel::Galaxy);
        scene.add({200, 60}, UserLabel::None);
        QVERIFY(scene.filter.add("unlabelled", "isnull(label)"));
        QTRY_COMPARE(around(scene, {60, 60}, SourceClass::Galaxy), 0);
        QCOMPARE(around(scene, {60, 340}, SourceClass::Galaxy), 0);
        scene.filter.clear();
        QTRY_VERIFY(around(scene, {60, 340}, SourceClass::Galaxy) > 8);
    }

    void manySourcesAreDotsThatStayAtTheirPlaces() {
        Scene scene;
        scene.strew(50, UserLabel::Galaxy); // one every 8 pixels of the tile
        scene.add({64, 64}, UserLabel::Quasar); // between them
        const auto isDot = [&](const PixelCoord& pixel, SourceClass sourceClass) {
            const QPoint place = scene.place(pixel);
            const QImage image = scene.view.grab(QRect(place - QPoint(3, 3), QSize(7, 7))).toImage();
            return image.pixelColor(3, 3) == classColour(sourceClass) && pixelsLike(image, classColour(sourceClass)) == 9;
        };
        QVERIFY(isDot({60, 60}, SourceClass::Galaxy));
        QVERIFY(isDot({252, 108}, SourceClass::Galaxy));
        QVERIFY(isDot({64, 64}, SourceClass::Quasar));
        drag(scene.view, {400, 300}, {427, 281});
        QVERIFY(isDot({252, 108}, SourceClass::Galaxy));
        scene.view.zoomBy(1.15);
        QVERIFY(isDot({252, 108}, SourceClass::Galaxy));
        scene.store.setLabel(25 * 50 + 25, UserLabel::Star);
        QVERIFY(isDot({204, 204}, SourceClass::Star));
        scene.view.zoomBy(4); // fewer are in view
        QVERIFY(around(scene, {212, 204}, SourceClass::Galaxy) > 9);
    }

    void theSelectedSourceHasARing() {
        Scene scene;
        scene.add({60, 60}, UserLabel::Star);
        const QRect around = QRect(0, 0, 40, 40).translated(scene.place({60, 60}) - QPoint(20, 20));
        QCOMPARE(pixelsLike(scene.view.grab(around).toImage(), Qt::white), 0);
        scene.view.setSelected(0);
        QVERIFY(pixelsLike(scene.view.grab(around).toImage(), Qt::white) > 20);
    }

    void selectingNeitherZoomsNorPans() {
        Scene scene;
        scene.strew(3, UserLabel::Star);
        QSignalSpy changed(&scene.view, &SkyView::viewChanged);
        scene.view.setSelected(4);
        QCOMPARE(changed.count(), 0);
    }

    void centringPansOnlyWhenOutOfView() {
        Scene scene;
        scene.view.zoomBy(4);
        const double zoom = scene.view.zoom();
        const auto& wcs = scene.tile->reference().wcs;
        const QPointF middle(scene.view.width() / 2.0, scene.view.height() / 2.0);
        const PixelCoord before = scene.view.pixelAt(middle);
        scene.view.centreOn(*wcs.toSky({before.x + 10, before.y + 5}));
        QVERIFY(isNear(scene.view.pixelAt(middle), before, 1e-9));
        scene.view.centreOn(*wcs.toSky({40, 350}));
        QVERIFY(isNear(scene.view.pixelAt(middle), {40, 350}, 0.01));
        QCOMPARE(scene.view.zoom(), zoom);
    }

    void oneBandShowsThroughAColourMap() {
        Scene scene;
        scene.view.setSingleBand(Band::W2, QStringLiteral("viridis"));
        const QPoint bright = scene.place({300, 300});
        QTRY_COMPARE(scene.colourAt(bright), QColor(0xfd, 0xe7, 0x25));
        scene.view.setSingleBand(std::nullopt, {});
        QTRY_COMPARE(scene.colourAt(bright), QColor(Qt::white));
    }

    void pixelsAreSquaresFromCloseBy() {
        Scene scene;
        scene.view.zoomBy(30 / scene.view.zoom());
        const QPoint edge = scene.place({199.5, 200});
        QTRY_VERIFY(scene.colourAt(edge + QPoint(3, -60)).value() > 240);
        QVERIFY(scene.colourAt(edge - QPoint(3, 60)).value() < 15);
    }

    void theNewestStretchWins() {
        Scene scene;
        for (int i = 1; i <= 20; ++i) {
            DisplayStretch stretch = test::sceneStretch();
            stretch.limits.fill({0, float(100 * i)});
            scene.view.setStretch(stretch);
        }
        QTRY_COMPARE(scene.colourAt(scene.place({300, 300})).red(), 13); // 255 / 20, rounded
    }

    void theGridIsDrawn() {
        Scene scene;
        scene.view.setOverlayVisible(false);
        const QImage without = scene.view.grab().toImage();
        scene.view.setGridVisible(true);
        const QImage with = scene.view.grab().toImage();
        int changed = 0;
        for (int x = 0; x < with.width(); ++x)
            changed += with.pixel(x, 450) != without.pixel(x, 450);
        QVERIFY(changed >= 2);
    }

    void aNewTileReplacesTheOld() {
        Scene scene;
        scene.strew(3, UserLabel::Star);
        scene.view.setSelected(3);
        QSignalSpy shown(&scene.view, &SkyView::firstPictureShown);
        scene.view.setTile(test::sceneTile(120));
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(std::abs(scene.view.zoom() - 5.0) < 0.01); // 600 screen pixels over 120
        scene.view.setTile(nullptr);
        scene.view.grab();
    }

    void aTileOfOneBandIsShown() {
        auto tile = std::make_shared<Tile>(*test::sceneTile(100));
        tile->bands[1].reset();
        tile->bands[2].reset();
        SkyView view;
        view.resize(300, 300);
        QSignalSpy shown(&view, &SkyView::firstPictureShown);
        view.show();
        view.setTile(tile);
        QTRY_COMPARE(shown.count(), 1);
    }
};

IIC_WINDOW_TEST_MAIN(TestSkyView)
#include "test_sky_view.moc"
