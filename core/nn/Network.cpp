#include "nn/Network.h"

#include "nn/Layers.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace {

torch::nn::Sequential stagesOf(const ModelSpec& spec) {
    switch (spec.architecture) {
    case Architecture::IicNet: return iicNet(spec);
    case Architecture::Vgg16: return vgg16(spec);
    case Architecture::GoogLeNet: return googLeNet(spec);
    case Architecture::ResNet34: return resNet34(spec);
    case Architecture::MobileNet: return mobileNet(spec);
    case Architecture::MobileNetV3Small: return mobileNetV3Small(spec);
    case Architecture::EfficientNetV2S: return efficientNetV2S(spec);
    case Architecture::RepVggA0: return repVggA0(spec);
    case Architecture::RepVggB0: return repVggB0(spec);
    case Architecture::ColourNet: return colourNet(spec);
    case Architecture::FusionNet: return fusionNet(spec);
    case Architecture::SpectrumNet: return spectrumNet(spec);
    }
    throw std::logic_error("a network without stages");
}

NetworkHead& headOf(torch::nn::SequentialImpl& stages) { return dynamic_cast<NetworkHead&>(*std::prev(stages.end())->ptr()); }

} // namespace

NetworkImpl::NetworkImpl(const ModelSpec& spec) : stages(stagesOf(spec)) {
    register_module("stages", stages);
    to(at::kFloat);
    for (auto& parameter : parameters())
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
}

torch::Tensor NetworkImpl::forward(torch::Tensor input) { return stages->forward(std::move(input)); }

torch::Tensor NetworkImpl::features(torch::Tensor input) {
    const auto head = std::prev(stages->end());
    for (auto stage = stages->begin(); stage != head; ++stage)
        input = stage->forward(input);
    return headOf(*stages).features(input);
}

std::size_t NetworkImpl::featureCount() { return static_cast<std::size_t>(headOf(*stages).width()); }

void NetworkImpl::foldForInference() {
    eval();
    for (const auto& module : modules())
        if (auto* layer = dynamic_cast<FoldableLayer*>(module.get()))
            layer->fold();
}

std::vector<std::pair<std::string, torch::Tensor>> stateOf(const Network& net) {
    std::vector<std::pair<std::string, torch::Tensor>> state;
    for (const auto& item : net->stages->named_parameters())
        state.emplace_back(item.key(), item.value());
    for (const auto& item : net->stages->named_buffers())
        if (item.value().is_floating_point()) // the batch counts of batch norm change nothing
            state.emplace_back(item.key(), item.value());
    return state;
}

torch::Tensor batchOf(const torch::Tensor& inputs, const InputShape& shape) {
    const auto flat = inputs.view({-1, static_cast<std::int64_t>(shape.size())});
    return shape.numbers > 0 ? flat : imagesOf(flat, shape);
}

torch::Tensor imagesOf(const torch::Tensor& batch, const InputShape& shape) {
    const auto size = static_cast<std::int64_t>(shape.imageSize());
    auto images = batch.narrow(1, 0, size).unflatten(1, std::vector<std::int64_t>{shape.height, shape.width, shape.channels});
    return images.permute({0, 3, 1, 2});
}

torch::Tensor numbersOf(const torch::Tensor& batch, const InputShape& shape) {
    return batch.narrow(1, static_cast<std::int64_t>(shape.imageSize()), shape.numbers).contiguous();
}

} // namespace iic
