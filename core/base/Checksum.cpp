#include "base/Checksum.h"

#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <vector>

namespace iic {

namespace {

static_assert(std::endian::native == std::endian::little);

// The constants and steps of XXH64 (Collet, xxHash fast digest algorithm, version 0.1.1).
constexpr std::uint64_t prime1 = 0x9e3779b185ebca87, prime2 = 0xc2b2ae3d27d4eb4f, prime3 = 0x165667b19e3779f9,
                        prime4 = 0x85ebca77c2b2ae63, prime5 = 0x27d4eb2f165667c5;

template <typename Word> std::uint64_t wordAt(const std::byte* bytes) {
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

std::uint64_t mixed(std::uint64_t lane, std::uint64_t word) { return std::rotl(lane + word * prime2, 31) * prime1; }

} // namespace

void Checksum::takeStripe(const std::byte* stripe) {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
        lanes_[lane] = mixed(lanes_[lane], wordAt<std::uint64_t>(stripe + 8 * lane));
}

void Checksum::add(std::span<const std::byte> bytes) {
    const std::size_t held = length_ % stripeSize;
    length_ += bytes.size();
    if (held > 0) {
        const auto filling = std::min(stripeSize - held, bytes.size());
        std::memcpy(rest_.data() + held, bytes.data(), filling);
        bytes = bytes.subspan(filling);
        if (held + filling < stripeSize)
            return;
        takeStripe(rest_.data());
    }
    for (; bytes.size() >= stripeSize; bytes = bytes.subspan(stripeSize))
        takeStripe(bytes.data());
    if (!bytes.empty())
        std::memcpy(rest_.data(), bytes.data(), bytes.size());
}

std::uint64_t Checksum::value() const {
    std::uint64_t hash = prime5;
    if (length_ >= stripeSize) {
        hash = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) + std::rotl(lanes_[3], 18);
        for (const auto lane : lanes_)
            hash = (hash ^ mixed(0, lane)) * prime1 + prime4;
    }
    hash += length_;
    const std::byte* at = rest_.data();
    std::size_t left = length_ % stripeSize;
    for (; left >= 8; at += 8, left -= 8)
        hash = std::rotl(hash ^ mixed(0, wordAt<std::uint64_t>(at)), 27) * prime1 + prime4;
    if (left >= 4) {
        hash = std::rotl(hash ^ wordAt<std::uint32_t>(at) * prime1, 23) * prime2 + prime3;
        at += 4;
        left -= 4;
    }
    for (; left > 0; ++at, --left)
        hash = std::rotl(hash ^ std::to_integer<std::uint64_t>(*at) * prime5, 11) * prime1;
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}

std::string Checksum::text() const { return fmt::format("{:016x}", value()); }

JobResult<FileFingerprint> fingerprintFile(const std::filesystem::path& path, std::stop_token stop) {
    const auto unread = [&](ErrorCode code, int problem) {
        return tl::unexpected<Stop>(Error{code, path.string(), "cannot be read", std::strerror(problem)});
    };
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return unread(errno == ENOENT ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable, errno);
    std::vector<std::byte> buffer(std::size_t{1} << 18);
    Checksum checksum;
    FileFingerprint fingerprint;
    ssize_t count = 0;
    while (!stop.stop_requested() && (count = ::read(descriptor, buffer.data(), buffer.size())) != 0) {
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        checksum.add(std::span(buffer).first(static_cast<std::size_t>(count)));
        fingerprint.bytes += static_cast<std::uint64_t>(count);
    }
    const int problem = errno;
    ::close(descriptor);
    if (stop.stop_requested())
        return cancelled();
    if (count < 0)
        return unread(ErrorCode::FileUnreadable, problem);
    fingerprint.checksum = checksum.text();
    return fingerprint;
}

Result<FileFingerprint> fingerprintFile(const std::filesystem::path& path) {
    return fingerprintFile(path, {}).map_error([](const Stop& stop) { return std::get<Error>(stop); });
}

} // namespace iic
