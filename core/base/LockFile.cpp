#include "base/LockFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace iic {

namespace {

constexpr int notOpen = -1;

struct Opened {
    int descriptor = notOpen;
    bool isNew = false;
};

/// An error of the system in errno where it cannot be opened.
Opened openOrMake(const std::filesystem::path& file) {
    constexpr int how = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    for (;;) {
        if (const int made = ::open(file.c_str(), how | O_CREAT | O_EXCL, 0666); made != notOpen || errno != EEXIST)
            return {made, made != notOpen};
        if (const int there = ::open(file.c_str(), how); there != notOpen || errno != ENOENT)
            return {there, false};
    }
}

/// The path still leads to the open file: its holder before may have removed it in the meantime.
bool isStillThere(const std::filesystem::path& file, int descriptor) {
    struct stat open {
    }, there{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(file.c_str(), &there) == 0 && open.st_dev == there.st_dev &&
           open.st_ino == there.st_ino;
}

bool hasNoSuchLocks(int problem) { return problem == EINVAL || problem == ENOLCK || problem == ENOSYS || problem == EOPNOTSUPP; }

/// 0, or an error of the system. Both kinds of lock belong to the open file, not to the process: no other descriptor ends them.
int lock(int descriptor) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(descriptor, F_OFD_SETLK, &whole) == 0)
        return 0;
    if (!hasNoSuchLocks(errno))
        return errno;
    return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
}

} // namespace

Result<std::optional<LockFile>> LockFile::acquire(const std::filesystem::path& file) {
    for (;;) {
        const auto [descriptor, isNew] = openOrMake(file);
        if (descriptor == notOpen)
            return fail(ErrorCode::FileUnwritable, file.string(), "the lock cannot be made", std::strerror(errno));
        const int problem = lock(descriptor);
        const bool isHeld = problem == EAGAIN || problem == EACCES;
        if (problem == 0 && isStillThere(file, descriptor))
            return LockFile(file, descriptor);
        if (problem != 0 && !isHeld && isNew)
            ::unlink(file.c_str());
        ::close(descriptor);
        if (isHeld)
            return std::nullopt;
        if (problem != 0)
            return fail(ErrorCode::FileUnwritable, file.string(),
                        hasNoSuchLocks(problem) ? "its file system has no locks" : "the lock cannot be taken",
                        std::strerror(problem));
    }
}

LockFile::LockFile(LockFile&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, notOpen)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

LockFile::~LockFile() {
    if (descriptor_ == notOpen)
        return;
    if (isStillThere(file_, descriptor_))
        ::unlink(file_.c_str());
    ::close(descriptor_);
}

void LockFile::write(std::string_view text) const {
    if (::ftruncate(descriptor_, 0) == 0)
        static_cast<void>(::pwrite(descriptor_, text.data(), text.size(), 0) == 0);
}

} // namespace iic
