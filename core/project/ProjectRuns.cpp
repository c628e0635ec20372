#include "project/ProjectPaths.h"

namespace iic {

Result<std::int64_t> Project::addRun(const std::string& name, const std::filesystem::path& folder) {
    if (const auto checked = checkText(parts_->file, "the name of a run", name); !checked)
        return tl::unexpected(checked.error());
    return parts_->write([&](SQLite::Database& database) -> Result<std::int64_t> {
        const StoredPath path = storedPath(folder, parts_->folder());
        SQLite::Statement known(database, "SELECT id FROM runs WHERE relative_path = ? OR absolute_path = ?");
        bindPath(known, 1, path);
        if (known.executeStep()) {
            const std::int64_t run = known.getColumn(0).getInt64();
            SQLite::Statement update(database, "UPDATE runs SET relative_path = ?, absolute_path = ? WHERE id = ?");
            bindPath(update, 1, path);
            update.bind(3, run);
            update.exec();
            return run;
        }
        SQLite::Statement insert(database, "INSERT INTO runs (name, relative_path, absolute_path, added) VALUES (?, ?, ?, ?)");
        insert.bind(1, name);
        bindPath(insert, 2, path);
        insert.bind(4, timeNow());
        insert.exec();
        return database.getLastInsertRowid();
    });
}

Result<void> Project::renameRun(std::int64_t run, const std::string& name) {
    return renameRow(*parts_, "UPDATE runs SET name = ? WHERE id = ?", "run", run, name);
}

Result<void> Project::setRunTags(std::int64_t run, const std::vector<std::string>& tags) {
    for (const std::string& tag : tags)
        if (auto checked = checkText(parts_->file, "a tag", tag); !checked)
            return checked;
    return parts_->write([&](SQLite::Database& database) -> Result<void> {
        SQLite::Statement remove(database, "DELETE FROM run_tags WHERE run = ?");
        remove.bind(1, run);
        remove.exec();
        SQLite::Statement insert(database, "INSERT OR IGNORE INTO run_tags VALUES (?, ?)");
        for (const std::string& tag : tags) {
            insert.reset();
            insert.bind(1, run);
            insert.bind(2, tag);
            insert.exec();
        }
        return {};
    });
}

Result<void> Project::removeRun(std::int64_t run) {
    return parts_->write([&](SQLite::Database& database) -> Result<void> {
        for (const char* sql : {"DELETE FROM predictions WHERE run = ?", "DELETE FROM run_tags WHERE run = ?"}) {
            SQLite::Statement remove(database, sql);
            remove.bind(1, run);
            remove.exec();
        }
        SQLite::Statement remove(database, "DELETE FROM runs WHERE id = ?");
        remove.bind(1, run);
        if (remove.exec() != 1)
            return fail(ErrorCode::BadOption, parts_->file.string(), "the project has no such run", std::to_string(run));
        return {};
    });
}

Result<std::vector<ProjectRun>> Project::runs() {
    return parts_->read([this](SQLite::Database& database) -> Result<std::vector<ProjectRun>> {
        std::vector<ProjectRun> list;
        SQLite::Statement tags(database, "SELECT tag FROM run_tags WHERE run = ? ORDER BY tag");
        SQLite::Statement rows(database, "SELECT id, name, relative_path, absolute_path, added FROM runs ORDER BY id");
        while (rows.executeStep()) {
            const StoredPath stored = readPath(rows, 2);
            ProjectRun run{rows.getColumn(0).getInt64(),
                           rows.getColumn(1).getString(),
                           stored.absolute,
                           false,
                           rows.getColumn(4).getString(),
                           {}};
            for (const auto& place : placesOf(stored, parts_->folder()))
                if (std::error_code ignored; !run.isThere && std::filesystem::is_directory(place, ignored)) {
                    run.folder = place;
                    run.isThere = true;
                }
            tags.reset();
            tags.bind(1, run.id);
            while (tags.executeStep())
                run.tags.push_back(tags.getColumn(0).getString());
            list.push_back(std::move(run));
        }
        return list;
    });
}

} // namespace iic
