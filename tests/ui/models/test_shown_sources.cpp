#include "models/SourceTableModel.h"

#include "SampleSources.h"
#include "TestSupport.h"

#include <QAbstractItemModelTester>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

/// A list with its filter and its table, as a workspace has them.
struct Scene {
    explicit Scene(int count = 0) {
        if (count > 0)
            store.reset(test::sampleList(count));
    }
    QString cell(int place, SourceColumn column) const { return model.index(place, static_cast<int>(column)).data().toString(); }
    void sort(SourceColumn column, Qt::SortOrder order) { model.sort(static_cast<int>(column), order); }

    SourceStore store;
    SourceFilter filter;
    ShownSources shown{store, filter};
    SourceTableModel model{shown};
};

} // namespace

class TestShownSources : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void obeysTheRulesOfModels() {
        Scene scene;
        QAbstractItemModelTester tester(&scene.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        scene.store.reset(test::sampleList(20));
        scene.store.append(DetectedSource{});
        scene.store.append(DetectedSource{});
        scene.store.remove(20);
        QCOMPARE(scene.model.rowCount(), 21);
        scene.store.setPredictions(3, std::vector(5, test::galaxy(0.9f)));
        scene.store.setLabel(0, UserLabel::Star);
        scene.sort(SourceColumn::Magnitude1, Qt::DescendingOrder);
        QVERIFY(scene.filter.add("unlabelled", "isnull(label)"));
        QTRY_COMPARE(scene.model.rowCount(), 20);
        scene.store.reset({});
        QCOMPARE(scene.model.rowCount(), 0);
    }

    void showsWhatIsKnownAndDashesElse() {
        Scene scene(3);
        QCOMPARE(scene.cell(1, SourceColumn::Magnitude1), QString("11.000"));
        QCOMPARE(scene.cell(1, SourceColumn::Magnitude3), QString("—"));
        QCOMPARE(scene.cell(1, SourceColumn::Class), QString("—"));
        scene.store.setPredictions(1, std::vector{test::galaxy(0.875f)});
        QCOMPARE(scene.cell(1, SourceColumn::Class), QString("galaxy"));
        QCOMPARE(scene.cell(1, SourceColumn::Confidence), QString("0.875"));
        QCOMPARE(scene.model.index(1, static_cast<int>(SourceColumn::Class)).data(SourceTableModel::ClassRole).toInt(),
                 int(SourceClass::Galaxy));
    }

