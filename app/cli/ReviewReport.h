#pragma once

#include "analysis/CrossValidation.h"
#include "analysis/Isolation.h"
#include "analysis/LastStep.h"
#include "analysis/MistakeReview.h"

#include <nlohmann/json.hpp>

namespace iic::cli {

/// What is reviewed, and by whom.
struct Reviewed {
    const Dataset& dataset;
    const DatasetColumns& columns;
    const JudgedRows& judged;
};

nlohmann::json describeGroups(const Reviewed& reviewed, const MistakeReview& review);
/// The first `most` of sources whose labels look wrong; `rows` are those ranked.
nlohmann::json describeSuspects(const Reviewed& reviewed, const LabelSuspects& suspects, std::span<const std::size_t> rows,
                                std::size_t most);
nlohmann::json describeLastStep(const LastStep& step);
/// The most isolated of the judged sources that are right, with the training sources nearest to them.
nlohmann::json describeIsolated(const Reviewed& reviewed, const Isolation& isolation, std::span<const std::size_t> trainingRows,
                                std::size_t most);

/// The whole report as text.
void printReview(const nlohmann::json& report);

} // namespace iic::cli
