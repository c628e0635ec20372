#pragma once

#include "workspaces/report/ReportSaver.h"

#include <QAction>

class QMenu;
class QWidget;

namespace iic::ui {

class DatasetDocument;
class RunStore;

/// Reports of runs in the window: which run, and where its report goes.
class ReportActions : public QObject {
    Q_OBJECT

  public:
    ReportActions(ComputeThread& compute, const RunStore& runs, const DatasetDocument& dataset, IssueModel& issues,
                  QWidget* window);

    void addTo(QMenu& menu);
    /// Asks where the report goes, and whether what is there is to be replaced, and saves it. A run without a name has the project's.
    void saveReport(ReportRequest request);
    ReportSaver& saver() { return saver_; }

  private:
    void chooseRun();
    void chooseFolder();

    const RunStore& runs_;
    const DatasetDocument& dataset_;
    QWidget* window_;
    QAction* save_;
    ReportSaver saver_;
};

} // namespace iic::ui
