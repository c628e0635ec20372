#include "nn/NetworkTiming.h"

#include "nn/Adam.h"
#include "nn/Classifier.h"
#include "nn/Network.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

/// Until the device has done what it was told.
void waitFor(const Network& net) { torch::isnan(net->parameters().back()).any().item<bool>(); }

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Steps of training on one batch of noise.
class TimedTraining {
  public:
    TimedTraining(const ModelSpec& spec, DeviceChoice choice, std::int64_t batch) : batch_(batch), net_(spec) {
        const torch::Device device(selectDevice(choice).cuda ? at::kCUDA : at::kCPU);
        net_->to(device);
        net_->train();
        adam_.emplace(stateOf(net_));
        const auto shape = inputShape(spec);
        inputs_ = batchOf(torch::rand({batch * static_cast<std::int64_t>(shape.size())}).to(device), shape);
        labels_ = torch::zeros({batch}, torch::TensorOptions(at::kLong).device(device));
    }

    StepCost step() {
        constexpr double smallRate = 1e-9;
        adam_->clearGradients();
        const auto start = Clock::now();
        torch::nn::functional::cross_entropy(net_->forward(inputs_), labels_).backward();
        waitFor(net_);
        const double learned = secondsSince(start);
        const auto middle = Clock::now();
        adam_->step(smallRate);
        waitFor(net_);
        return {learned / static_cast<double>(batch_), secondsSince(middle)};
    }

  private:
    std::int64_t batch_;
    Network net_;
    std::optional<Adam> adam_;
    torch::Tensor inputs_, labels_;
};

} // namespace

StepCost timeStep(const ModelSpec& spec, DeviceChoice choice) {
    constexpr int mostTries = 5;
    constexpr double enough = 0.3; // seconds
    TimedTraining training(spec, choice, 8);
    training.step(); // prepares memory and kernels
    const auto start = Clock::now();
    auto best = training.step();
    for (int i = 1; i < mostTries && secondsSince(start) < enough; ++i) {
        const auto next = training.step();
        best = {std::min(best.secondsPerInput, next.secondsPerInput), std::min(best.secondsPerStep, next.secondsPerStep)};
    }
    return best;
}

NetworkSpeed timeNetwork(const ModelSpec& spec, DeviceChoice choice) {
    constexpr std::int64_t batch = 32;
    constexpr int tries = 3;
    NetworkSpeed speed;
    TimedTraining training(spec, choice, batch);
    training.step();
    for (int i = 0; i < tries; ++i) {
        const auto cost = training.step();
        speed.learned = std::max(speed.learned, 1 / (cost.secondsPerInput + cost.secondsPerStep / batch));
    }

    ModelCard card;
    card.spec = spec;
    auto classifier = Classifier::untrained(card, choice);
    const auto piece = classifier.pieceSize();
    const auto numbers = torch::rand({static_cast<std::int64_t>(piece * inputShape(spec).size())});
    const std::span inputs(numbers.data_ptr<float>(), static_cast<std::size_t>(numbers.numel()));
    classifier.classify(inputs, piece);
    for (int i = 0; i < tries; ++i) {
        const auto start = Clock::now();
        std::size_t count = 0;
        do {
            classifier.classify(inputs, piece);
            count += piece;
        } while (secondsSince(start) < 1);
        speed.classified = std::max(speed.classified, static_cast<double>(count) / secondsSince(start));
    }
    return speed;
}

std::uint64_t parametersOf(const ModelSpec& spec) {
    std::uint64_t parameters = 0;
    for (const auto& stage : summarise(spec))
        parameters += static_cast<std::uint64_t>(stage.parameters);
    return parameters;
}

} // namespace iic
