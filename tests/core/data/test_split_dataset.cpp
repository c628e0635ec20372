#include "TestSupport.h"

#include "base/Random.h"
#include "data/SkyOverlaps.h"
#include "data/SplitDataset.h"

#include <cmath>
#include <numbers>

using namespace iic;

namespace {

constexpr double degree = std::numbers::pi / 180;
const std::vector<std::string> threeClasses{"star", "galaxy", "quasar"};

/// A square of `side` arcsec about a place, turned by `angle`, by stepping along great circles.
SkySquare squareAt(const SkyCoord& centre, double side = 39 * 1.375, double angle = 0) {
    SkySquare square;
    for (std::size_t i = 0; i < 4; ++i) {
        const double bearing = angle + (45 + 90 * static_cast<double>(i)) * degree;
        const double step = side / std::numbers::sqrt2 / 3600 * degree, dec = centre.declination * degree;
        const double up = std::asin(std::sin(dec) * std::cos(step) + std::cos(dec) * std::sin(step) * std::cos(bearing));
        const double along =
            std::atan2(std::sin(bearing) * std::sin(step) * std::cos(dec), std::cos(step) - std::sin(dec) * std::sin(up));
        square[i] = {std::fmod(centre.rightAscension + along / degree + 360, 360), up / degree};
    }
    return square;
}

/// Sources at random over a square piece of sky; classes in the shares of the sky or even.
struct Field {
    std::vector<SkySquare> squares;
    std::vector<std::uint8_t> labels;

    void add(const SkyCoord& centre, double degrees, int count, std::uint64_t seed, bool even, double angle = 0) {
        Random random(seed);
        for (int i = 0; i < count; ++i) {
            const double x = random.uniform(-0.5, 0.5) * degrees, y = random.uniform(-0.5, 0.5) * degrees;
            squares.push_back(squareAt(stepped(centre, x, y), 39 * 1.375, angle));
            const double where = random.uniform();
            labels.push_back(even ? static_cast<std::uint8_t>(random.below(3)) : where < 0.7 ? 0 : where < 0.98 ? 1 : 2);
        }
    }

