#include "nn/TrainingRun.h"

#include "nn/Batches.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <new>
#include <numeric>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

Network seededNet(const TrainingOptions& options) {
    torch::manual_seed(options.seed);
    return Network(options.card.spec);
}

nlohmann::json describe(const LabelledInputs& training, const LabelledInputs& validation) {
    return {{"trainingInputs", training.count()},
            {"trainingFingerprint", fingerprint(training)},
            {"validationInputs", validation.count()},
            {"validationFingerprint", fingerprint(validation)}};
}

tl::unexpected<Stop> diverged(std::string where) {
    return tl::unexpected<Stop>(Error{ErrorCode::Diverged, {}, "the loss is no longer a number", std::move(where)});
}

/// cuBLAS, cuDNN and pinned memory tell of it in words alone.
bool isShortOfMemory(const std::exception& problem) {
    if (dynamic_cast<const std::bad_alloc*>(&problem) || dynamic_cast<const c10::OutOfMemoryError*>(&problem))
        return true;
    const auto* const error = dynamic_cast<const c10::Error*>(&problem);
    const std::string_view words = error ? error->what_without_backtrace() : "";
    return words.find("ALLOC_FAILED") != words.npos || words.find("out of memory") != words.npos;
}

} // namespace

TrainingRun::TrainingRun(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options)
    : training_(training),
      validation_(validation),
      options_(options),
      data_(describe(training, validation)),
      deviceInUse_(selectDevice(options.device)),
      oneThread_(options.card.spec.architecture == Architecture::ColourNet),
      device_(deviceInUse_.cuda ? at::kCUDA : at::kCPU),
      net_(seededNet(options)),
      adam_(placed()),
      roomForInputs_(memoryFree(deviceInUse_) / 2),
      trainingBatches_(training, inputShape(options.card.spec), device_, roomForInputs_, options.seed),
      validationBatches_(validation, inputShape(options.card.spec), device_, roomForInputs_ - trainingBatches_.bytesOnDevice(),
                         options.seed) {
    result_.batch = options.batch;
    if (!options.classWeights.empty())
        classWeights_ = torch::tensor(options.classWeights, at::kFloat).to(device_);
}

NamedState TrainingRun::placed() {
    net_->to(device_);
    return stateOf(net_);
}

std::int64_t TrainingRun::Tally::add(const torch::Tensor& classes, const torch::Tensor& labels, double meanLoss,
                                     double weightOfAll) {
    const auto right = classes.eq(labels).sum().item<std::int64_t>();
    loss += meanLoss * weightOfAll;
    weight += weightOfAll;
    correct += right;
    seen += labels.size(0);
    return right;
}

torch::Tensor TrainingRun::loss(const torch::Tensor& logits, const torch::Tensor& labels) const {
    return torch::nn::functional::cross_entropy(logits, labels,
                                                torch::nn::functional::CrossEntropyFuncOptions().weight(classWeights_));
}

double TrainingRun::weightOf(const torch::Tensor& labels) const {
    return classWeights_.defined() ? classWeights_.index_select(0, labels).sum(at::kDouble).item<double>()
                                   : static_cast<double>(labels.size(0));
}

/// Nothing is learned from a loss that is no number.
TrainingRun::Step TrainingRun::learn(const Batch& batch, double rate) {
    const RoundedProducts products(precisionOn(deviceInUse_, options_.precision) == Precision::Tf32);
    adam_.clearGradients();
    const auto logits = net_->forward(batch.inputs);
    const auto batchLoss = loss(logits, batch.labels);
    const auto value = batchLoss.item<double>();
    if (std::isfinite(value)) {
        batchLoss.backward();
        adam_.step(rate);
    }
    return {logits.detach().argmax(1), value};
}

JobResult<TrainingRun::Tally> TrainingRun::trainEpoch(int epoch, const TrainingObserver& observer, ProgressSink& progress,
                                                      std::stop_token stop) {
    const auto order = epochOrder(training_.count(), options_.seed, epoch);
    const auto stepsPerEpoch = (static_cast<std::int64_t>(order.size()) + result_.batch - 1) / result_.batch;
    const double rate = learningRateOf(options_, epoch);
    net_->train();
    Tally tally;
    BatchPass batches(trainingBatches_, order, result_.batch, options_.augment ? epoch : 0);
    for (std::int64_t step = 1; auto batch = batches.next(); ++step) {
        if (stop.stop_requested())
            return cancelled();
        // What a step drops depends neither on where the run began nor on what others drew between two steps.
        torch::manual_seed(options_.seed + (static_cast<std::uint64_t>(epoch) << 32) + static_cast<std::uint64_t>(step));
        const auto [classes, value] = learn(*batch, rate);
        if (!std::isfinite(value))
            return diverged(fmt::format("epoch {}, step {} of {}", epoch, step, stepsPerEpoch));
        const auto& labels = batch->labels;
        const auto right = tally.add(classes, labels, value, weightOf(labels));
        progress.report({"Training", (epoch - 1) * stepsPerEpoch + step, options_.epochs * stepsPerEpoch});
        if (observer.onStep)
            observer.onStep({epoch, step, stepsPerEpoch, value, static_cast<double>(right) / static_cast<double>(labels.size(0)),
                             static_cast<int>(labels.size(0)), adam_.gradientNorm()});
    }
    return tally;
}

