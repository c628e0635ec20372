#include "workspaces/RunFolder.h"

#include "nn/RunLock.h"
#include "nn/RunRecord.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace iic::ui {

namespace {

/// The trash of the user's home, which Qt turns to where the disk has none of its own. Without one it would take the folder
/// that the program was started in.
bool hasTrash() {
    return QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/Trash"));
}

} // namespace

Result<void> moveRunToTrash(const std::filesystem::path& folder) {
    std::error_code problem;
    if (std::filesystem::canonical(folder, problem) != folder || problem ||
        std::filesystem::is_symlink(folder / "run.json", problem))
        return fail(ErrorCode::BadRun, folder.string(), "the run is not deleted: a link leads to it or out of it");
    if (const auto record = readRunRecord(folder); !record)
        return fail(ErrorCode::BadRun, folder.string(), "is not deleted: it is not surely the folder of a run",
                    record.error().oneLine());
    if (const auto untrained = RunLock::acquire(folder); !untrained) // given up again: its file is not to go along
        return fail(untrained.error().code, folder.string(), "the run is not deleted: " + untrained.error().reason,
                    untrained.error().detail);
    if (!hasTrash() || !QFile::moveToTrash(QString::fromStdString(folder.string())))
        return fail(ErrorCode::FileUnwritable, folder.string(), "the run is not deleted: it cannot be moved to a trash");
    return {};
}

} // namespace iic::ui
