#pragma once

#include "base/Error.h"
#include "bridge/IoPool.h"

#include <QAction>

#include <filesystem>
#include <optional>

namespace iic::ui {

class DatasetDocument;
class IssueModel;
class SkyController;
class SkyWorkspace;
class WorkspaceStack;

/// Leads from a cutout of a dataset to the place on the sky it was cut from, opening its tile where another is open.
class ShowOnSky : public QAction {
    Q_OBJECT

  public:
    ShowOnSky(DatasetDocument& dataset, SkyController& controller, SkyWorkspace& sky, WorkspaceStack& workspaces,
              IssueModel& issues, QObject* parent);

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);

  private:
    using Files = std::vector<std::filesystem::path>;

    void go();
    void openTile(int row, const Files& files);
    void checkTile(int row);
    void followOpening(Job* job);
    void pan();
    void arrive();
    void updateState();

    DatasetDocument& dataset_;
    SkyController& controller_;
    SkyWorkspace& sky_;
    WorkspaceStack& workspaces_;
    IssueModel& issues_;
    std::optional<int> awaited_; ///< the row whose tile is being opened
    bool isTileShown_ = false; ///< that of the awaited row
    int opening_ = 0; ///< jobs under way since it is awaited
    LatestJob lookJob_, checkJob_;
    IoPool io_{1};
};

} // namespace iic::ui
