#include "nn/Explanation.h"

#include "nn/ClassifierParts.h"
#include "nn/Layers.h"
#include "nn/networks/IicNet.h"

#include <torch/autograd.h>

namespace iic {

namespace {

std::vector<float> valuesOf(const torch::Tensor& tensor) {
    const auto plain = tensor.detach().to(at::kCPU).contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

FeatureMaps mapsOf(std::string part, const torch::Tensor& tensor) {
    FeatureMaps maps{.part = std::move(part), .channels = static_cast<int>(tensor.size(1)), .values = valuesOf(tensor)};
    if (tensor.dim() == 4) {
        maps.height = static_cast<int>(tensor.size(2));
        maps.width = static_cast<int>(tensor.size(3));
    }
    return maps;
}

std::vector<FeatureMaps> branchesOf(const std::string& stage, RfbImpl& block, const torch::Tensor& input) {
    const auto branches = block.branches(input);
    return {mapsOf(stage + ".near", branches[0]), mapsOf(stage + ".middle", branches[1]), mapsOf(stage + ".far", branches[2])};
}

AttentionWeights attentionOf(const std::string& stage, CbamImpl& block, const torch::Tensor& input) {
    const auto [channels, places] = block.weights(input);
    return {stage, valuesOf(channels), static_cast<int>(places.size(2)), static_cast<int>(places.size(3)), valuesOf(places)};
}

DecisionMap decisionOf(const torch::Tensor& logit, const torch::Tensor& maps) {
    const auto gradient = torch::autograd::grad({logit}, {maps}, {}, /*retain_graph=*/true).front();
    const auto sum = (maps.detach() * gradient.mean({2, 3}, true)).sum(1).relu_();
    return {static_cast<int>(maps.size(2)), static_cast<int>(maps.size(3)), valuesOf(sum)};
}

} // namespace

Explanation Classifier::explain(std::span<const float> input) {
    parts_->checkSize(input, 1);
    torch::NoGradGuard noGradient;
    Explanation explanation;
    auto image = parts_->batch(input, 1);
    torch::Tensor readByHead;
    const auto names = parts_->net->stages->named_children().keys();
    auto name = names.begin();
    for (auto& stage : *parts_->net->stages) {
        if (auto* rfb = stage.ptr()->as<RfbImpl>())
            explanation.branches = branchesOf(*name, *rfb, image);
        if (auto* cbam = stage.ptr()->as<CbamImpl>())
            explanation.attention.push_back(attentionOf(*name, *cbam, image));
        if (auto* head = dynamic_cast<NetworkHead*>(stage.ptr().get())) {
            const torch::AutoGradMode withGradient(true);
            readByHead = image.detach().requires_grad_();
            image = head->logits(head->features(readByHead));
        } else {
            image = stage.forward(image);
        }
        explanation.stages.push_back(mapsOf(*name++, image));
    }
    const torch::AutoGradMode withGradient(true);
    for (std::size_t k = 0; k < explanation.decision.size(); ++k)
        explanation.decision[k] = decisionOf(image[0][static_cast<std::int64_t>(k)], readByHead);
    const auto probabilities = valuesOf(torch::softmax(image.detach(), 1));
    std::copy(probabilities.begin(), probabilities.end(), explanation.probabilities.begin());
    return explanation;
}

} // namespace iic
