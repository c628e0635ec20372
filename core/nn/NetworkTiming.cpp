#include "nn/NetworkTiming.h"

#include "nn/Adam.h"
#include "nn/Network.h"

#include <chrono>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

/// Until the device has done what it was told.
void waitFor(const Network& net) { torch::isnan(net->parameters().back()).any().item<bool>(); }

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

} // namespace

StepCost timeStep(const ModelSpec& spec, DeviceChoice choice) {
    constexpr std::int64_t batch = 8;
    constexpr double smallRate = 1e-9;
    const torch::Device device(selectDevice(choice).cuda ? at::kCUDA : at::kCPU);
    Network net(spec);
    net->to(device);
    net->train();
    Adam adam(stateOf(net));
    const auto shape = inputShape(spec);
    const auto inputs = batchOf(torch::rand({batch * static_cast<std::int64_t>(shape.size())}).to(device), shape);
    const auto labels = torch::zeros({batch}, torch::TensorOptions(at::kLong).device(device));
    StepCost cost;
    for (int round = 0; round < 2; ++round) { // the first prepares memory and kernels
        adam.clearGradients();
        const auto start = Clock::now();
        torch::nn::functional::cross_entropy(net->forward(inputs), labels).backward();
        waitFor(net);
        cost.secondsPerInput = secondsSince(start) / batch;
        const auto step = Clock::now();
        adam.step(smallRate);
        waitFor(net);
        cost.secondsPerStep = secondsSince(step);
    }
    return cost;
}

std::uint64_t parametersOf(const ModelSpec& spec) {
    std::uint64_t parameters = 0;
    for (const auto& stage : summarise(spec))
        parameters += static_cast<std::uint64_t>(stage.parameters);
    return parameters;
}

} // namespace iic
