#include "TestSupport.h"

#include "analysis/SimulatedDataset.h"
#include "data/DatasetSummary.h"

#include <QTemporaryDir>

#include <fstream>
#include <set>
#include <sstream>

using namespace iic;

class TestSimulatedDataset : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

    SimulatedDatasetOptions small(const char* out) const {
        SimulatedDatasetOptions options;
        options.out = at(out);
        options.numbers = {{80, 10, 11}, {81, 10, 10}, {79, 11, 10}};
        options.fieldSide = 400;
        options.sourcesPerField = 60;
        return options;
    }

    static std::string bytesOf(const std::filesystem::path& path) {
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        return text.str();
    }

  private Q_SLOTS:
    void theDefaultIsTheSizeOfThePapers() {
        const auto numbers = paperNumbers();
        const auto sum = [&](std::size_t label) { return numbers[label][0] + numbers[label][1] + numbers[label][2]; };
        QCOMPARE(sum(0), std::size_t{7223});
        QCOMPARE(sum(1), std::size_t{7298});
        QCOMPARE(sum(2), std::size_t{7215});
        QVERIFY((SimulatedDatasetOptions{}.numbers[1] == std::array<std::size_t, 3>{5838, 730, 730}));
    }

    void holdsExactlyTheNumbersWanted() {
        NoProgress quiet;
        const auto report = simulateDataset(small("one.h5"), quiet, {});
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto dataset = Dataset::open(at("one.h5")).value();
        QCOMPARE(dataset.size(), std::size_t{302});
        const auto summary = summarise(dataset).value();
        for (std::size_t label = 0; label < 3; ++label)
            for (std::size_t part = 0; part < 3; ++part)
                QCOMPARE(summary.classes[label].rows[part], small("").numbers[label][part]);
        QVERIFY(dataset.card().split.rule == SplitRule::Blocks && !dataset.card().split.leaking);
        QVERIFY(dataset.card().origin.starts_with("simulated sky, seed 1, "));
        const auto columns = dataset.columns().value();
        QCOMPARE(std::set(columns.name.begin(), columns.name.end()).size(), std::size_t{302});
        QVERIFY(loadInputs(dataset, DatasetSplit::Test, {}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            QCOMPARE(entry.path().filename().string(), std::string("one.h5"));
    }

    void theSameSeedGivesTheSameBytes() {
        NoProgress quiet;
        QVERIFY(simulateDataset(small("again.h5"), quiet, {}));
        QVERIFY(bytesOf(at("again.h5")) == bytesOf(at("one.h5")));
        auto other = small("again.h5");
        other.seed = 2;
        const auto refused = simulateDataset(other, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).reason == "is there already");
        QVERIFY(bytesOf(at("again.h5")) == bytesOf(at("one.h5")));
        other.overwrite = true;
        QVERIFY(simulateDataset(other, quiet, {}));
        QVERIFY(bytesOf(at("again.h5")) != bytesOf(at("one.h5")));
    }

    // Which no number of fields would give: a split over blocks needs some of each class in every one.
    void aSplitWithoutAClassIsRefused() {
        NoProgress quiet;
        auto options = small("none.h5");
        options.numbers[1][2] = 0;
        const auto refused = simulateDataset(options, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
        QVERIFY(!std::filesystem::exists(at("none.h5")));
    }

    void stopsWithoutATrace() {
        NoProgress quiet;
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = simulateDataset(small("stopped.h5"), quiet, stop.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            QVERIFY(!entry.path().filename().string().starts_with("stopped"));
    }
};

IIC_CORE_TEST_MAIN(TestSimulatedDataset)
#include "test_simulated_dataset.moc"
