#include "TableText.h"
#include "TestSupport.h"

#include "catalog/Join.h"
#include "catalog/TableRows.h"

#include <array>

using namespace iic;
using iic::test::shown;

namespace {

Table firstTable() {
    Table table;
    table.comments = {"of the first"};
    table.add(textColumn("name", {"a", "", "c"}));
    table.add(realColumn("ra", "deg", {1, 2, 3}));
    table.add(integerColumn("n", "", {7, 8, 9}));
    return table;
}

Table secondTable() {
    Table table;
    table.comments = {"of the second"};
    table.add(realColumn("RA", "deg", {1.5, 2.5}));
    table.add(textColumn("class", {"STAR", "QSO"}));
    table.add(integerColumn("flag", "", {1, 0}));
    return table;
}

const std::array<MatchedPair, 2> pairs{{{0, 1, 0.25}, {2, 0, 1.5}}};

std::vector<std::string> namesOf(const Table& table) {
    std::vector<std::string> names;
    for (const auto& column : table.columns())
        names.push_back(column.name);
    return names;
}

} // namespace

class TestJoin : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void pairsStandSideBySide() {
        const auto joined = joinTables(firstTable(), secondTable(), pairs);
        QCOMPARE(joined.rowCount(), std::size_t(2));
        QCOMPARE(shown(joined, "name"), std::string("text: a c"));
        QCOMPARE(shown(joined, "n"), std::string("integer: 7 9"));
        QCOMPARE(shown(joined, "class"), std::string("text: QSO STAR"));
        QCOMPARE(shown(joined, "flag"), std::string("integer: 0 1"));
        QCOMPARE(shown(joined, "separation"), std::string("real: 0.25 1.5"));
        QCOMPARE(joined.find("separation")->unit, std::string("arcsec"));
        QCOMPARE(joined.comments, std::vector<std::string>{"of the first"});
    }

    void rowsWithoutAPairMayStay() {
        const auto joined = joinTables(firstTable(), secondTable(), pairs, {.keepsUnmatched = true});
        QCOMPARE(shown(joined, "name"), std::string("text: a - c"));
        QCOMPARE(shown(joined, "ra"), std::string("real: 1 2 3"));
        QCOMPARE(shown(joined, "class"), std::string("text: QSO - STAR"));
        QCOMPARE(shown(joined, "flag"), std::string("integer: 0 - 1"));
        QCOMPARE(shown(joined, "separation"), std::string("real: 0.25 - 1.5"));
        QCOMPARE(shown(joinTables(firstTable(), secondTable(), {}, {.keepsUnmatched = true}), "class"),
                 std::string("text: - - -"));
    }

    void namesThatAreTakenGetASuffixAndAWarning() {
        const auto joined = joinTables(firstTable(), secondTable(), pairs);
        QCOMPARE(namesOf(joined), (std::vector<std::string>{"name", "ra", "n", "RA_2", "class", "flag", "separation"}));
        QCOMPARE(shown(joined, "RA_2"), std::string("real: 2.5 1.5"));
        QCOMPARE(joined.warnings.size(), std::size_t(1));
        QVERIFY(joined.warnings[0].find("RA_2") != std::string::npos);

        auto first = firstTable();
        first.add(integerColumn("ra_2", "", {0, 0, 0}));
        first.add(integerColumn("Separation", "", {0, 0, 0}));
        const auto again = joinTables(first, secondTable(), pairs);
        QCOMPARE(namesOf(again),
                 (std::vector<std::string>{"name", "ra", "n", "ra_2", "Separation", "RA_2_2", "class", "flag", "separation_2"}));
        QCOMPARE(shown(again, "ra"), std::string("real: 1 3"));
    }

    void suffixAndSeparationAreTheUsers() {
        const auto joined =
            joinTables(firstTable(), secondTable(), pairs, {.suffix = "_sdss", .separationName = "distance_sdss"});
        QVERIFY(joined.find("RA_sdss") && joined.find("distance_sdss") && !joined.find("separation"));
        QVERIFY(joinTables(firstTable(), secondTable(), pairs, {.suffix = ""}).find("RA_2"));
    }

    void differentNamesNeedNoWarning() {
        Table second;
        second.add(integerColumn("other", "", {1, 2}));
        QVERIFY(joinTables(firstTable(), second, pairs).warnings.empty());
    }

    void rowsAreTakenInTheOrderAsked() {
        const std::array<std::size_t, 4> rows{2, noRow, 0, 2};
        const auto taken = takeRows(firstTable(), rows);
        QCOMPARE(shown(taken, "name"), std::string("text: c - a c"));
        QCOMPARE(shown(taken, "ra"), std::string("real: 3 - 1 3"));
        QCOMPARE(shown(taken, "n"), std::string("integer: 9 - 7 9"));
        QCOMPARE(taken.find("ra")->unit, std::string("deg"));
        QCOMPARE(taken.comments, std::vector<std::string>{"of the first"});
        QCOMPARE(takeRows(firstTable(), {}).rowCount(), std::size_t(0));
    }
};

IIC_CORE_TEST_MAIN(TestJoin)
#include "test_join.moc"
