#pragma once

#include "metrics/ConfusionMatrix.h"

#include <optional>
#include <string_view>

namespace iic {

/// What the paper prints of IICnet's test on 2,175 sources (Table 2, Fig. 14), as shares of 1.
inline constexpr double paperAccuracy = 0.952; ///< 104 wrong
inline constexpr double paperArea = 0.99; ///< the AUC of every class is larger

/// Of star, galaxy or quasar; nullopt of any other class.
std::optional<ClassScores> paperScores(std::string_view className);

} // namespace iic
