#pragma once

#include "catalog/Catalog.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iic {

/// "rightAscension", "class", "magnitude1", "error1", "snr1" …: how users and files name a role.
std::string_view roleName(Role role);
/// The role of such a name, whatever its case.
std::optional<Role> parseRole(std::string_view name);
/// Whether a column must hold numbers to have the role.
bool needsNumbers(Role role);

/// What a user says a column means; an empty name takes the role from the column that has it.
struct RoleChange {
    Role role;
    std::string column;
};

/// "magnitude1=w1flux" or "magnitude1=". BadOption with the names that roles have.
Result<RoleChange> parseRoleChange(std::string_view text);

/// The roles with the changes made. BadOption when a column does not exist, or holds no number where numbers are needed (an empty
/// one may); `file` names the table in errors.
Result<RoleMap> changeRoles(RoleMap roles, std::span<const RoleChange> changes, const Table& table, const std::string& file);

/// Names of the columns that have no role, in the order of the table.
std::vector<std::string> columnsWithoutRole(const Table& table, const RoleMap& roles);

/// A role map as a JSON object, {"magnitude1": "w1mpro", …}, and back. BadTable; roles this version does not know are
/// passed over.
std::string rolesToJson(const RoleMap& roles);
Result<RoleMap> rolesFromJson(std::string_view json);

/// A key for what is remembered of tables with these columns, in whatever order: 16 hexadecimal digits.
std::string tableShape(const Table& table);

} // namespace iic
