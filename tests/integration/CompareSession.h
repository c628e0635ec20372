#pragma once

#include "TrainSession.h"

#include "plots/ComparisonView.h"
#include "shell/CompareActions.h"
#include "workspaces/compare/CompareWorkspace.h"
#include "workspaces/compare/QueuePanel.h"
#include "workspaces/compare/StudyForm.h"
#include "workspaces/compare/StudyListModel.h"
#include "workspaces/compare/StudyListView.h"
#include "workspaces/compare/StudyPage.h"
#include "workspaces/evaluate/ContentTable.h"

namespace iic::test {

/// A window with the Compare workspace shown.
struct CompareSession : TrainSession {
    using TrainSession::TrainSession;

    bool openCompare() {
        if (!QTest::qWaitForWindowActive(&window))
            return false;
        window.workspaces().currentWidget()->setFocus();
        QTest::keyClick(window.workspaces().currentWidget(), Qt::Key_7);
        return &window.workspaces().current() == &compare();
    }
    /// And a dataset, on which the study of a folder can be begun.
    bool openCompare(const std::filesystem::path& dataset) {
        if (!openCompare())
            return false;
        window.open({dataset});
        return waitFor([this] { return this->dataset().dataset() && compare().form().dataset(); }) &&
               &window.workspaces().current() == &compare();
    }
    ui::CompareWorkspace& compare() { return window.compare(); }
    ui::StudyController& studies() { return window.studies(); }
    template <typename Widget> Widget* find(const char* name) { return compare().findChild<Widget*>(QLatin1String(name)); }
    template <typename Condition> static bool waitFor(Condition isSo, int milliseconds = 240000) {
        return QTest::qWaitFor(isSo, milliseconds);
    }
    bool isInState(ui::StudyController::State state) {
        return waitFor([&] { return studies().state() == state; });
    }
    ui::StudyListView& list() { return *find<ui::StudyListView>("studies"); }
    QString text(const char* label) { return find<QLabel>(label)->text(); }

    void typeInto(const char* field, const QString& text) {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void press(const char* button) { QTest::mouseClick(find<QToolButton>(button), Qt::LeftButton); }
    /// A real click into the box of a study.
    void check(const std::string& study) {
        const QModelIndex index = compare().list().index(compare().list().rowOf(study));
        list().scrollTo(index);
        const QRect row = list().visualRect(index);
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, {row.left() + 10, row.center().y()});
    }
    /// Once, of one epoch, by small batches.
    void chooseQuickStudy(int epochs = 1, int repeats = 1) {
        typeInto("studyRepeats", QString::number(repeats));
        typeInto("studyEpochs", QString::number(epochs));
        typeInto("studyBatch", QStringLiteral("16"));
        typeInto("studyRate", QStringLiteral("0.001"));
    }
    bool canStart() {
        return waitFor([this] { return find<QToolButton>("startStudyButton")->isEnabled(); }, 20000);
    }
    const ui::StudyPage& page() { return compare().page(); }
    const StudyResult* result(const std::string& study) {
        const auto& results = compare().document().results();
        if (results)
            for (const StudyResult& one : *results)
                if (one.plan.name == study)
                    return &one;
        return nullptr;
    }
    bool isDone(const std::string& study) {
        return waitFor([&] { return result(study) && result(study)->runsDone == result(study)->runs; });
    }
    QString cell(int row, int column) { return compare().page().table().model().index(row, column).data().toString(); }
};

} // namespace iic::test
