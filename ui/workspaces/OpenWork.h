#pragma once

#include "bridge/Job.h"
#include "models/SourceList.h"
#include "widgets/StretchPanel.h"
#include "workspaces/CatalogWork.h"

#include <filesystem>
#include <map>

namespace iic::ui {

/// A tile and the limits of its bands, ready for the screen.
struct ShownTile {
    std::shared_ptr<const Tile> tile;
    std::array<BandLimits, bandCount> limits;
};

/// The sources of a tile with what the user should know of them.
struct OpenedSources {
    SourceList sources;
    QString name;
    std::vector<std::string> warnings;
    std::vector<std::string> notes{}; ///< no more than good to know
    CatalogColumns columns{}; ///< of the file that they came from
    std::optional<Error> problem{}; ///< its columns tell no positions; there are no sources then
};

/// What a user opens at once: spectra, told by their names or columns, tables, by their endings or first bytes, and all else as images.
struct OpenRequest {
    std::vector<std::filesystem::path> images;
    std::vector<std::filesystem::path> catalogs;
    std::vector<std::filesystem::path> spectra; ///< files, and folders of them
    std::map<std::filesystem::path, Band> chosenBands;
};
/// A folder that holds `catalog.tbl`, as a simulated sky does, brings that catalog along where none is named; one whose FITS
/// files are all named as spectra is one of spectra. Reads headers.
OpenRequest sortPaths(const std::vector<std::filesystem::path>& paths);

JobResult<std::vector<ShownTile>> openForDisplay(const OpenRequest& request, JobContext& context);
/// NothingOnTile when no row lies on the tile; rows off it are counted in a warning. BadOption when chosen roles do not fit.
JobResult<OpenedSources> loadSources(const std::filesystem::path& catalog, const Tile& tile, const KnownRoles& roles,
                                     std::stop_token stop);
JobResult<OpenedSources> detectForDisplay(const Tile& tile, JobContext& context);

} // namespace iic::ui
