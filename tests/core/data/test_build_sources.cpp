#include "SampleDataset.h"
#include "TestSupport.h"
#include "TestTile.h"

#include "data/BuildDataset.h"

#include <QTemporaryDir>

#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>

using namespace iic;
using namespace iic::test;

/// Builds on small tiles written for the purpose.
class TestBuildSources : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }

    void writeBand(const std::string& tile, Band band, const BandImage& image) const {
        auto header = image.header;
        header.add({"COADDID", tile, "", true});
        header.add({"BAND", std::to_string(index(band) + 1), "", false});
        header.add({"MAGZP", "20.5", "", false});
        std::filesystem::create_directories(at(tile));
        FitsHeader cards; // NAXIS is the writer's
        for (const auto& card : header.cards())
            if (!card.keyword.starts_with("NAXIS"))
                cards.add(card);
        QVERIFY(writeFitsImage(at(tile) / (std::string(bandName(band)) + ".fits"), image.pixels, cards));
    }

    /// A tile whose centre is moved by whole pixels along x.
    BandImage shifted(int side, double pixels) const {
        auto band = makeBand(side, 1.375, 10, 20.5);
        FitsHeader header;
        for (auto card : band.header.cards()) {
            if (card.keyword == "CRPIX1")
                card.value = std::to_string((side + 1) / 2.0 - pixels);
            header.add(card);
        }
        band.header = header;
        return band;
    }

    void writeCatalog(const std::vector<SkyCoord>& places, const std::string& name = "catalog.csv", const std::string& more = "",
                      const std::string& values = "") const {
        std::ofstream file(at(name));
        file << "name,ra,dec,class" << more << '\n';
        for (std::size_t i = 0; i < places.size(); ++i)
            file << fmt::format("S{},{:.9f},{:.9f},star{}\n", i, places[i].rightAscension, places[i].declination, values);
    }

    JobResult<DatasetReport> build(std::vector<std::string> tiles, std::uint16_t drop = 0, ChooseRoles roles = {}) const {
        BuildOptions options;
        options.roles = std::move(roles);
        for (const auto& tile : tiles)
            options.tiles.push_back(at(tile));
        options.catalogs = {{at("catalog.csv"), {}}};
        options.out = at("out.h5");
        options.overwrite = true;
        options.selection.dropFlags = drop;
        options.split.rule = SplitRule::None;
        options.restart = true;
        NoProgress quiet;
        return buildDataset(options, quiet, {});
    }

  private Q_SLOTS:
    void eachSourceIsCutOnceFromWhereItLiesFarthestFromTheEdge() {
        writeBand("left", Band::W1, shifted(201, 0));
        writeBand("right", Band::W1, shifted(201, 100));
        const auto wcs = WorldCoordinates::fromHeader(shifted(201, 0).header, "left").value();
        std::vector<SkyCoord> places;
        for (const double x : {30.0, 120.0, 149.0, 152.0, 190.0, 270.0, 290.0, 500.0})
            places.push_back(wcs.toSky({x, 100}).value());
        places.push_back(places[1]);
        writeCatalog(places);
        const auto report = build({"left", "right"});
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto columns = Dataset::open(at("out.h5"))->columns().value();
        std::map<std::string, int> tileOf;
        for (std::size_t row = 0; row < columns.size(); ++row)
            tileOf[columns.name[row]] = columns.tile[row];
        QCOMPARE(columns.size(), std::size_t{8});
        QVERIFY((tileOf == std::map<std::string, int>{
                               {"S0", 0}, {"S1", 0}, {"S2", 0}, {"S3", 1}, {"S4", 1}, {"S5", 1}, {"S6", 1}, {"S8", 0}}));
        QCOMPARE(report->card.dropped.at("off the tiles"), std::size_t{1});
    }

    void theSameSourceListedTwiceIsOne() {
        writeBand("left", Band::W1, shifted(201, 0));
        const SkyCoord near{tileCentre.rightAscension, tileCentre.declination + 0.5 / 3600};
        std::ofstream(at("catalog.csv")) << fmt::format(
            "name,ra,dec,class\nA,150,2,star\nA,150,{:.9f},star\nA,150.01,2,star\nB,150,2,QSO\n", near.declination);
        const auto report = build({"left"});
        QVERIFY(report);
        QCOMPARE(report->rows, std::size_t{3});
        QCOMPARE(report->card.dropped.at("listed twice"), std::size_t{1});
    }

    void aBandOnAnotherGridIsResampledAndFlagged() {
        auto coarse = makeBand(101, 2.75, 0, 13.0);
        addSource(coarse.pixels, 50, 50, 500, 4);
        writeBand("grids", Band::W1, makeBand(201, 1.375, 10, 20.5));
        writeBand("grids", Band::W4, coarse);
        writeCatalog({tileCentre});
        QVERIFY(build({"grids"}));
        const auto dataset = Dataset::open(at("out.h5")).value();
        QVERIFY(dataset.columns()->flags[0] & bit(QualityFlag::OtherGrid));
        QVERIFY((dataset.card().bands == std::vector{Band::W1, Band::W4}));
        std::vector<float> pixels(dataset.valuesPerCutout());
        QVERIFY(dataset.readCutouts(std::vector<std::size_t>{0}, pixels));
        QVERIFY(std::abs(std::accumulate(pixels.begin() + 39 * 39, pixels.end(), 0.0) / 500 - 1) < 0.005);
    }

    void tilesOfSeveralScalesOrSurveysAreRefused() {
        writeBand("fine", Band::W1, makeBand(201, 1.375, 10, 20.5));
        writeBand("coarse", Band::W1, makeBand(101, 2.75, 10, 20.5));
        writeCatalog({tileCentre});
        const auto refused = build({"fine", "coarse"});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
        QVERIFY(std::get<Error>(refused.error()).reason.find("scale") != std::string::npos);
    }

    void catalogFlagsAndBrightnessAreKept() {
        writeBand("left", Band::W1, shifted(201, 0));
        const auto flagsWith = [&](const std::string& columns, const std::string& values) {
            writeCatalog({tileCentre}, "catalog.csv", columns, values);
            return build({"left"}) ? Dataset::open(at("out.h5"))->columns()->flags[0] & ~15 : -1;
        };
        QCOMPARE(flagsWith(",cc_flags", ",0000"), 0);
        QCOMPARE(flagsWith(",cc_flags", ",00d0"), static_cast<int>(bit(QualityFlag::CatalogFlagged)));
        QCOMPARE(flagsWith(",w1mpro", ",9.5"), 0);
        QCOMPARE(flagsWith(",w1mpro", ",7.5"), static_cast<int>(bit(QualityFlag::Saturated)));
        QCOMPARE(flagsWith(",w1mpro,w1sat", ",9.5,0.02"), static_cast<int>(bit(QualityFlag::Saturated)));
        writeCatalog({tileCentre}, "catalog.csv", ",cc_flags", ",D000");
        const auto report = build({"left"}, bit(QualityFlag::CatalogFlagged));
        QVERIFY(!report && std::get<Error>(report.error()).code == ErrorCode::NothingOnTile);
        QCOMPARE(std::get<Error>(report.error()).detail, std::string("rows passed over: 1 flagged"));
    }

    void aCatalogWithoutClassesSaysWhatItNeeds() {
        writeBand("left", Band::W1, shifted(201, 0));
        const auto refusal = [&](const std::string& text) {
            std::ofstream(at("catalog.csv")) << text;
            const auto report = build({"left"});
            return report || std::get<Error>(report.error()).code != ErrorCode::BadTable ? std::string("not refused")
                                                                                         : std::get<Error>(report.error()).detail;
        };
        const auto none = refusal("name,ra,dec\nA,150,2\n");
        QVERIFY2(none.starts_with("a column of classes"), none.c_str());
        const auto predicted = refusal("name,ra,dec,class,confidence,p_star,p_galaxy,p_quasar\nA,150,2,star,1,1,0,0\n");
        QVERIFY2(predicted.find("network's answers") != std::string::npos, predicted.c_str());
    }

    void columnsMeanWhatTheUserSays() {
        writeBand("left", Band::W1, shifted(201, 0));
        std::ofstream(at("catalog.csv")) << "name,ra,dec,kind,w1mpro\nA,150,2,QSO,12\n";
        const auto report =
            build({"left"}, 0, [](const Table& table, const std::string&, std::vector<std::string>&) -> Result<RoleMap> {
                auto roles = guessRoles(table);
                roles[Role::ClassLabel] = "kind";
                roles.erase(Role::Magnitude1);
                return roles;
            });
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto dataset = Dataset::open(at("out.h5")).value();
        QCOMPARE(dataset.labels()->front(), std::uint8_t{2});
        QVERIFY(std::isnan(dataset.columns()->magnitude[0][0]));
        QVERIFY((dataset.card().catalogs[0].roles == std::map<std::string, std::string>{{"class", "kind"}, {"magnitude1", ""}}));
    }

    void signalToNoiseComesFromTheErrorWhereItIsNotListed() {
        writeBand("left", Band::W1, shifted(201, 0));
        writeCatalog({tileCentre}, "catalog.csv", ",w1mpro,w1sigmpro", ",12.0,0.05");
        QVERIFY(build({"left"}));
        QVERIFY(std::abs(Dataset::open(at("out.h5"))->columns()->signalToNoise[0][0] - 21.715F) < 0.01F);
        writeCatalog({tileCentre}, "catalog.csv", ",w1mpro,w1sigmpro", ",16.0,0.4");
        QVERIFY(!build({"left"})); // fainter than 5
        writeCatalog({tileCentre}); // nothing known: kept
        QVERIFY(build({"left"}));
    }
};

IIC_CORE_TEST_MAIN(TestBuildSources)
#include "test_build_sources.moc"
