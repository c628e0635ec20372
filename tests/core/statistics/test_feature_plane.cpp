#include "Clouds.h"
#include "TestSupport.h"
#include "statistics/Tsne.h"

using namespace iic;

namespace {

NoProgress quiet;

double squaredDistance(const PlanePoint& a, const PlanePoint& b) {
    return (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]);
}

} // namespace

class TestFeaturePlane : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void neighboursInTheTableAreNeighboursInThePlane() {
        const auto made = test::clouds(4, 400, 20, 10);
        std::size_t shown = 0;
        const auto plane =
            embedByTsne(made.table, {.iterations = 400}, [&](auto points) { shown += points.size() == 400; }, quiet, {});
        QVERIFY(plane.has_value());
        QCOMPARE(shown, std::size_t{20});
        int sameCloud = 0;
        for (std::size_t i = 0; i < 400; ++i) {
            std::size_t nearest = i == 0 ? 1 : 0;
            for (std::size_t j = 0; j < 400; ++j)
                if (j != i && squaredDistance(plane->positions[i], plane->positions[j]) <
                                  squaredDistance(plane->positions[i], plane->positions[nearest]))
                    nearest = j;
            sameCloud += made.cloud[i] == made.cloud[nearest];
        }
        QVERIFY2(sameCloud >= 396, qPrintable(QString::number(sameCloud)));
        const auto again = embedByTsne(made.table, {.iterations = 400}, {}, quiet, {});
        QVERIFY(again->positions == plane->positions);
    }

    void farPointsCountTogetherNearlyAsAlone() {
        Random random(3);
        std::vector<PlanePoint> points(500);
        for (auto& point : points)
            point = {random.normal(0, 20), random.normal(0, 20)};
        points[17] = points[400] = points[3]; // lie on each other
        const Quadtree tree(points);
        for (const std::size_t i : {0, 3, 17, 250, 499}) {
            Quadtree::Repulsion exact;
            for (const auto& other : points) {
                const double nearness = 1 / (1 + squaredDistance(points[i], other));
                exact.sum += nearness;
                for (std::size_t axis = 0; axis < 2; ++axis)
                    exact.force[axis] += nearness * nearness * (points[i][axis] - other[axis]);
            }
            exact.sum -= i == 3 || i == 17 ? 3 : 1; // itself and those on it, which the tree passes over
            const auto all = tree.repulsionOf(points[i], 0), nearly = tree.repulsionOf(points[i], 0.5);
            QVERIFY(std::abs(all.sum - exact.sum) < 1e-9 && std::abs(all.force[0] - exact.force[0]) < 1e-9);
            QVERIFY2(std::abs(nearly.sum / exact.sum - 1) < 0.05, qPrintable(QString::number(nearly.sum / exact.sum)));
        }
    }

    void itStopsAndRefusesTooFew() {
        std::stop_source stop;
        stop.request_stop();
        const auto table = test::clouds(2, 200, 5, 4).table;
        const auto stopped = embedByTsne(table, {}, {}, quiet, stop.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        const auto few = embedByTsne(test::clouds(2, 60, 5, 4).table, {}, {}, quiet, {});
        QVERIFY(!few);
        QCOMPARE(std::get<Error>(few.error()).code, ErrorCode::BadOption);
    }
};

IIC_CORE_TEST_MAIN(TestFeaturePlane)
#include "test_feature_plane.moc"
