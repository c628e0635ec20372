#include "FullDisk.h"
#include "ProjectFolder.h"
#include "TestSupport.h"

#include "base/Random.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>
#include <csignal>
#include <set>
#include <sys/wait.h>

using namespace iic;
using iic::test::labelled;

namespace {

/// Labels "J<first>", "J<first + 1>", …, each reported through the pipe once it is saved.
[[noreturn]] void labelUntilKilled(const std::filesystem::path& file, int first, int reports) {
    Result<Project> project = Project::open(file);
    for (int number = first; project && !project->readOnly(); ++number)
        if (!project->appendLabel(labelled("J" + std::to_string(number), UserLabel::Quasar)) ||
            ::write(reports, &number, sizeof number) != sizeof number)
            break;
    ::_exit(1);
}

/// Kills a child that labels after it reported `enough` of them; returns the last that it reported, else `last`.
int lastBeforeKill(const std::filesystem::path& file, int last, int enough) {
    int reports[2];
    if (::pipe(reports) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0)
        labelUntilKilled(file, last + 1, reports[1]);
    ::close(reports[1]);
    int number = last;
    for (int seen = 0; seen < enough && ::read(reports[0], &number, sizeof number) == sizeof number; ++seen) {
    }
    ::kill(child, SIGKILL);
    while (::read(reports[0], &number, sizeof number) == sizeof number) {
    }
    ::close(reports[0]);
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) ? number : -1;
}

std::string failureOf(const std::filesystem::path& file, const char* sql) {
    try {
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql);
    } catch (const SQLite::Exception& problem) {
        return problem.what();
    }
    return "done";
}

} // namespace

