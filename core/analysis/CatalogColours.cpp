#include "analysis/CatalogColours.h"

#include "analysis/ColourInput.h"
#include "analysis/CrossValidation.h"
#include "data/TrainingSet.h"
#include "nn/Classifier.h"
#include "nn/RunLock.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t classCount = 3;
constexpr int mostFolds = 20;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

using Counts = std::array<std::size_t, classCount>;

Counts countsOf(std::span<const std::uint8_t> labels) {
    Counts counts{};
    for (const auto label : labels)
        ++counts[label];
    return counts;
}

std::uint8_t mostFrequent(const Counts& counts) {
    return static_cast<std::uint8_t>(std::ranges::max_element(counts) - counts.begin());
}

/// Samples to learn from, and every tenth to look at.
struct Shares {
    std::vector<std::size_t> learned, watched;
};

Shares sharesOf(std::span<const std::size_t> places) {
    Shares shares;
    for (std::size_t i = 0; i < places.size(); ++i)
        (i % 10 == 9 ? shares.watched : shares.learned).push_back(places[i]);
    return shares;
}

std::size_t sampleSize(const ColourSamples& samples) {
    return static_cast<std::size_t>(colourNumbers(static_cast<int>(samples.bands.size())));
}

/// Its last epoch is what comes of it.
JobResult<std::filesystem::path> trainOn(const ColourSamples& samples, std::span<const std::size_t> places,
                                         TrainingOptions training, ProgressSink& progress, std::stop_token stop) {
    const auto lock = RunLock::acquire(training.runFolder);
    if (!lock)
        return stopWith(lock.error());
    auto last = training.runFolder / "last.h5";
    if (std::error_code absent; std::filesystem::exists(last, absent))
        training.resumeFrom = last;
    const auto [learned, watched] = sharesOf(places);
    const auto size = sampleSize(samples);
    const auto trained = train(select(samples.inputs, learned, size), select(samples.inputs, watched, size), training, {},
                               progress, std::move(stop));
    if (!trained)
        return tl::unexpected(trained.error());
    return last;
}

std::vector<std::size_t> placesWhere(std::size_t count, const std::function<bool(std::size_t)>& isWanted) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < count; ++i)
        if (isWanted(i))
            places.push_back(i);
    return places;
}

ColourCut cutOf(const ColourSamples& samples, std::span<const std::size_t> places) {
    std::vector<double> colours;
    std::vector<std::uint8_t> labels;
    for (const auto place : places) {
        colours.push_back(samples.colour[place]);
        labels.push_back(samples.inputs.labels[place]);
    }
    return bestCut(colours, labels);
}

double accuracyOf(std::span<const std::uint8_t> answers, std::span<const std::uint8_t> labels) {
    return confusionOf(answers, labels).accuracy();
}

} // namespace

void addColourSamples(const Catalog& catalog, std::optional<SourceClass> all, ColourSamples& samples) {
    std::vector<float> input(sampleSize(samples));
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        const auto truth = all ? all : catalog.truth(row);
        if (!truth) {
            ++samples.unlabelled;
            continue;
        }
        const auto brightness = brightnessOf(catalog, row);
        if (!tellsColour(brightness, std::span(samples.bands).first(2))) {
            ++samples.withoutColour;
            continue;
        }
        colourInput(brightness, samples.bands, input);
        samples.inputs.inputs.insert(samples.inputs.inputs.end(), input.begin(), input.end());
        samples.inputs.labels.push_back(static_cast<std::uint8_t>(*truth));
        const auto magnitude = [&](std::size_t i) { return *brightness[static_cast<std::size_t>(samples.bands[i])].magnitude; };
        samples.colour.push_back(magnitude(0) - magnitude(1));
        samples.rows.push_back(row);
        for (const Band band : samples.bands)
            samples.measuredIn[static_cast<std::size_t>(band)] +=
                brightness[static_cast<std::size_t>(band)].magnitude.has_value();
    }
}

