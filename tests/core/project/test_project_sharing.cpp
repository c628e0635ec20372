#include "ProjectFolder.h"
#include "RawDatabase.h"
#include "TestSupport.h"

#include <atomic>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using namespace iic;
using iic::test::labelled;
using Why = ReadOnlyReason::Why;

namespace {

/// A process that has opened a project and labelled in it, until it is killed.
class Holder {
  public:
    explicit Holder(const std::filesystem::path& file) {
        int ready[2];
        if (::pipe(ready) != 0)
            return;
        child_ = ::fork();
        if (child_ == 0) {
            auto project = Project::open(file);
            const bool isLabelled = project && project->appendLabel(labelled("held", UserLabel::Star)).has_value();
            static_cast<void>(::write(ready[1], isLabelled ? "y" : "n", 1) == 1);
            for (;;)
                ::pause();
        }
        char answer = 0;
        isHolding_ = ::read(ready[0], &answer, 1) == 1 && answer == 'y';
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~Holder() { kill(); }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;

    bool isHolding() const { return isHolding_; }
    pid_t process() const { return child_; }
    void kill() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        child_ = -1;
    }

  private:
    pid_t child_ = -1;
    bool isHolding_ = false;
};

/// How many POSIX locks this process holds on a file.
int locksOf(const std::filesystem::path& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0)
        return 0;
    std::ifstream list("/proc/locks");
    int count = 0;
    for (std::string line; std::getline(list, line);)
        count += line.find("POSIX") != std::string::npos &&
                 line.find(" " + std::to_string(::getpid()) + " ") != std::string::npos &&
                 line.find(":" + std::to_string(facts.st_ino) + " ") != std::string::npos;
    return count;
}

} // namespace

