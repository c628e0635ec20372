#include "nn/ChannelLoops.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

// The functions for other machines are chosen before a sanitizer is ready.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define IIC_WIDE [[gnu::target_clones("default", "avx2")]]
#else
#define IIC_WIDE
#endif

namespace iic::loops {

namespace {

constexpr std::int64_t lanes = 16;
using Lanes = std::array<float, lanes>;

} // namespace

IIC_WIDE void addMoments(const float* __restrict__ x, std::int64_t count, std::int64_t period, const float* __restrict__ pivot,
                         float* __restrict__ sum, float* __restrict__ square) {
    for (std::int64_t at = 0; at < count; at += period, x += period)
        for (std::int64_t i = 0; i < std::min(period, count - at); ++i) {
            const float value = x[i] - pivot[i];
            sum[i] += value;
            square[i] += value * value;
        }
}

IIC_WIDE void scale(const float* __restrict__ x, std::int64_t count, std::int64_t period, const float* __restrict__ slope,
                    const float* __restrict__ offset, float least, float* __restrict__ out) {
    for (std::int64_t at = 0; at < count; at += period, x += period, out += period)
        for (std::int64_t i = 0; i < std::min(period, count - at); ++i) {
            const float value = x[i] * slope[i] + offset[i];
            out[i] = value < least ? least : value;
        }
}

IIC_WIDE void addGradients(const float* __restrict__ x, const float* __restrict__ g, std::int64_t count, std::int64_t period,
                           const float* __restrict__ mean, const float* __restrict__ slope, const float* __restrict__ offset,
                           float* __restrict__ sum, float* __restrict__ product) {
    for (std::int64_t at = 0; at < count; at += period, x += period, g += period)
        for (std::int64_t i = 0; i < std::min(period, count - at); ++i) {
            const float gradient = g[i], passed = x[i] * slope[i] + offset[i] > 0 ? gradient : 0.0F;
            sum[i] += passed;
            product[i] += passed * (x[i] - mean[i]);
        }
}

IIC_WIDE void writeGradients(const float* __restrict__ x, const float* __restrict__ g, std::int64_t count, std::int64_t period,
                             const float* __restrict__ mean, const float* __restrict__ slope, const float* __restrict__ offset,
                             const float* __restrict__ level, const float* __restrict__ tilt, float* __restrict__ out) {
    for (std::int64_t at = 0; at < count; at += period, x += period, g += period, out += period)
        for (std::int64_t i = 0; i < std::min(period, count - at); ++i) {
            const float gradient = g[i], passed = x[i] * slope[i] + offset[i] > 0 ? gradient : 0.0F;
            out[i] = slope[i] * passed - level[i] - tilt[i] * (x[i] - mean[i]);
        }
}

IIC_WIDE void poolPlaces(const float* __restrict__ x, Image image, float* __restrict__ mean, float* __restrict__ most,
                         std::int32_t* __restrict__ where) {
    std::fill_n(mean, image.channels, 0.0F);
    std::copy_n(x, image.channels, most);
    std::fill_n(where, image.channels, 0);
    for (std::int32_t place = 0; place < image.places; ++place, x += image.channels)
        for (std::int64_t c = 0; c < image.channels; ++c) {
            const float value = x[c];
            mean[c] += value;
            where[c] = value > most[c] ? place : where[c];
            most[c] = value > most[c] ? value : most[c];
        }
    for (std::int64_t c = 0; c < image.channels; ++c)
        mean[c] /= static_cast<float>(image.places);
}

void poolPlacesBack(const float* ofMean, const float* ofMost, const std::int32_t* where, Image image, float* out) {
    for (std::int64_t c = 0; c < image.channels; ++c)
        out[c] = ofMean[c] / static_cast<float>(image.places);
    for (std::int64_t place = 1; place < image.places; ++place)
        std::copy_n(out, image.channels, out + place * image.channels);
    for (std::int64_t c = 0; c < image.channels; ++c)
        out[where[c] * image.channels + c] += ofMost[c];
}

IIC_WIDE void poolChannels(const float* __restrict__ x, const float* __restrict__ w, Image image, float* __restrict__ mean,
                           float* __restrict__ most) {
    for (std::int64_t place = 0; place < image.places; ++place, x += image.channels) {
        Lanes sum{}, top;
        for (std::size_t k = 0; k < lanes; ++k)
            top[k] = x[k] * w[k];
        for (std::int64_t c = 0; c < image.channels; c += lanes)
            for (std::size_t k = 0; k < lanes; ++k) {
                const float value = x[c + static_cast<std::int64_t>(k)] * w[c + static_cast<std::int64_t>(k)];
                sum[k] += value;
                top[k] = value > top[k] ? value : top[k];
            }
        for (std::size_t half = lanes / 2; half > 0; half /= 2)
            for (std::size_t k = 0; k < half; ++k) {
                sum[k] += sum[k + half];
                top[k] = top[k + half] > top[k] ? top[k + half] : top[k];
            }
        mean[place] = sum[0] / static_cast<float>(image.channels);
        most[place] = top[0];
    }
}

IIC_WIDE void poolChannelsBack(const float* __restrict__ x, const float* __restrict__ w, const float* most, const float* ofMean,
                               const float* ofMost, Image image, float* __restrict__ out, float* __restrict__ ofWeights) {
    for (std::int64_t place = 0; place < image.places; ++place, x += image.channels, out += image.channels) {
        const float each = ofMean[place] / static_cast<float>(image.channels);
        for (std::int64_t c = 0; c < image.channels; ++c) {
            out[c] = each * w[c];
            ofWeights[c] += each * x[c];
        }
        std::int64_t top = 0;
        while (top < image.channels - 1 && x[top] * w[top] != most[place])
            ++top;
        out[top] += ofMost[place] * w[top];
        ofWeights[top] += ofMost[place] * x[top];
    }
}

IIC_WIDE void weigh(const float* __restrict__ x, const float* __restrict__ w, const float* s, Image image,
                    float* __restrict__ out) {
    for (std::int64_t place = 0; place < image.places; ++place, x += image.channels, out += image.channels)
        for (std::int64_t c = 0; c < image.channels; ++c)
            out[c] = x[c] * w[c] * s[place];
}

IIC_WIDE void weighBack(const float* __restrict__ g, const float* __restrict__ x, const float* __restrict__ w, const float* s,
                        Image image, float* __restrict__ out, float* __restrict__ ofWeights, float* ofPlaces) {
    for (std::int64_t place = 0; place < image.places; ++place) {
        Lanes sum{};
        for (std::int64_t c = 0; c < image.channels; c += lanes)
            for (std::int64_t k = 0; k < lanes; ++k) {
                const float passed = g[c + k] * x[c + k];
                sum[static_cast<std::size_t>(k)] += passed * w[c + k];
                ofWeights[c + k] += passed * s[place];
                out[c + k] = g[c + k] * w[c + k] * s[place];
            }
        ofPlaces[place] = std::accumulate(sum.begin(), sum.end(), 0.0F);
        g += image.channels, x += image.channels, out += image.channels;
    }
}

IIC_WIDE void stepAdam(const float* __restrict__ gradient, std::int64_t count, const AdamStep& step, float* __restrict__ mean,
                       float* __restrict__ square, float* __restrict__ weight) {
    const auto [meanKept, gradientTaken, squareKept, squareTaken, size, correction, epsilon] = step;
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i];
        const float m = mean[i] * meanKept + g * gradientTaken, s = square[i] * squareKept + g * g * squareTaken;
        mean[i] = m;
        square[i] = s;
        weight[i] -= size * (m / (std::sqrt(s) / correction + epsilon));
    }
}

} // namespace iic::loops
