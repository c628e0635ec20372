#include "widgets/DotMap.h"

#include "TestSupport.h"

#include <cmath>

using namespace iic::ui;

namespace {

constexpr std::array<QRgb, 2> colours{0xffe69f00, 0xff56b4e9};

int pixelsOf(const QImage& picture, QRgb colour) {
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixel(x, y) == colour;
    return count;
}

} // namespace

class TestDotMap : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aDotIsASquareAboutItsPlace() {
        DotMap dots;
        dots.reset({20, 10}, 3, 8);
        QVERIFY(dots.add(5.5, 4.5, 0)); // the middle of pixel (5, 4)
        QImage picture;
        dots.drawOn(picture, colours);
        QCOMPARE(picture.size(), QSize(20, 10));
        QCOMPARE(pixelsOf(picture, colours[0]), 9);
        QCOMPARE(picture.pixel(4, 3), colours[0]);
        QCOMPARE(picture.pixel(6, 5), colours[0]);
        QCOMPARE(pixelsOf(picture, 0), 20 * 10 - 9);
    }

    void atTheEdgeTheRestOfItIsSeen() {
        DotMap dots;
        dots.reset({20, 10}, 4, 8);
        QVERIFY(dots.add(0, 0, 1));
        QVERIFY(dots.add(20, 10, 1));
        QVERIFY(dots.add(-6, 5, 1)); // within the margin, out of the picture
        QImage picture;
        dots.drawOn(picture, colours);
        QCOMPARE(pixelsOf(picture, colours[1]), 8);
        QCOMPARE(picture.pixel(1, 1), colours[1]);
        QCOMPARE(picture.pixel(18, 8), colours[1]);
    }

    void whatIsFarAwayOrNowhereIsNone() {
        DotMap dots;
        dots.reset({20, 10}, 3, 8);
        QVERIFY(!dots.add(-12, 5, 0));
        QVERIFY(!dots.add(5, 22, 0));
        QVERIFY(!dots.add(1e300, 5, 0));
        QVERIFY(!dots.add(std::nan(""), 5, 0));
    }

    void ofThoseAtOnePlaceTheLastIsSeen() {
        DotMap dots;
        dots.reset({20, 10}, 3, 8);
        dots.add(5.5, 4.5, 0);
        dots.add(5.5, 4.5, 1);
        QImage picture;
        dots.drawOn(picture, colours);
        QCOMPARE(pixelsOf(picture, colours[1]), 9);
        QCOMPARE(pixelsOf(picture, colours[0]), 0);
    }

    void aPictureIsDrawnAnew() {
        DotMap dots;
        QImage picture;
        for (const QSize& size : {QSize(20, 10), QSize(20, 10), QSize(9, 30)}) {
            dots.reset(size, 3, 8);
            dots.add(5.5, 4.5, 0);
            dots.drawOn(picture, colours);
            QCOMPARE(picture.size(), size);
            QCOMPARE(pixelsOf(picture, colours[0]), 9);
            dots.reset(size, 3, 8);
            dots.drawOn(picture, colours);
            QCOMPARE(pixelsOf(picture, 0), size.width() * size.height());
        }
    }
};

IIC_CORE_TEST_MAIN(TestDotMap)
#include "test_dot_map.moc"
