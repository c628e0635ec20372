#pragma once

#include "base/Error.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace iic {

/// An HDF5 file with `images` (n, side, side, 3) of bytes and `ans` (n), as the Galaxy10 sets have them.
class Galaxy10File {
  public:
    /// FileNotFound; BadDataset where it is of another form.
    static Result<Galaxy10File> open(const std::filesystem::path& path);
    Galaxy10File(Galaxy10File&&) noexcept;
    ~Galaxy10File();

    std::size_t count() const;
    int side() const;
    const std::vector<std::uint8_t>& answers() const;
    /// Bytes of images `first` … `first + count` − 1: row by row from the top, red, green and blue of each pixel. BadDataset.
    Result<std::vector<std::uint8_t>> images(std::size_t first, std::size_t count) const;

  private:
    struct Parts;
    explicit Galaxy10File(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
