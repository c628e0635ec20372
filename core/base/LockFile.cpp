#include "base/LockFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace iic {

namespace {

/// The path still leads to the open file: its holder before may have removed it in the meantime.
bool isStillThere(const std::filesystem::path& file, int descriptor) {
    struct stat open {
    }, there{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(file.c_str(), &there) == 0 && open.st_dev == there.st_dev &&
           open.st_ino == there.st_ino;
}

} // namespace

Result<std::optional<int>> lockFile(const std::filesystem::path& file) {
    for (;;) {
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (descriptor < 0)
            return fail(ErrorCode::FileUnwritable, file.string(), "the lock cannot be made", std::strerror(errno));
        struct flock whole {};
        whole.l_type = F_WRLCK;
        whole.l_whence = SEEK_SET;
        if (::fcntl(descriptor, F_OFD_SETLK, &whole) != 0) {
            const int problem = errno;
            ::close(descriptor);
            if (problem == EAGAIN || problem == EACCES)
                return std::optional<int>();
            return fail(ErrorCode::FileUnwritable, file.string(), "the lock cannot be taken", std::strerror(problem));
        }
        if (isStillThere(file, descriptor))
            return std::optional(descriptor);
        ::close(descriptor);
    }
}

void unlockFile(const std::filesystem::path& file, int descriptor) {
    if (isStillThere(file, descriptor))
        ::unlink(file.c_str());
    ::close(descriptor);
}

} // namespace iic
