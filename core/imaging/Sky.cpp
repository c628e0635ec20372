#include "imaging/Sky.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

constexpr std::size_t fewestSkyPixels = 16;
constexpr double oneSigmaBelow = 0.158655; // of a normal distribution

void addFinite(std::span<const float> values, std::vector<float>& out) {
    for (const float value : values)
        if (std::isfinite(value))
            out.push_back(value);
}

} // namespace

LocalSky skyOf(std::vector<float>& values) {
    if (values.empty())
        return {};
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const double level = *middle;
    const auto low = values.begin() + static_cast<std::ptrdiff_t>(oneSigmaBelow * static_cast<double>(values.size()));
    if (low < middle)
        std::nth_element(values.begin(), low, middle);
    return {level, level - *low};
}

LocalSky borderSky(const FloatImage& cutout) {
    thread_local std::vector<float> values;
    values.clear();
    const int width = cutout.width();
    const int height = cutout.height();
    const auto border = static_cast<std::size_t>(std::max(1, std::min(width, height) / 8));
    for (int y = 0; y < height; ++y) {
        const auto row = cutout.row(y);
        const bool whole = y < static_cast<int>(border) || y >= height - static_cast<int>(border);
        if (whole || row.size() <= 2 * border) {
            addFinite(row, values);
        } else {
            addFinite(row.first(border), values);
            addFinite(row.last(border), values);
        }
    }
    if (values.size() < fewestSkyPixels) {
        values.clear();
        addFinite(cutout.pixels(), values);
    }
    return skyOf(values);
}

} // namespace iic
