#include "nn/Training.h"

#include "nn/Adam.h"
#include "nn/Batches.h"
#include "nn/CardJson.h"
#include "nn/RunFolder.h"

#include <fmt/format.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <numbers>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

std::size_t inputSize(const ModelSpec& spec) {
    return static_cast<std::size_t>(spec.channels) * static_cast<std::size_t>(spec.inputSide) *
           static_cast<std::size_t>(spec.inputSide);
}

tl::unexpected<Error> badOption(std::string reason) { return fail(ErrorCode::BadOption, {}, std::move(reason)); }

Result<void> check(const TrainingOptions& options) {
    if (const auto reason = whyImpossible(options.card))
        return badOption(*reason);
    if (options.epochs < 1 || options.epochs > 1'000'000)
        return badOption(fmt::format("{} epochs", options.epochs));
    if (options.batch < 1 || options.batch > 65536)
        return badOption(fmt::format("a batch of {}", options.batch));
    if (!(options.learningRate > 0 && options.learningRate <= 1))
        return badOption(fmt::format("a learning rate of {}", options.learningRate));
    return {};
}

Result<void> check(const LabelledInputs& inputs, const ModelSpec& spec, std::string_view what) {
    if (inputs.count() == 0)
        return badOption(fmt::format("there are no {} inputs", what));
    if (inputs.inputs.size() != inputs.count() * inputSize(spec))
        return fail(ErrorCode::ModelMismatch, {}, fmt::format("the {} inputs do not fit the network", what),
                    fmt::format("{} numbers expected, {} found", inputs.count() * inputSize(spec), inputs.inputs.size()));
    if (std::ranges::any_of(inputs.labels, [&](int label) { return label >= spec.classes; }))
        return badOption(fmt::format("a {} input is of a class the network does not have", what));
    return {};
}

tl::unexpected<Stop> diverged(std::string where) {
    return tl::unexpected<Stop>(Error{ErrorCode::Diverged, {}, "the loss is no longer a number", std::move(where)});
}

/// Sums over an epoch.
struct Tally {
    double loss = 0;
    std::int64_t correct = 0, seen = 0;
    double meanLoss() const { return loss / static_cast<double>(seen); }
    double accuracy() const { return static_cast<double>(correct) / static_cast<double>(seen); }
};

nlohmann::json describe(const LabelledInputs& training, const LabelledInputs& validation) {
    return {{"trainingInputs", training.count()},
            {"trainingFingerprint", fingerprint(training)},
            {"validationInputs", validation.count()},
            {"validationFingerprint", fingerprint(validation)}};
}

class Run {
  public:
    Run(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options)
        : training_(training),
          validation_(validation),
          options_(options),
          data_(describe(training, validation)),
          deviceInUse_(selectDevice(options.device)),
          device_(deviceInUse_.cuda ? at::kCUDA : at::kCPU),
          net_(seededNet(options)),
          adam_(placed()) {}

    JobResult<TrainingResult> train(const std::function<void(const EpochResult&)>& onEpoch, ProgressSink& progress,
                                    std::stop_token stop);

  private:
    struct Batch {
        torch::Tensor inputs, labels;
    };

    static IicNet seededNet(const TrainingOptions& options) {
        torch::manual_seed(options.seed);
        return IicNet(options.card.spec);
    }
    NamedState placed() {
        net_->to(device_);
        return stateOf(net_);
    }

    Batch batch(const LabelledInputs& from, std::span<const std::uint32_t> order, int epochToTurnBy) const;
    JobResult<Tally> trainEpoch(int epoch, ProgressSink& progress, std::stop_token stop);
    JobResult<Tally> validate(std::stop_token stop);
    nlohmann::json recipe() const;
    Result<void> resume(const std::filesystem::path& file);
    Result<void> save(const char* name, bool withOptimiser) const;
    Result<void> saveEpoch(bool isBest) const;

    const LabelledInputs& training_;
    const LabelledInputs& validation_;
    const TrainingOptions& options_;
    nlohmann::json data_; ///< how many inputs, and their fingerprints
    DeviceInUse deviceInUse_;
    torch::Device device_;
    IicNet net_;
    Adam adam_;
    TrainingResult result_;
};