class TestProjectSharing : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "sky.iicproj"; }
    std::filesystem::path beside(const char* ending) const { return file().string() + ending; }

    void makeProject() const {
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Galaxy)));
    }

    void setFolder(unsigned permissions) const {
        std::filesystem::permissions(folder_->path(), std::filesystem::perms(permissions));
    }

    static std::size_t events(Project& project) {
        const auto events = project.labelEvents();
        return events ? events->size() : 999;
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }
    void cleanup() { setFolder(0755); }

    void theSecondOpenerReadsAndLearnsWhoWrites() {
        makeProject();
        IIC_VALUE(writer, Project::open(file()));
        IIC_VALUE(second, Project::open(file()));
        QVERIFY(second.readOnly());
        QVERIFY(second.readOnly()->why == Why::HeldByAnother);
        QCOMPARE(second.readOnly()->holder.process, std::int64_t{::getpid()});
        QVERIFY(!second.readOnly()->holder.host.empty() && second.readOnly()->holder.since.ends_with("Z"));
        const auto refused = second.appendLabel(labelled("J2", UserLabel::Star));
        QCOMPARE(refused.error().code, ErrorCode::ReadOnlyProject);
        QVERIFY2(refused.error().detail.find(std::to_string(::getpid())) != std::string::npos, refused.error().detail.c_str());
        QVERIFY(!second.setView("sky", "{}") && !second.addRun("r", "r") && !second.importJournal(file()));
        IIC_DONE(writer.appendLabel(labelled("J2", UserLabel::Star)));
        QCOMPARE(events(second), std::size_t(2));
        IIC_DONE(writer.close());
        QCOMPARE(events(second), std::size_t(2));
        IIC_VALUE(third, Project::open(file()));
        QVERIFY(!third.readOnly());
        IIC_DONE(third.appendLabel(labelled("J3", UserLabel::Star)));
        QCOMPARE(events(second), std::size_t(3));
        IIC_DONE(third.close());
        IIC_DONE(second.close());
        QCOMPARE(folder_->everything().size(), std::size_t(1));
    }

    void theLockEndsWithItsHolder() {
        makeProject();
        Holder holder(file());
        QVERIFY(holder.isHolding());
        {
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(project.readOnly() && project.readOnly()->why == Why::HeldByAnother);
            QCOMPARE(project.readOnly()->holder.process, std::int64_t{holder.process()});
            QCOMPARE(events(project), std::size_t(2));
        }
        holder.kill();
        QVERIFY(std::filesystem::exists(beside("-lock")));
        IIC_VALUE(project, Project::open(file()));
        QVERIFY(!project.readOnly());
        QCOMPARE(events(project), std::size_t(2));
    }

    /// Closing any descriptor of a file ends all POSIX locks of its process on it, and with them SQLite's protection.
    void openingItAgainLeavesTheWritersLocks() {
        makeProject();
        IIC_VALUE(writer, Project::open(file()));
        const auto locks = locksOf(file());
        if (locks == 0)
            QSKIP("the system does not list locks");
        for (int i = 0; i < 3; ++i) {
            IIC_VALUE(reader, Project::openReadOnly(file()));
            QCOMPARE(events(reader), std::size_t(1));
            IIC_VALUE(second, Project::open(file()));
            QVERIFY(second.readOnly());
        }
        QCOMPARE(locksOf(file()), locks);
        QVERIFY(!writer.readOnly());
    }

    void aLockFileOfGarbageHoldsNothing() {
        makeProject();
        iic::test::write(beside("-lock"), std::string(5000, '{'));
        {
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(!project.readOnly());
            iic::test::write(beside("-lock"), "[\x1b]");
            IIC_VALUE(second, Project::open(file()));
            QCOMPARE(second.readOnly()->holder.process, std::int64_t{0});
            QCOMPARE(second.readOnly()->text(), std::string("another program has it open"));
        }
        QVERIFY(!std::filesystem::exists(beside("-lock")));
    }

    void aReaderLeavesNothingBehind() {
        makeProject();
        const auto before = folder_->everything();
        {
            IIC_VALUE(project, Project::openReadOnly(file()));
            QVERIFY(project.readOnly()->why == Why::AskedFor);
            QCOMPARE(events(project), std::size_t(1));
            IIC_VALUE(writer, Project::open(file())); // is not kept from writing
            QVERIFY(!writer.readOnly());
        }
        QVERIFY(folder_->everything() == before);
    }

    void aFolderThatMayNotBeWritten() {
        makeProject();
        const auto before = folder_->everything();
        setFolder(0555);
        {
            const iic::test::Unprivileged user;
            IIC_VALUE(project, Project::open(file()));
            QVERIFY(project.readOnly() && project.readOnly()->why == Why::NotWritable);
            QVERIFY2(project.readOnly()->text().find(file().string()) != std::string::npos, project.readOnly()->text().c_str());
            QCOMPARE(events(project), std::size_t(1));
            QCOMPARE(project.appendLabel(labelled("J2", UserLabel::Star)).error().code, ErrorCode::ReadOnlyProject);
            QCOMPARE(Project::create(*folder_ / "new.iicproj").error().code, ErrorCode::FileUnwritable);
        }
        QVERIFY(folder_->everything() == before);
    }

    void aFileThatMayNotBeWritten() {
        makeProject();
        std::filesystem::permissions(file(), std::filesystem::perms(0444));
        setFolder(0777);
        const iic::test::Unprivileged user;
        IIC_VALUE(project, Project::open(file()));
        QVERIFY(project.readOnly() && project.readOnly()->why == Why::NotWritable);
        QCOMPARE(events(project), std::size_t(1));
    }

    void aFileThatMayNotBeReadIsSaid() {
        makeProject();
        std::filesystem::permissions(file(), std::filesystem::perms(0));
        setFolder(0777);
        const iic::test::Unprivileged user;
        QCOMPARE(Project::open(file()).error().code, ErrorCode::FileUnreadable);
    }

    void beingChangedElsewhereIsNoticedWhereNothingMayBeWritten() {
        makeProject();
        setFolder(0555);
        std::optional<Result<Project>> reader;
        {
            const iic::test::Unprivileged user;
            reader = Project::open(file());
        }
        QVERIFY(*reader && events(**reader) == 1);
        setFolder(0755);
        IIC_VALUE(writer, Project::open(file()));
        IIC_DONE(writer.appendLabel(labelled("J2", UserLabel::Star)));
        QCOMPARE((*reader)->labelEvents().error().code, ErrorCode::FileReplaced);
        setFolder(0555);
        const iic::test::Unprivileged user;
        IIC_VALUE(again, Project::open(file()));
        QCOMPARE(events(again), std::size_t(2));
        IIC_DONE(writer.appendLabel(labelled("J3", UserLabel::Star)));
        QCOMPARE(events(again), std::size_t(3));
    }

    void aKilledWritersLabelsAreReadWhereNothingMayBeWritten() {
        makeProject();
        {
            Holder holder(file());
            QVERIFY(holder.isHolding());
        }
        setFolder(0555);
        {
            const iic::test::Unprivileged user;
            IIC_VALUE(project, Project::open(file()));
            QCOMPARE(events(project), std::size_t(2));
        }
        setFolder(0755);
        std::filesystem::remove(beside("-shm"));
        setFolder(0555);
        {
            const iic::test::Unprivileged user;
            auto project = Project::open(file());
            QVERIFY2(!project || project->labelEvents()->size() == 2, "labels were passed over in silence");
            QCOMPARE(project.error().code, ErrorCode::FileUnreadable);
        }
        setFolder(0755);
        IIC_VALUE(project, Project::open(file()));
        QCOMPARE(events(project), std::size_t(2));
    }

    void anotherProgramKeepsItBusy() {
        makeProject();
        IIC_VALUE(project, Project::open(file()));
        SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const auto appended = project.appendLabel(labelled("J2", UserLabel::Star));
        QCOMPARE(appended.error().code, ErrorCode::FileUnwritable);
        QVERIFY(appended.error().reason.find("busy") != std::string::npos);
        other.exec("COMMIT");
        IIC_DONE(project.appendLabel(labelled("J2", UserLabel::Star)));
    }

    void readersOnOtherThreadsSeeWholeTransactions() {
        makeProject();
        IIC_VALUE(writer, Project::open(file()));
        std::atomic<bool> isDone = false, isWrong = false;
        std::vector<std::thread> readers;
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&] {
                std::size_t seen = 1;
                while (!isDone && !isWrong) {
                    auto reader = Project::openReadOnly(file());
                    for (int round = 0; reader && round < 5; ++round) {
                        const std::size_t now = events(*reader);
                        isWrong = isWrong || now < seen || now % 10 != 1 || now == 999;
                        seen = now;
                    }
                    isWrong = isWrong || !reader;
                }
            });
        bool isWritten = true;
        for (int i = 0; i < 60 && isWritten; ++i)
            isWritten = writer.appendLabels(std::vector(10, labelled("J" + std::to_string(i), UserLabel::Star))).has_value();
        isDone = true;
        for (auto& reader : readers)
            reader.join();
        QVERIFY(isWritten);
        QVERIFY(!isWrong);
        QCOMPARE(events(writer), std::size_t(601));
        IIC_DONE(writer.close());
        QCOMPARE(folder_->everything().size(), std::size_t(1));
    }
};

IIC_CORE_TEST_MAIN(TestProjectSharing)
#include "test_project_sharing.moc"
