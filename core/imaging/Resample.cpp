#include "imaging/Resample.h"
#include "imaging/Cutout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace iic {

namespace {

/// Where one output pixel falls between two native ones.
struct Tap {
    int first = 0;
    int second = 0;
    float share = 0; ///< of the second; NaN outside the native pixels
};

/// The taps of one axis: `count` pixels that span `extent` native pixels about `centre`.
void fillTaps(int nativeCount, double centre, double extent, int count, std::vector<Tap>& taps) {
    taps.resize(static_cast<std::size_t>(count));
    const double step = extent / count;
    for (int i = 0; i < count; ++i) {
        const double place = centre + (i + 0.5) * step - 0.5 * extent;
        Tap& tap = taps[static_cast<std::size_t>(i)];
        if (!(place >= -0.5 && place <= nativeCount - 0.5)) {
            tap = {0, 0, std::numeric_limits<float>::quiet_NaN()};
            continue;
        }
        const double inside = std::clamp(place, 0.0, nativeCount - 1.0);
        tap.first = std::min(static_cast<int>(inside), std::max(nativeCount - 2, 0));
        tap.second = std::min(tap.first + 1, nativeCount - 1);
        tap.share = static_cast<float>(inside - tap.first);
    }
}

/// Output pixels wider than native ones: two points in each for a native pixel that falls in, so that none is passed
/// over and no beat of the two grids shows.
void averageInto(const FloatImage& native, const PixelCoord& offset, double pixelScale, int side, double fieldArcsec,
                 float* output) {
    const int points = static_cast<int>(std::ceil(2 * fieldArcsec / pixelScale / side));
    const FloatImage fine = resample(native, offset, pixelScale, side * points, fieldArcsec);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            float sum = 0;
            for (int row = y * points; row < (y + 1) * points; ++row)
                for (int column = x * points; column < (x + 1) * points; ++column)
                    sum += fine.at(column, row);
            *output++ = sum;
        }
}

} // namespace

void resampleInto(const FloatImage& native, const PixelCoord& offset, double pixelScale, int side, double fieldArcsec,
                  float* output) {
    thread_local std::vector<Tap> columns;
    thread_local std::vector<Tap> rows;
    thread_local std::vector<float> squeezed;

    const double extent = fieldArcsec / pixelScale;
    if (extent > side)
        return averageInto(native, offset, pixelScale, side, fieldArcsec, output);
    fillTaps(native.width(), (native.width() - 1) / 2.0 + offset.x, extent, side, columns);
    fillTaps(native.height(), (native.height() - 1) / 2.0 + offset.y, extent, side, rows);

    const auto width = static_cast<std::size_t>(side);
    squeezed.resize(width * static_cast<std::size_t>(native.height()));
    for (int y = 0; y < native.height(); ++y) {
        const float* in = native.row(y).data();
        float* out = squeezed.data() + width * static_cast<std::size_t>(y);
        for (std::size_t x = 0; x < width; ++x) {
            const Tap& tap = columns[x];
            out[x] = in[tap.first] + tap.share * (in[tap.second] - in[tap.first]);
        }
    }

    const auto areaRatio = static_cast<float>((extent / side) * (extent / side));
    for (std::size_t y = 0; y < width; ++y) {
        const Tap& tap = rows[y];
        const float* above = squeezed.data() + width * static_cast<std::size_t>(tap.first);
        const float* below = squeezed.data() + width * static_cast<std::size_t>(tap.second);
        const float belowShare = tap.share * areaRatio;
        const float aboveShare = areaRatio - belowShare;
        float* out = output + width * y;
        for (std::size_t x = 0; x < width; ++x)
            out[x] = above[x] * aboveShare + below[x] * belowShare;
    }
}

FloatImage resample(const FloatImage& native, const PixelCoord& offset, double pixelScale, int side, double fieldArcsec) {
    if (native.empty() || side <= 0)
        return {};
    FloatImage result(side, side);
    resampleInto(native, offset, pixelScale, side, fieldArcsec, result.data());
    return result;
}

} // namespace iic
