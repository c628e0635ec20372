#include "project/SampledFingerprint.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace iic {

namespace {

constexpr std::uint64_t pieceSize = 64 * 1024;

/// Takes up to pieceSize bytes from `offset` on into the hash; false when they cannot be read.
bool addPiece(std::uint64_t& hash, int descriptor, std::uint64_t offset, std::vector<unsigned char>& buffer) {
    std::size_t taken = 0;
    while (taken < buffer.size()) {
        const ssize_t got = ::pread(descriptor, buffer.data() + taken, buffer.size() - taken, static_cast<off_t>(offset + taken));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        taken += static_cast<std::size_t>(got);
    }
    constexpr std::uint64_t prime = 0x100000001b3;
    for (std::size_t i = 0; i < taken; ++i)
        hash = (hash ^ buffer[i]) * prime;
    return true;
}

} // namespace

Result<SampledFingerprint> sampledFingerprintOf(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? fail(ErrorCode::FileNotFound, file.string(), "no such file")
                   : fail(ErrorCode::FileUnreadable, file.string(), "cannot be read", std::strerror(errno));
    const std::unique_ptr<const int, void (*)(const int*)> closer(&descriptor, [](const int* open) { ::close(*open); });
    struct stat facts {};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
        return fail(ErrorCode::FileUnreadable, file.string(), "is not a file");

    SampledFingerprint found{static_cast<std::uint64_t>(facts.st_size), 0xcbf29ce484222325};
    const std::uint64_t last = found.size > pieceSize ? found.size - pieceSize : 0;
    std::vector<unsigned char> buffer(pieceSize);
    for (const std::uint64_t offset : std::array{std::uint64_t{0}, last / 2, last})
        if (!addPiece(found.hash, descriptor, offset, buffer))
            return fail(ErrorCode::FileUnreadable, file.string(), "cannot be read", std::strerror(errno));
    return found;
}

} // namespace iic
