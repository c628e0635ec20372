#include "WindowSession.h"

#include <QApplication>
#include <QMessageBox>
#include <QSettings>
#include <QTimer>

#include <fstream>

using namespace iic;
using namespace iic::ui;
using iic::test::WindowSession;

/// What a project keeps from one session of the window to the next.
class TestProjectWindow : public iic::test::WindowTest {
    Q_OBJECT

    /// A folder with a sky and a project in which it was opened and its first source labelled.
    std::filesystem::path labelledProject(const char* name) {
        const std::filesystem::path folder = test::writeSmallSky(scratch(name));
        WindowSession session(scratch("elsewhere"));
        session.window.open({folder / "survey.iicproj"});
        if (!QTest::qWaitFor([&] { return session.window.project().file() == folder / "survey.iicproj"; }, 20000) ||
            !session.open(folder))
            return {};
        session.press(Qt::Key_N);
        session.press(Qt::Key_G);
        return folder;
    }
    static bool isBack(WindowSession& session) {
        return QTest::qWaitFor([&] { return session.document().store().size() > 0; }, 20000) &&
               QTest::qWaitFor([&] { return session.sources().label(0) == UserLabel::Galaxy; }, 20000);
    }

  private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }
    void cleanup() { QSettings().clear(); }

    void aProjectBringsBackTileCatalogAndLabels() {
        const std::filesystem::path folder = labelledProject("back");
        QVERIFY(!folder.empty());
        WindowSession session(scratch("elsewhere"));
        session.window.open({folder / "survey.iicproj"});
        QVERIFY(isBack(session));
        QCOMPARE(session.document().sourcesName(), QString("catalog.tbl"));
        QVERIFY(session.window.windowTitle().contains("survey"));
        QCOMPARE(session.window.issues().count(Severity::Error), 0);
    }

    void labelsOfOneProjectAreNotThoseOfAnother() {
        const std::filesystem::path folder = labelledProject("two");
        WindowSession session(scratch("elsewhere"));
        session.window.open({folder / "survey.iicproj"});
        QVERIFY(isBack(session));
        session.window.open({folder / "other.iicproj"});
        QTRY_COMPARE_WITH_TIMEOUT(session.sources().label(0), UserLabel::None, 20000);
        QVERIFY(!session.window.labels().undoStack().canUndo());
    }

    void aSecondWindowOnlyReadsAndSaysWhy() {
        const std::filesystem::path folder = labelledProject("second");
        WindowSession first(scratch("elsewhere"));
        first.window.open({folder / "survey.iicproj"});
        QVERIFY(isBack(first));
        WindowSession second(scratch("aside"));
        second.window.open({folder / "survey.iicproj"});
        QVERIFY(isBack(second));
        QVERIFY(second.window.windowTitle().contains("read only"));
        second.document().setCurrent(1);
        second.press(Qt::Key_S);
        QCOMPARE(second.sources().label(1), UserLabel::None);
        QVERIFY(second.window.issues().issues().back().what.contains(
            QStringLiteral("process %1").arg(QCoreApplication::applicationPid())));
    }

    void aProjectMovedWithItsFolderStillOpens() {
        const std::filesystem::path folder = labelledProject("before");
        const std::filesystem::path moved = folder.parent_path() / "moved";
        std::filesystem::rename(folder, moved);
        WindowSession session(scratch("elsewhere"));
        session.window.open({moved / "survey.iicproj"});
        QVERIFY(QTest::qWaitFor([&] { return session.document().store().size() > 0; }, 20000));
        QCOMPARE(session.document().tile()->reference().path.parent_path(), moved);
    }

    void aMissingTileIsAskedFor() {
        const std::filesystem::path folder = labelledProject("missing");
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().string().find("-w1-") != std::string::npos)
                std::filesystem::remove(entry.path());
        WindowSession session(scratch("elsewhere"));
        QString asked;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                asked = question->text();
                question->reject();
            }
        });
        timer.start(20);
        session.window.open({folder / "survey.iicproj"});
        QTRY_VERIFY_WITH_TIMEOUT(asked.contains("W1"), 20000);
        QVERIFY(asked.contains(QString::fromStdString(folder.string())));
        QVERIFY(!session.document().tile());
    }

    void labelsOfEarlierVersionsAreTakenOver() {
        const std::filesystem::path folder = test::writeSmallSky(scratch("earlier"));
        SkyCoord place;
        QString name;
        {
            WindowSession session(scratch("elsewhere"));
            QVERIFY(session.open(folder));
            place = session.sources().position(0);
            name = session.sources().name(0);
        }
        Result<LabelJournal> journal = LabelJournal::open(scratch("old") / "labels.jsonl");
        QVERIFY(journal);
        QVERIFY(journal->append(
            {"2026-01-31T12:00:00.000Z", "observer", name.toStdString(), place, UserLabel::None, UserLabel::Quasar, "user", ""}));
        WindowSession session(scratch("old"));
        QVERIFY(session.open(folder));
        QTRY_COMPARE(session.sources().label(0), UserLabel::Quasar);
    }

    void aFileThatIsNoProjectIsAnIssue() {
        const std::filesystem::path file = scratch("no") / "text.iicproj";
        std::ofstream(file) << "not a project";
        WindowSession session(scratch("elsewhere"));
        session.window.open({file});
        QTRY_COMPARE(session.window.issues().count(Severity::Error), 1);
        for (const Issue& issue : session.window.issues().issues())
            QVERIFY2(issue.severity != Severity::Error || issue.file.endsWith("text.iicproj"), qPrintable(issue.file));
    }
};

IIC_WINDOW_TEST_MAIN(TestProjectWindow)
#include "test_project_window.moc"
