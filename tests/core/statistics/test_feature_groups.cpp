#include "Clouds.h"
#include "TestSupport.h"
#include "statistics/KMeans.h"
#include "statistics/NearestRows.h"
#include "statistics/PrincipalComponents.h"

#include <limits>
#include <set>

using namespace iic;

class TestFeatureGroups : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void columnsAreBroughtToOneScale() {
        const float none = std::numeric_limits<float>::quiet_NaN();
        const FeatureTable table{{"wide", "same", "gap"}, {100, 0.1F, 1, 300, 0.1F, none, 500, 0.1F, 3}};
        const auto scaled = standardised(table);
        QVERIFY(std::abs(scaled.row(0)[0] + std::sqrt(1.5)) < 1e-6 && std::abs(scaled.row(1)[0]) < 1e-6);
        for (std::size_t row = 0; row < 3; ++row)
            QCOMPARE(scaled.row(row)[1], 0.0F);
        QVERIFY(scaled.row(0)[2] == -1 && scaled.row(1)[2] == 0 && scaled.row(2)[2] == 1);
    }

    void kMeansFindsTheCloudsAndTheSameOnesAgain() {
        const auto made = test::clouds(3, 600, 8, 8);
        const auto groups = groupByKMeans(made.table, {});
        QVERIFY(groups.has_value());
        std::map<int, std::set<int>> cloudsOf;
        for (std::size_t row = 0; row < made.cloud.size(); ++row)
            cloudsOf[groups->group[row]].insert(made.cloud[row]);
        QCOMPARE(cloudsOf.size(), std::size_t{3});
        for (const auto& [group, inside] : cloudsOf)
            QCOMPARE(inside.size(), std::size_t{1});
        QCOMPARE(groups->centres.rows(), std::size_t{3});
        QCOMPARE(groupByKMeans(made.table, {})->group, groups->group);

        double inertia = 0;
        for (std::size_t row = 0; row < made.table.rows(); ++row)
            for (std::size_t column = 0; column < made.table.columns(); ++column) {
                const auto centre = groups->centres.row(static_cast<std::size_t>(groups->group[row]));
                inertia += std::pow(static_cast<double>(made.table.row(row)[column]) - centre[column], 2);
            }
        QVERIFY2(std::abs(inertia / groups->inertia - 1) < 1e-4, qPrintable(QString("%1 %2").arg(inertia).arg(groups->inertia)));
    }

    void fewerSourcesThanGroupsAreRefused() {
        const auto groups = groupByKMeans(test::clouds(2, 2, 3, 5).table, {});
        QVERIFY(!groups);
        QCOMPARE(groups.error().code, ErrorCode::BadOption);
        QCOMPARE(groups.error().detail, std::string("2 in 3 groups"));
    }

    void componentsPointWhereRowsDiffer() {
        Random random(4);
        FeatureTable table{{"x", "y", "z"}, {}};
        for (int row = 0; row < 500; ++row) {
            const double along = random.normal(0, 10), across = random.normal(0, 2);
            for (const double value : {-0.6 * along + 0.8 * across + 7, -0.8 * along - 0.6 * across, random.normal(0, 0.1)})
                table.values.push_back(static_cast<float>(value));
        }
        const auto found = principalComponents(table, 2);
        QVERIFY(found.has_value());
        const auto first = found->components.row(0);
        QVERIFY(std::abs(first[0] - 0.6F) < 0.02F && std::abs(first[1] - 0.8F) < 0.02F && std::abs(first[2]) < 0.01F);
        QVERIFY(std::abs(found->variance[0] / 100 - 1) < 0.2 && std::abs(found->variance[1] / 4 - 1) < 0.2);
        QVERIFY(found->varianceShare[0] > 0.9 && found->varianceShare[0] + found->varianceShare[1] < 1);
        double mean = 0;
        for (std::size_t row = 0; row < 500; ++row)
            mean += found->positions.row(row)[0];
        QVERIFY(std::abs(mean / 500) < 1e-3);
        QVERIFY(!principalComponents(table, 4));
        QVERIFY(!principalComponents({{"x"}, {1}}, 1));
    }

    void theNearestAreFoundInOrder() {
        const FeatureTable table{{"x", "y"}, {0, 0, 3, 4, 1, 0, 10, 0}}, asked{{"x", "y"}, {0.2F, 0, 9, 0}};
        const auto nearest = nearestRows(asked, table, 3);
        QCOMPARE(nearest.row, (std::vector<int>{0, 2, 1, 3, 1, 2}));
        QVERIFY(std::abs(nearest.distance[0] - 0.2F) < 1e-6F && std::abs(nearest.distance[3] - 1) < 1e-6F);
        QCOMPARE(nearestRows(asked, table, 9).count, std::size_t{4});
        QCOMPARE(nearestRows(asked, {{"x", "y"}, {}}, 3).count, std::size_t{0});
    }
};

IIC_CORE_TEST_MAIN(TestFeatureGroups)
#include "test_feature_groups.moc"
