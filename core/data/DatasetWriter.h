#pragma once

#include "data/DatasetCard.h"
#include "imaging/NetworkInput.h"

#include <memory>
#include <span>

namespace iic {

/// Writes a dataset cutout by cutout; the file appears whole, or not at all, once finished. Memory taken does not grow
/// with the cutouts. Used by one thread at a time.
class DatasetWriter {
  public:
    /// Of cutouts of planes × side × side pixels. FileUnwritable.
    static Result<DatasetWriter> create(const std::filesystem::path& target, int planes, int side);
    DatasetWriter(DatasetWriter&&) noexcept;
    DatasetWriter& operator=(DatasetWriter&&) noexcept;
    ~DatasetWriter();

    std::size_t count() const;
    /// Whole cutouts, plane by plane and row by row. FileUnwritable, also where the disk is full.
    Result<void> append(std::span<const float> pixels);
    /// The rest: one row of the columns for each cutout, the units of each of the card's tiles. FileUnwritable.
    Result<void> finish(const DatasetCard& card, const DatasetColumns& columns, const std::vector<FluxUnits>& units);

  private:
    struct Parts;
    explicit DatasetWriter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
