#include "catalog/RoleChanges.h"

#include "base/Json.h"
#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <set>

namespace iic {

namespace {

constexpr std::array<std::string_view, roleCount> names{
    "identifier", "rightAscension", "declination", "class",      "subclass",   "redshift",   "redshiftWarning", "contamination",
    "extended",   "quality",        "magnitude1",  "magnitude2", "magnitude3", "magnitude4", "error1",          "error2",
    "error3",     "error4",         "snr1",        "snr2",       "snr3",       "snr4",
};

bool isSameWord(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// The first cell that has a value but no number, when no cell has a number.
std::optional<std::string> wordsOnly(const Column& column) {
    std::optional<std::string> word;
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.number(row))
            return std::nullopt;
        if (!word && !column.null[row])
            word = column.text(row);
    }
    return word;
}

} // namespace

std::string_view roleName(Role role) { return names[static_cast<std::size_t>(role)]; }

std::optional<Role> parseRole(std::string_view name) {
    const auto found =
        std::find_if(names.begin(), names.end(), [name](std::string_view known) { return isSameWord(known, name); });
    return found == names.end() ? std::nullopt : std::optional(static_cast<Role>(found - names.begin()));
}

bool needsNumbers(Role role) {
    return role == Role::RightAscension || role == Role::Declination || role == Role::Redshift || role == Role::RedshiftWarning ||
           role >= Role::Magnitude1;
}

Result<RoleChange> parseRoleChange(std::string_view text) {
    const auto equals = text.find('=');
    const auto role = equals == std::string_view::npos ? std::nullopt : parseRole(trimmedCell(text.substr(0, equals)));
    if (!role)
        return fail(ErrorCode::BadOption, {}, fmt::format("\"{}\" does not give a role to a column", text),
                    fmt::format("role=column expected, with one of the roles {}", fmt::join(names, ", ")));
    return RoleChange{*role, std::string(trimmedCell(text.substr(equals + 1)))};
}

Result<RoleMap> changeRoles(RoleMap roles, std::span<const RoleChange> changes, const Table& table, const std::string& file) {
    for (const auto& [role, name] : changes) {
        if (name.empty()) {
            roles.erase(role);
            continue;
        }
        const auto* column = table.find(name);
        if (!column)
            return fail(ErrorCode::BadOption, file, fmt::format("has no column \"{}\"", name),
                        fmt::format("it was to be {}", roleName(role)));
        if (const auto word = needsNumbers(role) ? wordsOnly(*column) : std::nullopt)
            return fail(ErrorCode::BadOption, file, fmt::format("column \"{}\" holds no numbers", name),
                        fmt::format("it was to be {}, \"{}\" found", roleName(role), *word));
        roles[role] = column->name;
    }
    return roles;
}

std::vector<std::string> columnsWithoutRole(const Table& table, const RoleMap& roles) {
    std::set<std::string_view> mapped;
    for (const auto& [role, name] : roles)
        mapped.insert(name);
    std::vector<std::string> unmapped;
    for (const auto& column : table.columns())
        if (!mapped.contains(column.name))
            unmapped.push_back(column.name);
    return unmapped;
}

std::string rolesToJson(const RoleMap& roles) {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [role, name] : roles)
        object[std::string(roleName(role))] = name;
    return jsonText(object);
}

Result<RoleMap> rolesFromJson(std::string_view json) {
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(ErrorCode::BadTable, {}, "what columns mean cannot be read", "a JSON object of roles and columns expected");
    RoleMap roles;
    for (const auto& [name, column] : object->items()) {
        if (!column.is_string())
            return fail(ErrorCode::BadTable, {}, "what columns mean cannot be read",
                        fmt::format("the name of a column expected for \"{}\"", name));
        if (const auto role = parseRole(name))
            roles[*role] = column.get<std::string>();
    }
    return roles;
}

std::string tableShape(const Table& table) {
    std::set<std::string_view> sorted;
    for (const auto& column : table.columns())
        sorted.insert(column.name);
    // FNV-1a: the same on every machine and with every library, as a key that is kept must be.
    std::uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&hash](unsigned char byte) { hash = (hash ^ byte) * 1099511628211ULL; };
    for (const auto name : sorted) {
        std::for_each(name.begin(), name.end(), mix);
        mix(0);
    }
    return fmt::format("{:016x}", hash);
}

} // namespace iic
