#pragma once

#include "base/Progress.h"
#include "data/DatasetCard.h"
#include "data/LabelledInputs.h"
#include "imaging/NetworkInput.h"

#include <memory>
#include <span>
#include <stop_token>

namespace iic {

/// A dataset on the disk. To open it reads its card alone; memory taken does not grow with the cutouts. Cheap to copy; any
/// thread, several at once. What is read stays that of the file opened, also where another takes its name.
class Dataset {
  public:
    /// FileNotFound, FileUnreadable; BadDataset with the reason for what is damaged, hostile or of a newer version.
    static Result<Dataset> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const;
    const DatasetCard& card() const;
    std::size_t size() const; ///< cutouts
    std::size_t valuesPerCutout() const; ///< planes × side × side
    const std::vector<FluxUnits>& units() const; ///< of each of the card's tiles

    /// Everything but the pixels. BadDataset where a position, a label, a split or a tile is none there is;
    /// FileUnreadable.
    Result<DatasetColumns> columns() const;
    Result<std::vector<std::uint8_t>> labels() const;
    Result<std::vector<DatasetSplit>> splits() const;

    /// The pixels of the rows, one cutout after the other, planes in the order of the card's bands.
    /// FileUnreadable; BadDataset where a cutout is not what was written.
    Result<void> readCutouts(std::span<const std::size_t> rows, std::span<float> pixels) const;
    /// Reads every cutout, to find the first that is not what was written. Errors: those of readCutouts.
    JobResult<void> checkCutouts(ProgressSink& progress, std::stop_token stop) const;

    /// What keeps these options from being met: MissingBand, MissingZeroPoint, BadOption (a field larger than was cut).
    Result<void> checkInputs(const InputOptions& options) const;
    /// The inputs of the network for the rows, on all cores: of a sky dataset as networkInput makes them of the tiles, of
    /// images their first channels, resized. Options that checkInputs accepts.
    Result<void> readInputs(std::span<const std::size_t> rows, const InputOptions& options, std::span<float> inputs) const;

  private:
    struct Parts;
    struct Place {
        PixelCoord offset;
        std::size_t tile = 0;
    };
    Result<std::vector<Place>> placesOf(std::span<const std::size_t> rows) const;
    std::shared_ptr<const Parts> parts_;
};

/// The inputs and labels of a split, in the order of the file, rows without a label passed over. Errors of checkInputs and
/// readInputs; NothingOnTile where the split is empty.
Result<LabelledInputs> loadInputs(const Dataset& dataset, DatasetSplit split, const InputOptions& options);

/// Where a file of the dataset's card lay when the dataset was made, seen from where the dataset is now.
std::filesystem::path sourceFile(const Dataset& dataset, const FileRecord& file);
/// FileChanged where it is no longer the file the dataset was made from; FileNotFound, FileUnreadable.
Result<void> checkSource(const Dataset& dataset, const FileRecord& file);
/// FileChanged, naming the first, where a tile or catalog of the card is no longer the file it was made from; FileNotFound
/// where it is not there.
Result<void> checkSources(const Dataset& dataset);
/// The same for all of them: an error for each file that has changed or is not there.
JobResult<std::vector<Error>> changedSources(const Dataset& dataset, ProgressSink& progress, std::stop_token stop);

} // namespace iic
