#include "shell/MainWindow.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/SourceTable.h"

#include "catalog/TableFile.h"
#include "sim/SimulatedSky.h"

#include "TestSupport.h"

#include <QAction>
#include <QApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include <cmath>
#include <fstream>

using namespace iic;
using namespace iic::ui;

namespace {

std::filesystem::path demoModel() { return std::filesystem::path(IIC_SOURCE_DIR) / "resources/models/demo/best.h5"; }

/// A window on what was opened, with its own journal.
struct Session {
    explicit Session(const std::filesystem::path& folder)
        : window({folder / "labels.jsonl", std::filesystem::exists(demoModel()) ? demoModel() : std::filesystem::path()}) {
        window.resize(1280, 800);
        window.show();
    }
    bool open(const std::filesystem::path& path) {
        window.open({path});
        return QTest::qWaitFor([this] { return window.document().store().size() > 0; }, 30000);
    }
    SkyDocument& document() { return window.document(); }
    const SourceList& sources() { return window.document().sources(); }

    /// A real click on the sky at a position, as a hand would make it.
    void click(const SkyCoord& position) {
        SkyView& sky = window.sky().sky();
        QTest::mouseClick(&sky, Qt::LeftButton, {}, sky.widgetPosition(position).toPoint());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&window.sky().sky(), key, modifiers); }
    UserLabel currentLabel() { return sources().label.at(std::size_t(document().current())); }
    bool hasModel() {
        return QTest::qWaitFor([this] { return window.controller().model().has_value(); }, 20000);
    }

    MainWindow window;
};

} // namespace

