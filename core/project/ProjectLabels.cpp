#include "project/ProjectParts.h"

#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace iic {

namespace {

constexpr const char* insertEvent = "INSERT INTO label_events (time, user, source, ra, dec, old_label, new_label, reason, model,"
                                    " imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Result<void> checkEvent(const std::filesystem::path& project, const LabelEvent& event) {
    for (const auto& [what, text] : {std::pair("the time of a label", &event.time),
                                     {"the user of a label", &event.user},
                                     {"the source of a label", &event.source},
                                     {"the reason of a label", &event.reason},
                                     {"the model of a label", &event.model}})
        if (auto checked = checkText(project, what, *text); !checked)
            return checked;
    return {};
}

void insert(SQLite::Statement& statement, const LabelEvent& event, bool isImported) {
    statement.reset();
    statement.bindNoCopy(1, event.time);
    statement.bindNoCopy(2, event.user);
    statement.bindNoCopy(3, event.source);
    bindNumber(statement, 4, event.position.rightAscension);
    bindNumber(statement, 5, event.position.declination);
    statement.bind(6, std::string(labelName(event.from)));
    statement.bind(7, std::string(labelName(event.to)));
    statement.bindNoCopy(8, event.reason);
    statement.bindNoCopy(9, event.model);
    statement.bind(10, isImported ? 1 : 0);
    statement.exec();
}

Result<std::vector<LabelEvent>> readEvents(const std::filesystem::path& file, SQLite::Database& database, const char* which) {
    std::vector<LabelEvent> events;
    SQLite::Statement rows(database, std::string("SELECT time, user, source, ra, dec, old_label, new_label, reason, model, id"
                                                 " FROM label_events ") +
                                         which);
    while (rows.executeStep()) {
        const auto text = [&rows](int column) { return rows.getColumn(column).getString(); };
        const auto from = parseLabel(text(5)), to = parseLabel(text(6));
        if (!from || !to)
            return fail(ErrorCode::DamagedProject, file.string(), "the project is damaged",
                        fmt::format("label event {} has no known label", rows.getColumn(9).getInt64()));
        events.push_back({text(0),
                          text(1),
                          text(2),
                          {readNumber(rows.getColumn(3)), readNumber(rows.getColumn(4))},
                          *from,
                          *to,
                          text(7),
                          text(8)});
    }
    return events;
}

/// Equal for equal events; no other two events have the same.
std::string keyOf(const LabelEvent& event) {
    std::string key;
    for (const std::string* text : {&event.time, &event.user, &event.source, &event.reason, &event.model})
        key += fmt::format("{}:", text->size()) + *text;
    const auto place = [](double degrees) { return std::isfinite(degrees) ? fmt::format("{}", degrees) : std::string("-"); };
    return key + fmt::format("{},{},{},{}", place(event.position.rightAscension), place(event.position.declination),
                             labelName(event.from), labelName(event.to));
}

} // namespace

Result<void> Project::appendLabel(const LabelEvent& event) { return appendLabels(std::span(&event, 1)); }

Result<void> Project::appendLabels(std::span<const LabelEvent> events) {
    for (const LabelEvent& event : events)
        if (auto checked = checkEvent(parts_->file, event); !checked)
            return checked;
    return parts_->write([events](SQLite::Database& database) -> Result<void> {
        SQLite::Statement statement(database, insertEvent);
        for (const LabelEvent& event : events)
            insert(statement, event, false);
        return {};
    });
}

Result<std::vector<LabelEvent>> Project::labelEvents() {
    return parts_->read(
        [this](SQLite::Database& database) { return readEvents(parts_->file, database, "ORDER BY imported DESC, id"); });
}

Result<JournalImport> Project::importJournal(const std::filesystem::path& file) {
    const auto journal = LabelJournal::read(file);
    if (!journal)
        return tl::unexpected(journal.error());
    return parts_->write([&](SQLite::Database& database) -> Result<JournalImport> {
        const auto imported = readEvents(parts_->file, database, "WHERE imported = 1");
        if (!imported)
            return tl::unexpected(imported.error());
        std::unordered_map<std::string, std::size_t> known;
        for (const LabelEvent& event : *imported)
            ++known[keyOf(event)];
        JournalImport outcome{.added = 0, .known = 0, .warnings = journal->warnings()};
        SQLite::Statement statement(database, insertEvent);
        for (const LabelEvent& event : journal->events()) {
            if (const auto checked = checkEvent(parts_->file, event); !checked) {
                outcome.warnings.push_back(checked.error().reason + " (" + checked.error().detail + "): it was passed over");
                continue;
            }
            if (const auto earlier = known.find(keyOf(event)); earlier != known.end() && earlier->second > 0) {
                --earlier->second;
                ++outcome.known;
                continue;
            }
            insert(statement, event, true);
            ++outcome.added;
        }
        return outcome;
    });
}

} // namespace iic
