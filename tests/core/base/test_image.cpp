#include "TestSupport.h"

#include "base/Image.h"

#include <algorithm>

using namespace iic;

class TestImage : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void rowsLieOneAfterAnother() {
        Image<int> image(3, 2);
        image.at(2, 0) = 7;
        image.at(0, 1) = 8;
        QCOMPARE(std::vector<int>(image.pixels().begin(), image.pixels().end()), (std::vector{0, 0, 7, 8, 0, 0}));
        QCOMPARE(image.row(1).size(), std::size_t{3});
        QCOMPARE(&image.row(1)[0], &image.at(0, 1));
        image.row(0)[1] = 6;
        QCOMPARE(std::as_const(image).at(1, 0), 6);
        QCOMPARE(std::as_const(image).row(0)[1], 6);
    }

    void filledOnRequest() {
        const FloatImage image(4, 5, 2.5f);
        QCOMPARE(image.width(), 4);
        QCOMPARE(image.height(), 5);
        QVERIFY(!image.empty());
        QCOMPARE(std::count(image.pixels().begin(), image.pixels().end(), 2.5f), 20);
    }

    void containsItsPixelsOnly() {
        const FloatImage image(3, 2);
        for (const auto& [x, y] : {std::pair{0, 0}, {2, 1}})
            QVERIFY(image.contains(x, y));
        for (const auto& [x, y] : {std::pair{-1, 0}, {0, -1}, {3, 0}, {0, 2}})
            QVERIFY(!image.contains(x, y));
        QVERIFY(FloatImage().empty());
        QVERIFY(!FloatImage().contains(0, 0));
    }
};

IIC_CORE_TEST_MAIN(TestImage)
#include "test_image.moc"
