#include "FullDisk.h"
#include "HostileFiles.h"
#include "SampleDataset.h"
#include "TestSupport.h"

#include <QTemporaryDir>

#include <bit>
#include <cmath>
#include <cstring>

using namespace iic;
using namespace iic::test;

namespace {

using Change = std::function<void(hid_t)>;
struct Hostile {
    const char* name;
    Change change;
    const char* reason; ///< what the error must say
};

template <typename T> bool sameBytes(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

} // namespace

class TestDataset : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    static inline std::string cardText;

    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

    /// The first error in opening the file and reading all of it; empty when there is none.
    static std::string refusal(const std::filesystem::path& path, ErrorCode& code) {
        const auto dataset = Dataset::open(path);
        if (!dataset) {
            code = dataset.error().code;
            return dataset.error().oneLine();
        }
        const auto columns = dataset->columns();
        if (!columns) {
            code = columns.error().code;
            return columns.error().oneLine();
        }
        return {};
    }

    void isRefused(const std::filesystem::path& path, const char* reason) {
        auto code = ErrorCode::Internal;
        const auto found = refusal(path, code);
        QVERIFY2(found.find(reason) != std::string::npos, found.c_str());
        QVERIFY(found.starts_with(path.string()));
        QVERIFY(code == ErrorCode::BadDataset);
    }

