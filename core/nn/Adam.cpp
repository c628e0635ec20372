#include "nn/Adam.h"

#include "nn/ChannelLoops.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace iic {

namespace {

constexpr double meanDecay = 0.9, squareDecay = 0.999, epsilon = 1e-8;

/// On the CPU, all of them lying in memory as the weights do.
bool isPlain(const torch::Tensor& weight, std::initializer_list<torch::Tensor> others) {
    const auto isLike = [&weight](const torch::Tensor& other) {
        return other.device().is_cpu() && other.scalar_type() == torch::kFloat && other.strides() == weight.strides();
    };
    return weight.is_non_overlapping_and_dense() && isLike(weight) && std::ranges::all_of(others, isLike);
}

/// In one pass: the weights of large networks are far from the caches.
void stepPlain(const torch::Tensor& gradient, const loops::AdamStep& step, const torch::Tensor& mean, const torch::Tensor& square,
               const torch::Tensor& weight) {
    constexpr std::int64_t grain = 1 << 15;
    const auto* from = gradient.data_ptr<float>();
    auto *means = mean.data_ptr<float>(), *squares = square.data_ptr<float>(), *weights = weight.data_ptr<float>();
    at::parallel_for(0, weight.numel(), grain, [&](std::int64_t first, std::int64_t last) {
        loops::stepAdam(from + first, last - first, step, means + first, squares + first, weights + first);
    });
}

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
    const loops::AdamStep step{float(meanDecay), float(1 - meanDecay), float(squareDecay), float(1 - squareDecay),
                               float(size),      float(correction),    float(epsilon)};
    for (auto& [name, parameter, mean, square] : entries_) {
        const auto& gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        if (isPlain(parameter, {gradient, mean, square})) {
            stepPlain(gradient, step, mean, square, parameter);
            continue;
        }
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
