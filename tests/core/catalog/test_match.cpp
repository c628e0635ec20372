#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/Match.h"

#include <cmath>
#include <limits>
#include <numbers>

using namespace iic;

namespace {

using Places = std::vector<SkyCoord>;

constexpr double arcsec = 1 / 3600.0;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

Match matched(const Places& first, const Places& second, double radius, MatchKind kind = MatchKind::NearestForEach) {
    NoProgress quiet;
    return matchPositions(first, second, {radius, kind}, quiet, {}).value();
}

/// "0-2 1-0": the rows of each pair.
std::string shown(const Match& match) {
    std::string text;
    for (const auto& pair : match.pairs)
        text += (text.empty() ? "" : " ") + std::to_string(pair.first) + '-' + std::to_string(pair.second);
    return text;
}

/// What matchPositions says in the plainest way: every pair looked at with Vincenty's formula.
std::string shownByBruteForce(const Places& first, const Places& second, double radius, MatchKind kind) {
    const auto nearest = [radius](const SkyCoord& place, const Places& others) {
        std::size_t best = others.size();
        double least = radius;
        for (std::size_t row = 0; row < others.size(); ++row)
            if (const double separation = separationArcsec(place, others[row]);
                separation < least || (best == others.size() && separation <= least)) {
                least = separation;
                best = row;
            }
        return best;
    };
    std::string text;
    for (std::size_t row = 0; row < first.size(); ++row) {
        const auto other = nearest(first[row], second);
        if (other < second.size() && (kind == MatchKind::NearestForEach || nearest(second[other], first) == row))
            text += (text.empty() ? "" : " ") + std::to_string(row) + '-' + std::to_string(other);
    }
    return text;
}

Places scattered(Random& random, std::size_t count, const SkyCoord& centre, double degrees) {
    Places places;
    while (places.size() < count) {
        const double declination = centre.declination + random.uniform(-degrees, degrees);
        const double rightAscension = std::fmod(centre.rightAscension + random.uniform(-degrees, degrees) + 360, 360);
        if (declination >= -90 && declination <= 90)
            places.push_back({rightAscension, declination});
    }
    return places;
}

class Counting final : public ProgressSink {
  public:
    void report(const Progress& progress) override {
        QVERIFY(progress.done > last && progress.done <= progress.total);
        last = progress.done;
        total = progress.total;
    }
    std::int64_t last = 0, total = 0;
};

} // namespace

