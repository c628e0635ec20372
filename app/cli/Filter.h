#pragma once

#include "Session.h"
#include "catalog/Table.h"

#include <CLI/CLI.hpp>
#include <vector>

namespace iic::cli {

/// --where, a condition on the rows of a catalog.
void addWhereOption(CLI::App& command, std::string& expression);

/// The rows where a condition is true, in their order; all of them for an empty one. A wrong condition (BadOption) is shown
/// on stderr with a mark under the character.
JobResult<std::vector<std::size_t>> rowsWhere(const std::string& expression, const Table& table, Session& session);

} // namespace iic::cli
