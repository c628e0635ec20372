#include "nn/Network.h"

#include <ATen/record_function.h>

#include <numeric>

namespace iic {

namespace {

thread_local std::int64_t multiplyAdds = 0;

/// The weights that lead to one value of the output, kept from the start of a call to its end.
struct FanIn final : at::ObserverContext {
    explicit FanIn(std::int64_t number) : weights(number) {}
    std::int64_t weights;
};

std::int64_t fanIn(const at::RecordFunction& call) {
    const std::string_view name = call.name();
    if (name == "aten::convolution")
        return call.inputs()[1].toTensor()[0].numel();
    if (name == "aten::mm") // a linear layer without bias
        return call.inputs()[0].toTensor().size(1);
    if (name == "aten::addmm") // a linear layer with bias
        return call.inputs()[1].toTensor().size(1);
    return 0;
}

std::unique_ptr<at::ObserverContext> noteFanIn(const at::RecordFunction& call) {
    const auto weights = fanIn(call);
    return weights > 0 ? std::make_unique<FanIn>(weights) : nullptr;
}

void countMultiplyAdds(const at::RecordFunction& call, at::ObserverContext* context) {
    if (const auto* layer = static_cast<const FanIn*>(context))
        multiplyAdds += call.outputs()[0].toTensor().numel() * layer->weights;
}

class CountingScope {
  public:
    CountingScope()
        : handle_(at::addThreadLocalCallback(at::RecordFunctionCallback(noteFanIn, countMultiplyAdds)
                                                 .needsInputs(true)
                                                 .needsOutputs(true)
                                                 .scopes({at::RecordScope::FUNCTION}))) {}
    CountingScope(const CountingScope&) = delete;
    CountingScope& operator=(const CountingScope&) = delete;
    ~CountingScope() { at::removeCallback(handle_); }

  private:
    at::CallbackHandle handle_;
};

std::int64_t parameterCount(const torch::nn::Module& module) {
    const auto parameters = module.parameters();
    return std::accumulate(parameters.begin(), parameters.end(), std::int64_t{0},
                           [](std::int64_t sum, const torch::Tensor& tensor) { return sum + tensor.numel(); });
}

} // namespace

std::vector<StageSummary> summarise(const ModelSpec& spec, bool folded) {
    const torch::NoGradGuard noGrad;
    Network net(spec);
    folded ? net->foldForInference() : net->eval();
    const auto shape = inputShape(spec);
    auto image = batchOf(torch::zeros({static_cast<std::int64_t>(shape.size())}), shape);
    std::vector<StageSummary> summary;
    const CountingScope counting;
    const auto names = net->stages->named_children().keys();
    auto name = names.begin();
    for (auto& stage : *net->stages) {
        multiplyAdds = 0;
        image = stage.forward(image);
        StageSummary entry{
            .name = *name++, .output = {}, .parameters = parameterCount(*stage.ptr()), .multiplyAdds = multiplyAdds};
        for (const auto size : image.sizes().slice(1))
            entry.output.push_back(static_cast<int>(size));
        summary.push_back(std::move(entry));
    }
    return summary;
}

} // namespace iic
