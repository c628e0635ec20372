#include "workspaces/train/LiveRun.h"

#include <algorithm>

namespace iic::ui {

namespace {

constexpr double oldSpeedShare = 0.8; // of the speed shown, in the next
constexpr double validationCost = 1.0 / 3; // of an input that is judged, in inputs that are learned from

} // namespace

void LiveRun::add(const EpochResult& epoch) {
    if (bestEpoch == 0 || epoch.validationAccuracy > bestAccuracy) {
        bestEpoch = epoch.epoch;
        bestAccuracy = epoch.validationAccuracy;
    }
    epochs.push_back(epoch);
}

void LiveRun::begin(const DeviceInUse& on, const std::vector<EpochResult>& earlier) {
    hasBegun = true;
    batch = request.options.batch;
    device = on;
    for (const EpochResult& epoch : earlier)
        add(epoch);
}

void LiveRun::take(const TrainingNews& news) {
    for (const StepResult& step : news.steps) {
        const double epoch = step.epoch - 1 + static_cast<double>(step.step) / static_cast<double>(step.stepsOfEpoch);
        losses.add(epoch, step.loss);
        accuracies.add(epoch, step.accuracy);
        lastStep = step;
    }
    if (news.batch) {
        batch = *news.batch;
        losses.cut(static_cast<double>(epochs.size()));
        accuracies.cut(static_cast<double>(epochs.size()));
        lastStep.reset();
    }
    if (news.timedSteps.count() > 0) {
        const double speed = static_cast<double>(news.timedInputs) / news.timedSteps.count();
        inputsPerSecond = inputsPerSecond > 0 ? oldSpeedShare * inputsPerSecond + (1 - oldSpeedShare) * speed : speed;
    }
    if (news.validation)
        validationSeconds_ = news.validation->count();
    if (news.mistakes)
        mistakes = *news.mistakes;
    if (news.epoch)
        add(*news.epoch);
    if (news.memory > 0)
        memory = news.memory;
}

double LiveRun::done() const {
    double epochsDone = static_cast<double>(epochs.size());
    if (lastStep && lastStep->epoch > static_cast<int>(epochs.size()))
        epochsDone += static_cast<double>(lastStep->step) / static_cast<double>(lastStep->stepsOfEpoch);
    return std::clamp(epochsDone / request.options.epochs, 0.0, 1.0);
}

std::optional<double> LiveRun::secondsLeft() const {
    if (inputsPerSecond <= 0)
        return std::nullopt;
    const double validation =
        validationSeconds_.value_or(validationCost * static_cast<double>(validationInputs) / inputsPerSecond);
    const double epochSeconds = static_cast<double>(trainingInputs) / inputsPerSecond + validation;
    return (1 - done()) * request.options.epochs * epochSeconds;
}

} // namespace iic::ui
