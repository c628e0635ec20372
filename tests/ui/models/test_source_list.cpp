#include "models/SourceCells.h"
#include "models/SourceConditions.h"
#include "models/SourceExport.h"
#include "models/SourceStore.h"

#include "SampleSources.h"
#include "TestSupport.h"

#include <QSignalSpy>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

ReviewMarks inGroup(std::uint8_t group) {
    ReviewMarks marks;
    marks.mistakeGroup = group;
    return marks;
}

ReviewMarks doubted(float margin) {
    ReviewMarks marks;
    marks.labelMargin = margin;
    marks.isSuspected = true;
    marks.likely = SourceClass::Galaxy;
    return marks;
}

} // namespace

class TestSourceList : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void nearestKeepsToItsRadius() {
        SourceList list;
        for (int i = 0; i < 10; ++i) {
            DetectedSource source;
            source.position = {10 + 0.01 * i, -5};
            source.pixel = {double(i), 0};
            list.append(source);
        }
        QCOMPARE(list.nearest({4.2, 0.1}, 1.0), 4);
        QCOMPARE(list.nearest({4.2, 5.0}, 1.0), -1);
        QCOMPARE(list.nearestOnSky({10.03, -5 + 2.0 / 3600}, 3.0), 3);
        QCOMPARE(list.nearestOnSky({10.03, -5 + 4.0 / 3600}, 3.0), -1);
    }

    void catalogAndMeasuredSourcesAreFoundAlike() {
        SourceList list = test::sampleList(100);
        DetectedSource source;
        source.position = {10.0201, -5};
        list.append(source);
        QCOMPARE(list.nearestOnSky({10.02001, -5}, 3.0), 20);
        QCOMPARE(list.nearestOnSky({10.0201, -5}, 3.0), 100);
        QCOMPARE(list.nearestOnSky({200, 80}, 3.0), -1);
        QCOMPARE(list.nearestOnSky({std::nan(""), 0}, 3.0), -1);
    }

    void aNameDecidesBetweenTwoThatAreClose() {
        Table table;
        table.add(textColumn("designation", {"a", "b"}));
        table.add(realColumn("ra", "deg", {10, 10}));
        table.add(realColumn("dec", "deg", {0, 1.0 / 3600}));
        Result<Catalog> catalog = Catalog::fromTable(std::move(table), "pair");
        QVERIFY(catalog);
        const SourceList list(
            std::make_shared<const SourceColumns>(sourceColumns(std::make_shared<const Catalog>(std::move(*catalog)), nullptr)));
        QCOMPARE(list.find("b", {10, 0}, 3.0), 1);
        QCOMPARE(list.find("someone else", {10, 0}, 3.0), 0);
    }

    void withoutAPlaceANameIsFoundInItsFileAlone() {
        Table table;
        table.add(textColumn("designation", {"spiral/2.png", "spiral/1.png", "smooth/1.png", "placed"}));
        table.add(realColumn("ra", "deg", {std::nan(""), std::nan(""), std::nan(""), 10}));
        table.add(realColumn("dec", "deg", {std::nan(""), std::nan(""), std::nan(""), 0}));
        const auto catalog = std::make_shared<const Catalog>(*Catalog::fromTable(std::move(table), "images"));
        const SourceList images(std::make_shared<const SourceColumns>(sourceColumns(catalog, nullptr, "galaxies.h5")));
        QCOMPARE(images.labelledName(1), QString("galaxies.h5: spiral/1.png"));
        QCOMPARE(images.labelledName(3), QString("placed"));
        for (const int row : {0, 1, 2})
            QCOMPARE(images.findWithoutPlace(images.labelledName(row)), row);
        for (const char* name :
             {"spiral/1.png", "others.h5: spiral/1.png", "galaxies.h5: spiral/3.png", "placed", "galaxies.h5: placed", "", "zzz"})
            QCOMPARE(images.findWithoutPlace(name), -1);
        const SourceList plain(std::make_shared<const SourceColumns>(sourceColumns(catalog, nullptr)));
        QCOMPARE(plain.findWithoutPlace("smooth/1.png"), 2);
        QCOMPARE(SourceList().findWithoutPlace("smooth/1.png"), -1);
    }

    void aCopyKeepsWhatItWas() {
        SourceList list = test::sampleList(3);
        const SourceList before = list;
        list.setLabel(1, UserLabel::Star);
        list.setPrediction(2, test::galaxy(0.9f));
        QCOMPARE(before.label(1), UserLabel::None);
        QVERIFY(!before.prediction(2));
        QCOMPARE(list.shownClass(1), std::optional(SourceClass::Star));
        QCOMPARE(list.shownClass(2), std::optional(SourceClass::Galaxy));
    }

    void aReviewMarksItsSourcesAlone() {
        SourceStore store;
        store.reset(test::sampleList(3));
        store.setReviewMarks(std::vector{0, 2}, std::vector<ReviewMarks>{inGroup(4), doubted(-0.5F)});
        QCOMPARE(store.sources().reviewMarks(0).mistakeGroup, std::uint8_t{4});
        const auto met = [&store](const char* condition) {
            return meetAll(store.sources(), {Expression::parse(condition).value()}, {}).value();
        };
        QCOMPARE(met("mistake_group == 4"), (std::vector<std::uint8_t>{1, 0, 0}));
        QCOMPARE(met("label_margin < 0"), (std::vector<std::uint8_t>{0, 0, 1}));
        QCOMPARE(met("suspected == 1"), (std::vector<std::uint8_t>{0, 0, 1}));
        QCOMPARE(met("likely == \"galaxy\""), (std::vector<std::uint8_t>{0, 0, 1}));
        store.setReviewMarks(std::vector{1}, std::vector<ReviewMarks>{inGroup(1)});
        QCOMPARE(met("mistake_group > 0"), (std::vector<std::uint8_t>{0, 1, 0}));
    }

    void aPlaceInThePlaneOfFeaturesIsACondition() {
        SourceStore store;
        store.reset(test::sampleList(3));
        const auto inside = [&store] {
            const auto condition = Expression::parse("inside(plane_x, plane_y, 0, 0, 2, 0, 2, 2, 0, 2)").value();
            return meetAll(store.sources(), {condition}, {}).value();
        };
        QCOMPARE(inside(), (std::vector<std::uint8_t>{0, 0, 0}));
        store.setFeaturePlaces(std::vector{0, 1}, std::vector<FeaturePlace>{{1, 1}, {3, 1}});
        QCOMPARE(inside(), (std::vector<std::uint8_t>{1, 0, 0}));
        store.setFeaturePlaces(std::vector{2}, std::vector<FeaturePlace>{{1, 1}}); // and of no other
        QCOMPARE(inside(), (std::vector<std::uint8_t>{0, 0, 1}));
    }

    void entropyTellsHowUndecidedThePredictionIs() {
        SourceList list = test::sampleList(3);
        QVERIFY(std::isnan(list.entropy(0)));
        const float third = 1.0F / 3;
        list.setPrediction(0, Prediction{PredictionStatus::Classified, {third, third, third}});
        list.setPrediction(1, Prediction{PredictionStatus::Classified, {0, 1, 0}});
        list.setPrediction(2, Prediction{PredictionStatus::Classified, {0.5F, 0.5F, 0}});
        QVERIFY(std::abs(list.entropy(0) - 1) < 1e-6);
        QCOMPARE(list.entropy(1), 0.0);
        QVERIFY(std::abs(list.entropy(2) - std::log(2.0) / std::log(3.0)) < 1e-6);
    }

    void whatTheNetworkSaysItselfComesBack() {
        SourceStore store;
        store.reset(test::sampleList(3));
        const std::vector<Prediction> own(2, test::galaxy(0.9f)), adjusted(2, test::galaxy(0.2f));
        const std::vector rows{0, 2}, others{1, 2};
        store.setAdjusted(rows, adjusted, own, QStringLiteral("elsewhere"));
        QCOMPARE(store.sources().shownClass(2), std::optional(SourceClass::Star));
        QCOMPARE(store.sources().adjustment(2), QStringLiteral("elsewhere"));
        QVERIFY(predictionNotes(store.sources(), 2).contains(QStringLiteral("elsewhere")));
        QVERIFY(predictionNotes(store.sources(), 1).isEmpty());
        QCOMPARE(exportPredictions(store.sources())[2].best(), SourceClass::Galaxy); // a file outlives the evaluation
        store.setAdjusted(others, adjusted, own, QStringLiteral("elsewhere"));
        QCOMPARE(store.sources().shownClass(0), std::optional(SourceClass::Galaxy)); // no longer one of them
        store.setPredictions(1, std::vector{test::galaxy(0.5f)}); // asked anew
        QVERIFY(store.sources().adjustment(1).isEmpty());
        QSignalSpy changed(&store, &SourceStore::predictionsChanged);
        store.clearAdjusted();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(store.sources().shownClass(2), std::optional(SourceClass::Galaxy));
        QCOMPARE(store.sources().prediction(1)->confidence(), 0.5f);
        store.setAdjusted(rows, adjusted, own, {});
        QCOMPARE(store.sources().shownClass(0), std::optional(SourceClass::Galaxy));
        QVERIFY(!store.sources().hasAdjusted());
        store.setGivenTruths(rows, std::vector(2, SourceClass::Quasar));
        QCOMPARE(store.sources().truth(2), std::optional(SourceClass::Quasar));
        store.clearGivenTruths();
        QVERIFY(!store.sources().truth(2));
    }

    void onlyWhatWasMeasuredByHandCanBeTakenAway() {
        SourceStore store;
        store.reset(test::sampleList(2));
        for (const double declination : {1, 2, 3}) {
            DetectedSource clicked;
            clicked.position = {0, declination};
            store.append(clicked);
        }
        store.setLabel(4, UserLabel::Star);
        store.setPredictions(4, std::vector{test::galaxy(0.75f)});
        QSignalSpy removed(&store, &SourceStore::removed);
        for (const int row : {-1, 0, 1, 5})
            store.remove(row);
        QCOMPARE(removed.count(), 0);
        store.remove(3);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][0].toInt(), 3);
        QCOMPARE(store.size(), 4);
        QCOMPARE(store.sources().position(2).declination, 1.0);
        QCOMPARE(store.sources().position(3).declination, 3.0); // with all that is known of it
        QCOMPARE(store.sources().label(3), UserLabel::Star);
        QCOMPARE(store.sources().predictedClass(3), std::optional(SourceClass::Galaxy));
        QVERIFY(!store.sources().prediction(2));
    }

    void predictionsBeyondTheEndAreDropped() {
        SourceStore store;
        store.reset(test::sampleList(2));
        QSignalSpy changed(&store, &SourceStore::predictionsChanged);
        store.setPredictions(1, std::vector(3, test::galaxy(0.5f)));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(1).toInt(), 1);
        store.setPredictions(2, std::vector(1, test::galaxy(0.5f)));
        QCOMPARE(changed.count(), 1);
    }

    void theExportHoldsClickedSourcesAndLabels() {
        Table table;
        table.add(textColumn("designation", {"J000001.00+000000.0"}));
        table.add(realColumn("w1mpro", "mag", {12.0}));
        SourceList list = test::listOf(std::move(table));
        list.setPrediction(0, test::galaxy(0.75f));
        list.setLabel(0, UserLabel::Galaxy);
        DetectedSource clicked;
        clicked.position = {0.5, 0.25};
        list.append(clicked);

        const Table exported = exportTable(list);
        QCOMPARE(exported.rowCount(), std::size_t(2));
        QCOMPARE(exported.find("label")->text(0), std::string("galaxy"));
        QCOMPARE(exported.find("class")->text(0), std::string("galaxy"));
        QVERIFY(exported.find("class")->text(1).empty());
        QCOMPARE(exported.find("ra")->number(1).value_or(-1), 0.5);
        QCOMPARE(exported.find("w1mpro")->number(0).value_or(-1), 12.0);
        QCOMPARE(measuredTable(list).rowCount(), std::size_t(1));
        QCOMPARE(tableWithoutRows(list).rowCount(), std::size_t(0));
        QVERIFY(tableWithoutRows(list).find("w1mpro"));
    }
};

IIC_CORE_TEST_MAIN(TestSourceList)
#include "test_source_list.moc"
