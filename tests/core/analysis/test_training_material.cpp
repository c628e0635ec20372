#include "TestSupport.h"

#include "analysis/TrainingMaterial.h"
#include "base/FileStamp.h"

#include <QTemporaryDir>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace iic;

/// How the record of a run names its dataset.
class TestTrainingMaterial : public iic::test::Test {
    Q_OBJECT

    std::optional<QTemporaryDir> folder_;
    std::filesystem::path at(const std::string& name) const {
        return std::filesystem::canonical(folder_->path().toStdString()) / name;
    }
    void write(const std::string& name) const {
        std::filesystem::create_directories(at(name).parent_path());
        std::ofstream(at(name)) << "cutouts";
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void aDatasetIsFoundWhereverBothWereMoved() {
        write("here/sets/a.h5");
        const nlohmann::json plain{{"dataset", at("here/sets/a.h5").string()}, {"checksum", "c"}};
        const auto description = describedIn(plain.dump(), at("here/runs/one"));
        QCOMPARE(nlohmann::json::parse(description)["dataset"].get<std::string>(), std::string("../../sets/a.h5"));
        QCOMPARE(datasetOf(description, at("here/runs/one")), at("here/sets/a.h5"));
        QCOMPARE(datasetOf(description, at("elsewhere/one")), at("here/sets/a.h5"));
        std::filesystem::rename(at("here"), at("there"));
        QCOMPARE(datasetOf(description, at("there/runs/one")), at("there/sets/a.h5"));
        QCOMPARE(datasetOf(description, at("elsewhere/one")), at("sets/a.h5")); // where it would be
        QCOMPARE(fingerprintOf(description).checksum, std::string("c"));
    }

    void recordsOfEarlierVersionsAreRead() {
        write("a.h5");
        const nlohmann::json old{{"dataset", at("a.h5").string()}};
        QCOMPARE(datasetOf(old.dump(), at("runs/one")), at("a.h5"));
        QVERIFY(datasetOf(R"({"origin": "simulated"})", at("runs/one")).empty());
    }

    void aChangedDatasetIsToldFromTheOneOfTheRun() {
        write("a.h5");
        nlohmann::json description{{"dataset", at("a.h5").string()}, {"checksum", fingerprintFile(at("a.h5"))->checksum}};
        QVERIFY(checkDatasetOf(description.dump(), at("run"), {}));
        description["checksum"] = "00";
        QCOMPARE(std::get<Error>(checkDatasetOf(description.dump(), at("run"), {}).error()).code, ErrorCode::FileChanged);
        description["dataset"] = at("none.h5").string();
        QCOMPARE(std::get<Error>(checkDatasetOf(description.dump(), at("run"), {}).error()).code, ErrorCode::FileNotFound);
    }

    void theDatasetIsReadOnceAndNotAfterAStop() {
        write("once.h5");
        QVERIFY(QTest::qWaitFor([&] { return isSettled(*stampOf(at("once.h5"))); }));
        std::stop_source stopped;
        stopped.request_stop();
        const nlohmann::json description{{"dataset", at("once.h5").string()},
                                         {"checksum", fingerprintFile(at("once.h5"))->checksum}};
        const auto check = [&](const std::stop_source& stop) {
            return checkDatasetOf(description.dump(), at("run"), stop.get_token());
        };
        QVERIFY(isCancelled(check(stopped).error()));
        QVERIFY(check({}));
        QVERIFY(check(stopped)); // nothing to read
        std::ofstream(at("once.h5")) << "others";
        QVERIFY(isCancelled(check(stopped).error()));
        QVERIFY(!check({}));
    }

    void correctionsAreAppliedAndComeBackFromTheRecord() {
        DatasetColumns columns;
        columns.resize(5);
        columns.label = {0, 0, 1, 2, noLabel};
        const LabelCorrections corrections{{1, 2}, {2, noLabel}, {4, 1}};
        QVERIFY(apply(corrections, 3, columns));
        QCOMPARE(columns.label, (std::vector<std::uint8_t>{0, 2, noLabel, 2, 1}));
        QCOMPARE(correctionsFromJson(toJson(corrections)), corrections);
        const nlohmann::json description{{"dataset", "a.h5"}, {"corrections", nlohmann::json::parse(toJson(corrections))}};
        QCOMPARE(correctionsOf(description.dump()), corrections);
        QVERIFY(correctionsOf(R"({"dataset": "a.h5"})").empty());
    }

    void correctionsOfNoRowAreRefused() {
        DatasetColumns columns;
        columns.resize(5);
        for (const LabelCorrection wrong : {LabelCorrection{5, 0}, LabelCorrection{0, 3}})
            QCOMPARE(apply({wrong}, 3, columns).error().code, ErrorCode::BadOption);
        QCOMPARE(apply(LabelCorrections(mostCorrections + 1), 3, columns).error().code, ErrorCode::BadOption);
    }

    void correctionsOfAHostileRecordArePassedOver() {
        for (const char* text :
             {"", "[]", "{\"corrections\": 7}", R"({"corrections": {"256": [1], "-1": [2], "1x": [3], "0": 4}})",
              R"({"corrections": {"1": [-1, 1.5, "2", null, [3]]}})"})
            QVERIFY2(correctionsOf(text).empty(), text);
    }

    void aRecordMayHoldAnything() {
        for (const char* description :
             {"", "[]", "7", "{", R"({"dataset": 5})", R"({"dataset": [], "bytes": "x", "checksum": {}})"}) {
            QVERIFY(datasetOf(description, at("run")).empty());
            QCOMPARE(describedIn(description, at("run")), std::string(description));
            QVERIFY(fingerprintOf(description).checksum.empty());
            QVERIFY(!checkDatasetOf(description, at("run"), {}));
        }
        QVERIFY(!checkDatasetOf(R"({"dataset": "a.h5", "datasetAbsolute": 7, "checksum": 1, "bytes": -3})", at("run"), {}));
    }
};

IIC_CORE_TEST_MAIN(TestTrainingMaterial)
#include "test_training_material.moc"
