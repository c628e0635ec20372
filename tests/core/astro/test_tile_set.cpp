#include "FitsBytes.h"
#include "TestSupport.h"

#include "astro/TileOutline.h"
#include "astro/TileSet.h"

#include <QProcess>

#include <cmath>
#include <set>

using namespace iic;
using namespace iic::test;

namespace {

Cards atlasCards(int band, const std::string& coadd = "1500p020_ac51") {
    static constexpr std::array zeroPoint{20.5, 19.5, 18.0, 13.0};
    return skyCards() + Cards{fmt::format("BAND    = {}", band), fmt::format("COADDID = '{}'", coadd),
                              fmt::format("MAGZP   = {}", zeroPoint[static_cast<std::size_t>(band - 1)])};
}

class Recorder final : public ProgressSink {
  public:
    void report(const Progress& progress) override { seen.push_back({progress.done, progress.total}); }
    std::vector<std::pair<std::int64_t, std::int64_t>> seen;
};

} // namespace

class TestTileSet : public iic::test::Test {
    Q_OBJECT

    static JobResult<std::vector<Tile>> open(std::vector<std::filesystem::path> paths,
                                             std::map<std::filesystem::path, Band> chosen = {}) {
        NoProgress quiet;
        return openTiles({std::move(paths), std::move(chosen)}, quiet, {});
    }

    static ErrorCode codeOf(const JobResult<std::vector<Tile>>& result) { return std::get<Error>(result.error()).code; }

