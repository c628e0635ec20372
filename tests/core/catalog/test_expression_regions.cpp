#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/Expression.h"

#include <cmath>
#include <limits>

using namespace iic;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

Table places(Reals x, Reals y) {
    Table table;
    table.add(realColumn("x", "", std::move(x)));
    table.add(realColumn("y", "", std::move(y)));
    return table;
}

/// "10? …" a row: true, false, unknown; or the error.
std::string truths(const std::string& text, const Table& table) {
    std::string shown;
    const auto is = Expression::parse(text);
    if (!is)
        return is.error().oneLine();
    const auto filter = is->bind(table);
    if (!filter)
        return filter.error().oneLine();
    const auto opposite = Expression::parse("!(" + text + ")")->bind(table)->evaluate().value().passes;
    const auto passes = filter->evaluate().value().passes;
    for (std::size_t row = 0; row < passes.size(); ++row)
        shown += passes[row] ? '1' : opposite[row] ? '0' : '?';
    return shown;
}

std::string list(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers)
        text += ", " + std::to_string(number);
    return text;
}

} // namespace

/// Points in polygons and cones: inside, onsky and cone.
class TestExpressionRegions : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void pointsInAPolygon_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
        // (1, 1), (5, 1), (-2, 3), (2, 2), (NaN, 1), (1, NaN), (inf, 1)
        row("inside(x, y, 0, 0, 4, 0, 4, 4, 0, 4)", "1001??0");
        row("inside(x, y, 0, 4, 4, 4, 4, 0, 0, 0)", "1001??0");
        row("INSIDE(x, y, -3, 2.5, +0, 2.5, -1, 4e0)", "0010??0");
        row("inside(x, y, 0, 0, 4, 0, 4, 4, 0, 4, 1.5, 3, 1.5, .5)", "0001??0");
        row("inside(x + 1.5, y, 0, 0.5, 4, 4.5, 4, 0, 0, 5)", "0001???"); // a bow tie about (2, 2.5)
        row("inside(x, y, 0, 0, 0, 0, 0, 0)", "0000??0");
        row("inside(x, y, 0, 1, 4, 1, 2, 1)", "0000??0"); // level edges alone
        row("inside(x + 1, 2 * y - 1, 0, 0, 4, 0, 4, 4, 0, 4)", "1001???"); // infinite results are null
        row("inside(1, 1, 0, 0, 4, 0, 4, 4, 0, 4)", "1111111");
        row("inside(x, 1, 0, 0, 4, 0, 4, 4, 0, 4)", "1001?10");
        row("inside(1, y, 0, 0, 4, 0, 4, 4, 0, 4)", "11111?1");
        row("inside(null, y, 0, 0, 4, 0, 4, 4)", "???????");
        row("!inside(x, y, 0, 0, 4, 0, 4, 4, 0, 4) && x < 9", "0110??0");
        row("isnull(inside(x, y, 0, 0, 4, 0, 4, 4))", "0000110");
        row("inside(x, y, 0, 0, 4, 0, 4, 4, 0, 4) == true", "1001??0");
    }
    void pointsInAPolygon() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto table = places({1, 5, -2, 2, nothing, 1, infinite}, {1, 1, 3, 2, 1, nothing, 1});
        QCOMPARE(QString::fromStdString(truths(text.toStdString(), table)), expected);
    }

    void integersAreNumbersToo() {
        Table table;
        auto column = integerColumn("n", "", {1, 9, 0});
        column.null[2] = true;
        table.add(std::move(column));
        QCOMPARE(truths("inside(n, n, 0, 0, 4, 0, 4, 4.5, 0, 4)", table), std::string("10?"));
    }

    void polygonsThatShareEdgesCoverEachPointOnce() {
        // The middle of a fan of triangles, its spokes and points drawn so that many lie on the spokes.
        Random random(7);
        Reals x, y;
        for (int i = 0; i < 5000; ++i) {
            const double along = random.uniform(0, 1);
            const auto spoke = random.below(4);
            x.push_back(i % 2 ? random.uniform(-1, 1) : (spoke == 0 ? along : spoke == 1 ? -along : 0));
            y.push_back(i % 2 ? random.uniform(-1, 1) : (spoke == 2 ? along : spoke == 3 ? -along : 0));
        }
        const auto table = places(x, y);
        const std::vector<std::pair<double, double>> rim{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
        std::vector<int> covered(x.size());
        for (std::size_t i = 0; i < rim.size(); ++i) {
            const auto& [x1, y1] = rim[i];
            const auto& [x2, y2] = rim[(i + 1) % rim.size()];
            const auto passes =
                Expression::parse("inside(x, y" + list({0, 0, x1, y1, x2, y2}) + ")")->bind(table)->evaluate().value().passes;
            for (std::size_t row = 0; row < passes.size(); ++row)
                covered[row] += passes[row];
        }
        for (std::size_t row = 0; row < covered.size(); ++row)
            if (std::abs(x[row]) < 1 && std::abs(y[row]) < 1)
                QVERIFY2(covered[row] == 1, qPrintable(QString("%1 %2: %3").arg(x[row]).arg(y[row]).arg(covered[row])));
    }

    void blocksDoNotShow() {
        constexpr std::size_t rows = 70'003;
        Random random(3);
        Reals x(rows), y(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            x[row] = row % 11 ? random.uniform(-2, 2) : nothing;
            y[row] = random.uniform(-2, 2);
        }
        const auto result = Expression::parse("inside(x, y, -1, -1, 1, -1, 1, 1, -1, 1)")->bind(places(x, y))->evaluate().value();
        std::size_t unknown = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            QCOMPARE(bool(result.passes[row]), std::abs(x[row]) < 1 && std::abs(y[row]) < 1);
            unknown += std::isnan(x[row]);
        }
        QCOMPARE(result.unknownRows, unknown);
    }

    void positionsInAPolygonOnTheSky_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("positions"); // x y, …
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* positions, const char* expected) {
            QTest::newRow(text) << text << positions << expected;
        };
        row("onsky(x, y, 359, -1, 1, -1, 1, 1, 359, 1)",
            "0 0, 359.5 0.5, 360 0, 1.5 0, 358.5 0, 180 0, nan 0, 0 nan, 0 91, 400 0", "111000????");
        row("onsky(x, y, -1, -1, 1, -1, 1, 1, -1, 1)", "0 0, 359.5 0.5, -0.5 0, 1.5 0, 358.5 0, 180 0", "111000");
        row("onsky(x, y, 0, 89, 90, 89, 180, 89, 270, 89)", "12 90, 45 89.5, 45 89.28, 45 89.3, 123 -90, 0 88.9, 45 89",
            "1101000");
        row("onsky(x, y, 0, -89, 120, -89, 240, -89)", "12 -90, 0 -89.1, 60 -89.4, 60 -89.6, 123 90", "11010");
        // The great circle between two places at 60° north runs a degree further north between them.
        row("onsky(x, y, 0, 60, 30, 60, 15, 40)", "15 60.5, 15 61, 15 59.9, 1 60.05, 1 60.2", "10110");
        row("onsky(x, y, 0, 0, 80, 0, 40, 50)", "40 10, 40 49, 220 10, 220 -10, 40 -1", "11000");
    }
    void positionsInAPolygonOnTheSky() {
        QFETCH(QString, text);
        QFETCH(QString, positions);
        QFETCH(QString, expected);
        Reals x, y;
        for (const auto& position : positions.split(", ")) {
            x.push_back(position.section(' ', 0, 0).toDouble());
            y.push_back(position.section(' ', 1).toDouble());
        }
        QCOMPARE(QString::fromStdString(truths(text.toStdString(), places(x, y))), expected);
    }

    void positionsInACone() {
        const auto table =
            places({10, 10, 10.0009, 190, 359.9999, 50, nothing, 10, 10}, {20, 20.0008, 20, -20, 0, 89.9999, 3, nothing, -91});
        QCOMPARE(truths("cone(x, y, 10, 20, 3)", table), std::string("110000???")); // 2.88, 3.04 arcsec away
        QCOMPARE(truths("cone(x, y, 10, 20, 2.8799)", table), std::string("100000???"));
        QCOMPARE(truths("cone(x, y, 0.0001, 0, 1)", table), std::string("000010???"));
        QCOMPARE(truths("cone(x, y, 230, 90, 1)", table), std::string("000001???"));
        QCOMPARE(truths("cone(x, y, -350, 20, 1e-6)", table), std::string("100000???"));
        QCOMPARE(truths("cone(x, y, 10, 20, 648000)", table), std::string("111111???"));
        QCOMPARE(truths("cone(x, y, 10, 20, 647999)", table), std::string("111011???"));
        QCOMPARE(truths("cone(10, 20, 10, 20, 1)", table), std::string("111111111"));
    }

    void errorsPointAtTheCharacter_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, int position, int length, const char* words) {
            QTest::newRow(text) << text << position << length << words;
        };
        row("inside()", 0, 6, "inside(x, y, x1, y1, x2, y2, x3, y3, …) expected");
        row("inside(x, y)", 0, 6, "inside(x, y, x1");
        row("inside(x, y, 0, 0, 1, 1)", 0, 6, "inside(x, y, x1");
        row("inside(x, y, 0, 0, 1, 1, 2)", 0, 6, "inside(x, y, x1");
        row("inside(x, y, 0, 0, 1, 1, 2, 2, 33)", 31, 2, "a corner has two numbers");
        row("inside(x, y, 0, 0, 1, y, 2, 2)", 22, 1, "only numbers as they are written|a number expected|y found");
        row("inside(x, y, 0, 0, 1, -x, 2, 2)", 23, 1, "only numbers|x found");
        row("inside(x, y, 0, 0, 1, (1), 2, 2)", 22, 1, "only numbers|( found");
        row("inside(x, y, 0, 0, 1, 1 + 1, 2, 2)", 24, 1, "only numbers|a comma or ) expected|+ found");
        row("inside(x, y, 0, 0, 1 1, 2, 2)", 21, 1, "two values stand side by side|a comma or ) expected");
        row("inside(x, y, 0, 0, 1, --1, 2, 2)", 23, 1, "only numbers|- found");
        row("inside(x, y, 0, 0, 1, ", 22, 0, "ends too early|a number expected");
        row("inside(x, y, 0, 0, 1, -", 23, 0, "ends too early|a number expected");
        row("inside(x, y, 0, 0, 1, 2", 23, 0, "ends too early|a comma or ) expected");
        row("inside(x, y, 0, 0, 1, )", 22, 1, "only numbers|) found");
        row("inside(x y, 0, 0, 1, 1, 2, 2)", 9, 1, "two values stand side by side");
        row("inside(x, name, 0, 0, 1, 1, 2, 2)", 10, 4, "inside works on numbers|a text found");
        row("inside(x < 1, y, 0, 0, 1, 1, 2, 2)", 7, 5, "inside works on numbers|a condition found");
        row("inside(x, y, 0, 0, 1, 1, 2, 2) < 3", 33, 1, "never compared");
        row("insid(x, y, 0, 0, 1, 1, 2, 2)", 0, 5, "did you mean inside?");
        row("inside < 3", 0, 6, "inside(x, y");
        row("onsky(x, y, 10, 0, 11, 95, 12, 0)", 23, 2, "no declination|-90 to 90 expected|95 found");
        row("onsky(x, y, 10, 0, 11, -90.5, 12, 0)", 23, 5, "no declination");
        row("onsky(x, y, 10, 0, 400, 9, 12, 0)", 19, 3, "no right ascension|400 found");
        row("onsky(x, y, 0, 0, 9, 0, 130, 0)", 24, 6, "too far from the middle|at most 60 degrees expected|95.6 found");
        row("onsky(x, y, 0, 0, 120, 0, 240, 0)", 12, 4, "too far from the middle|all around the sky");
        row("onsky(x, y, 0, 0, 180, 0, 0, 90, 0, -90)", 12, 4, "too far from the middle");
        row("onsky(x, name, 0, 0, 1, 1, 2, 1)", 9, 4, "onsky works on numbers");
        row("cone(x, y, 10, 20)", 0, 4, "cone(ra, dec, ra0, dec0, arcsec) expected");
        row("cone(x, y, 10, 20, 3, 4, 5)", 22, 4, "a middle and a radius");
        row("cone(x, y, 10, 20, -3)", 19, 2, "no radius|-3 found");
        row("cone(x, y, 10, 20, 1e6)", 19, 3, "no radius");
        row("cone(x, y, 10, 200, 3)", 15, 3, "no declination");
        row("cone(x, y, 10, 20, x)", 19, 1, "only numbers");
        row("größe < 3 && cone(x, y, 10, 20, -3)", 32, 2, "character 33");
    }
    void errorsPointAtTheCharacter() {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(int, length);
        QFETCH(QString, words);
        auto table = places({1}, {1});
        table.add(textColumn("name", {"a"}));
        const auto expression = Expression::parse(text.toStdString());
        const auto filter = expression ? expression->bind(table) : tl::unexpected(expression.error());
        QVERIFY2(!filter, "no error");
        const auto line = QString::fromStdString(filter.error().oneLine());
        for (const auto& word : words.split('|'))
            QVERIFY2(line.contains(word), qPrintable(line));
        QVERIFY2(int(filter.error().position) == position && int(filter.error().length) == length,
                 qPrintable(QString("%1 + %2: %3").arg(filter.error().position).arg(filter.error().length).arg(line)));
    }

    void asManyCornersAsFit() {
        std::string text = "inside(x, y";
        while (text.size() + 30 < longestExpression)
            text += ", 1, 0, 2, 2, 3, 0";
        QCOMPARE(truths(text + ")", places({0}, {1})), std::string("0"));
    }
};

IIC_CORE_TEST_MAIN(TestExpressionRegions)
#include "test_expression_regions.moc"
