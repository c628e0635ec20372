#include "project/ProjectPaths.h"

namespace iic {

ProjectFile findFile(const StoredPath& stored, const std::filesystem::path& projectFolder,
                     const SampledFingerprint& fingerprint) {
    ProjectFile file{stored.absolute, fingerprint, FileState::Missing};
    for (const auto& place : placesOf(stored, projectFolder)) {
        const auto found = sampledFingerprintOf(place);
        if (found && *found == fingerprint)
            return {place, fingerprint, FileState::Present};
        if (found && file.state == FileState::Missing)
            file = {place, fingerprint, FileState::Changed};
    }
    return file;
}

void bindPath(SQLite::Statement& statement, int index, const StoredPath& path) {
    if (path.relative)
        statement.bind(index, *path.relative);
    else
        statement.bind(index);
    statement.bind(index + 1, path.absolute);
}

void bindFingerprint(SQLite::Statement& statement, int index, const SampledFingerprint& fingerprint) {
    statement.bind(index, static_cast<std::int64_t>(fingerprint.size));
    statement.bind(index + 1, static_cast<std::int64_t>(fingerprint.hash));
}

StoredPath readPath(SQLite::Statement& row, int column) {
    StoredPath stored{std::nullopt, row.getColumn(column + 1).getString()};
    if (!row.getColumn(column).isNull())
        stored.relative = row.getColumn(column).getString();
    return stored;
}

SampledFingerprint readFingerprint(SQLite::Statement& row, int column) {
    return {static_cast<std::uint64_t>(row.getColumn(column).getInt64()),
            static_cast<std::uint64_t>(row.getColumn(column + 1).getInt64())};
}

} // namespace iic
