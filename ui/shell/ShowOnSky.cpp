#include "shell/ShowOnSky.h"

#include "models/IssueModel.h"
#include "shell/WorkspaceStack.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/dataset/DatasetDocument.h"

namespace iic::ui {

namespace {

/// Where the tile of a row lies; empty when it is nowhere: simulated, or a picture.
std::vector<std::filesystem::path> tileFiles(const OpenDataset& dataset, int row) {
    std::vector<std::filesystem::path> files;
    if (const std::int32_t tile = dataset.columns.tile[static_cast<std::size_t>(row)]; tile >= 0)
        for (const auto& [band, file] : dataset.dataset.card().tiles[static_cast<std::size_t>(tile)].files)
            files.push_back(sourceFile(dataset.dataset, file));
    return files;
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
    connect(&controller_, &SkyController::sourcesShown, this, &ShowOnSky::arrive);
    connect(&dataset_, &DatasetDocument::currentChanged, this, &ShowOnSky::updateState);
    updateState();
}

void ShowOnSky::updateState() {
    const int row = dataset_.current();
    const bool isThere = row >= 0 && !tileFiles(*dataset_.dataset(), row).empty();
    setEnabled(isThere);
    setToolTip(row < 0 || isThere ? tr("The place the selected cutout was cut from")
                                  : tr("The tile of this cutout was not kept"));
}

void ShowOnSky::go() {
    const int row = dataset_.current();
    workspaces_.show(sky_);
    if (sky_.goTo(dataset_.sources().position(row)).isEmpty())
        return;
    std::vector<std::filesystem::path> files = tileFiles(*dataset_.dataset(), row);
    std::error_code problem;
    for (const std::filesystem::path& file : files)
        if (!std::filesystem::exists(file, problem))
            return issues_.add(Severity::Error, tr("the image this cutout was cut from is no longer there"),
                               QString::fromStdString(file.string()));
    awaited_ = row;
    controller_.open(files);
}

void ShowOnSky::arrive() {
    if (awaited_ && *awaited_ == dataset_.current())
        sky_.goTo(dataset_.sources().position(*awaited_));
    awaited_.reset();
}

} // namespace iic::ui
