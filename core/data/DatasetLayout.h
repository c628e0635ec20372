#pragma once

#include "data/DatasetCard.h"
#include "imaging/NetworkInput.h"

#include <filesystem>
#include <map>
#include <span>

namespace iic {

/// Where an array lies in a file.
struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

/// What a dataset's file holds and where; all arrays lie plainly in it, so that they are read without HDF5.
struct DatasetLayout {
    DatasetCard card;
    std::size_t count = 0; ///< cutouts
    std::size_t nameLength = 0; ///< bytes
    std::uint64_t fileSize = 0;
    std::map<std::string, Extent> arrays; ///< by name: "cutouts", "name", "jansky", "checksum" and the columns
};

/// Bytes before the first cutout in every dataset: room for what HDF5 writes ahead of it.
inline constexpr std::uint64_t cutoutStart = 4096;
inline constexpr std::size_t longestName = 256; ///< bytes

/// Bytes of one cutout.
inline std::size_t cutoutBytes(const DatasetCard& card) {
    return static_cast<std::size_t>(card.planes) * static_cast<std::size_t>(card.side) * static_cast<std::size_t>(card.side) *
           sizeof(float);
}

/// Writes a dataset with a hole in the place of the cutouts, at cutoutStart, and a checksum (XXH64) of each of them, into a file that is there or not; gives the
/// file's size. The same contents give the same bytes. FileUnwritable.
Result<std::uint64_t> writeLayout(const std::filesystem::path& path, const DatasetCard& card, const DatasetColumns& columns,
                                  const std::vector<FluxUnits>& units, std::span<const std::uint64_t> checksums);

/// BadDataset with the reason for anything writeLayout would not have written.
Result<DatasetLayout> readLayout(const std::filesystem::path& path);

} // namespace iic
