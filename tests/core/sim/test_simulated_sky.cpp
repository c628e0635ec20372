#include "TestSupport.h"
#include "data/TrainingSet.h"
#include "sim/SimulatedSky.h"

#include <QTemporaryDir>

#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <sched.h>
#include <set>
#include <sstream>

using namespace iic;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
NoProgress quiet;

SimulationOptions smallSky(std::uint64_t seed = 1) {
    SimulationOptions options;
    options.seed = seed;
    options.side = 300;
    options.sourceCount = 300;
    return options;
}

SimulatedSky simulate(const SimulationOptions& options) { return simulateSky(options, quiet, {}).value(); }

std::map<std::string, std::string> filesIn(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ostringstream text;
        if (entry.is_regular_file())
            text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    return files;
}

/// What the sky looks like on disk: every pixel, card and cell; nothing when it cannot be written.
std::map<std::string, std::string> written(const SimulatedSky& sky) {
    const QTemporaryDir folder;
    const auto done = writeSimulatedSky(sky, folder.path().toStdString());
    return done ? filesIn(folder.path().toStdString()) : std::map<std::string, std::string>{};
}

/// Lets the calling thread, and those it starts, use one core only.
class OneCore {
  public:
    OneCore() {
        sched_getaffinity(0, sizeof before_, &before_);
        int core = 0;
        while (!CPU_ISSET(core, &before_))
            ++core;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;
    ~OneCore() { sched_setaffinity(0, sizeof before_, &before_); }

  private:
    cpu_set_t before_;
};

std::map<std::string, double> classShares(const Table& truth) {
    std::map<std::string, double> shares;
    for (std::size_t row = 0; row < truth.rowCount(); ++row)
        shares[truth.find("class")->text(row)] += 1.0 / static_cast<double>(truth.rowCount());
    return shares;
}

} // namespace