Run::Batch Run::batch(const LabelledInputs& from, std::span<const std::uint32_t> order, int epochToTurnBy) const {
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

void add(Tally& tally, const torch::Tensor& logits, const torch::Tensor& labels, double meanLoss) {
    const auto count = labels.size(0);
    tally.loss += meanLoss * static_cast<double>(count);
    tally.correct += logits.argmax(1).eq(labels).sum().item<std::int64_t>();
    tally.seen += count;
}

JobResult<Tally> Run::trainEpoch(int epoch, ProgressSink& progress, std::stop_token stop) {
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
        const auto loss = torch::nn::functional::cross_entropy(logits, labels);
        const auto value = loss.item<double>();
        const auto step = static_cast<std::int64_t>(first / batchSize) + 1;
        if (!std::isfinite(value))
            return diverged(fmt::format("epoch {}, step {} of {}", epoch, step, stepsPerEpoch));
        loss.backward();
        adam_.step(rate);
        add(tally, logits.detach(), labels, value);
        progress.report({"Training", (epoch - 1) * stepsPerEpoch + step, options_.epochs * stepsPerEpoch});
    }
    return tally;
}

JobResult<Tally> Run::validate(std::stop_token stop) {
    const torch::NoGradGuard noGrad;
    net_->eval();
    std::vector<std::uint32_t> order(validation_.count());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::uint32_t>(i);
    Tally tally;
    const auto batchSize = static_cast<std::size_t>(options_.batch);
    for (std::size_t first = 0; first < order.size(); first += batchSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto part = std::span(order).subspan(first, std::min(batchSize, order.size() - first));
        const auto [inputs, labels] = batch(validation_, part, 0);
        const auto logits = net_->forward(inputs);
        add(tally, logits, labels, torch::nn::functional::cross_entropy(logits, labels).item<double>());
    }
    return tally;
}

/// What decides the numbers of a run: resuming under another recipe would be a run of neither.
nlohmann::json Run::recipe() const {
    nlohmann::json recipe{{"seed", options_.seed},
                          {"batch", options_.batch},
                          {"learningRate", options_.learningRate},
                          {"schedule", scheduleName(options_.schedule)},
                          {"augment", options_.augment},
                          {"data", data_}};
    if (options_.schedule == RateSchedule::Cosine)
        recipe["epochs"] = options_.epochs;
    else
        recipe["halveAfterEpoch"] = options_.halveAfterEpoch;
    return recipe;
}

Result<void> Run::resume(const std::filesystem::path& file) {
    const auto named = [&](Error error) {
        error.file = file.string();
        return tl::unexpected(std::move(error));
    };
    const auto checkpoint = readCheckpoint(file);
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    if (toJson(checkpoint->card) != toJson(options_.card))
        return fail(ErrorCode::ModelMismatch, file.string(), "the run to resume is of another model card");
    if (auto done = copyIn(checkpoint->weights, stateOf(net_)); !done)
        return named(done.error());
    if (auto done = copyIn(checkpoint->optimiser, adam_.moments()); !done)
        return named(done.error());
    try {
        const auto& training = checkpoint->training;
        const auto wanted = recipe();
        for (const auto& [name, value] : wanted.items())
            if (training.at("recipe").at(name) != value)
                return fail(ErrorCode::ModelMismatch, file.string(), "the run to resume was made with other options",
                            fmt::format("{}: {} then, {} now", name, training.at("recipe").at(name).dump(), value.dump()));
        adam_.setSteps(training.at("steps").get<std::int64_t>());
        for (const auto& epoch : training.at("history"))
            result_.epochs.push_back(epochFromJson(epoch));
        result_.bestEpoch = training.at("bestEpoch").get<int>();
        result_.bestValidationAccuracy = training.at("bestValidationAccuracy").get<double>();
    } catch (const nlohmann::json::exception& problem) {
        return fail(ErrorCode::BadCheckpoint, file.string(), "the checkpoint cannot be resumed", problem.what());
    }
    return {};
}

