#include "BuildScene.h"
#include "FullDisk.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <limits>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace iic;
using namespace iic::test;

namespace {

/// Stops a build when it has reported so often.
class StopAfter final : public ProgressSink {
  public:
    explicit StopAfter(int reports) : left_(reports) {}
    void report(const Progress& progress) override {
        if (progress.label == "Cutting out" && left_-- == 0)
            source.request_stop();
    }
    std::stop_source source;

  private:
    int left_;
};

/// A byte on stdout for each report.
class Telling final : public ProgressSink {
  public:
    void report(const Progress&) override { static_cast<void>(!::write(STDOUT_FILENO, ".", 1)); }
};

int tellingBuild(const BuildOptions& options) {
    Telling progress;
    return buildDataset(options, progress, {}) ? 0 : 1;
}

} // namespace

class TestBuildResume : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }
    BuildOptions optionsFor(const std::string& out) const { return optionsIn(folder_.path().toStdString(), out); }

    Dataset open(const std::string& name) const { return Dataset::open(at(name)).value(); }

    /// Builds killed.h5 in a process of its own and kills that at its report of this number; what it had reported by then, and how
    /// it ended: its exit status, or the signal that ended it, negative.
    std::pair<int, int> buildKilledAt(int report) const {
        const std::string folder = folder_.path().toStdString();
        std::array<int, 2> reports{};
        if (::pipe2(reports.data(), O_CLOEXEC) != 0)
            return {0, 0};
        const pid_t child = ::fork();
        if (child == 0) {
            ::dup2(reports[1], STDOUT_FILENO);
            ::execl("/proc/self/exe", "test_build_resume", "--build", folder.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(reports[1]);
        int reported = 0;
        for (char byte = 0; reported < report && ::read(reports[0], &byte, 1) == 1;)
            ++reported;
        if (reported == report)
            ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(reports[0]);
        return {reported, WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status)};
    }

  private Q_SLOTS:
    void initTestCase() {
        simulateFields(folder_.path().toStdString());
        const auto report = build(optionsFor("whole.h5"));
        QVERIFY2(report, errorOf(report).oneLine().c_str());
        QVERIFY(report->rows > 2 * 690); // several pieces of each tile
        QVERIFY(leftBeside(at("whole.h5")).empty());
    }

    void aStoppedBuildGoesOnWhereItWas() {
        StopAfter progress(2);
        const auto stopped = buildDataset(optionsFor("stopped.h5"), progress, progress.source.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        QVERIFY(!std::filesystem::exists(at("stopped.h5")));
        QVERIFY(std::filesystem::exists(partsFolder(at("stopped.h5")) / "plan.json"));
        auto options = optionsFor("stopped.h5");
        const auto resumed = build(options);
        QVERIFY2(resumed, errorOf(resumed).oneLine().c_str());
        QVERIFY(resumed->resumedRows > 0 && resumed->resumedRows < resumed->rows);
        QVERIFY(bytesOf(at("stopped.h5")) == bytesOf(at("whole.h5")));
        QVERIFY(leftBeside(at("stopped.h5")).empty());
    }

    void aKilledBuildGoesOnAndEndsWithTheSameBytes() {
        const auto out = at("killed.h5");
        const auto [reports, end] = buildKilledAt(std::numeric_limits<int>::max());
        QVERIFY(end == 0 && reports > 5);
        QVERIFY(bytesOf(out) == bytesOf(at("whole.h5")));
        std::filesystem::remove(out);

        int killed = 0, resumed = 0;
        for (int moment = 0; moment <= reports; ++moment) {
            killed += buildKilledAt(moment).second == -SIGKILL;
            const auto report = build(optionsFor("killed.h5"));
            QVERIFY2(report, errorOf(report).oneLine().c_str());
            resumed += report->resumedRows > 0;
            QVERIFY(bytesOf(out) == bytesOf(at("whole.h5")));
            QVERIFY(leftBeside(out).empty());
            std::filesystem::remove(out);
        }
        qInfo("%d builds were killed at work, %d of them with pieces done", killed, resumed);
        QVERIFY(killed > reports / 2 && resumed > 0);
    }

    void damagedPiecesAreCutAgain() {
        const auto parts = partsFolder(at("damaged.h5"));
        for (const int damage : {0, 1, 2, 3}) {
            StopAfter progress(2);
            QVERIFY(!buildDataset(optionsFor("damaged.h5"), progress, progress.source.get_token()));
            const auto first = parts / "piece-00000000";
            QVERIFY(std::filesystem::exists(first));
            if (damage == 0)
                std::filesystem::resize_file(first, 100);
            else if (damage == 1)
                std::filesystem::remove(parts / "cutouts");
            else {
                std::fstream file(damage == 2 ? first : parts / "cutouts", std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(9000);
                file.put('\x55');
            }
            const auto resumed = build(optionsFor("damaged.h5"));
            QVERIFY2(resumed, errorOf(resumed).oneLine().c_str());
            QCOMPARE(resumed->resumedRows, std::size_t{0});
            QVERIFY(bytesOf(at("damaged.h5")) == bytesOf(at("whole.h5")));
        }
    }

    void anotherPlanIsRefusedUntilRestarted() {
        StopAfter progress(1);
        QVERIFY(!buildDataset(optionsFor("plan.h5"), progress, progress.source.get_token()));
        auto options = optionsFor("plan.h5");
        options.selection.minimumSignalToNoise = 7;
        const auto refused = errorOf(build(options));
        QVERIFY(refused.code == ErrorCode::PlanDiffers);
        QVERIFY2(refused.oneLine().find("selection/minimumSnr: 5.0 then, 7.0 now") != std::string::npos,
                 refused.oneLine().c_str());
        QVERIFY(!std::filesystem::exists(at("plan.h5")));
        options.restart = true;
        QVERIFY(build(options));
        QVERIFY(open("plan.h5").size() < open("whole.h5").size());
    }

    void aTileThatChangedIsAnError() {
        std::filesystem::copy(at("a"), at("changing"));
        auto options = optionsFor("changed.h5");
        options.tiles = {at("changing")};
        options.catalogs = {{at("changing/catalog.tbl"), at("changing/truth.tbl")}};
        StopAfter progress(1);
        QVERIFY(!buildDataset(options, progress, progress.source.get_token()));
        const auto tile = at("changing/1500p020_ac51-w3-int-3.fits");
        std::fstream(tile, std::ios::in | std::ios::out | std::ios::binary).seekp(1'000'001).put('\x01');
        const auto refused = errorOf(build(options));
        QVERIFY(refused.code == ErrorCode::FileChanged);
        QVERIFY2(refused.file.find("changing/1500p020_ac51-w3-int-3.fits") != std::string::npos, refused.file.c_str());
        options.restart = true;
        QVERIFY(build(options));
        std::filesystem::remove(tile);
        QCOMPARE(checkSources(open("changed.h5")).error().code, ErrorCode::FileNotFound);
    }

    void anotherBuildAtWorkIsLeftAlone() {
        StopAfter progress(1);
        QVERIFY(!buildDataset(optionsFor("held.h5"), progress, progress.source.get_token()));
        const int lock = ::open((partsFolder(at("held.h5")) / "lock").c_str(), O_RDWR);
        QVERIFY(::flock(lock, LOCK_EX | LOCK_NB) == 0);
        const auto refused = errorOf(build(optionsFor("held.h5")));
        ::close(lock);
        QVERIFY(refused.code == ErrorCode::FileUnwritable && refused.reason == "another build is at work on it");
        QVERIFY(build(optionsFor("held.h5")));
    }

    void aFullDiskIsSaidAndTheBuildGoesOnLater() {
        for (const rlim_t room : {rlim_t{10'000'000}, rlim_t{30'000'000}}) {
            JobResult<DatasetReport> report;
            {
                const FullDisk full(room);
                report = build(optionsFor("full.h5"));
            }
            const auto refused = errorOf(report);
            QVERIFY(refused.code == ErrorCode::FileUnwritable);
            QVERIFY2(refused.reason == "there is no room to write it", refused.oneLine().c_str());
            QVERIFY(!std::filesystem::exists(at("full.h5")));
        }
        QVERIFY(build(optionsFor("full.h5")));
        QVERIFY(bytesOf(at("full.h5")) == bytesOf(at("whole.h5")));
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--build")
        return tellingBuild(optionsIn(argv[2], "killed.h5"));
    QCoreApplication application(argc, argv);
    TestBuildResume test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_build_resume.moc"
