#include "CommandTest.h"
#include "nn/Checkpoint.h"
#include "nn/RunLock.h"

#include <QDir>

#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace {

/// Names the files that are begun in a folder, and those renamed to what they are to be called, as it happens.
class FolderWatch {
  public:
    explicit FolderWatch(const QString& folder) : handle_(::inotify_init1(IN_CLOEXEC)) {
        ::inotify_add_watch(handle_, folder.toUtf8().constData(), IN_CREATE | IN_MOVED_TO);
    }
    ~FolderWatch() { ::close(handle_); }
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Waits for the event of that number with a name that begins so; false when half a minute passes without any.
    bool waitFor(const QString& beginning, int number) {
        while (number > 0) {
            pollfd waiting{handle_, POLLIN, 0};
            if (::poll(&waiting, 1, 30'000) != 1)
                return false;
            alignas(inotify_event) char buffer[4096];
            const auto size = ::read(handle_, buffer, sizeof buffer);
            for (ssize_t at = 0; at < size;) {
                inotify_event event{};
                std::memcpy(&event, buffer + at, sizeof event);
                number -= QByteArray(buffer + at + sizeof event).startsWith(beginning.toUtf8());
                at += static_cast<ssize_t>(sizeof event + event.len);
            }
        }
        return true;
    }

  private:
    int handle_;
};

} // namespace

/// `iicnet train` killed at its work and begun again.
class TestKilledRuns : public iic::test::CommandTest {
    Q_OBJECT

    static constexpr int epochs = 4;

    /// Runs are called alike, for their name is kept in their files.
    QString runFolder(const QString& name) const { return path(name + "/run"); }

    QStringList train(const QString& name) const {
        return {"train",     "--dataset", path("set.h5"), "--epochs", QString::number(epochs), "--side", "64", "--batch", "16",
                "--augment", "--device",  "cpu",          "--out",    runFolder(name)};
    }

    iic::Checkpoint checkpoint(const QString& name, const char* file) const {
        return iic::readCheckpoint((runFolder(name) + '/' + file).toStdString()).value();
    }

    /// What a run is going on with, but for the seconds its epochs took.
    static nlohmann::json withoutSeconds(nlohmann::json training) {
        for (auto& epoch : training["history"])
            epoch.erase("seconds");
        return training;
    }

    QStringList epochRows(const QString& name) const {
        QStringList rows = QString::fromUtf8(contents(name + "/run/epochs.csv")).split('\n');
        for (QString& row : rows)
            row = row.section(',', 0, -2);
        return rows;
    }

    void endsLikeTheUnbroken(const QString& name) const {
        QVERIFY(contents(name + "/run/best.h5") == contents("whole/run/best.h5"));
        const auto last = checkpoint(name, "last.h5"), whole = checkpoint("whole", "last.h5");
        const auto same = [](const iic::NamedTensor& one, const iic::NamedTensor& other) {
            return one.name == other.name && one.shape == other.shape && one.values == other.values;
        };
        QVERIFY(std::ranges::equal(last.weights, whole.weights, same));
        QVERIFY(std::ranges::equal(last.optimiser, whole.optimiser, same) && !last.optimiser.empty());
        QCOMPARE(QString::fromStdString(withoutSeconds(last.training).dump()),
                 QString::fromStdString(withoutSeconds(whole.training).dump()));
        QCOMPARE(epochRows(name), epochRows("whole"));
        QCOMPARE(epochRows(name).size(), epochs + 2);
        QVERIFY(contents(name + "/run/predictions.csv") == contents("whole/run/predictions.csv"));
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto made = run({"dataset", "simulate", "--out", path("set.h5"), "--per-class", "30", "--field-side", "500",
                               "--sources-per-field", "90"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        const auto whole = run(train("whole"));
        QVERIFY2(whole.exit == 0, qPrintable(whole.error));
    }

    void oneProcessTrainsInAFolder() {
        for (const QString& name : {QString("whole"), QString("taken")}) {
            const auto held = iic::RunLock::acquire(runFolder(name).toStdString());
            QVERIFY2(held, held ? "" : held.error().oneLine().c_str());
            failsWith(run(train(name)), {runFolder(name), "another process trains here"});
            failsWith(run(train(name) + QStringList{"--resume"}), {runFolder(name), "another process trains here"});
        }
        QVERIFY(!QFile::exists(path("taken"))); // nothing was written there
    }

    void aKilledRunGoesOnAsIfUnbroken_data() {
        QTest::addColumn<QString>("file"); // whose beginning, or renaming, is the moment
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("epochsKept");
        // Before the first epoch all files but best.h5 are written once; each is begun, then renamed.
        QTest::newRow("before the first epoch") << "run.json" << 2 << 0;
        QTest::newRow("best.h5 is being saved") << "best.h5.part" << 1 << 0;
        QTest::newRow("last.h5 is being saved") << "last.h5.part" << 3 << 1;
        QTest::newRow("last.h5 is there, the rest not yet") << "epochs.csv.part" << 3 << 2;
        QTest::newRow("run.json is being saved") << "run.json.part" << 4 << 3;
        QTest::newRow("in an epoch") << "run.json" << 6 << 2;
        QTest::newRow("the last epoch is being saved") << "last.h5.part" << 5 << 3;
    }

    void aKilledRunGoesOnAsIfUnbroken() {
        QFETCH(QString, file);
        QFETCH(int, number);
        QFETCH(int, epochsKept);
        const QString name = QString(QTest::currentDataTag()).replace(' ', '-').remove(',');
        QVERIFY(QDir().mkpath(runFolder(name)));
        FolderWatch watch(runFolder(name));
        QProcess program;
        program.start(IICNET_PROGRAM, train(name));
        QVERIFY(program.waitForStarted());
        QVERIFY2(watch.waitFor(file, number), "the run did not come that far");
        ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished(30'000));
        QVERIFY2(program.exitStatus() == QProcess::CrashExit, "the run ended before it was killed");

        const auto kept = static_cast<int>(checkpoint(name, "last.h5").training["history"].size());
        QVERIFY2(kept >= epochsKept, qPrintable(QString("%1 epochs kept").arg(kept)));
        const auto resumed = run(train(name) + QStringList{"--resume"});
        QVERIFY2(resumed.exit == 0, qPrintable(resumed.error));
        QCOMPARE(resumed.output.count("epoch "), epochs - kept + 1); // and the line that names the best
        endsLikeTheUnbroken(name);
        QCOMPARE(QDir(runFolder(name)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QDir(runFolder("whole")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
};

IIC_CORE_TEST_MAIN(TestKilledRuns)
#include "test_killed_runs.moc"