class TestProjectLabels : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "sky.iicproj"; }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void eventsComeBackAsTheyWere() {
        LabelEvent odd = labelled("J \"2\"\n\xff", UserLabel::Artefact, UserLabel::Unsure);
        odd.reason = std::string("a\0b", 3);
        odd.position = {std::nan(""), INFINITY};
        {
            IIC_VALUE(project, Project::create(file()));
            IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Galaxy)));
            IIC_DONE(project.appendLabels(std::vector{odd, labelled("J1", UserLabel::None, UserLabel::Galaxy)}));
        }
        IIC_VALUE(project, Project::open(file()));
        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[0].time, std::string("2026-01-01T00:00:00.000Z"));
        QCOMPARE(events[0].user, std::string("me"));
        QCOMPARE(events[0].position.rightAscension, 121.6006);
        QCOMPARE(events[0].model, std::string("demo"));
        QCOMPARE(events[1].source, odd.source);
        QCOMPARE(events[1].reason, odd.reason);
        QVERIFY(events[1].from == UserLabel::Unsure && events[1].to == UserLabel::Artefact);
        QVERIFY(std::isnan(events[1].position.rightAscension) && std::isnan(events[1].position.declination));
        QVERIFY(events[2].to == UserLabel::None);
    }

    void theLastWordOnASourceCounts() {
        auto elsewhere = labelled("J1", UserLabel::Quasar);
        elsewhere.position.declination += 40.0 / 3600;
        auto near = labelled("J1", UserLabel::Star, UserLabel::Galaxy);
        near.position.declination += 2.0 / 3600;
        auto nowhere = labelled("J1", UserLabel::Unsure);
        nowhere.position = {std::nan(""), std::nan("")};
        const auto last = currentLabels(
            std::vector{labelled("J1", UserLabel::Galaxy), elsewhere, nowhere, labelled("J2", UserLabel::Galaxy), near, nowhere});
        QCOMPARE(last.size(), std::size_t(4));
        QVERIFY(last[0].to == UserLabel::Quasar);
        QVERIFY(last[1].source == "J2");
        QVERIFY(last[2].to == UserLabel::Star);
        QVERIFY(last[3].to == UserLabel::Unsure);
    }

    void manyLabelsAreAllSavedOrNone() {
        IIC_VALUE(project, Project::create(file()));
        std::vector<LabelEvent> events(1000, labelled("J1", UserLabel::Star));
        events[999].reason = std::string(70'000, 'x');
        const auto refused = project.appendLabels(events);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::BadOption);
        QVERIFY2(refused.error().oneLine().find("reason") != std::string::npos, refused.error().oneLine().c_str());
        IIC_VALUE(none, project.labelEvents());
        QVERIFY(none.empty());
        events[999].reason = "key";
        IIC_DONE(project.appendLabels(events));
        IIC_DONE(project.appendLabels({}));
        IIC_VALUE(all, project.labelEvents());
        QCOMPARE(all.size(), std::size_t(1000));
    }

    void noProgramChangesWhatWasSaid() {
        {
            IIC_VALUE(project, Project::create(file()));
            IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        }
        QCOMPARE(failureOf(file(), "UPDATE label_events SET new_label = 'galaxy'"),
                 std::string("label events are never changed"));
        QCOMPARE(failureOf(file(), "DELETE FROM label_events"), std::string("label events are never deleted"));
        QCOMPARE(failureOf(file(),
                           "REPLACE INTO label_events SELECT id, time, user, source, ra, dec, old_label, 'galaxy', reason,"
                           " model, 0 FROM label_events"),
                 std::string("label events are never replaced"));
        QVERIFY(failureOf(file(), "INSERT INTO label_events VALUES (2, '', '', '', 0, 0, 'none', 'planet', '', '', 0)") !=
                "done");
        IIC_VALUE(project, Project::open(file()));
        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(1));
        QVERIFY(events[0].to == UserLabel::Star);
    }

    /// Twenty times a child labels sources, says so once each is saved, and is killed in the midst of it.
    void whatWasReportedSavedOutlivesTwentyKills() {
        IIC_DONE(Project::create(file()));
        Random random(20);
        int last = -1;
        for (int kill = 0; kill < 20; ++kill) {
            const int enough = static_cast<int>(random.below(kill % 5 == 4 ? 400 : 30));
            last = lastBeforeKill(file(), last, enough);
            QVERIFY(last >= 0 || (kill == 0 && enough == 0));
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(!project.readOnly());
            IIC_VALUE(faults, project.faults());
            QVERIFY2(faults.empty(), faults.empty() ? "" : faults[0].c_str());
            IIC_VALUE(events, project.labelEvents());
            std::set<std::string> saved;
            for (const LabelEvent& event : events)
                saved.insert(event.source);
            for (int number = 0; number <= last; ++number)
                QVERIFY2(saved.contains("J" + std::to_string(number)), std::to_string(number).c_str());
            last = static_cast<int>(events.size()) - 1; // one may have been saved and not yet reported
            QCOMPARE(saved.size(), events.size());
        }
        QVERIFY(last > 100);
    }

    void aFullDiskLosesNothingThatWasSaved() {
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("before", UserLabel::Star)));
        int saved = 1;
        {
            const iic::test::FullDisk full(100'000);
            Result<void> appended;
            while ((appended = project.appendLabel(labelled("J" + std::to_string(saved), UserLabel::Star))))
                ++saved;
            QCOMPARE(appended.error().code, ErrorCode::FileUnwritable);
            QCOMPARE(appended.error().file, file().string());
            QVERIFY(!appended.error().detail.empty());
            IIC_VALUE(events, project.labelEvents());
            QCOMPARE(static_cast<int>(events.size()), saved);
        }
        QVERIFY(saved > 1);
        IIC_DONE(project.appendLabel(labelled("after", UserLabel::Star)));
        IIC_DONE(project.close());
        IIC_VALUE(again, Project::open(file()));
        IIC_VALUE(events, again.labelEvents());
        QCOMPARE(static_cast<int>(events.size()), saved + 1);
        QCOMPARE(events.back().source, std::string("after"));
        IIC_VALUE(faults, again.faults());
        QVERIFY(faults.empty());
    }

    void noProjectIsMadeOnAFullDisk() {
        const auto made = [&] {
            const iic::test::FullDisk full(20'000);
            return Project::create(file());
        }();
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::FileUnwritable);
        QVERIFY(folder_->everything().empty());
    }

    void nothingIsWrittenToAFileThatIsGone_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"removed", "renamed", "replaced", "cut short", "without its WAL"})
            QTest::newRow(what) << what;
    }
    void nothingIsWrittenToAFileThatIsGone() {
        QFETCH(QString, what);
        IIC_DONE(Project::create(*folder_ / "other.iicproj"));
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        if (what == "removed")
            std::filesystem::remove(file());
        else if (what == "renamed")
            std::filesystem::rename(file(), *folder_ / "renamed.iicproj");
        else if (what == "replaced")
            std::filesystem::rename(*folder_ / "other.iicproj", file());
        else if (what == "cut short")
            std::filesystem::resize_file(file(), 8192);
        else
            std::filesystem::remove(file().string() + "-wal");
        const auto before = folder_->everything();
        const auto appended = project.appendLabel(labelled("J2", UserLabel::Star));
        QVERIFY(!appended);
        QCOMPARE(appended.error().code, ErrorCode::FileReplaced);
        QVERIFY(!project.labelEvents());
        QVERIFY(folder_->everything() == before);
        QCOMPARE(project.close().error().code, ErrorCode::FileReplaced);
    }

    void aReplacementIsLeftAlone() {
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        std::filesystem::create_directory(*folder_ / "away");
        for (const char* ending : {"", "-wal", "-shm", "-lock"})
            std::filesystem::rename(file().string() + ending, *folder_ / "away" / ("sky.iicproj" + std::string(ending)));
        IIC_VALUE(other, Project::create(file()));
        IIC_DONE(other.appendLabel(labelled("J2", UserLabel::Star)));
        const auto before = folder_->everything();
        QVERIFY(!project.close());
        QVERIFY(folder_->everything() == before);
        IIC_DONE(other.appendLabel(labelled("J3", UserLabel::Star)));
        IIC_DONE(other.close());
        IIC_VALUE(moved, Project::open(*folder_ / "away" / "sky.iicproj"));
        IIC_VALUE(events, moved.labelEvents());
        QCOMPARE(events.size(), std::size_t(1));
    }

    void aJournalIsTakenOverOnce() {
        const auto path = *folder_ / "labels.jsonl";
        const auto journalled = labelled("J1", UserLabel::Galaxy);
        LabelEvent nowhere = labelled("J2", UserLabel::Star);
        nowhere.position = {std::nan(""), std::nan("")};
        {
            auto journal = LabelJournal::open(path);
            for (const auto& event : {journalled, nowhere, journalled}) // said twice is said twice
                QVERIFY(journal->append(event));
        }
        std::ofstream(path, std::ios::app) << "not json\n";
        const auto before = iic::test::contents(path);
        std::filesystem::permissions(path, std::filesystem::perms(0444));
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Quasar, UserLabel::Galaxy)));
        IIC_VALUE(first, project.importJournal(path));
        QCOMPARE(first.added, std::size_t(3));
        QCOMPARE(first.warnings.size(), std::size_t(1));
        IIC_VALUE(second, project.importJournal(path));
        QCOMPARE(second.added, std::size_t(0));
        QCOMPARE(second.known, std::size_t(3));
        QCOMPARE(iic::test::contents(path), before);
        std::filesystem::permissions(path, std::filesystem::perms(0644));
        QVERIFY(LabelJournal::open(path)->append(labelled("J3", UserLabel::Star)));
        IIC_VALUE(third, project.importJournal(path));
        QCOMPARE(third.added, std::size_t(1));

        IIC_VALUE(events, project.labelEvents());
        QCOMPARE(events.size(), std::size_t(5));
        QCOMPARE(events.back().to, UserLabel::Quasar); // the journal is older than the project
        const auto journal = LabelJournal::open(path);
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(events[i].source, journal->events()[i].source);
            QCOMPARE(events[i].time, journal->events()[i].time);
            QCOMPARE(events[i].to, journal->events()[i].to);
        }
        QCOMPARE(project.importJournal(*folder_ / "none.jsonl").error().code, ErrorCode::FileNotFound);
        QVERIFY(!std::filesystem::exists(*folder_ / "none.jsonl"));
    }

    void aLabelTooLongForAProjectIsNamedAndPassedOver() {
        const auto path = *folder_ / "labels.jsonl";
        {
            auto journal = LabelJournal::open(path);
            QVERIFY(journal->append(labelled(std::string(70'000, 'J'), UserLabel::Star)));
            QVERIFY(journal->append(labelled("J2", UserLabel::Star)));
        }
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(imported, project.importJournal(path));
        QCOMPARE(imported.added, std::size_t(1));
        QCOMPARE(imported.warnings.size(), std::size_t(1));
    }
};

IIC_CORE_TEST_MAIN(TestProjectLabels)
#include "test_project_labels.moc"
