#pragma once

#include "statistics/FeatureTable.h"

#include <opencv2/core.hpp>

// Tables as OpenCV takes them; only files of core/statistics include this header.
namespace iic {

/// Over the values of the table, which outlives it.
inline cv::Mat matrixOf(const FeatureTable& table) {
    return {static_cast<int>(table.rows()), static_cast<int>(table.columns()), CV_32F, const_cast<float*>(table.values.data())};
}

inline FeatureTable tableOf(const cv::Mat& matrix, std::vector<std::string> names) {
    cv::Mat floats;
    matrix.convertTo(floats, CV_32F);
    return {std::move(names), {floats.begin<float>(), floats.end<float>()}};
}

} // namespace iic
