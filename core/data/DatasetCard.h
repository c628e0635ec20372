#pragma once

#include "astro/Band.h"
#include "base/Checksum.h"
#include "data/DatasetColumns.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace iic {

/// A file a dataset was made from; the path is relative to the dataset's folder where there is a way.
struct FileRecord {
    std::string path;
    FileFingerprint fingerprint;
};

/// A tile as it was when its sources were cut out. A simulated one has no files.
struct TileRecord {
    std::string id;
    int width = 0, height = 0; ///< of the reference band, pixels
    double pixelScale = 0; ///< arcsec
    std::vector<std::pair<Band, FileRecord>> files;
};

struct CatalogRecord {
    FileRecord catalog;
    std::optional<FileRecord> truth; ///< joined on the identifiers
    std::map<std::string, std::string> roles; ///< what columns were said to mean beyond what their names tell; to a role's name
};

/// Which of a catalog's rows become cutouts.
struct SelectionOptions {
    double minimumSignalToNoise = 5; ///< in W1; a row without any SNR is kept unless its W1 is an upper limit
    std::size_t maximumPerClass = 0; ///< drawn by the seed; 0: all
    bool balance = false; ///< as many of each class as the rarest has, drawn by the seed
    bool keepUnlabelled = false;
    std::uint16_t dropFlags = bit(QualityFlag::Edge) | bit(QualityFlag::Uncovered);
    std::uint64_t seed = 1;
};

/// Given: the images came in folders for training, validation and test.
enum class SplitRule { None, Blocks, Random, Given };
/// "none", "blocks", "random", "given".
std::string_view splitRuleName(SplitRule rule);

struct SplitRecord {
    SplitRule rule = SplitRule::None;
    std::uint64_t seed = 0;
    double blockArcmin = 0; ///< 0 where there are no blocks
    bool leaking = false; ///< cutouts of different splits may overlap: a score on them is too good
    std::size_t overlapping = 0; ///< left out because a cutout of another split overlaps theirs
    std::size_t trimmed = 0; ///< left out, drawn by the seed, so that the shares are 8:1:1
};

enum class DatasetKind { Sky, Images };

/// All that is needed to make the dataset again, and to use it.
struct DatasetCard {
    DatasetKind kind = DatasetKind::Sky;
    std::vector<Band> bands; ///< of the planes of a cutout; empty for images
    int planes = 0; ///< a cutout's: bands, or channels of an image
    int side = 0; ///< pixels
    double fieldArcsec = 0; ///< 0 for images
    std::string survey;
    std::vector<std::string> classes;
    std::vector<TileRecord> tiles;
    std::vector<CatalogRecord> catalogs;
    std::string origin; ///< where it came from when not from tiles and catalogs
    SelectionOptions selection;
    std::map<std::string, std::size_t> dropped; ///< catalog rows that gave no cutout, by reason
    SplitRecord split;
};

nlohmann::json toJson(const DatasetCard& card);
/// BadDataset when something is missing, of another type or out of range.
Result<DatasetCard> datasetCardFromJson(const nlohmann::json& json);

} // namespace iic
