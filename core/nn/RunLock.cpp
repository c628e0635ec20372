#include "nn/RunLock.h"

#include "base/LockFile.h"

#include <utility>

namespace iic {

namespace {

constexpr int notLocked = -1;

std::vector<std::filesystem::path> missingFolders(std::filesystem::path folder) {
    std::vector<std::filesystem::path> missing;
    std::error_code absent;
    for (; !folder.empty() && !std::filesystem::exists(folder, absent); folder = folder.parent_path())
        missing.push_back(folder);
    return missing;
}

} // namespace

Result<RunLock> RunLock::acquire(const std::filesystem::path& folder) {
    RunLock lock;
    lock.madeFolders_ = missingFolders(folder);
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem || !std::filesystem::is_directory(folder, problem))
        return fail(ErrorCode::FileUnwritable, folder.string(), "the folder cannot be made",
                    problem ? problem.message() : "there is a file of this name");
    lock.file_ = folder / "training.lock";
    const auto locked = lockFile(lock.file_);
    if (!locked)
        return tl::unexpected(locked.error());
    if (!*locked)
        return fail(ErrorCode::FileUnwritable, folder.string(), "another process trains here");
    lock.descriptor_ = **locked;
    return lock;
}

RunLock::RunLock(RunLock&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, notLocked)),
      madeFolders_(std::exchange(other.madeFolders_, {})) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(madeFolders_, other.madeFolders_);
    return *this;
}

RunLock::~RunLock() {
    if (descriptor_ != notLocked)
        unlockFile(file_, descriptor_);
    std::error_code notEmpty;
    for (auto folder = madeFolders_.begin(); folder != madeFolders_.end() && !notEmpty; ++folder)
        std::filesystem::remove(*folder, notEmpty);
}

} // namespace iic
