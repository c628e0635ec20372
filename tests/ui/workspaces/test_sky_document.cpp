#include "catalog/TableFile.h"
#include "models/IssueModel.h"
#include "workspaces/OpenWork.h"
#include "workspaces/SkyDocument.h"

#include "TestSupport.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>
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

/// The journal has been read once what is given after it is on the disk, for the writer keeps the order.
bool hasRestored(Session& session) {
    session.document.giveLabel(0, UserLabel::Star);
    return session.document.labelWriting(0) == LabelStore::Writing::Saved;
}

} // namespace

class TestSkyDocument : public iic::test::Test {
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
            session.document.giveLabel(0, UserLabel::Quasar);
            session.document.undoStack().undo();
            QCOMPARE(session.document.labelWriting(0), LabelStore::Writing::Pending);
            QTRY_COMPARE(session.document.labelWriting(0), LabelStore::Writing::Saved);
            QCOMPARE(session.document.labelWriting(1), LabelStore::Writing::None);
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
        QTRY_COMPARE(session.document.labelWriting(0), LabelStore::Writing::Failed);
        QVERIFY(session.issues.count(Severity::Error) >= 1);
        for (const Issue& issue : session.issues.issues())
            QVERIFY(issue.file.contains(QLatin1String("plain")));
        QCOMPARE(session.label(0), UserLabel::Star);
    }

    void aLabelStaysAtItsPlaceUnderAnotherName() {
        const std::filesystem::path journal = file("place.jsonl");
        {
            Session session(journal);
            session.document.giveLabel(1, UserLabel::Galaxy);
        }
        Session next(journal);
        SourceList others = listOf(4);
        others.name[1] = QStringLiteral("as another catalog calls it");
        others.position[1].declination += 1.0 / 3600;
        next.document.setSources(std::move(others), "others");
        QTRY_COMPARE(next.label(1), UserLabel::Galaxy);
        QCOMPARE(next.label(0), UserLabel::None);
    }

    void aNameThatComesAgainElsewhereHasNoLabel() {
        const std::filesystem::path journal = file("numbers.jsonl");
        {
            Session session(journal);
            session.document.giveLabel(1, UserLabel::Galaxy);
        }
        Session next(journal);
        next.document.giveLabel(1, UserLabel::Galaxy);
        SourceList elsewhere = listOf(4);
        for (SkyCoord& position : elsewhere.position)
            position.declination += 20;
        elsewhere.name = listOf(4).name;
        next.document.setSources(std::move(elsewhere), "elsewhere");
        QTRY_VERIFY(hasRestored(next));
        QCOMPARE(next.label(1), UserLabel::None);
        QCOMPARE(next.document.labelWriting(1), LabelStore::Writing::None);
    }

    void ofTwoCloseSourcesTheNamedOneHasTheLabel() {
        const std::filesystem::path journal = file("close pair.jsonl");
        SourceList pair = listOf(2);
        pair.position[1] = pair.position[0];
        pair.position[1].declination += 1.5 / 3600;
        Session session(journal);
        session.document.setSources(pair, "pair");
        session.document.giveLabel(1, UserLabel::Star);
        session.document.setSources(pair, "again");
        QCOMPARE(session.label(0), UserLabel::None);
        QCOMPARE(session.label(1), UserLabel::Star);
    }

    void aSourceWithoutAPlaceIsKnownByName() {
        SourceList nowhere = listOf(2);
        nowhere.position[1] = {std::nan(""), std::nan("")};
        Session session(file("nowhere.jsonl"));
        session.document.setSources(nowhere, "nowhere");
        session.document.giveLabel(1, UserLabel::Quasar);
        session.document.setSources(nowhere, "again");
        QCOMPARE(session.label(1), UserLabel::Quasar);
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
        Table table;
        table.add(integerColumn("n", {}, {1}));
        const std::filesystem::path fits = file("table.fits");
        QVERIFY(writeTable(fits, table, TableFormat::Fits));
        QCOMPARE(sortPaths({fits, "e.vot", "f.fits"}).catalogs, (std::vector<std::filesystem::path>{fits, "e.vot"}));
        const OpenRequest request = sortPaths({"a.fits", "b.fits.gz", "c.TBL", "d.csv", folder});
        QCOMPARE(request.images.size(), std::size_t(3));
        QCOMPARE(request.catalogs, (std::vector<std::filesystem::path>{"c.TBL", "d.csv"})); // named, so not the folder's own
        QCOMPARE(sortPaths({folder}).catalogs, std::vector{folder / "catalog.tbl"});
    }
};

IIC_CORE_TEST_MAIN(TestSkyDocument)
#include "test_sky_document.moc"
