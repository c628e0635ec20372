#include "project/ProjectPaths.h"

#include <algorithm>

namespace iic {

StoredPath storedPath(const std::filesystem::path& file, const std::filesystem::path& projectFolder) {
    std::error_code problem;
    auto absolute = std::filesystem::weakly_canonical(std::filesystem::absolute(file, problem), problem);
    if (problem)
        absolute = file.lexically_normal();
    StoredPath stored{std::nullopt, absolute.string()};
    const auto common = std::mismatch(absolute.begin(), absolute.end(), projectFolder.begin(), projectFolder.end()).first;
    if (std::distance(absolute.begin(), common) > 1)
        stored.relative = absolute.lexically_relative(projectFolder).string();
    return stored;
}

std::vector<std::filesystem::path> placesOf(const StoredPath& stored, const std::filesystem::path& projectFolder) {
    std::vector<std::filesystem::path> places;
    if (stored.relative)
        places.push_back((projectFolder / *stored.relative).lexically_normal());
    if (places.empty() || places.front() != stored.absolute)
        places.emplace_back(stored.absolute);
    return places;
}

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
