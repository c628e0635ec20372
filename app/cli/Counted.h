#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace iic::cli {

/// "1 tile", "2 tiles".
inline std::string counted(std::size_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

} // namespace iic::cli
