#include "workspaces/review/FeatureWork.h"

#include "TestSupport.h"

#include "base/Random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

using namespace iic;
using namespace iic::ui;

namespace {

/// Rows of two clouds far from each other, in turn.
FeatureTable twoClouds(std::size_t count) {
    FeatureTable table{{"a", "b", "c"}, {}};
    Random random(3);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t column = 0; column < 3; ++column)
            table.values.push_back(static_cast<float>(random.normal(i % 2 == 0 ? -5 : 5, 1)));
    return table;
}

JobResult<SharedPlaces> tsneOf(const FeatureTable& table, std::vector<SharedPlaces>* onTheWay = nullptr) {
    NoProgress quiet;
    const auto keep = [onTheWay](const SharedPlaces& places) {
        if (onTheWay)
            onTheWay->push_back(places);
    };
    return tsnePlane(table, keep, quiet, {});
}

/// The member nearest to a place in the plane, but for that which lies there.
std::size_t nearestInPlane(const PlacedSources& placed, std::size_t member) {
    const auto distance = [&](std::size_t other) {
        return other == member ? 1e300
                               : std::hypot(placed.positions[other][0] - placed.positions[member][0],
                                            placed.positions[other][1] - placed.positions[member][1]);
    };
    return std::ranges::min(placed.members, {}, distance);
}

} // namespace

class TestFeatureWork : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aSampleIsAlwaysTheSame() {
        const auto sample = fixedSample(30'000, 20'000);
        QCOMPARE(sample.size(), std::size_t(20'000));
        QVERIFY(std::ranges::is_sorted(sample, std::less_equal()) && sample.back() < 30'000);
        QCOMPARE(fixedSample(30'000, 20'000), sample);
        const std::size_t low = std::accumulate(sample.begin(), sample.end(), std::size_t(0)) / sample.size();
        QVERIFY(low > 14'700 && low < 15'300); // from all of them
        QCOMPARE(fixedSample(3, 9), (std::vector<std::size_t>{0, 1, 2}));
    }

    void principalComponentsPartTheClouds() {
        const SharedPlaces placed = principalPlane(twoClouds(60)).value();
        QCOMPARE(placed->members.size(), std::size_t(60));
        QVERIFY(placed->isFinal && placed->varianceShare[0] > 0.9);
        for (std::size_t i = 2; i < 60; ++i)
            QCOMPARE(placed->positions[i][0] > 0, placed->positions[i % 2][0] > 0);
    }

    void tsneIsSeenOnItsWay() {
        std::vector<SharedPlaces> onTheWay;
        const SharedPlaces placed = tsneOf(twoClouds(120), &onTheWay).value();
        QVERIFY(!onTheWay.empty());
        for (const SharedPlaces& live : onTheWay)
            QVERIFY(!live->isFinal && live->positions.size() == 120);
        QVERIFY(placed->isFinal);
        QCOMPARE(placed->judged, std::size_t(120));
        for (const std::size_t member : placed->members)
            QCOMPARE(nearestInPlane(*placed, member) % 2, member % 2);
    }

    void aFewSourcesHaveSmallerNeighbourhoods() {
        QVERIFY(tsneOf(twoClouds(12)));
        QVERIFY(!tsneOf(twoClouds(5)));
    }

    void neighboursAreOthers() {
        const FeatureTable table{{"a"}, {0, 1, 2.5F, 10}};
        const auto near = nearestSources(table, 1, 2);
        QCOMPARE(near.size(), std::size_t(2));
        QCOMPARE(near[0].member, std::size_t(0));
        QCOMPARE(near[1].member, std::size_t(2));
        QCOMPARE(near[1].distance, 1.5F);
        QCOMPARE(nearestSources(table, 1, 9).size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestFeatureWork)
#include "test_feature_work.moc"
