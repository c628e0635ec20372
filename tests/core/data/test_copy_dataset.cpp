#include "SampleDataset.h"
#include "TestSupport.h"

#include "data/CopyDataset.h"
#include "data/DatasetSummary.h"

#include <QTemporaryDir>

#include <cstring>

using namespace iic;
using namespace iic::test;

class TestCopyDataset : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }

    /// Sources a degree apart, so that none overlaps another.
    SampleDataset apart() const {
        auto sample = sampleDataset(300);
        for (std::size_t row = 0; row < 300; ++row) {
            const double ra = static_cast<double>(row);
            sample.columns.corners[row] = {{{ra, 0}, {ra + 0.01, 0}, {ra + 0.01, 0.01}, {ra, 0.01}}};
            sample.columns.label[row] = static_cast<std::uint8_t>(row % 3);
        }
        return sample;
    }

  private Q_SLOTS:
    void rowsAreCopiedWithAllThatBelongsToThem() {
        const auto sample = sampleDataset();
        QVERIFY(test::write(at("from.h5"), sample));
        const auto from = Dataset::open(at("from.h5")).value();
        const std::vector<std::size_t> rows{1, 5, 4};
        std::filesystem::create_directory(at("deeper"));
        NoProgress quiet;
        QVERIFY(copyDataset(from, rows, from.card(), sample.columns.select(rows), at("deeper/to.h5"), quiet, {}));
        const auto to = Dataset::open(at("deeper/to.h5")).value();
        QCOMPARE(to.size(), std::size_t{3});
        QVERIFY((to.columns()->name == std::vector{sample.columns.name[1], sample.columns.name[5], sample.columns.name[4]}));
        std::vector<float> pixels(150);
        QVERIFY(to.readCutouts(std::vector<std::size_t>{0, 1, 2}, pixels));
        QVERIFY(std::memcmp(pixels.data() + 50, sample.pixels.data() + 250, 200) == 0);
        QCOMPARE(to.card().tiles[0].files[0].second.path, std::string("../tiles/w1.fits"));
        QCOMPARE(to.card().catalogs[0].truth->path, std::string("../truth.tbl"));
    }

    void aSplitIsRewrittenInPlaceOrElsewhere() {
        QVERIFY(test::write(at("split.h5"), apart()));
        const auto from = Dataset::open(at("split.h5")).value();
        NoProgress quiet;
        ResplitOptions options;
        options.split.seed = 7;
        options.out = at("split.h5");
        const auto record = resplitDataset(from, options, quiet, {});
        QVERIFY2(record, record ? "" : std::get<Error>(record.error()).oneLine().c_str());
        const auto now = Dataset::open(at("split.h5")).value();
        QVERIFY(now.card().split.rule == SplitRule::Blocks && now.card().split.seed == 7);
        QVERIFY(now.card().split.blockArcmin == record->blockArcmin);
        const auto summary = summarise(now).value();
        QCOMPARE(summary.classes.size(), std::size_t{3});
        const auto total = summary.total();
        QCOMPARE(total[0] + total[1] + total[2] + total[3], std::size_t{300});
        QVERIFY(total[1] >= 27 && total[1] <= 33);
        QCOMPARE(summary.flags[1].first, QualityFlag::Uncovered);
        std::vector<float> before(50), after(50);
        QVERIFY(from.readCutouts(std::vector<std::size_t>{299}, before) && now.readCutouts(std::vector<std::size_t>{299}, after));
        QVERIFY(std::memcmp(before.data(), after.data(), 200) == 0);

        options.out = at("again.h5");
        QVERIFY(resplitDataset(now, options, quiet, {}));
        QVERIFY(bytesOf(at("again.h5")) == bytesOf(at("split.h5")));
        const auto another = resplitDataset(now, options, quiet, {}); // "again.h5" is not the one that is split
        QVERIFY(!another && std::get<Error>(another.error()).code == ErrorCode::FileExists);
        options.overwrite = true;
        QVERIFY(resplitDataset(now, options, quiet, {}));
        options.split.blockArcmin = 5400;
        const auto refused = resplitDataset(now, options, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::SplitImpossible);
        QVERIFY(bytesOf(at("again.h5")) == bytesOf(at("split.h5")));
    }

    void stopsWithoutATrace() {
        QVERIFY(test::write(at("stop.h5"), apart()));
        std::stop_source stop;
        stop.request_stop();
        NoProgress quiet;
        const auto stopped =
            resplitDataset(Dataset::open(at("stop.h5")).value(), {{}, at("stopped.h5"), false}, quiet, stop.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            QVERIFY(!entry.path().filename().string().starts_with("stopped"));
    }
};

IIC_CORE_TEST_MAIN(TestCopyDataset)
#include "test_copy_dataset.moc"
