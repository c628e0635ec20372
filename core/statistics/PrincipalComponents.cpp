#include "statistics/PrincipalComponents.h"

#include "statistics/FeatureMatrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace iic {

namespace {

/// The sign of a component is a matter of chance; this one is not.
void turnLargestUp(cv::Mat component) {
    double least = 0, most = 0;
    cv::minMaxLoc(component, &least, &most);
    if (-least > most)
        component *= -1;
}

std::vector<std::string> numbered(const char* pattern, int count) {
    std::vector<std::string> names;
    for (int i = 1; i <= count; ++i)
        names.push_back(fmt::format(fmt::runtime(pattern), i));
    return names;
}

} // namespace

Result<PrincipalComponents> principalComponents(const FeatureTable& table, int count) {
    if (table.rows() < 2 || count < 1 || table.rows() < static_cast<std::size_t>(count) ||
        table.columns() < static_cast<std::size_t>(count))
        return fail(ErrorCode::BadOption, "", "there are too few numbers for the components asked for",
                    fmt::format("{} components of {} numbers of {} sources", count, table.columns(), table.rows()));
    cv::Mat values;
    matrixOf(table).convertTo(values, CV_64F);
    cv::PCA analysis(values, cv::noArray(), cv::PCA::DATA_AS_ROW); // all, for the sum of their variances
    const double population = static_cast<double>(table.rows());
    const double total = cv::sum(analysis.eigenvalues)[0];

    PrincipalComponents result;
    cv::Mat components = analysis.eigenvectors.rowRange(0, count).clone();
    for (int i = 0; i < count; ++i) {
        turnLargestUp(components.row(i));
        const double variance = analysis.eigenvalues.at<double>(i);
        result.variance.push_back(variance * population / (population - 1));
        result.varianceShare.push_back(total > 0 ? variance / total : 0);
    }
    const cv::Mat centred = values - cv::repeat(analysis.mean, values.rows, 1);
    result.components = tableOf(components, table.names);
    result.positions = tableOf(centred * components.t(), numbered("component {}", count));
    return result;
}

} // namespace iic
