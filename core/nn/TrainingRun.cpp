#include "nn/TrainingRun.h"

#include "nn/Batches.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

std::size_t inputSize(const ModelSpec& spec) {
    return static_cast<std::size_t>(spec.channels) * static_cast<std::size_t>(spec.inputSide) *
           static_cast<std::size_t>(spec.inputSide);
}

IicNet seededNet(const TrainingOptions& options) {
    torch::manual_seed(options.seed);
    return IicNet(options.card.spec);
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

} // namespace

TrainingRun::TrainingRun(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options)
    : training_(training),
      validation_(validation),
      options_(options),
      data_(describe(training, validation)),
      deviceInUse_(selectDevice(options.device)),
      device_(deviceInUse_.cuda ? at::kCUDA : at::kCPU),
      net_(seededNet(options)),
      adam_(placed()) {
    if (!options.classWeights.empty())
        classWeights_ = torch::tensor(options.classWeights, at::kFloat).to(device_);
}

NamedState TrainingRun::placed() {
    net_->to(device_);
    return stateOf(net_);
}

TrainingRun::Batch TrainingRun::batch(const LabelledInputs& from, std::span<const std::uint32_t> order, int epochToTurnBy) const {
    const auto& spec = options_.card.spec;
    const auto count = static_cast<std::int64_t>(order.size());
    const auto size = inputSize(spec);
    auto inputs = torch::empty({count, spec.channels, spec.inputSide, spec.inputSide},
                               torch::TensorOptions(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
    auto labels = torch::empty({count}, at::kLong);
    auto* input = inputs.data_ptr<float>();
    auto* label = labels.data_ptr<std::int64_t>();
    for (const auto index : order) {
        const int orientation = epochToTurnBy > 0 ? orientationOf(index, options_.seed, epochToTurnBy) : 0;
        copyInput(std::span(from.inputs).subspan(index * size, size), spec, orientation, {input, size});
        input += size;
        *label++ = from.labels[index];
    }
    return {inputs.to(device_), labels.to(device_)};
}

std::int64_t TrainingRun::Tally::add(const torch::Tensor& classes, const torch::Tensor& labels, double meanLoss) {
    const auto count = labels.size(0);
    const auto right = classes.eq(labels).sum().item<std::int64_t>();
    loss += meanLoss * static_cast<double>(count);
    correct += right;
    seen += count;
    return right;
}

torch::Tensor TrainingRun::loss(const torch::Tensor& logits, const torch::Tensor& labels) const {
    return torch::nn::functional::cross_entropy(logits, labels,
                                                torch::nn::functional::CrossEntropyFuncOptions().weight(classWeights_));
}

JobResult<TrainingRun::Tally> TrainingRun::trainEpoch(int epoch, const TrainingObserver& observer, ProgressSink& progress,
                                                      std::stop_token stop) {
    const auto order = epochOrder(training_.count(), options_.seed, epoch);
    const auto batchSize = static_cast<std::size_t>(options_.batch);
    const auto stepsPerEpoch = static_cast<std::int64_t>((order.size() + batchSize - 1) / batchSize);
    const double rate = learningRateOf(options_, epoch);
    net_->train();
    Tally tally;
    for (std::size_t first = 0; first < order.size(); first += batchSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto part = std::span(order).subspan(first, std::min(batchSize, order.size() - first));
        const auto [inputs, labels] = batch(training_, part, options_.augment ? epoch : 0);
        adam_.clearGradients();
        const auto logits = net_->forward(inputs);
        const auto batchLoss = loss(logits, labels);
        const auto value = batchLoss.item<double>();
        const auto step = static_cast<std::int64_t>(first / batchSize) + 1;
        if (!std::isfinite(value))
            return diverged(fmt::format("epoch {}, step {} of {}", epoch, step, stepsPerEpoch));
        batchLoss.backward();
        adam_.step(rate);
        const auto right = tally.add(logits.detach().argmax(1), labels, value);
        progress.report({"Training", (epoch - 1) * stepsPerEpoch + step, options_.epochs * stepsPerEpoch});
        if (observer.onStep)
            observer.onStep({epoch, step, stepsPerEpoch, value, static_cast<double>(right) / static_cast<double>(part.size()),
                             static_cast<int>(part.size()), adam_.gradientNorm()});
    }
    return tally;
}

JobResult<TrainingRun::Tally> TrainingRun::validate(int epoch, const TrainingObserver& observer, std::stop_token stop) {
    const torch::NoGradGuard noGrad;
    net_->eval();
    std::vector<std::uint32_t> order(validation_.count());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::uint32_t>(i);
    Tally tally;
    std::vector<std::uint8_t> answers;
    const auto batchSize = static_cast<std::size_t>(options_.batch);
    for (std::size_t first = 0; first < order.size(); first += batchSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto part = std::span(order).subspan(first, std::min(batchSize, order.size() - first));
        const auto [inputs, labels] = batch(validation_, part, 0);
        const auto logits = net_->forward(inputs);
        const auto classes = logits.argmax(1);
        tally.add(classes, labels, loss(logits, labels).item<double>());
        const auto told = classes.to(at::kCPU, at::kByte).contiguous();
        answers.insert(answers.end(), told.data_ptr<std::uint8_t>(), told.data_ptr<std::uint8_t>() + told.numel());
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

bool TrainingRun::isOver() const {
    const int done = static_cast<int>(result_.epochs.size());
    return done >= options_.epochs || (options_.patience > 0 && done - result_.bestEpoch >= options_.patience);
}

JobResult<TrainingResult> TrainingRun::train(const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop) {
    if (auto begun = begin(); !begun)
        return tl::unexpected<Stop>(begun.error());
    if (auto done = saveEpoch(false); !done)
        return tl::unexpected<Stop>(done.error());
    if (observer.onBegin)
        observer.onBegin(result_.epochs);
    while (!isOver()) {
        const auto epoch = runEpoch(static_cast<int>(result_.epochs.size()) + 1, observer, progress, stop);
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