    void anUnclassifiedSourceHasNoClass() {
        Scene scene(1);
        Prediction edge;
        edge.status = PredictionStatus::Incomplete;
        scene.store.setPredictions(0, std::vector{edge});
        QCOMPARE(scene.cell(0, SourceColumn::Class), QString("—"));
        QVERIFY(!scene.model.index(0, static_cast<int>(SourceColumn::Class)).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void emptyCellsSortLastEitherWay() {
        Table table;
        table.add(realColumn("w1mpro", "mag", {12, NAN, 10, NAN, 11}));
        Scene scene;
        scene.store.reset(test::listOf(std::move(table)));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            scene.sort(SourceColumn::Magnitude1, order);
            QTRY_COMPARE(scene.cell(0, SourceColumn::Magnitude1), QString(order == Qt::AscendingOrder ? "10.000" : "12.000"));
            QCOMPARE(scene.cell(3, SourceColumn::Magnitude1), QString("—"));
            QCOMPARE(scene.cell(4, SourceColumn::Magnitude1), QString("—"));
        }
        scene.model.sort(-1, Qt::AscendingOrder);
        QTRY_COMPARE(scene.cell(0, SourceColumn::Magnitude1), QString("12.000"));
        QCOMPARE(scene.cell(1, SourceColumn::Magnitude1), QString("—"));
    }

    void textsSortLikeNumbers() {
        Texts flags;
        for (int row = 0; row < 150'000; ++row) // more than are read in one go
            flags.push_back(row % 3 == 0 ? "" : row % 3 == 1 ? "h000" : "0000");
        Table table;
        table.add(textColumn("cc_flags", std::move(flags)));
        Scene scene;
        scene.store.reset(test::listOf(std::move(table)));
        scene.sort(SourceColumn::Designation, Qt::DescendingOrder);
        QTRY_COMPARE(scene.shown.sourceRow(0), 149'999);
        for (int place = 0; place < scene.shown.count(); ++place)
            QCOMPARE(scene.shown.sourceRow(place), 149'999 - place);
        scene.sort(SourceColumn::Contamination, Qt::AscendingOrder);
        QTRY_COMPARE(scene.shown.sourceRow(0), 2);
        for (int place = 0; place < scene.shown.count(); ++place) // "0000", "h000", nothing
            QCOMPARE(scene.shown.sourceRow(place), 3 * (place % 50'000) + 2 - place / 50'000);
    }

    void whatWasShownStaysForThoseWhoReadIt() {
        Scene scene(10);
        const std::shared_ptr<const ShownRows> before = scene.shown.rows();
        scene.store.append(DetectedSource{});
        QVERIFY(scene.filter.add("", "w1mpro < 12"));
        QTRY_COMPARE(scene.shown.count(), 4);
        QCOMPARE(before->count(), 10);
        QCOMPARE(before->placeOf(9), 9);
        QCOMPARE(before->placeOf(10), -1);
        QCOMPARE(scene.shown.rows()->listSize(), 11);
    }

    void conditionsComposeAndComeOff() {
        Scene scene(100);
        QVERIFY(scene.filter.add("bright in W3", "w3snr >= 5", "snr"));
        QTRY_COMPARE(scene.shown.count(), 50);
        scene.store.setLabel(5, UserLabel::Unsure);
        QVERIFY(scene.filter.add("unlabelled", "isnull(label)"));
        QTRY_COMPARE(scene.shown.count(), 49);
        QCOMPARE(scene.shown.placeOf(5), -1);
        scene.store.setLabel(6, UserLabel::Star); // leaves while the chip is on
        QTRY_COMPARE(scene.shown.count(), 48);
        QVERIFY(scene.filter.add("very bright in W3", "w3snr >= 9", "snr")); // in the place of the first of its group
        QTRY_COMPARE(scene.shown.count(), 10);
        QCOMPARE(scene.filter.chips().size(), std::size_t(2));
        scene.filter.removeGroup("snr");
        QTRY_COMPARE(scene.shown.count(), 98);
        scene.filter.clear();
        QTRY_COMPARE(scene.shown.count(), 100);
    }

    void conditionsKnowClassesColoursAndMeasuredSources() {
        Scene scene(20);
        DetectedSource clicked;
        clicked.position = {1, 2};
        clicked.bands[0].correctedMagnitude = 12;
        clicked.bands[0].signalToNoise = 30;
        clicked.bands[1].correctedMagnitude = 11;
        clicked.bands[1].signalToNoise = 30;
        scene.store.append(clicked);
        QVERIFY(scene.filter.add("", "w1w2 == 1", "test")); // row % 7 == 0, and the one clicked
        QTRY_COMPARE(scene.shown.count(), 4);
        QCOMPARE(scene.shown.placeOf(20), 3);
        scene.store.setPredictions(0, std::vector(10, test::galaxy(0.75f)));
        QVERIFY(scene.filter.add("", "class == \"galaxy\" && confidence > 0.7", "test"));
        QTRY_COMPARE(scene.shown.count(), 10);
        scene.store.setPredictions(0, std::vector(5, test::galaxy(0.5f)));
        QTRY_COMPARE(scene.shown.count(), 5);
    }

    void conditionsAndOrderKnowHowRightTheNetworkIs() {
        Scene scene(10);
        const std::vector rows{2, 5, 8};
        scene.store.setPredictions(rows, std::vector{test::galaxy(0.9f), test::galaxy(0.5f), test::galaxy(0.7f)});
        scene.store.setGivenTruths(rows, std::vector{SourceClass::Galaxy, SourceClass::Galaxy, SourceClass::Star});
        scene.store.setComparedClasses(rows, std::vector{SourceClass::Star, SourceClass::Galaxy, SourceClass::Galaxy});
        QVERIFY(scene.filter.add("", "predicted == \"galaxy\" && truth == \"galaxy\"", "test"));
        QTRY_COMPARE(scene.shown.count(), 2);
        QVERIFY(scene.filter.add("", "predicted != compared", "test"));
        QTRY_COMPARE(scene.shown.count(), 1);
        QCOMPARE(scene.shown.sourceRow(0), 2);
        QVERIFY(scene.filter.add("", "p_true < 0.2 || margin < 0.3", "test")); // 8 is no galaxy; 5 is told by 0.25
        QTRY_COMPARE(scene.shown.count(), 2);
        scene.filter.clear();
        scene.shown.sortBy({SourceColumn::TrueProbability, Qt::AscendingOrder});
        QTRY_COMPARE(scene.shown.sourceRow(0), 8);
        QCOMPARE(scene.shown.sourceRow(1), 5);
        QCOMPARE(scene.shown.sourceRow(2), 2);
        scene.store.setComparedClasses({}, {});
        QVERIFY(!scene.store.sources().comparedClass(2));
    }

    void aConditionOnWhatIsNotThereIsPassedOver() {
        Scene scene(10);
        QVERIFY(scene.filter.add("", "z > 1"));
        QVERIFY(scene.filter.add("", "w1mpro < 12"));
        QTRY_COMPARE(scene.shown.count(), 4);
        QVERIFY(scene.shown.fault(0));
        QCOMPARE(scene.shown.fault(0)->position, std::size_t(0));
        QVERIFY(!scene.shown.fault(1));
    }

    void whatIsNoConditionIsRefused() {
        Scene scene(10);
        const ExpressionResult<void> refused = scene.filter.add("", "w1mpro <");
        QVERIFY(!refused);
        QCOMPARE(refused.error().position, std::size_t(8));
        QVERIFY(scene.filter.chips().empty());
        QCOMPARE(scene.shown.count(), 10);
    }

    void anAppendedSourceIsThereAtOnceAndSortedSoon() {
        Scene scene(10);
        scene.sort(SourceColumn::Magnitude1, Qt::AscendingOrder);
        QTRY_VERIFY(!scene.shown.isWorking());
        DetectedSource bright;
        bright.bands[0].correctedMagnitude = 5;
        scene.store.append(bright);
        QVERIFY(scene.shown.isShown(10));
        QTRY_COMPARE(scene.shown.placeOf(10), 0);
    }

    void aRemovedSourceIsGoneAndTheOthersStand() {
        Scene scene(10);
        scene.sort(SourceColumn::Magnitude1, Qt::AscendingOrder);
        for (const double magnitude : {5, 6, 7}) {
            DetectedSource clicked;
            clicked.bands[0].correctedMagnitude = magnitude;
            scene.store.append(clicked);
        }
        QTRY_COMPARE(scene.cell(0, SourceColumn::Magnitude1), QString("> 5.000"));
        QTRY_VERIFY(!scene.shown.isWorking());
        scene.store.remove(11);
        QCOMPARE(scene.shown.count(), 12);
        QCOMPARE(scene.shown.sourceRow(0), 10);
        QCOMPARE(scene.shown.sourceRow(1), 11); // was 12
        QCOMPARE(scene.shown.placeOf(11), 1);
        QCOMPARE(scene.shown.placeOf(12), -1);
        QCOMPARE(scene.cell(1, SourceColumn::Magnitude1), QString("> 7.000"));
        QVERIFY(!scene.shown.isWorking());
        for (int place = 0; place < scene.shown.count(); ++place)
            QCOMPARE(scene.shown.placeOf(scene.shown.sourceRow(place)), place);
    }

    void whatIsBeingWorkedOutForgetsARemovedSource() {
        for (const bool isAnotherAdded : {false, true}) {
            Scene scene(1000);
            for (const double magnitude : {12, 5}) {
                DetectedSource clicked;
                clicked.bands[0].correctedMagnitude = magnitude;
                scene.store.append(clicked);
            }
            QVERIFY(scene.filter.add("", "w1mpro < 10.5"));
            QVERIFY(scene.shown.isWorking());
            scene.store.remove(1000);
            if (isAnotherAdded) // as many as the work had begun with
                scene.store.append(DetectedSource{});
            bool isAlwaysShown = true;
            connect(&scene.shown, &ShownSources::changed, this,
                    [&] { isAlwaysShown = isAlwaysShown && scene.shown.isShown(1000); });
            QTRY_VERIFY(!scene.shown.isWorking());
            QCOMPARE(scene.shown.count(), 143 + 1);
            QVERIFY(isAlwaysShown);
        }
    }

    void equalOnesStayInTheOrderOfTheList() {
        Scene scene(5000);
        scene.sort(SourceColumn::Magnitude1, Qt::DescendingOrder);
        QTRY_COMPARE(scene.cell(0, SourceColumn::Magnitude1), QString("16.000"));
        for (int place = 1; place < scene.shown.count(); ++place) {
            const int before = scene.shown.sourceRow(place - 1), row = scene.shown.sourceRow(place);
            QVERIFY(before % 7 > row % 7 || (before % 7 == row % 7 && before < row));
        }
    }
};

IIC_CORE_TEST_MAIN(TestShownSources)
#include "test_shown_sources.moc"
