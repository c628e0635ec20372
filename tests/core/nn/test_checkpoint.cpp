#include "HostileFiles.h"
#include "SyntheticInputs.h"
#include "TestSupport.h"
#include "UntrainedNetwork.h"
#include "nn/Checkpoint.h"
#include "nn/Classifier.h"
#include "nn/Training.h"

#include <QTemporaryDir>

#include <bit>
#include <fstream>
#include <limits>
#include <sstream>

using namespace iic;
using namespace iic::test;

namespace {

std::string bytes(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

void write(const std::filesystem::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

/// A whole checkpoint in form, with few numbers.
Checkpoint small() {
    Checkpoint checkpoint;
    checkpoint.card.origin = "a test";
    checkpoint.training = {{"epoch", 3}};
    checkpoint.weights = {{"a.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"b.scalar", {}, {7}}};
    checkpoint.optimiser = {{"a.weight.mean", {2, 3}, {0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F}}};
    return checkpoint;
}

bool same(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    return std::ranges::equal(a, b, [](const NamedTensor& one, const NamedTensor& two) {
        return one.name == two.name && one.shape == two.shape &&
               std::ranges::equal(one.values, two.values, {}, std::bit_cast<std::uint32_t, float>,
                                  std::bit_cast<std::uint32_t, float>);
    });
}

using Change = std::function<void(hid_t)>;
struct Hostile {
    const char* name;
    Change change;
    const char* reason; ///< what the error must say
};

} // namespace

class TestCheckpoint : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

    void isRefused(const std::filesystem::path& path, const char* reason) {
        const auto found = readCheckpoint(path);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::BadCheckpoint);
        QCOMPARE(found.error().file, path.string());
        QVERIFY(!found.error().reason.empty());
        QVERIFY2(found.error().detail.find(reason) != std::string::npos, found.error().detail.c_str());
    }

    /// Ways to spoil `small()`, which lies in the file; `outside` is a good file of the same contents.
    std::vector<Hostile> hostiles() const {
        static const std::vector<float> six{1, 2, 3, 4, 5, 6};
        static const std::vector<double> sixDoubles{1, 2, 3, 4, 5, 6};
        static const std::string outside = at("outside.h5").string();
        const auto card = [](const char* from, const char* to) {
            return [=](hid_t file) {
                auto text = cardText;
                const auto place = text.find(from);
                putText(file, "card", text.replace(place, std::string_view(from).size(), to));
            };
        };
        return {
            {"no format", [](hid_t f) { test::remove(f, "format"); }, "format is missing"},
            {"another format", [](hid_t f) { putText(f, "format", "IICnet checkpoint 9"); }, "its format is not"},
            {"format a number", [](hid_t f) { put(f, "format", H5T_NATIVE_FLOAT, {6}, six.data()); }, "format is not a text"},
            {"format a group",
             [](hid_t f) {
                 test::remove(f, "format");
                 H5Gclose(H5Gcreate2(f, "format", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
             },
             "format is not a text"},
            {"no card", [](hid_t f) { test::remove(f, "card"); }, "card is missing"},
            {"card no JSON", [](hid_t f) { putText(f, "card", "{\"channels\":"); }, "card is not a JSON object"},
            {"card an array", [](hid_t f) { putText(f, "card", "[1,2,3]"); }, "card is not a JSON object"},
            {"card of nothing", [](hid_t f) { putText(f, "card", "{}"); }, "channels"},
            {"five channels", card("\"channels\":3", "\"channels\":5"), "5 channels"},
            {"channels a text", card("\"channels\":3", "\"channels\":\"3\""), "number"},
            {"a giant side", card("\"inputSide\":80", "\"inputSide\":1000000000"), "1000000000"},
            {"a negative side", card("\"inputSide\":80", "\"inputSide\":-80"), "-80"},
            {"two classes", card("\"star\",", ""), "classes"},
            {"an unknown band", card("\"W2\"", "\"W9\""), "W9"},
            {"a field of no width", card("\"fieldArcsec\":50.0", "\"fieldArcsec\":1e-3"), "field"},
            {"a class twice", card("\"galaxy\"", "\"star\""), "two classes"},
            {"an endless field", card("\"fieldArcsec\":50.0", "\"fieldArcsec\":1e308"), "field"},
            {"training no JSON", [](hid_t f) { putText(f, "training", "\xff\xfe"); }, "training is not a JSON object"},
            {"JSON without a floor",
             [](hid_t f) {
                 putText(f, "training", "{\"recipe\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}");
             },
             "nested too deep"},
            {"a giant text",
             [](hid_t f) {
                 const hid_t type = H5Tcopy(H5T_C_S1);
                 H5Tset_size(type, std::size_t{1} << 30);
                 put(f, "card", type, {});
                 H5Tclose(type);
             },
             "bytes long"},
            {"no weights", [](hid_t f) { H5Ldelete(f, "weights", H5P_DEFAULT); }, "weights is missing"},
            {"weights a tensor",
             [](hid_t f) {
                 H5Ldelete(f, "weights", H5P_DEFAULT);
                 put(f, "weights", H5T_IEEE_F32LE, {6}, six.data());
             },
             "weights is not a group"},
            {"a group among tensors",
             [](hid_t f) { H5Gclose(H5Gcreate2(f, "weights/c", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); }, "c is not a tensor"},
            {"64-bit floats",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F64LE, {2, 3}, sixDoubles.data());
             },
             "32-bit floats"},
            {"big-endian floats",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F32BE, {2, 3}, six.data());
             },
             "32-bit floats"},
            {"whole numbers",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_STD_I32LE, {2, 3}, six.data());
             },
             "32-bit floats"},
            {"five dimensions",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {1, 1, 1, 2, 3}, six.data());
             },
             "5 dimensions"},
            {"an empty tensor",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {2, 0});
             },
             "implausibly large: 2 × 0"},
            {"a giant tensor", [](hid_t f) { put(f, "weights/a.weight", H5T_IEEE_F32LE, {1ULL << 40}); }, "implausibly large"},
            {"a tensor of a giant square",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {1ULL << 30, 1ULL << 30});
             },
             "implausibly large"},
            {"giant together",
             [](hid_t f) {
                 for (const char* name : {"weights/c", "weights/d", "weights/e"})
                     put(f, name, H5T_IEEE_F32LE, {15'000'000});
             },
             "bytes expected, 0 found"},
            {"never written",
             [](hid_t f) {
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {2, 3});
             },
             "24 bytes expected, 0 found"},
            {"too many tensors",
             [](hid_t f) {
                 for (int i = 0; i < 1025; ++i)
                     put(f, ("weights/" + std::to_string(i)).c_str(), H5T_IEEE_F32LE, {}, six.data());
             },
             "weights holds too much"},
            {"not a number",
             [](hid_t f) {
                 const float nan = std::numeric_limits<float>::quiet_NaN();
                 put(f, "weights/b.scalar", H5T_IEEE_F32LE, {}, &nan);
             },
             "not finite"},
            {"compressed",
             [](hid_t f) {
                 const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
                 const hsize_t chunk[] = {2, 3};
                 H5Pset_chunk(list, 2, chunk);
                 H5Pset_deflate(list, 9);
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {2, 3}, six.data(), list);
                 H5Pclose(list);
             },
             "not stored plainly"},
            {"stored in another file",
             [](hid_t f) {
                 const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
                 H5Pset_external(list, outside.c_str(), 0, 24);
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {2, 3}, nullptr, list);
                 H5Pclose(list);
             },
             "not stored plainly"},
            {"a view of another file",
             [](hid_t f) {
                 const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
                 const hsize_t shape[] = {2, 3};
                 const hid_t space = H5Screate_simple(2, shape, nullptr);
                 H5Pset_virtual(list, space, outside.c_str(), "/weights/a.weight", space);
                 put(f, "weights/a.weight", H5T_IEEE_F32LE, {2, 3}, nullptr, list);
                 H5Sclose(space);
                 H5Pclose(list);
             },
             "not stored plainly"},
            {"a tensor linked from outside",
             [](hid_t f) {
                 test::remove(f, "weights/a.weight");
                 H5Lcreate_external(outside.c_str(), "/weights/a.weight", f, "weights/a.weight", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"weights linked from outside",
             [](hid_t f) {
                 test::remove(f, "weights");
                 H5Lcreate_external(outside.c_str(), "/weights", f, "weights", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"the card linked from outside",
             [](hid_t f) {
                 test::remove(f, "card");
                 H5Lcreate_external(outside.c_str(), "/card", f, "card", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"a soft link",
             [](hid_t f) {
                 test::remove(f, "weights/b.scalar");
                 H5Lcreate_soft("/optimiser/a.weight.mean", f, "weights/b.scalar", H5P_DEFAULT, H5P_DEFAULT);
             },
             "a link to elsewhere"},
            {"a soft link to nowhere", [](hid_t f) { H5Lcreate_soft("/nowhere", f, "weights/c", H5P_DEFAULT, H5P_DEFAULT); },
             "a link to elsewhere"},
            {"a group inside itself",
             [](hid_t f) {
                 test::remove(f, "weights");
                 H5Lcreate_hard(f, "/", f, "weights", H5P_DEFAULT, H5P_DEFAULT);
             },
             "32-bit floats"},
        };
    }
    static inline std::string cardText;

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeCheckpoint(at("outside.h5"), small()));
        const hid_t file = H5Fopen(at("outside.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
        const hid_t data = H5Dopen2(file, "card", H5P_DEFAULT), type = H5Dget_type(data);
        cardText.resize(H5Tget_size(type));
        H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, cardText.data());
        H5Tclose(type);
        H5Dclose(data);
        H5Fclose(file);
    }

    void itComesBackAsItWas() {
        auto checkpoint = small();
        auto& card = checkpoint.card;
        card.spec = {.channels = 4, .stemKernel = 3, .inputSide = 112};
        card.input = {ChannelPreset::Lupton, {Band::W1, Band::W2, Band::W3, Band::W4}, 112, 41.25};
        card.pixelScale = 2.75;
        card.survey = "unWISE “neo7” \"quoted\"\n";
        card.origin = "simulated sky, seed 1 — ζ";
        card.runId = "run 1";
        card.classes = {"quasar", "star", "galaxy"};
        checkpoint.weights[0].values = {-0.0F, 1e-45F, 3.4e38F, -1.5F, 0.1F, 1 / 3.0F};
        QVERIFY(writeCheckpoint(at("one.h5"), checkpoint));
        const auto read = readCheckpoint(at("one.h5"));
        QVERIFY2(read, read ? "" : read.error().oneLine().c_str());
        QCOMPARE(read->card.spec.channels, 4);
        QCOMPARE(read->card.spec.stemKernel, 3);
        QCOMPARE(read->card.spec.inputSide, 112);
        QCOMPARE(read->card.input.preset, ChannelPreset::Lupton);
        QVERIFY(read->card.input.channels == card.input.channels);
        QCOMPARE(read->card.input.side, 112);
        QCOMPARE(read->card.input.fieldArcsec, 41.25);
        QCOMPARE(read->card.pixelScale, 2.75);
        QCOMPARE(read->card.survey, card.survey);
        QCOMPARE(read->card.origin, card.origin);
        QCOMPARE(read->card.runId, card.runId);
        QVERIFY(read->card.classes == card.classes);
        QVERIFY(read->training == checkpoint.training);
        QVERIFY(same(read->weights, checkpoint.weights));
        QVERIFY(same(read->optimiser, checkpoint.optimiser));
        QVERIFY(writeCheckpoint(at("two.h5"), *read));
        QCOMPARE(bytes(at("one.h5")), bytes(at("two.h5")));
    }

    void namesThatAreNoTextDoNotStopIt() {
        auto checkpoint = small();
        checkpoint.card.runId = "r\xe9s";
        checkpoint.training["file"] = "\xff";
        const auto done = writeCheckpoint(at("latin.h5"), checkpoint);
        QVERIFY2(done, done ? "" : done.error().oneLine().c_str());
        QCOMPARE(readCheckpoint(at("latin.h5"))->card.runId, std::string("r\xef\xbf\xbds"));
    }

    void anotherFileInMemoryIsNotInTheWay() {
        const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
        H5Pset_fapl_core(access, 4096, false);
        const hid_t other = H5Fcreate("checkpoint", H5F_ACC_TRUNC, H5P_DEFAULT, access);
        QVERIFY(other >= 0);
        const auto done = writeCheckpoint(at("beside.h5"), small());
        H5Fclose(other);
        H5Pclose(access);
        QVERIFY2(done, done ? "" : done.error().oneLine().c_str());
    }

    void aFolderThatIsNotThereTakesNothing() {
        const auto done = writeCheckpoint(at("nowhere/one.h5"), small());
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::FileUnwritable);
        QVERIFY(!std::filesystem::exists(at("nowhere")));
    }

    void whatIsNoFileIsNotFound() {
        const std::filesystem::path folder(folder_.path().toStdString());
        for (const auto& [path, code] :
             {std::pair{at("absent.h5"), ErrorCode::FileNotFound}, {folder, ErrorCode::FileUnreadable}}) {
            const auto found = readCheckpoint(path);
            QVERIFY(!found);
            QCOMPARE(found.error().code, code);
            QCOMPARE(found.error().file, path.string());
        }
    }

    void otherFilesAreRefused() {
        write(at("text.h5"), "designation,ra,dec\nJ1,1,2\n");
        isRefused(at("text.h5"), "not a whole HDF5 file");
        write(at("empty.h5"), "");
        isRefused(at("empty.h5"), "not a whole HDF5 file");
        const hid_t foreign = H5Fcreate(at("foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        const std::vector<float> numbers{1, 2, 3};
        put(foreign, "images", H5T_NATIVE_FLOAT, {3}, numbers.data());
        H5Fclose(foreign);
        isRefused(at("foreign.h5"), "format is missing");
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
        const auto path = at("hostile.h5");
        QVERIFY(writeCheckpoint(path, small()));
        QVERIFY(readCheckpoint(path));
        alter(path, hostile.change);
        isRefused(path, hostile.reason);
        const auto classifier = Classifier::load(path, DeviceChoice::Cpu);
        QVERIFY(!classifier);
        QCOMPARE(classifier.error().code, ErrorCode::BadCheckpoint);
    }

    void truncatedFilesAreRefused() {
        const auto whole = bytes(at("outside.h5"));
        for (std::size_t length = 0; length < whole.size(); length += length < 512 ? 1 : 97) {
            write(at("cut.h5"), std::string_view(whole).substr(0, length));
            isRefused(at("cut.h5"), "not a whole HDF5 file");
            if (QTest::currentTestFailed())
                return;
        }
    }

    // A byte changed may fall among the numbers, where it makes other weights; anything else is refused, and nothing
    // read is beyond what the file holds.
    void damagedBytesAreRefusedOrHarmless() {
        const auto whole = bytes(at("outside.h5"));
        Random random(11);
        int refused = 0;
        for (int trial = 0; trial < 1500; ++trial) {
            auto damaged = whole;
            for (std::uint64_t flips = 1 + random.below(4); flips > 0; --flips)
                damaged[random.below(damaged.size())] = static_cast<char>(random.bits());
            write(at("damaged.h5"), damaged);
            const auto found = readCheckpoint(at("damaged.h5"));
            if (!found) {
                ++refused;
                QCOMPARE(found.error().code, ErrorCode::BadCheckpoint);
                QCOMPARE(found.error().file, at("damaged.h5").string());
                QVERIFY(!found.error().detail.empty());
            } else {
                for (const auto& tensor : found->weights)
                    QVERIFY(tensor.values.size() * sizeof(float) <= whole.size() &&
                            std::ranges::all_of(tensor.values, [](float v) { return std::isfinite(v); }));
            }
        }
        QVERIFY2(refused > 150, qPrintable(QString::number(refused)));
    }

    void weightsThatDoNotFitTheCardAreRefused() {
        TrainingOptions options;
        options.runFolder = at("run");
        options.device = DeviceChoice::Cpu;
        options.card.input.side = options.card.spec.inputSide;
        const auto few = syntheticInputs(3, 1, options.card.spec);
        auto good = readCheckpoint(test::untrainedNetwork(few, few, options)).value();
        good.optimiser.clear();

        const auto refusal = [&](const Checkpoint& checkpoint) -> std::string {
            if (!writeCheckpoint(at("unfit.h5"), checkpoint))
                return "not written";
            const auto found = Classifier::load(at("unfit.h5"), DeviceChoice::Cpu);
            if (found || found.error().code != ErrorCode::BadCheckpoint || found.error().file != at("unfit.h5").string())
                return "not refused";
            return found.error().detail;
        };
        QVERIFY(writeCheckpoint(at("fit.h5"), good) && Classifier::load(at("fit.h5"), DeviceChoice::Cpu));
        auto missing = good;
        const auto name = missing.weights.back().name;
        missing.weights.pop_back();
        QCOMPARE(refusal(missing), name + " is missing");
        auto turned = good;
        const auto conv = std::ranges::find(turned.weights, "conv4.conv.weight", &NamedTensor::name);
        std::swap(conv->shape[0], conv->shape[1]);
        QCOMPARE(refusal(turned), std::string("conv4.conv.weight: 256 × 128 × 3 × 3 expected, 128 × 256 × 3 × 3 found"));
        auto negative = good;
        const auto variance = std::ranges::find(negative.weights, "conv4.norm.running_var", &NamedTensor::name);
        QVERIFY(variance != negative.weights.end());
        variance->values[3] = -1;
        QCOMPARE(refusal(negative), std::string("conv4.norm.running_var: a variance is negative"));
        auto more = good;
        more.weights.push_back({"zzz", {1}, {1}});
        QVERIFY(refusal(more).find("tensors expected") != std::string::npos);
        auto four = good;
        four.card.spec.channels = 4;
        four.card.input.channels.push_back(Band::W4);
        QCOMPARE(refusal(four), std::string("conv1.conv.weight: 32 × 4 × 5 × 5 expected, 32 × 3 × 5 × 5 found"));
    }
};

IIC_CORE_TEST_MAIN(TestCheckpoint)
#include "test_checkpoint.moc"
