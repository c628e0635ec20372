#pragma once

#include "project/ProjectParts.h"

namespace iic {

/// A path as the project keeps it.
struct StoredPath {
    std::optional<std::string> relative; ///< to the project's folder; none where only the root is common
    std::string absolute;
};

StoredPath storedPath(const std::filesystem::path& file, const std::filesystem::path& projectFolder);
/// Where it may be now, the likeliest first.
std::vector<std::filesystem::path> placesOf(const StoredPath& stored, const std::filesystem::path& projectFolder);
/// The file as it is now. Reads the disk.
ProjectFile findFile(const StoredPath& stored, const std::filesystem::path& projectFolder, const SampledFingerprint& fingerprint);

/// Binds relative and absolute path to two parameters, size and hash to two.
void bindPath(SQLite::Statement& statement, int index, const StoredPath& path);
void bindFingerprint(SQLite::Statement& statement, int index, const SampledFingerprint& fingerprint);
/// Reads them from two columns.
StoredPath readPath(SQLite::Statement& row, int column);
SampledFingerprint readFingerprint(SQLite::Statement& row, int column);

} // namespace iic
