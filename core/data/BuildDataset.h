#pragma once

#include "base/Progress.h"
#include "catalog/Catalog.h"
#include "data/SplitDataset.h"
#include "imaging/Cutout.h"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>

namespace iic {

struct LabelledCatalog {
    std::filesystem::path catalog;
    std::filesystem::path truth; ///< a table with the classes, joined on the identifiers; empty: the catalog has them
};

/// What the columns of a catalog mean, and what the user should know of the choice. Any thread.
using ChooseRoles = std::function<Result<RoleMap>(const Table& table, const std::string& file, std::vector<std::string>& notes)>;

struct BuildOptions {
    std::vector<std::filesystem::path> tiles; ///< files and folders, as openTiles takes them
    std::map<std::filesystem::path, Band> chosenBands;
    std::vector<LabelledCatalog> catalogs;
    ChooseRoles roles; ///< unset: as their names tell; not asked about the truths
    std::filesystem::path out;
    std::vector<Band> bands; ///< empty: those that every tile has
    double fieldArcsec = defaultField;
    SelectionOptions selection;
    SplitOptions split;
    bool restart = false; ///< throw an unfinished build away
    bool overwrite = false; ///< also what the same build would not give again
};

struct DatasetReport {
    DatasetCard card;
    std::size_t rows = 0;
    std::size_t resumedRows = 0; ///< of them found done by an earlier run
    std::vector<std::string> warnings; ///< what to know of the catalogs
};

/// The folder in which an unfinished build keeps what it has done: `out` with ".parts".
std::filesystem::path partsFolder(const std::filesystem::path& out);
/// Whether the same build goes on from there once the cause is gone: room, or a right to read or write.
inline bool goesOnAfter(const Error& error) {
    return error.code == ErrorCode::FileUnwritable || error.code == ErrorCode::FileUnreadable ||
           error.code == ErrorCode::OutOfMemory;
}

/// Cuts the sources of the catalogs out of the tiles into one dataset, each source once, from the tile on which it lies
/// farthest from the edge; tiles are open one at a time. Equal input gives equal bytes. Stopped, killed or out of room, it
/// leaves what is done in partsFolder and goes on from there when called again with the same options (the split may differ).
/// Errors: those of openTiles, readCatalog, the roles and splitDataset; BadTable (a catalog without classes); BadOption (tiles of several scales or surveys, a field that
/// cannot be cut); MissingBand; NothingOnTile; FileChanged (a tile or catalog is not what the unfinished build began with);
/// PlanDiffers (an unfinished build of other options, or a finished dataset of another recipe that is not to be overwritten);
/// FileExists (`out` is no dataset and not to be overwritten); FileUnwritable, also where another build is at work.
JobResult<DatasetReport> buildDataset(const BuildOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
