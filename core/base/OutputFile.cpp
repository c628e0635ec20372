#include "base/OutputFile.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace iic {

namespace {

Error unwritable(const std::filesystem::path& target) {
    return {ErrorCode::FileUnwritable, target.string(), "cannot be written", std::strerror(errno)};
}

} // namespace

Result<OutputFile> OutputFile::create(const std::filesystem::path& target) {
    std::error_code absent;
    if (const auto there = std::filesystem::status(target, absent);
        std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
        return fail(ErrorCode::FileUnwritable, target.string(), "cannot be written", "it is not a file");
    static std::atomic<unsigned> serial{0};
    auto temporary = target;
    temporary += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(serial++);
    const int descriptor = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
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
