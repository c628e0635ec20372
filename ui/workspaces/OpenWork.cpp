#include "workspaces/OpenWork.h"

#include "catalog/TableFile.h"
#include "spectra/SpectrumFiles.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cctype>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::OpenWork)
};

bool isTable(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 8> endings{".tbl", ".ipac", ".csv", ".tsv", ".txt", ".vot", ".votable", ".xml"};
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    const bool isNamedSo = std::find(endings.begin(), endings.end(), ending) != endings.end();
    return isNamedSo || holdsTable(path); // a FITS file tells by its first headers
}

bool isSpectrum(const std::filesystem::path& path) { return isNamedAsSpectrum(path) || holdsSpectrum(path); }

struct FolderContents {
    bool hasSpectra = false, hasOthers = false; ///< others that are FITS
};

FolderContents contentsOf(const std::filesystem::path& folder) {
    FolderContents contents;
    std::error_code problem;
    auto entry = std::filesystem::directory_iterator(folder, problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (isNamedAsSpectrum(entry->path()))
            contents.hasSpectra = true;
        else if (name.find(".fit") != std::string::npos)
            contents.hasOthers = true;
    }
    return contents;
}

int countOnTile(const SourceList& sources, const FloatImage& image) {
    int count = 0;
    for (int row = 0; row < sources.size(); ++row)
        count += isOnImage(sources.pixel(row), image);
    return count;
}

} // namespace

OpenRequest sortPaths(const std::vector<std::filesystem::path>& paths) {
    OpenRequest request;
    std::vector<std::filesystem::path> besideImages;
    for (const std::filesystem::path& path : paths) {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            const FolderContents contents = contentsOf(path);
            if (contents.hasSpectra)
                request.spectra.push_back(path);
            if (contents.hasOthers || !contents.hasSpectra)
                request.images.push_back(path);
        } else if (isSpectrum(path)) {
            request.spectra.push_back(path);
        } else {
            (isTable(path) ? request.catalogs : request.images).push_back(path);
        }
        if (const auto beside = path / "catalog.tbl"; std::filesystem::is_regular_file(beside, ignored))
            besideImages.push_back(beside);
    }
    if (request.catalogs.empty())
        request.catalogs = std::move(besideImages);
    return request;
}

JobResult<std::vector<ShownTile>> openForDisplay(const OpenRequest& request, JobContext& context) {
    JobResult<std::vector<Tile>> tiles = openTiles({request.images, request.chosenBands}, context.progress(), context.stop());
    if (!tiles)
        return tl::unexpected(std::move(tiles).error());
    std::vector<ShownTile> shown;
    for (Tile& tile : *tiles) {
        ShownTile next;
        for (Band band : allBands)
            if (const BandImage* image = tile.band(band))
                next.limits[static_cast<std::size_t>(index(band))] = {zscaleLimits(image->pixels),
                                                                      percentileLimits(image->pixels, 0.005, 0.995)};
        next.tile = std::make_shared<const Tile>(std::move(tile));
        shown.push_back(std::move(next));
    }
    return shown;
}

JobResult<OpenedSources> loadSources(const std::filesystem::path& path, const Tile& tile, const KnownRoles& roles,
                                     std::stop_token stop) {
    JobResult<ReadCatalog> read = readWithRoles(path, roles, std::move(stop));
    if (!read)
        return tl::unexpected(std::move(read).error());
    OpenedSources opened;
    opened.name = QString::fromStdString(path.filename().string());
    opened.warnings = std::move(read->warnings);
    opened.notes = std::move(read->notes);
    opened.columns = std::move(read->columns);
    opened.problem = std::move(read->problem);
    if (opened.problem)
        return opened;
    opened.sources = SourceList(std::make_shared<const SourceColumns>(sourceColumns(read->catalog, &tile.reference().wcs)));
    const int total = opened.sources.size();
    const int onTile = countOnTile(opened.sources, tile.reference().pixels);
    if (onTile == 0)
        return tl::unexpected<Stop>(Error{ErrorCode::NothingOnTile, path.string(), "no source lies on the tile",
                                          std::to_string(total) + " rows, tile " + tile.id});
    if (onTile < total)
        opened.warnings.push_back(
            Text::tr("%n source(s) of the catalog lie off the tile", nullptr, total - onTile).toStdString());
    return opened;
}

JobResult<OpenedSources> detectForDisplay(const Tile& tile, JobContext& context) {
    const JobResult<std::vector<DetectedSource>> found =
        detectSources(tile, DetectionOptions{}, context.progress(), context.stop());
    if (!found)
        return tl::unexpected(found.error());
    Result<Catalog> catalog = Catalog::fromTable(detectionTable(*found), {});
    if (!catalog)
        return tl::unexpected<Stop>(catalog.error());
    OpenedSources opened;
    opened.name = Text::tr("detected on %1").arg(QLatin1String(bandName(tile.referenceBand()).data()));
    opened.sources = SourceList(std::make_shared<const SourceColumns>(
        sourceColumns(std::make_shared<const Catalog>(std::move(*catalog)), &tile.reference().wcs)));
    return opened;
}

} // namespace iic::ui
