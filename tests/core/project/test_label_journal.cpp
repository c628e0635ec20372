#include "project/LabelJournal.h"

#include "TestSupport.h"

#include <QTemporaryDir>

#include <fstream>

using namespace iic;

namespace {

LabelEvent labelled(const char* source, UserLabel from, UserLabel to) {
    return {"2026-01-01T00:00:00Z", "me", source, {121.6006, 1.0362}, from, to, "key", "demo"};
}

} // namespace

class TestLabelJournal : public QObject {
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
            QCOMPARE(journal->warnings().size(), std::size_t(1));
            QVERIFY(journal->append(labelled("J3", UserLabel::None, UserLabel::Quasar)));
        }
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QCOMPARE(journal->events().size(), std::size_t(2));
        QCOMPARE(journal->label("J3"), UserLabel::Quasar);
    }

    void garbageIsPassedOver() {
        const auto path = file("garbage.jsonl");
        std::ofstream(path) << "not json\n[1,2]\n{\"time\":3}\n";
        const Result<LabelJournal> journal = LabelJournal::open(path);
        QVERIFY(journal);
        QCOMPARE(journal->warnings().size(), std::size_t(3));
        QVERIFY(journal->events().empty());
    }

    void aFolderThatIsNotThereIsRefused() {
        const Result<LabelJournal> journal = LabelJournal::open(file("nowhere") / "labels.jsonl");
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, ErrorCode::FileUnwritable);
    }
};

IIC_CORE_TEST_MAIN(TestLabelJournal)
#include "test_label_journal.moc"
