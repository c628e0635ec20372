#include "base/FingerprintCache.h"

namespace iic {

JobResult<FileFingerprint> FingerprintCache::fingerprint(const std::filesystem::path& file, std::stop_token stop) {
    const auto stamp = stampOf(file);
    if (const std::lock_guard lock(guard_); stamp) {
        const auto found = known_.find(file);
        if (found != known_.end() && found->second.stamp == stamp)
            return found->second.fingerprint;
    }
    auto fingerprint = fingerprintFile(file, std::move(stop));
    if (fingerprint && stamp && isSettled(*stamp) && stampOf(file) == stamp) { // else it may be written meanwhile
        const std::lock_guard lock(guard_);
        known_.insert_or_assign(file, Known{*stamp, *fingerprint});
    }
    return fingerprint;
}

FingerprintCache& fingerprints() {
    static FingerprintCache cache;
    return cache;
}

} // namespace iic
