#pragma once

#include <cstdint>

// Plain loops over images whose channels lie together in memory (channels last). Numbers by channel come as tables of `period`
// entries, a multiple of the channels and of the widest registers, so that networks of four channels run as fast as those of 512.
// Built for the widest registers of the machine; the numbers do not depend on it.
namespace iic::loops {

/// x − pivot and its square, summed.
void addMoments(const float* x, std::int64_t count, std::int64_t period, const float* pivot, float* sum, float* square);

/// x · slope + offset, or `least` where that is more. What is not a number stays so.
void scale(const float* x, std::int64_t count, std::int64_t period, const float* slope, const float* offset, float least,
           float* out);

/// The part of the gradient g that passes where x · slope + offset > 0, and that part times x − mean, summed.
void addGradients(const float* x, const float* g, std::int64_t count, std::int64_t period, const float* mean, const float* slope,
                  const float* offset, float* sum, float* product);

/// Of the same part: slope · it − level − tilt · (x − mean).
void writeGradients(const float* x, const float* g, std::int64_t count, std::int64_t period, const float* mean,
                    const float* slope, const float* offset, const float* level, const float* tilt, float* out);

/// One image: places × channels, a multiple of 16.
struct Image {
    std::int64_t places, channels;
};

/// Mean and maximum of each channel, and where its first maximum is.
void poolPlaces(const float* x, Image image, float* mean, float* most, std::int32_t* where);
void poolPlacesBack(const float* ofMean, const float* ofMost, const std::int32_t* where, Image image, float* out);

/// Mean and maximum of x · w over the channels of each place.
void poolChannels(const float* x, const float* w, Image image, float* mean, float* most);
/// Adds to `ofWeights`.
void poolChannelsBack(const float* x, const float* w, const float* most, const float* ofMean, const float* ofMost, Image image,
                      float* out, float* ofWeights);

/// x · w · s, `s` by place.
void weigh(const float* x, const float* w, const float* s, Image image, float* out);
/// Adds to `ofWeights`.
void weighBack(const float* g, const float* x, const float* w, const float* s, Image image, float* out, float* ofWeights,
               float* ofPlaces);

/// What a step of Adam is made with (Kingma & Ba 2015, algorithm 1, in the order of its section 2).
struct AdamStep {
    float meanKept, gradientTaken; ///< β₁ and 1 − β₁
    float squareKept, squareTaken; ///< β₂ and 1 − β₂
    float size; ///< α / (1 − β₁ᵗ)
    float correction; ///< √(1 − β₂ᵗ)
    float epsilon;
};
/// On weights and their moments, in one pass over memory.
void stepAdam(const float* gradient, std::int64_t count, const AdamStep& step, float* mean, float* square, float* weight);

} // namespace iic::loops