class TestSimulatedSky : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void sameOptionsGiveTheSameBytesOnAnyNumberOfCores() {
        const auto onAll = written(simulate(smallSky()));
        QCOMPARE(onAll.size(), std::size_t{6});
        QVERIFY(written(simulate(smallSky())) == onAll);
        const OneCore alone;
        QVERIFY(written(simulate(smallSky())) == onAll);
    }

    void anotherSeedIsAnotherSky() {
        const auto one = written(simulate(smallSky(1))), two = written(simulate(smallSky(2)));
        QCOMPARE(one.size(), two.size());
        for (const auto& [name, bytes] : one)
            QVERIFY2(two.contains(name) && two.at(name) != bytes, name.c_str());
    }

    void headersAreThoseOfAnAtlasTile() {
        const auto sky = simulate(smallSky());
        const std::array zeroPoints{20.5, 19.5, 18.0, 13.0};
        QCOMPARE(sky.tile.id, std::string("1501p022_ac51"));
        for (const Band band : allBands) {
            const auto& image = *sky.tile.band(band);
            QCOMPARE(image.header.integer("BAND"), index(band) + 1);
            QCOMPARE(image.header.number("MAGZP"), zeroPoints[static_cast<std::size_t>(band)]);
            QCOMPARE(image.header.text("COADDID"), std::string("1501p022_ac51"));
            QCOMPARE(image.header.text("BUNIT"), std::string("DN"));
            QCOMPARE(image.header.text("CTYPE1"), std::string("RA---SIN"));
            QCOMPARE(image.header.text("CTYPE2"), std::string("DEC--SIN"));
            QVERIFY(std::abs(image.header.number("CDELT1").value() * 3600 + 1.375) < 1e-5);
            QVERIFY(std::abs(image.header.number("CDELT2").value() * 3600 - 1.375) < 1e-5);
            QVERIFY(std::abs(image.wcs.pixelScale() - 1.375) < 1e-4);
            const auto middle = image.wcs.toPixel({150.1, 2.2}).value();
            QVERIFY(std::abs(middle.x - 149.5) < 1e-6 && std::abs(middle.y - 149.5) < 1e-6);
        }
    }

    void theWrittenFolderOpensAsOneTile() {
        const auto sky = simulate(smallSky());
        const QTemporaryDir place;
        const std::filesystem::path folder = place.filePath("new/folder").toStdString();
        QVERIFY(writeSimulatedSky(sky, folder));
        OpenTilesOptions options;
        options.paths = {folder};
        const auto tiles = openTiles(options, quiet, {});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{1});
        const auto& tile = tiles->front();
        QCOMPARE(tile.id, sky.tile.id);
        QCOMPARE(tile.survey, Survey::AllWise);
        QVERIFY2(tile.warnings.empty(), tile.warnings.empty() ? "" : tile.warnings.front().c_str());
        for (const Band band : allBands) {
            QVERIFY(tile.band(band));
            QVERIFY(std::ranges::equal(tile.band(band)->pixels.pixels(), sky.tile.band(band)->pixels.pixels()));
            QCOMPARE(tile.band(band)->magnitudeZeroPoint, sky.tile.band(band)->magnitudeZeroPoint);
            QVERIFY(tile.band(band)->wcs.sameGrid(sky.tile.band(Band::W1)->wcs, 300, 300));
        }
    }

    void theCatalogOpensWithEveryRoleAndJoinsToTruth() {
        const auto sky = simulate(smallSky());
        const QTemporaryDir place;
        const std::filesystem::path folder = place.path().toStdString();
        QVERIFY(writeSimulatedSky(sky, folder));
        const auto catalog = readCatalog(folder / "catalog.tbl");
        const auto truth = readCatalog(folder / "truth.tbl");
        QVERIFY(catalog && truth);
        QVERIFY(catalog->size() > 200);
        QCOMPARE(catalog->size(), sky.catalog.rowCount());
        QCOMPARE(truth->size(), catalog->size());
        const std::set<Role> ofSpectra{Role::ClassLabel, Role::SpectralSubclass, Role::Redshift, Role::RedshiftWarning};
        for (int role = 0; role < roleCount; ++role)
            if (!ofSpectra.contains(static_cast<Role>(role)))
                QVERIFY2(catalog->roles().contains(static_cast<Role>(role)), qPrintable(QString::number(role)));

        const auto joined = withTruth(catalog->table(), truth->table(), "truth.tbl");
        QVERIFY(joined);
        for (std::size_t row = 0; row < catalog->size(); ++row) {
            QCOMPARE(catalog->identifier(row), truth->identifier(row));
            QVERIFY(truth->truth(row));
            QVERIFY(joined->truth(row) == truth->truth(row));
            QVERIFY(separationArcsec(*catalog->position(row), *truth->position(row)) < 5);
        }
    }

    void everyClassHasItsShare() {
        auto options = smallSky();
        options.side = 700;
        options.sourceCount = 1200;
        options.faintestW1 = 15.5;
        auto shares = classShares(simulate(options).truth);
        QVERIFY2(std::abs(shares["star"] - 0.70) < 0.06, qPrintable(QString::number(shares["star"])));
        QVERIFY2(std::abs(shares["galaxy"] - 0.28) < 0.06, qPrintable(QString::number(shares["galaxy"])));
        QVERIFY2(std::abs(shares["quasar"] - 0.02) < 0.015, qPrintable(QString::number(shares["quasar"])));

        options.balanced = true;
        for (const auto& [name, share] : classShares(simulate(options).truth))
            QVERIFY2(std::abs(share - 1.0 / 3) < 0.06, name.c_str());
    }

    void aSkyWithoutSourcesIsASky() {
        auto options = smallSky();
        options.sourceCount = 0;
        const auto sky = simulate(options);
        QCOMPARE(sky.catalog.rowCount(), std::size_t{0});
        QCOMPARE(written(sky).size(), std::size_t{6});
    }

    void optionsOutOfRangeAreRefused_data() {
        QTest::addColumn<int>("number");
        for (int number = 0; number < static_cast<int>(wrongs().size()); ++number)
            QTest::addRow("%d", number) << number;
    }
    void optionsOutOfRangeAreRefused() {
        QFETCH(const int, number);
        auto options = smallSky();
        wrongs()[static_cast<std::size_t>(number)](options);
        const auto sky = simulateSky(options, quiet, {});
        QVERIFY(!sky);
        const auto* error = std::get_if<Error>(&sky.error());
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::BadOption);
        QVERIFY(!error->reason.empty());
    }

    void aStopEndsIt() {
        std::stop_source source;
        source.request_stop();
        const auto sky = simulateSky(smallSky(), quiet, source.get_token());
        QVERIFY(!sky && isCancelled(sky.error()));
    }

    void aFolderThatIsAFileIsRefused() {
        const QTemporaryDir place;
        const std::filesystem::path file = place.filePath("file").toStdString();
        std::ofstream(file) << "mine";
        const auto done = writeSimulatedSky(simulate(smallSky()), file);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(done.error().file, file.string());
        QCOMPARE(filesIn(place.path().toStdString()), (std::map<std::string, std::string>{{"file", "mine"}}));
    }

    void aFailureLeavesTheFolderAsItWas() {
        const QTemporaryDir place;
        const std::filesystem::path folder = place.path().toStdString();
        QVERIFY(writeSimulatedSky(simulate(smallSky(1)), folder));
        std::filesystem::remove(folder / "truth.tbl");
        std::filesystem::create_directories(folder / "truth.tbl" / "in the way");
        const auto before = filesIn(folder);
        const auto done = writeSimulatedSky(simulate(smallSky(2)), folder);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::FileUnwritable);
        QVERIFY(filesIn(folder) == before);
    }

  private:
    using Wrong = std::function<void(SimulationOptions&)>;
    static std::vector<Wrong> wrongs() {
        constexpr double endless = std::numeric_limits<double>::infinity();
        return {[](auto& o) { o.side = 63; },
                [](auto& o) { o.side = 8193; },
                [](auto& o) { o.side = std::numeric_limits<int>::min(); },
                [](auto& o) { o.sourceCount = -1; },
                [](auto& o) { o.sourceCount = 2'000'001; },
                [](auto& o) { o.faintestW1 = o.brightestW1; },
                [](auto& o) { o.brightestW1 = nothing; },
                [](auto& o) { o.faintestW1 = endless; },
                [](auto& o) { o.centre.rightAscension = 360; },
                [](auto& o) { o.centre.rightAscension = nothing; },
                [](auto& o) { o.centre.declination = -90; },
                [](auto& o) {
                    o.classShares = {0, 0, 0};
                },
                [](auto& o) {
                    o.classShares = {1, -0.1, 1};
                },
                [](auto& o) {
                    o.classShares = {1, nothing, 1};
                },
                [](auto& o) {
                    o.classShares = {endless, 1, 1};
                }};
    }
};

IIC_CORE_TEST_MAIN(TestSimulatedSky)
#include "test_simulated_sky.moc"