  private Q_SLOTS:
    void aFolderOfFourBandsIsOneTile() {
        Folder folder;
        for (int band = 1; band <= 4; ++band)
            folder.write(fmt::format("{}.fits", 'd' - band), imageBytes(5, 5, atlasCards(band)));
        folder.write("a-unc-3.fits", imageBytes(5, 5, atlasCards(1)));
        folder.write("notes.txt", "not an image");
        folder.write("deeper/w1.fits", imageBytes(5, 5, atlasCards(1, "other")));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{1});
        const auto& tile = tiles->front();
        QCOMPARE(tile.id, std::string("1500p020_ac51"));
        QVERIFY(tile.survey == Survey::AllWise);
        QVERIFY(tile.warnings.empty());
        QVERIFY(tile.referenceBand() == Band::W1);
        for (const auto band : allBands) {
            QVERIFY(tile.band(band));
            QCOMPARE(tile.band(band)->header.integer("BAND"), std::optional<long long>(index(band) + 1));
            QCOMPARE(tile.band(band)->pixels.at(4, 4), 25.0f);
        }
        QCOMPARE(tile.band(Band::W4)->magnitudeZeroPoint, std::optional(13.0));
    }

    /// Jy of one DN, from the zero points of the Atlas and the fluxes of magnitude 0 of Jarrett et al. 2011.
    void unitsAreThoseOfTheAtlas() {
        Folder folder;
        for (int band = 1; band <= 4; ++band)
            folder.write(fmt::format("w{}.fits", band), imageBytes(5, 5, atlasCards(band)));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        constexpr std::array janskys{1.9531e-6, 2.7227e-6, 1.9985e-6, 5.2767e-5};
        for (const auto band : allBands) {
            const auto unit = tiles->front().band(band)->janskyPerUnit(band);
            QVERIFY2(unit && std::abs(*unit / janskys[static_cast<std::size_t>(band)] - 1) < 1e-4,
                     fmt::format("{}", unit.value_or(0)).c_str());
        }
    }

    void aMissingBandIsAllowed() {
        Folder folder;
        folder.write("x.fits", imageBytes(5, 5, atlasCards(2)));
        folder.write("y.fits", imageBytes(5, 5, atlasCards(4)));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QVERIFY(!tiles->front().band(Band::W1) && !tiles->front().band(Band::W3));
        QVERIFY(tiles->front().referenceBand() == Band::W2);
        QCOMPARE(&tiles->front().reference(), tiles->front().band(Band::W2));
    }

    void tilesAreToldApartByCoadd() {
        Folder folder;
        for (const char* coadd : {"a_ac51", "b_ac51"})
            for (int band = 1; band <= 2; ++band)
                folder.write(fmt::format("{}-w{}.fits", coadd, band), imageBytes(5, 5, atlasCards(band, coadd)));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{2});
        for (const auto& tile : *tiles)
            QVERIFY(tile.band(Band::W1) && tile.band(Band::W2) &&
                    tile.band(Band::W1)->path.filename().string().starts_with(tile.id));
        QVERIFY(tiles->front().id != tiles->back().id);
    }

    void whatIsListedIsWhatIsOpened() {
        Folder folder;
        for (const double ra : {10.0, 20.0})
            for (int band = 1; band <= 2; ++band)
                folder.write(fmt::format("field/{:.0f}_w{}.fits", ra, band), imageBytes(7, 5, skyCards("TAN", ra)));
        folder.write("b.fits", imageBytes(5, 5, atlasCards(2, "b_ac51")));
        NoProgress quiet;
        const OpenTilesOptions options{{folder.path(), folder.file("field")}, {}};
        const auto listed = listTiles(options, quiet, {});
        const auto opened = openTiles(options, quiet, {});
        QVERIFY(listed && opened);
        QCOMPARE(listed->size(), opened->size());
        for (std::size_t i = 0; i < listed->size(); ++i) {
            const auto& outline = (*listed)[i];
            const auto one = openTile(outline, quiet, {});
            QVERIFY(one);
            QCOMPARE(outline.id, (*opened)[i].id);
            QCOMPARE(one->id, outline.id);
            QVERIFY(one->survey == outline.survey && (*opened)[i].survey == outline.survey);
            QCOMPARE(outline.reference().width, one->reference().pixels.width());
            QCOMPARE(outline.reference().height, one->reference().pixels.height());
            for (const auto band : allBands) {
                const auto& image = outline.bands[static_cast<std::size_t>(band)];
                QCOMPARE(image.has_value(), one->band(band) != nullptr);
                QVERIFY(!image || image->path == (*opened)[i].band(band)->path);
            }
        }
    }

    void aListedTileThatIsNoLongerThereIsAnError() {
        Folder folder;
        folder.write("w1.fits", imageBytes(5, 5, atlasCards(1)));
        folder.write("w2.fits", imageBytes(5, 5, atlasCards(2)));
        NoProgress quiet;
        const auto listed = listTiles({{folder.path()}, {}}, quiet, {});
        QVERIFY(listed && listed->size() == 1);
        folder.write("w2.fits", imageBytes(5, 5, atlasCards(2, "other_ac51")));
        auto changed = openTile(listed->front(), quiet, {});
        QVERIFY(!changed);
        QVERIFY(std::get<Error>(changed.error()).code == ErrorCode::FileChanged);
        std::filesystem::remove(folder.file("w1.fits"));
        changed = openTile(listed->front(), quiet, {});
        QVERIFY(!changed);
        QVERIFY(std::get<Error>(changed.error()).code == ErrorCode::FileNotFound);
    }

    void tilesWithoutCoaddAreToldApartByTheSky() {
        Folder folder;
        for (const double ra : {10.0, 20.0})
            for (int band = 1; band <= 2; ++band)
                folder.write(fmt::format("field/{:.0f}_w{}.fits", ra, band), imageBytes(5, 5, skyCards("TAN", ra)));
        const auto tiles = open({folder.file("field")});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{2});
        std::set<std::string> names;
        for (const auto& tile : *tiles) {
            QVERIFY(tile.survey == Survey::Other);
            QVERIFY(tile.band(Band::W1) && tile.band(Band::W2));
            QVERIFY(separationArcsec(*tile.band(Band::W1)->wcs.toSky({2, 2}), *tile.band(Band::W2)->wcs.toSky({2, 2})) < 1);
            QVERIFY(tile.id.starts_with("field"));
            names.insert(tile.id);
        }
        QCOMPARE(names.size(), std::size_t{2});
    }

    void gridsOfABandMayDiffer() {
        Folder folder;
        folder.write("w1.fits", imageBytes(10, 10, skyCards("TAN", 10, 10, 2.75, 5.5)));
        folder.write("w4.fits", imageBytes(5, 5, skyCards("TAN", 10, 10, 5.5, 3)));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{1});
        QCOMPARE(tiles->front().id, folder.path().filename().string());
        QVERIFY(!tiles->front().band(Band::W1)->magnitudeZeroPoint);
        QVERIFY(!tiles->front().band(Band::W1)->janskyPerUnit(Band::W1));
    }

    void unWiseIsKnownAndItsZerosAreMasked() {
        Folder folder;
        auto values = counting(25);
        values[7] = 0;
        const auto bytes =
            headerBytes(imageCards(5, 5) + skyCards("TAN") + Cards{"MAGZP   = 22.5"}) + padded(bigEndian(values), '\0');
        folder.write("unwise-1500p020-w2-img-m.fits", bytes);
        folder.write("unwise-1500p020-w2-invvar-m.fits", bytes);
        folder.write("unwise-1500p020-w3-img-m.fits", bytes);
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{1});
        QVERIFY(tiles->front().survey == Survey::UnWise);
        QCOMPARE(tiles->front().id, std::string("unwise-1500p020"));
        const auto& pixels = tiles->front().band(Band::W2)->pixels;
        QVERIFY(std::isnan(pixels.at(2, 1)));
        QCOMPARE(std::count_if(pixels.pixels().begin(), pixels.pixels().end(), [](float v) { return std::isnan(v); }), 1);
    }

    void ofUnWisesTwoImagesTheOneWithoutOutliersIsOpened() {
        Folder folder;
        const auto bytes = [](float value) {
            return headerBytes(imageCards(5, 5) + skyCards("TAN") + Cards{"MAGZP   = 22.5"}) +
                   padded(bigEndian(std::vector<float>(25, value)), '\0');
        };
        folder.write("unwise-1500p020-w2-img-u.fits", bytes(2));
        folder.write("unwise-1500p020-w2-img-m.fits", bytes(1));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->size(), std::size_t{1});
        QCOMPARE(tiles->front().band(Band::W2)->pixels.at(2, 2), 1.0f);
        QCOMPARE(tiles->front().warnings.size(), std::size_t{1});
        QVERIFY(tiles->front().warnings[0].find("w2-img-u.fits is not used") != std::string::npos);
    }

    void zerosOfTheAtlasAreMeasurements() {
        Folder folder;
        folder.write("a.fits", headerBytes(imageCards(5, 5) + atlasCards(1)) + padded(bigEndian({1, 0, NAN}), '\0'));
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->front().band(Band::W1)->pixels.at(1, 0), 0.0f);
        QVERIFY(std::isnan(tiles->front().band(Band::W1)->pixels.at(2, 0)));
    }

    void gzippedTilesOpen() {
        Folder folder;
        const auto path = folder.write("w1.fits", imageBytes(5, 5, atlasCards(1)));
        QCOMPARE(QProcess::execute("gzip", {QString::fromStdString(path.string())}), 0);
        QCOMPARE(folder.names(), std::vector<std::string>{"w1.fits.gz"});
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->front().band(Band::W1)->pixels.at(4, 4), 25.0f);
    }

    void aFileNamedTwiceCountsOnce() {
        Folder folder;
        const auto path = folder.write("w1.fits", imageBytes(5, 5, atlasCards(1)));
        QVERIFY(open({path, folder.path(), path}));
        QVERIFY(open({path, path.parent_path() / "." / path.filename()}));
    }

    void theUserDecidesWhatNothingElseTells() {
        Folder folder;
        const auto path = folder.write("image.fits", imageBytes(5, 5, skyCards()));
        const auto undecided = open({path});
        QVERIFY(!undecided && codeOf(undecided) == ErrorCode::AmbiguousBand);
        QCOMPARE(std::get<Error>(undecided.error()).file, path.string());
        const auto decided = open({path}, {{path, Band::W3}});
        QVERIFY(decided);
        QVERIFY(decided->front().referenceBand() == Band::W3);
    }

    void twoImagesOfABandAreAmbiguous() {
        Folder folder;
        folder.write("a-w1.fits", imageBytes(5, 5, atlasCards(1)));
        folder.write("b-w1.fits", imageBytes(5, 5, atlasCards(1)));
        const auto tiles = open({folder.path()});
        QVERIFY(!tiles && codeOf(tiles) == ErrorCode::AmbiguousBand);
        const auto line = std::get<Error>(tiles.error()).oneLine();
        QVERIFY2(line.find("a-w1.fits") != std::string::npos && line.find("b-w1.fits") != std::string::npos, line.c_str());
    }

    void nothingToOpenIsSaid() {
        Folder folder;
        const auto companion = folder.write("only/w1-unc-3.fits", imageBytes(5, 5, atlasCards(1)));
        folder.write("texts/a.txt", "x");
        std::filesystem::create_directory(folder.file("empty"));
        for (const auto& paths :
             std::vector<std::vector<std::filesystem::path>>{{}, {folder.file("empty")}, {folder.file("texts")}, {companion}}) {
            const auto tiles = open(paths);
            QVERIFY(!tiles && codeOf(tiles) == ErrorCode::NoImages);
            QCOMPARE(std::get<Error>(tiles.error()).file, paths.empty() ? std::string() : paths.front().string());
        }
        const auto missing = open({folder.file("missing")});
        QVERIFY(!missing && codeOf(missing) == ErrorCode::FileNotFound);
    }

    void tablesInAFolderOfImagesArePassedOver() {
        Folder folder;
        folder.write("a-w1.fits", imageBytes(5, 5, atlasCards(1)));
        const auto empty = headerBytes({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0"});
        const auto table = folder.write("catalog.fits", empty);
        QCOMPARE(open({folder.path()})->size(), std::size_t(1));
        QVERIFY(codeOf(open({folder.file("a-w1.fits"), table})) == ErrorCode::NoImages);
        folder.write("tables/a.fits", empty);
        QVERIFY(codeOf(open({folder.file("tables")})) == ErrorCode::NoImages);
        folder.write("tables/b.fits", empty);
        QVERIFY(codeOf(open({folder.file("tables")})) == ErrorCode::NoImages);
    }

    void oneDamagedFileFailsTheCallByItsName() {
        Folder folder;
        folder.write("a-w1.fits", imageBytes(5, 5, atlasCards(1)));
        const auto whole = imageBytes(60, 60, atlasCards(2));
        const auto damaged = folder.write("b-w2.fits", whole.substr(0, whole.size() - 1));
        const auto tiles = open({folder.path()});
        QVERIFY(!tiles && codeOf(tiles) == ErrorCode::TruncatedData);
        QCOMPARE(std::get<Error>(tiles.error()).file, damaged.string());
        const auto text = open({folder.write("text.fits", "text")});
        QVERIFY(!text && codeOf(text) == ErrorCode::NotFits);
        const auto nowhere = open({folder.write("w1.fits", imageBytes(5, 5))});
        QVERIFY(!nowhere && codeOf(nowhere) == ErrorCode::UnsupportedProjection);
    }

    void trailingBytesWarnInTheTile() {
        Folder folder;
        folder.write("w1.fits", imageBytes(5, 5, atlasCards(1)) + "tail");
        const auto tiles = open({folder.path()});
        QVERIFY(tiles);
        QCOMPARE(tiles->front().warnings.size(), std::size_t{1});
    }

    void progressCountsTheFiles() {
        Folder folder;
        for (int band = 1; band <= 3; ++band)
            folder.write(fmt::format("w{}.fits", band), imageBytes(5, 5, atlasCards(band)));
        Recorder recorder;
        QVERIFY(openTiles({{folder.path()}, {}}, recorder, {}));
        QCOMPARE(recorder.seen, (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 3}, {1, 3}, {2, 3}, {3, 3}}));
    }

    void stoppingIsNoError() {
        Folder folder;
        folder.write("w1.fits", imageBytes(5, 5, atlasCards(1)));
        NoProgress quiet;
        std::stop_source source;
        source.request_stop();
        const auto tiles = openTiles({{folder.path()}, {}}, quiet, source.get_token());
        QVERIFY(!tiles && isCancelled(tiles.error()));
    }
};

IIC_CORE_TEST_MAIN(TestTileSet)
#include "test_tile_set.moc"
