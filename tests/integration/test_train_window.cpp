#include "TrainSession.h"
#include "WrittenRun.h"

#include "plots/LearningCurvesView.h"
#include "workspaces/train/CurvesPanel.h"
#include "workspaces/train/MistakesPanel.h"

#include "nn/Checkpoint.h"
#include "nn/RunLock.h"
#include "nn/RunRecord.h"

#include <QCheckBox>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSplitter>

using namespace iic;
using namespace iic::ui;
using iic::test::TrainSession;

/// Training in the real window, with mouse and keyboard, on a dataset that takes seconds.
class TestTrainWindow : public iic::test::WindowTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = iic::test::writeSmallSky(scratch("sky"));
        file_ = iic::test::buildTinyDataset(sky_);
        QVERIFY(!file_.empty());
    }
    void cleanup() { QSettings().clear(); }

    void withoutADatasetItSaysWhatToDo() {
        TrainSession session(scratch("empty"));
        QVERIFY(QTest::qWaitForWindowActive(&session.window));
        session.press(Qt::Key_3);
        QVERIFY(session.train().isVisible());
        QVERIFY(!session.part<QToolButton>("startTrainingButton")->isEnabled());
        QCOMPARE(session.part<QLabel>("runDatasetReason")->text(), QString("Open a dataset, or choose a file."));
        QVERIFY(session.train().curves().loss().accessibleName().startsWith("Start a run"));
    }

    void noKeyOfTheMenusDoesTwoThings() {
        TrainSession session(scratch("keys"));
        QHash<QKeySequence, QString> holders;
        int keys = 0;
        for (const QAction* action : session.window.findChildren<QAction*>()) {
            const auto menus = action->associatedObjects();
            if (std::ranges::none_of(menus, [](const QObject* object) { return qobject_cast<const QMenu*>(object); }) ||
                action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!holders.contains(key), qPrintable(key.toString() + ": " + holders[key] + " and " + action->text()));
                holders[key] = action->text();
                ++keys;
            }
        }
        QVERIFY(keys > 20);
    }

    void aTrainingIsStartedAndPausedByKeys() {
        TrainSession session(scratch("by keys"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(400);
        QTest::keyClick(&session.window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(session.hasEpochs(1));
        QTest::keyClick(&session.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(session.isInState(TrainingState::Paused));
        QTest::keyClick(&session.window, Qt::Key_Period, Qt::ControlModifier);
        QVERIFY(session.isInState(TrainingState::Idle));
    }

    void aRunIsWatchedToItsEnd() {
        TrainSession session(scratch("watch"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(3);
        session.click("startTrainingButton");
        QVERIFY(session.training().isActive());
        QVERIFY(session.hasEpochs(1));
        const LiveRun& run = *session.training().run();
        QCOMPARE(run.request.name, QString("run 1"));
        QVERIFY(run.inputsPerSecond > 0 && run.memory > 0 && run.lastStep->gradientNorm > 0);
        QVERIFY(session.listsRuns(1));
        QTRY_COMPARE(session.cell(0, RunTableModel::Name), QString("run 1 ●"));
        QCOMPARE(session.cell(0, RunTableModel::Network), QString("IICnet 5×5"));
        QVERIFY(session.isInState(TrainingState::Idle));
        QCOMPARE(run.epochs.size(), std::size_t{3});
        QTRY_COMPARE(session.cell(0, RunTableModel::Epochs), QString("3/3"));
        QCOMPARE(session.cell(0, RunTableModel::Name), QString("run 1"));

        const auto record = readRunRecord(run.request.options.runFolder);
        QVERIFY(record && record->epochsDone == 3 && record->options.card.runId == "run 1");
        QVERIFY(run.request.options.runFolder.parent_path() == scratch("watch") / "runs");
        LearningCurvesView& loss = session.train().curves().loss();
        loss.setFocus();
        QTest::keyClick(&loss, Qt::Key_End);
        QVERIFY(loss.accessibleDescription().startsWith("epoch 3: training "));
        QCOMPARE(session.train().curves().accuracy().pointed(), std::optional(3));
    }

    void theKeyboardStaysWithTheRun() {
        TrainSession session(scratch("focus"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(400);
        session.part<QToolButton>("startTrainingButton")->setFocus();
        QTest::keyClick(session.part<QToolButton>("startTrainingButton"), Qt::Key_Space);
        QVERIFY(session.training().isActive());
        QVERIFY(session.train().curves().loss().hasFocus());
        QVERIFY(session.hasEpochs(1));
        session.part<QToolButton>("stopTrainingButton")->setFocus();
        QTest::keyClick(session.part<QToolButton>("stopTrainingButton"), Qt::Key_Space);
        QVERIFY(session.isInState(TrainingState::Idle));
        QVERIFY(session.train().curves().loss().hasFocus());
    }

    void aProjectThatCanOnlyBeReadGetsNoRun() {
        const auto folder = scratch("read only");
        TrainSession first(folder);
        QTRY_VERIFY(!first.window.project().file().empty());
        TrainSession second(folder);
        QVERIFY(QTest::qWaitForWindowActive(&second.window));
        second.window.workspaces().show(second.train());
        second.window.open({file_});
        QTRY_VERIFY(second.train().form().isComplete());
        const auto* refusal = second.part<QLabel>("trainingRefusal");
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().contains(QStringLiteral("process %1").arg(QCoreApplication::applicationPid())),
                 qPrintable(refusal->text()));
        QVERIFY(!second.part<QToolButton>("startTrainingButton")->isEnabled());
        QVERIFY(!first.part<QLabel>("trainingRefusal"));
        first.window.workspaces().show(first.train());
        QVERIFY(!first.part<QLabel>("trainingRefusal")->isVisible());
    }

    void inAProjectThatCanOnlyBeReadNoRunGoesOn() {
        const auto folder = scratch("read only run");
        iic::test::writeRun(folder / "runs" / "run 1", 2); // of the 200 that are usual
        TrainSession first(folder);
        QTRY_VERIFY(!first.window.project().file().empty());
        first.window.runs().add(folder / "runs" / "run 1", "run 1");
        QTRY_VERIFY(!first.window.runs().runs().empty());
        TrainSession second(folder);
        QVERIFY(QTest::qWaitForWindowActive(&second.window));
        second.window.workspaces().show(second.train());
        QVERIFY(second.listsRuns(1));
        const QString why = second.part<QLabel>("trainingRefusal")->text();
        QVERIFY2(why.contains("can only be read"), qPrintable(why));
        int refused = 0;
        for (const char* action : {"continueRun", "reproduceRun"}) {
            QTRY_VERIFY(second.runs().findChild<QAction*>(action)->isEnabled());
            second.runs().findChild<QAction*>(action)->trigger();
            QVERIFY2(!second.training().isActive(), action);
            QCOMPARE(second.window.issues().issues().back().what, why);
            QCOMPARE(second.window.issues().issues().back().count, ++refused);
        }
    }

    void itPausesAndAnswersAClickMeanwhile() {
        TrainSession session(scratch("pause"));
        QVERIFY(session.hasModel());
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(400);
        session.click("startTrainingButton");
        QVERIFY(session.hasEpochs(1));
        session.window.workspaces().show(session.window.dataset());
        session.clickInGallery(1);
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().prediction(session.dataset().current()).has_value(), 20000);
        QCOMPARE(session.training().state(), TrainingState::Running);

        session.window.workspaces().show(session.train());
        session.click("pauseTrainingButton");
        QCOMPARE(session.training().state(), TrainingState::Pausing); // shown at once
        QVERIFY(session.isInState(TrainingState::Paused));
        const auto step = session.training().run()->lastStep;
        session.window.workspaces().show(session.window.dataset());
        session.clickInGallery(3);
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().prediction(session.dataset().current()).has_value(), 20000);
        QCOMPARE(session.training().run()->lastStep->step, step->step);
        QCOMPARE(session.training().run()->lastStep->epoch, step->epoch);

        session.window.workspaces().show(session.train());
        session.click("pauseTrainingButton");
        QCOMPARE(session.training().state(), TrainingState::Running);
        QVERIFY(session.hasEpochs(static_cast<std::size_t>(step->epoch) + 1));
        session.click("stopTrainingButton");
        QCOMPARE(session.training().state(), TrainingState::Stopping);
        QVERIFY(session.isInState(TrainingState::Idle));
    }

    void aStoppedRunIsContinued() {
        TrainSession session(scratch("continue"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(5);
        session.click("startTrainingButton");
        QVERIFY(session.hasEpochs(2));
        session.click("stopTrainingButton");
        QVERIFY(session.isInState(TrainingState::Idle));
        const auto folder = session.training().run()->request.options.runFolder;
        const auto done = readRunRecord(folder)->epochsDone;
        QVERIFY(done >= 2 && done < 5);
        QTRY_COMPARE(session.cell(0, RunTableModel::Epochs), QString("%1/5").arg(done));

        QTRY_VERIFY(session.runs().findChild<QAction*>("continueRun")->isEnabled());
        {
            const auto elsewhere = RunLock::acquire(folder);
            QVERIFY2(elsewhere, elsewhere ? "" : elsewhere.error().oneLine().c_str());
            session.runs().findChild<QAction*>("continueRun")->trigger();
            QVERIFY(session.isInState(TrainingState::Idle));
            QVERIFY2(session.fault().contains("another process trains here"), qPrintable(session.fault()));
        }
        session.runs().view().setFocus();
        QVERIFY(session.runs().view().hasFocus());
        QTest::keyClick(&session.runs().view(), Qt::Key_C);
        QVERIFY(session.training().isActive());
        QVERIFY(session.hasEpochs(5));
        QVERIFY(session.isInState(TrainingState::Idle));
        QCOMPARE(readRunRecord(folder)->epochsDone, 5);
        QVERIFY(session.listsRuns(1));
    }

    void aRunGoesOnWithItsRenamedDataset() {
        const auto folder = scratch("renamed");
        const auto file = folder / "before.h5", renamed = folder / "after.h5";
        std::filesystem::copy_file(file_, file);
        TrainSession session(folder);
        QVERIFY(session.openTrain(file));
        session.chooseQuickOptions(400);
        session.click("startTrainingButton");
        QVERIFY(session.hasEpochs(1));
        session.click("stopTrainingButton");
        QVERIFY(session.isInState(TrainingState::Idle));
        const auto run = session.training().run()->request.options.runFolder;
        const auto done = session.training().run()->epochs.size();

        std::filesystem::rename(file, renamed);
        QTRY_VERIFY(session.runs().findChild<QAction*>("continueRun")->isEnabled());
        session.runs().findChild<QAction*>("continueRun")->trigger();
        QVERIFY(session.isInState(TrainingState::Idle));
        QVERIFY2(session.fault().contains("before.h5"), qPrintable(session.fault()));

        session.window.open({renamed});
        QVERIFY(QTest::qWaitFor([&] { return session.dataset().dataset()->dataset.path() == renamed; }, 20000));
        session.runs().findChild<QAction*>("continueRun")->trigger();
        QVERIFY2(session.hasEpochs(done + 1), qPrintable(session.fault()));
        QCOMPARE(session.training().run()->request.dataset, renamed);
        session.click("stopTrainingButton");
        QVERIFY(session.isInState(TrainingState::Idle));
        QVERIFY2(session.fault().isEmpty(), qPrintable(session.fault()));
        const auto record = readRunRecord(run);
        QVERIFY(record && datasetOf(record->options.material, run) == renamed);
    }

    void cudaIsOfferedWhereThereIsSome() {
        TrainSession session(scratch("device"));
        QVERIFY(session.openTrain(file_));
        auto* devices = session.part<QComboBox>("runDevice");
        const int row = devices->findData(static_cast<int>(DeviceChoice::Cuda));
        QVERIFY(row >= 0);
        const auto isOffered = [&] {
            return devices->model()->flags(devices->model()->index(row, 0)).testFlag(Qt::ItemIsEnabled);
        };
        const QString reason = QString::fromStdString(whyNotCuda());
        if (reason.isEmpty()) {
            QTRY_VERIFY(isOffered());
            session.choose("runDevice", static_cast<int>(DeviceChoice::Cuda));
            QVERIFY(session.part<QToolButton>("startTrainingButton")->isEnabled());
            return;
        }
        QTRY_VERIFY(devices->itemData(row, Qt::ToolTipRole).toString().contains(reason));
        QVERIFY(!isOffered());
        devices->setFocus();
        QTest::keyClick(devices, Qt::Key_End);
        QCOMPARE(devices->currentData().toInt(), static_cast<int>(DeviceChoice::Cpu));

        TrainingRequest asked; // on a machine that has it
        asked.options.device = DeviceChoice::Cuda;
        session.train().form().setOptions(asked);
        QCOMPARE(session.part<QLabel>("runDeviceReason")->text(), reason);
        QVERIFY(!session.part<QToolButton>("startTrainingButton")->isEnabled());
        session.choose("runDevice", static_cast<int>(DeviceChoice::Automatic));
        QVERIFY(session.part<QToolButton>("startTrainingButton")->isEnabled());
    }

    void aMistakeLeadsToItsSource() {
        TrainSession session(scratch("mistake"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(400);
        session.type("runRate", "0.000001"); // learns next to nothing
        session.click("startTrainingButton");
        QVERIFY(session.hasEpochs(1));
        session.click("pauseTrainingButton");
        QVERIFY(session.isInState(TrainingState::Paused));
        const ValidationMistakes& mistakes = session.training().run()->mistakes;
        QVERIFY(mistakes.epoch >= 1 && !mistakes.rows.empty());
        GalleryView& gallery = session.train().mistakes().view();
        QTRY_COMPARE(gallery.model()->rowCount(), static_cast<int>(mistakes.rows.size()));
        QVERIFY(gallery.isVisible());
        const QModelIndex first = gallery.model()->index(0, 0);
        QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, gallery.visualRect(first).center());
        QCOMPARE(session.dataset().current(), static_cast<int>(mistakes.rows.front()));
        const auto& columns = session.dataset().dataset()->columns;
        QVERIFY(columns.split[mistakes.rows.front()] == DatasetSplit::Validation);
        QVERIFY(columns.label[mistakes.rows.front()] != mistakes.takenFor.front());
        QTRY_VERIFY(!first.data(Qt::DecorationRole).value<QImage>().isNull());
        QTest::keyClick(&gallery, Qt::Key_Return);
        QVERIFY(session.isShown()); // the dataset
        QCOMPARE(session.dataset().current(), static_cast<int>(mistakes.rows.front()));
    }

    void runsAreMadeAgainComparedAndDeleted() {
        TrainSession session(scratch("runs"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(2);
        session.click("startTrainingButton");
        QVERIFY(session.hasEpochs(2));
        QVERIFY(session.isInState(TrainingState::Idle));
        QTableView& table = session.runs().view();
        QTRY_VERIFY(session.runs().findChild<QAction*>("reproduceRun")->isEnabled());
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_R);
        QVERIFY(session.training().isActive());
        QVERIFY(session.isInState(TrainingState::Idle));
        QVERIFY2(session.listsRuns(2), qPrintable(session.fault()));
        QTRY_COMPARE(session.cell(0, RunTableModel::Epochs), QString("2/2"));
        const auto folder = scratch("runs") / "runs";
        const auto first = readEpochs(folder / "run 1"), second = readEpochs(folder / "run 2");
        QVERIFY(first && second && first->size() == 2);
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY((*first)[i].trainingLoss == (*second)[i].trainingLoss &&
                    (*first)[i].validationLoss == (*second)[i].validationLoss);

        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Down);
        QTest::keyClick(&table, Qt::Key_O); // run 1 over the others
        QTest::keyClick(&table, Qt::Key_Up);
        const auto runsShown = [&] {
            QSet<QString> names;
            const Table numbers = session.train().curves().loss().figure()->numbers();
            for (std::size_t row = 0; row < numbers.rowCount(); ++row)
                names << QString::fromStdString(numbers.find("run")->text(row));
            return names;
        };
        QCOMPARE(runsShown(), (QSet<QString>{"run 1", "run 2"}));

        QTest::keyClick(&table, Qt::Key_F2);
        auto* editor = table.findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "the second");
        QSignalSpy changed(&session.window.runs(), &RunStore::changed);
        session.window.runs().reread(folder / "run 2");
        QVERIFY(changed.wait());
        QCOMPARE(editor->text(), QString("the second"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(session.cell(0, RunTableModel::Name), QString("the second"));

        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Delete);
        auto* box = session.train().findChild<QMessageBox*>();
        QVERIFY(box);
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(session.listsRuns(1));
        QVERIFY(!std::filesystem::exists(folder / "run 2") && std::filesystem::exists(folder / "run 1"));
        QCOMPARE(session.cell(0, RunTableModel::Name), QString("run 1"));
    }

    void aDivergingRunSaysAtWhichStep() {
        TrainSession session(scratch("diverge"));
        QVERIFY(session.openTrain(file_));
        session.chooseQuickOptions(50);
        session.train().form().setStartFrom(poisonedWeights());
        session.click("startTrainingButton");
        QVERIFY(session.training().isActive());
        QVERIFY(session.isInState(TrainingState::Idle));
        QVERIFY2(session.fault().contains("the loss is no longer a number (epoch 1, step 1 of "), qPrintable(session.fault()));
        QVERIFY(session.part<QLabel>("trainingFault")->isVisible());
        const Issue& issue = session.window.issues().issues().back();
        QVERIFY(issue.severity == Severity::Error && issue.code == ErrorCode::Diverged);
        QVERIFY2(issue.what.contains("epoch 1, step 1 of "), qPrintable(issue.what));
        QVERIFY2(session.fault().startsWith("The training has ended: "), qPrintable(session.fault()));
        for (const QString& told : {session.fault(), issue.what})
            QVERIFY2(told.contains(QString::fromStdString(file_.string())), qPrintable(told));
    }

    void closingWhileTrainingAsks() {
        const auto folder = scratch("close");
        {
            TrainSession session(folder);
            QVERIFY(session.openTrain(file_));
            session.chooseQuickOptions(400);
            session.click("startTrainingButton");
            QVERIFY(session.hasEpochs(1));
            session.window.close();
            auto* box = session.window.findChild<QMessageBox*>("closeWhileTraining");
            QVERIFY(box && session.window.isVisible());
            QTest::keyClick(box, Qt::Key_Escape);
            QVERIFY(session.training().isActive());
            QTRY_VERIFY(!session.window.findChild<QMessageBox*>("closeWhileTraining"));
            session.window.close();
            box = session.window.findChild<QMessageBox*>("closeWhileTraining");
            QVERIFY(box);
            for (QAbstractButton* button : box->buttons())
                if (box->buttonRole(button) == QMessageBox::AcceptRole)
                    QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(!session.window.isVisible());
        }
        TrainSession session(folder);
        QVERIFY(session.openTrain(file_));
        QVERIFY(session.listsRuns(1));
        QVERIFY(isUnfinished(*session.runs().current()));
        QCOMPARE(session.part<QLineEdit>("runEpochs")->text(), QString("400")); // as the options were left
        QVERIFY(session.runs().findChild<QAction*>("continueRun")->isEnabled());
    }

    void whatWasSetIsSoAtTheNextStart() {
        const auto folder = scratch("state");
        TrainingRequest set;
        QList<QList<int>> sizes;
        {
            TrainSession session(folder);
            QVERIFY(session.openTrain(file_));
            session.chooseQuickOptions(7);
            session.choose("runPreset", static_cast<int>(ChannelPreset::Lupton));
            session.choose("runStem", 3);
            session.choose("runSchedule", static_cast<int>(RateSchedule::Cosine));
            session.choose("runDevice", static_cast<int>(DeviceChoice::Cpu));
            session.type("runRate", "0.0003");
            session.type("runPatience", "4");
            session.type("runSeed", "18446744073709551615");
            for (const char* box : {"runAugment", "lossIsLogarithmic", "curvesAreWhole"})
                session.part<QCheckBox>(box)->toggle();
            session.part<QSlider>("curveSmoothing")->setValue(55);
            session.splitters().at(0)->setSizes({400, 500, 380});
            for (QSplitter* splitter : session.splitters())
                sizes << splitter->sizes();
            set = session.train().form().request();
            session.window.close();
            QTRY_VERIFY(!session.window.isVisible());
        }
        TrainSession session(folder);
        QVERIFY(QTest::qWaitForWindowActive(&session.window));
        QCOMPARE(&session.window.workspaces().current(), &session.train());
        QCOMPARE(toJson(session.train().form().request()), toJson(set));
        QCOMPARE(set.options.seed, std::uint64_t{18446744073709551615U});
        QVERIFY(set.options.augment && set.options.card.spec.stemKernel == 3 && set.options.patience == 4);
        QVERIFY(session.part<QCheckBox>("lossIsLogarithmic")->isChecked());
        QVERIFY(session.part<QCheckBox>("curvesAreWhole")->isChecked());
        QCOMPARE(session.part<QSlider>("curveSmoothing")->value(), 55);
        QCOMPARE(session.splitters().size(), sizes.size());
        for (qsizetype i = 0; i < sizes.size(); ++i)
            QTRY_COMPARE(session.splitters()[i]->sizes(), sizes[i]);
    }

    void aDatasetThatChangedSinceARunIsRefused() {
        const auto folder = scratch("changed");
        const auto file = folder / "set.h5";
        std::filesystem::copy_file(file_, file);
        {
            TrainSession session(folder);
            QVERIFY(session.openTrain(file));
            session.chooseQuickOptions(400);
            session.click("startTrainingButton");
            QVERIFY(session.hasEpochs(1));
            session.click("stopTrainingButton");
            QVERIFY(session.isInState(TrainingState::Idle));
        }
        std::filesystem::rename(iic::test::buildTinyDataset(sky_, "split anew.h5", 9), file); // the same sources, split anew
        TrainSession session(folder);
        QVERIFY(session.openTrain(file));
        QVERIFY(session.listsRuns(1));
        for (const char* action : {"reproduceRun", "continueRun"}) {
            QTRY_VERIFY(session.runs().findChild<QAction*>(action)->isEnabled());
            session.runs().findChild<QAction*>(action)->trigger();
            QVERIFY(session.training().isActive());
            QVERIFY(session.isInState(TrainingState::Idle));
            const bool isContinued = action == QLatin1String("continueRun");
            QVERIFY2(session.fault().contains(isContinued ? "data: " : "is not the dataset that the run was made with"),
                     qPrintable(session.fault()));
            QVERIFY(session.part<QLabel>("trainingFault")->isVisible());
        }
        QVERIFY(session.listsRuns(1));
    }

  private:
    /// With which no sum stays finite.
    std::filesystem::path poisonedWeights() {
        auto checkpoint = readCheckpoint(iic::test::demoModel()).value();
        for (NamedTensor& tensor : checkpoint.weights)
            std::ranges::fill(tensor.values, std::numeric_limits<float>::max());
        const auto file = scratch("poison") / "weights.h5";
        return writeCheckpoint(file, checkpoint) ? file : std::filesystem::path();
    }

    std::filesystem::path sky_, file_;
};

IIC_WINDOW_TEST_MAIN(TestTrainWindow)
#include "test_train_window.moc"