class TestMatch : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void placesAreMatchedWherever_data() {
        QTest::addColumn<double>("rightAscension");
        QTest::addColumn<double>("declination");
        QTest::addColumn<double>("otherRightAscension");
        QTest::addColumn<double>("otherDeclination");
        QTest::newRow("equator") << 10.0 << 0.0 << 10.0 + 2 * arcsec << 0.0;
        QTest::newRow("across 0h") << arcsec << 0.0 << 360 - arcsec << 0.0;
        QTest::newRow("360 is 0") << 360.0 << 20.0 << 0.0 << 20 + 2 * arcsec;
        QTest::newRow("north pole") << 0.0 << 90 - arcsec << 180.0 << 90 - arcsec;
        QTest::newRow("south pole") << 90.0 << -90 + arcsec << 270.0 << -90 + arcsec;
        QTest::newRow("at the pole itself") << 17.0 << 90.0 << 200.0 << 90 - 2 * arcsec;
        QTest::newRow("60 degrees north") << 150.0 << 60.0 << 150 + 4 * arcsec << 60.0;
    }
    void placesAreMatchedWherever() {
        QFETCH(double, rightAscension);
        QFETCH(double, declination);
        QFETCH(double, otherRightAscension);
        QFETCH(double, otherDeclination);
        const SkyCoord one{rightAscension, declination}, other{otherRightAscension, otherDeclination};
        const auto match = matched({one}, {{100, -40}, other}, 2.001);
        QCOMPARE(shown(match), std::string("0-1"));
        QVERIFY(std::abs(match.pairs[0].separationArcsec - 2) < 1e-6);
        QCOMPARE(shown(matched({one}, {other}, 1.999)), std::string());
    }

    void separationsAreExact_data() {
        QTest::addColumn<double>("degrees");
        for (const double degrees : {0.0, 1e-12, 1e-7, 1e-3, 1.0, 90.0, 179.0, 179.999999, 180.0})
            QTest::addRow("%g", degrees) << degrees;
    }
    void separationsAreExact() {
        QFETCH(double, degrees);
        const auto match = matched({{33, 0}}, {{33 + degrees, 0}}, infinity);
        QVERIFY(std::abs(match.pairs.at(0).separationArcsec - degrees * 3600) < 1e-9);
    }

    void rowsWithoutAPositionAreCountedAndTakeNoPart() {
        const Places first{{nothing, nothing}, {10, 10}, {10, nothing}, {10, 91}, {-1, 10}, {infinity, 0}};
        const auto match = matched(first, {{nothing, 10}, {10, 10}, {10, -91}}, infinity);
        QCOMPARE(shown(match), std::string("1-1"));
        QCOMPARE(match.firstWithoutPosition, std::size_t(5));
        QCOMPARE(match.secondWithoutPosition, std::size_t(2));
    }

    void nothingMatchesNothing() {
        for (const auto kind : {MatchKind::NearestForEach, MatchKind::OneToOne}) {
            QCOMPARE(shown(matched({}, {{1, 1}}, 3, kind)), std::string());
            QCOMPARE(shown(matched({{1, 1}}, {}, 3, kind)), std::string());
            QVERIFY(!matched({{1, 1}}, {{nothing, nothing}}, 3, kind).medianSeparation());
        }
    }

    void ofEquallyNearRowsTheLowerWins() {
        Places same(100, SkyCoord{45, 45});
        const Places around{{10, 3}, {10, -1}, {10, 1}, {10, -1}};
        QCOMPARE(matched({{45, 45}}, same, 3).pairs[0].second, std::size_t(0));
        QCOMPARE(matched({{44, 45}}, same, infinity).pairs[0].second, std::size_t(0));
        QCOMPARE(matched({{10, 0}}, around, infinity).pairs[0].second, std::size_t(1));
        QCOMPARE(matched({{10, 0}}, {around.begin() + 2, around.end()}, infinity).pairs[0].second, std::size_t(0));
        same.insert(same.begin(), {45, 45.0001});
        QCOMPARE(matched({{45, 45}}, same, 3).pairs[0].second, std::size_t(1));
    }

    void oneRowMayServeSeveralUnlessOneToOneIsAsked() {
        const Places first{{10, 0}, {10 + 2 * arcsec, 0}, {50, 0}}, second{{10 + arcsec / 2, 0}, {50, 0}, {50, arcsec}};
        QCOMPARE(shown(matched(first, second, 3)), std::string("0-0 1-0 2-1"));
        QCOMPARE(shown(matched(first, second, 3, MatchKind::OneToOne)), std::string("0-0 2-1"));
    }

    void aRowWhoseNeighbourHasANearerOneIsLeftAlone() {
        const Places first{{0, 0}, {3 * arcsec, 0}}, second{{2 * arcsec, 0}, {3.5 * arcsec, 0}};
        QCOMPARE(shown(matched(first, second, 3)), std::string("0-0 1-1"));
        QCOMPARE(shown(matched(first, second, 3, MatchKind::OneToOne)), std::string("1-1"));
    }

    void rowsWithASecondCandidateAreCounted() {
        const Places second{{10, 0}, {10, 2 * arcsec}, {20, 0}, {20, 0}, {30, 0}};
        const Places first{{10, 0.5 * arcsec}, {10, -2 * arcsec}, {20, 0}, {30, 0}, {40, 0}};
        QCOMPARE(matched(first, second, 3).ambiguous, std::size_t(2));
        QCOMPARE(matched(first, second, 3, MatchKind::OneToOne).ambiguous, std::size_t(2));
        QCOMPARE(matched(first, second, 1).ambiguous, std::size_t(1));
        QCOMPARE(matched(first, second, infinity).ambiguous, std::size_t(0));
    }

    void theMedianIsThatOfThePairs() {
        const Places first{{10, 0}, {20, 0}, {30, 0}, {40, 0}};
        const Places second{{10, arcsec}, {20, 2 * arcsec}, {30, -0.5 * arcsec}, {40, 9 * arcsec}};
        QVERIFY(std::abs(*matched(first, second, 3).medianSeparation() - 1) < 1e-9);
        QVERIFY(std::abs(*matched(first, second, 10).medianSeparation() - 1.5) < 1e-9);
    }

    void pairsAreThoseOfBruteForce_data() {
        QTest::addColumn<double>("rightAscension");
        QTest::addColumn<double>("declination");
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("radius");
        QTest::newRow("field") << 200.0 << 30.0 << 0.1 << 20.0;
        QTest::newRow("across 0h") << 0.0 << 0.0 << 0.1 << 20.0;
        QTest::newRow("north pole") << 0.0 << 90.0 << 0.2 << 60.0;
        QTest::newRow("the whole sky") << 180.0 << 0.0 << 180.0 << infinity;
        QTest::newRow("much nearer than a pixel") << 10.0 << 10.0 << 1e-7 << 1e-4;
    }
    void pairsAreThoseOfBruteForce() {
        QFETCH(double, rightAscension);
        QFETCH(double, declination);
        QFETCH(double, degrees);
        QFETCH(double, radius);
        Random random(7);
        const auto first = scattered(random, 700, {rightAscension, declination}, degrees);
        const auto second = scattered(random, 300, {rightAscension, declination}, degrees);
        for (const auto kind : {MatchKind::NearestForEach, MatchKind::OneToOne}) {
            const auto expected = shownByBruteForce(first, second, radius, kind);
            QVERIFY(expected.size() > 200);
            QCOMPARE(shown(matched(first, second, radius, kind)), expected);
        }
    }

    void clumpsAndEmptySkyMix() {
        Random random(11);
        Places first, second;
        for (int clump = 0; clump < 6; ++clump) {
            const SkyCoord centre{random.uniform(0, 360), random.uniform(-80, 80)};
            const double degrees = std::pow(10.0, -clump);
            for (const auto& place : scattered(random, 150, centre, degrees))
                first.push_back(place);
            for (const auto& place : scattered(random, 120, centre, degrees / 3))
                second.push_back(place);
        }
        const auto anywhere = scattered(random, 300, {180, 0}, 180);
        first.insert(first.begin() + 400, anywhere.begin(), anywhere.end());
        second.insert(second.end(), 100, second.front());
        for (const double radius : {1.0, 300.0, infinity})
            for (const auto kind : {MatchKind::NearestForEach, MatchKind::OneToOne})
                QCOMPARE(shown(matched(first, second, radius, kind)), shownByBruteForce(first, second, radius, kind));
    }

    void aRadiusThatIsNoneIsRefused() {
        NoProgress quiet;
        for (const double radius : {0.0, -1.0, nothing}) {
            const auto match = matchPositions(Places{}, Places{}, {radius, MatchKind::NearestForEach}, quiet, {});
            QVERIFY(!match);
            QCOMPARE(std::get<Error>(match.error()).code, ErrorCode::BadOption);
        }
    }

    void itIsCancelledAndTellsItsProgress() {
        Random random(1);
        const auto places = scattered(random, 150'000, {10, 10}, 1);
        Counting counting;
        QVERIFY(matchPositions(places, places, {}, counting, {}));
        QCOMPARE(counting.last, std::int64_t(places.size()));
        std::stop_source source;
        source.request_stop();
        const auto match = matchPositions(places, places, {}, counting, source.get_token());
        QVERIFY(!match && isCancelled(match.error()));
    }

    void positionsComeFromTheCatalog() {
        Table table;
        table.add(realColumn("ra", "deg", {10, nothing, 360, 20}));
        table.add(realColumn("dec", "deg", {-5, 1, 2, 95}));
        const auto places = positionsOf(Catalog::fromTable(std::move(table), "t").value());
        QCOMPARE(places.size(), std::size_t(4));
        QVERIFY(places[0].rightAscension == 10 && places[0].declination == -5);
        QVERIFY(std::isnan(places[1].rightAscension) && std::isnan(places[3].declination));
        QCOMPARE(places[2].rightAscension, 0.0);
    }
};

IIC_CORE_TEST_MAIN(TestMatch)
#include "test_match.moc"
