#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace iic::cli {

/// "1 galaxy", "2 galaxies".
inline std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// "1 tile", "2 tiles".
inline std::string counted(std::size_t count, std::string_view thing) { return counted(count, thing, std::string(thing) + "s"); }

} // namespace iic::cli
