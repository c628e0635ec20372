#include "nn/Attention.h"

#include "nn/ChannelLoops.h"
#include "nn/ChannelSums.h"

#include <torch/autograd.h>

namespace iic {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Where the numbers of each image are in tensors of a batch.
struct Batch {
    std::int64_t images;
    loops::Image image;

    explicit Batch(const Tensor& input) : images(input.size(0)), image{input.size(2) * input.size(3), input.size(1)} {}
    template <class Number> Number* of(std::int64_t number, const Tensor& input) const {
        return input.data_ptr<Number>() + number * (input.numel() / images);
    }
    template <class Body> void forImages(const Body& body) const {
        at::parallel_for(0, images, 1, [&](std::int64_t first, std::int64_t last) {
            for (auto number = first; number < last; ++number)
                body(number);
        });
    }
};

class PoolPlaces : public torch::autograd::Function<PoolPlaces> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& input) {
        const Batch batch(input);
        auto pooled = torch::empty({2, batch.images, batch.image.channels});
        const auto mean = pooled[0], most = pooled[1], where = torch::empty(mean.sizes(), at::kInt);
        batch.forImages([&](std::int64_t i) {
            loops::poolPlaces(batch.of<float>(i, input), batch.image, batch.of<float>(i, mean), batch.of<float>(i, most),
                              batch.of<std::int32_t>(i, where));
        });
        context->save_for_backward({where});
        context->saved_data["sizes"] = input.sizes();
        return pooled;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto where = context->get_saved_variables()[0], gradient = gradients[0].contiguous();
        auto ofInput = torch::empty(context->saved_data["sizes"].toIntVector(),
                                    torch::TensorOptions(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
        const Batch batch(ofInput);
        const auto ofMean = gradient[0], ofMost = gradient[1];
        batch.forImages([&](std::int64_t i) {
            loops::poolPlacesBack(batch.of<float>(i, ofMean), batch.of<float>(i, ofMost), batch.of<std::int32_t>(i, where),
                                  batch.image, batch.of<float>(i, ofInput));
        });
        return {ofInput};
    }
};

class PoolChannels : public torch::autograd::Function<PoolChannels> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& weights) {
        const Batch batch(input);
        auto pooled = torch::empty({batch.images, 2, input.size(2), input.size(3)});
        batch.forImages([&](std::int64_t i) {
            auto* mean = batch.of<float>(i, pooled);
            loops::poolChannels(batch.of<float>(i, input), batch.of<float>(i, weights), batch.image, mean,
                                mean + batch.image.places);
        });
        context->save_for_backward({input, weights, pooled});
        return pooled;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weights = saved[1], &pooled = saved[2];
        const auto gradient = gradients[0].contiguous();
        auto ofInput = torch::empty_like(input), ofWeights = torch::zeros_like(weights);
        const Batch batch(input);
        batch.forImages([&](std::int64_t i) {
            const auto* ofMean = batch.of<float>(i, gradient);
            loops::poolChannelsBack(batch.of<float>(i, input), batch.of<float>(i, weights),
                                    batch.of<float>(i, pooled) + batch.image.places, ofMean, ofMean + batch.image.places,
                                    batch.image, batch.of<float>(i, ofInput), batch.of<float>(i, ofWeights));
        });
        return {ofInput, ofWeights};
    }
};

class Weigh : public torch::autograd::Function<Weigh> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& weights, const Tensor& places) {
        const Batch batch(input);
        auto output = torch::empty_like(input);
        batch.forImages([&](std::int64_t i) {
            loops::weigh(batch.of<float>(i, input), batch.of<float>(i, weights), batch.of<float>(i, places), batch.image,
                         batch.of<float>(i, output));
        });
        context->save_for_backward({input, weights, places});
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weights = saved[1], &places = saved[2];
        const auto gradient = channelsLast(gradients[0]);
        auto ofInput = torch::empty_like(input), ofWeights = torch::zeros_like(weights), ofPlaces = torch::empty_like(places);
        const Batch batch(input);
        batch.forImages([&](std::int64_t i) {
            loops::weighBack(batch.of<float>(i, gradient), batch.of<float>(i, input), batch.of<float>(i, weights),
                             batch.of<float>(i, places), batch.image, batch.of<float>(i, ofInput), batch.of<float>(i, ofWeights),
                             batch.of<float>(i, ofPlaces));
        });
        return {ofInput, ofWeights, ofPlaces};
    }
};

} // namespace

Tensor poolPlaces(const Tensor& input) { return PoolPlaces::apply(channelsLast(input)); }

Tensor poolChannels(const Tensor& input, const Tensor& channels) {
    return PoolChannels::apply(channelsLast(input), channels.contiguous());
}

Tensor weigh(const Tensor& input, const Tensor& channels, const Tensor& places) {
    return Weigh::apply(channelsLast(input), channels.contiguous(), places.contiguous());
}

} // namespace iic
