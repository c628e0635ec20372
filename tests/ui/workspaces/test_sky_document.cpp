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

/// A document with its project, as one session of the program has it.
struct Session {
    explicit Session(const std::filesystem::path& file, int count = 4)
        : project(issues), labels(project, issues), document(labels) {
        project.open(file);
        document.setSources(listOf(count), "test");
    }
    UserLabel label(int row) const { return document.sources().label.at(static_cast<std::size_t>(row)); }

    IssueModel issues;
    ProjectStore project;
    LabelStore labels;
    SkyDocument document;
};

/// The project has been read once what is given after it is on the disk, for the writer keeps the order.
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
        Session session(file("undo.iicproj"));
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

    void everyStepIsInTheProject() {
        const std::filesystem::path project = file("steps.iicproj");
        {
            Session session(project);
            session.document.giveLabel(0, UserLabel::Quasar);
            session.document.undoStack().undo();
            QCOMPARE(session.document.labelWriting(0), LabelStore::Writing::Pending);
            QTRY_COMPARE(session.document.labelWriting(0), LabelStore::Writing::Saved);
            QCOMPARE(session.document.labelWriting(1), LabelStore::Writing::None);
        }
        Result<Project> read = Project::openReadOnly(project);
        QVERIFY(read);
        const Result<std::vector<LabelEvent>> events = read->labelEvents();
        QVERIFY(events);
        QCOMPARE(events->size(), std::size_t(2));
        QCOMPARE(events->at(0).to, UserLabel::Quasar);
        QCOMPARE(events->at(1).from, UserLabel::Quasar);
        QCOMPARE(events->at(1).to, UserLabel::None);
        QCOMPARE(events->at(1).reason, std::string("undo"));
    }

    void closingWritesWhatWasGiven() {
        const std::filesystem::path project = file("close.iicproj");
        { Session(project).document.giveLabel(2, UserLabel::Artefact); }
        Session next(project);
        QTRY_COMPARE(next.label(2), UserLabel::Artefact);
        next.document.setSources(listOf(4), "again");
        QCOMPARE(next.label(2), UserLabel::Artefact);
    }

    void aProjectThatCannotBeMadeIsAnIssue() {
        std::ofstream(file("plain")) << "in the way";
        Session session(file("plain") / "labels.iicproj");
        session.document.giveLabel(0, UserLabel::Star);
        QTRY_COMPARE(session.document.labelWriting(0), LabelStore::Writing::Failed);
        QVERIFY(session.issues.count(Severity::Error) >= 1);
        for (const Issue& issue : session.issues.issues())
            QVERIFY(issue.file.contains(QLatin1String("plain")));
        QCOMPARE(session.label(0), UserLabel::Star);
    }

    void aLabelStaysAtItsPlaceUnderAnotherName() {
        const std::filesystem::path project = file("place.iicproj");
        {
            Session session(project);
            session.document.giveLabel(1, UserLabel::Galaxy);
        }
        Session next(project);
        SourceList others = listOf(4);
        others.name[1] = QStringLiteral("as another catalog calls it");
        others.position[1].declination += 1.0 / 3600;
        next.document.setSources(std::move(others), "others");
        QTRY_COMPARE(next.label(1), UserLabel::Galaxy);
        QCOMPARE(next.label(0), UserLabel::None);
    }

    void aNameThatComesAgainElsewhereHasNoLabel() {
        const std::filesystem::path project = file("numbers.iicproj");
        {
            Session session(project);
            session.document.giveLabel(1, UserLabel::Galaxy);
        }
        Session next(project);
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
        const std::filesystem::path project = file("close pair.iicproj");
        SourceList pair = listOf(2);
        pair.position[1] = pair.position[0];
        pair.position[1].declination += 1.5 / 3600;
        Session session(project);
        session.document.setSources(pair, "pair");
        session.document.giveLabel(1, UserLabel::Star);
        session.document.setSources(pair, "again");
        QCOMPARE(session.label(0), UserLabel::None);
        QCOMPARE(session.label(1), UserLabel::Star);
    }

    void aSourceWithoutAPlaceIsKnownByName() {
        SourceList nowhere = listOf(2);
        nowhere.position[1] = {std::nan(""), std::nan("")};
        Session session(file("nowhere.iicproj"));
        session.document.setSources(nowhere, "nowhere");
        session.document.giveLabel(1, UserLabel::Quasar);
        session.document.setSources(nowhere, "again");
        QCOMPARE(session.label(1), UserLabel::Quasar);
    }

    void newSourcesEndSelectionAndUndo() {
        Session session(file("reset.iicproj"));
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
