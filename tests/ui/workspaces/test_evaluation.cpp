#include "TestSupport.h"

#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/EvaluationTables.h"
#include "workspaces/evaluate/NetworkBox.h"

#include <QSignalSpy>

using namespace iic;
using namespace iic::ui;

using Cell = ConfusionFigure::Cell;

/// What is picked becomes a condition, and numbers become tables.
class TestEvaluation : public iic::test::Test {
    Q_OBJECT

    static QString condition(const SourceFilter& filter) {
        return filter.chips().empty() ? QString() : QString::fromStdString(filter.chips().front().condition.text());
    }

  private Q_SLOTS:
    void theNetworkInUseIsEvaluatedUntilAnotherIsPicked() {
        const KnownNetwork run{QStringLiteral("run"), "run/best.h5"}, inUse{QStringLiteral("in use"), "demo.h5"},
            later{QStringLiteral("later"), "later.h5"};
        NetworkBox box;
        box.setNetworks({run}); // the model in use is still being read
        QCOMPARE(box.chosen(), run.file);
        box.setNetworks({inUse, run});
        QCOMPARE(box.chosen(), inUse.file);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.chosen(), run.file);
        box.setNetworks({later, inUse, run});
        QCOMPARE(box.chosen(), run.file);
    }

    void cellsAreConditions() {
        SourceFilter filter;
        EvaluationPicks picks(filter);
        picks.pickCell({0, 1}, false);
        QCOMPARE(condition(filter), QStringLiteral("(predicted == \"star\" && truth == \"galaxy\")"));
        picks.pickCell({std::nullopt, 2}, true);
        QCOMPARE(condition(filter), QStringLiteral("(predicted == \"star\" && truth == \"galaxy\") || (truth == \"quasar\")"));
        QVERIFY(EvaluationPicks::isPick(filter.chips().front()));
        picks.pickCell({1, std::nullopt}, false); // in the place of both
        QCOMPARE(picks.cells(), std::vector<Cell>({{1, std::nullopt}}));
        picks.pickCell({1, std::nullopt}, false);
        QVERIFY(filter.chips().empty());
    }

    void aChipThatIsTakenAwayPicksNothing() {
        SourceFilter filter;
        EvaluationPicks picks(filter);
        picks.showSplit(DatasetSplit::Test);
        picks.pickThreshold({2, 0.25}, false);
        QCOMPARE(filter.chips().size(), std::size_t{2});
        QVERIFY(!EvaluationPicks::isPick(filter.chips()[0])); // the split is a part of what is evaluated
        QCOMPARE(QString::fromStdString(filter.chips()[1].condition.text()), QStringLiteral("p_quasar >= 0.25"));
        QSignalSpy changed(&picks, &EvaluationPicks::changed);
        filter.remove(1);
        QVERIFY(picks.thresholds().empty());
        QVERIFY(!changed.isEmpty());
    }

    void oneThresholdAClassIsKept() {
        using Held = EvaluationPicks::Held;
        SourceFilter filter;
        EvaluationPicks picks(filter);
        picks.pickThreshold({0, 0.5}, true);
        picks.pickThreshold({2, 0.25}, true);
        QCOMPARE(condition(filter), QStringLiteral("p_star >= 0.5 || p_quasar >= 0.25"));
        picks.pickThreshold({0, 0.75}, true); // in the place of that of its class
        QCOMPARE(picks.thresholds(), std::vector<Held>({{2, 0.25}, {0, 0.75}}));
        picks.pickThreshold({1, 0.125}, false);
        QCOMPARE(condition(filter), QStringLiteral("p_galaxy >= 0.125"));
        picks.clearThresholds();
        QVERIFY(filter.chips().empty() && picks.thresholds().empty());
    }

    void rangesOfConfidenceAreConditions() {
        SourceFilter filter;
        EvaluationPicks picks(filter);
        picks.pickRange({0.5, 0.75}, false);
        picks.pickRange({0, 0.25}, true);
        QCOMPARE(condition(filter),
                 QStringLiteral("(confidence > 0.5 && confidence <= 0.75) || (confidence > 0 && confidence <= 0.25)"));
        QVERIFY(EvaluationPicks::isPick(filter.chips().front()));
        picks.pickRange({0.5, 0.75}, true); // let go
        QCOMPARE(condition(filter), QStringLiteral("(confidence > 0 && confidence <= 0.25)"));
        filter.clear();
        QVERIFY(picks.ranges().empty());
    }

    void evenDifferencesAreChance() {
        QCOMPARE(chanceOfDifference(5, 5), 1.0);
        QCOMPARE(chanceOfDifference(0, 5), 0.0625); // 2 · 2⁻⁵
        QCOMPARE(chanceOfDifference(5, 0), 0.0625);
        QCOMPARE(chanceOfDifference(0, 0), 1.0);
        QVERIFY(chanceOfDifference(10'000, 11'000) < 1e-10);
    }

    void scoresStandBesideThoseOfThePaper() {
        EvaluationResult result;
        result.scored.members = {0, 1, 2};
        const JudgedSources sources{{0, 1, 2}, {{0.8, 0.1, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.1, 0.8}}};
        result.scored.evaluation = std::make_shared<const iic::Evaluation>(iic::evaluate(sources));
        const std::vector<iic::Figure> intervals{{"precision of class 0", 0.5, {0.25, 0.75}}};
        const auto table = scoreTable(result, intervals, {true, true});
        QCOMPARE(table.lines.size(), std::size_t{5});
        QCOMPARE(table.lines[0][1], QStringLiteral("50.0\n25.0–75.0\npaper 93.7"));
        QCOMPARE(table.lines[1][1], QStringLiteral("–\n–\npaper 95.4")); // never predicted
        QCOMPARE(table.lines[4][5], QStringLiteral("66.7\n–\npaper 95.2"));
        QCOMPARE(table.numbers.rowCount(), std::size_t{5});
    }
};

IIC_WINDOW_TEST_MAIN(TestEvaluation)
#include "test_evaluation.moc"