    /// x and y degrees from the centre on the tangent plane, right also at a pole.
    static SkyCoord stepped(const SkyCoord& centre, double x, double y) {
        const double ra = centre.rightAscension * degree, dec = centre.declination * degree;
        const std::array<double, 3> m{std::cos(dec) * std::cos(ra), std::cos(dec) * std::sin(ra), std::sin(dec)};
        const std::array<double, 3> e{-std::sin(ra), std::cos(ra), 0};
        const std::array<double, 3> n{-std::sin(dec) * std::cos(ra), -std::sin(dec) * std::sin(ra), std::cos(dec)};
        std::array<double, 3> v;
        for (std::size_t i = 0; i < 3; ++i)
            v[i] = m[i] + (x * e[i] + y * n[i]) * degree;
        const double there = std::atan2(v[1], v[0]) / degree;
        return {there < 0 ? there + 360 : there, std::atan2(v[2], std::hypot(v[0], v[1])) / degree};
    }
};

using Corner = std::array<double, 3>;
double dot(const Corner& a, const Corner& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Corner cross(const Corner& a, const Corner& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// Whether two squares on the sphere meet, told from great circles alone: a corner of one inside the other, or sides that
/// cross. No projection, no neighbour search.
class SphericalSquare {
  public:
    explicit SphericalSquare(const SkySquare& square) {
        for (std::size_t i = 0; i < 4; ++i) {
            const double ra = square[i].rightAscension * degree, dec = square[i].declination * degree;
            corners_[i] = {std::cos(dec) * std::cos(ra), std::cos(dec) * std::sin(ra), std::sin(dec)};
        }
        for (std::size_t i = 0; i < 4; ++i) {
            poles_[i] = cross(corners_[i], corners_[(i + 1) % 4]);
            for (std::size_t j = 0; j < 3; ++j)
                middle_[j] += corners_[i][j] / 4;
        }
        if (dot(poles_[0], middle_) < 0)
            for (auto& pole : poles_)
                pole = {-pole[0], -pole[1], -pole[2]};
    }
    bool isFarFrom(const SphericalSquare& other) const {
        return dot(middle_, other.middle_) < std::cos(80.0 / 3600 * degree) - 1e-12;
    }
    bool meets(const SphericalSquare& other) const {
        for (std::size_t i = 0; i < 4; ++i)
            if (holds(other.corners_[i]) || other.holds(corners_[i]))
                return true;
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t j = 0; j < 4; ++j)
                if (crosses(i, other, j))
                    return true;
        return false;
    }

  private:
    bool holds(const Corner& point) const {
        return std::all_of(poles_.begin(), poles_.end(), [&](const Corner& pole) { return dot(pole, point) > 0; });
    }
    bool crosses(std::size_t side, const SphericalSquare& other, std::size_t otherSide) const {
        const auto apart = [](const Corner& pole, const Corner& a, const Corner& b) { return dot(pole, a) * dot(pole, b) < 0; };
        return apart(poles_[side], other.corners_[otherSide], other.corners_[(otherSide + 1) % 4]) &&
               apart(other.poles_[otherSide], corners_[side], corners_[(side + 1) % 4]);
    }
    std::array<Corner, 4> corners_;
    std::array<Corner, 4> poles_;
    Corner middle_{};
};

/// Over all pairs of rows of different splits: how many cutouts overlap.
std::size_t overlaps(const std::vector<SkySquare>& squares, const std::vector<DatasetSplit>& split) {
    std::array<std::vector<SphericalSquare>, 3> parts;
    for (std::size_t row = 0; row < squares.size(); ++row)
        if (split[row] != DatasetSplit::LeftOut)
            parts[static_cast<std::size_t>(split[row])].emplace_back(squares[row]);
    std::size_t found = 0;
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = a + 1; b < 3; ++b)
            for (const auto& one : parts[a])
                for (const auto& other : parts[b])
                    found += !one.isFarFrom(other) && one.meets(other);
    return found;
}

/// Rows of a class and split.
std::array<std::array<double, 3>, 3> countsOf(const Field& field, const std::vector<DatasetSplit>& split) {
    std::array<std::array<double, 3>, 3> counts{};
    for (std::size_t row = 0; row < split.size(); ++row)
        if (split[row] != DatasetSplit::LeftOut)
            ++counts[field.labels[row]][static_cast<std::size_t>(split[row])];
    return counts;
}

} // namespace

class TestSplitDataset : public iic::test::Test {
    Q_OBJECT

