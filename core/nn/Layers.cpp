#include "nn/Layers.h"

#include "nn/BatchNorm.h"

namespace iic {

namespace nn = torch::nn;

torch::Tensor activate(const torch::Tensor& input, Activation activation) {
    switch (activation) {
    case Activation::Relu: return torch::relu(input);
    case Activation::Silu: return torch::silu(input);
    case Activation::HardSwish: return torch::hardswish(input);
    case Activation::None: break;
    }
    return input;
}

namespace {

/// In place, where nobody else needs what was there.
torch::Tensor activateFolded(torch::Tensor& input, Activation activation) {
    switch (activation) {
    case Activation::Relu: return input.relu_();
    case Activation::Silu: return torch::silu_(input);
    case Activation::HardSwish: return torch::hardswish_(input);
    case Activation::None: break;
    }
    return input;
}

std::vector<std::int64_t> paddingOf(const ConvShape& shape) {
    const std::int64_t reach = shape.kernel / 2 * shape.dilation;
    return {shape.alongRow ? 0 : reach, reach};
}

nn::Conv2dOptions convolutionOf(int in, int out, const ConvShape& shape) {
    return nn::Conv2dOptions(in, out, {shape.alongRow ? 1 : shape.kernel, shape.kernel})
        .stride({shape.alongRow ? 1 : shape.stride, shape.stride})
        .padding(torch::ExpandingArray<2>(paddingOf(shape)))
        .dilation({shape.alongRow ? 1 : shape.dilation, shape.dilation})
        .groups(shape.groups)
        .bias(false);
}

} // namespace

torch::Tensor product(const torch::Tensor& input, const nn::Linear& layer) {
    if (!input.is_cpu())
        return nn::functional::linear(input, layer->weight, layer->bias);
    const auto pixel = [](const torch::Tensor& matrix) { return matrix.unsqueeze(2).unsqueeze(3); };
    return torch::conv2d(pixel(input), pixel(layer->weight), layer->bias).flatten(1);
}

torch::Tensor averaged(const torch::Tensor& input) { return input.dim() == 4 ? input.mean({2, 3}) : input; }

ConvBlockImpl::ConvBlockImpl(int in, int out, ConvShape shape)
    : convolution_(convolutionOf(in, out, shape)),
      norm_(nn::BatchNorm2dOptions(out).eps(shape.epsilon).momentum(shape.momentum)),
      padding_(paddingOf(shape)),
      activation_(shape.activation) {
    register_module("conv", convolution_);
    register_module("norm", norm_);
}

torch::Tensor ConvBlockImpl::forward(const torch::Tensor& input) {
    const auto& options = convolution_->options;
    if (foldedWeight_.defined()) {
        auto output =
            torch::conv2d(input, foldedWeight_, foldedBias_, options.stride(), padding_, options.dilation(), options.groups());
        return activateFolded(output, activation_);
    }
    const bool relu = activation_ == Activation::Relu;
    if (is_training())
        return activate(normaliseBatch(convolution_(input), *norm_, relu), relu ? Activation::None : activation_);
    auto output = norm_(convolution_(input));
    return activateFolded(output, activation_);
}

NormLine lineOf(const nn::BatchNorm2d& norm) {
    const auto scale = norm->weight.to(at::kDouble) / torch::sqrt(norm->running_var.to(at::kDouble) + norm->options.eps());
    return {scale, norm->bias - norm->running_mean * scale};
}

void ConvBlockImpl::fold() {
    const torch::NoGradGuard noGrad;
    const auto [scale, offset] = lineOf(norm_);
    foldedWeight_ = (convolution_->weight * scale.view({-1, 1, 1, 1})).to(at::kFloat).contiguous(at::MemoryFormat::ChannelsLast);
    foldedBias_ = offset.to(at::kFloat);
}

HiddenHeadImpl::HiddenHeadImpl(int channels, int hidden, int classes) : hidden_(channels, hidden), output_(hidden, classes) {
    register_module("hidden", hidden_);
    register_module("output", output_);
}

torch::Tensor HiddenHeadImpl::features(const torch::Tensor& input) { return product(averaged(input), hidden_).relu_(); }
torch::Tensor HiddenHeadImpl::logits(const torch::Tensor& features) { return product(features, output_); }
int HiddenHeadImpl::width() const { return static_cast<int>(output_->options.in_features()); }

PooledHeadImpl::PooledHeadImpl(int channels, int classes, double dropped) : output_(channels, classes), dropped_(dropped) {
    register_module("output", output_);
}

torch::Tensor PooledHeadImpl::features(const torch::Tensor& input) { return averaged(input); }
torch::Tensor PooledHeadImpl::logits(const torch::Tensor& features) {
    return product(torch::dropout(features, dropped_, is_training()), output_);
}
int PooledHeadImpl::width() const { return static_cast<int>(output_->options.in_features()); }

DenseImpl::DenseImpl(int in, int out) : layer_(in, out) { register_module("layer", layer_); }

torch::Tensor DenseImpl::forward(const torch::Tensor& input) { return product(input, layer_).relu_(); }

ExcitationImpl::ExcitationImpl(int channels, int squeezed, ExcitationShape shape)
    : squeeze_(nn::Conv2dOptions(channels, squeezed, 1)), expand_(nn::Conv2dOptions(squeezed, channels, 1)), shape_(shape) {
    register_module("squeeze", squeeze_);
    register_module("expand", expand_);
}

torch::Tensor ExcitationImpl::forward(const torch::Tensor& input) {
    const auto weights = expand_(activate(squeeze_(input.mean({2, 3}, true)), shape_.inside));
    return input * (shape_.gate == Activation::HardSwish ? torch::hardsigmoid(weights) : torch::sigmoid(weights));
}

void initialise(nn::Module& network) {
    const torch::NoGradGuard noGrad;
    for (const auto& module : network.modules()) {
        if (auto* convolution = module->as<nn::Conv2dImpl>()) {
            nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
            if (convolution->bias.defined())
                nn::init::zeros_(convolution->bias);
        } else if (auto* linear = module->as<nn::LinearImpl>()) {
            nn::init::normal_(linear->weight, 0, 0.01);
            nn::init::zeros_(linear->bias);
        }
    }
}

} // namespace iic
