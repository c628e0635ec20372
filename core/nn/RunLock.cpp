#include "nn/RunLock.h"

namespace iic {

RunLock::MadeFolders::MadeFolders(std::filesystem::path folder) {
    std::error_code absent;
    for (; !folder.empty() && !std::filesystem::exists(folder, absent); folder = folder.parent_path())
        missing.push_back(folder);
}

RunLock::MadeFolders::~MadeFolders() {
    std::error_code notEmpty;
    for (auto folder = missing.begin(); folder != missing.end() && !notEmpty; ++folder)
        std::filesystem::remove(*folder, notEmpty);
}

Result<RunLock> RunLock::acquire(const std::filesystem::path& folder) {
    MadeFolders folders(folder);
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem || !std::filesystem::is_directory(folder, problem))
        return fail(ErrorCode::FileUnwritable, folder.string(), "the folder cannot be made",
                    problem ? problem.message() : "there is a file of this name");
    auto file = LockFile::acquire(folder / "training.lock");
    if (!file)
        return tl::unexpected(file.error());
    if (!*file)
        return fail(ErrorCode::FileUnwritable, folder.string(), "another process trains here");
    return RunLock(std::move(folders), std::move(**file));
}

} // namespace iic
