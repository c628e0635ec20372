#pragma once

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

  private:
    void go();
    void arrive();
    void updateState();

    DatasetDocument& dataset_;
    SkyController& controller_;
    SkyWorkspace& sky_;
    WorkspaceStack& workspaces_;
    IssueModel& issues_;
    std::optional<int> awaited_; ///< the row whose tile is being opened
};

} // namespace iic::ui
