#pragma once

#include "base/Error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

namespace iic {

/// XXH64 with seed 0 over bytes that come in pieces: finds damage and change, not malice. Several GB a second.
class Checksum {
  public:
    void add(std::span<const std::byte> bytes);
    std::uint64_t value() const; ///< of all bytes so far
    std::string text() const; ///< as sixteen hexadecimal digits

  private:
    void takeStripe(const std::byte* stripe);

    static constexpr std::size_t stripeSize = 32;
    std::array<std::uint64_t, 4> lanes_{0x60ea27eeadc0b5d6, 0xc2b2ae3d27d4eb4f, 0, 0x61c8864e7a143579};
    std::array<std::byte, stripeSize> rest_{};
    std::uint64_t length_ = 0;
};

/// Of bytes that are all there.
inline std::uint64_t checksumOf(std::span<const std::byte> bytes) {
    Checksum checksum;
    checksum.add(bytes);
    return checksum.value();
}

/// What tells a file from another: its size and the checksum of all its bytes.
struct FileFingerprint {
    std::uint64_t bytes = 0;
    std::string checksum;
    bool operator==(const FileFingerprint&) const = default;
};

/// Reads the whole file, and stops within a fraction of a millisecond. FileNotFound, FileUnreadable.
JobResult<FileFingerprint> fingerprintFile(const std::filesystem::path& path, std::stop_token stop);
Result<FileFingerprint> fingerprintFile(const std::filesystem::path& path);

} // namespace iic
