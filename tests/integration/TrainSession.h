#pragma once

#include "DatasetSession.h"

#include "workspaces/train/RunOptionsForm.h"
#include "workspaces/train/RunsPanel.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

namespace iic::test {

/// A dataset of a small sky that a network learns from in seconds.
inline std::filesystem::path buildTinyDataset(const std::filesystem::path& sky, const char* name = "tiny.h5",
                                              std::uint64_t splitSeed = 1) {
    BuildOptions options;
    options.tiles = {sky};
    options.catalogs = {{sky / "catalog.tbl", sky / "truth.tbl"}};
    options.out = sky / name;
    options.split.rule = SplitRule::Random;
    options.split.seed = splitSeed;
    options.selection.maximumPerClass = 24;
    NoProgress quiet;
    return buildDataset(options, quiet, {}) ? options.out : std::filesystem::path();
}

/// A window with a dataset open and the Train workspace shown.
struct TrainSession : DatasetSession {
    using DatasetSession::DatasetSession;

    bool openTrain(const std::filesystem::path& dataset) {
        if (!QTest::qWaitForWindowActive(&window))
            return false;
        window.workspaces().currentWidget()->setFocus();
        QTest::keyClick(window.workspaces().currentWidget(), Qt::Key_3);
        window.open({dataset});
        return QTest::qWaitFor(
                   [this] { return this->dataset().dataset() && part<QToolButton>("startTrainingButton")->isEnabled(); },
                   20000) &&
               &window.workspaces().current() == &train();
    }
    ui::TrainWorkspace& train() { return window.train(); }
    ui::TrainingController& training() { return window.training(); }
    template <typename Widget> Widget* part(const char* name) { return train().findChild<Widget*>(QLatin1String(name)); }

    /// As typed by hand.
    void type(const char* field, const QString& text) {
        auto* edit = part<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void choose(const char* box, int data) {
        auto* choice = part<QComboBox>(box);
        choice->setFocus();
        while (choice->currentData().toInt() != data)
            QTest::keyClick(choice, choice->currentIndex() < choice->findData(data) ? Qt::Key_Down : Qt::Key_Up);
    }
    void click(const char* button) { QTest::mouseClick(part<QToolButton>(button), Qt::LeftButton); }
    void click(const SkyCoord& position) { DatasetSession::click(position); }
    /// Small inputs, small batches and so many epochs.
    void chooseQuickOptions(int epochs) {
        choose("runSide", 64);
        type("runBatch", "8");
        type("runEpochs", QString::number(epochs));
    }
    bool isInState(ui::TrainingState state) {
        return QTest::qWaitFor([&] { return training().state() == state; }, 240000);
    }
    bool hasEpochs(std::size_t epochs) {
        return QTest::qWaitFor([&] { return training().run() && training().run()->epochs.size() >= epochs; }, 240000);
    }
    QList<QSplitter*> splitters() { return train().findChildren<QSplitter*>(); }
    ui::RunsPanel& runs() { return train().runsPanel(); }
    bool listsRuns(int count) {
        return QTest::qWaitFor([&] { return runs().model().rowCount() == count; }, 20000);
    }
    QString cell(int row, int column) { return runs().model().index(row, column).data().toString(); }
    QString fault() { return part<QLabel>("trainingFault")->text(); }
};

} // namespace iic::test
