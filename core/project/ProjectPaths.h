#pragma once

#include "base/StoredPath.h"
#include "project/ProjectParts.h"

namespace iic {

/// The file as it is now. Reads the disk.
ProjectFile findFile(const StoredPath& stored, const std::filesystem::path& projectFolder, const SampledFingerprint& fingerprint);

/// Binds relative and absolute path to two parameters, size and hash to two.
void bindPath(SQLite::Statement& statement, int index, const StoredPath& path);
void bindFingerprint(SQLite::Statement& statement, int index, const SampledFingerprint& fingerprint);
/// Reads them from two columns.
StoredPath readPath(SQLite::Statement& row, int column);
SampledFingerprint readFingerprint(SQLite::Statement& row, int column);

} // namespace iic
