#include "CommandTest.h"
#include "data/CopyDataset.h"
#include "nn/RunLock.h"

#include <QDir>

#include <numeric>

/// `iicnet features` and `iicnet review` on a dataset, as a user's shell calls them.
class TestReviewCommands : public iic::test::CommandTest {
    Q_OBJECT

    QStringList review() const {
        return {"review", "--dataset", path("set.h5"), "--model", path("run/best.h5"), "--device", "cpu"};
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto made = run({"dataset", "simulate", "--out", path("set.h5"), "--per-class", "100", "--field-side", "700",
                               "--sources-per-field", "170"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        const auto trained =
            run({"train", "--dataset", path("set.h5"), "--epochs", "1", "--side", "64", "--device", "cpu", "--out", path("run")});
        QVERIFY2(trained.exit == 0, qPrintable(trained.error));
    }

    void mistakesComeInGroups() {
        const auto found = run(review() + QStringList{"--json", "--split", "validation"});
        QVERIFY2(found.exit == 0, qPrintable(found.error));
        const auto report = found.json();
        std::size_t members = 0;
        for (const auto& group : report["groups"]) {
            members += group["members"].size();
            QCOMPARE(group["members"].size(), group["sources"].get<std::size_t>());
            for (const auto& member : group["members"])
                QVERIFY(member["truth"] != member["predicted"]);
        }
        QCOMPARE(members, report["mistakes"].get<std::size_t>());
        QVERIFY(members > 0 && report["groups"].back()["centreEmpty"].get<bool>());
        QCOMPARE(report["suspects"]["ranked"].get<int>(), 30);

        const auto text = run(review() + QStringList{"--by", "features", "--groups", "2"});
        QVERIFY2(text.exit == 0, qPrintable(text.error));
        QVERIFY2(text.output.contains("grouped by network features") && text.output.contains("no source at the centre") &&
                     text.output.contains("taken for"),
                 qPrintable(text.output));
    }

    void labelsAreNotDoubtedByWhoLearnedThem() {
        const auto seen = run(review() + QStringList{"--split", "training", "--json"});
        QVERIFY2(seen.exit == 0 && seen.error.contains("may have learned from them"), qPrintable(seen.error));
        QVERIFY(!seen.json().contains("suspects"));
        const QStringList folds{"--cross-validate", "2", "--folder", path("folds"), "--epochs", "1", "--json", "--first", "5"};
        const auto crossed = run(review() + folds);
        QVERIFY2(crossed.exit == 0, qPrintable(crossed.error));
        QCOMPARE(crossed.json()["suspects"]["ranked"].get<int>(), 240);
        QCOMPARE(crossed.json()["suspects"]["first"].size(), 5u);
        QVERIFY(QFile::exists(path("folds/fold-1/best.h5")) && QFile::exists(path("folds/fold-2/best.h5")));
        QVERIFY(run(review() + folds).json()["suspects"] == crossed.json()["suspects"]);
        QCOMPARE(run(review() + QStringList{"--cross-validate", "2"}).exit, 2);
    }

    void aNetworkOfUnknownOriginDoubtsNoLabel() {
        const auto unknown = run({"review", "--dataset", path("set.h5"), "--split", "test", "--json"}); // the bundled one
        QVERIFY2(unknown.exit == 0, qPrintable(unknown.error));
        QVERIFY(!unknown.json().contains("suspects"));
        QVERIFY2(unknown.error.contains("not known which sources") && unknown.error.contains("--cross-validate"),
                 qPrintable(unknown.error));
        const auto judged = run({"evaluate", "--dataset", path("set.h5"), "--json"});
        QVERIFY2(judged.exit == 0 && judged.error.contains("not known which sources"), qPrintable(judged.error));
    }

    void oneProcessTrainsInAFold() {
        const auto held = iic::RunLock::acquire(path("taken/fold-1").toStdString());
        QVERIFY2(held, held ? "" : held.error().oneLine().c_str());
        const QStringList folds{"--cross-validate", "2", "--folder", path("taken"), "--epochs", "1"};
        failsWith(run(review() + folds), {path("taken/fold-1"), "another process trains here"});
        QCOMPARE(QDir(path("taken/fold-1")).entryList(QDir::Files), QStringList{"training.lock"});
        QCOMPARE(QDir(path("taken")).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{"fold-1"});
    }

    void featuresTellHowFarAndHowWell() {
        const auto found =
            run(review() + QStringList{"--svm", "--neighbours", "3", "--first", "4", "--split", "validation", "--json"});
        QVERIFY2(found.exit == 0, qPrintable(found.error));
        const auto report = found.json();
        QCOMPARE(report["lastStep"]["SVM"]["folds"].size(), 5u);
        QVERIFY(report["isolated"].size() <= 4 && !report["isolated"].empty());
        for (const auto& one : report["isolated"])
            QCOMPARE(one["nearest"].size(), 3u);
        const auto text = run(review() + QStringList{"--svm", "--neighbours", "2"});
        QVERIFY2(text.output.contains("softmax") && text.output.contains("Farthest from"), qPrintable(text.output + text.error));
    }

    void withoutTrainingSourcesNoneIsFarFromThem() {
        using namespace iic;
        const auto set = Dataset::open(path("set.h5").toStdString()).value();
        auto columns = set.columns().value();
        for (auto& split : columns.split)
            split = split == DatasetSplit::Test ? split : DatasetSplit::LeftOut;
        std::vector<std::size_t> all(columns.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        NoProgress quiet;
        QVERIFY(copyDataset(set, all, set.card(), columns, path("test-only.h5").toStdString(), quiet, {}).has_value());
        const auto outcome = run({"review", "--dataset", path("test-only.h5"), "--model", path("run/best.h5"), "--split", "test",
                                  "--neighbours", "5"});
        QCOMPARE(outcome.exit, 0);
        QVERIFY2(outcome.output.contains("no source at the centre"), qPrintable(outcome.output));
        QVERIFY2(outcome.error.contains("its training split holds no whole cutout"), qPrintable(outcome.error));
    }

    void featuresAreWrittenAsTables() {
        const auto byBundled = run({"features", "--dataset", path("set.h5"), "--out", path("bundled.csv"), "--device", "cpu"});
        QVERIFY2(byBundled.exit == 0, qPrintable(byBundled.error));
        const QStringList features{"features", "--dataset", path("set.h5"), "--model", path("run/best.h5"), "--device", "cpu"};
        const auto written = run(features + QStringList{"--pca", "2", "--out", path("features.csv"), "--json"});
        QVERIFY2(written.exit == 0, qPrintable(written.error));
        const auto rows = readCsv(path("features.csv"));
        QCOMPARE(rows.size(), 300);
        for (const char* column : {"name", "truth", "split", "predicted", "confidence", "pc1", "pc2", "h1", "h256"})
            QVERIFY2(rows.front().contains(column), column);
        QVERIFY(rows.front()["h256"].toDouble() >= 0);
        QCOMPARE(written.json()["varianceShare"].size(), 2u);
        const auto plane = run(features + QStringList{"--tsne", "--perplexity", "5", "--split", "test", "--out", path("f.fits")});
        QVERIFY2(plane.exit == 0, qPrintable(plane.error));
        QVERIFY(contents("f.fits").contains("tsne_x"));
        const auto itself = run(features + QStringList{"--out", path("set.h5")});
        QVERIFY2(itself.exit == 2 && itself.error.contains("overwrite"), qPrintable(itself.error));
    }
};

IIC_CORE_TEST_MAIN(TestReviewCommands)
#include "test_review_commands.moc"
