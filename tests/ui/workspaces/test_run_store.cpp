#include "models/IssueModel.h"
#include "nn/RunLock.h"
#include "workspaces/RunStore.h"

#include "TestSupport.h"
#include "WrittenRun.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <fstream>

using namespace iic;
using namespace iic::ui;
using iic::test::writeRun;

namespace {

struct Session {
    explicit Session(const std::filesystem::path& file) : project(issues), runs(project, issues) { project.open(file); }

    QString said() const {
        QStringList words;
        for (const Issue& issue : issues.issues())
            words << issue.file + QStringLiteral(": ") + issue.what;
        return words.join('\n');
    }
    QStringList names() const {
        QStringList list;
        for (const KnownRun& run : runs.runs())
            list << run.name;
        return list;
    }

    IssueModel issues;
    ProjectStore project;
    RunStore runs;
};

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

class TestRunStore : public iic::test::Test {
    Q_OBJECT

    std::optional<QTemporaryDir> folder_;
    std::filesystem::path at(const std::string& name) const {
        return std::filesystem::canonical(folder_->path().toStdString()) / name;
    }
    std::filesystem::path file() const { return at("sky.iicproj"); }
    std::filesystem::path trash() const { return at("share/Trash/files"); }

    /// The one run of a session, once it is listed.
    static const KnownRun* added(Session& session, const std::filesystem::path& folder) {
        session.runs.add(folder, "one");
        const auto isListed = QTest::qWaitFor([&] { return session.runs.find(folder) != nullptr; });
        return isListed ? session.runs.find(folder) : nullptr;
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
        qputenv("HOME", at("").c_str()); // so that the trash lies on the same disk
        qputenv("XDG_DATA_HOME", at("share").c_str());
    }

    void runsAreReadWithTheirEpochs() {
        writeRun(at("runs/a"), 3);
        writeRun(at("runs/b"), 5);
        {
            Session session(file());
            session.runs.add(at("runs/a"), "first");
            session.runs.add(at("runs") / "b" / "", "second");
            QTRY_COMPARE(session.names(), (QStringList{"second", "first"}));
            const KnownRun* run = session.runs.find(at("runs/a"));
            QVERIFY(run && run->isThere && run->fault.isEmpty());
            QCOMPARE(run->record->bestEpoch, 3);
            QCOMPARE(run->epochs.size(), std::size_t(3));
            QCOMPARE(session.runs.find(run->id), run);
            QVERIFY(session.runs.find(at("runs") / "b" / ""));
            QVERIFY(!session.runs.find(at("runs/c")));
        }
        Session session(file());
        QTRY_COMPARE(session.names(), (QStringList{"second", "first"}));
        QCOMPARE(session.said(), QString());
    }

    void aRunUnderWayIsReadAgain() {
        Session session(file());
        std::filesystem::create_directories(at("run"));
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run && run->isThere && !run->record);
        QVERIFY2(run->fault.contains("run.json"), qPrintable(run->fault));
        writeRun(at("run"), 2);
        session.runs.reread(at("run"));
        QTRY_VERIFY(session.runs.find(at("run"))->record);
        QVERIFY(session.runs.find(at("run"))->fault.isEmpty());
        QCOMPARE(session.runs.find(at("run"))->epochs.size(), std::size_t(2));
    }

    void namesAndTagsAreKept() {
        Session session(file());
        writeRun(at("run"), 1);
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        const auto id = run->id;
        session.runs.rename(id, "<b>paper</b>");
        session.runs.setTags(id, {"seed 2", "augmented", "seed 2"});
        QTRY_COMPARE(session.runs.find(id)->tags, (QStringList{"augmented", "seed 2"}));
        QCOMPARE(session.runs.find(id)->name, QString("<b>paper</b>"));
        session.runs.add(at("run"), "again");
        session.runs.setTags(id, {});
        QTRY_VERIFY(session.runs.find(id)->tags.isEmpty());
        QCOMPARE(session.names(), QStringList{"<b>paper</b>"});
        session.runs.rename(id + 1, "none");
        QTRY_VERIFY2(session.said().contains("no such run"), qPrintable(session.said()));
    }

    void aMovedProjectFindsItsRuns() {
        writeRun(at("here/runs/a"), 1);
        {
            Session session(at("here/sky.iicproj"));
            QVERIFY(added(session, at("here/runs/a")));
        }
        std::filesystem::rename(at("here"), at("there"));
        Session session(at("there/sky.iicproj"));
        QTRY_VERIFY(session.runs.find(at("there/runs/a")));
        QVERIFY(session.runs.find(at("there/runs/a"))->record);
    }