ColourCut bestCut(std::span<const double> colours, std::span<const std::uint8_t> labels) {
    std::vector<std::size_t> order(colours.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return colours[i]; });
    Counts bluer{}, redder = countsOf(labels);
    ColourCut best{order.empty() ? 0 : colours[order.front()] - 1, mostFrequent(redder), mostFrequent(redder)};
    auto mostRight = std::ranges::max(redder);
    for (std::size_t i = 0; i < order.size(); ++i) {
        ++bluer[labels[order[i]]];
        --redder[labels[order[i]]];
        if (i + 1 < order.size() && colours[order[i]] == colours[order[i + 1]])
            continue;
        const auto right = std::ranges::max(bluer) + std::ranges::max(redder);
        if (right <= mostRight)
            continue;
        mostRight = right;
        const double next = i + 1 < order.size() ? colours[order[i + 1]] : colours[order[i]] + 1;
        best = {(colours[order[i]] + next) / 2, mostFrequent(redder), mostFrequent(bluer)};
    }
    return best;
}

TrainingOptions colourRecipe() {
    TrainingOptions recipe;
    recipe.epochs = 60;
    recipe.batch = 64;
    recipe.learningRate = 2e-3;
    recipe.schedule = RateSchedule::Cosine;
    return recipe;
}

ModelCard colourCard(const std::vector<Band>& bands, std::string origin) {
    ModelCard card;
    card.spec.channels = static_cast<int>(bands.size());
    card.spec.architecture = Architecture::ColourNet;
    card.input.channels = bands;
    card.survey = "catalog";
    card.origin = std::move(origin);
    return card;
}

JobResult<void> trainOnColours(const ColourSamples& samples, const TrainingOptions& training, ProgressSink& progress,
                               std::stop_token stop) {
    const auto all = placesWhere(samples.count(), [](std::size_t) { return true; });
    const auto trained = trainOn(samples, all, training, progress, std::move(stop));
    return trained ? JobResult<void>{} : tl::unexpected(trained.error());
}

JobResult<ColourCrossValidation> crossValidateColours(const ColourSamples& samples, int folds, const TrainingOptions& training,
                                                      ProgressSink& progress, std::stop_token stop) {
    if (folds < 2 || folds > mostFolds)
        return stopWith({ErrorCode::BadOption, "", "the number of folds is out of range",
                         fmt::format("2 to {} expected, {} found", mostFolds, folds)});
    for (const auto count : countsOf(samples.inputs.labels))
        if (count > 0 && count < static_cast<std::size_t>(folds))
            return stopWith({ErrorCode::BadOption, "", "a class has too few sources to cross-validate",
                             fmt::format("{} for {} folds", count, folds)});
    ColourCrossValidation result;
    result.fold = dealFolds(samples.inputs.labels, folds, training.seed);
    for (int fold = 0; fold < folds; ++fold) {
        auto run = training;
        run.runFolder = training.runFolder / fmt::format("fold-{}", fold + 1);
        const auto others = placesWhere(samples.count(), [&](std::size_t i) { return result.fold[i] != fold; });
        const auto trained = trainOn(samples, others, run, progress, stop);
        if (!trained)
            return tl::unexpected(trained.error());
        auto network = Classifier::load(*trained, training.device);
        if (!network)
            return stopWith(network.error());

        const auto asked = placesWhere(samples.count(), [&](std::size_t i) { return result.fold[i] == fold; });
        const auto inputs = select(samples.inputs, asked, sampleSize(samples));
        const auto cut = cutOf(samples, others);
        std::vector<std::uint8_t> byNetwork, byCut;
        for (const auto& answer : network->classify(inputs.inputs, inputs.count()))
            byNetwork.push_back(static_cast<std::uint8_t>(std::ranges::max_element(answer) - answer.begin()));
        for (const auto place : asked)
            byCut.push_back(cut.classOf(samples.colour[place]));
        for (std::size_t i = 0; i < asked.size(); ++i) {
            result.network.add(byNetwork[i], inputs.labels[i]);
            result.cut.add(byCut[i], inputs.labels[i]);
        }
        result.networkByFold.push_back(accuracyOf(byNetwork, inputs.labels));
        result.cutByFold.push_back(accuracyOf(byCut, inputs.labels));
        result.cuts.push_back(cut);
    }
    return result;
}

} // namespace iic
