#include "imaging/Display.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace iic {

namespace {

constexpr std::size_t mostSamples = 100'000;
constexpr double logarithmBase = 1000; // as DS9's log scale
constexpr int tableSize = 16384; // fine enough for one grey level a step at softening 1000

double curveValue(StretchCurve curve, double softening, double t) {
    switch (curve) {
    case StretchCurve::Linear: return t;
    case StretchCurve::Asinh: return softening > 0 ? std::asinh(softening * t) / std::asinh(softening) : t;
    case StretchCurve::SquareRoot: return std::sqrt(t);
    case StretchCurve::Logarithm: return std::log1p(logarithmBase * t) / std::log1p(logarithmBase);
    }
    return t;
}

/// Grey levels of evenly spaced brightness between the limits.
struct StretchTable {
    StretchCurve curve = StretchCurve::Linear;
    double softening = 0;
    std::vector<std::uint8_t> levels;
};

const std::uint8_t* levelsOf(StretchCurve curve, double softening) {
    thread_local StretchTable table;
    if (table.levels.empty() || table.curve != curve || table.softening != softening) {
        table = {curve, softening, std::vector<std::uint8_t>(tableSize)};
        for (int i = 0; i < tableSize; ++i) {
            const double value = curveValue(curve, softening, i / (tableSize - 1.0));
            table.levels[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::clamp(std::lround(255 * value), 0L, 255L));
        }
    }
    return table.levels.data();
}

/// One row of a channel after the other: the pixels themselves, or the means of the finite ones of each block; NaN where
/// there is none.
class ChannelRow {
  public:
    ChannelRow(const FloatImage& image, std::size_t index, int left, int width, int reduction)
        : image_(image),
          index_(index),
          left_(left),
          width_(width),
          reduction_(reduction),
          means_(static_cast<std::size_t>((width + reduction - 1) / reduction)),
          sums_(static_cast<std::size_t>(width)),
          counts_(static_cast<std::size_t>(width)) {}

    std::size_t index() const { return index_; }
    std::span<const float> values() const { return values_; }

    void read(int firstRow, int rowCount) {
        const bool whole = left_ >= 0 && left_ + width_ <= image_.width() && firstRow >= 0 && firstRow < image_.height();
        if (reduction_ == 1 && whole) {
            values_ = image_.row(firstRow).subspan(static_cast<std::size_t>(left_), static_cast<std::size_t>(width_));
            return;
        }
        sumColumns(firstRow, rowCount);
        for (std::size_t i = 0; i < means_.size(); ++i) {
            const int first = static_cast<int>(i) * reduction_;
            const int last = std::min(first + reduction_, width_);
            float sum = 0;
            float count = 0;
            for (int x = first; x < last; ++x) {
                sum += sums_[static_cast<std::size_t>(x)];
                count += counts_[static_cast<std::size_t>(x)];
            }
            means_[i] = count > 0 ? sum / count : std::numeric_limits<float>::quiet_NaN();
        }
        values_ = means_;
    }

  private:
    void sumColumns(int firstRow, int rowCount) {
        std::fill(sums_.begin(), sums_.end(), 0.0F);
        std::fill(counts_.begin(), counts_.end(), 0.0F);
        const int firstColumn = std::clamp(-left_, 0, width_);
        const int lastColumn = std::clamp(image_.width() - left_, firstColumn, width_);
        for (int y = std::max(0, firstRow); y < std::min(firstRow + rowCount, image_.height()); ++y) {
            if (firstColumn == lastColumn)
                break;
            const float* in = image_.row(y).data() + left_ + firstColumn;
            float* sum = sums_.data() + firstColumn;
            float* count = counts_.data() + firstColumn;
            for (int x = 0; x < lastColumn - firstColumn; ++x) {
                const bool finite = std::abs(in[x]) <= std::numeric_limits<float>::max();
                sum[x] += finite ? in[x] : 0.0F;
                count[x] += finite ? 1.0F : 0.0F;
            }
        }
    }

