#include "imaging/Display.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace iic {

namespace {

constexpr std::size_t mostSamples = 1000;
constexpr std::size_t fewestPixels = 5;
constexpr double largestRejection = 0.5; // of the samples
constexpr double rejection = 2.5; // σ
constexpr int mostIterations = 5;

struct Line {
    double slope = 0;
    double intercept = 0;
};

Line fitLine(const std::vector<float>& samples, const std::vector<bool>& bad) {
    double n = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (bad[i])
            continue;
        const auto x = static_cast<double>(i);
        n += 1;
        sumX += x;
        sumY += samples[i];
        sumXX += x * x;
        sumXY += x * samples[i];
    }
    const double determinant = n * sumXX - sumX * sumX;
    if (!(determinant > 0))
        return {0, n > 0 ? sumY / n : 0};
    const double slope = (n * sumXY - sumX * sumY) / determinant;
    return {slope, (sumY - slope * sumX) / n};
}

double scatterAbout(const Line& line, const std::vector<float>& samples, const std::vector<bool>& bad) {
    double n = 0, sum = 0, sumOfSquares = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (bad[i])
            continue;
        const double residual = samples[i] - (line.intercept + line.slope * static_cast<double>(i));
        n += 1;
        sum += residual;
        sumOfSquares += residual * residual;
    }
    return n > 0 ? std::sqrt(std::max(0.0, sumOfSquares / n - (sum / n) * (sum / n))) : 0;
}

/// Every sample less than half of `width` from a bad one becomes bad too (an even width reaches one further up).
std::vector<bool> grown(const std::vector<bool>& bad, std::size_t width) {
    const std::size_t up = width / 2;
    const std::size_t down = (width - 1) / 2;
    std::vector<bool> result(bad.size());
    for (std::size_t i = 0; i < bad.size(); ++i) {
        if (!bad[i])
            continue;
        const std::size_t last = std::min(bad.size() - 1, i + up);
        for (std::size_t k = i >= down ? i - down : 0; k <= last; ++k)
            result[k] = true;
    }
    return result;
}

/// At most 1000 finite pixels, evenly spaced among the finite ones.
std::vector<float> sortedSamples(const FloatImage& image) {
    const auto pixels = image.pixels();
    std::size_t finite = 0;
    for (const float value : pixels)
        finite += static_cast<std::size_t>(std::abs(value) <= std::numeric_limits<float>::max());
    const std::size_t stride = std::max<std::size_t>(1, finite / mostSamples);

    std::vector<float> samples;
    samples.reserve(mostSamples);
    if (finite == pixels.size()) {
        for (std::size_t i = 0; i < finite && samples.size() < mostSamples; i += stride)
            samples.push_back(pixels[i]);
    } else {
        std::size_t seen = 0;
        for (std::size_t i = 0; i < pixels.size() && samples.size() < mostSamples; ++i)
            if (std::isfinite(pixels[i]) && seen++ % stride == 0)
                samples.push_back(pixels[i]);
    }
    std::sort(samples.begin(), samples.end());
    return samples;
}

} // namespace

Limits zscaleLimits(const FloatImage& image, double contrast) {
    const std::vector<float> samples = sortedSamples(image);
    if (samples.empty())
        return {};
    const std::size_t count = samples.size();
    const auto fewestGood = std::max(fewestPixels, static_cast<std::size_t>(static_cast<double>(count) * largestRejection));
    const std::size_t growth = std::max<std::size_t>(1, count / 100);

    std::vector<bool> bad(count);
    std::size_t good = count;
    std::size_t before = count + 1;
    Line line;
    for (int i = 0; i < mostIterations && good < before && good >= fewestGood; ++i) {
        line = fitLine(samples, bad);
        const double threshold = rejection * scatterAbout(line, samples, bad);
        for (std::size_t k = 0; k < count; ++k)
            if (std::abs(samples[k] - (line.intercept + line.slope * static_cast<double>(k))) > threshold)
                bad[k] = true;
        bad = grown(bad, growth);
        before = good;
        good = static_cast<std::size_t>(std::count(bad.begin(), bad.end(), false));
    }
    if (good < fewestGood)
        return {samples.front(), samples.back()};

    const double slope = contrast > 0 ? line.slope / contrast : line.slope;
    const auto centre = static_cast<double>((count - 1) / 2);
    const double median = count % 2 ? samples[count / 2] : 0.5 * (samples[count / 2 - 1] + samples[count / 2]);
    return {std::max(samples.front(), static_cast<float>(median - (centre - 1) * slope)),
            std::min(samples.back(), static_cast<float>(median + (static_cast<double>(count) - centre) * slope))};
}

} // namespace iic
