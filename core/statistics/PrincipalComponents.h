#pragma once

#include "base/Error.h"
#include "statistics/FeatureTable.h"

namespace iic {

struct PrincipalComponents {
    FeatureTable components; ///< a row a component, of length 1; its largest element is above zero
    std::vector<double> variance; ///< along each, over rows − 1, largest first
    std::vector<double> varianceShare; ///< of that of all columns
    FeatureTable positions; ///< of the table's rows along the components, about their mean
};

/// The directions along which rows differ most. BadOption where there are fewer rows or columns than components, or one row alone.
/// Every value is finite.
Result<PrincipalComponents> principalComponents(const FeatureTable& table, int count);

} // namespace iic
