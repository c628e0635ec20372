#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace iic {

/// The first thing in which two recipes of a dataset differ.
struct PlanDifference {
    std::string detail; ///< as "selection/minimumSnr: 5.0 then, 7.0 now"
    std::string changedFile; ///< its path where a file is no longer what it was; else empty
};

/// nullopt when they are the same, as far as their JSON can tell.
std::optional<PlanDifference> planDifference(const nlohmann::json& then, const nlohmann::json& now);

} // namespace iic
