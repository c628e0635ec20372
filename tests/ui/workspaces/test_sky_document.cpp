#include "models/IssueModel.h"
#include "workspaces/OpenWork.h"
#include "workspaces/SkyDocument.h"

#include "TestSupport.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <fstream>

using namespace iic;
using namespace iic::ui;

namespace {

SourceList listOf(int count) {
    SourceList list;
    for (int i = 0; i < count; ++i) {
        DetectedSource source;
        source.position = {10.0 + 0.01 * i, -5.0};
        append(list, source);
    }
    return list;
}

/// A document with its journal, as one session of the program has it.
struct Session {
    explicit Session(const std::filesystem::path& journal, int count = 4) : labels(journal, issues), document(labels) {
        document.setSources(listOf(count), "test");
    }
    UserLabel label(int row) const { return document.sources().label.at(static_cast<std::size_t>(row)); }

    IssueModel issues;
    LabelStore labels;
    SkyDocument document;
};

} // namespace

class TestSkyDocument : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

  private Q_SLOTS:
    void labelsAreUndoneAndRedone() {
        Session session(file("undo.jsonl"));
        session.document.giveLabel(1, UserLabel::Galaxy);
        session.document.giveLabel(1, UserLabel::Star);
        session.document.giveLabel(1, UserLabel::Star); // the same again is no step
        QCOMPARE(session.document.undoStack().count(), 2);
        session.document.undoStack().undo();
        QCOMPARE(session.label(1), UserLabel::Galaxy);
        session.document.undoStack().undo();
        QCOMPARE(session.label(1), UserLabel::None);
        session.document.undoStack().redo();
        QCOMPARE(session.label(1), UserLabel::Galaxy);
    }

    void everyStepIsInTheJournal() {
        const std::filesystem::path journal = file("steps.jsonl");
        {
            Session session(journal);
            QSignalSpy saved(&session.labels, &LabelStore::saved);
            session.document.giveLabel(0, UserLabel::Quasar);
            session.document.undoStack().undo();
            QTRY_COMPARE(saved.count(), 2);
        }
        const Result<LabelJournal> read = LabelJournal::open(journal);
        QVERIFY(read);
        QCOMPARE(read->events().size(), std::size_t(2));
        QCOMPARE(read->events()[0].to, UserLabel::Quasar);
        QCOMPARE(read->events()[1].from, UserLabel::Quasar);
        QCOMPARE(read->events()[1].to, UserLabel::None);
        QCOMPARE(read->events()[1].reason, std::string("undo"));
    }

    void closingWritesWhatWasGiven() {
        const std::filesystem::path journal = file("close.jsonl");
        { Session(journal).document.giveLabel(2, UserLabel::Artefact); }
        Session next(journal);
        QTRY_COMPARE(next.label(2), UserLabel::Artefact);
        next.document.setSources(listOf(4), "again");
        QCOMPARE(next.label(2), UserLabel::Artefact);
    }

    void aJournalThatCannotBeWrittenIsAnIssue() {
        std::ofstream(file("plain")) << "in the way";
        Session session(file("plain") / "labels.jsonl");
        session.document.giveLabel(0, UserLabel::Star);
        QTRY_VERIFY(session.issues.count(Severity::Error) >= 1);
        QCOMPARE(session.label(0), UserLabel::Star);
    }

    void nextUnlabelledGoesRoundTheEnd() {
        Session session(file("next.jsonl"), 3);
        session.document.setCurrent(2);
        session.document.giveLabel(0, UserLabel::Star);
        QCOMPARE(session.document.nextUnlabelled(), 1);
        session.document.giveLabel(1, UserLabel::Star);
        QCOMPARE(session.document.nextUnlabelled(), 2);
        session.document.giveLabel(2, UserLabel::Star);
        QCOMPARE(session.document.nextUnlabelled(), -1);
    }

    void newSourcesEndSelectionAndUndo() {
        Session session(file("reset.jsonl"));
        session.document.setCurrent(3);
        session.document.giveLabel(3, UserLabel::Star);
        session.document.setSources(listOf(1), "other");
        QCOMPARE(session.document.current(), -1);
        QCOMPARE(session.document.undoStack().count(), 0);
        session.document.setCurrent(5); // beyond the end
        QCOMPARE(session.document.current(), -1);
    }

    void pathsAreToldApart() {
        const std::filesystem::path folder = file("sky");
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "catalog.tbl") << "\\";
        const OpenRequest request = sortPaths({"a.fits", "b.fits.gz", "c.TBL", "d.csv", folder});
        QCOMPARE(request.images.size(), std::size_t(3));
        QCOMPARE(request.catalogs.size(), std::size_t(3));
        QCOMPARE(request.catalogs.back(), folder / "catalog.tbl");
    }
};

IIC_CORE_TEST_MAIN(TestSkyDocument)
#include "test_sky_document.moc"
