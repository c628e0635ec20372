#include "project/ProjectPaths.h"

#include "astro/BandNames.h"

#include <algorithm>

namespace iic {

namespace {

using Path = std::filesystem::path;

struct StoredFile {
    std::int64_t tile = 0;
    Band band = Band::W1;
    StoredPath path;
    SampledFingerprint fingerprint;
};

std::vector<StoredFile> filesOf(SQLite::Database& database) {
    std::vector<StoredFile> files;
    SQLite::Statement rows(database, "SELECT tile, band, relative_path, absolute_path, size, hash FROM tile_files");
    while (rows.executeStep())
        if (const auto band = parseBand(rows.getColumn(1).getString()))
            files.push_back({rows.getColumn(0).getInt64(), *band, readPath(rows, 2), readFingerprint(rows, 4)});
    return files;
}

/// The tile of that name whose bands are those files, if there is one.
std::optional<std::int64_t> sameTile(SQLite::Database& database, const std::string& name,
                                     const std::map<Band, SampledFingerprint>& wanted) {
    std::map<std::int64_t, std::map<Band, SampledFingerprint>> tiles;
    SQLite::Statement rows(database,
                           "SELECT tile, band, size, hash FROM tile_files JOIN tiles ON tiles.id = tile WHERE name = ?");
    rows.bind(1, name);
    while (rows.executeStep())
        if (const auto band = parseBand(rows.getColumn(1).getString()))
            tiles[rows.getColumn(0).getInt64()][*band] = readFingerprint(rows, 2);
    for (const auto& [id, files] : tiles)
        if (files == wanted)
            return id;
    return std::nullopt;
}

std::int64_t insertTile(SQLite::Database& database, const std::string& name, Survey survey) {
    SQLite::Statement insert(database, "INSERT INTO tiles (name, survey) VALUES (?, ?)");
    insert.bind(1, name);
    insert.bind(2, std::string(surveyName(survey)));
    insert.exec();
    return database.getLastInsertRowid();
}

void setFile(SQLite::Database& database, const Path& folder, std::int64_t tile, Band band, const Path& file,
             const SampledFingerprint& fingerprint) {
    SQLite::Statement insert(database, "INSERT INTO tile_files (tile, band, relative_path, absolute_path, size, hash)"
                                       " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tile, band) DO UPDATE SET"
                                       " relative_path = excluded.relative_path, absolute_path = excluded.absolute_path,"
                                       " size = excluded.size, hash = excluded.hash");
    insert.bind(1, tile);
    insert.bind(2, std::string(bandName(band)));
    bindPath(insert, 3, storedPath(file, folder));
    bindFingerprint(insert, 5, fingerprint);
    insert.exec();
}

/// Where `sibling` is now if it lies as it did beside a file that moved.
std::optional<Path> movedAlong(const StoredFile& moved, const Path& found, const StoredFile& sibling) {
    const auto offset = Path(sibling.path.absolute).lexically_relative(Path(moved.path.absolute).parent_path());
    if (offset.empty())
        return std::nullopt;
    const auto place = (found.parent_path() / offset).lexically_normal();
    const auto contents = sampledFingerprintOf(place);
    return contents && *contents == sibling.fingerprint ? std::optional(place) : std::nullopt;
}

} // namespace

Result<std::int64_t> Project::addTile(const std::string& name, Survey survey, const std::map<Band, Path>& files) {
    if (const auto checked = checkText(parts_->file, "the name of a tile", name); !checked)
        return tl::unexpected(checked.error());
    std::map<Band, SampledFingerprint> fingerprints;
    for (const auto& [band, file] : files) {
        const auto fingerprint = sampledFingerprintOf(file);
        if (!fingerprint)
            return tl::unexpected(fingerprint.error());
        fingerprints[band] = *fingerprint;
    }
    return parts_->write([&](SQLite::Database& database) -> Result<std::int64_t> {
        const auto known = sameTile(database, name, fingerprints);
        const auto tile = known ? *known : insertTile(database, name, survey);
        for (const auto& [band, file] : files)
            setFile(database, parts_->folder(), tile, band, file, fingerprints[band]);
        return tile;
    });
}

Result<std::vector<ProjectTile>> Project::tiles() {
    return parts_->read([this](SQLite::Database& database) -> Result<std::vector<ProjectTile>> {
        std::map<std::int64_t, ProjectTile> tiles;
        SQLite::Statement rows(database, "SELECT id, name, survey FROM tiles");
        while (rows.executeStep()) {
            const auto id = rows.getColumn(0).getInt64();
            tiles[id] = {id, rows.getColumn(1).getString(), rows.getColumn(2).getString(), {}};
        }
        for (const StoredFile& file : filesOf(database))
            if (const auto tile = tiles.find(file.tile); tile != tiles.end())
                tile->second.files[file.band] = findFile(file.path, parts_->folder(), file.fingerprint);
        std::vector<ProjectTile> list;
        for (auto& [id, tile] : tiles)
            list.push_back(std::move(tile));
        return list;
    });
}

Result<std::vector<Path>> Project::repointTile(std::int64_t tile, Band band, const Path& found) {
    const auto contents = sampledFingerprintOf(found);
    if (!contents)
        return tl::unexpected(contents.error());
    return parts_->write([&](SQLite::Database& database) -> Result<std::vector<Path>> {
        const auto files = filesOf(database);
        const auto moved = std::find_if(files.begin(), files.end(),
                                        [&](const StoredFile& file) { return file.tile == tile && file.band == band; });
        if (moved == files.end())
            return fail(ErrorCode::BadOption, parts_->file.string(), "the project has no such file of a tile",
                        "tile " + std::to_string(tile) + ", " + std::string(bandName(band)));
        if (moved->fingerprint != *contents)
            return fail(ErrorCode::WrongFile, found.string(), "is not the file that the tile was made of",
                        std::to_string(moved->fingerprint.size) + " bytes expected, " + std::to_string(contents->size) +
                            (moved->fingerprint.size == contents->size ? " others found" : " found"));
        setFile(database, parts_->folder(), tile, band, found, *contents);
        std::vector<Path> places{found};
        for (const StoredFile& file : files) {
            if (&file == &*moved || findFile(file.path, parts_->folder(), file.fingerprint).state == FileState::Present)
                continue;
            if (const auto place = movedAlong(*moved, Path(storedPath(found, {}).absolute), file)) {
                setFile(database, parts_->folder(), file.tile, file.band, *place, file.fingerprint);
                places.push_back(*place);
            }
        }
        return places;
    });
}

} // namespace iic
