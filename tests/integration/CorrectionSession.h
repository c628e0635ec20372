#pragma once

#include "EvaluateSession.h"

#include "project/Project.h"
#include "workspaces/review/ReviewWorkspace.h"

namespace iic::test {

/// A project with "run 1", which learned from the dataset for two epochs.
inline bool makeProjectWithRun(const std::filesystem::path& folder, const std::filesystem::path& dataset) {
    const auto run = folder / "runs" / "run 1";
    auto project = Project::create(folder / "session.iicproj");
    return project && !trainBriefly(dataset, run).empty() && project->addRun("run 1", run) && project->close();
}

/// A project beside a run of its own.
struct CorrectionSession : EvaluateSession {
    explicit CorrectionSession(const std::filesystem::path& folder)
        : EvaluateSession(folder, folder / "runs" / "run 1" / "best.h5") {}

    ui::DatasetGallery& judgedGallery() { return page().gallery(); }
    template <typename Widget> Widget* ofReview(const char* name) {
        return window.review().findChild<Widget*>(QLatin1String(name));
    }
    bool shows(const ui::Workspace& workspace) { return &window.workspaces().current() == &workspace; }
    bool goesTo(Qt::Key key, const ui::Workspace& workspace) {
        QTest::keyClick(&window, key);
        return shows(workspace);
    }
    void clickJudged(int place) {
        auto& view = judgedGallery().view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(place, 0)).center());
    }
    bool isWritten() {
        const int row = dataset().current();
        return QTest::qWaitFor([&] { return dataset().labels().writing(row) == ui::LabelStore::Writing::Saved; }, 20000);
    }
    QString corrections() { return ofReview<QLabel>("corrections")->text(); }
};

} // namespace iic::test
