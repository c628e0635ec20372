#pragma once

#include "catalog/Table.h"

#include <string>

namespace iic {

/// The table as the text of a file.
std::string csvText(const Table& table);
std::string ipacText(const Table& table);

} // namespace iic
