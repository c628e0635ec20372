#pragma once

#include "data/DatasetLayout.h"

#include <span>

namespace iic {

/// The file in which a dataset grows: its cutouts from cutoutStart on, and, once finished, all around them. The bulk is
/// written once, where it stays.
class CutoutFile {
  public:
    /// Opens or makes the file. FileUnwritable.
    static Result<CutoutFile> open(const std::filesystem::path& path, std::size_t cutoutBytes);
    CutoutFile(CutoutFile&&) noexcept;
    CutoutFile& operator=(CutoutFile&&) noexcept;
    ~CutoutFile();

    /// Writes whole cutouts from number `first` on, and has the system begin to put them on the disk.
    Result<void> write(std::size_t first, std::span<const float> pixels);
    /// Reads whole cutouts; FileUnreadable where there are none yet.
    Result<void> read(std::size_t first, std::span<float> pixels);
    /// Makes it a dataset of the columns' rows, every one of which must have been written or read, wholly on the disk; works beside the file under its name and ".layout".
    Result<void> finish(const DatasetCard& card, const DatasetColumns& columns, const std::vector<FluxUnits>& units);

  private:
    CutoutFile(std::filesystem::path path, int descriptor, std::size_t cutoutBytes)
        : path_(std::move(path)), descriptor_(descriptor), cutoutBytes_(cutoutBytes) {}
    Result<void> writeBytes(std::uint64_t offset, std::span<const std::byte> bytes);
    Result<void> copyFrom(int layout, std::uint64_t first, std::uint64_t last);
    void note(std::size_t first, std::span<const float> pixels);

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::size_t cutoutBytes_ = 0;
    std::vector<std::uint64_t> checksums_; ///< of the cutouts
};

} // namespace iic