Result<void> Run::save(const char* name, bool withOptimiser) const {
    Checkpoint checkpoint{.card = options_.card, .training = {}, .weights = copyOut(stateOf(net_)), .optimiser = {}};
    checkpoint.training = {
        {"recipe", recipe()}, {"bestEpoch", result_.bestEpoch}, {"bestValidationAccuracy", result_.bestValidationAccuracy}};
    if (withOptimiser) {
        checkpoint.optimiser = copyOut(adam_.moments());
        checkpoint.training["steps"] = adam_.steps();
        auto& history = checkpoint.training["history"] = nlohmann::json::array();
        for (const auto& epoch : result_.epochs)
            history.push_back(toJson(epoch));
    }
    return writeCheckpoint(options_.runFolder / name, checkpoint);
}

Result<void> Run::saveEpoch(bool isBest) const {
    if (isBest)
        if (auto done = save("best.h5", false); !done)
            return done;
    if (auto done = save("last.h5", true); !done)
        return done;
    if (auto done = writeEpochs(options_.runFolder, result_.epochs); !done)
        return done;
    return writeRunRecord(options_, deviceInUse_, data_, TORCH_VERSION, result_);
}

JobResult<TrainingResult> Run::train(const std::function<void(const EpochResult&)>& onEpoch, ProgressSink& progress,
                                     std::stop_token stop) {
    if (options_.resumeFrom)
        if (auto done = resume(*options_.resumeFrom); !done)
            return tl::unexpected<Stop>(done.error());
    if (auto done = saveEpoch(false); !done)
        return tl::unexpected<Stop>(done.error());
    for (int epoch = static_cast<int>(result_.epochs.size()) + 1; epoch <= options_.epochs; ++epoch) {
        const auto start = Clock::now();
        const auto learnt = trainEpoch(epoch, progress, stop);
        if (!learnt)
            return tl::unexpected(learnt.error());
        const auto judged = validate(stop);
        if (!judged)
            return tl::unexpected(judged.error());
        if (!std::isfinite(judged->loss))
            return diverged(fmt::format("epoch {}, validation", epoch));
        const bool isBest = result_.bestEpoch == 0 || judged->accuracy() > result_.bestValidationAccuracy;
        if (isBest) {
            result_.bestEpoch = epoch;
            result_.bestValidationAccuracy = judged->accuracy();
        }
        result_.epochs.push_back({epoch, learnt->meanLoss(), learnt->accuracy(), judged->meanLoss(), judged->accuracy(),
                                  learningRateOf(options_, epoch), std::chrono::duration<double>(Clock::now() - start).count()});
        if (auto done = saveEpoch(isBest); !done)
            return tl::unexpected<Stop>(done.error());
        if (onEpoch)
            onEpoch(result_.epochs.back());
    }
    return result_;
}

} // namespace

std::string_view scheduleName(RateSchedule schedule) { return schedule == RateSchedule::Cosine ? "cosine" : "halve"; }

double learningRateOf(const TrainingOptions& options, int epoch) {
    if (options.schedule == RateSchedule::Cosine)
        return options.learningRate * (1 + std::cos(std::numbers::pi * (epoch - 1) / options.epochs)) / 2;
    return epoch > options.halveAfterEpoch ? options.learningRate / 2 : options.learningRate;
}

JobResult<TrainingResult> train(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options,
                                const std::function<void(const EpochResult&)>& onEpoch, ProgressSink& progress,
                                std::stop_token stop) {
    if (auto good = check(options).and_then([&] { return check(training, options.card.spec, "training"); }).and_then([&] {
            return check(validation, options.card.spec, "validation");
        });
        !good)
        return tl::unexpected<Stop>(good.error());
    std::error_code problem;
    std::filesystem::create_directories(options.runFolder, problem);
    try {
        return Run(training, validation, options).train(onEpoch, progress, stop);
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Stop>(Error{ErrorCode::OutOfMemory, {}, "there is not enough memory to train", {}});
    } catch (const c10::Error& error) {
        return tl::unexpected<Stop>(
            Error{ErrorCode::Internal, {}, "LibTorch failed while training", error.what_without_backtrace()});
    }
}

} // namespace iic
