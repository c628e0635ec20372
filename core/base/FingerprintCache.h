#pragma once

#include "base/Checksum.h"
#include "base/FileStamp.h"

#include <map>
#include <mutex>

namespace iic {

/// Fingerprints of files, each read once and again only after it was written. For any thread.
class FingerprintCache {
  public:
    /// As fingerprintFile.
    JobResult<FileFingerprint> fingerprint(const std::filesystem::path& file, std::stop_token stop);

  private:
    struct Known {
        FileStamp stamp;
        FileFingerprint fingerprint;
    };

    std::mutex guard_;
    std::map<std::filesystem::path, Known> known_;
};

/// The program's own.
FingerprintCache& fingerprints();

} // namespace iic
