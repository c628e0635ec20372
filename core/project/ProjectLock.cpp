#include "project/ProjectLock.h"

#include "base/LockFile.h"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <unistd.h>
#include <utility>

namespace iic {

namespace {

constexpr int notOpen = -1;

std::filesystem::path lockOf(const std::filesystem::path& project) {
    auto file = project;
    return file += "-lock";
}

void writeHolder(int descriptor) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    const std::string text = nlohmann::json{{"process", ::getpid()}, {"host", host.data()}, {"since", timeNow()}}.dump(
                                 -1, ' ', false, nlohmann::json::error_handler_t::replace) +
                             '\n';
    // On a full disk nobody learns who holds the lock; it holds all the same.
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, text.data(), text.size(), 0) == 0);
}

} // namespace

std::string timeNow() {
    const auto now = std::chrono::system_clock::now();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                       milliseconds % 1000);
}

Result<std::optional<ProjectLock>> ProjectLock::acquire(const std::filesystem::path& project) {
    const auto file = lockOf(project);
    const auto locked = lockFile(file);
    if (!locked)
        return tl::unexpected(locked.error());
    if (!*locked)
        return std::optional<ProjectLock>();
    writeHolder(**locked);
    return std::optional(ProjectLock(file, **locked));
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, notOpen)) {}

ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

ProjectLock::~ProjectLock() {
    if (descriptor_ != notOpen)
        unlockFile(file_, descriptor_);
}

ProjectHolder ProjectLock::holder(const std::filesystem::path& project) {
    const int descriptor = ::open(lockOf(project).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor == notOpen)
        return {};
    std::array<char, 1024> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    ::close(descriptor);
    try {
        const auto said = nlohmann::json::parse(text.data(), text.data() + std::max<ssize_t>(size, 0));
        return {said.at("process").get<std::int64_t>(), printable(said.at("host").get<std::string>()),
                printable(said.at("since").get<std::string>())};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

} // namespace iic
