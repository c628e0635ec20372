#pragma once

#include "base/Error.h"

#include <cstdint>
#include <filesystem>

namespace iic {

/// Tells a file from others of its kind without reading all of it.
struct SampledFingerprint {
    std::uint64_t size = 0; ///< bytes
    std::uint64_t hash = 0; ///< FNV-1a over the first, the middle and the last 64 KiB

    friend bool operator==(const SampledFingerprint&, const SampledFingerprint&) = default;
};

/// Reads at most 192 KiB. Errors: FileNotFound, FileUnreadable (also for what is no regular file).
Result<SampledFingerprint> sampledFingerprintOf(const std::filesystem::path& file);

} // namespace iic
