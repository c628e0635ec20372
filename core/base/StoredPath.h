#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace iic {

/// A path as a file keeps it that may be moved together with what it names.
struct StoredPath {
    std::optional<std::string> relative; ///< to the folder of the file; none where only the root is common
    std::string absolute;
};

/// `folder` is one without symbolic links.
StoredPath storedPath(const std::filesystem::path& file, const std::filesystem::path& folder);
/// Where it may be now, the likeliest first.
std::vector<std::filesystem::path> placesOf(const StoredPath& stored, const std::filesystem::path& folder);
/// The first of them where a file or a folder is, else the first. Reads the disk.
std::filesystem::path placeNow(const StoredPath& stored, const std::filesystem::path& folder);

} // namespace iic
