#include "TableText.h"
#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/CatalogWarnings.h"
#include "catalog/LabelPlausibility.h"

#include <algorithm>

using namespace iic;

namespace {

using Kind = ImplausibleColours::Kind;

/// Colours as published, with the errors of W2 = 14.
std::vector<double> drawn(Random& random, SourceClass sourceClass, int count) {
    std::vector<double> colours;
    for (int number = 0; number < count; ++number) {
        const bool isLike = sourceClass == SourceClass::Quasar && random.uniform() < 0.15; // outshone by its host
        const double mean = sourceClass == SourceClass::Star ? -0.02 : sourceClass == SourceClass::Galaxy || isLike ? 0.25 : 1.1;
        const double width = sourceClass == SourceClass::Star ? 0.06 : sourceClass == SourceClass::Galaxy || isLike ? 0.15 : 0.25;
        colours.push_back(random.normal(mean, width) + random.normal(0, 0.05));
    }
    return colours;
}

ClassColours drawn(Random& random, int stars, int galaxies, int quasars) {
    return {drawn(random, SourceClass::Star, stars), drawn(random, SourceClass::Galaxy, galaxies),
            drawn(random, SourceClass::Quasar, quasars)};
}

/// Gives a share of all sources the colours of others among them.
ClassColours scrambled(ClassColours colours, double share, Random& random) {
    std::vector<double*> chosen;
    for (auto& ofClass : colours)
        for (double& colour : ofClass)
            if (random.uniform() < share)
                chosen.push_back(&colour);
    for (std::size_t left = chosen.size(); left > 1; --left)
        std::swap(*chosen[left - 1], *chosen[random.below(left)]);
    return colours;
}

bool isFlagged(const ClassColours& colours) { return !implausibleColours(colours).empty(); }

} // namespace

class TestLabelPlausibility : public iic::test::Test {
    Q_OBJECT

    iic::test::TableText files_;

  private Q_SLOTS:
    void publishedColoursArePlausible() {
        Random random(1);
        for (int draw = 0; draw < 200; ++draw) {
            QVERIFY(!isFlagged(drawn(random, 30, 30, 30)));
            QVERIFY(!isFlagged(drawn(random, 500, 0, 50)));
            QVERIFY(!isFlagged(drawn(random, 50, 500, 0)));
            QVERIFY(!isFlagged(drawn(random, 1000, 2000, 100)));
        }
    }

    void scrambledColoursAreNot() {
        Random random(2);
        int rareQuasars = 0;
        for (int draw = 0; draw < 200; ++draw) {
            QVERIFY(isFlagged(scrambled(drawn(random, 300, 300, 300), 1, random)));
            QVERIFY(isFlagged(scrambled(drawn(random, 300, 300, 300), 0.5, random)));
            QVERIFY(isFlagged(scrambled(drawn(random, 40, 0, 40), 1, random)));
            rareQuasars += isFlagged(scrambled(drawn(random, 1000, 0, 200), 0.5, random));
        }
        QVERIFY2(rareQuasars >= 195, std::to_string(rareQuasars).c_str());
    }

    void starsAsWideAsGalaxiesAreFlaggedWithoutQuasars() {
        Random random(3);
        const auto found = implausibleColours(scrambled(drawn(random, 200, 800, 0), 1, random));
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found[0].kind == Kind::StarsAsWide);
        QCOMPARE(found[0].first, std::size_t(200));
        QVERIFY(found[0].sentence().find("200 stars") != std::string::npos);
        const std::vector<double> bluest = drawn(random, SourceClass::Star, 500);
        QVERIFY(!isFlagged({drawn(random, SourceClass::Star, 500), bluest, {}})); // ellipticals nearby are as blue as stars
    }

    void nothingIsSaidOfFewSources() {
        Random random(4);
        QVERIFY(!isFlagged({}));
        QVERIFY(!isFlagged(scrambled(drawn(random, 19, 19, 1000), 1, random)));
        QVERIFY(!isFlagged(scrambled(drawn(random, 1000, 0, 19), 1, random)));
    }

    void onlyWellMeasuredColoursCount() {
        const std::string header = "ra,dec,class,W1mag,W2mag,e_W1mag,e_W2mag\n";
        const auto catalog = readCatalog(files_.write(header + "1,2,STAR,12,12.1,0.02,0.03\n" // counts
                                                               "1,2,STAR,12,12.1,0.02,\n" // a limit
                                                               "1,2,STAR,12,12.1,999,0.03\n" // a limit
                                                               "1,2,STAR,7,7.1,0.02,0.03\n" // saturated
                                                               "1,2,STAR,15.2,15.1,0.1,0.1\n" // faint
                                                               "1,2,QSO,13,12,0.1,0.1\n" // counts
                                                               "1,2,YSO,13,12,0.1,0.1\n"
                                                               "1,2,QSO,,12,0.1,0.1\n"));
        const auto colours = coloursByClass(*catalog);
        QCOMPARE(colours[0].size(), std::size_t(1));
        QCOMPARE(colours[1].size(), std::size_t(0));
        QCOMPARE(colours[2], std::vector<double>{1});
    }

    void realCatalogs_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("flagged");
        QTest::newRow("scrambled") << "scrambled_match_do_not_trust" << true;
        for (const char* name : {"bright_standards_duplicate_columns", "frb_hosts_galaxies", "sdss_star_qso_w1w2",
                                 "skyserver_header_line", "vizier_allwise_columns", "xray_classes_allwise"})
            QTest::newRow(name) << name << false;
    }
    void realCatalogs() {
        QFETCH(QString, name);
        QFETCH(bool, flagged);
        IIC_REQUIRE_REAL_DATA(data);
        const auto catalog = readCatalog(data / "catalogs" / (name.toStdString() + ".csv"));
        QVERIFY(catalog);
        const auto found = implausibleColours(coloursByClass(*catalog));
        QCOMPARE(!found.empty(), flagged);
        if (flagged)
            QVERIFY(warningsOf(*catalog).back() == found.back().sentence());
    }

    void aRealCatalogScrambledIsFlagged() {
        IIC_REQUIRE_REAL_DATA(data);
        Random random(5);
        for (const char* name : {"sdss_star_qso_w1w2.csv", "xray_classes_allwise.csv"}) {
            const auto catalog = readCatalog(data / "catalogs" / name);
            const auto colours = coloursByClass(*catalog);
            for (int draw = 0; draw < 50; ++draw) {
                QVERIFY2(isFlagged(scrambled(colours, 1, random)), name);
                QVERIFY2(isFlagged(scrambled(colours, 0.5, random)), name);
            }
        }
    }
};

IIC_CORE_TEST_MAIN(TestLabelPlausibility)
#include "test_label_plausibility.moc"
