#include "statistics/NearestRows.h"

#include "statistics/FeatureMatrix.h"

#include <algorithm>

namespace iic {

NearestRows nearestRows(const FeatureTable& of, const FeatureTable& table, std::size_t count) {
    NearestRows nearest;
    nearest.count = std::min(count, table.rows());
    if (nearest.count == 0 || of.rows() == 0)
        return nearest;
    cv::Mat distances, rows;
    cv::batchDistance(matrixOf(of), matrixOf(table), distances, CV_32F, rows, cv::NORM_L2, static_cast<int>(nearest.count));
    nearest.row.assign(rows.begin<int>(), rows.end<int>());
    nearest.distance.assign(distances.begin<float>(), distances.end<float>());
    return nearest;
}

} // namespace iic
