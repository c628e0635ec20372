#pragma once

#include "workspaces/train/RunTableModel.h"

#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTableView;

namespace iic::ui {

/// The runs of the project in a table, and what can be done with the one that is selected.
class RunsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit RunsPanel(RunStore& runs, QWidget* parent = nullptr);

    RunTableModel& model() { return *model_; }
    QTableView& view() { return *view_; }
    const KnownRun* current() const;
    void select(std::int64_t id);
    /// The run under way; nullptr: none.
    void setLive(const LiveRun* live);

  Q_SIGNALS:
    void currentChanged();
    void continued(std::int64_t run);
    void reproduced(std::int64_t run);
    void startedFrom(const std::filesystem::path& weights);
    void usedForClassifying(const std::filesystem::path& weights);
    void reportWanted(const std::filesystem::path& run);

  private:
    QAction* add(const QString& name, const QString& text, const QKeySequence& key, void (RunsPanel::*what)(const KnownRun&));
    void makeActions();
    void keepSelection();
    void updateActions();
    void rename(const KnownRun& run);
    void tag(const KnownRun& run);
    void remove(const KnownRun& run);
    void overlay(const KnownRun& run);
    void carryOn(const KnownRun& run) { Q_EMIT continued(run.id); }
    void reproduce(const KnownRun& run) { Q_EMIT reproduced(run.id); }
    void startFrom(const KnownRun& run) { Q_EMIT startedFrom(run.folder / "best.h5"); }
    void useModel(const KnownRun& run) { Q_EMIT usedForClassifying(run.folder / "best.h5"); }
    void saveReport(const KnownRun& run) { Q_EMIT reportWanted(run.folder); }
    void forget(const KnownRun& run) { runs_.forget(run.id); }
    void showFolder(const KnownRun& run);

    RunStore& runs_;
    RunTableModel* model_;
    QTableView* view_;
    QStackedWidget* stack_;
    const LiveRun* live_ = nullptr;
    std::optional<std::int64_t> selected_; ///< kept while the list is made anew
    QAction *rename_, *tag_, *overlay_, *continue_, *reproduce_, *startFrom_, *useModel_, *report_, *showFolder_, *forget_,
        *remove_;
};

} // namespace iic::ui
