#pragma once

#include "astro/FitsHeader.h"
#include "base/Error.h"
#include "base/Image.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace iic {

/// The bytes of part of a file, mapped read-only.
class MappedBytes {
  public:
    static std::unique_ptr<MappedBytes> map(const std::filesystem::path& path, std::size_t offset, std::size_t size);
    ~MappedBytes();
    MappedBytes(const MappedBytes&) = delete;
    MappedBytes& operator=(const MappedBytes&) = delete;
    const std::byte* data() const { return first_; }

  private:
    MappedBytes(void* base, std::size_t length, const std::byte* first) : base_(base), length_(length), first_(first) {}
    void* base_;
    std::size_t length_;
    const std::byte* first_;
};

/// A FITS file open at its first two-dimensional image, sizes checked against the file before any is used.
class FitsFile {
  public:
    static Result<FitsFile> open(const std::filesystem::path& path);

    int width() const { return width_; }
    int height() const { return height_; }
    const std::vector<std::string>& warnings() const { return warnings_; }

    Result<FitsHeader> header() const;
    /// The pixels as they lie in the file, big-endian floats; null unless they do so uncompressed and unscaled.
    std::unique_ptr<MappedBytes> mapFloats() const;
    /// Reads any other form through CFITSIO, scaled, blanks as NaN.
    Result<void> readPixels(FloatImage& pixels) const;

  private:
    struct Handle;
    Result<void> moveToImage();
    Result<void> checkNextHeader() const;
    Result<void> checkDataSize();
    Result<void> checkLastPixel() const;
    Error error(ErrorCode code, std::string reason, std::string detail = {}) const;
    Error libraryError(ErrorCode code, std::string reason, int status) const;

    std::filesystem::path path_;
    std::shared_ptr<Handle> handle_;
    int width_ = 0;
    int height_ = 0;
    bool plain_ = false; ///< neither gzipped nor tile-compressed: offsets are those of the file
    std::vector<std::string> warnings_;
};

} // namespace iic
