#include "TestSupport.h"

#include "base/FileStamp.h"

#include <QTemporaryDir>

#include <chrono>
#include <fstream>

using namespace iic;

/// A file that was written again is told from the one before, whatever its times say.
class TestFileStamp : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void whatWasWrittenAgainIsAnother() {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a").toStdString(), next = folder.filePath("b").toStdString();
        const auto write = [](const std::filesystem::path& path, const char* text) { std::ofstream(path) << text; };
        QVERIFY(!stampOf(file));
        write(file, "weights");
        const auto first = stampOf(file);
        QVERIFY(first && first == stampOf(file));
        QVERIFY(!hasChangedSince(first, file));
        const auto time = std::filesystem::last_write_time(file);
        write(next, "WEIGHTS"); // as long, and dated back
        std::filesystem::last_write_time(next, time);
        std::filesystem::rename(next, file);
        QVERIFY(hasChangedSince(first, file));
        const auto second = stampOf(file);
        write(file, "more weights");
        QVERIFY(hasChangedSince(second, file));
        std::filesystem::remove(file);
        QVERIFY(!hasChangedSince(second, file)); // nothing newer
    }

    void untilItIsSettledItMayBeWrittenInTheSameMomentAgain() {
        const auto now =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch());
        const std::int64_t minute = 60'000'000'000, at = now.count();
        QVERIFY(isSettled({.written = at - minute, .changed = at - minute}));
        QVERIFY(!isSettled({.written = at + minute, .changed = at - minute}));
        QVERIFY(!isSettled({.written = at - minute, .changed = at + minute})); // dated back
    }
};

IIC_CORE_TEST_MAIN(TestFileStamp)
#include "test_file_stamp.moc"
