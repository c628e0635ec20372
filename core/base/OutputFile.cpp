#include "base/OutputFile.h"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace iic {

namespace {

Error unwritable(const std::filesystem::path& target) {
    return {ErrorCode::FileUnwritable, target.string(), "cannot be written", std::strerror(errno)};
}

constexpr std::string_view partMark = ".part-";
std::atomic<unsigned> nextSerial{0};

/// The numbers of process and part behind the mark; nullopt where the name is not one of ours.
std::optional<std::pair<pid_t, unsigned>> numbersOf(std::string_view name, const std::string& target) {
    std::pair<pid_t, unsigned> numbers;
    if (!name.starts_with(target + std::string(partMark)))
        return std::nullopt;
    name.remove_prefix(target.size() + partMark.size());
    const auto* const end = name.data() + name.size();
    const auto process = std::from_chars(name.data(), end, numbers.first);
    if (process.ec != std::errc() || process.ptr == end || *process.ptr != '-')
        return std::nullopt;
    const auto serial = std::from_chars(process.ptr + 1, end, numbers.second);
    if (serial.ec != std::errc() || serial.ptr != end || numbers.first <= 0)
        return std::nullopt;
    return numbers;
}

bool mayBeWritten(const std::pair<pid_t, unsigned>& part) {
    if (part.first == ::getpid())
        return part.second < nextSerial;
    return ::kill(part.first, 0) == 0 || errno != ESRCH;
}

} // namespace

std::filesystem::path partOf(const std::filesystem::path& target) {
    auto part = target;
    part += std::string(partMark) + std::to_string(::getpid()) + "-" + std::to_string(nextSerial++);
    return part;
}

void removeAbandonedParts(const std::filesystem::path& target) {
    std::error_code problem;
    std::vector<std::filesystem::path> abandoned;
    const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
    for (std::filesystem::directory_iterator entry(folder, problem); !problem && entry != end(entry); entry.increment(problem))
        if (const auto part = numbersOf(entry->path().filename().string(), target.filename().string());
            part && !mayBeWritten(*part))
            abandoned.push_back(entry->path());
    for (const auto& part : abandoned)
        std::filesystem::remove_all(part, problem);
}

Result<OutputFile> OutputFile::create(const std::filesystem::path& target) {
    std::error_code absent;
    if (const auto there = std::filesystem::status(target, absent);
        std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
        return fail(ErrorCode::FileUnwritable, target.string(), "cannot be written", "it is not a file");
    std::filesystem::path temporary;
    int descriptor = -1;
    do { // the name may be that of a part which a killed process of this number has left
        temporary = partOf(target);
        descriptor = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EEXIST);
    if (descriptor < 0)
        return tl::unexpected(unwritable(target));
    ::close(descriptor);
    return OutputFile(target, temporary);
}

OutputFile::OutputFile(std::filesystem::path target, std::filesystem::path temporary)
    : target_(std::move(target)), temporary_(std::move(temporary)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
    std::swap(target_, other.target_);
    std::swap(temporary_, other.temporary_);
    return *this;
}

OutputFile::~OutputFile() {
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

Result<void> OutputFile::commit() {
    const int descriptor = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::fsync(descriptor) != 0) {
        const auto error = unwritable(target_);
        if (descriptor >= 0)
            ::close(descriptor);
        return tl::unexpected(error);
    }
    ::close(descriptor);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0)
        return tl::unexpected(unwritable(target_));
    temporary_.clear();
    return {};
}

Result<void> checkMayWrite(const std::filesystem::path& target, bool overwrite) {
    std::error_code absent;
    if (!overwrite && std::filesystem::exists(target, absent))
        return fail(ErrorCode::FileExists, target.string(), "is there already", "name another file, or overwrite it");
    return {};
}

Result<void> writeTextFile(const std::filesystem::path& target, std::string_view text) {
    auto file = OutputFile::create(target);
    if (!file)
        return tl::unexpected(file.error());
    const int descriptor = ::open(file->path().c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(unwritable(target));
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            const auto error = unwritable(target);
            ::close(descriptor);
            return tl::unexpected(error);
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(descriptor);
    return file->commit();
}

} // namespace iic
