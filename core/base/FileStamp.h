#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace iic {

/// What tells, without reading it, that a file was written or replaced since.
struct FileStamp {
    std::uint64_t file = 0; ///< number on its disk: another one where it was replaced
    std::uint64_t bytes = 0;
    std::int64_t written = 0; ///< ns, as its writer may set it
    std::int64_t changed = 0; ///< ns, as nobody can set it
    bool operator==(const FileStamp&) const = default;
};

/// Nullopt where there is no such file.
std::optional<FileStamp> stampOf(const std::filesystem::path& file);

/// Whether whatever is written from now on gets another stamp: a disk counts time in steps of some milliseconds.
bool isSettled(const FileStamp& stamp);

/// Whether there is a file in this place, and it is another than when the stamp was taken.
bool hasChangedSince(const std::optional<FileStamp>& stamp, const std::filesystem::path& file);

} // namespace iic
