#include "workspaces/train/RunReporter.h"

#include <utility>

namespace iic::ui {

RunReporter::RunReporter(DeviceChoice device, std::shared_ptr<std::atomic<bool>> pause, const TrainingListener& listener,
                         ComputeThread& compute, JobContext& context, Validated validated)
    : pause_(std::move(pause)),
      listener_(listener),
      compute_(compute),
      context_(context),
      validated_(std::move(validated)),
      device_(selectDevice(device)) {}

TrainingObserver RunReporter::observer() {
    return {[this](std::span<const EpochResult> earlier) { takeBegin(earlier); },
            [this](const EpochResult& epoch) { takeEpoch(epoch); },
            [this](int epoch, std::span<const std::uint8_t> classes) { takeValidation(epoch, classes); },
            [this](const StepResult& step) { takeStep(step); },
            [this] { letOthersIn(); },
            [this](int batch) { takeSmallerBatch(batch); }};
}

void RunReporter::takeBegin(std::span<const EpochResult> earlier) {
    news_ = {};
    context_.deliver([begin = listener_.onBegin, device = device_, epochs = std::vector(earlier.begin(), earlier.end())] {
        begin(device, epochs);
    });
}

void RunReporter::takeStep(const StepResult& step) {
    const auto now = Clock::now();
    if (step.step > 1) { // the first of an epoch has waited for what came before it
        news_.timedInputs += step.inputs;
        news_.timedSteps += now - stepBegan_;
    }
    news_.steps.push_back(step);
    if (now - told_ >= std::chrono::milliseconds(Job::progressInterval))
        tell();
    letOthersIn();
    stepBegan_ = Clock::now();
}

void RunReporter::takeValidation(int epoch, std::span<const std::uint8_t> classes) {
    news_.validation = Clock::now() - stepBegan_;
    if (validated_)
        validated_(news_, epoch, classes);
}

/// Its files took a while to write: who asked meanwhile does not wait for the next step as well.
void RunReporter::takeEpoch(const EpochResult& epoch) {
    news_.epoch = epoch;
    tell();
    letOthersIn();
}

void RunReporter::takeSmallerBatch(int batch) {
    news_.batch = batch;
    tell();
}

void RunReporter::letOthersIn() {
    const auto since = Clock::now();
    compute_.runInteractive();
    if (pause_->load() && !context_.stop().stop_requested())
        wait();
    stepBegan_ += Clock::now() - since;
}

void RunReporter::wait() {
    news_.isPaused = true;
    tell();
    compute_.runInteractiveUntil([this] { return !pause_->load() || context_.stop().stop_requested(); });
    news_.isPaused = false;
    tell();
}

void RunReporter::tell() {
    told_ = Clock::now();
    news_.memory = memoryInUse(device_);
    context_.deliver([onNews = listener_.onNews, news = std::exchange(news_, {})] { onNews(news); });
}

} // namespace iic::ui
