#include "EvaluateSession.h"

#include <QCheckBox>
#include <QSettings>

using namespace iic;
using namespace iic::ui;

using Session = iic::test::EvaluateSession;
using Cell = ConfusionFigure::Cell;

/// Which network judges which sources in the window, and what is said of both.
class TestJudgementWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_, file_, run_;
    JudgedSources judged_; ///< the training split, by the demo network

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeBalancedSky(scratch("sky"));
        file_ = test::buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
        run_ = test::trainBriefly(file_, scratch("runs") / "brief");
        QVERIFY(!run_.empty());
        judged_ = test::judgedBy(test::demoModel(), file_, DatasetSplit::Training);
    }
    void cleanup() { QSettings().clear(); }

    void aTemperatureIsFittedOnValidation() {
        Session session(scratch("temperature"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Test));
        QTest::mouseClick(session.part<QCheckBox>("calibrated"), Qt::LeftButton, {},
                          {8, session.part<QCheckBox>("calibrated")->height() / 2});
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().fittedTemperature().has_value(); }, 60000));
        const JudgedSources validation = test::judgedBy(test::demoModel(), file_, DatasetSplit::Validation);
        QCOMPARE(*session.evaluation().fittedTemperature(), iic::fitTemperature(validation.probabilities, validation.truth));
        QVERIFY(session.part<QCheckBox>("calibrated")->text().contains(QStringLiteral("T =")));
    }

    void whatMakesScoresTooGoodIsSaid() {
        Session session(scratch("leakage"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        const auto warnings = [&] { return session.part<QLabel>("leakageWarnings")->text(); };
        QVERIFY2(warnings().contains(QStringLiteral("training split")) && warnings().contains(QStringLiteral("It is not known")),
                 qPrintable(warnings()));
        session.page().bar().network().choose(run_); // which learned from this dataset
        QVERIFY(session.evaluate(DatasetSplit::Test));
        QVERIFY2(!warnings().contains(QStringLiteral("dataset")) && !warnings().contains(QStringLiteral("training")),
                 qPrintable(warnings()));
        QCOMPARE(session.window.models().file(), run_); // it is in use everywhere
        const std::filesystem::path later = test::trainBriefly(file_, scratch("runs") / "later", run_);
        QVERIFY(!later.empty());
        session.page().bar().network().choose(later);
        QVERIFY(session.evaluate(DatasetSplit::Test));
        QVERIFY2(warnings().contains(QStringLiteral("began with the weights of brief/best.h5")), qPrintable(warnings()));
        const std::filesystem::path copy = scratch("copy") / "renamed.h5";
        std::filesystem::copy_file(file_, copy, std::filesystem::copy_options::overwrite_existing);
        const auto open = [&](const std::filesystem::path& file) {
            session.window.open({file});
            return QTest::qWaitFor([&] { return session.dataset().dataset()->dataset.path() == file; }, 20000);
        };
        QVERIFY(open(copy));
        QVERIFY(!session.evaluation().judgement()); // of the one before
        QVERIFY(session.evaluate(DatasetSplit::Test));
        QVERIFY2(!warnings().contains(QStringLiteral("dataset")), qPrintable(warnings())); // the same under another name
        QVERIFY(open(test::buildSmallDataset(sky_, "split otherwise.h5", 9)));
        QVERIFY(session.evaluate(DatasetSplit::Test));
        QVERIFY2(warnings().contains(QStringLiteral("another dataset")), qPrintable(warnings()));
        QVERIFY(session.evaluate(DatasetSplit::Validation));
        QVERIFY2(warnings().contains(QStringLiteral("validation")), qPrintable(warnings()));
    }

    void weightsWrittenAgainAreLoadedAgain() {
        const auto run = scratch("rewritten");
        const auto write = [&](const std::filesystem::path& weights) { // as a run replaces its best ones
            std::filesystem::copy_file(weights, run / "next");
            std::filesystem::rename(run / "next", run / "best.h5");
        };
        write(run_);
        Session session(scratch("again"));
        QVERIFY(session.show(file_));
        session.page().bar().network().choose(run / "best.h5");
        QVERIFY(session.evaluate(DatasetSplit::Training));
        const auto warnings = [&] { return session.part<QLabel>("leakageWarnings")->text(); };
        const auto probabilities = [&] { return session.evaluation().judgement()->rows.sources.probabilities; };
        const auto before = probabilities();
        QVERIFY2(!warnings().contains(QStringLiteral("written again")), qPrintable(warnings()));
        write(test::demoModel());
        QTRY_VERIFY2(warnings().contains(QStringLiteral("written again")), qPrintable(warnings()));
        QVERIFY(session.part<NetworkBox>("evaluatedNetwork")->chosenName().contains(QStringLiteral("Newer")));
        QVERIFY(probabilities() == before); // they stay what they are called
        const SharedJudgement old = session.evaluation().judgement();
        QTest::mouseClick(session.part<QPushButton>("evaluate"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor(
            [&] { return session.evaluation().judgement() && session.evaluation().judgement() != old && session.isAtRest(); },
            60000));
        QVERIFY(probabilities() == judged_.probabilities);
        QVERIFY2(!warnings().contains(QStringLiteral("written again")), qPrintable(warnings()));
        QVERIFY(!session.part<NetworkBox>("evaluatedNetwork")->chosenName().contains(QStringLiteral("Newer")));
    }

    void aDatasetThatChangedSinceTheRunIsTold() {
        const auto folder = scratch("changed");
        const auto file = folder / "set.h5";
        std::filesystem::copy_file(file_, file);
        const auto run = test::trainBriefly(file, folder / "run");
        QVERIFY(!run.empty());
        for (const bool hasChanged : {false, true}) {
            if (hasChanged) // the same sources, split anew
                std::filesystem::rename(test::buildSmallDataset(sky_, "split anew.h5", 9), file);
            Session session(scratch(hasChanged ? "after" : "before"));
            QVERIFY(session.show(file));
            session.page().bar().network().choose(run);
            QVERIFY(session.evaluate(DatasetSplit::Test));
            const QString warnings = session.part<QLabel>("leakageWarnings")->text();
            QVERIFY2(warnings.contains("The dataset has changed since this network learned from it") == hasChanged,
                     qPrintable(warnings));
        }
    }

    void twoRunsAreComparedSourceBySource() {
        Session session(scratch("two"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        auto* other = session.part<NetworkBox>("comparedNetwork");
        other->choose(run_);
        Q_EMIT other->picked();
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().result() && session.result().compared && session.isAtRest(); },
                                60000));
        const auto these = likeliest(judged_.probabilities),
                   others = likeliest(test::judgedBy(run_, file_, DatasetSplit::Training).probabilities);
        Cell most{0, 1};
        ConfusionMatrix changes;
        for (std::size_t i = 0; i < these.size(); ++i)
            changes.add(these[i], others[i]);
        for (std::size_t row = 0; row < classCount; ++row)
            for (std::size_t column = 0; column < classCount; ++column) {
                QCOMPARE(session.result().compared->changes.count(row, column), changes.count(row, column));
                if (row != column && changes.count(row, column) > changes.count(*most.predicted, *most.truth))
                    most = {row, column};
            }
        QVERIFY(changes.count(*most.predicted, *most.truth) > 0);
        session.page().picks().pickChange(most, false);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), int(changes.count(*most.predicted, *most.truth)));
    }

    void judgingIsStopped() {
        Session session(scratch("stop"));
        QVERIFY(session.show(file_));
        session.chooseSplit(DatasetSplit::Training);
        auto* button = session.part<QPushButton>("evaluate");
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(session.page().judge().isJudging());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!session.page().judge().isJudging());
        QVERIFY(!session.evaluation().judgement());
        QVERIFY(button->isEnabled());
    }
};

IIC_WINDOW_TEST_MAIN(TestJudgementWindow)
#include "test_judgement_window.moc"
