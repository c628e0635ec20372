#include "analysis/SourceNotes.h"

#include "catalog/AgnRegions.h"
#include "catalog/Match.h"
#include "catalog/RoleChanges.h"
#include "catalog/SkyIndex.h"
#include "catalog/TableFile.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace iic {

namespace {

constexpr double blendRadius = 10, sameSource = 1; // arcsec
constexpr float faintest = 10; // SNR

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// What a row's own columns tell.
NotedSource noteColumns(const DatasetColumns& columns, std::size_t row) {
    NotedSource noted;
    const auto mark = [&](bool holds, SourceNote note) { noted.notes |= holds ? bit(note) : 0; };
    const auto flags = columns.flags[row];
    mark(flags & bit(QualityFlag::CatalogFlagged), SourceNote::Artefact);
    mark(flags & bit(QualityFlag::Saturated), SourceNote::Saturated);
    mark(flags & (bit(QualityFlag::Edge) | bit(QualityFlag::Uncovered)), SourceNote::TileEdge);
    const auto& snr = columns.signalToNoise[row];
    if (const auto found = std::ranges::find_if(snr, [](float value) { return std::isfinite(value); }); found != snr.end())
        noted.signalToNoise = *found;
    mark(noted.signalToNoise < faintest, SourceNote::Faint);
    const auto& magnitude = columns.magnitude[row];
    const auto& limit = columns.upperLimit[row];
    const auto colour = [&](std::size_t band) {
        return limit[band] || limit[band + 1] ? NAN : static_cast<double>(magnitude[band] - magnitude[band + 1]);
    };
    mark(isSternAgn(colour(0)), SourceNote::SternAgn);
    mark(isJarrettAgn(colour(0), colour(1)), SourceNote::JarrettAgn);
    return noted;
}

/// Places that can be asked for the nearest, by the rows they are of.
class Neighbours {
  public:
    explicit Neighbours(std::span<const SkyCoord> positions) : rows_(placed(positions)), index_(vectorsOf(positions, rows_)) {}

    struct Found {
        std::optional<std::size_t> row; ///< nearest within 10″
        bool isAlone = true; ///< there is no other
    };
    Found about(const SkyCoord& position) const {
        if (rows_.empty() || !isPosition(position))
            return {};
        const auto nearest = index_.nearest(unitVector(position), blendRadius);
        if (nearest.row == SkyIndex::none)
            return {};
        return {rows_[nearest.row], !nearest.hasRival};
    }

  private:
    static std::vector<std::size_t> placed(std::span<const SkyCoord> positions) {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < positions.size(); ++row)
            if (isPosition(positions[row]))
                rows.push_back(row);
        return rows;
    }
    static std::vector<UnitVector> vectorsOf(std::span<const SkyCoord> positions, std::span<const std::size_t> rows) {
        std::vector<UnitVector> vectors;
        for (const auto row : rows)
            vectors.push_back(unitVector(positions[row]));
        return vectors;
    }
    std::vector<std::size_t> rows_;
    SkyIndex index_;
};

JobResult<Catalog> readRecorded(const Dataset& dataset, const CatalogRecord& record, std::stop_token stop) {
    if (auto same = checkSource(dataset, record.catalog); !same)
        return stopWith(same.error());
    const auto path = sourceFile(dataset, record.catalog);
    auto table = readTable(path, std::move(stop));
    if (!table)
        return tl::unexpected(table.error());
    RoleMap roles = guessRoles(*table);
    for (const auto& [name, column] : record.roles)
        if (const auto role = parseRole(name)) {
            if (column.empty())
                roles.erase(*role);
            else
                roles[*role] = column;
        }
    auto catalog = Catalog::fromTable(std::move(*table), std::move(roles), path.string());
    if (!catalog)
        return stopWith(catalog.error());
    return std::move(*catalog);
}

void noteFlags(NotedSource& noted, const Catalog& catalog, std::size_t row) {
    noted.contaminationFlags = catalog.text(row, Role::ContaminationFlags);
    const auto text = catalog.text(row, Role::ExtendedFlag);
    int flag = 0;
    if (const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), flag); problem == std::errc{}) {
        noted.extendedFlag = flag;
        noted.notes |= flag != 0 ? bit(SourceNote::Extended) : 0;
    }
}

void noteCatalog(SourceNotes& notes, const Catalog& catalog, const DatasetColumns& columns, std::span<const std::size_t> rows) {
    const auto positions = positionsOf(catalog);
    const Neighbours neighbours(positions);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& position = columns.position[rows[i]];
        const auto found = neighbours.about(position);
        if (!found.row || separationArcsec(unitVector(position), unitVector(positions[*found.row])) > sameSource)
            continue;
        noteFlags(notes.sources[i], catalog, *found.row);
        notes.sources[i].notes |= found.isAlone ? 0 : bit(SourceNote::Blended);
    }
}

} // namespace

std::string_view noteName(SourceNote note) {
    switch (note) {
    case SourceNote::NoCentralSource: return "no central source";
    case SourceNote::Blended: return "blended";
    case SourceNote::Artefact: return "artefact";
    case SourceNote::Extended: return "extended";
    case SourceNote::Saturated: return "saturated";
    case SourceNote::TileEdge: return "tile edge";
    case SourceNote::Faint: return "faint";
    case SourceNote::SternAgn: return "Stern AGN";
    case SourceNote::JarrettAgn: break;
    }
    return "Jarrett AGN";
}

JobResult<SourceNotes> noteSources(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                   ProgressSink& progress, std::stop_token stop) {
    SourceNotes notes;
    for (const auto row : rows)
        notes.sources.push_back(noteColumns(columns, row));
    if (dataset.card().kind != DatasetKind::Sky)
        return notes;
    const Neighbours neighbours(columns.position);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!neighbours.about(columns.position[rows[i]]).isAlone)
            notes.sources[i].notes |= bit(SourceNote::Blended);
    const auto& catalogs = dataset.card().catalogs;
    for (std::size_t i = 0; i < catalogs.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Reading catalogs", static_cast<std::int64_t>(i), static_cast<std::int64_t>(catalogs.size())});
        const auto catalog = readRecorded(dataset, catalogs[i], stop);
        if (catalog)
            noteCatalog(notes, *catalog, columns, rows);
        else if (isCancelled(catalog.error()))
            return cancelled();
        else
            notes.warnings.push_back(std::get<Error>(catalog.error()).oneLine());
    }
    return notes;
}

} // namespace iic
