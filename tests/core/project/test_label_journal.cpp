#include "project/LabelJournal.h"

#include "TestSupport.h"

#include <QTemporaryDir>

#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace iic;

namespace {

LabelEvent labelled(const char* source, UserLabel from, UserLabel to) {
    return {"2026-01-01T00:00:00Z", "me", source, {121.6006, 1.0362}, from, to, "key", "demo"};
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

[[noreturn]] void labelUntilKilled(const std::filesystem::path& path, int reports) {
    Result<LabelJournal> journal = LabelJournal::open(path);
    for (int number = 0; journal; ++number) {
        const auto source = "J" + std::to_string(number);
        if (!journal->append(labelled(source.c_str(), UserLabel::None, UserLabel::Quasar)) ||
            ::write(reports, &number, sizeof number) != sizeof number)
            break;
    }
    ::_exit(1);
}

} // namespace

class TestLabelJournal : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

  private Q_SLOTS:
    void whatIsAppendedComesBack() {
        const auto path = file("back.jsonl");
        {
            Result<LabelJournal> journal = LabelJournal::open(path);
            QVERIFY(journal);
            QVERIFY(journal->append(labelled("J1", UserLabel::None, UserLabel::Galaxy)));
            QVERIFY(journal->append(labelled("J \"2\"\n", UserLabel::None, UserLabel::Star)));
            QVERIFY(journal->append(labelled("J1", UserLabel::Galaxy, UserLabel::None)));
        }
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QVERIFY(journal);
        QCOMPARE(journal->events().size(), std::size_t(3));
        QCOMPARE(journal->label("J1"), UserLabel::None);
        QCOMPARE(journal->label("J \"2\"\n"), UserLabel::Star);
        QCOMPARE(journal->label("unknown"), UserLabel::None);
        QCOMPARE(journal->events()[0].position.declination, 1.0362);
        QVERIFY(journal->warnings().empty());
    }

    void aTornLastLineLosesNothingElse() {
        const auto path = file("torn.jsonl");
        {
            Result<LabelJournal> journal = LabelJournal::open(path);
            QVERIFY(journal->append(labelled("J1", UserLabel::None, UserLabel::Galaxy)));
            QVERIFY(journal->append(labelled("J2", UserLabel::None, UserLabel::Star)));
        }
        std::filesystem::resize_file(path, std::filesystem::file_size(path) - 20);
        {
            Result<LabelJournal> journal = LabelJournal::open(path);
            QVERIFY(journal);
            QCOMPARE(journal->events().size(), std::size_t(1));
            QCOMPARE(journal->warnings(), std::vector<std::string>{"line 2 of the label journal is torn and was passed over"});
            QVERIFY(journal->append(labelled("J3", UserLabel::None, UserLabel::Quasar)));
        }
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QCOMPARE(journal->events().size(), std::size_t(2));
        QCOMPARE(journal->label("J3"), UserLabel::Quasar);
    }

    void damagedLinesAreNamedAndPassedOver() {
        const auto path = file("garbage.jsonl");
        {
            Result<LabelJournal> journal = LabelJournal::open(path);
            QVERIFY(journal->append(labelled("J1", UserLabel::None, UserLabel::Galaxy)));
        }
        const std::string good = contents(path);
        std::string otherLabel = good;
        otherLabel.replace(otherLabel.find("galaxy"), 6, "planet");
        std::ofstream(path) << "not json\n[1,2]\n{\"time\":3}\n"
                            << good << otherLabel << std::string(5000, '[') << "\n\n"
                            << good;
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QVERIFY(journal);
        std::vector<std::string> expected;
        for (const char* line : {"1", "2", "3", "5", "6"})
            expected.push_back(std::string("line ") + line + " of the label journal is damaged and was passed over");
        QCOMPARE(journal->warnings(), expected);
        QCOMPARE(journal->events().size(), std::size_t(2));
    }

    void aSourceWithoutAPositionKeepsItsLabel() {
        const auto path = file("nowhere-on-the-sky.jsonl");
        LabelEvent event = labelled("J1", UserLabel::None, UserLabel::Star);
        event.position = {std::nan(""), std::nan("")};
        QVERIFY(LabelJournal::open(path)->append(event));
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QVERIFY(journal->warnings().empty());
        QCOMPARE(journal->label("J1"), UserLabel::Star);
        QVERIFY(std::isnan(journal->events()[0].position.declination));
    }

    void theFileIsCreatedWithItsFolderForAllToRead() {
        const auto path = file("new") / "folder" / "labels.jsonl";
        QVERIFY(LabelJournal::open(path));
        const auto mask = ::umask(0);
        ::umask(mask);
        QCOMPARE(static_cast<unsigned>(std::filesystem::status(path).permissions()), 0644u & ~mask);
    }

    void aPlaceThatCannotHoldItIsRefused() {
        std::ofstream(file("a-file")) << "in the way";
        const Result<LabelJournal> journal = LabelJournal::open(file("a-file") / "labels.jsonl");
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, ErrorCode::FileUnwritable);
        QVERIFY(!LabelJournal::open(file("")));
    }

    /// A child labels sources and says so through a pipe once each is saved; it is killed in the midst of it.
    void whatWasReportedSavedOutlivesAKill() {
        const auto path = file("killed.jsonl");
        int reports[2];
        QCOMPARE(::pipe(reports), 0);
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0)
            labelUntilKilled(path, reports[1]);
        ::close(reports[1]);
        int saved = -1;
        constexpr int enough = 40;
        while (saved < enough && ::read(reports[0], &saved, sizeof saved) == sizeof saved) {
        }
        QCOMPARE(::kill(child, SIGKILL), 0);
        while (::read(reports[0], &saved, sizeof saved) == sizeof saved) {
        }
        ::close(reports[0]);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));

        QVERIFY(saved >= enough);
        Result<LabelJournal> journal = LabelJournal::open(path);
        QVERIFY(journal);
        for (int number = 0; number <= saved; ++number)
            QVERIFY2(journal->label("J" + std::to_string(number)) == UserLabel::Quasar, std::to_string(number).c_str());
        QVERIFY(journal->append(labelled("after", UserLabel::None, UserLabel::Star)));
        QCOMPARE(LabelJournal::open(path)->label("after"), UserLabel::Star);
    }
};

IIC_CORE_TEST_MAIN(TestLabelJournal)
#include "test_label_journal.moc"
