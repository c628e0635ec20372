#include "bridge/ComputeThread.h"
#include "bridge/IoPool.h"

#include "TestSupport.h"

#include <QSignalSpy>

#include <future>
#include <stdexcept>

using namespace iic;
using namespace iic::ui;

namespace {

/// Counts how a job ended.
struct Ends {
    explicit Ends(Job* job) : finished(job, &Job::finished), failed(job, &Job::failed), cancelled(job, &Job::cancelled) {}
    int total() const { return static_cast<int>(finished.count() + failed.count() + cancelled.count()); }
    QSignalSpy finished, failed, cancelled;
};

/// Work that says when it has begun and waits to be let go.
struct Gate {
    std::promise<void> begun;
    std::promise<void> release;
};

std::function<JobResult<int>(JobContext&)> gated(const std::shared_ptr<Gate>& gate) {
    return [gate](JobContext&) -> JobResult<int> {
        gate->begun.set_value();
        gate->release.get_future().wait();
        return 0;
    };
}

const auto ignore = [](int) {};

} // namespace

class TestJobs : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void deliversTheResultOnTheOwnersThread() {
        ComputeThread compute;
        int answer = 0;
        QThread* where = nullptr;
        Job* job = compute.submit<int>(
            Priority::Batch, [](JobContext&) -> JobResult<int> { return 42; },
            [&](int value) {
                answer = value;
                where = QThread::currentThread();
            });
        Ends ends(job);
        QTRY_COMPARE(ends.finished.count(), 1);
        QCOMPARE(answer, 42);
        QCOMPARE(where, QThread::currentThread());
        QCOMPARE(ends.total(), 1);
    }

    void failureCarriesTheError() {
        IoPool pool(1);
        Job* job = pool.submit<int>(
            [](JobContext&) -> JobResult<int> {
                return tl::unexpected<Stop>(Error{ErrorCode::NotFits, "a.fits", "not a FITS file", {}});
            },
            ignore);
        Ends ends(job);
        QTRY_COMPARE(ends.failed.count(), 1);
        QCOMPARE(ends.failed.first().first().value<Error>().file, std::string("a.fits"));
        QCOMPARE(ends.total(), 1);
    }

    void everyExceptionBecomesAFailure_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("standard") << 0 << ErrorCode::Internal;
        QTest::newRow("memory") << 1 << ErrorCode::OutOfMemory;
        QTest::newRow("foreign") << 2 << ErrorCode::Internal;
    }
    void everyExceptionBecomesAFailure() {
        QFETCH(int, kind);
        QFETCH(ErrorCode, code);
        ComputeThread compute;
        Job* job = compute.submit<int>(
            Priority::Batch,
            [kind](JobContext&) -> JobResult<int> {
                if (kind == 0)
                    throw std::runtime_error("boom");
                if (kind == 1)
                    throw std::bad_alloc();
                throw 7;
            },
            ignore);
        Ends ends(job);
        QTRY_COMPARE(ends.failed.count(), 1);
        QCOMPARE(ends.failed.first().first().value<Error>().code, code);
        QCOMPARE(ends.total(), 1);
    }

    void cancelledWorkDeliversNothing() {
        ComputeThread compute;
        auto gate = std::make_shared<Gate>();
        bool delivered = false;
        Job* job = compute.submit<int>(
            Priority::Batch,
            [gate](JobContext& context) -> JobResult<int> {
                gate->begun.set_value();
                gate->release.get_future().wait();
                context.deliver([] { QFAIL("a cancelled job must deliver nothing"); });
                return 1; // finished in spite of the request: still ends as cancelled
            },
            [&](int) { delivered = true; });
        Ends ends(job);
        gate->begun.get_future().wait();
        job->cancel();
        job->cancel();
        gate->release.set_value();
        QTRY_COMPARE(ends.cancelled.count(), 1);
        QCOMPARE(ends.total(), 1);
        QVERIFY(!delivered);
    }

    void cancellingWaitingWorkEndsItAtOnce() {
        ComputeThread compute;
        auto gate = std::make_shared<Gate>();
        compute.submit<int>(Priority::Batch, gated(gate), ignore);
        gate->begun.get_future().wait();
        Job* waiting = compute.submit<int>(
            Priority::Batch, [](JobContext&) -> JobResult<int> { return 1; }, ignore);
        Ends ends(waiting);
        waiting->cancel();
        QTRY_COMPARE(ends.cancelled.count(), 1); // while the first job still holds the thread
        gate->release.set_value();
    }

    void interactiveWorkGoesFirst() {
        ComputeThread compute;
        auto gate = std::make_shared<Gate>();
        compute.submit<int>(Priority::Batch, gated(gate), ignore);
        gate->begun.get_future().wait();
        QStringList order;
        const auto note = [&](const QString& name) { return [&order, name](int) { order << name; }; };
        const auto nothing = [](JobContext&) -> JobResult<int> { return 0; };
        compute.submit<int>(Priority::Batch, nothing, note("batch"));
        compute.submit<int>(Priority::Interactive, nothing, note("click"));
        gate->release.set_value();
        QTRY_COMPARE(order.size(), 2);
        QCOMPARE(order, QStringList({"click", "batch"}));
    }

    void batchWorkLetsInteractiveWorkIn() {
        ComputeThread compute;
        auto gate = std::make_shared<Gate>();
        QStringList order;
        compute.submit<int>(
            Priority::Batch,
            [&compute, gate](JobContext&) -> JobResult<int> {
                gate->begun.set_value();
                gate->release.get_future().wait();
                compute.runInteractive();
                return 0;
            },
            [&](int) { order << "batch"; });
        gate->begun.get_future().wait();
        compute.submit<int>(
            Priority::Interactive, [](JobContext&) -> JobResult<int> { return 0; }, [&](int) { order << "click"; });
        gate->release.set_value();
        QTRY_COMPARE(order.size(), 2);
        QCOMPARE(order, QStringList({"click", "batch"}));
    }

    void workThatWaitsDoesClicksMeanwhile() {
        ComputeThread compute;
        std::atomic<bool> goesOn = false;
        QStringList order;
        compute.submit<int>(
            Priority::Batch,
            [&](JobContext&) -> JobResult<int> {
                compute.runInteractiveUntil([&] { return goesOn.load(); });
                return 0;
            },
            [&](int) { order << "batch"; });
        for (const char* name : {"first", "second"}) {
            compute.submit<int>(
                Priority::Interactive, [](JobContext&) -> JobResult<int> { return 0; }, [&, name](int) { order << name; });
            QTRY_COMPARE(order.value(order.size() - 1), QString(name));
        }
        goesOn = true;
        compute.wake();
        QTRY_COMPARE(order, QStringList({"first", "second", "batch"}));
    }

    void closingEndsWorkThatWaits() {
        std::atomic<bool> hasEnded = false;
        {
            ComputeThread compute;
            auto gate = std::make_shared<Gate>();
            compute.submit<int>(
                Priority::Batch,
                [&, gate](JobContext&) -> JobResult<int> {
                    gate->begun.set_value();
                    compute.runInteractiveUntil([] { return false; });
                    hasEnded = true;
                    return cancelled();
                },
                ignore);
            gate->begun.get_future().wait();
        }
        QVERIFY(hasEnded);
    }

    void progressIsThrottledAndTheLastArrives() {
        IoPool pool(1);
        constexpr int steps = 100000;
        Job* job = pool.submit<int>(
            [](JobContext& context) -> JobResult<int> {
                for (int i = 1; i <= steps; ++i)
                    context.progress().report({"counting", i, steps});
                return 0;
            },
            ignore);
        QSignalSpy progress(job, &Job::progressed);
        Ends ends(job);
        QTRY_COMPARE(ends.finished.count(), 1);
        QVERIFY(progress.count() >= 1);
        QVERIFY2(progress.count() < steps / 100, qPrintable(QString::number(progress.count())));
        QCOMPARE(progress.last().at(1).toLongLong(), steps);
    }

    void aStalledJobStillShowsItsLastReport() {
        IoPool pool(1);
        auto gate = std::make_shared<Gate>();
        Job* job = pool.submit<int>(
            [gate](JobContext& context) -> JobResult<int> {
                context.progress().report({"first", 1, 2});
                context.progress().report({"second", 2, 2});
                gate->release.get_future().wait();
                return 0;
            },
            ignore);
        QSignalSpy progress(job, &Job::progressed);
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toString() == "second");
        gate->release.set_value();
    }

    void onlyTheLatestAnswers() {
        IoPool pool(1);
        auto gate = std::make_shared<Gate>();
        QList<int> answers;
        LatestJob latest;
        latest.replace(pool.submit<int>(gated(gate), [&](int) { answers << 1; }));
        gate->begun.get_future().wait();
        latest.replace(pool.submit<int>([](JobContext&) -> JobResult<int> { return 0; }, [&](int) { answers << 2; }));
        gate->release.set_value();
        QTRY_COMPARE(answers, QList<int>({2}));
        QTRY_VERIFY(!latest.isRunning());
    }

    void closingCancelsWhatRuns() {
        auto gate = std::make_shared<Gate>();
        {
            ComputeThread compute;
            compute.submit<int>(
                Priority::Batch,
                [gate](JobContext& context) -> JobResult<int> {
                    gate->begun.set_value();
                    while (!context.stop().stop_requested())
                        std::this_thread::yield();
                    gate->release.set_value();
                    return cancelled();
                },
                ignore);
            gate->begun.get_future().wait();
        }
        QCOMPARE(gate->release.get_future().wait_for(std::chrono::seconds(0)), std::future_status::ready);
    }
};

IIC_CORE_TEST_MAIN(TestJobs)
#include "test_jobs.moc"
