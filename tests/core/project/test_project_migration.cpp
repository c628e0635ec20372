#include "FullDisk.h"
#include "ProjectFolder.h"
#include "RawDatabase.h"
#include "TestSupport.h"

#include "base/Random.h"

#include <cmath>
#include <csignal>
#include <sched.h>
#include <sys/wait.h>

using namespace iic;
using iic::test::labelled;
using iic::test::runSql;
using iic::test::valueOf;

class TestProjectMigration : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "old.iicproj"; }
    std::filesystem::path backup() const { return *folder_ / "old.iicproj.v1.bak"; }

    void makeVersion1() const { runSql(file(), iic::test::contents(IIC_SOURCE_DIR "/tests/core/project/version-1.sql")); }

    /// Everything that the fixture holds.
    static void holdsTheFixture(Project& project) {
        IIC_VALUE(facts, project.facts());
        QCOMPARE(facts.uuid, std::string("6f1c7f0e-6c9c-4b6e-9a39-0d6f0c1b2a3d"));
        QCOMPARE(facts.created, std::string("2025-03-01T10:00:00.000Z"));
        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(2));
        QVERIFY(events[1].from == UserLabel::Star && events[1].to == UserLabel::Galaxy);
        IIC_VALUE(tiles, project.tiles());
        QCOMPARE(tiles.size(), std::size_t(1));
        QVERIFY(tiles[0].files.at(Band::W1).state == FileState::Missing);
        IIC_VALUE(sources, project.sources());
        QCOMPARE(sources.size(), std::size_t(2));
        QVERIFY(std::isnan(sources.at(2).position.declination));
        IIC_VALUE(datasets, project.datasets());
        QCOMPARE(datasets[0].card, std::string(R"({"cutouts":12})"));
        IIC_VALUE(runs, project.runs());
        QCOMPARE(runs[0].name, std::string("run 1"));
        QVERIFY(runs[0].tags.empty());
        IIC_VALUE(predictions, project.predictions(1));
        QCOMPARE(predictions[0].probabilities, (std::vector<float>{0.25f, 0.5f, 0.25f}));
        IIC_VALUE(view, project.view("sky"));
        QCOMPARE(view.value(), std::string(R"({"zoom":2})"));
        IIC_VALUE(catalogs, project.recentCatalogs());
        QVERIFY(catalogs.empty());
        IIC_VALUE(faults, project.faults());
        QVERIFY(faults.empty());
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void version1BecomesTheCurrentOne() {
        makeVersion1();
        {
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(!project.readOnly());
            QCOMPARE(project.backup().value(), backup());
            holdsTheFixture(project);
            IIC_VALUE(facts, project.facts());
            QCOMPARE(facts.version, 2);
            QVERIFY(facts.program != "0.0.9");
            IIC_DONE(project.setRunTags(1, {"old"}));
            IIC_DONE(project.rememberCatalog(*folder_ / "a.csv", {{"declination", "dec"}}));
            IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        }
        IIC_VALUE(again, Project::open(file()));
        QVERIFY(!again.backup());
        IIC_VALUE(events, again.labelEvents());
        QCOMPARE(events.size(), std::size_t(3));
    }

    void aNewProjectHasTheTablesOfAMigratedOne() {
        makeVersion1();
        IIC_DONE(Project::open(file()));
        IIC_DONE(Project::create(*folder_ / "new.iicproj"));
        const char* schema = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
        QCOMPARE(valueOf(file(), schema), valueOf(*folder_ / "new.iicproj", schema));
    }

    void theCopyIsTheProjectAsItWas() {
        makeVersion1();
        std::filesystem::permissions(file(), std::filesystem::perms(0600));
        IIC_DONE(Project::open(file()));
        QCOMPARE(static_cast<unsigned>(std::filesystem::status(backup()).permissions()), 0600u);
        QCOMPARE(valueOf(backup(), "PRAGMA user_version"), std::string("1"));
        std::filesystem::rename(backup(), file());
        IIC_VALUE(project, Project::open(file()));
        QVERIFY(project.backup());
        holdsTheFixture(project);
    }

    void earlierCopiesStay() {
        makeVersion1();
        iic::test::write(backup(), "dear to me");
        IIC_VALUE(project, Project::open(file()));
        QCOMPARE(project.backup().value(), *folder_ / "old.iicproj.v1.2.bak");
        QCOMPARE(iic::test::contents(backup()), std::string("dear to me"));
    }

    void readOnlyItIsConvertedInMemory() {
        makeVersion1();
        const auto before = folder_->everything();
        {
            IIC_VALUE(project, Project::openReadOnly(file()));
            holdsTheFixture(project);
            IIC_VALUE(facts, project.facts());
            QCOMPARE(facts.version, 1);
            QCOMPARE(facts.program, std::string("0.0.9"));
            QCOMPARE(project.appendLabel(labelled("J1", UserLabel::Star)).error().code, ErrorCode::ReadOnlyProject);
        }
        QVERIFY(folder_->everything() == before);
    }

    void aFullDiskLeavesVersion1() {
        makeVersion1();
        const auto before = folder_->everything();
        const auto room = std::filesystem::file_size(file()) - 1; // none for the copy
        const auto opened = [&] {
            const iic::test::FullDisk full(room);
            return Project::open(file());
        }();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::FileUnwritable);
        QVERIFY(folder_->everything() == before);
        IIC_VALUE(project, Project::open(file()));
        holdsTheFixture(project);
    }

    void aFailureAfterTheCopyLeavesVersion1() {
        makeVersion1();
        {
            SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
            other.exec("BEGIN IMMEDIATE");
            const auto opened = Project::open(file());
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::FileUnwritable);
        }
        QCOMPARE(folder_->everything().size(), std::size_t(1));
        QCOMPARE(valueOf(file(), "PRAGMA user_version"), std::string("1"));
        IIC_VALUE(project, Project::open(file()));
        holdsTheFixture(project);
    }

    void aKillLeavesOneVersionOrTheOther() {
        Random random(7);
        for (int kill = 0; kill < 20; ++kill) {
            folder_.emplace();
            makeVersion1();
            int begun[2];
            QCOMPARE(::pipe(begun), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                static_cast<void>(::write(begun[1], "x", 1) == 1);
                const auto project = Project::open(file());
                ::pause();
            }
            char letter = 0;
            QCOMPARE(::read(begun[0], &letter, 1), ssize_t(1));
            for (auto steps = random.below(20'000); steps > 0; --steps)
                ::sched_yield();
            ::kill(child, SIGKILL);
            QCOMPARE(::waitpid(child, nullptr, 0), child);
            ::close(begun[0]);
            ::close(begun[1]);
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(!project.readOnly());
            holdsTheFixture(project);
        }
    }

    void aNewerProjectIsRefused_data() {
        QTest::addColumn<bool>("isToWrite");
        QTest::newRow("to write") << true;
        QTest::newRow("to read") << false;
    }
    void aNewerProjectIsRefused() {
        QFETCH(bool, isToWrite);
        IIC_DONE(Project::create(file()));
        runSql(file(), "PRAGMA user_version = 3; UPDATE meta SET value = '7.5' WHERE key = 'program'");
        const auto before = folder_->everything();
        const auto project = isToWrite ? Project::open(file()) : Project::openReadOnly(file());
        QVERIFY(!project);
        QCOMPARE(project.error().code, ErrorCode::NewerProject);
        QVERIFY2(project.error().detail.find("version 7.5 of the program") != std::string::npos, project.error().detail.c_str());
        QVERIFY(folder_->everything() == before);
    }

    void aNewerProjectWithOtherTablesIsRefused() {
        runSql(file(), "PRAGMA application_id = 1229538160; PRAGMA user_version = 12;"
                       "CREATE VIEW meta AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
                       " SELECT 'program' AS key, i AS value FROM n");
        QCOMPARE(Project::open(file()).error().code, ErrorCode::NewerProject);
    }
};

IIC_CORE_TEST_MAIN(TestProjectMigration)
#include "test_project_migration.moc"
