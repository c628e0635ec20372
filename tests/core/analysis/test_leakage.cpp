#include "TestSupport.h"
#include "WrittenRun.h"

#include "analysis/Leakage.h"
#include "analysis/SimulatedDataset.h"
#include "analysis/TrainingMaterial.h"
#include "data/CopyDataset.h"

#include <QTemporaryDir>

#include <numeric>

using namespace iic;
using Leaks = std::vector<Leak>;

class TestLeakage : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }

    Dataset dataset() const { return Dataset::open(at("set.h5")).value(); }

    void write(const std::string& name, const std::function<void(DatasetCard&)>& change) const {
        const auto set = dataset();
        auto card = set.card();
        change(card);
        std::vector<std::size_t> rows(set.size());
        std::iota(rows.begin(), rows.end(), 0);
        NoProgress quiet;
        QVERIFY(copyDataset(set, rows, card, set.columns().value(), at(name), quiet, {}));
    }

    /// The folder of a run that learned from the dataset.
    std::filesystem::path runOn(const std::string& data, const std::string& name,
                                const std::optional<std::filesystem::path>& startFrom = {}) const {
        NoProgress quiet;
        InputOptions input;
        input.side = 64;
        TrainingOptions options;
        options.startFrom = startFrom;
        const auto material = loadTrainingMaterial(at(data), input, {}, quiet, {});
        if (material)
            options.material = describedIn(material->description, at(name));
        test::writeRun(at(name), 1, options);
        return at(name) / "best.h5";
    }

    Leaks leaks(DatasetSplit split, const std::filesystem::path& model, const std::string& data = "set.h5") const {
        return leaksOf(Dataset::open(at(data)).value(), split, model, {}).value();
    }

  private Q_SLOTS:
    void initTestCase() {
        SimulatedDatasetOptions simulation;
        simulation.out = at("set.h5");
        simulation.numbers = {{6, 2, 2}, {6, 2, 2}, {6, 2, 2}};
        simulation.fieldSide = 500;
        simulation.sourcesPerField = 60;
        NoProgress quiet;
        QVERIFY(simulateDataset(simulation, quiet, {}).has_value());
    }

    void whatANetworkMayHaveSeenIsNamed() {
        const auto run = runOn("set.h5", "run");
        QCOMPARE(leaks(DatasetSplit::Test, run), Leaks{});
        QCOMPARE(leaks(DatasetSplit::Training, run), Leaks{Leak::TrainingSplit});
        QCOMPARE(leaks(DatasetSplit::Validation, run), Leaks{Leak::ValidationSplit});
        QCOMPARE(leaks(DatasetSplit::Test, at("nowhere/best.h5")), Leaks{Leak::UnknownOrigin});
        QCOMPARE(leaks(DatasetSplit::Test, runOn("set.h5", "begun", run)), Leaks{Leak::FirstWeights});
        write("other.h5", [](DatasetCard& card) { card.origin += ", copied"; });
        QCOMPARE(leaks(DatasetSplit::Test, run, "other.h5"), Leaks{Leak::OtherDataset});
        write("leaking.h5", [](DatasetCard& card) { card.split.leaking = true; });
        QCOMPARE(leaks(DatasetSplit::Test, runOn("leaking.h5", "leaked"), "leaking.h5"), Leaks{Leak::OverlappingSplits});
        write("leaking.h5", [](DatasetCard& card) { card.origin += ", written again"; });
        QCOMPARE(leaks(DatasetSplit::Test, at("leaked/best.h5"), "leaking.h5"), Leaks{Leak::ChangedDataset});
    }

    void onlySomeLeaksKeepANetworkFromDoubting() {
        for (const Leak harmless : {Leak::ValidationSplit, Leak::OverlappingSplits})
            QVERIFY(!mayHaveLearned(Leaks{harmless}));
        for (const Leak leak :
             {Leak::TrainingSplit, Leak::UnknownOrigin, Leak::ChangedDataset, Leak::OtherDataset, Leak::FirstWeights}) {
            QVERIFY(mayHaveLearned(Leaks{Leak::ValidationSplit, leak}));
            QVERIFY(!leakText(leak).empty());
        }
        QVERIFY(!mayHaveLearned({}));
    }
};

IIC_CORE_TEST_MAIN(TestLeakage)
#include "test_leakage.moc"