JobResult<TrainingRun::Tally> TrainingRun::validate(int epoch, const TrainingObserver& observer, std::stop_token stop) {
    const torch::NoGradGuard noGrad;
    net_->eval();
    std::vector<std::uint32_t> order(validation_.count());
    std::iota(order.begin(), order.end(), 0U);
    Tally tally;
    std::vector<std::uint8_t> answers;
    BatchPass batches(validationBatches_, std::move(order), result_.batch, 0);
    while (auto batch = batches.next()) {
        if (stop.stop_requested())
            return cancelled();
        const auto& [inputs, labels] = *batch;
        const auto logits = net_->forward(inputs);
        const auto classes = logits.argmax(1);
        tally.add(classes, labels, loss(logits, labels).item<double>(), weightOf(labels));
        const auto told = classes.to(at::kCPU, at::kByte).contiguous();
        answers.insert(answers.end(), told.data_ptr<std::uint8_t>(), told.data_ptr<std::uint8_t>() + told.numel());
        if (observer.onValidationBatch)
            observer.onValidationBatch();
    }
    if (observer.onValidation)
        observer.onValidation(epoch, answers);
    return tally;
}

JobResult<EpochResult> TrainingRun::runEpoch(int epoch, const TrainingObserver& observer, ProgressSink& progress,
                                             std::stop_token stop) {
    const auto start = Clock::now();
    const auto learnt = trainEpoch(epoch, observer, progress, stop);
    if (!learnt)
        return tl::unexpected(learnt.error());
    const auto judged = validate(epoch, observer, stop);
    if (!judged)
        return tl::unexpected(judged.error());
    if (!std::isfinite(judged->loss))
        return diverged(fmt::format("epoch {}, validation", epoch));
    return EpochResult{epoch,
                       learnt->meanLoss(),
                       learnt->accuracy(),
                       judged->meanLoss(),
                       judged->accuracy(),
                       learningRateOf(options_, epoch),
                       std::chrono::duration<double>(Clock::now() - start).count()};
}

/// Begins an epoch for which memory is short again with half the batch, from last.h5: a step may have ended anywhere. LibTorch gives
/// back what it keeps before it says that memory is short, so what the step leaves behind is in nobody's way.
JobResult<EpochResult> TrainingRun::runEpochInMemory(int epoch, const TrainingObserver& observer, ProgressSink& progress,
                                                     std::stop_token stop) {
    for (;;) {
        try {
            return runEpoch(epoch, observer, progress, stop);
        } catch (const std::exception& problem) {
            if (!isShortOfMemory(problem) || result_.batch == 1)
                throw;
        }
        const int half = result_.batch / 2;
        if (auto done = resume(options_.runFolder / "last.h5"); !done)
            return tl::unexpected<Stop>(done.error());
        result_.batch = half;
        if (observer.onSmallerBatch)
            observer.onSmallerBatch(half);
    }
}

bool TrainingRun::isOver() const {
    const int done = static_cast<int>(result_.epochs.size());
    return done >= options_.epochs || (options_.patience > 0 && done - result_.bestEpoch >= options_.patience);
}

JobResult<TrainingResult> TrainingRun::train(const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop) {
    if (auto begun = begin(); !begun)
        return tl::unexpected<Stop>(begun.error());
    if (stop.stop_requested())
        return cancelled();
    if (auto done = saveEpoch(false); !done)
        return tl::unexpected<Stop>(done.error());
    if (observer.onBegin)
        observer.onBegin(result_.epochs);
    if (observer.onSmallerBatch && result_.batch < options_.batch)
        observer.onSmallerBatch(result_.batch);
    while (!isOver()) {
        const auto epoch = runEpochInMemory(static_cast<int>(result_.epochs.size()) + 1, observer, progress, stop);
        if (!epoch)
            return tl::unexpected(epoch.error());
        result_.epochs.push_back(*epoch);
        const bool isBest = result_.bestEpoch == 0 || epoch->validationAccuracy > result_.bestValidationAccuracy;
        if (isBest) {
            result_.bestEpoch = epoch->epoch;
            result_.bestValidationAccuracy = epoch->validationAccuracy;
        }
        if (auto done = saveEpoch(isBest); !done)
            return tl::unexpected<Stop>(done.error());
        if (observer.onEpoch)
            observer.onEpoch(*epoch);
    }
    return result_;
}

} // namespace iic
