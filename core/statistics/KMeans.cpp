#include "statistics/KMeans.h"

#include "statistics/FeatureMatrix.h"

#include <fmt/format.h>

namespace iic {

Result<KMeansGroups> groupByKMeans(const FeatureTable& table, const KMeansOptions& options) {
    if (options.groups < 1 || table.rows() < static_cast<std::size_t>(options.groups))
        return fail(ErrorCode::BadOption, "", "there are too few sources to group",
                    fmt::format("{} in {} groups", table.rows(), options.groups));
    cv::theRNG().state = options.seed; // OpenCV draws the starts from its thread's own generator
    cv::Mat groups, centres;
    KMeansGroups result;
    result.inertia =
        cv::kmeans(matrixOf(table), options.groups, groups, {cv::TermCriteria::MAX_ITER | cv::TermCriteria::EPS, 300, 1e-6},
                   options.starts, cv::KMEANS_PP_CENTERS, centres);
    result.group.assign(groups.begin<int>(), groups.end<int>());
    result.centres = tableOf(centres, table.names);
    return result;
}

} // namespace iic