    const FloatImage& image_;
    std::size_t index_;
    int left_;
    int width_;
    int reduction_;
    std::span<const float> values_;
    std::vector<float> means_;
    std::vector<float> sums_;
    std::vector<float> counts_;
};

bool holdsBlank(std::span<const float> values) {
    std::int32_t blanks = 0;
    for (const float value : values)
        blanks += value != value;
    return blanks > 0;
}

/// Where each value falls in the stretch table; 0 for NaN.
void placeInTable(std::span<const float> values, Limits limits, std::span<std::int32_t> places) {
    constexpr float last = tableSize - 1;
    const float extent = limits.high - limits.low;
    const float scale = extent > 0 && std::isfinite(last / extent) ? last / extent : 0.0F;
    const float low = std::isfinite(limits.low) ? limits.low : 0.0F;
    for (std::size_t x = 0; x < values.size(); ++x) {
        const float place = (values[x] - low) * scale + 0.5F;
        const float above = place > 0.0F ? place : 0.0F;
        places[x] = static_cast<std::int32_t>(above < last ? above : last);
    }
}

} // namespace

Limits percentileLimits(const FloatImage& image, double lowFraction, double highFraction) {
    const auto pixels = image.pixels();
    const std::size_t stride = std::max<std::size_t>(1, (pixels.size() + mostSamples - 1) / mostSamples);
    std::vector<float> samples;
    samples.reserve(pixels.size() / stride + 1);
    for (std::size_t i = 0; i < pixels.size(); i += stride)
        if (std::isfinite(pixels[i]))
            samples.push_back(pixels[i]);
    if (samples.empty())
        return {};
    const auto quantile = [&samples](double fraction) {
        const double place = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(samples.size() - 1);
        const auto at = samples.begin() + static_cast<std::ptrdiff_t>(std::lround(place));
        std::nth_element(samples.begin(), at, samples.end());
        return *at;
    };
    return {quantile(lowFraction), quantile(highFraction)};
}

void composeColour(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch, int left, int top, int width,
                   int height, int reduction, std::uint32_t uncovered, std::uint32_t* output) {
    if (width <= 0 || height <= 0 || reduction <= 0)
        return;
    const std::uint8_t* levels = levelsOf(stretch.curve, stretch.softening);
    const auto columns = static_cast<std::size_t>((width + reduction - 1) / reduction);
    const int rows = (height + reduction - 1) / reduction;

    std::vector<ChannelRow> read;
    std::array<std::vector<std::int32_t>, 3> places;
    for (std::size_t c = 0; c < 3; ++c) {
        places[c].resize(columns);
        if (channels[c])
            read.emplace_back(*channels[c], c, left, width, reduction);
    }
    for (int row = 0; row < rows; ++row) {
        const int firstRow = top + row * reduction;
        const int rowCount = std::min(reduction, top + height - firstRow);
        bool blankInAll = true;
        for (ChannelRow& channel : read) {
            channel.read(firstRow, rowCount);
            placeInTable(channel.values(), stretch.limits[channel.index()], places[channel.index()]);
            blankInAll = blankInAll && holdsBlank(channel.values());
        }
        std::uint32_t* out = output + static_cast<std::size_t>(row) * columns;
        for (std::size_t x = 0; x < columns; ++x)
            out[x] = 0xff000000U | static_cast<std::uint32_t>(levels[places[0][x]]) << 16 |
                     static_cast<std::uint32_t>(levels[places[1][x]]) << 8 | levels[places[2][x]];
        if (blankInAll)
            for (std::size_t x = 0; x < columns; ++x)
                if (std::all_of(read.begin(), read.end(),
                                [x](const ChannelRow& channel) { return std::isnan(channel.values()[x]); }))
                    out[x] = uncovered;
    }
}

} // namespace iic
