#pragma once

#include "catalog/Catalog.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace iic::ui {

/// A column of a catalog, as far as a user must see it to tell what it means.
struct ColumnSample {
    std::string name, unit;
    QString values; ///< a few of its cells
    bool holdsNumbers = true; ///< false when its first cells with a value hold words only
};

/// Where the roles of a catalog's columns come from.
enum class RoleOrigin {
    Guessed, ///< from the names of the columns
    Remembered, ///< what the user chose for such a table before
    Chosen, ///< by the user just now
};

/// The columns of a catalog and what they mean.
struct CatalogColumns {
    std::filesystem::path file; ///< empty: there is no file
    std::string shape; ///< tableShape
    std::size_t rows = 0;
    std::vector<ColumnSample> columns; ///< in the order of the table
    RoleMap guessed, roles; ///< what their names tell, and what is used
    RoleOrigin origin = RoleOrigin::Guessed;
};

/// What is known of a file's roles before it is read.
struct KnownRoles {
    std::optional<RoleMap> chosen; ///< by the user just now
    std::optional<RoleMap> remembered; ///< of this file, before what is remembered of all such tables
};

/// A table read as a catalog, or its columns where they do not tell positions.
struct ReadCatalog {
    std::shared_ptr<const Catalog> catalog; ///< nullptr when there is a problem
    CatalogColumns columns;
    std::vector<std::string> notes, warnings;
    std::optional<Error> problem; ///< NoPositions
};

/// Errors: those of readTable, and BadOption where chosen roles do not fit the table. Any thread.
JobResult<ReadCatalog> readWithRoles(const std::filesystem::path& file, const KnownRoles& known, std::stop_token stop);

/// As the user chose for such tables before, where that fits it, else as the names of its columns tell; which of them is told in
/// `notes`. Any thread.
Result<RoleMap> rolesFor(const Table& table, const std::string& file, std::vector<std::string>& notes);

/// What a role is called, in the user's language, e.g. "Magnitude in W1".
QString roleText(Role role);
/// Roles that differ, "Magnitude in W1: w1flux; Class: none"; empty when none does.
QString differingRoles(const RoleMap& before, const RoleMap& now);

/// What the user chose for tables of a shape, kept between sessions for all projects. Any thread.
std::optional<RoleMap> rememberedRoles(const std::string& shape);
void rememberRoles(const std::string& shape, const RoleMap& roles);
void forgetRoles(const std::string& shape);

} // namespace iic::ui
