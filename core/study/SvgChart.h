#pragma once

#include <optional>
#include <string>
#include <vector>

namespace iic {

struct ChartPoint {
    double x = 0, y = 0;
    double spread = 0; ///< up and down; 0: none is drawn
};
struct ChartSeries {
    std::string name;
    std::vector<ChartPoint> points;
};
/// A level that the paper gives, drawn across.
struct ChartMark {
    std::string name;
    double y = 0;
};

/// Lines over numbers, as an SVG element whose ink is that of the page round it.
struct SvgChart {
    std::string title; ///< for those who do not see it
    std::string xAxis, yAxis;
    std::vector<ChartSeries> series;
    std::vector<ChartMark> marks;
    bool hasDots = false; ///< a dot at every point

    /// Empty where no series has a point.
    std::string text() const;
};

/// With what HTML means otherwise written as entities.
std::string escaped(const std::string& text);

} // namespace iic
