#include "nn/Training.h"

#include "nn/CardJson.h"
#include "nn/TensorMemory.h"
#include "nn/TrainingRun.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <new>
#include <numbers>

namespace iic {

namespace {

std::size_t inputSize(const ModelSpec& spec) { return inputShape(spec).size(); }

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
    if (const auto shape = inputShape(options.card.spec); options.augment && shape.height != shape.width)
        return badOption("what is no image cannot be turned");
    if (options.patience < 0)
        return badOption(fmt::format("a patience of {} epochs", options.patience));
    const auto& weights = options.classWeights;
    if (!weights.empty() && weights.size() != static_cast<std::size_t>(options.card.spec.classes))
        return badOption(fmt::format("{} class weights for {} classes", weights.size(), options.card.spec.classes));
    if (std::ranges::any_of(weights, [](double weight) { return !(weight > 0 && weight <= 1e6); }))
        return badOption("a class weight that is not above 0");
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
    const auto isMissing = [](float value) { return !std::isfinite(value); };
    if (const auto first = std::ranges::find_if(inputs.inputs, isMissing); first != inputs.inputs.end())
        return fail(ErrorCode::ImplausibleData, {}, fmt::format("a {} input holds pixels without a value", what),
                    fmt::format("the first is number {}",
                                (first - inputs.inputs.begin()) / static_cast<std::ptrdiff_t>(inputSize(spec))));
    return {};
}

/// A network that only ever sees one class learns to say its name.
Result<void> checkClasses(const LabelledInputs& training, const ModelCard& card) {
    const auto first = training.labels.front();
    if (std::ranges::all_of(training.labels, [&](auto label) { return label == first; }))
        return fail(ErrorCode::ImplausibleData, {}, fmt::format("all training inputs are of one class, {}", card.classes[first]));
    return {};
}

Error outOfMemory(std::string detail) {
    return {ErrorCode::OutOfMemory, {}, "there is not enough memory to train", std::move(detail)};
}

} // namespace

std::string_view scheduleName(RateSchedule schedule) { return schedule == RateSchedule::Cosine ? "cosine" : "halve"; }

std::string_view precisionName(Precision precision) { return precision == Precision::Tf32 ? "tf32" : "float32"; }

Precision precisionOn(const DeviceInUse& device, Precision asked) { return device.cuda ? asked : Precision::Float32; }

double learningRateOf(const TrainingOptions& options, int epoch) {
    if (options.schedule == RateSchedule::Cosine)
        return options.learningRate * (1 + std::cos(std::numbers::pi * (epoch - 1) / options.epochs)) / 2;
    return epoch > options.halveAfterEpoch ? options.learningRate / 2 : options.learningRate;
}

JobResult<TrainingResult> train(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options,
                                const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop) {
    auto good = check(options)
                    .and_then([&] { return check(training, options.card.spec, "training"); })
                    .and_then([&] { return check(validation, options.card.spec, "validation"); })
                    .and_then([&] { return checkClasses(training, options.card); });
    if (!good)
        return tl::unexpected<Stop>(good.error());
    std::error_code problem;
    std::filesystem::create_directories(options.runFolder, problem);
    const struct GivenBack {
        ~GivenBack() { releaseTensorMemory(); }
    } afterTheRun;
    try {
        return TrainingRun(training, validation, options).train(observer, progress, stop);
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Stop>(outOfMemory({}));
    } catch (const c10::OutOfMemoryError& error) {
        return tl::unexpected<Stop>(outOfMemory(error.what_without_backtrace()));
    } catch (const c10::Error& error) {
        return tl::unexpected<Stop>(
            Error{ErrorCode::Internal, {}, "LibTorch failed while training", error.what_without_backtrace()});
    }
}

} // namespace iic
