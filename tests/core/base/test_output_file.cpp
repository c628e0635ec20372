#include "FullDisk.h"
#include "TestSupport.h"

#include "base/OutputFile.h"

#include <QTemporaryDir>

#include <fstream>
#include <iterator>
#include <optional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace iic;

class TestOutputFile : public iic::test::Test {
    Q_OBJECT

    std::optional<QTemporaryDir> folder_;

    std::filesystem::path file(const std::string& name) const {
        return std::filesystem::path(folder_->path().toStdString()) / name;
    }

    std::string contents(const std::string& name) const {
        std::ifstream stream(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    int fileCount() const {
        const std::filesystem::directory_iterator entries(folder_->path().toStdString());
        return static_cast<int>(std::distance(begin(entries), end(entries)));
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void textIsWrittenAsItIs() {
        const std::string text("a\r\n\0\xff b", 7);
        QVERIFY(writeTextFile(file("a.txt"), text));
        QCOMPARE(contents("a.txt"), text);
        QVERIFY(writeTextFile(file("a.txt"), ""));
        QCOMPARE(contents("a.txt"), std::string());
        QCOMPARE(fileCount(), 1);
    }

    void nothingHasTheNameBeforeCommit() {
        auto output = OutputFile::create(file("a.txt"));
        QVERIFY(output);
        QVERIFY(!std::filesystem::exists(file("a.txt")));
        QVERIFY(output->path().parent_path() == file("a.txt").parent_path());
        std::ofstream(output->path()) << "new";
        QVERIFY(output->commit());
        QCOMPARE(contents("a.txt"), std::string("new"));
        QCOMPARE(fileCount(), 1);
    }

    void leftWithoutCommitTheOldFileStays() {
        QVERIFY(writeTextFile(file("a.txt"), "old"));
        {
            auto output = OutputFile::create(file("a.txt"));
            QVERIFY(output);
            std::ofstream(output->path()) << "half";
        }
        QCOMPARE(contents("a.txt"), std::string("old"));
        QCOMPARE(fileCount(), 1);
    }

    void whatAKilledProcessLeftIsRemoved() {
        const pid_t gone = ::fork();
        if (gone == 0)
            ::_exit(0);
        QCOMPARE(::waitpid(gone, nullptr, 0), gone); // runs no more
        const std::string dead = std::to_string(gone), own = std::to_string(::getpid());
        const auto inUse = OutputFile::create(file("a.txt"));
        QVERIFY(inUse);
        const std::vector<std::string> kept{"a.txt",
                                            "a.txt.part-" + std::to_string(::getppid()) + "-0",
                                            "a.txt.part-" + dead,
                                            "a.txt.part-" + dead + "-0x",
                                            "a.txt.part--" + dead + "-0",
                                            "a.txt.part-0-0",
                                            "a.txt.part-x-0",
                                            "ba.txt.part-" + dead + "-0",
                                            "b.txt.part-" + dead + "-0"};
        const std::vector<std::string> abandoned{"a.txt.part-" + dead + "-0", "a.txt.part-" + dead + "-12",
                                                 "a.txt.part-" + own + "-4294967295"};
        for (const auto& names : {kept, abandoned})
            for (const auto& name : names)
                std::ofstream(file(name)) << "half";
        std::filesystem::create_directories(file("a.txt.part-" + dead + "-3") / "within");
        removeAbandonedParts(file("a.txt"));
        for (const auto& name : kept)
            QVERIFY2(std::filesystem::exists(file(name)), name.c_str());
        for (const auto& name : abandoned)
            QVERIFY2(!std::filesystem::exists(file(name)), name.c_str());
        QVERIFY(std::filesystem::exists(inUse->path()));
        QCOMPARE(fileCount(), static_cast<int>(kept.size()) + 1);
        removeAbandonedParts(file("nowhere/a.txt"));
    }

    /// As in a container, where a program has the same number each time.
    void aPartLeftUnderTheSameNumberIsNotInTheWay() {
        const auto next = partOf(file("a.txt")).string();
        const auto dash = next.rfind('-');
        const auto serial = std::stoul(next.substr(dash + 1));
        for (auto number = serial + 1; number < serial + 4; ++number)
            std::ofstream(next.substr(0, dash + 1) + std::to_string(number)) << "half";
        QVERIFY(writeTextFile(file("a.txt"), "whole"));
        QCOMPARE(contents("a.txt"), std::string("whole"));
        QCOMPARE(fileCount(), 4);
    }

    void movedOutputsAreWrittenOnce() {
        auto first = OutputFile::create(file("a.txt")), second = OutputFile::create(file("b.txt"));
        QVERIFY(first && second);
        QVERIFY(first->path() != second->path());
        std::ofstream(first->path()) << "a";
        OutputFile moved(std::move(*first));
        *second = std::move(moved);
        QVERIFY(second->commit());
        QCOMPARE(contents("a.txt"), std::string("a"));
        QVERIFY(!std::filesystem::exists(file("b.txt")));
    }

    void twoOutputsOfOneNameDoNotMix() {
        auto first = OutputFile::create(file("a.txt")), second = OutputFile::create(file("a.txt"));
        QVERIFY(first && second);
        std::ofstream(first->path()) << "first";
        std::ofstream(second->path()) << "second";
        QVERIFY(second->commit());
        QVERIFY(first->commit());
        QCOMPARE(contents("a.txt"), std::string("first"));
        QCOMPARE(fileCount(), 1);
    }

    void aFullDiskLeavesTheOldFile() {
        QVERIFY(writeTextFile(file("a.txt"), "old"));
        const auto written = [this] {
            const iic::test::FullDisk full(1000);
            return writeTextFile(file("a.txt"), std::string(100'000, 'x'));
        }();
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::FileUnwritable);
        QCOMPARE(written.error().file, file("a.txt").string());
        QVERIFY(!written.error().detail.empty());
        QCOMPARE(contents("a.txt"), std::string("old"));
        QCOMPARE(fileCount(), 1);
    }

    void whereNothingMayBeWrittenIsSaid() {
        for (const auto& target : {file("missing/a.txt"), std::filesystem::path("/proc/a.txt")}) {
            const auto written = writeTextFile(target, "x");
            QVERIFY(!written);
            QVERIFY(written.error().code == ErrorCode::FileUnwritable);
            QCOMPARE(written.error().file, target.string());
        }
        QCOMPARE(::mkfifo(file("pipe").c_str(), 0600), 0);
        const auto overPipe = writeTextFile(file("pipe"), "x");
        QVERIFY(!overPipe && overPipe.error().detail == "it is not a file");
        QVERIFY(std::filesystem::is_fifo(file("pipe")) && std::filesystem::remove(file("pipe")));
        std::filesystem::create_directory(file("folder"));
        const auto overFolder = writeTextFile(file("folder"), "x");
        QVERIFY(!overFolder && overFolder.error().code == ErrorCode::FileUnwritable);
        QCOMPARE(fileCount(), 1);
    }
};

IIC_CORE_TEST_MAIN(TestOutputFile)
#include "test_output_file.moc"
