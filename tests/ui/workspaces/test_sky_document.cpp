#include "catalog/TableFile.h"
#include "models/IssueModel.h"
#include "workspaces/OpenWork.h"
#include "workspaces/SkyDocument.h"

#include "TestSupport.h"
#include "TestTile.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>
#include <fstream>

using namespace iic;
using namespace iic::ui;

namespace {

std::vector<SkyCoord> placesOf(int count) {
    std::vector<SkyCoord> places;
    for (int i = 0; i < count; ++i)
        places.push_back({10.0 + 0.01 * i, -5.0});
    return places;
}

/// Sources of a catalog, named after their places unless names are given.
SourceList listOf(const std::vector<SkyCoord>& places, Texts names = {}) {
    Reals rightAscension, declination;
    for (const SkyCoord& place : places) {
        rightAscension.push_back(place.rightAscension);
        declination.push_back(place.declination);
        if (names.size() < rightAscension.size())
            names.push_back(std::isnan(place.declination) ? "nowhere" : designation(place));
    }
    Table table;
    table.add(textColumn("designation", std::move(names)));
    table.add(realColumn("ra", "deg", std::move(rightAscension)));
    table.add(realColumn("dec", "deg", std::move(declination)));
    Result<Catalog> catalog = Catalog::fromTable(std::move(table), "test");
    return SourceList(
        std::make_shared<const SourceColumns>(sourceColumns(std::make_shared<const Catalog>(std::move(*catalog)), nullptr)));
}

SourceList listOf(int count) { return listOf(placesOf(count)); }

/// A document with its project, as one session of the program has it.
struct Session {
    explicit Session(const std::filesystem::path& file, int count = 4)
        : project(issues), labels(project, issues), document(labels, filter) {
        project.open(file);
        document.setSources(listOf(count), "test");
    }
    UserLabel label(int row) const { return document.sources().label(row); }
    /// Opens a tile with two sources of a catalog on it, and measures others by hand at these pixels.
    void measure(const std::vector<PixelCoord>& places) {
        const auto tile = std::make_shared<const Tile>(test::makeTile(200));
        document.setTile(tile);
        const WorldCoordinates& wcs = tile->reference().wcs;
        document.setSources(listOf({*wcs.toSky({50, 50}), *wcs.toSky({150, 50})}), "test");
        for (const PixelCoord& place : places) {
            DetectedSource source;
            source.pixel = place;
            source.position = *wcs.toSky(place);
            document.addSource(source);
        }
    }

    IssueModel issues;
    ProjectStore project;
    LabelStore labels;
    SourceFilter filter;
    SkyDocument document;
};

/// The project has been read once what is given after it is on the disk, for the writer keeps the order.
bool hasRestored(Session& session) {
    session.document.labels().give(0, UserLabel::Star);
    return session.document.labels().writing(0) == LabelStore::Writing::Saved;
}

} // namespace

