#include "nn/BatchNorm.h"

#include "nn/ChannelLoops.h"
#include "nn/ChannelSums.h"

#include <torch/autograd.h>

#include <cmath>
#include <limits>

namespace iic {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

struct Statistics {
    Tensor mean, inverse; ///< of the standard deviation
};

Statistics statisticsOf(const Tensor& input, torch::nn::BatchNorm2dImpl& norm) {
    const auto channels = input.size(1);
    const auto* x = input.data_ptr<float>();
    const ChannelTable pivots(norm.running_mean);
    const auto sums = sumsByChannel(input, [&](std::int64_t first, std::int64_t length, float* sum, float* square) {
        loops::addMoments(x + first, length, ChannelTable::period(channels), pivots.data(), sum, square);
    });
    const auto count = static_cast<double>(input.numel() / channels);
    const double momentum = norm.options.momentum().value();
    Statistics result{torch::empty({channels}), torch::empty({channels})};
    auto *mean = result.mean.data_ptr<float>(), *inverse = result.inverse.data_ptr<float>();
    auto *runningMean = norm.running_mean.data_ptr<float>(), *runningVariance = norm.running_var.data_ptr<float>();
    for (std::int64_t c = 0; c < channels; ++c) {
        const auto k = static_cast<std::size_t>(c);
        const double shift = sums.first[k] / count, exact = static_cast<double>(runningMean[c]) + shift;
        const double variance = std::max(sums.second[k] / count - shift * shift, 0.0);
        mean[c] = static_cast<float>(exact);
        inverse[c] = static_cast<float>(1 / std::sqrt(variance + norm.options.eps()));
        runningMean[c] = static_cast<float>((1 - momentum) * static_cast<double>(runningMean[c]) + momentum * exact);
        runningVariance[c] = static_cast<float>((1 - momentum) * static_cast<double>(runningVariance[c]) +
                                                momentum * variance * count / (count - 1));
    }
    return result;
}

/// A channel becomes slope · x + offset, and no less than 0 with ReLU.
class NormalisedBatch : public torch::autograd::Function<NormalisedBatch> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& weight, const Tensor& bias,
                          const Tensor& mean, const Tensor& inverse, bool relu) {
        const auto slope = weight * inverse, offset = bias - mean * slope;
        context->save_for_backward({input, mean, inverse, slope, offset});
        context->saved_data["relu"] = relu;
        auto output = torch::empty_like(input);
        const auto* x = input.data_ptr<float>();
        auto* out = output.data_ptr<float>();
        const ChannelTable slopes(slope), offsets(offset);
        const Stretches stretches(input);
        const float least = relu ? 0 : -std::numeric_limits<float>::infinity();
        stretches.forEach([&](std::int64_t, std::int64_t first, std::int64_t length) {
            loops::scale(x + first, length, stretches.period, slopes.data(), offsets.data(), least, out + first);
        });
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &inverse = saved[2], &slope = saved[3];
        const auto gradient = channelsLast(gradients[0]);
        const auto *x = input.data_ptr<float>(), *g = gradient.data_ptr<float>();
        const ChannelTable means(saved[1]), slopes(slope);
        const ChannelTable offsets = context->saved_data["relu"].toBool()
                                         ? ChannelTable(saved[4])
                                         : ChannelTable(input.size(1), std::numeric_limits<float>::infinity());
        const Stretches stretches(input);
        const auto sums = sumsByChannel(input, [&](std::int64_t first, std::int64_t length, float* sum, float* product) {
            loops::addGradients(x + first, g + first, length, stretches.period, means.data(), slopes.data(), offsets.data(), sum,
                                product);
        });
        const auto channels = input.size(1);
        const auto count = static_cast<double>(input.numel() / channels);
        auto ofWeight = torch::empty({channels}), ofBias = torch::empty({channels});
        auto level = torch::empty({channels}), tilt = torch::empty({channels});
        for (std::int64_t c = 0; c < channels; ++c) {
            const auto k = static_cast<std::size_t>(c);
            const double inverted = inverse.data_ptr<float>()[c], steep = slope.data_ptr<float>()[c];
            ofBias.data_ptr<float>()[c] = static_cast<float>(sums.first[k]);
            ofWeight.data_ptr<float>()[c] = static_cast<float>(sums.second[k] * inverted);
            level.data_ptr<float>()[c] = static_cast<float>(steep * sums.first[k] / count);
            tilt.data_ptr<float>()[c] = static_cast<float>(steep * sums.second[k] * inverted * inverted / count);
        }
        auto ofInput = torch::empty_like(input);
        auto* out = ofInput.data_ptr<float>();
        const ChannelTable levels(level), tilts(tilt);
        stretches.forEach([&](std::int64_t, std::int64_t first, std::int64_t length) {
            loops::writeGradients(x + first, g + first, length, stretches.period, means.data(), slopes.data(), offsets.data(),
                                  levels.data(), tilts.data(), out + first);
        });
        return {ofInput, ofWeight, ofBias, Variable(), Variable(), Variable()};
    }
};

} // namespace

Tensor normaliseBatch(const Tensor& input, torch::nn::BatchNorm2dImpl& norm, bool relu) {
    if (!input.is_cpu()) {
        const auto output = norm.forward(input);
        return relu ? torch::relu(output) : output;
    }
    const auto plain = channelsLast(input);
    const auto statistics = statisticsOf(plain.detach(), norm);
    return NormalisedBatch::apply(plain, norm.weight, norm.bias, statistics.mean, statistics.inverse, relu);
}

} // namespace iic