    std::vector<Hostile> hostiles() const {
        static const std::vector<float> numbers(1000, 1);
        static const std::string outside = at("outside.h5").string();
        const auto card = [](const char* from, const char* to) {
            return [=](hid_t file) {
                auto text = cardText;
                const auto place = text.find(from);
                putText(file, "card", place == std::string::npos ? "" : text.replace(place, std::strlen(from), to));
            };
        };
        const auto bytes = [](const char* name, std::vector<std::uint8_t> values) {
            return [=](hid_t file) { put(file, name, H5T_STD_U8LE, {6}, values.data()); };
        };
        const auto position = [](double rightAscension, double declination) {
            return [=](hid_t file) {
                std::array<SkyCoord, 6> places{};
                places[4] = {rightAscension, declination};
                put(file, "position", H5T_IEEE_F64LE, {6, 2}, places.data());
            };
        };
        return {
            {"no format", [](hid_t f) { test::remove(f, "format"); }, "format is missing"},
            {"a newer format", [](hid_t f) { putText(f, "format", "IICnet dataset 2"); }, "newer version of the program"},
            {"a checkpoint", [](hid_t f) { putText(f, "format", "IICnet checkpoint 1"); }, "its format is not"},
            {"no card", [](hid_t f) { test::remove(f, "card"); }, "card is missing"},
            {"card no JSON", [](hid_t f) { putText(f, "card", "{\"kind\":"); }, "card is not a JSON object"},
            {"JSON without a floor",
             [](hid_t f) { putText(f, "card", "{\"a\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}"); },
             "nested too deep"},
            {"card of nothing", [](hid_t f) { putText(f, "card", "{}"); }, "kind"},
            {"an unknown band", card("\"W3\"", "\"W9\""), "W9"},
            {"a band twice", card("\"W3\"", "\"W1\""), "a band is named twice"},
            {"a giant side", card("\"side\":5", "\"side\":2000000000"), "2000000000"},
            {"no side", card("\"side\":5", "\"side\":0"), "side of 0"},
            {"another side", card("\"side\":5", "\"side\":7"), "is not of 7 pixels"},
            {"another number of planes", card("\"bands\":[\"W1\",\"W3\"]", "\"bands\":[\"W1\"]"), "2 planes of 1 bands"},
            {"a scale too fine", card("\"pixelScale\":1.375", "\"pixelScale\":1e-9"), "is not of 5 pixels"},
            {"many planes", card("\"planes\":2", "\"planes\":9999"), "9999 planes"},
            {"a scale of nothing", card("\"pixelScale\":1.375", "\"pixelScale\":0.0"), "pixel of 0"},
            {"fewer tiles", card("\"id\":\"1500p020_ac51\",", ""), "id"},
            {"no class", card("[\"star\",\"galaxy\",\"quasar\"]", "[]"), "0 classes"},
            {"an unknown rule", card("\"blocks\"", "\"luck\""), "luck"},
            {"an endless field", card("\"fieldArcsec\":5.0", "\"fieldArcsec\":1e300"), "field of"},
            {"no cutouts", [](hid_t f) { test::remove(f, "cutouts"); }, "cutouts is missing"},
            {"more cutouts than bytes",
             [](hid_t f) {
                 put(f, "cutouts", H5T_IEEE_F32LE, {1ULL << 40, 2, 5, 5});
             },
             "larger than the file"},
            {"cutouts never written",
             [](hid_t f) {
                 put(f, "cutouts", H5T_IEEE_F32LE, {6, 2, 5, 5});
             },
             "bytes expected, 0 found"},
            {"cutouts in five dimensions",
             [](hid_t f) {
                 put(f, "cutouts", H5T_IEEE_F32LE, {1, 6, 2, 5, 5}, numbers.data());
             },
             "no usable shape"},
            {"big-endian cutouts",
             [](hid_t f) {
                 put(f, "cutouts", H5T_IEEE_F32BE, {6, 2, 5, 5}, numbers.data());
             },
             "another type"},
            {"compressed cutouts",
             [](hid_t f) {
                 const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
                 const hsize_t chunk[] = {6, 2, 5, 5};
                 H5Pset_chunk(list, 4, chunk);
                 H5Pset_deflate(list, 9);
                 put(f, "cutouts", H5T_IEEE_F32LE, {6, 2, 5, 5}, numbers.data(), list);
                 H5Pclose(list);
             },
             "not stored plainly"},
            {"cutouts in another file",
             [](hid_t f) {
                 const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
                 H5Pset_external(list, outside.c_str(), 0, 1200);
                 put(f, "cutouts", H5T_IEEE_F32LE, {6, 2, 5, 5}, nullptr, list);
                 H5Pclose(list);
             },
             "not stored plainly"},
            {"cutouts linked from outside",
             [](hid_t f) {
                 test::remove(f, "cutouts");
                 H5Lcreate_external(outside.c_str(), "/cutouts", f, "cutouts", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"labels linked within",
             [](hid_t f) {
                 test::remove(f, "label");
                 H5Lcreate_soft("/split", f, "label", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"a column too short",
             [](hid_t f) {
                 put(f, "offset", H5T_IEEE_F64LE, {5, 2}, numbers.data());
             },
             "offset: 6 × 2 expected, 5 × 2 found"},
            {"flags of reals", [](hid_t f) { put(f, "flags", H5T_IEEE_F32LE, {6}, numbers.data()); }, "another type"},
            {"names without end",
             [](hid_t f) {
                 const hid_t type = H5Tcopy(H5T_C_S1);
                 H5Tset_size(type, 1 << 20);
                 put(f, "name", type, {6});
                 H5Tclose(type);
             },
             "names of 1048576 bytes"},
            {"names of any length",
             [](hid_t f) {
                 const hid_t type = H5Tcopy(H5T_C_S1);
                 H5Tset_size(type, H5T_VARIABLE);
                 put(f, "name", type, {6});
                 H5Tclose(type);
             },
             "name is not of texts"},
            {"a label there is not", bytes("label", {0, 1, 2, 3, 0, 1}), "label: 3 in row 3"},
            {"a split there is not", bytes("split", {0, 1, 2, 255, 7, 1}), "split: 7 in row 4"},
            {"a position of half a number", position(std::nan(""), 1), "position: nan 1 in row 4"},
            {"a position of no number", position(std::nan(""), std::nan("")), "position: nan nan in row 4"},
            {"a position beyond the pole", position(1, 90.5), "position: 1 90.5 in row 4"},
            {"a position before the first meridian", position(-1, 0), "position: -1 0 in row 4"},
            {"a position once round the sky", position(360, 0), "position: 360 0 in row 4"},
            {"a position out of this world", position(1e300, 1e300), "position: 1e+300 1e+300 in row 4"},
            {"a tile there is not",
             [](hid_t f) {
                 const std::array<std::int32_t, 6> tiles{0, 1, 2, 0, 0, 0};
                 put(f, "tile", H5T_STD_I32LE, {6}, tiles.data());
             },
             "tile: 2 in row 2"},
            {"a tile before the first",
             [](hid_t f) {
                 const std::array<std::int32_t, 6> tiles{0, -1, 0, 0, 0, 0};
                 put(f, "tile", H5T_STD_I32LE, {6}, tiles.data());
             },
             "tile: -1 in row 1"},
        };
    }

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(test::write(at("outside.h5"), sampleDataset()));
        const hid_t file = H5Fopen(at("outside.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
        const hid_t data = H5Dopen2(file, "card", H5P_DEFAULT), type = H5Dget_type(data);
        cardText.resize(H5Tget_size(type));
        H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, cardText.data());
        H5Tclose(type);
        H5Dclose(data);
        H5Fclose(file);
    }

    void itComesBackAsItWas() {
        const auto sample = sampleDataset();
        QVERIFY(test::write(at("one.h5"), sample));
        const auto dataset = Dataset::open(at("one.h5"));
        QVERIFY2(dataset, dataset ? "" : dataset.error().oneLine().c_str());
        QCOMPARE(dataset->size(), std::size_t{6});
        QCOMPARE(dataset->valuesPerCutout(), std::size_t{50});
        const auto& card = dataset->card();
        QVERIFY(card.bands == sample.card.bands && card.kind == DatasetKind::Sky);
        QCOMPARE(card.side, 5);
        QCOMPARE(card.fieldArcsec, 5.0);
        QCOMPARE(card.survey, sample.card.survey);
        QCOMPARE(card.origin, sample.card.origin);
        QVERIFY(card.classes == sample.card.classes && card.dropped == sample.card.dropped);
        QCOMPARE(card.tiles.size(), std::size_t{2});
        QCOMPARE(card.tiles[1].id, std::string("ζ tile"));
        QCOMPARE(card.tiles[0].files.front().second.path, std::string("tiles/w1.fits"));
        QVERIFY(card.tiles[0].files.front().second.fingerprint == sample.card.tiles[0].files.front().second.fingerprint);
        QCOMPARE(card.catalogs.front().truth->path, std::string("truth.tbl"));
        QVERIFY((card.catalogs.front().roles == std::map<std::string, std::string>{{"class", "kind"}}));
        QCOMPARE(card.selection.dropFlags, sample.card.selection.dropFlags);
        QCOMPARE(card.selection.maximumPerClass, std::size_t{12});
        QVERIFY(card.split.rule == SplitRule::Blocks && !card.split.leaking);
        QCOMPARE(card.split.blockArcmin, 12.5);
        QCOMPARE(dataset->units()[0][0], 1e-6);
        QVERIFY(std::isnan(dataset->units()[1][2]) && std::isnan(dataset->units()[0][1]));

        const auto columns = dataset->columns();
        QVERIFY(columns);
        QVERIFY(columns->name == sample.columns.name);
        QVERIFY(sameBytes(columns->position, sample.columns.position) && sameBytes(columns->offset, sample.columns.offset));
        QVERIFY(sameBytes(columns->corners, sample.columns.corners) && sameBytes(columns->magnitude, sample.columns.magnitude));
        QVERIFY(sameBytes(columns->label, sample.columns.label) && sameBytes(columns->split, sample.columns.split));
        QVERIFY(sameBytes(columns->flags, sample.columns.flags) && sameBytes(columns->tile, sample.columns.tile));
        QVERIFY(sameBytes(columns->upperLimit, sample.columns.upperLimit));
        QVERIFY(dataset->labels().value() == sample.columns.label);

        const std::vector<std::size_t> rows{4, 5, 0};
        std::vector<float> pixels(150);
        QVERIFY(dataset->readCutouts(rows, pixels));
        QVERIFY(std::memcmp(pixels.data(), sample.pixels.data() + 200, 400) == 0);
        QVERIFY(std::memcmp(pixels.data() + 100, sample.pixels.data(), 200) == 0);
    }

    void theSameContentsGiveTheSameBytes() {
        QVERIFY(test::write(at("one.h5"), sampleDataset()));
        auto writer = DatasetWriter::create(at("two.h5"), 2, 5);
        QVERIFY(writer);
        const auto sample = sampleDataset();
        for (std::size_t row = 0; row < 6; ++row)
            QVERIFY(writer->append(std::span(sample.pixels).subspan(row * 50, 50)));
        QVERIFY(writer->finish(sample.card, sample.columns, sample.units));
        QVERIFY(bytesOf(at("one.h5")) == bytesOf(at("two.h5")));
        QVERIFY(!bytesOf(at("one.h5")).empty());
    }

    void noObjectKeepsATime() {
        alter(at("outside.h5"), [](hid_t file) {
            for (const char* name : {".", "cutouts", "card", "name", "label", "jansky", "checksum"}) {
                H5O_info_t info;
                QVERIFY(H5Oget_info_by_name(file, name, &info, H5P_DEFAULT) >= 0);
                QVERIFY2(info.atime == 0 && info.ctime == 0 && info.mtime == 0 && info.btime == 0, name);
            }
        });
        QVERIFY(test::write(at("outside.h5"), sampleDataset()));
    }

    void anUnfinishedOneLeavesNothing() {
        {
            auto writer = DatasetWriter::create(at("unfinished.h5"), 2, 5);
            QVERIFY(writer && writer->append(std::vector<float>(50)));
        }
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            QVERIFY2(!entry.path().filename().string().starts_with("unfinished"), entry.path().c_str());
        QVERIFY(DatasetWriter::create(at("nowhere/one.h5"), 2, 5).error().code == ErrorCode::FileUnwritable);
    }

    void aFullDiskLeavesWhatWasThere() {
        QVERIFY(test::write(at("kept.h5"), sampleDataset()));
        const auto before = bytesOf(at("kept.h5"));
        for (const rlim_t room : {rlim_t{4200}, rlim_t{6000}, static_cast<rlim_t>(before.size() - 100)}) {
            Result<void> done;
            {
                const FullDisk full(room);
                done = test::write(at("kept.h5"), sampleDataset());
            }
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::FileUnwritable);
            QCOMPARE(done.error().file, at("kept.h5").string());
            QVERIFY2(done.error().reason == "there is no room to write it", done.error().oneLine().c_str());
        }
        QVERIFY(bytesOf(at("kept.h5")) == before);
        std::size_t others = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            others += entry.path().filename().string().starts_with("kept.h5.");
        QCOMPARE(others, std::size_t{0});
    }

    void whatIsNoFileIsNotFound() {
        QCOMPARE(Dataset::open(at("absent.h5")).error().code, ErrorCode::FileNotFound);
        const auto folder = Dataset::open(folder_.path().toStdString());
        QVERIFY(!folder && folder.error().code == ErrorCode::FileUnreadable);
        QCOMPARE(folder.error().reason, std::string("is a folder, not a file"));
    }

    void aDamagedCutoutIsNamed() {
        const auto path = at("damaged.h5");
        QVERIFY(test::write(path, sampleDataset()));
        NoProgress quiet;
        QVERIFY(Dataset::open(path)->checkCutouts(quiet, {}));
        constexpr int cutoutBytes = 50 * sizeof(float);
        std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(4096 + 3 * cutoutBytes + 17).put('\x55');
        const auto dataset = Dataset::open(path).value();
        std::vector<float> pixels(100);
        QVERIFY(dataset.readCutouts(std::vector<std::size_t>{1, 2}, pixels));
        QVERIFY(dataset.readCutouts(std::vector<std::size_t>{4, 5}, pixels));
        const auto read = dataset.readCutouts(std::vector<std::size_t>{2, 3}, pixels);
        QVERIFY(!read && read.error().code == ErrorCode::BadDataset && read.error().file == path);
        QVERIFY2(read.error().detail.starts_with("row 3: checksum "), read.error().detail.c_str());
        const auto checked = dataset.checkCutouts(quiet, {});
        QVERIFY(!checked && std::get<Error>(checked.error()).detail == read.error().detail);
    }

    void hostileContentsAreRefused_data() {
        QTest::addColumn<int>("number");
        const auto all = hostiles();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << static_cast<int>(i);
    }
    void hostileContentsAreRefused() {
        QFETCH(const int, number);
        const auto hostile = hostiles()[static_cast<std::size_t>(number)];
        QVERIFY(test::write(at("hostile.h5"), sampleDataset()));
        QVERIFY(Dataset::open(at("hostile.h5"))->columns());
        alter(at("hostile.h5"), hostile.change);
        isRefused(at("hostile.h5"), hostile.reason);
    }

    void truncatedFilesAreRefused() {
        const auto whole = bytesOf(at("outside.h5"));
        for (std::size_t length = 0; length < whole.size(); length += length < 512 ? 1 : 97) {
            std::ofstream(at("cut.h5"), std::ios::binary) << std::string_view(whole).substr(0, length);
            isRefused(at("cut.h5"), "");
            if (QTest::currentTestFailed())
                return;
        }
    }

    // A byte changed may fall among the numbers; anything else is refused, and nothing read is beyond what the file holds.
    void damagedBytesAreRefusedOrHarmless() {
        const auto whole = bytesOf(at("outside.h5"));
        Random random(11);
        int refused = 0;
        for (int trial = 0; trial < 1500; ++trial) {
            auto damaged = whole;
            for (std::uint64_t flips = 1 + random.below(4); flips > 0; --flips)
                damaged[random.below(damaged.size())] = static_cast<char>(random.bits());
            std::ofstream(at("damaged.h5"), std::ios::binary) << damaged;
            auto code = ErrorCode::BadDataset;
            refused += !refusal(at("damaged.h5"), code).empty();
            QCOMPARE(code, ErrorCode::BadDataset);
        }
        QVERIFY2(refused > 150, qPrintable(QString::number(refused)));
    }

    void readsOnWhereTheFileIsRemovedAndSaysWhereItShrinks() {
        QVERIFY(test::write(at("gone.h5"), sampleDataset()));
        const auto dataset = Dataset::open(at("gone.h5"));
        QVERIFY(dataset);
        const std::vector<std::size_t> rows{5};
        std::vector<float> pixels(50);
        std::filesystem::rename(at("gone.h5"), at("moved.h5"));
        QVERIFY(dataset->readCutouts(rows, pixels) && dataset->columns());
        std::filesystem::resize_file(at("moved.h5"), 4100);
        const auto read = dataset->readCutouts(rows, pixels);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileUnreadable);
        QVERIFY(!dataset->columns());
    }

    void tellsWhichSourceChanged() {
        auto sample = sampleDataset();
        std::filesystem::create_directories(at("tiles"));
        std::ofstream(at("tiles/w1.fits")) << "pixels";
        std::ofstream(at("catalog.tbl")) << "rows";
        sample.card.tiles[0].files.front().second.fingerprint = fingerprintFile(at("tiles/w1.fits")).value();
        sample.card.catalogs = {{{"catalog.tbl", fingerprintFile(at("catalog.tbl")).value()}, std::nullopt, {}}};
        QVERIFY(test::write(at("sources.h5"), sample));
        const auto dataset = Dataset::open(at("sources.h5")).value();
        QVERIFY(checkSources(dataset));
        std::ofstream(at("tiles/w1.fits")) << "pixelz";
        const auto changed = checkSources(dataset);
        QVERIFY(!changed && changed.error().code == ErrorCode::FileChanged);
        QCOMPARE(changed.error().file, at("tiles/w1.fits").string());
        const FileRecord& tile = dataset.card().tiles[0].files.front().second;
        QCOMPARE(sourceFile(dataset, tile), at("tiles/w1.fits"));
        QCOMPARE(checkSource(dataset, tile).error().code, ErrorCode::FileChanged);
        QVERIFY(checkSource(dataset, dataset.card().catalogs[0].catalog));
        std::filesystem::remove(at("tiles/w1.fits"));
        QCOMPARE(checkSources(dataset).error().code, ErrorCode::FileNotFound);
    }
};

IIC_CORE_TEST_MAIN(TestDataset)
#include "test_dataset.moc"
