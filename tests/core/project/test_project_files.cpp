#include "ProjectFolder.h"
#include "RawDatabase.h"
#include "TestSupport.h"

#include "base/Random.h"

#include <cmath>
#include <sys/stat.h>

using namespace iic;
using iic::test::labelled;
using iic::test::runDefiantSql;
using iic::test::runSql;

/// Files that are no projects, broken ones, and those made to do harm.
class TestProjectFiles : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "sky.iicproj"; }
    std::filesystem::path beside(const char* ending) const { return file().string() + ending; }

    void makeProject() const {
        IIC_VALUE(project, Project::create(file()));
        std::vector<LabelEvent> events;
        for (int i = 0; i < 2000; ++i)
            events.push_back(labelled("J" + std::to_string(i), UserLabel::Galaxy));
        IIC_DONE(project.appendLabels(events));
        IIC_VALUE(run, project.addRun("run", *folder_ / "run"));
        IIC_VALUE(numbers, project.addSources(std::vector<ProjectSource>{{"J1", {1, 2}, {}}, {"J2", {3, 4}, {}}}));
        IIC_DONE(project.addPredictions(run, std::vector<ProjectPrediction>{{numbers[0], {0, 1}, ""}, {numbers[1], {1, 0}, ""}}));
        IIC_DONE(project.setView("sky", "{}"));
    }

    /// Neither way opens the file, and nothing in the folder changes.
    void isRefused(ErrorCode code, const char* words = "") const {
        const auto before = folder_->everything();
        for (const bool isToWrite : {true, false}) {
            const auto project = isToWrite ? Project::open(file()) : Project::openReadOnly(file());
            QVERIFY(!project);
            QVERIFY2(project.error().code == code && project.error().oneLine().find(words) != std::string::npos,
                     project.error().oneLine().c_str());
            QCOMPARE(project.error().file, file().string());
        }
        QVERIFY(folder_->everything() == before);
    }

    void overwrite(std::uintmax_t offset, const std::string& bytes) const {
        std::fstream stream(file(), std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(static_cast<std::streamoff>(offset));
        stream << bytes;
    }

    static void readEverything(Project& project) {
        static_cast<void>(project.facts());
        static_cast<void>(project.counts());
        static_cast<void>(project.labelEvents());
        static_cast<void>(project.tiles());
        static_cast<void>(project.sources());
        static_cast<void>(project.datasets());
        static_cast<void>(project.runs());
        static_cast<void>(project.predictions(1));
        static_cast<void>(project.view("sky"));
        static_cast<void>(project.recentCatalogs());
        static_cast<void>(project.faults());
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void noFile() {
        isRefused(ErrorCode::FileNotFound);
        QVERIFY(folder_->everything().empty());
    }

    void whatIsNoProject_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("text") << QByteArray("J1,star\nJ2,galaxy\n");
        QTest::newRow("long text") << QByteArray(20'000, 'a');
        QTest::newRow("zeros") << QByteArray(8192, '\0');
        QTest::newRow("the mark of SQLite alone") << QByteArray("SQLite format 3\0", 16);
    }
    void whatIsNoProject() {
        QFETCH(QByteArray, bytes);
        iic::test::write(file(), bytes.toStdString());
        isRefused(ErrorCode::NotAProject);
    }

    void foldersAndPipes() {
        std::filesystem::create_directory(file());
        isRefused(ErrorCode::NotAProject, "folder");
        std::filesystem::remove(file());
        QCOMPARE(::mkfifo(file().c_str(), 0600), 0);
        isRefused(ErrorCode::NotAProject);
        std::filesystem::remove(file());
        std::filesystem::create_symlink("nowhere", file());
        isRefused(ErrorCode::FileNotFound);
    }

    void anotherProgramsDatabase() {
        runSql(file(), "CREATE TABLE bookmarks (url TEXT)");
        isRefused(ErrorCode::NotAProject, "another program");
        runSql(file(), "PRAGMA journal_mode = WAL; PRAGMA application_id = 252006673");
        isRefused(ErrorCode::NotAProject, "another program");
    }

    void aFileCutShort() {
        makeProject();
        const auto size = std::filesystem::file_size(file());
        for (const auto left : {size - 1, size - 4096, size / 2, std::uintmax_t{5000}, std::uintmax_t{4096}, std::uintmax_t{600},
                                std::uintmax_t{90}}) {
            std::filesystem::resize_file(file(), left);
            isRefused(ErrorCode::DamagedProject);
        }
    }

    void damagedPages_data() {
        QTest::addColumn<int>("page");
        for (const int page : {1, 3, 5, 10, 20, 40})
            QTest::newRow(std::to_string(page).c_str()) << page;
    }
    void damagedPages() {
        QFETCH(int, page);
        makeProject();
        QVERIFY(std::filesystem::file_size(file()) > 45 * 4096);
        overwrite(page == 1 ? 100 : static_cast<std::uintmax_t>(page - 1) * 4096, std::string(300, '\x5a'));
        isRefused(ErrorCode::DamagedProject);
    }

    void aWrongVersion() {
        makeProject();
        runSql(file(), "PRAGMA user_version = -4");
        isRefused(ErrorCode::DamagedProject);
        runSql(file(), "PRAGMA user_version = 1"); // and the tables of version 2
        isRefused(ErrorCode::NotAProject);
    }

    void whatDoesNotBelong_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON view_state BEGIN DELETE FROM runs; END");
        QTest::newRow("trigger on labels") << QByteArray(
            "CREATE TRIGGER t BEFORE INSERT ON label_events BEGIN SELECT RAISE(IGNORE); END");
        QTest::newRow("endless view") << QByteArray("CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
                                                    " SELECT * FROM n");
        QTest::newRow("table behind a view")
            << QByteArray("DROP TABLE view_state; CREATE VIEW view_state AS SELECT load_extension('x') AS key, '' AS value");
        QTest::newRow("virtual table") << QByteArray("CREATE VIRTUAL TABLE f USING fts5(x)");
        QTest::newRow("virtual table for a table")
            << QByteArray("DROP TABLE view_state; CREATE VIRTUAL TABLE view_state USING fts5(key, value)");
        QTest::newRow("table") << QByteArray("CREATE TABLE more (x)");
        QTest::newRow("column") << QByteArray("ALTER TABLE datasets ADD COLUMN x TEXT");
        QTest::newRow("generated column") << QByteArray("ALTER TABLE datasets ADD COLUMN x TEXT AS (upper(name))");
        QTest::newRow("index") << QByteArray("CREATE INDEX i ON sources (abs(ra))");
        QTest::newRow("no trigger") << QByteArray("DROP TRIGGER label_events_not_deleted");
        QTest::newRow("no table") << QByteArray("DROP TABLE catalogs");
    }
    void whatDoesNotBelong() {
        QFETCH(QByteArray, sql);
        makeProject();
        runSql(file(), sql.toStdString());
        isRefused(sql.startsWith("DROP TRIGGER") || sql.endsWith("catalogs") ? ErrorCode::DamagedProject
                                                                             : ErrorCode::NotAProject);
    }

    void valuesAgainstTheRules_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("label") << QByteArray("INSERT INTO label_events VALUES"
                                             " (99999, '', '', 'J1', 0, 0, 'none', 'planet', '', '', 0)");
        QTest::newRow("twice the same page")
            << QByteArray("UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
                          " WHERE name = 'runs') WHERE name = 'tiles'");
        QTest::newRow("a page of no table") << QByteArray("UPDATE sqlite_schema SET rootpage = 900000 WHERE name = 'tiles'");
    }
    void valuesAgainstTheRules() {
        QFETCH(QByteArray, sql);
        makeProject();
        runDefiantSql(file(), sql.toStdString());
        isRefused(ErrorCode::DamagedProject);
    }

    void valuesThatMeanNothingAreNamedOrEmpty() {
        makeProject();
        runSql(file(),
               "UPDATE predictions SET probabilities = X'0000C07F0000C07F';"
               "INSERT INTO sources VALUES (50, 'far', 9e999, -9e999, NULL);"
               "INSERT INTO catalogs VALUES (1, '../../../etc', '/x', '', '[1,2]'), (2, NULL, '', '', '{\"a\":1,\"b\":\"c\"}')");
        IIC_VALUE(project, Project::open(file()));
        QCOMPARE(project.predictions(1).error().code, ErrorCode::DamagedProject);
        IIC_VALUE(sources, project.sources());
        QVERIFY(std::isnan(sources.at(50).position.rightAscension) && std::isnan(sources.at(50).position.declination));
        IIC_VALUE(catalogs, project.recentCatalogs());
        QVERIFY(catalogs[1].roles.empty());
        QCOMPARE(catalogs[0].roles.size(), std::size_t(1));
    }

    void anEndlessTextIsNotRead() {
        makeProject();
        runSql(file(), "UPDATE view_state SET value = hex(zeroblob(5000000))");
        IIC_VALUE(project, Project::open(file()));
        QCOMPARE(project.view("sky").error().code, ErrorCode::DamagedProject);
    }

    void whatLiesBesideIsNoWayOut_data() {
        QTest::addColumn<QByteArray>("ending");
        for (const char* ending : {"-wal", "-shm", "-lock", "-journal"})
            QTest::newRow(ending) << QByteArray(ending);
    }
    void whatLiesBesideIsNoWayOut() {
        QFETCH(QByteArray, ending);
        makeProject();
        iic::test::write(*folder_ / "outside", "dear to me");
        std::filesystem::create_symlink(*folder_ / "outside", beside(ending.constData()));
        isRefused(ErrorCode::NotAProject, "not safe");
    }

    void aJournalIsNotPlayedBack() {
        makeProject();
        iic::test::write(beside("-journal"), std::string("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) + std::string(600, '\0'));
        isRefused(ErrorCode::NotAProject, "not safe");
    }

    void aWalOfGarbageIsPassedOver() {
        makeProject();
        iic::test::write(beside("-wal"), std::string(50'000, '\x37'));
        IIC_VALUE(project, Project::open(file()));
        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(2000));
    }

    void aCopyByAnotherToolOpens() {
        makeProject();
        runSql(file(), "VACUUM INTO '" + (*folder_ / "copy.iicproj").string() + "'");
        IIC_VALUE(project, Project::open(*folder_ / "copy.iicproj"));
        QVERIFY(!project.readOnly());
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        QVERIFY(std::filesystem::exists(*folder_ / "copy.iicproj-wal"));
        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(2001));
    }

    void faultsOfAnOpenProjectAreListed() {
        makeProject();
        runSql(file(), "PRAGMA foreign_keys = OFF; INSERT INTO predictions VALUES (77, 88, X'00000000', '')");
        IIC_VALUE(project, Project::openReadOnly(file()));
        IIC_VALUE(faults, project.faults());
        QCOMPARE(faults.size(), std::size_t(2));
        QVERIFY2(faults[0].find("predictions") != std::string::npos, faults[0].c_str());
    }

    void randomDamageIsSurvived() {
        makeProject();
        const std::string sound = iic::test::contents(file());
        Random random(11);
        int opened = 0;
        for (int round = 0; round < 300; ++round) {
            std::string damaged = sound;
            // Most of them where the structure is: the header, the schema and the starts of pages.
            for (auto bytes = 1 + random.below(8); bytes > 0; --bytes) {
                const auto at = round % 3 == 0   ? random.below(damaged.size())
                                : round % 3 == 1 ? random.below(4096)
                                                 : random.below(damaged.size() / 4096) * 4096 + random.below(64);
                damaged[at] = static_cast<char>(random.below(256));
            }
            for (const char* ending : {"", "-wal", "-shm", "-lock"})
                std::filesystem::remove(beside(ending));
            iic::test::write(file(), damaged);
            auto project = Project::open(file());
            if (project) {
                readEverything(*project);
                ++opened;
            }
        }
        QVERIFY(opened > 0 && opened < 300);
    }
};

IIC_CORE_TEST_MAIN(TestProjectFiles)
#include "test_project_files.moc"
