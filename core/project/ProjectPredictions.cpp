#include "project/ProjectParts.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t mostClasses = 1000;
static_assert(std::endian::native == std::endian::little, "probabilities are stored as the machine holds them");

Result<void> checkPrediction(const std::filesystem::path& project, const ProjectPrediction& prediction) {
    if (prediction.probabilities.empty() || prediction.probabilities.size() > mostClasses)
        return fail(ErrorCode::BadOption, project.string(), "a prediction has no plausible number of classes",
                    fmt::format("1 to {} expected, {} found", mostClasses, prediction.probabilities.size()));
    for (const float probability : prediction.probabilities)
        if (!(probability >= 0 && probability <= 1))
            return fail(ErrorCode::BadOption, project.string(), "a prediction is no probability",
                        fmt::format("source {}, {}", prediction.source, probability));
    return checkText(project, "the time of a prediction", prediction.time);
}

/// nullopt for bytes that are no probabilities.
std::optional<std::vector<float>> probabilitiesFrom(const SQLite::Column& column) {
    const auto bytes = static_cast<std::size_t>(column.getBytes());
    if (bytes == 0 || bytes % sizeof(float) != 0 || bytes / sizeof(float) > mostClasses)
        return std::nullopt;
    std::vector<float> probabilities(bytes / sizeof(float));
    std::memcpy(probabilities.data(), column.getBlob(), bytes);
    for (const float probability : probabilities)
        if (!(probability >= 0 && probability <= 1))
            return std::nullopt;
    return probabilities;
}

void bindSource(SQLite::Statement& statement, const ProjectSource& source) {
    statement.reset();
    statement.clearBindings();
    statement.bindNoCopy(1, source.name);
    bindNumber(statement, 2, source.position.rightAscension);
    bindNumber(statement, 3, source.position.declination);
    if (source.tile)
        statement.bind(4, *source.tile);
}

} // namespace

Result<std::vector<std::int64_t>> Project::addSources(std::span<const ProjectSource> sources) {
    for (const ProjectSource& source : sources)
        if (const auto checked = checkText(parts_->file, "the name of a source", source.name); !checked)
            return tl::unexpected(checked.error());
    return parts_->write([sources](SQLite::Database& database) -> Result<std::vector<std::int64_t>> {
        SQLite::Statement insert(database, "INSERT INTO sources (name, ra, dec, tile) VALUES (?1, ?2, ?3, ?4)"
                                           " ON CONFLICT DO NOTHING");
        SQLite::Statement known(database, "SELECT id FROM sources WHERE name = ?1 AND ifnull(tile, 0) = ifnull(?4, 0)"
                                          " AND ifnull(ra, -1) = ifnull(?2, -1) AND ifnull(dec, -100) = ifnull(?3, -100)");
        std::vector<std::int64_t> numbers;
        numbers.reserve(sources.size());
        for (const ProjectSource& source : sources) {
            bindSource(insert, source);
            if (insert.exec() == 1) {
                numbers.push_back(database.getLastInsertRowid());
                continue;
            }
            bindSource(known, source);
            known.executeStep();
            numbers.push_back(known.getColumn(0).getInt64());
        }
        return numbers;
    });
}

Result<std::map<std::int64_t, ProjectSource>> Project::sources() {
    return parts_->read([](SQLite::Database& database) -> Result<std::map<std::int64_t, ProjectSource>> {
        std::map<std::int64_t, ProjectSource> sources;
        SQLite::Statement rows(database, "SELECT id, name, ra, dec, tile FROM sources ORDER BY id");
        while (rows.executeStep()) {
            ProjectSource source{
                rows.getColumn(1).getString(), {readNumber(rows.getColumn(2)), readNumber(rows.getColumn(3))}, {}};
            if (!rows.getColumn(4).isNull())
                source.tile = rows.getColumn(4).getInt64();
            sources.emplace_hint(sources.end(), rows.getColumn(0).getInt64(), std::move(source));
        }
        return sources;
    });
}

Result<void> Project::addPredictions(std::int64_t run, std::span<const ProjectPrediction> predictions) {
    for (const ProjectPrediction& prediction : predictions)
        if (auto checked = checkPrediction(parts_->file, prediction); !checked)
            return checked;
    return parts_->write([run, predictions](SQLite::Database& database) -> Result<void> {
        SQLite::Statement insert(database, "INSERT INTO predictions (run, source, probabilities, time) VALUES (?, ?, ?, ?)"
                                           " ON CONFLICT (run, source) DO UPDATE SET probabilities = excluded.probabilities,"
                                           " time = excluded.time");
        for (const ProjectPrediction& prediction : predictions) {
            insert.reset();
            insert.bind(1, run);
            insert.bind(2, prediction.source);
            insert.bindNoCopy(3, prediction.probabilities.data(),
                              static_cast<int>(prediction.probabilities.size() * sizeof(float)));
            insert.bindNoCopy(4, prediction.time);
            insert.exec();
        }
        return {};
    });
}

Result<std::vector<ProjectPrediction>> Project::predictions(std::int64_t run) {
    return parts_->read([&](SQLite::Database& database) -> Result<std::vector<ProjectPrediction>> {
        std::vector<ProjectPrediction> list;
        SQLite::Statement rows(database, "SELECT source, probabilities, time FROM predictions WHERE run = ? ORDER BY source");
        rows.bind(1, run);
        while (rows.executeStep()) {
            auto probabilities = probabilitiesFrom(rows.getColumn(1));
            if (!probabilities)
                return fail(ErrorCode::DamagedProject, parts_->file.string(), "the project is damaged",
                            fmt::format("run {} has no probabilities for source {}", run, rows.getColumn(0).getInt64()));
            list.push_back({rows.getColumn(0).getInt64(), std::move(*probabilities), rows.getColumn(2).getString()});
        }
        return list;
    });
}

} // namespace iic
