#include "models/SourceFilterModel.h"

#include "TestSupport.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

SourceList listOf(int count) {
    SourceList list;
    for (int i = 0; i < count; ++i) {
        DetectedSource source;
        source.position = {10.0 + 0.0001 * ((i * 7919) % count), -5.0};
        source.pixel = {double(i), 0.0};
        source.bands[0].correctedMagnitude = 10.0 + i % 7;
        source.bands[0].signalToNoise = 20;
        source.bands[1].correctedMagnitude = 9.0;
        source.bands[2].signalToNoise = i % 10;
        append(list, source);
    }
    return list;
}

Prediction galaxy(float confidence) {
    Prediction prediction;
    prediction.status = PredictionStatus::Classified;
    prediction.probabilities = {(1 - confidence) / 2, confidence, (1 - confidence) / 2};
    return prediction;
}

QString cell(const QAbstractItemModel& model, int row, int column) { return model.index(row, column).data().toString(); }

} // namespace

class TestSourceModel : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void obeysTheRulesOfModels() {
        SourceStore store;
        SourceTableModel model(store);
        SourceFilterModel shown(model);
        QAbstractItemModelTester sourceTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester shownTester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        store.reset(listOf(20));
        store.append(DetectedSource{});
        const std::vector<Prediction> predictions(5, galaxy(0.9f));
        store.setPredictions(3, predictions);
        store.setLabel(0, UserLabel::Star);
        shown.sort(SourceTableModel::Magnitude1, Qt::DescendingOrder);
        shown.setOnlyUnlabelled(true);
        store.reset({});
        QCOMPARE(model.rowCount(), 0);
    }

    void showsWhatIsKnownAndDashesElse() {
        SourceStore store;
        SourceTableModel model(store);
        store.reset(listOf(3));
        QCOMPARE(cell(model, 1, SourceTableModel::Magnitude1), QString("11.000"));
        QCOMPARE(cell(model, 1, SourceTableModel::Magnitude3), QString("—"));
        QCOMPARE(cell(model, 1, SourceTableModel::Class), QString("—"));
        store.setPredictions(1, std::vector{galaxy(0.875f)});
        QCOMPARE(cell(model, 1, SourceTableModel::Class), QString("galaxy"));
        QCOMPARE(cell(model, 1, SourceTableModel::Confidence), QString("0.875"));
        QCOMPARE(model.index(1, SourceTableModel::Class).data(SourceTableModel::ClassRole).toInt(), int(SourceClass::Galaxy));
    }

    void anUnclassifiedSourceHasNoClass() {
        SourceStore store;
        SourceTableModel model(store);
        store.reset(listOf(1));
        Prediction edge;
        edge.status = PredictionStatus::Incomplete;
        store.setPredictions(0, std::vector{edge});
        QCOMPARE(cell(model, 0, SourceTableModel::Class), QString("—"));
        QVERIFY(!model.index(0, SourceTableModel::Class).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void predictionsBeyondTheEndAreDropped() {
        SourceStore store;
        store.reset(listOf(2));
        QSignalSpy changed(&store, &SourceStore::predictionsChanged);
        store.setPredictions(1, std::vector(3, galaxy(0.5f)));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(1).toInt(), 1);
        store.setPredictions(2, std::vector(1, galaxy(0.5f)));
        QCOMPARE(changed.count(), 1);
    }

    void emptyCellsSortLastEitherWay() {
        SourceStore store;
        SourceTableModel model(store);
        SourceFilterModel shown(model);
        SourceList list = listOf(5);
        list.magnitude[0] = {12, NAN, 10, NAN, 11};
        store.reset(std::move(list));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            shown.sort(SourceTableModel::Magnitude1, order);
            QCOMPARE(cell(shown, 3, SourceTableModel::Magnitude1), QString("—"));
            QCOMPARE(cell(shown, 4, SourceTableModel::Magnitude1), QString("—"));
            QCOMPARE(cell(shown, 0, SourceTableModel::Magnitude1), QString(order == Qt::AscendingOrder ? "10.000" : "12.000"));
        }
    }

    void chipsFilter() {
        SourceStore store;
        SourceTableModel model(store);
        SourceFilterModel shown(model);
        store.reset(listOf(100));
        shown.setMinimumSignalToNoise3(5);
        QCOMPARE(shown.rowCount(), 50);
        store.setLabel(5, UserLabel::Unsure);
        shown.setOnlyUnlabelled(true);
        QCOMPARE(shown.rowCount(), 49);
        QCOMPARE(shown.shownRow(5), -1);
        store.setLabel(6, UserLabel::Star); // leaves while the chip is on
        QCOMPARE(shown.rowCount(), 48);
    }

    void fortyThousandRowsSortWithoutABreak() {
        SourceStore store;
        SourceTableModel model(store);
        SourceFilterModel shown(model);
        store.reset(listOf(40000));
        QBENCHMARK {
            shown.sort(SourceTableModel::RightAscension, Qt::AscendingOrder);
            shown.sort(-1);
        }
        shown.sort(SourceTableModel::RightAscension, Qt::AscendingOrder);
        for (int row = 1; row < shown.rowCount(); ++row)
            QVERIFY(model.number(shown.sourceRow(row - 1), SourceTableModel::RightAscension) <=
                    model.number(shown.sourceRow(row), SourceTableModel::RightAscension));
    }

    void nearestKeepsToItsRadius() {
        const SourceList list = listOf(10);
        QCOMPARE(list.nearest({4.2, 0.1}, 1.0), 4);
        QCOMPARE(list.nearest({4.2, 5.0}, 1.0), -1);
    }

    void theExportHoldsClickedSourcesAndLabels() {
        Table table;
        table.add(textColumn("designation", {"J000001.00+000000.0"}));
        table.add(realColumn("ra", "deg", {0.004}));
        table.add(realColumn("dec", "deg", {0.0}));
        table.add(realColumn("w1mpro", "mag", {12.0}));
        Result<Catalog> catalog = Catalog::fromTable(std::move(table), "test");
        QVERIFY(catalog);
        SourceList list;
        list.catalog = std::make_shared<const Catalog>(std::move(*catalog));
        list.name = {"J000001.00+000000.0"};
        list.position = {{0.004, 0.0}};
        list.pixel = {{0, 0}};
        for (auto* columns : {&list.magnitude, &list.magnitudeError, &list.signalToNoise})
            columns->fill({NAN});
        list.upperLimit.fill({false});
        list.truth.resize(1);
        list.contamination.resize(1);
        list.quality.resize(1);
        list.prediction = {galaxy(0.75f)};
        list.label = {UserLabel::Galaxy};
        DetectedSource clicked;
        clicked.position = {0.5, 0.25};
        append(list, clicked);

        const Table exported = exportTable(list);
        QCOMPARE(exported.rowCount(), std::size_t(2));
        QCOMPARE(exported.find("label")->text(0), std::string("galaxy"));
        QCOMPARE(exported.find("class")->text(0), std::string("galaxy"));
        QVERIFY(exported.find("class")->text(1).empty());
        QCOMPARE(exported.find("ra")->number(1).value_or(-1), 0.5);
        QCOMPARE(exported.find("w1mpro")->number(0).value_or(-1), 12.0);
    }
};

IIC_CORE_TEST_MAIN(TestSourceModel)
#include "test_source_model.moc"
