#include "CompareSession.h"

#include "study/StudyFolder.h"
#include "widgets/FigurePanel.h"
#include "widgets/Theme.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"

#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace iic;
using namespace iic::ui;
using iic::test::CompareSession;
using State = StudyController::State;

/// Studies in the real window, with mouse and keyboard, on a dataset that takes seconds.
class TestCompareWindow : public iic::test::WindowTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = iic::test::writeSmallSky(scratch("sky"));
        file_ = iic::test::buildTinyDataset(sky_);
        QVERIFY(!file_.empty());
    }
    void cleanup() {
        QSettings().clear();
        applyTheme(*qApp, ThemeChoice::System);
    }

    void withoutADatasetItSaysWhatToDo() {
        CompareSession session(scratch("empty"));
        QVERIFY(session.openCompare());
        QVERIFY(!session.find<QToolButton>("startStudyButton")->isEnabled());
        QCOMPARE(session.text("studyDatasetReason"), QString("Open a dataset, or choose a file."));
        QTRY_VERIFY(session.result("stem"));
        QVERIFY(session.compare().page().view().accessibleName().startsWith("No run of this study"));
        QCOMPARE(session.list().model()->rowCount(), 6);
        QVERIFY(!session.compare().reportAction()->isEnabled());
    }

    /// And what is done is evaluated, reported, and shown again by another window.
    void aStudyRunsToItsEnd() {
        CompareSession session(scratch("whole"));
        QVERIFY(session.openCompare(file_));
        session.chooseQuickStudy();
        QVERIFY(session.canStart());
        QTRY_VERIFY_WITH_TIMEOUT(session.text("studyEstimate").startsWith("2 of 2 runs to train: about"), 60000);
        QTRY_COMPARE(session.compare().queue().model().rowCount(), 2);
        QCOMPARE(session.compare().queue().model().index(1, 0).data().toString(), QString("○ IICnet, 3 × 3 stem"));
        auto* queue = session.find<QTableView>("studyQueue");
        QVERIFY(queue->isColumnHidden(1)); // one seed tells nothing
        session.typeInto("studyRepeats", "2");
        QTRY_COMPARE(session.compare().queue().model().rowCount(), 4);
        QVERIFY(!queue->isColumnHidden(1));
        session.typeInto("studyRepeats", "1");
        QTRY_COMPARE(session.compare().queue().model().rowCount(), 2);
        QVERIFY(session.canStart());
        session.press("startStudyButton");
        QVERIFY(session.studies().isActive());
        QVERIFY(!session.find<QLineEdit>("studyEpochs")->isEnabled());
        QVERIFY(session.waitFor([&] { return session.studies().run() != nullptr; }));
        QVERIFY(!session.training().otherWork().isEmpty());
        QTRY_VERIFY(session.text("studyRun").startsWith("IICnet, seed 1"));
        QVERIFY(session.isInState(State::Idle));
        QVERIFY(session.training().otherWork().isEmpty());
        QVERIFY(session.isDone("stem"));

        const StudyResult& stem = *session.result("stem");
        QTRY_COMPARE(session.cell(0, 0), QString("5 × 5"));
        QTRY_COMPARE(session.cell(0, 2), QLocale().toString(100 * stem.variants[0].test().mean, 'f', 2));
        QCOMPARE(session.cell(0, 3), QString("95.21"));
        QTRY_COMPARE(session.cell(0, 4), QString("1.74 M"));
        QCOMPARE(session.text("studyVerdict"), QString::fromStdString(stem.verdict()));
        const auto& figure = session.compare().page().view().comparison();
        QVERIFY(figure);
        QCOMPARE(figure->content().series.size(), std::size_t{2});
        QCOMPARE(figure->content().series[0].points.front().y, stem.variants[0].curves[0][0].validationAccuracy);
        QCOMPARE(figure->content().marks.front().y, 0.9521);
        QTRY_VERIFY(session.text("studyEstimate").startsWith("All runs of these studies are done"));
        QVERIFY(QFileInfo(QString::fromStdString((session.compare().folder() / "study.json").string())).isFile());
        QCOMPARE(session.compare().folder(), scratch("whole") / "studies" / "tiny");
        QCOMPARE(session.window.issues().count(Severity::Error), 0);

        saveReports(session);
        evaluateARun(session);
        reopen(session.compare().folder());
    }

    void itPausesAndAnswersAClickMeanwhile() {
        CompareSession session(scratch("pause"));
        QVERIFY(session.hasModel());
        QVERIFY(session.openCompare(file_));
        session.chooseQuickStudy(200);
        QVERIFY(session.canStart());
        session.press("startStudyButton");
        QVERIFY(session.waitFor([&] { return session.studies().run() && !session.studies().run()->live.epochs.empty(); }));
        session.press("pauseStudyButton");
        QCOMPARE(session.studies().state(), State::Pausing); // shown at once
        QVERIFY(session.isInState(State::Paused));
        const auto step = session.studies().run()->live.lastStep;
        session.window.workspaces().show(session.window.dataset());
        session.clickInGallery(1);
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().prediction(session.dataset().current()).has_value(), 20000);
        QCOMPARE(session.studies().run()->live.lastStep->step, step->step);
        QCOMPARE(session.studies().run()->live.lastStep->epoch, step->epoch);

        session.window.workspaces().show(session.compare());
        session.press("pauseStudyButton");
        QCOMPARE(session.studies().state(), State::Running);
        QVERIFY(session.waitFor([&] { return session.studies().run()->live.epochs.size() > std::size_t(step->epoch); }));
        session.window.workspaces().show(session.window.dataset());
        session.clickInGallery(3);
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().prediction(session.dataset().current()).has_value(), 20000);
        QCOMPARE(session.studies().state(), State::Running);
        session.window.workspaces().show(session.compare());
        session.press("stopStudyButton");
        QCOMPARE(session.studies().state(), State::Stopping);
        QVERIFY(session.isInState(State::Idle));
    }

    void aStoppedStudyIsGoneOnWith() {
        const auto folder = scratch("stopped") / "study";
        std::size_t before = 0;
        {
            CompareSession session(scratch("stopped"));
            QVERIFY(session.openCompare(file_));
            session.chooseQuickStudy(3);
            session.typeInto("studyFolderEdit", QString::fromStdString(folder.string()));
            QVERIFY(session.canStart());
            session.press("startStudyButton");
            QVERIFY(session.waitFor([&] { return session.studies().run() && !session.studies().run()->live.epochs.empty(); }));
            session.press("stopStudyButton");
            QVERIFY(session.isInState(State::Idle));
            before = session.studies().run()->live.epochs.size();
            QVERIFY(before >= 1 && before < 3);
        }
        CompareSession session(scratch("stopped again"));
        QVERIFY(session.openCompare());
        session.typeInto("studyFolderEdit", QString::fromStdString(folder.string()));
        QTRY_VERIFY(session.compare().document().begun());
        QTRY_COMPARE(session.find<QLineEdit>("studyEpochs")->text(), QString("3"));
        QVERIFY(!session.find<QLineEdit>("studyEpochs")->isEnabled());
        QCOMPARE(session.text("studyFolderReason"), QString("It goes on with the study begun here."));
        QVERIFY(session.canStart());
        QCOMPARE(session.find<QToolButton>("startStudyButton")->text(), QString("Go on"));
        session.list().setCurrentIndex(session.compare().list().index(1)); // of which nothing is done
        QVERIFY(session.compare().page().view().accessibleName().contains("press Go on"));
        session.list().setCurrentIndex(session.compare().list().index(0));
        session.press("startStudyButton");
        QVERIFY(session.waitFor([&] { return session.studies().run() && session.studies().run()->live.hasBegun; }));
        QVERIFY(session.studies().run()->live.epochs.size() >= before);
        QVERIFY(session.isInState(State::Idle));
        QVERIFY(session.isDone("stem"));
        QCOMPARE(session.result("stem")->variants[0].curves[0].size(), std::size_t{3});
    }

    void aTrainingAndAStudyKeepEachOtherOut() {
        CompareSession session(scratch("apart"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(400);
        session.click("startTrainingButton");
        QVERIFY(session.openCompare());
        session.chooseQuickStudy(200);
        QTRY_VERIFY(session.text("studyRefusal").contains("Train workspace"));
        QVERIFY(!session.find<QToolButton>("startStudyButton")->isEnabled());
        session.training().stop();
        QVERIFY(session.TrainSession::isInState(TrainingState::Idle));
        QVERIFY(session.canStart());
        QVERIFY(session.find<QLabel>("studyRefusal")->isHidden());
        session.press("startStudyButton");
        session.window.workspaces().show(session.train());
        QVERIFY(!session.part<QToolButton>("startTrainingButton")->isEnabled());
        QVERIFY(session.part<QLabel>("trainingRefusal")->text().contains("Compare workspace"));
        session.studies().stop();
        QVERIFY(session.isInState(State::Idle));
        QVERIFY(session.part<QToolButton>("startTrainingButton")->isEnabled());
    }

    void aDamagedStudyIsOneIssue() {
        const auto folder = scratch("damaged");
        QFile record(QString::fromStdString((folder / "study.json").string()));
        QVERIFY(record.open(QIODevice::WriteOnly) && record.write("{\"recipe\": 3") > 0);
        record.close();
        CompareSession session(scratch("damage"));
        QVERIFY(session.openCompare(file_));
        session.typeInto("studyFolderEdit", QString::fromStdString(folder.string()));
        QTRY_COMPARE(session.window.issues().count(Severity::Error), 1);
        QTRY_COMPARE(session.text("studyFolderReason"), QString("is not the record of a study"));
        QVERIFY(!session.find<QToolButton>("startStudyButton")->isEnabled());
        QCOMPARE(session.window.issues().issues().back().count, 1);
        QVERIFY(session.window.issues().issues().back().file.endsWith("study.json"));
    }

    void byKeysAlone() {
        CompareSession session(scratch("keys"));
        QVERIFY(session.openCompare(file_));
        QVERIFY(session.list().hasFocus());
        session.chooseQuickStudy(200);
        session.list().setFocus();
        QTest::keyClick(&session.list(), Qt::Key_Home);
        QTest::keyClick(&session.list(), Qt::Key_Space); // the stem's is checked at first
        QVERIFY(session.compare().list().chosen().empty());
        QTRY_COMPARE(session.text("studyEstimate"), QString("Check the studies to be run."));
        QTest::keyClick(&session.list(), Qt::Key_End);
        QCOMPARE(session.page().study(), std::string("modalities"));
        for (int step = 0; step < 2; ++step)
            QTest::keyClick(&session.list(), Qt::Key_Up);
        QTest::keyClick(&session.list(), Qt::Key_Space);
        QCOMPARE(session.compare().list().chosen(), std::vector<std::string>{"bands"});
        QVERIFY(session.canStart());
        QTest::keyClick(&session.window, Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(session.waitFor([&] { return session.studies().run() && !session.studies().run()->live.epochs.empty(); }));
        QTRY_VERIFY_WITH_TIMEOUT(session.compare().page().view().comparison(), 20000); // it grows while the study runs
        ComparisonView& view = session.compare().page().view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.accessibleDescription().startsWith("W1 W2 W3, epoch 1: 0."));
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(view.comparison()->isHidden(0));
        QTest::keyClick(&session.window, Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(session.isInState(State::Paused));
        QTest::keyClick(&session.window, Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(session.isInState(State::Idle));
    }

    /// The table has the room of its rows, and keeps it while the counts come and when it comes back.
    void networksStandBesideTable3() {
        applyTheme(*qApp, ThemeChoice::Light); // whose rows are high
        CompareSession session(scratch("networks"));
        session.window.resize(1600, 1000);
        QVERIFY(session.openCompare());
        QTRY_VERIFY(session.result("networks"));
        const QModelIndex networks = session.compare().list().index(session.compare().list().rowOf("networks"));
        QTest::mouseClick(session.list().viewport(), Qt::LeftButton, {}, session.list().visualRect(networks).center());
        const QTableView& view = session.compare().page().table().view();
        const auto hasItsRoom = [&view] {
            const int spare = view.height() - view.horizontalHeader()->height() - view.verticalHeader()->length();
            return spare >= 0 && spare < view.rowHeight(0);
        };
        QTRY_COMPARE(session.cell(8, 0), QString("RepVGG-B0"));
        QTRY_VERIFY(hasItsRoom());
        QTRY_COMPARE_WITH_TIMEOUT(session.cell(1, 4), QString("134.27 M"), 240000);
        QTRY_COMPARE_WITH_TIMEOUT(session.cell(8, 4), QString("13.06 M"), 240000);
        QVERIFY(hasItsRoom());

        auto* choice = session.find<QComboBox>("studyTable");
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(session.cell(1, 0), QString("VGG16"));
        QCOMPARE(session.cell(1, 3), QString("134.27 M"));
        QTRY_COMPARE_WITH_TIMEOUT(session.cell(3, 2), QString("21.29 M"), 240000);
        QCOMPARE(session.cell(3, 3), QString("46.99 M"));
        QVERIFY(session.text("countNotes").startsWith("ResNet34: the paper's is no standard ResNet34"));
        QTest::keyClick(choice, Qt::Key_Up);
        QCOMPARE(session.cell(8, 0), QString("RepVGG-B0"));
        QTRY_VERIFY(hasItsRoom());
    }

    void closingAsksWhileAStudyRuns() {
        CompareSession session(scratch("closing"));
        QVERIFY(session.openCompare(file_));
        session.chooseQuickStudy(200);
        QVERIFY(session.canStart());
        session.press("startStudyButton");
        session.window.close();
        QVERIFY(session.window.isVisible());
        auto* box = session.window.findChild<QMessageBox*>("closeWhileStudying");
        QVERIFY(box);
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!session.window.isVisible());
        QVERIFY(session.isInState(State::Idle));
    }

  private:
    /// With the numbers of the page.
    void saveReports(CompareSession& session) {
        const auto folder = scratch("reports");
        const QString number = QLocale().toString(100 * session.result("stem")->variants[1].validation().mean, 'f', 2);
        for (const char* name : {"studies.html", "studies.pdf"})
            session.window.compareActions().saveReportAs(folder / name, false);
        const auto read = [&](const char* name) {
            QFile file(QString::fromStdString((folder / name).string()));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY(read("studies.pdf").startsWith("%PDF"));
        const QString page = QString::fromUtf8(read("studies.html"));
        QVERIFY(page.contains(number));
        QVERIFY(page.contains("First convolution"));
        QVERIFY(page.contains("<svg"));
        QVERIFY(!page.contains("Size of the input")); // of which nothing is done
        session.compare().page().table().panel().saveAs(QString::fromStdString((folder / "results.csv").string()));
        QTRY_VERIFY(read("results.csv").startsWith("variant,validation_accuracy"));
        QVERIFY(read("results.csv").contains("5 × 5"));
    }

    void evaluateARun(CompareSession& session) {
        auto& view = session.compare().page().table().view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(1, 0)).center());
        QVERIFY(session.compare().page().view().pointed() && session.compare().page().view().pointed()->series == 1);
        QTest::keyClick(&view, Qt::Key_E);
        QCOMPARE(&session.window.workspaces().current(), static_cast<Workspace*>(&session.window.evaluate()));
        const auto& issues = session.window.issues();
        QTRY_VERIFY2_WITH_TIMEOUT(session.window.evaluate().evaluation().judgement(),
                                  issues.issues().empty() ? "" : qPrintable(issues.sentence(issues.rowCount() - 1)), 30000);
        QCOMPARE(QString::fromStdString(session.window.evaluate().evaluation().judgement()->model.string()),
                 QString::fromStdString((session.result("stem")->variants[1].runs[0].folder / "best.h5").string()));
    }

    /// With what was checked before, though nothing but the folder is known.
    void reopen(const std::filesystem::path& folder) {
        QSettings().clear();
        CompareSession session(scratch("reopened"));
        QVERIFY(session.openCompare());
        session.typeInto("studyFolderEdit", QString::fromStdString(folder.string()));
        QVERIFY(session.isDone("stem"));
        QTRY_VERIFY(!session.text("studyVerdict").isEmpty());
        QTRY_COMPARE(session.compare().queue().model().done(), std::size_t{2});
        QVERIFY(session.compare().reportAction()->isEnabled());
    }

    std::filesystem::path sky_, file_;
};

IIC_WINDOW_TEST_MAIN(TestCompareWindow)
#include "test_compare_window.moc"
