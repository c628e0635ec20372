#include "TestSupport.h"

#include "base/FingerprintCache.h"

#include <QTemporaryDir>

#include <fstream>
#include <thread>

using namespace iic;

/// A file is read once a change. A cache that is told to stop answers only what it knows.
class TestFingerprintCache : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file_ = folder_.filePath("set.h5").toStdString();
    FingerprintCache cache_;

    /// Until then it may be written in the same moment again.
    bool isSettledOnDisk() const {
        return QTest::qWaitFor([this] { return isSettled(*stampOf(file_)); });
    }
    void write(const std::string& bytes) const { std::ofstream(file_) << bytes; }
    JobResult<FileFingerprint> known() {
        std::stop_source stop;
        stop.request_stop();
        return cache_.fingerprint(file_, stop.get_token());
    }

  private Q_SLOTS:
    void aFileIsReadOnceAChange() {
        write("cutouts");
        QVERIFY(isSettledOnDisk());
        QVERIFY(isCancelled(known().error()));
        const auto first = cache_.fingerprint(file_, {});
        QVERIFY(first && *first == *fingerprintFile(file_));
        QVERIFY(known() && *known() == *first);
        write("CUTOUTS");
        QVERIFY(isSettledOnDisk());
        QVERIFY(isCancelled(known().error()));
        const auto second = cache_.fingerprint(file_, {});
        QVERIFY(second && *second == *fingerprintFile(file_) && *second != *first);
        QVERIFY(known());
        std::filesystem::remove(file_);
        QCOMPARE(std::get<Error>(cache_.fingerprint(file_, {}).error()).code, ErrorCode::FileNotFound);
    }

    void threadsAskAtOnce() {
        write(std::string(1 << 20, 'x'));
        const auto expected = *fingerprintFile(file_);
        std::vector<std::optional<FileFingerprint>> found(8);
        {
            std::vector<std::jthread> threads;
            for (auto& answer : found)
                threads.emplace_back([&] {
                    if (auto fingerprint = cache_.fingerprint(file_, {}))
                        answer = *fingerprint;
                });
        }
        for (const auto& answer : found)
            QVERIFY(answer == expected);
    }
};

IIC_CORE_TEST_MAIN(TestFingerprintCache)
#include "test_fingerprint_cache.moc"