    static Field fieldOf(const QString& name) {
        Field field;
        if (name == "dense tile")
            field.add({150, 2}, 1.56, 40'000, 1, false);
        else if (name == "sparse")
            field.add({150, 2}, 4, 20'000, 2, true);
        else if (name == "across 0h")
            field.add({0.01, -30}, 1, 8'000, 3, true, 0.3);
        else if (name == "round the pole")
            field.add({120, 89.9}, 1, 8'000, 4, true, 0.7);
        else
            for (int i = 0; i < 30; ++i)
                field.add({100 + 2.0 * i, 40}, 0.3, 400, static_cast<std::uint64_t>(10 + i), true, 0.1 * i);
        return field;
    }

  private Q_SLOTS:
    void noCutoutsOfDifferentSplitsOverlap_data() {
        QTest::addColumn<double>("fewestKept");
        QTest::newRow("dense tile") << 0.80;
        QTest::newRow("sparse") << 0.95;
        QTest::newRow("across 0h") << 0.80;
        QTest::newRow("round the pole") << 0.80;
        QTest::newRow("many fields") << 0.95;
    }
    void noCutoutsOfDifferentSplitsOverlap() {
        QFETCH(double, fewestKept);
        const auto field = fieldOf(QTest::currentDataTag());
        const auto result = splitDataset(field.squares, field.labels, threeClasses, {});
        QVERIFY2(result, result ? "" : result.error().oneLine().c_str());
        QCOMPARE(overlaps(field.squares, result->split), std::size_t{0});

        const auto left = static_cast<std::size_t>(std::ranges::count(result->split, DatasetSplit::LeftOut));
        QCOMPARE(left, result->record.overlapping + result->record.trimmed);
        QVERIFY(!result->record.leaking && result->record.blockArcmin > 0);
        const double kept = 1 - static_cast<double>(left) / static_cast<double>(field.labels.size());
        qInfo("blocks of %g', %.1f %% kept, %zu overlapping, %zu trimmed", result->record.blockArcmin, 100 * kept,
              result->record.overlapping, result->record.trimmed);
        QVERIFY2(kept >= fewestKept, qPrintable(QString::number(kept)));
        for (const auto& counts : countsOf(field, result->split)) {
            const double all = counts[0] + counts[1] + counts[2];
            QVERIFY(all >= 100);
            for (std::size_t part = 0; part < 3; ++part)
                QVERIFY(std::abs(counts[part] / all - (part == 0 ? 0.8 : 0.1)) <= 0.01 + 1e-12);
        }
    }

    void theSameSeedGivesTheSameSplit() {
        const auto field = fieldOf("across 0h");
        const auto split = [&](std::uint64_t seed) {
            SplitOptions options;
            options.seed = seed;
            return splitDataset(field.squares, field.labels, threeClasses, options)->split;
        };
        QVERIFY(split(1) == split(1));
        QVERIFY(split(1) != split(2));
    }

    void overlappingPairsAreFound() {
        const SkyCoord place{359.9999, -45};
        const auto meets = [&](double x, double y, double angle = 0) {
            const auto pairs = overlappingSquares(
                std::vector{squareAt(place), squareAt(Field::stepped(place, x / 3600, y / 3600), 39 * 1.375, angle)});
            return pairs.value().size() == 1;
        };
        const double side = 39 * 1.375;
        QVERIFY(meets(0, 0) && meets(side - 0.1, 0) && meets(side - 0.1, side - 0.1) && meets(0, 1 - side));
        QVERIFY(!meets(side + 0.1, 0) && !meets(0, -side - 0.1) && !meets(side + 0.1, side + 0.1));
        QVERIFY(!meets(side * 1.3, 0, std::numbers::pi / 4) && meets(side * 1.2, 0, std::numbers::pi / 4));
        QVERIFY(!meets(0.9 * side, 0.9 * side, std::numbers::pi / 4));
        for (const double declination : {89.999, -89.999, 90.0}) {
            const auto pairs = overlappingSquares(std::vector{squareAt({10, declination}), squareAt({190, declination})});
            QCOMPARE(pairs.value().size(), std::size_t{1});
        }
    }

    void overlappingPairsAgreeWithAnotherRoute() {
        Field field;
        field.add({0, 60}, 0.4, 600, 8, true);
        field.add({0, 60}, 0.4, 600, 9, true, 0.4);
        std::size_t expected = 0;
        for (std::size_t i = 0; i < field.squares.size(); ++i)
            for (std::size_t j = i + 1; j < field.squares.size(); ++j)
                expected += SphericalSquare(field.squares[i]).meets(SphericalSquare(field.squares[j]));
        const auto found = overlappingSquares(field.squares)->size();
        QVERIFY2(found >= expected && found <= expected + expected / 200, qPrintable(QString("%1 %2").arg(found).arg(expected)));
    }

    void squaresThatAreNoneAreRefused() {
        auto squares = std::vector(5, squareAt({10, 10}));
        squares[3][1].declination = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(overlappingSquares(squares).error().code, ErrorCode::ImplausibleData);
        squares[3] = squareAt({10, 10}, 80'000);
        QCOMPARE(overlappingSquares(squares).error().code, ErrorCode::ImplausibleData);
        const std::vector<std::uint8_t> labels(5, 0);
        QCOMPARE(splitDataset(squares, labels, threeClasses, {}).error().code, ErrorCode::ImplausibleData);
    }

    void tooFewBlocksSayTheSharesReached() {
        Field field;
        field.add({20, 20}, 0.1, 60, 5, true);
        SplitOptions options;
        options.blockArcmin = 60;
        const auto refused = splitDataset(field.squares, field.labels, threeClasses, options);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::SplitImpossible);
        QVERIFY2(refused.error().detail.find("star 100.0 : 0.0 : 0.0") != std::string::npos, refused.error().detail.c_str());
        options.blockArcmin = 0.2;
        QVERIFY(splitDataset(field.squares, field.labels, threeClasses, options).error().code == ErrorCode::BadOption);
        options = {.rule = SplitRule::Given, .seed = 1, .blockArcmin = 0, .exactly = {}};
        QVERIFY(splitDataset(field.squares, field.labels, threeClasses, options).error().code == ErrorCode::BadOption);
        options = {.rule = SplitRule::Random, .seed = 1, .blockArcmin = 60, .exactly = {}};
        QVERIFY(splitDataset(field.squares, field.labels, threeClasses, options).error().code == ErrorCode::BadOption);
    }

    void whereNothingHasAClassNothingIsSplit() {
        auto field = fieldOf("sparse");
        std::ranges::fill(field.labels, noLabel);
        const auto refused = splitDataset(field.squares, field.labels, threeClasses, {});
        QVERIFY(!refused && refused.error().code == ErrorCode::SplitImpossible);
        QVERIFY(refused.error().detail.find("none") != std::string::npos);
    }

    void unlabelledRowsAreLeftOutAndInNobodysWay() {
        auto field = fieldOf("sparse");
        for (std::size_t row = 0; row < field.labels.size(); row += 2)
            field.labels[row] = noLabel;
        const auto result = splitDataset(field.squares, field.labels, threeClasses, {});
        QVERIFY(result);
        for (std::size_t row = 0; row < field.labels.size(); row += 2)
            QVERIFY(result->split[row] == DatasetSplit::LeftOut);
        QVERIFY(std::ranges::count(result->split, DatasetSplit::LeftOut) < 10'600);
    }

    void givesTheNumbersWanted() {
        const auto field = fieldOf("many fields");
        SplitOptions options;
        options.exactly = {{2800, 350, 350}, {2801, 351, 349}, {2799, 350, 351}};
        const auto result = splitDataset(field.squares, field.labels, threeClasses, options);
        QVERIFY2(result, result ? "" : result.error().oneLine().c_str());
        const auto counts = countsOf(field, result->split);
        for (std::size_t label = 0; label < 3; ++label)
            for (std::size_t part = 0; part < 3; ++part)
                QCOMPARE(counts[label][part], static_cast<double>(options.exactly[label][part]));
        QCOMPARE(overlaps(field.squares, result->split), std::size_t{0});
        options.exactly[0][0] = 9000;
        QVERIFY(splitDataset(field.squares, field.labels, threeClasses, options).error().code == ErrorCode::SplitImpossible);
    }

    /// Table 1 of the paper: of 7298 galaxies 5838, 730 and 730; quasars 5772, 721, 722; stars 5778, 722, 723.
    void splitsAtRandomAsThePaperDid() {
        std::vector<std::uint8_t> labels;
        for (const auto& [label, count] : {std::pair<std::uint8_t, int>{0, 7223}, {1, 7298}, {2, 7215}, {noLabel, 5}})
            labels.insert(labels.end(), static_cast<std::size_t>(count), label);
        const std::vector<SkySquare> squares(labels.size());
        SplitOptions options;
        options.rule = SplitRule::Random;
        const auto result = splitDataset(squares, labels, threeClasses, options);
        QVERIFY(result && result->record.leaking);
        Field field;
        field.labels = labels;
        using Counts = std::array<std::array<double, 3>, 3>;
        QVERIFY((countsOf(field, result->split) == Counts{{{5778, 722, 723}, {5838, 730, 730}, {5772, 721, 722}}}));
        QCOMPARE(std::ranges::count(result->split, DatasetSplit::LeftOut), std::ptrdiff_t{5});
        QVERIFY(splitDataset(squares, labels, threeClasses, options)->split == result->split);
        options.seed = 2;
        QVERIFY(splitDataset(squares, labels, threeClasses, options)->split != result->split);
    }
};

IIC_CORE_TEST_MAIN(TestSplitDataset)
#include "test_split_dataset.moc"
