#include "data/SampleDataset.h"
#include "models/IssueModel.h"
#include "nn/RunLock.h"
#include "workspaces/RunStore.h"
#include "workspaces/train/TrainingController.h"

#include "TestSupport.h"
#include "WrittenRun.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QThread>

#include <semaphore>

using namespace iic;
using namespace iic::ui;

namespace {

/// Two dozen cutouts of noise, a quarter of them to learn from.
bool writeNoise(const std::filesystem::path& file) {
    auto sample = test::sampleDataset(24, 39);
    sample.card.bands = {Band::W1, Band::W2, Band::W3};
    sample.card.planes = 3;
    sample.card.fieldArcsec = 50;
    sample.units = {{1e-6, 1e-6, 1e-6, 1e-6}, {1e-6, 1e-6, 1e-6, 1e-6}};
    std::ranges::fill(sample.columns.flags, std::uint16_t{0});
    Random random(2);
    sample.pixels.resize(24 * 3 * 39 * 39);
    for (float& pixel : sample.pixels)
        pixel = static_cast<float>(random.uniform(0, 10));
    return test::write(file, sample).has_value();
}

/// Keeps the compute thread from every other batch for as long as it lives.
class OtherWork {
  public:
    explicit OtherWork(ComputeThread& compute) {
        compute.submit<std::monostate>(
            Priority::Batch,
            [over = over_](JobContext&) -> JobResult<std::monostate> {
                over->acquire();
                return std::monostate{};
            },
            [](std::monostate) {});
    }
    ~OtherWork() { over_->release(); }

  private:
    std::shared_ptr<std::binary_semaphore> over_ = std::make_shared<std::binary_semaphore>(0);
};

struct Session {
    explicit Session(const std::filesystem::path& file) { project.open(file); }

    IssueModel issues;
    ProjectStore project{issues};
    RunStore runs{project, issues};
    ComputeThread compute;
    TrainingController training{compute, runs, issues};
};

} // namespace

/// What a run that waits, is refused or is stopped early leaves on the disk and in the project.
class TestTrainingController : public iic::test::Test {
    Q_OBJECT

    std::optional<QTemporaryDir> folder_;
    std::filesystem::path at(const std::string& name) const {
        return std::filesystem::canonical(folder_->path().toStdString()) / name;
    }
    std::filesystem::path run() const { return at("runs/run 1"); }

    TrainingRequest request() const {
        TrainingRequest request;
        request.name = QStringLiteral("run 1");
        request.dataset = at("noise.h5");
        request.options.runFolder = run();
        request.options.device = DeviceChoice::Cpu;
        request.options.epochs = 400;
        return request;
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
        QVERIFY(writeNoise(at("noise.h5")));
    }

    void nobodyElseTrainsWhereARunWaitsToBegin() {
        Session session(at("sky.iicproj"));
        const OtherWork work(session.compute);
        session.training.start(request());
        QTRY_COMPARE(session.training.state(), TrainingState::Running);
        const auto elsewhere = RunLock::acquire(run());
        QVERIFY(!elsewhere);
        QCOMPARE(elsewhere.error().reason, std::string("another process trains here"));
        session.training.stop();
        QTRY_COMPARE(session.training.state(), TrainingState::Idle);
        QVERIFY(!std::filesystem::exists(run()));
    }

    void aRunThatIsThereIsKept() {
        test::writeRun(run(), 3);
        const auto record = test::bytesOf(run() / "run.json");
        Session session(at("sky.iicproj"));
        session.training.start(request());
        QTRY_COMPARE(session.training.state(), TrainingState::Idle);
        QVERIFY2(session.training.fault().contains("holds a run already"), qPrintable(session.training.fault()));
        QVERIFY(test::bytesOf(run() / "run.json") == record);
    }

    void aRunStoppedBeforeItToldThatItBeganIsListed() {
        Session session(at("sky.iicproj"));
        session.training.start(request());
        QTRY_COMPARE(session.training.state(), TrainingState::Running);
        const QDeadlineTimer deadline(30'000);
        while (!std::filesystem::exists(run() / "run.json") && !deadline.hasExpired())
            QThread::yieldCurrentThread(); // nothing that the run tells is heard meanwhile
        QVERIFY(!session.training.run()->hasBegun);
        session.training.stop();
        QTRY_COMPARE(session.training.state(), TrainingState::Idle);
        QTRY_VERIFY(session.runs.find(run()));
        QVERIFY(session.runs.find(run())->record);
        QVERIFY(RunLock::acquire(run()));
    }
};

IIC_CORE_TEST_MAIN(TestTrainingController)
#include "test_training_controller.moc"