    void aDeletedRunIsInTheTrash() {
        Session session(file());
        writeRun(at("run"), 1);
        write(at("precious/file"), "dear to me");
        std::filesystem::create_symlink(at("precious"), at("run/link"));
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        session.runs.remove(run->id);
        QTRY_VERIFY(session.runs.runs().empty());
        QVERIFY(!std::filesystem::exists(at("run")));
        QVERIFY(std::filesystem::exists(trash() / "run" / "run.json"));
        QVERIFY(std::filesystem::exists(at("precious/file")));
        QCOMPARE(session.said(), QString());
    }

    void aRunThatIsTrainedIsNotDeleted() {
        Session session(file());
        writeRun(at("run"), 1);
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        {
            const auto elsewhere = RunLock::acquire(at("run"));
            QVERIFY(elsewhere);
            session.runs.remove(run->id);
            QTRY_VERIFY2(session.said().contains("not deleted: another process trains here"), qPrintable(session.said()));
            QVERIFY(std::filesystem::exists(at("run/run.json")));
            QCOMPARE(session.names(), QStringList{"one"});
        }
        session.runs.remove(run->id);
        QTRY_VERIFY(session.runs.runs().empty());
        QVERIFY(std::filesystem::exists(trash() / "run" / "run.json"));
        QVERIFY(!std::filesystem::exists(trash() / "run" / "training.lock"));
    }

    void aMissingRunIsOnlyForgotten() {
        Session session(file());
        const KnownRun* run = added(session, at("gone"));
        QVERIFY(run && !run->isThere);
        session.runs.remove(run->id);
        QTRY_VERIFY(session.runs.runs().empty());
    }

    void aForgottenRunStaysOnTheDisk() {
        Session session(file());
        writeRun(at("run"), 1);
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        session.runs.forget(run->id);
        QTRY_VERIFY(session.runs.runs().empty());
        QVERIFY(std::filesystem::exists(at("run/run.json")));
    }

    void withoutATrashTheRunStays() {
        write(at("file"), "");
        qputenv("XDG_DATA_HOME", at("file/share").c_str());
        Session session(file());
        writeRun(at("run"), 1);
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        session.runs.remove(run->id);
        QTRY_VERIFY2(session.said().contains("trash"), qPrintable(session.said()));
        QVERIFY(std::filesystem::exists(at("run/run.json")));
        QCOMPARE(session.names(), QStringList{"one"});
    }

    void whatIsNoRunIsNeverDeleted_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"no record", "another's record", "a link to a run", "a link to its record"})
            QTest::newRow(kind) << kind;
    }
    void whatIsNoRunIsNeverDeleted() {
        QFETCH(QString, kind);
        Session session(file());
        writeRun(at("other"), 1);
        write(at("run/file"), "dear to me");
        const KnownRun* run = added(session, at("run"));
        QVERIFY(run);
        if (kind == "another's record")
            write(at("run/run.json"), R"({"engine": "theirs"})");
        if (kind == "a link to its record")
            std::filesystem::create_symlink(at("other/run.json"), at("run/run.json"));
        if (kind == "a link to a run") {
            std::filesystem::rename(at("run"), at("kept"));
            std::filesystem::create_directory_symlink(at("other"), at("run"));
        }
        session.runs.remove(run->id);
        QTRY_VERIFY2(session.said().contains("not deleted"), qPrintable(session.said()));
        QVERIFY(std::filesystem::exists(at("other/run.json")) && std::filesystem::exists(at("run")));
        QVERIFY(std::filesystem::exists(at("run/file")) || std::filesystem::exists(at("kept/file")));
        QVERIFY(!std::filesystem::exists(trash() / "run"));
        QCOMPARE(session.names(), QStringList{"one"});
    }

    void aReadOnlyProjectKeepsItsRunsAndTheirFolders() {
        writeRun(at("run"), 1);
        Session writer(file());
        const KnownRun* run = added(writer, at("run"));
        QVERIFY(run);
        Session reader(file());
        QTRY_COMPARE(reader.names(), QStringList{"one"});
        reader.runs.remove(run->id);
        QTRY_VERIFY2(reader.said().contains("can only be read"), qPrintable(reader.said()));
        QVERIFY(std::filesystem::exists(at("run/run.json")));
    }
};

IIC_CORE_TEST_MAIN(TestRunStore)
#include "test_run_store.moc"
