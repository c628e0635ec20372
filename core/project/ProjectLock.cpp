#include "project/ProjectLock.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace iic {

namespace {

constexpr int notOpen = -1;

std::filesystem::path lockFile(const std::filesystem::path& project) {
    auto file = project;
    return file += "-lock";
}

/// The path still leads to the open file: its holder before may have removed it in the meantime.
bool isStillThere(const std::filesystem::path& file, int descriptor) {
    struct stat open {
    }, there{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(file.c_str(), &there) == 0 && open.st_dev == there.st_dev &&
           open.st_ino == there.st_ino;
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
    const auto file = lockFile(project);
    for (;;) {
        ProjectLock lock(file, ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
        if (lock.descriptor_ == notOpen)
            return fail(ErrorCode::FileUnwritable, file.string(), "the project's lock cannot be made", std::strerror(errno));
        struct flock whole {};
        whole.l_type = F_WRLCK;
        whole.l_whence = SEEK_SET;
        if (::fcntl(lock.descriptor_, F_OFD_SETLK, &whole) != 0) {
            const int problem = errno;
            ::close(std::exchange(lock.descriptor_, notOpen));
            if (problem == EAGAIN || problem == EACCES)
                return std::optional<ProjectLock>();
            return fail(ErrorCode::FileUnwritable, file.string(), "the project's lock cannot be taken", std::strerror(problem));
        }
        if (isStillThere(file, lock.descriptor_)) {
            writeHolder(lock.descriptor_);
            return std::optional(std::move(lock));
        }
    }
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, notOpen)) {}

ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

ProjectLock::~ProjectLock() {
    if (descriptor_ == notOpen)
        return;
    if (isStillThere(file_, descriptor_))
        ::unlink(file_.c_str());
    ::close(descriptor_);
}

ProjectHolder ProjectLock::holder(const std::filesystem::path& project) {
    const int descriptor = ::open(lockFile(project).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
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
