#include "TestSupport.h"
#include "WrittenRun.h"

#include "catalog/TableFile.h"
#include "project/Project.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace iic;

namespace {

struct Outcome {
    int exit = -1;
    QString output, error;
};

Outcome run(const QStringList& words) {
    QProcess program;
    program.start(IICNET_PROGRAM, words);
    if (!program.waitForFinished(50'000) || program.exitStatus() != QProcess::NormalExit)
        return {};
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

} // namespace

/// `iicnet project` as a user's shell calls it.
class TestProjectCommands : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path path(const char* name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }
    QString word(const char* name) const { return folder_.filePath(name); }

  private Q_SLOTS:
    void initTestCase() {
        std::ofstream(path("w1.fits")) << "pixels";
        std::ofstream(path("w2.fits")) << "more pixels";
        auto project = Project::create(path("sky.iicproj"));
        QVERIFY(project);
        const auto label = [](const char* source, UserLabel from, UserLabel to) {
            return LabelEvent{"2026-01-01T00:00:00.000Z", "me", source, {10.5, -20.25}, from, to, "key", "demo"};
        };
        LabelEvent nowhere = label("a, \"b\"", UserLabel::None, UserLabel::Star);
        nowhere.position = {std::nan(""), std::nan("")};
        QVERIFY(project->appendLabels(
            std::vector{label("J1", UserLabel::None, UserLabel::Star), nowhere, label("J2", UserLabel::None, UserLabel::Quasar),
                        label("J2", UserLabel::Quasar, UserLabel::None), label("J1", UserLabel::Star, UserLabel::Galaxy)}));
        QVERIFY(project->addTile("t", Survey::AllWise, {{Band::W1, path("w1.fits")}, {Band::W2, path("w2.fits")}}));
        QVERIFY(project->close());
        std::filesystem::remove(path("w2.fits"));
    }

    void infoSaysWhatIsThereAndWhatIsMissing() {
        const auto outcome = run({"project", "info", word("sky.iicproj"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        const auto report = nlohmann::json::parse(outcome.output.toStdString());
        QCOMPARE(report["labelEvents"].get<int>(), 5);
        QCOMPARE(report["version"].get<int>(), 2);
        QCOMPARE(report["tiles"][0]["files"][1]["state"].get<std::string>(), std::string("missing"));
        const auto text = run({"project", "info", word("sky.iicproj")});
        QVERIFY2(text.output.contains("5 label events") && text.output.contains("w2.fits"), qPrintable(text.output));
        QVERIFY(!text.output.contains("w1.fits"));
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files).size(), 2);
    }

    void labelsAreWrittenAsATable() {
        const auto outcome = run({"project", "labels", word("sky.iicproj"), "--out", word("now.csv")});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        const auto now = readTable(path("now.csv"));
        QVERIFY(now);
        QCOMPARE(now->rowCount(), std::size_t(2));
        QCOMPARE(now->find("source")->text(0), std::string("a, \"b\""));
        QVERIFY(!now->find("ra")->number(0));
        QCOMPARE(now->find("source")->text(1), std::string("J1"));
        QCOMPARE(now->find("label")->text(1), std::string("galaxy"));
        QCOMPARE(now->find("dec")->number(1), std::optional(-20.25));
    }

    void theHistoryHoldsEveryEvent() {
        const auto outcome = run({"project", "labels", word("sky.iicproj"), "--history", "--out", word("all.tbl"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(nlohmann::json::parse(outcome.output.toStdString())["events"].get<int>(), 5);
        const auto all = readTable(path("all.tbl"));
        QVERIFY(all);
        QCOMPARE(all->rowCount(), std::size_t(5));
        QCOMPARE(all->find("from")->text(3), std::string("quasar"));
        QCOMPARE(all->find("label")->text(3), std::string("none"));
    }

    void checkTellsSoundFromDamaged() {
        QCOMPARE(run({"project", "check", word("sky.iicproj")}).exit, 0);
        std::filesystem::copy_file(path("sky.iicproj"), path("cut.iicproj"));
        std::filesystem::resize_file(path("cut.iicproj"), 8192);
        for (const char* name : {"cut.iicproj", "w1.fits", "none.iicproj"}) {
            const auto outcome = run({"project", "check", word(name)});
            QCOMPARE(outcome.exit, 1);
            QVERIFY2(outcome.error.startsWith("iicnet: error: " + word(name)) && outcome.error.count('\n') == 1,
                     qPrintable(outcome.error));
        }
        std::filesystem::remove(path("cut.iicproj"));
    }

    void runsAreAddedNamedTaggedAndForgotten() {
        iic::test::writeRun(path("runs/one"), 3);
        iic::test::writeRun(path("runs/two"), 1);
        const auto runs = [&](const QStringList& change) {
            const auto outcome = run(QStringList{"project", "runs", word("sky.iicproj"), "--json"} + change);
            return outcome.exit == 0 ? nlohmann::json::parse(outcome.output.toStdString())["runs"] : nlohmann::json();
        };
        QCOMPARE(runs({}).size(), 0u);
        QCOMPARE(runs({"--add", word("runs/one")})[0]["name"].get<std::string>(), std::string("one"));
        QCOMPARE(runs({"--add", word("runs/two") + "/"}).size(), 2u);
        QCOMPARE(runs({"--rename", "1", "the best"})[0]["name"].get<std::string>(), std::string("the best"));
        QCOMPARE(runs({"--tag", "1", "paper", "seed 1"})[0]["tags"].size(), 2u);
        const auto text = run({"project", "runs", word("sky.iicproj")});
        QVERIFY2(text.output.contains("the best  3/200 epochs") && text.output.contains("[paper]"), qPrintable(text.output));
        QCOMPARE(runs({"--tag", "1"})[0]["tags"].size(), 0u);
        const auto left = runs({"--forget", "1"});
        QCOMPARE(left.size(), 1u);
        QCOMPARE(left[0]["id"].get<int>(), 2);
        QVERIFY(std::filesystem::exists(path("runs/one/run.json")));
        for (const QStringList& wrong : {QStringList{"--forget", "1"}, {"--rename", "x", "y"}})
            QCOMPARE(run(QStringList{"project", "runs", word("sky.iicproj")} + wrong).exit, 2);
        QCOMPARE(run({"project", "runs", word("sky.iicproj"), "--add", word("nowhere")}).exit, 1);
    }

    void wrongUsage() {
        QCOMPARE(run({"project"}).exit, 2);
        QCOMPARE(run({"project", "labels", word("sky.iicproj")}).exit, 2);
        QCOMPARE(run({"project", "labels", word("sky.iicproj"), "--out", word("sky.iicproj")}).exit, 2);
        QCOMPARE(run({"project", "info", word("sky.iicproj")}).exit, 0);
    }
};

IIC_CORE_TEST_MAIN(TestProjectCommands)
#include "test_project_commands.moc"
