#pragma once

#include "bridge/IoPool.h"
#include "catalog/TableFile.h"
#include "models/SourceList.h"

#include <QAction>

class QMenu;
class QWidget;

namespace iic::ui {

class IssueModel;
class WorkspaceStack;

/// Writes the sources of the workspace that is seen, with predictions and labels, to files: a table, or regions of DS9.
class ExportActions : public QObject {
    Q_OBJECT

  public:
    ExportActions(WorkspaceStack& workspaces, IssueModel& issues, QWidget* window);

    void addTo(QMenu& menu);
    void exportTable(const std::filesystem::path& path, TableFormat format);
    void exportRegions(const std::filesystem::path& path);

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);
    void exported(const QString& file);

  private:
    using Write = std::function<Result<void>(const SourceList& sources, const std::filesystem::path& path, std::stop_token stop)>;

    void chooseTable();
    void chooseRegions();
    void write(const std::filesystem::path& path, Write what);
    void updateActions();

    WorkspaceStack& workspaces_;
    IssueModel& issues_;
    QWidget* window_;
    QAction* table_;
    QAction* regions_;
    IoPool io_{1};
};

} // namespace iic::ui
