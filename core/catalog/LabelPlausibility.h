#pragma once

#include "catalog/Catalog.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace iic {

/// W1−W2 (Vega) of the sources of one class whose colour is well measured: both magnitudes measured and not limits, neither
/// saturated (W1 ≥ 8) nor faint (W2 ≤ 15).
using ClassColours = std::array<std::vector<double>, 3>;
ClassColours coloursByClass(const Catalog& catalog);

/// A pair of classes, or one class, whose colours cannot be those of correctly matched sources.
struct ImplausibleColours {
    enum class Kind {
        QuasarsNotRedder, ///< quasars beside another class
        StarsAsWide ///< stars beside the rest
    };
    Kind kind;
    SourceClass other; ///< the class beside quasars; Star for StarsAsWide
    std::size_t first = 0, second = 0; ///< sources of quasars or stars, and of what they are compared with
    double separation = 0; ///< chance that the redder class is redder, 0.5 when the two are alike

    /// One plain sentence.
    std::string sentence() const;
};

/// Looks whether each class has a colour of its own, as it must unless labels and magnitudes belong to different sources. Says
/// nothing of fewer than 20 sources a class. See the source file for what it rests on.
std::vector<ImplausibleColours> implausibleColours(const ClassColours& colours);

} // namespace iic
