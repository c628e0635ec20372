#include "TestSupport.h"

#include "base/Parallel.h"

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace iic;

class TestParallel : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void everyIndexComesOnce_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("threads");
        for (const int count : {0, 1, 2, 3, 7, 64, 1000, 4097})
            for (const int threads : {-1, 0, 1, 2, 3, 8, 100})
                QTest::addRow("%d on %d", count, threads) << count << threads;
    }
    void everyIndexComesOnce() {
        QFETCH(int, count);
        QFETCH(int, threads);
        std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
        std::atomic<int> calls{0};
        parallelRanges(
            visits.size(),
            [&](std::size_t first, std::size_t last) {
                ++calls;
                for (std::size_t index = first; index < last; ++index)
                    ++visits[index];
            },
            threads);
        for (const auto& visit : visits)
            QCOMPARE(visit.load(), 1);
        QVERIFY(calls <= std::min(count, threads > 0 ? threads : availableCores()));
    }

    void oneThreadIsTheCallers() {
        std::thread::id seen;
        parallelRanges(
            10, [&](std::size_t, std::size_t) { seen = std::this_thread::get_id(); }, 1);
        QVERIFY(seen == std::this_thread::get_id());
    }

    void rangesRunAtOnce() {
        std::atomic<int> arrived{0};
        std::set<std::thread::id> threads;
        std::mutex mutex;
        parallelRanges(
            3,
            [&](std::size_t, std::size_t) {
                {
                    const std::scoped_lock lock(mutex);
                    threads.insert(std::this_thread::get_id());
                }
                ++arrived;
                while (arrived < 3) // ends only when all three are under way
                    std::this_thread::yield();
            },
            3);
        QCOMPARE(threads.size(), std::size_t{3});
    }

    void theFirstFailureComesBackAfterAllAreDone() {
        for (const int threads : {1, 4}) {
            std::atomic<int> done{0};
            std::string caught;
            try {
                parallelRanges(
                    4,
                    [&](std::size_t first, std::size_t last) {
                        for (std::size_t index = first; index < last; ++index) {
                            ++done;
                            if (index == 1 || index == 3)
                                throw std::runtime_error("index " + std::to_string(index));
                        }
                    },
                    threads);
            } catch (const std::runtime_error& error) {
                caught = error.what();
            }
            QCOMPARE(caught, std::string("index 1"));
            QCOMPARE(done.load(), threads == 1 ? 2 : 4);
        }
    }

    void thereIsACore() { QVERIFY(availableCores() >= 1); }
};

IIC_CORE_TEST_MAIN(TestParallel)
#include "test_parallel.moc"
