#include "metrics/PaperScores.h"

namespace iic {

std::optional<ClassScores> paperScores(std::string_view className) {
    if (className == "star")
        return ClassScores{.precision = 0.937, .recall = 0.954, .specificity = 0.968, .f1 = 0.945, .accuracy = 0.964};
    if (className == "galaxy")
        return ClassScores{.precision = 0.954, .recall = 0.932, .specificity = 0.977, .f1 = 0.943, .accuracy = 0.962};
    if (className == "quasar")
        return ClassScores{.precision = 0.966, .recall = 0.971, .specificity = 0.983, .f1 = 0.968, .accuracy = 0.979};
    return std::nullopt;
}

} // namespace iic
