#pragma once

#include "analysis/SimulatedDataset.h"
#include "bridge/IoPool.h"
#include "data/ExportImages.h"
#include "data/ImportImages.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QObject>

#include <set>

namespace iic::ui {

class IssueModel;

/// Does on other threads what the user asks of datasets: opening, building, simulating, splitting, importing, exporting.
/// Every failure goes to the issues, as does what the readers had to forgive; nothing here waits. What is made
/// replaces the file that is there, as the dialogs say.
class DatasetController : public QObject {
    Q_OBJECT

  public:
    explicit DatasetController(IssueModel& issues, QObject* parent = nullptr);
    ~DatasetController() override;

    /// In the place of one that is still being opened.
    void open(const std::filesystem::path& file);
    bool isOpening() const { return openJob_.isRunning(); }
    /// Goes on with an unfinished build of the same options. Cancelled, it keeps what is done; the rest leaves nothing.
    void build(BuildOptions options);
    void simulate(const SimulatedDatasetOptions& options);
    void splitAgain(SharedDataset dataset, const SplitOptions& options, const std::filesystem::path& out);
    void importImages(const ImportOptions& options);
    void exportImages(SharedDataset dataset, const ExportOptions& options);

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);
    void opened(const iic::ui::SharedDataset& dataset);
    /// A dataset was made and can be looked at.
    void made(const iic::ui::SharedDataset& dataset);
    void exported(const QString& folder, qsizetype images);
    /// The tiles and catalogs of a dataset were looked at; those that changed are among the issues.
    void checked(const iic::ui::SharedDataset& dataset, qsizetype changed);

  private:
    using Make = std::function<JobResult<DatasetReport>(JobContext&)>;

    /// Makes the file and reads it; one file is made by one job at a time.
    Job* make(const std::filesystem::path& out, const QString& title, Make work);
    Job* startOpening(const std::filesystem::path& file, std::function<void(SharedDataset)> onOpened);
    void checkSources(SharedDataset dataset);
    void report(const std::filesystem::path& out, const DatasetReport& report);
    void noteUnfinished(const std::filesystem::path& out);
    void reportFailures(Job* job);

    IssueModel& issues_;
    std::set<std::filesystem::path> making_;
    LatestJob openJob_, checkJob_;
    IoPool checking_{1}, io_{3};
};

} // namespace iic::ui
