#include "project/ProjectPaths.h"

#include "base/Json.h"

#include <algorithm>

namespace iic {

namespace {

constexpr int mostCatalogs = 50;

std::map<std::string, std::string> rolesFrom(const std::string& text) {
    std::map<std::string, std::string> roles;
    const auto json = parseJsonObject(text).value_or(nlohmann::json::object());
    for (const auto& [role, column] : json.items())
        if (column.is_string())
            roles[role] = column.get<std::string>();
    return roles;
}

/// A dataset that the project has at this place is now this one; nullopt where it has none there.
std::optional<std::int64_t> refreshDataset(SQLite::Database& database, const StoredPath& path,
                                           const SampledFingerprint& fingerprint, const std::string& card) {
    SQLite::Statement find(database, "SELECT id FROM datasets WHERE relative_path = ? OR absolute_path = ?");
    bindPath(find, 1, path);
    if (!find.executeStep())
        return std::nullopt;
    const std::int64_t dataset = find.getColumn(0).getInt64();
    SQLite::Statement update(database, "UPDATE datasets SET relative_path = ?, absolute_path = ?, size = ?, hash = ?, card = ?"
                                       " WHERE id = ?");
    bindPath(update, 1, path);
    bindFingerprint(update, 3, fingerprint);
    update.bind(5, card);
    update.bind(6, dataset);
    update.exec();
    return dataset;
}

} // namespace

Result<void> renameRow(ProjectParts& parts, const char* sql, const char* what, std::int64_t id, const std::string& name) {
    if (auto checked = checkText(parts.file, "the name", name); !checked)
        return checked;
    return parts.write([&](SQLite::Database& database) -> Result<void> {
        SQLite::Statement update(database, sql);
        update.bind(1, name);
        update.bind(2, id);
        if (update.exec() != 1)
            return fail(ErrorCode::BadOption, parts.file.string(), std::string("the project has no such ") + what,
                        std::to_string(id));
        return {};
    });
}

Result<std::int64_t> Project::addDataset(const std::string& name, const std::filesystem::path& file, const std::string& card) {
    if (const auto checked = checkText(parts_->file, "the name of a dataset", name); !checked)
        return tl::unexpected(checked.error());
    if (const auto checked = checkJson(parts_->file, "the card of a dataset", card); !checked)
        return tl::unexpected(checked.error());
    const auto fingerprint = sampledFingerprintOf(file);
    if (!fingerprint)
        return tl::unexpected(fingerprint.error());
    return parts_->write([&](SQLite::Database& database) -> Result<std::int64_t> {
        if (const auto known = refreshDataset(database, storedPath(file, parts_->folder()), *fingerprint, card))
            return *known;
        SQLite::Statement insert(database, "INSERT INTO datasets (name, relative_path, absolute_path, size, hash, card)"
                                           " VALUES (?, ?, ?, ?, ?, ?)");
        insert.bind(1, name);
        bindPath(insert, 2, storedPath(file, parts_->folder()));
        bindFingerprint(insert, 4, *fingerprint);
        insert.bind(6, card);
        insert.exec();
        return database.getLastInsertRowid();
    });
}

Result<void> Project::renameDataset(std::int64_t dataset, const std::string& name) {
    return renameRow(*parts_, "UPDATE datasets SET name = ? WHERE id = ?", "dataset", dataset, name);
}

Result<std::vector<ProjectDataset>> Project::datasets() {
    return parts_->read([this](SQLite::Database& database) -> Result<std::vector<ProjectDataset>> {
        std::vector<ProjectDataset> list;
        SQLite::Statement rows(database,
                               "SELECT id, name, relative_path, absolute_path, size, hash, card FROM datasets ORDER BY id");
        while (rows.executeStep())
            list.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(),
                            findFile(readPath(rows, 2), parts_->folder(), readFingerprint(rows, 4)),
                            rows.getColumn(6).getString()});
        return list;
    });
}

Result<void> Project::setView(const std::string& key, const std::string& json) {
    if (auto checked = checkText(parts_->file, "the name of a view", key); !checked)
        return checked;
    if (auto checked = checkJson(parts_->file, "the state of a view", json); !checked)
        return checked;
    return parts_->write([&](SQLite::Database& database) -> Result<void> {
        SQLite::Statement insert(database, "INSERT INTO view_state VALUES (?, ?)"
                                           " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        insert.bind(1, key);
        insert.bind(2, json);
        insert.exec();
        return {};
    });
}

Result<std::optional<std::string>> Project::view(const std::string& key) {
    return parts_->read([&](SQLite::Database& database) -> Result<std::optional<std::string>> {
        SQLite::Statement row(database, "SELECT value FROM view_state WHERE key = ?");
        row.bind(1, key);
        return row.executeStep() ? std::optional(row.getColumn(0).getString()) : std::nullopt;
    });
}

Result<void> Project::rememberCatalog(const std::filesystem::path& file, const std::map<std::string, std::string>& roles) {
    const std::string json = jsonText(nlohmann::json(roles));
    if (auto checked = checkJson(parts_->file, "what the columns mean", json); !checked)
        return checked;
    return parts_->write([&](SQLite::Database& database) -> Result<void> {
        const StoredPath stored = storedPath(file, parts_->folder());
        SQLite::Statement insert(database, "INSERT OR REPLACE INTO catalogs (relative_path, absolute_path, opened, roles)"
                                           " VALUES (?, ?, ?, ?)");
        bindPath(insert, 1, stored);
        insert.bind(3, timeNow());
        insert.bind(4, json);
        insert.exec();
        database.exec("DELETE FROM catalogs WHERE id NOT IN (SELECT id FROM catalogs ORDER BY id DESC LIMIT " +
                      std::to_string(mostCatalogs) + ")");
        return {};
    });
}

Result<std::vector<RecentCatalog>> Project::recentCatalogs() {
    return parts_->read([this](SQLite::Database& database) -> Result<std::vector<RecentCatalog>> {
        std::vector<RecentCatalog> list;
        SQLite::Statement rows(database, "SELECT relative_path, absolute_path, opened, roles FROM catalogs ORDER BY id DESC");
        while (rows.executeStep()) {
            const auto places = placesOf(readPath(rows, 0), parts_->folder());
            std::error_code ignored;
            const auto there = std::find_if(places.begin(), places.end(),
                                            [&](const auto& place) { return std::filesystem::is_regular_file(place, ignored); });
            list.push_back({there == places.end() ? places.back() : *there, rows.getColumn(2).getString(),
                            rolesFrom(rows.getColumn(3).getString())});
        }
        return list;
    });
}

} // namespace iic
