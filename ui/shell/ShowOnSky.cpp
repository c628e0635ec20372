#include "shell/ShowOnSky.h"

#include "models/IssueModel.h"
#include "shell/WorkspaceStack.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

/// None when the tile is nowhere: simulated, or a picture.
std::vector<FileRecord> tileRecords(const OpenDataset& dataset, int row) {
    std::vector<FileRecord> records;
    if (const std::int32_t tile = dataset.columns.tile[static_cast<std::size_t>(row)]; tile >= 0)
        for (const auto& [band, file] : dataset.dataset.card().tiles[static_cast<std::size_t>(tile)].files)
            records.push_back(file);
    return records;
}

/// FileNotFound.
Result<std::vector<std::filesystem::path>> tileOnDisk(const OpenDataset& dataset, int row) {
    std::vector<std::filesystem::path> files;
    for (const FileRecord& record : tileRecords(dataset, row)) {
        files.push_back(sourceFile(dataset.dataset, record));
        std::error_code problem;
        if (!std::filesystem::exists(files.back(), problem))
            return fail(ErrorCode::FileNotFound, files.back().string(), "the image this cutout was cut from is no longer there");
    }
    return files;
}

JobResult<std::vector<Error>> changedFiles(const OpenDataset& dataset, int row, const std::stop_token& stop) {
    std::vector<Error> changed;
    for (const FileRecord& record : tileRecords(dataset, row)) {
        if (stop.stop_requested())
            return cancelled();
        if (const auto unchanged = checkSource(dataset.dataset, record); !unchanged)
            changed.push_back(unchanged.error());
    }
    return changed;
}

} // namespace

ShowOnSky::ShowOnSky(DatasetDocument& dataset, SkyController& controller, SkyWorkspace& sky, WorkspaceStack& workspaces,
                     IssueModel& issues, QObject* parent)
    : QAction(tr("Show on the s&ky"), parent),
      dataset_(dataset),
      controller_(controller),
      sky_(sky),
      workspaces_(workspaces),
      issues_(issues) {
    setObjectName(QStringLiteral("showOnSky"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
    connect(this, &QAction::triggered, this, &ShowOnSky::go);
    connect(&controller_, &SkyController::jobStarted, this, &ShowOnSky::followOpening);
    connect(&controller_, &SkyController::tileShown, this, &ShowOnSky::pan);
    connect(&controller_, &SkyController::sourcesShown, this, &ShowOnSky::arrive);
    connect(&dataset_, &DatasetDocument::currentChanged, this, &ShowOnSky::updateState);
    updateState();
}

void ShowOnSky::updateState() {
    const int row = dataset_.current();
    const bool isThere = row >= 0 && !tileRecords(*dataset_.dataset(), row).empty();
    setEnabled(isThere);
    setToolTip(row < 0 || isThere ? tr("The place the selected cutout was cut from")
                                  : tr("The tile of this cutout was not kept"));
}

void ShowOnSky::go() {
    const int row = dataset_.current();
    awaited_.reset();
    if (!std::isfinite(dataset_.sources().position(row).rightAscension))
        return issues_.add(Severity::Warning, tr("this cutout has no place on the sky"), dataset_.sources().name(row));
    workspaces_.show(sky_);
    if (sky_.goTo(dataset_.sources().position(row)).isEmpty())
        return;
    Job* job =
        io_.submit<Files>([dataset = dataset_.dataset(), row](JobContext&) { return asJobResult(tileOnDisk(*dataset, row)); },
                          [this, row](const Files& files) { openTile(row, files); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    lookJob_.replace(job);
}

void ShowOnSky::openTile(int row, const Files& files) {
    if (row != dataset_.current())
        return;
    awaited_ = row;
    isTileShown_ = false;
    controller_.open(files);
    checkTile(row);
}

/// Reads its files whole.
void ShowOnSky::checkTile(int row) {
    Job* job = io_.submit<std::vector<Error>>(
        [dataset = dataset_.dataset(), row](JobContext& context) { return changedFiles(*dataset, row, context.stop()); },
        [this](const std::vector<Error>& changed) {
            for (const Error& error : changed)
                issues_.add(Severity::Warning, QString::fromStdString(error.reason), QString::fromStdString(error.file));
        });
    checkJob_.replace(job);
    Q_EMIT jobStarted(job, tr("Checking the images of the cutout"));
}

/// Each job of an opening begins before the one before it has ended: when none is left, nothing comes any more.
void ShowOnSky::followOpening(Job* job) {
    if (!awaited_)
        return;
    ++opening_;
    connect(job, &Job::ended, this, [this] {
        if (--opening_ == 0)
            awaited_.reset();
    });
}

void ShowOnSky::pan() {
    if (!awaited_ || *awaited_ != dataset_.current())
        return;
    isTileShown_ = true;
    sky_.sky().centreOn(dataset_.sources().position(*awaited_));
}

void ShowOnSky::arrive() {
    if (!isTileShown_ || !awaited_)
        return;
    if (const int row = *std::exchange(awaited_, std::nullopt); row == dataset_.current())
        if (const QString problem = sky_.goTo(dataset_.sources().position(row)); !problem.isEmpty())
            issues_.add(Severity::Warning, problem, dataset_.sources().name(row));
}

} // namespace iic::ui
