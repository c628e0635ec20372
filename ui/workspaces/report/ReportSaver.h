#pragma once

#include "bridge/ComputeThread.h"
#include "bridge/IoPool.h"
#include "workspaces/report/ReportedRun.h"

namespace iic::ui {

class IssueModel;

/// Saves reports of runs while the window goes on: the network is asked on the compute thread, where clicks go first; the report
/// is written on another.
class ReportSaver : public QObject {
    Q_OBJECT

  public:
    ReportSaver(ComputeThread& compute, IssueModel& issues, QObject* parent = nullptr);

    /// `path` and `overwrite` as saveReport takes them.
    void save(const ReportRequest& request, const std::filesystem::path& path, bool overwrite);

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);
    /// The file, of a folder its page.
    void saved(const QString& file);

  private:
    void write(ReportedRun run, const std::filesystem::path& path, bool overwrite);
    void follow(Job* job, const QString& title);

    ComputeThread& compute_;
    IssueModel& issues_;
    IoPool writing_{1};
};

} // namespace iic::ui