class TestSkyWindow : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path sky_;
    std::filesystem::path scratch(const char* name) {
        const std::filesystem::path path = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        return path;
    }

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("IICnet");
        QCoreApplication::setApplicationName("test_sky_window");
        SimulationOptions options;
        options.side = 400;
        options.sourceCount = 250;
        options.faintestW1 = 15;
        NoProgress quiet;
        const JobResult<SimulatedSky> sky = simulateSky(options, quiet, {});
        QVERIFY(sky);
        sky_ = scratch("sky");
        QVERIFY(writeSimulatedSky(*sky, sky_));
    }

    void opensAFolderWithItsCatalog() {
        Session session(scratch("open"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.sources().size() > 50);
        QCOMPARE(session.window.sky().table().shown().rowCount(), session.sources().size());
    }

    void withoutACatalogItFindsSources() {
        const std::filesystem::path images = scratch("images");
        for (const auto& entry : std::filesystem::directory_iterator(sky_))
            if (entry.path().extension() == ".fits")
                std::filesystem::copy(entry.path(), images / entry.path().filename());
        Session session(scratch("detect"));
        QVERIFY(session.open(images));
        QVERIFY(session.sources().size() > 20);
    }

    void aClickClassifiesTheSourceAndKeysLabelIt() {
        Session session(scratch("click"));
        QVERIFY(session.open(sky_));
        if (!session.hasModel())
            QSKIP("no demo model is installed");
        const int row = innerSource(session.sources());
        session.click(session.sources().position[std::size_t(row)]);
        QTRY_VERIFY(session.document().current() >= 0);
        const int picked = session.document().current();
        QVERIFY(separationArcsec(session.sources().position[std::size_t(picked)], session.sources().position[std::size_t(row)]) <
                6);
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().predictedClass(picked).has_value(), 10000);

        session.press(Qt::Key_G);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_S);
        QCOMPARE(session.currentLabel(), UserLabel::Star);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::None);
        session.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
    }

    void labelsComeBackAtTheNextStart() {
        const std::filesystem::path journal = scratch("labels");
        QString name;
        {
            Session session(journal);
            QVERIFY(session.open(sky_));
            session.press(Qt::Key_N);
            QCOMPARE(session.document().current(), 0);
            session.press(Qt::Key_Q);
            name = session.sources().name.at(0);
        }
        Session session(journal);
        QVERIFY(session.open(sky_));
        QTRY_COMPARE(
            session.sources().label.at(std::size_t(session.sources().name.size() ? indexOf(session.sources(), name) : 0)),
            UserLabel::Quasar);
    }

    void theSkyHasTheKeyboardFromTheStart() {
        Session session(scratch("focus"));
        QVERIFY(session.open(sky_));
        QCOMPARE(session.window.focusWidget(), static_cast<QWidget*>(&session.window.sky().sky()));
    }

    void keysWalkThroughTheSources() {
        Session session(scratch("walk"));
        QVERIFY(session.open(sky_));
        session.press(Qt::Key_N);
        session.press(Qt::Key_N);
        QCOMPARE(session.document().current(), 1);
        session.press(Qt::Key_P);
        QCOMPARE(session.document().current(), 0);
        session.press(Qt::Key_U);
        session.press(Qt::Key_Space);
        QCOMPARE(session.document().current(), 1);
        QTest::keyClick(&session.window.sky().table().view(), Qt::Key_Down);
        QCOMPARE(session.document().current(), 2);
    }

    void aClickOnEmptySkyAddsASource() {
        Session session(scratch("empty"));
        QVERIFY(session.open(sky_));
        const int before = session.sources().size();
        const SkyCoord empty = emptyPlace(session);
        session.click(empty);
        QTRY_COMPARE(session.sources().size(), before + 1);
        QCOMPARE(session.document().current(), before);
        QVERIFY(separationArcsec(session.sources().position.back(), empty) < 2);
    }

    void classifiesAllAndExports() {
        Session session(scratch("all"));
        QVERIFY(session.open(sky_));
        if (!session.hasModel())
            QSKIP("no demo model is installed");
        QSignalSpy done(&session.window.controller(), &SkyController::classified);
        auto* button = session.window.findChild<QToolButton*>("classifyButton");
        QVERIFY(button && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 60000);
        const SourceList& sources = session.sources();
        int classified = 0;
        for (int row = 0; row < sources.size(); ++row) {
            QVERIFY(sources.prediction[std::size_t(row)].has_value());
            classified += sources.predictedClass(row).has_value();
        }
        QVERIFY(classified > sources.size() / 2);

        QSignalSpy written(&session.window.controller(), &SkyController::exported);
        const std::filesystem::path csv = scratch("all") / "classified.csv";
        const std::filesystem::path regions = scratch("all") / "classified.reg";
        session.window.controller().exportTo(csv, formatFor(csv));
        session.window.controller().exportRegions(regions);
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 2, 10000);
        const Result<Catalog> read = readCatalog(csv);
        QVERIFY(read);
        QCOMPARE(int(read->size()), sources.size());
        QVERIFY(read->table().find("confidence"));
        QVERIFY(std::filesystem::file_size(regions) > 100);
    }

    void cancelStopsClassifying() {
        Session session(scratch("cancel"));
        QVERIFY(session.open(sky_));
        if (!session.hasModel())
            QSKIP("no demo model is installed");
        session.window.controller().classifyAll();
        QTRY_VERIFY(session.sources().prediction.front().has_value());
        auto* cancel = session.window.findChild<QToolButton*>("cancelJob");
        QVERIFY(cancel && cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!session.window.isBusy());
        QTRY_VERIFY(!session.window.controller().isClassifying());
        QVERIFY(!session.sources().prediction.back().has_value());
    }

    void aFileThatIsNoImageBecomesAnIssue() {
        const std::filesystem::path file = scratch("bad") / "notes.fits";
        std::ofstream(file) << "these are my notes";
        Session session(scratch("bad"));
        session.window.open({file});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().count(Severity::Error), 1, 10000);
        QCOMPARE(QString::fromStdString(file.string()), session.window.issues().issues().back().file);
        QVERIFY(!session.document().tile());
    }

    void dropOpensAFolder() {
        Session session(scratch("drop"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(sky_.string()))});
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&session.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&session.window, &drop);
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().size() > 0, 20000);
    }

    void theRealGalaxyIsAGalaxy() {
        IIC_REQUIRE_REAL_DATA(data);
        Session session(scratch("real"));
        QVERIFY(session.open(data / "allwise/2010H"));
        if (!session.hasModel())
            QSKIP("no demo model is installed");
        session.click({121.6006, 1.0362});
        QTRY_VERIFY(session.document().current() >= 0);
        const int row = session.document().current();
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().prediction[std::size_t(row)].has_value(), 10000);
        QCOMPARE(session.sources().predictedClass(row), std::optional(SourceClass::Galaxy));
        session.press(Qt::Key_G);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::None);
    }

  private:
    static int indexOf(const SourceList& sources, const QString& name) {
        for (int row = 0; row < sources.size(); ++row)
            if (sources.name[std::size_t(row)] == name)
                return row;
        return 0;
    }
    /// A source well inside the tile with no other near it.
    static int innerSource(const SourceList& sources) {
        for (int row = 0; row < sources.size(); ++row) {
            const PixelCoord& p = sources.pixel[std::size_t(row)];
            if (p.x < 60 || p.y < 60 || p.x > 340 || p.y > 340)
                continue;
            int near = 0;
            for (const PixelCoord& other : sources.pixel)
                near += std::hypot(p.x - other.x, p.y - other.y) < 10;
            if (near == 1)
                return row;
        }
        return 0;
    }
    static SkyCoord emptyPlace(Session& session) {
        const Tile& tile = *session.document().tile();
        for (int x = 60; x < 340; x += 3)
            for (int y = 60; y < 340; y += 3)
                if (session.sources().nearest({double(x), double(y)}, 10) < 0)
                    return *tile.reference().wcs.toSky({double(x), double(y)});
        return {};
    }
};

IIC_WINDOW_TEST_MAIN(TestSkyWindow)
#include "test_sky_window.moc"
