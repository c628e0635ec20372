#include "TestSupport.h"

#include "metrics/ConfusionMatrix.h"

#include <cmath>

class TestConfusionMatrix : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void scoresByHand() {
        // True:            star 10, galaxy 10, quasar 5
        const std::array<std::array<int, 3>, 3> counts{{{8, 1, 0}, {2, 7, 1}, {0, 2, 4}}};
        iic::ConfusionMatrix matrix;
        for (std::size_t predicted = 0; predicted < 3; ++predicted)
            for (std::size_t truth = 0; truth < 3; ++truth)
                for (int n = 0; n < counts[predicted][truth]; ++n)
                    matrix.add(predicted, truth);

        QCOMPARE(matrix.total(), 25.0);
        QCOMPARE(matrix.right(), 19.0);
        QCOMPARE(matrix.accuracy(), 19.0 / 25);
        QCOMPARE(matrix.predicted(1), 10.0);
        QCOMPARE(matrix.truth(1), 10.0);
        const auto galaxy = matrix.scores(1);
        QCOMPARE(galaxy.precision, 0.7);
        QCOMPARE(galaxy.recall, 0.7);
        QCOMPARE(galaxy.specificity, 12.0 / 15);
        QCOMPARE(galaxy.f1, 0.7);
        QCOMPARE(galaxy.accuracy, 19.0 / 25);
        const auto star = matrix.scores(0);
        QCOMPARE(star.precision, 8.0 / 9);
        QCOMPARE(star.recall, 0.8);
        QCOMPARE(star.specificity, 14.0 / 15);
        QCOMPARE(star.f1, 16.0 / 19);
    }

    void undefinedIsNotANumber() {
        iic::ConfusionMatrix matrix;
        QVERIFY(std::isnan(matrix.accuracy()));
        matrix.add(0, 0);
        QVERIFY(std::isnan(matrix.scores(2).precision));
        QVERIFY(std::isnan(matrix.scores(2).recall));
        QCOMPARE(matrix.scores(2).accuracy, 1.0);
    }
};

IIC_CORE_TEST_MAIN(TestConfusionMatrix)
#include "test_confusion_matrix.moc"
