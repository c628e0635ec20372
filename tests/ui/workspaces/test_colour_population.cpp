#include "workspaces/ColourPopulation.h"

#include "TestSupport.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

/// Sources with W1 − W2 = row and W2 − W3 = 1, each third without W3, each fifth with a limit in W2.
SourceList coloured(int count) {
    SourceList sources;
    for (int row = 0; row < count; ++row) {
        DetectedSource source;
        for (BandPhotometry& band : source.bands)
            band.signalToNoise = 10;
        source.bands[0].correctedMagnitude = 10 + row;
        source.bands[1].correctedMagnitude = 10;
        source.bands[2].correctedMagnitude = row % 3 == 2 ? std::nan("") : 9;
        source.bands[1].signalToNoise = row % 5 == 4 ? 1 : 10;
        sources.append(source);
    }
    return sources;
}

/// A list with its filter and its points, as a workspace has them.
struct Scene {
    explicit Scene(int count, FilteredOut filteredOut = FilteredOut::Missing) : population(store, shown, filteredOut) {
        QObject::connect(&population, &ColourPopulation::ready, &population, [this](const DiagramPoints& made) {
            points = *made;
            ++times;
        });
        store.reset(coloured(count));
    }
    std::vector<int> rows() const {
        std::vector<int> listed;
        for (const DiagramPoint& point : points)
            listed.push_back(point.row);
        return listed;
    }

    SourceStore store;
    SourceFilter filter;
    ShownSources shown{store, filter};
    ColourPopulation population;
    std::vector<DiagramPoint> points;
    int times = 0;
};

} // namespace

class TestColourPopulation : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void holdsWhoseColoursAreMeasured() {
        Scene scene(10);
        QTRY_COMPARE(scene.rows(), (std::vector{0, 1, 3, 6, 7}));
        QCOMPARE(scene.points[3].y, 6.0);
        QCOMPARE(scene.points[3].x, 1.0);
        QVERIFY(!scene.points[3].sourceClass);
        QVERIFY(scene.points[3].isShown);
    }

    void labelsAndPredictionsGiveTheClass() {
        Scene scene(2);
        scene.store.setLabel(0, UserLabel::Quasar);
        Prediction galaxy;
        galaxy.status = PredictionStatus::Classified;
        galaxy.probabilities = {0.1F, 0.8F, 0.1F};
        QTRY_COMPARE(scene.points.size(), std::size_t(2));
        QCOMPARE(scene.points[0].sourceClass, std::optional(SourceClass::Quasar));
        scene.store.setPredictions(1, std::vector{galaxy});
        QTRY_COMPARE(scene.points[1].sourceClass, std::optional(SourceClass::Galaxy));
        scene.store.setLabel(1, UserLabel::Star); // the user's word goes before
        QTRY_COMPARE(scene.points[1].sourceClass, std::optional(SourceClass::Star));
    }

    void whatTheFilterLeavesOutIsMissing() {
        Scene scene(10);
        QVERIFY(scene.filter.add("", "w1mpro < 13"));
        QTRY_COMPARE(scene.rows(), (std::vector{0, 1}));
        scene.filter.clear();
        QTRY_COMPARE(scene.rows(), (std::vector{0, 1, 3, 6, 7}));
    }

    void orIsThereAndNotShown() {
        Scene scene(10, FilteredOut::Faint);
        QVERIFY(scene.filter.add("", "w1mpro < 13"));
        const auto shown = [&] {
            std::vector<int> rows;
            for (const DiagramPoint& point : scene.points)
                if (point.isShown)
                    rows.push_back(point.row);
            return rows;
        };
        QTRY_COMPARE(shown(), (std::vector{0, 1}));
        QCOMPARE(scene.rows(), (std::vector{0, 1, 3, 6, 7}));
    }

    void isOfTheListThereIs() {
        Scene scene(50'000);
        QTRY_COMPARE(scene.times, 1);
        scene.store.setLabel(0, UserLabel::Star);
        scene.store.reset(coloured(2));
        QTRY_COMPARE(scene.rows(), (std::vector{0, 1}));
        scene.store.reset({});
        QTRY_VERIFY(scene.points.empty());
    }

    void manyChangesAreOne() {
        Scene scene(10);
        QTRY_COMPARE(scene.times, 1);
        for (int change = 0; change < 1000; ++change)
            scene.store.setLabel(change % 10, change % 2 ? UserLabel::Star : UserLabel::Galaxy);
        QTRY_VERIFY(scene.points.at(0).sourceClass == SourceClass::Galaxy);
        QCOMPARE(scene.points.at(1).sourceClass, std::optional(SourceClass::Star));
        QCOMPARE(scene.times, 2);
    }

    void changesThatDoNotEndAreToldOnceAnInterval() {
        Scene scene(10);
        QTRY_COMPARE(scene.times, 1);
        QElapsedTimer elapsed;
        elapsed.start();
        for (int change = 0; scene.times < 4; ++change) {
            scene.store.setLabel(0, change % 2 ? UserLabel::Star : UserLabel::Galaxy);
            QCoreApplication::processEvents();
            QVERIFY(elapsed.elapsed() < 10'000);
        }
        QVERIFY(elapsed.elapsed() >= 2 * scene.population.interval());
    }
};

IIC_CORE_TEST_MAIN(TestColourPopulation)
#include "test_colour_population.moc"
