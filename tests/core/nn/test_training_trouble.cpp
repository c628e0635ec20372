#include "FullDisk.h"
#include "TrainingTest.h"

using namespace iic;
using iic::test::bytes;
using iic::test::FullDisk;

/// What a run cannot go on from, and what is left when it cannot be kept: always the last good checkpoint.
class TestTrainingTrouble : public iic::test::TrainingTest {
    Q_OBJECT

    TrainingOptions good_ = options("good", 1);
    std::string last_, best_;

    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

    Checkpoint goodCheckpoint() const { return readCheckpoint(good_.runFolder / "last.h5").value(); }

    /// Why the run does not begin with the weights of a file, nor go on from it.
    std::vector<Error> refusals(const std::filesystem::path& file, TrainingOptions recipe) {
        std::vector<Error> errors;
        for (const bool resume : {false, true}) {
            recipe.startFrom.reset();
            recipe.resumeFrom.reset();
            (resume ? recipe.resumeFrom : recipe.startFrom) = file;
            const auto result = run(recipe);
            errors.push_back(result ? Error{} : std::get<Error>(result.error()));
        }
        return errors;
    }

    void areRefused(const std::filesystem::path& file, const TrainingOptions& recipe, ErrorCode code) {
        for (const auto& error : refusals(file, recipe)) {
            QCOMPARE(error.code, code);
            QCOMPARE(error.file, file.string());
            QVERIFY(!error.reason.empty() && !error.detail.empty());
        }
        QVERIFY(!std::filesystem::exists(recipe.runFolder / "last.h5"));
    }

    void theGoodRunIsWhole() {
        QVERIFY(bytes(good_.runFolder / "last.h5") == last_);
        QVERIFY(bytes(good_.runFolder / "best.h5") == best_);
        QVERIFY(Classifier::load(good_.runFolder / "last.h5", DeviceChoice::Cpu));
    }

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(run(good_));
        last_ = bytes(good_.runFolder / "last.h5");
        best_ = bytes(good_.runFolder / "best.h5");
    }

    void truncatedCheckpointsAreRefused() {
        for (const std::size_t length : {std::size_t{0}, std::size_t{100}, last_.size() / 2, last_.size() - 1}) {
            std::ofstream(at("cut.h5"), std::ios::binary) << last_.substr(0, length);
            areRefused(at("cut.h5"), options("cut", 2), ErrorCode::BadCheckpoint);
        }
    }

    void anotherNetworksCheckpointIsRefused() {
        auto other = goodCheckpoint();
        for (auto& tensor : other.weights)
            tensor.name = "features." + tensor.name; // as VGG's are called
        QVERIFY(writeCheckpoint(at("other.h5"), other));
        areRefused(at("other.h5"), options("other", 2), ErrorCode::BadCheckpoint);
    }

    void aCheckpointOfOtherBandsIsRefused() {
        const ModelSpec four{.channels = 4, .inputSide = 64};
        const auto inputs = test::syntheticInputs(6, 1, four);
        auto recipe = options("four", 1);
        recipe.card.spec = four;
        recipe.card.input.channels.push_back(Band::W4);
        QVERIFY(train(inputs, inputs, recipe, {}, silent_, {}));
        const auto errors = refusals(recipe.runFolder / "last.h5", options("three", 2));
        QVERIFY(errors[0].code == ErrorCode::ModelMismatch && errors[1].code == ErrorCode::ModelMismatch);
        QVERIFY(errors[0].detail.find("3 channels") != std::string::npos && errors[0].detail.find("4") != std::string::npos);

        const auto mixed = train(inputs, validation_, options("mixed", 1), {}, silent_, {});
        QVERIFY(!mixed);
        QCOMPARE(std::get<Error>(mixed.error()).code, ErrorCode::ModelMismatch);
    }

    void aCheckpointAtOddsWithItselfIsRefused_data() {
        QTest::addColumn<QString>("change"); // JSON merged into what the checkpoint says of its training
        QTest::newRow("steps below 0") << R"({"steps": -1})";
        QTest::newRow("a best epoch below 0") << R"({"bestEpoch": -1})";
        QTest::newRow("a best epoch not done") << R"({"bestEpoch": 2})";
        QTest::newRow("no best epoch") << R"({"bestEpoch": 0})";
        QTest::newRow("a best epoch of none") << R"({"history": []})";
        QTest::newRow("an epoch left out") << R"({"history": [{"epoch": 2}]})";
        QTest::newRow("epochs from 0") << R"({"history": [{"epoch": 0}]})";
        QTest::newRow("an epoch twice") << R"({"history": [{"epoch": 1}, {"epoch": 1}]})";
    }

    void aCheckpointAtOddsWithItselfIsRefused() {
        QFETCH(QString, change);
        auto odd = goodCheckpoint();
        const auto epoch = odd.training["history"][0];
        odd.training.merge_patch(nlohmann::json::parse(change.toStdString()));
        for (auto& entry : odd.training["history"])
            for (const auto& [name, value] : epoch.items())
                entry.emplace(name, value);
        QVERIFY(writeCheckpoint(at("odd.h5"), odd));
        auto recipe = options("odd", 3);
        recipe.resumeFrom = at("odd.h5");
        const auto result = run(recipe);
        QVERIFY(!result);
        const auto error = std::get<Error>(result.error());
        QCOMPARE(error.code, ErrorCode::BadCheckpoint);
        QVERIFY(error.file == at("odd.h5").string() && !error.detail.empty());
        QVERIFY(!std::filesystem::exists(recipe.runFolder / "last.h5"));
    }

    void aFullDiskLeavesTheLastGoodCheckpoint_data() {
        QTest::addColumn<qulonglong>("room");
        QTest::newRow("none at all") << 0ULL;
        QTest::newRow("for the text alone") << 4096ULL;
        QTest::newRow("for half of the weights") << static_cast<qulonglong>(best_.size() / 2);
        QTest::newRow("for the weights, not for the optimiser") << static_cast<qulonglong>(last_.size() / 2);
    }

    void aFullDiskLeavesTheLastGoodCheckpoint() {
        QFETCH(qulonglong, room);
        auto recipe = good_;
        recipe.epochs = 2;
        recipe.runFolder = at("full");
        std::filesystem::remove_all(recipe.runFolder);
        std::filesystem::copy(good_.runFolder, recipe.runFolder);
        recipe.resumeFrom = recipe.runFolder / "last.h5";
        {
            const FullDisk full(room);
            const auto result = run(recipe);
            QVERIFY(!result);
            const auto error = std::get<Error>(result.error());
            QCOMPARE(error.code, ErrorCode::FileUnwritable);
            QVERIFY2(error.file.ends_with(".h5") && error.detail == "File too large", error.oneLine().c_str());
        }
        QVERIFY(bytes(recipe.runFolder / "last.h5") == last_);
        for (const auto& entry : std::filesystem::directory_iterator(recipe.runFolder))
            QVERIFY2(entry.path().string().find(".part") == std::string::npos, entry.path().c_str());
        QVERIFY(run(recipe)); // once there is room
    }

    void cleanup() { theGoodRunIsWhole(); }
};

IIC_CORE_TEST_MAIN(TestTrainingTrouble)
#include "test_training_trouble.moc"
