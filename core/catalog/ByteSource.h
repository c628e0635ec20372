#pragma once

#include "base/Error.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

struct gzFile_s;

namespace iic {

/// Whether bytes unpack to so many more that they can only be meant to fill the memory; tables pack to a twentieth at best.
bool isPackedTooTightly(std::uint64_t packed, std::uint64_t unpacked);

/// The bytes of a file from its start on, unpacked where they are gzipped.
class ByteSource {
  public:
    /// FileNotFound; FileUnreadable (not a file, may not be read, over 8 GiB); BadTable when its start cannot be unpacked.
    static Result<ByteSource> open(const std::filesystem::path& path);

    /// The first bytes, 4096 at most; they are still to be read.
    const std::string& start() const { return start_; }
    /// Bytes there are in all; nullopt when they are packed.
    std::optional<std::uint64_t> size() const { return size_; }
    std::uint64_t position() const { return position_; }

    /// Fills `room`; fewer bytes than that only at the end. FileUnreadable; BadTable when packed bytes are damaged or cut short,
    /// or packed too tightly, or unpack to over 8 GiB.
    Result<std::size_t> read(std::span<char> room);
    /// Passes bytes over, as many as there are up to `count`.
    Result<void> skip(std::uint64_t count);
    /// All that is left.
    JobResult<std::string> readRest(std::stop_token stop);

    const std::string& name() const { return name_; } ///< the path, for errors

  private:
    struct Close {
        void operator()(gzFile_s* file) const;
    };
    Error problem() const;

    std::string name_;
    std::string start_;
    std::optional<std::uint64_t> size_;
    std::uint64_t packedSize_ = 0;
    std::uint64_t position_ = 0;
    std::unique_ptr<gzFile_s, Close> file_;
};

} // namespace iic