class TestSkyDocument : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

  private Q_SLOTS:
    void labelsAreUndoneAndRedone() {
        Session session(file("undo.iicproj"));
        session.document.labels().give(1, UserLabel::Galaxy);
        session.document.labels().give(1, UserLabel::Star);
        session.document.labels().give(1, UserLabel::Star); // the same again is no step
        QCOMPARE(session.labels.undoStack().count(), 2);
        session.labels.undoStack().undo();
        QCOMPARE(session.label(1), UserLabel::Galaxy);
        session.labels.undoStack().undo();
        QCOMPARE(session.label(1), UserLabel::None);
        session.labels.undoStack().redo();
        QCOMPARE(session.label(1), UserLabel::Galaxy);
    }

    void everyStepIsInTheProject() {
        const std::filesystem::path project = file("steps.iicproj");
        {
            Session session(project);
            session.document.labels().give(0, UserLabel::Quasar);
            session.labels.undoStack().undo();
            QCOMPARE(session.document.labels().writing(0), LabelStore::Writing::Pending);
            QTRY_COMPARE(session.document.labels().writing(0), LabelStore::Writing::Saved);
            QCOMPARE(session.document.labels().writing(1), LabelStore::Writing::None);
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

    void manyAreLabelledInOneStepWithAReason() {
        const std::filesystem::path project = file("many.iicproj");
        {
            Session session(project);
            session.document.labels().give(1, UserLabel::Star);
            QCOMPARE(session.document.labels().give({0, 1, 2}, UserLabel::Star, "cirrus"), 2); // one is a star already
            QCOMPARE(session.labels.undoStack().count(), 2);
            for (const int row : {0, 1, 2})
                QCOMPARE(session.label(row), UserLabel::Star);
            session.labels.undoStack().undo();
            QCOMPARE(session.label(0), UserLabel::None);
            QCOMPARE(session.label(1), UserLabel::Star);
            QCOMPARE(session.label(2), UserLabel::None);
            session.labels.undoStack().redo();
            QTRY_COMPARE(session.document.labels().writing(2), LabelStore::Writing::Saved);
            QCOMPARE(session.document.labels().give({0, 1, 2}, UserLabel::Star, "again"), 0);
        }
        const std::vector<LabelEvent> events = *Project::openReadOnly(project)->labelEvents();
        QCOMPARE(events.size(), std::size_t(7));
        std::vector<std::string> reasons;
        for (const LabelEvent& event : events)
            reasons.push_back(event.reason);
        QCOMPARE(reasons, (std::vector<std::string>{"user", "cirrus", "cirrus", "undo", "undo", "redo", "redo"}));
    }

    void closingWritesWhatWasGiven() {
        const std::filesystem::path project = file("close.iicproj");
        { Session(project).document.labels().give(2, UserLabel::Artefact); }
        Session next(project);
        QTRY_COMPARE(next.label(2), UserLabel::Artefact);
        next.document.setSources(listOf(4), "again");
        QCOMPARE(next.label(2), UserLabel::Artefact);
    }

    void aProjectThatCannotBeMadeIsAnIssue() {
        std::ofstream(file("plain")) << "in the way";
        Session session(file("plain") / "labels.iicproj");
        session.document.labels().give(0, UserLabel::Star);
        QTRY_COMPARE(session.document.labels().writing(0), LabelStore::Writing::Failed);
        QVERIFY(session.issues.count(Severity::Error) >= 1);
        for (const Issue& issue : session.issues.issues())
            QVERIFY(issue.file.contains(QLatin1String("plain")));
        QCOMPARE(session.label(0), UserLabel::Star);
    }

    void aLabelStaysAtItsPlaceUnderAnotherName() {
        const std::filesystem::path project = file("place.iicproj");
        {
            Session session(project);
            session.document.labels().give(1, UserLabel::Galaxy);
        }
        Session next(project);
        std::vector<SkyCoord> others = placesOf(4);
        others[1].declination += 1.0 / 3600;
        next.document.setSources(listOf(others, {"", "as another catalog calls it"}), "others");
        QTRY_COMPARE(next.label(1), UserLabel::Galaxy);
        QCOMPARE(next.label(0), UserLabel::None);
    }

    void aNameThatComesAgainElsewhereHasNoLabel() {
        const std::filesystem::path project = file("numbers.iicproj");
        {
            Session session(project);
            session.document.labels().give(1, UserLabel::Galaxy);
        }
        Session next(project);
        next.document.labels().give(1, UserLabel::Galaxy);
        std::vector<SkyCoord> elsewhere = placesOf(4);
        Texts names;
        for (SkyCoord& place : elsewhere) {
            names.push_back(designation(place));
            place.declination += 20;
        }
        next.document.setSources(listOf(elsewhere, names), "elsewhere");
        QTRY_VERIFY(hasRestored(next));
        QCOMPARE(next.label(1), UserLabel::None);
        QCOMPARE(next.document.labels().writing(1), LabelStore::Writing::None);
    }

    void ofTwoCloseSourcesTheNamedOneHasTheLabel() {
        const std::filesystem::path project = file("close pair.iicproj");
        std::vector<SkyCoord> places(2, placesOf(1).front());
        places[1].declination += 1.5 / 3600;
        const SourceList pair = listOf(places);
        Session session(project);
        session.document.setSources(pair, "pair");
        session.document.labels().give(1, UserLabel::Star);
        session.document.setSources(pair, "again");
        QCOMPARE(session.label(0), UserLabel::None);
        QCOMPARE(session.label(1), UserLabel::Star);
    }

    void aSourceWithoutAPlaceIsKnownByName() {
        std::vector<SkyCoord> places = placesOf(2);
        places[1] = {std::nan(""), std::nan("")};
        const SourceList nowhere = listOf(places);
        Session session(file("nowhere.iicproj"));
        session.document.setSources(nowhere, "nowhere");
        session.document.labels().give(1, UserLabel::Quasar);
        session.document.setSources(nowhere, "again");
        QCOMPARE(session.label(1), UserLabel::Quasar);
    }

    void aLabelIsTakenBackAlsoAfterOtherSourcesWereShown() {
        Session session(file("others between.iicproj"));
        session.document.labels().give(3, UserLabel::Star);
        session.document.setSources(listOf(1), "other");
        session.labels.undoStack().undo();
        session.document.setSources(listOf(4), "again");
        QCOMPARE(session.label(3), UserLabel::None);
    }

    void aSourceMeasuredByHandIsRemoved() {
        Session session(file("remove.iicproj"));
        session.measure({{20, 150}, {100, 100}, {180, 150}});
        SkyDocument& document = session.document;
        QVERIFY(!document.canRemoveCurrent());
        document.setCurrent(1);
        QVERIFY(!document.canRemoveCurrent()); // of the catalog
        document.removeCurrent();
        QCOMPARE(document.sources().size(), 5);
        document.setCurrent(3);
        QVERIFY(document.canRemoveCurrent());
        QSignalSpy selected(&document, &SkyDocument::currentChanged);
        document.removeCurrent();
        QCOMPARE(document.sources().size(), 4);
        QCOMPARE(document.sources().pixel(3).x, 180.0);
        QCOMPARE(document.current(), -1);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(session.labels.undoStack().count(), 0); // it had no label
        document.setSources(listOf(1), "others");
        QCOMPARE(document.sources().added().size(), std::size_t(2)); // it does not come back with other sources
    }

    void theLabelOfARemovedSourceIsTakenBackInTheProject() {
        const std::filesystem::path project = file("remove labelled.iicproj");
        {
            Session session(project);
            session.measure({{20, 150}, {100, 100}});
            session.document.labels().give(3, UserLabel::Quasar);
            session.document.labels().give(2, UserLabel::Star);
            session.document.setCurrent(3);
            session.document.removeCurrent();
            QCOMPARE(session.label(2), UserLabel::Star);
            QVERIFY(session.document.labelledPlacesWithoutSource().empty());
        }
        const Result<std::vector<LabelEvent>> events = Project::openReadOnly(project)->labelEvents();
        QVERIFY(events);
        QCOMPARE(events->size(), std::size_t(3));
        QCOMPARE(events->back().from, UserLabel::Quasar);
        QCOMPARE(events->back().to, UserLabel::None);
        Session next(project);
        next.measure({});
        QTRY_COMPARE(next.document.labelledPlacesWithoutSource().size(), std::size_t(1)); // the star alone
    }

    void undoAsksForTheRemovedSource() {
        Session session(file("undo removal.iicproj"));
        session.measure({{100, 100}});
        session.document.labels().give(2, UserLabel::Quasar);
        session.document.setCurrent(2);
        const SkyCoord place = session.document.sources().position(2);
        session.document.removeCurrent();
        QSignalSpy missed(&session.document.labels(), &SourceLabels::steppedWithoutSource);
        session.labels.undoStack().undo();
        QCOMPARE(missed.count(), 1);
        const std::vector<SkyCoord> lost = session.document.labelledPlacesWithoutSource();
        QCOMPARE(lost.size(), std::size_t(1));
        QVERIFY(separationArcsec(lost[0], place) < 1e-6);
        session.labels.undoStack().redo(); // without a label it is not missed
        QCOMPARE(missed.count(), 1);
    }

    void aSourceWhoseLabelCannotBeTakenStays() {
        const std::filesystem::path project = file("held.iicproj");
        Session first(project);
        first.measure({{100, 100}});
        first.document.labels().give(2, UserLabel::Quasar);
        QTRY_COMPARE(first.document.labels().writing(2), LabelStore::Writing::Saved);
        Session second(project);
        QTRY_VERIFY(!second.labels.readOnlyReason().isEmpty());
        second.measure({{100, 100}, {20, 150}});
        QTRY_COMPARE(second.label(2), UserLabel::Quasar);
        QSignalSpy refused(&second.document.labels(), &SourceLabels::refused);
        second.document.setCurrent(2);
        second.document.removeCurrent();
        QCOMPARE(refused.count(), 1);
        QCOMPARE(second.document.sources().size(), 4);
        QCOMPARE(second.document.current(), 2);
        second.document.setCurrent(3);
        second.document.removeCurrent();
        QCOMPARE(second.document.sources().size(), 3);
    }

    void newSourcesEndTheSelection() {
        Session session(file("reset.iicproj"));
        session.document.setCurrent(3);
        session.document.setSources(listOf(1), "other");
        QCOMPARE(session.document.current(), -1);
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
