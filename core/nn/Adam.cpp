#include "nn/Adam.h"

#include <cmath>

namespace iic {

namespace {

constexpr double meanDecay = 0.9, squareDecay = 0.999, epsilon = 1e-8;

} // namespace

Adam::Adam(const NamedState& state) {
    for (const auto& [name, tensor] : state)
        if (tensor.requires_grad())
            entries_.push_back({name, tensor, torch::zeros_like(tensor), torch::zeros_like(tensor)});
}

void Adam::step(double learningRate) {
    const torch::NoGradGuard noGrad;
    ++steps_;
    const auto steps = static_cast<double>(steps_);
    const double size = learningRate / (1 - std::pow(meanDecay, steps));
    const double correction = std::sqrt(1 - std::pow(squareDecay, steps));
    for (auto& [name, parameter, mean, square] : entries_) {
        const auto& gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        mean.mul_(meanDecay).add_(gradient, 1 - meanDecay);
        square.mul_(squareDecay).addcmul_(gradient, gradient, 1 - squareDecay);
        parameter.addcdiv_(mean, square.sqrt().div_(correction).add_(epsilon), -size);
    }
}

void Adam::clearGradients() {
    for (auto& entry : entries_)
        entry.parameter.mutable_grad() = torch::Tensor();
}

double Adam::gradientNorm() const {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> gradients;
    for (const auto& entry : entries_)
        if (const auto& gradient = entry.parameter.grad(); gradient.defined())
            gradients.push_back(gradient);
    return gradients.empty() ? 0 : torch::stack(at::_foreach_norm(gradients)).norm().item<double>();
}

NamedState Adam::moments() const {
    NamedState moments;
    for (const auto& entry : entries_) {
        moments.emplace_back(entry.name + ".mean", entry.mean);
        moments.emplace_back(entry.name + ".square", entry.square);
    }
    return moments;
}

} // namespace iic
