#include "DrawnTexts.h"
#include "TestSupport.h"

#include "plots/LearningCurvesView.h"
#include "plots/StepCurve.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <ctime>

using namespace iic;
using namespace iic::ui;

namespace {

using Quantity = LearningCurvesOptions::Quantity;

/// Falls as curves do, with a few waves.
LearningRun learningRun(const QString& name, int epochs, int steps = 0) {
    LearningRun run{name, {}, epochs / 2, {}, {}};
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        const double loss = std::exp(-epoch / 20.0) + 0.02 * std::sin(epoch);
        run.epochs.push_back({epoch, loss, 1 - loss / 2, loss + 0.05, 0.95 - loss / 2, 1e-4, 1});
    }
    for (int step = 1; step <= steps; ++step) {
        const double at = double(step) * std::max(epochs, 1) / steps;
        run.lossOfSteps.emplace_back(at, std::exp(-at / 20) + 0.1 * std::cos(step * 7.0));
        run.accuracyOfSteps.emplace_back(at, 0.5);
    }
    return run;
}

std::shared_ptr<const LearningCurvesFigure> figureOf(std::vector<LearningRun> runs, LearningCurvesOptions options = {}) {
    return std::make_shared<LearningCurvesFigure>(std::move(runs), options);
}

QImage painted(const Figure& figure, const QSize& size = {640, 300}) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    figure.paint(painter, size, FigureStyle::onPaper());
    return image;
}

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

} // namespace

class TestLearningCurves : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aCurveOfStepsStaysSmallAndTrue() {
        StepCurve curve(100);
        double sum = 0;
        for (int i = 1; i <= 6400; ++i) {
            curve.add(i, i % 2 ? 1 : 3);
            sum += i;
        }
        QVERIFY(curve.points().size() >= 50 && curve.points().size() < 100);
        double meanX = 0;
        for (const QPointF& point : curve.points()) {
            QCOMPARE(point.y(), 2.0);
            meanX += point.x() / double(curve.points().size());
        }
        QVERIFY(std::abs(meanX - sum / 6400) < 1);
    }

    void everyPointIsThereWhileTheyAreFew() {
        StepCurve curve(100);
        for (int i = 0; i < 99; ++i)
            curve.add(i, i * i);
        QCOMPARE(curve.points().size(), std::size_t{99});
        QCOMPARE(curve.points()[7], QPointF(7, 49));
    }

    void stepsThatAreMadeAgainAreForgotten() {
        StepCurve curve(4); // full at the fourth: two means
        for (const double x : {1.0, 2.0, 2.5, 2.75})
            curve.add(x, x > 2 ? 9 : 1);
        curve.cut(2);
        QCOMPARE(curve.points().size(), std::size_t{1});
        curve.add(3, 1);
        curve.add(4, 1);
        for (const QPointF& point : curve.points())
            QCOMPARE(point.y(), 1.0);
        QVERIFY(curve.points().back().x() > 2);
    }

    void marksAndLegendAreInWords() {
        const auto figure = figureOf({learningRun("run 8", 40), learningRun("run 5", 60)}, {Quantity::Loss, 0, false, 0, 30});
        QStringList words;
        for (const auto& text : test::textsOf(*figure, {640, 300}))
            words << text.text;
        for (const char* word : {"training", "validation", "run 5, validation", "best 20", "rate halves", "Epoch", "Loss"})
            QVERIFY2(words.contains(word), word);
    }

    void aFlatAccuracyLooksFlat() {
        for (const double flat : {0.0, 0.33333, 1.0}) {
            LearningRun run = learningRun("run 1", 9);
            for (EpochResult& epoch : run.epochs)
                epoch.trainingAccuracy = epoch.validationAccuracy = std::min(1.0, flat + 1e-5 * epoch.epoch);
            const auto figure = figureOf({run}, {Quantity::Accuracy});
            double low = 1, high = 0;
            for (const auto& text : test::textsOf(*figure, {640, 300}))
                if (bool isNumber = false; text.place.right() < 80) {
                    const double tick = text.text.toDouble(&isNumber);
                    if (isNumber) {
                        low = std::min(low, tick);
                        high = std::max(high, tick);
                    }
                }
            QVERIFY2(high - low >= 0.03, qPrintable(QStringLiteral("%1 to %2").arg(low).arg(high)));
        }
    }

    void stepsShowBeforeTheFirstEpochIsOver() {
        LearningRun run = learningRun("run 1", 0, 50);
        const QImage with = painted(*figureOf({run}));
        run.lossOfSteps.clear();
        QVERIFY(with != painted(*figureOf({run})));
    }

    void epochsAreFoundAndNamed() {
        const auto figure = figureOf({learningRun("run 8", 40), learningRun("run 5", 10)});
        const FigureStyle style = FigureStyle::onPaper();
        QVERIFY(!figure->epochAt({1, 150}, {640, 300}, style));
        int last = 0;
        for (int x = 60; x < 620; x += 5)
            if (const auto epoch = figure->epochAt({double(x), 150}, {640, 300}, style)) {
                QVERIFY(*epoch >= last && *epoch >= 1 && *epoch <= 40);
                last = *epoch;
            }
        QCOMPARE(last, 40);
        QVERIFY(figure->textOf(5).contains("run 5, validation"));
        QVERIFY(!figure->textOf(30).contains("run 5"));
    }

    void nothingToDrawIsDrawn() {
        const LearningRun none{"run 1", {}, 0, {}, {}};
        LearningRun odd = learningRun("run 2", 3);
        odd.epochs[1].trainingLoss = std::numeric_limits<double>::quiet_NaN();
        odd.epochs[2].validationLoss = 0;
        for (const bool isLogarithmic : {false, true})
            for (const Quantity quantity : {Quantity::Loss, Quantity::Accuracy})
                for (const auto& runs : {std::vector<LearningRun>{}, std::vector{none}, std::vector{odd}})
                    QVERIFY(!painted(*figureOf(runs, {quantity, 0.9, isLogarithmic, 0, 1})).isNull());
    }

    void keysAndPointerChooseAnEpoch() {
        LearningCurvesView view;
        view.resize(640, 300);
        view.setCurves(figureOf({learningRun("run 8", 40)}));
        QSignalSpy pointed(&view, &LearningCurvesView::epochPointed);
        QTest::keyClick(&view, Qt::Key_End);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.pointed(), std::optional(39));
        QVERIFY(view.accessibleDescription().startsWith("epoch 39: training "));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.pointed());
        QCOMPARE(pointed.count(), 3);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::mouseMove(&view, {320, 150});
        QTRY_VERIFY(view.pointed());
        view.setCurves(figureOf({learningRun("run 9", 2)}));
        QVERIFY(!view.pointed() || *view.pointed() <= 2);
        view.setCurves(nullptr);
        QVERIFY(!view.pointed());
    }

    /// The share of the thread itself, whatever else the machine does.
    void aLongRunIsDrawnWithinAFrame() {
        const auto figure = figureOf({learningRun("run 8", 200, 1000), learningRun("run 7", 200), learningRun("run 6", 200)},
                                     {Quantity::Loss, 0.3, false, 200, 50});
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            const double start = threadMilliseconds();
            painted(*figure, {900, 330});
            best = std::min(best, threadMilliseconds() - start);
        }
        qInfo("%.1f ms", best);
        QVERIFY2(best < 16, qPrintable(QString::number(best)));
    }
};

IIC_WINDOW_TEST_MAIN(TestLearningCurves)
#include "test_learning_curves.moc"
