#include "base/InputFile.h"

namespace iic {

Result<void> checkIsFile(const std::filesystem::path& path) {
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (status.type() == std::filesystem::file_type::not_found)
        return fail(ErrorCode::FileNotFound, path.string(), "there is no such file");
    if (std::filesystem::is_directory(status))
        return fail(ErrorCode::FileUnreadable, path.string(), "is a folder, not a file");
    if (!std::filesystem::exists(status))
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", problem.message());
    if (!std::filesystem::is_regular_file(status))
        return fail(ErrorCode::FileUnreadable, path.string(), "is not a file");
    return {};
}

} // namespace iic
