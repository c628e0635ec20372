#include "base/FileStamp.h"

#include <algorithm>
#include <chrono>
#include <sys/stat.h>

namespace iic {

namespace {

std::int64_t countOf(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

} // namespace

std::optional<FileStamp> stampOf(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0)
        return std::nullopt;
    return FileStamp{found.st_ino, static_cast<std::uint64_t>(found.st_size), countOf(found.st_mtim), countOf(found.st_ctim)};
}

bool isSettled(const FileStamp& stamp) {
    using namespace std::chrono;
    constexpr milliseconds coarsestStep = 100ms;
    const auto now = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    return now - nanoseconds(std::max(stamp.written, stamp.changed)) > coarsestStep;
}

bool hasChangedSince(const std::optional<FileStamp>& stamp, const std::filesystem::path& file) {
    const auto now = stampOf(file);
    return now && now != stamp;
}

} // namespace iic
