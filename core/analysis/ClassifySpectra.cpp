#include "analysis/ClassifySpectra.h"

#include "analysis/ClassOrder.h"
#include "base/Parallel.h"

#include <algorithm>
#include <limits>

namespace iic {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Prediction predictionOf(const std::array<float, 3>& answer, const std::array<std::size_t, 3>& order) {
    Prediction prediction{.status = PredictionStatus::Classified};
    for (std::size_t c = 0; c < order.size(); ++c)
        prediction.probabilities[order[c]] = answer[c];
    return prediction;
}

struct Prepared {
    Result<SpectrumHead> head;
    std::vector<float> input;
};

Prepared prepare(const std::filesystem::path& file, const SpectrumGrid& grid) {
    const auto spectrum = readSpectrum(file);
    if (!spectrum)
        return {tl::unexpected(spectrum.error()), {}};
    Prepared prepared{headOf(*spectrum, file), std::vector<float>(grid.inputSize())};
    if (auto written = spectrumInput(*spectrum, grid, prepared.input); !written) {
        written.error().file = file.string();
        prepared.head = tl::unexpected(written.error());
    }
    return prepared;
}

std::vector<Prepared> prepareAll(std::span<const std::filesystem::path> files, const SpectrumGrid& grid) {
    std::vector<Prepared> prepared(files.size());
    parallelRanges(files.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            prepared[i] = prepare(files[i], grid);
    });
    return prepared;
}

void classifyPiece(std::span<const std::filesystem::path> files, Classifier& network, const std::array<std::size_t, 3>& order,
                   ClassifiedSpectra& to) {
    std::vector<float> inputs;
    const auto first = to.spectra.size();
    for (auto& [head, input] : prepareAll(files, network.card().spectrum)) {
        if (!head) {
            to.leftOut.push_back(head.error());
            continue;
        }
        inputs.insert(inputs.end(), input.begin(), input.end());
        to.spectra.push_back({std::move(*head), {}});
    }
    if (first == to.spectra.size())
        return;
    const auto answers = network.classify(inputs, to.spectra.size() - first);
    for (std::size_t i = 0; i < answers.size(); ++i)
        to.spectra[first + i].prediction = predictionOf(answers[i], order);
}

} // namespace

Result<void> checkReadsSpectra(const ModelCard& card) {
    if (card.spec.architecture != Architecture::SpectrumNet)
        return fail(ErrorCode::ModelMismatch, "", "the network does not read spectra",
                    std::string(architectureTitle(card.spec.architecture)));
    return classOrder(card).map([](const auto&) {});
}

Result<Prediction> classifySpectrum(const Spectrum& spectrum, Classifier& network) {
    if (auto good = checkReadsSpectra(network.card()); !good)
        return tl::unexpected(good.error());
    const auto& grid = network.card().spectrum;
    std::vector<float> input(grid.inputSize());
    return spectrumInput(spectrum, grid, input).map([&] {
        return predictionOf(network.classify(input, 1).front(), *classOrder(network.card()));
    });
}

std::optional<bool> ClassifiedSpectrum::isAsTold() const {
    const auto told = parseSpectralClass(head.className);
    if (!told)
        return std::nullopt;
    return static_cast<std::size_t>(*told) == static_cast<std::size_t>(prediction.best());
}

std::size_t ClassifiedSpectra::told() const {
    return static_cast<std::size_t>(std::ranges::count_if(spectra, [](const auto& one) { return one.isAsTold().has_value(); }));
}

std::size_t ClassifiedSpectra::asTold() const {
    return static_cast<std::size_t>(std::ranges::count_if(spectra, [](const auto& one) { return one.isAsTold() == true; }));
}

JobResult<ClassifiedSpectra> classifySpectra(std::span<const std::filesystem::path> files, Classifier& network,
                                             ProgressSink& progress, std::stop_token stop) {
    if (auto good = checkReadsSpectra(network.card()); !good)
        return tl::unexpected<Stop>(good.error());
    const auto order = classOrder(network.card());
    ClassifiedSpectra classified;
    const auto pieceSize = network.pieceSize();
    for (std::size_t first = 0; first < files.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto count = std::min(pieceSize, files.size() - first);
        classifyPiece(files.subspan(first, count), network, *order, classified);
        progress.report({"Spectra", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(files.size())});
    }
    return classified;
}

Table tableOf(std::span<const ClassifiedSpectrum> spectra) {
    Texts names, classes, told, subclasses;
    Reals confidences, redshifts, signals, rightAscensions, declinations;
    std::array<Reals, spectralClassCount> probabilities;
    for (const auto& [head, prediction] : spectra) {
        names.push_back(head.name);
        classes.emplace_back(className(prediction.best()));
        confidences.push_back(prediction.confidence());
        for (std::size_t c = 0; c < probabilities.size(); ++c)
            probabilities[c].push_back(prediction.probabilities[c]);
        told.push_back(head.className);
        subclasses.push_back(head.subclass);
        redshifts.push_back(head.redshift.value_or(none));
        signals.push_back(head.signalToNoise.value_or(none));
        rightAscensions.push_back(head.position ? head.position->rightAscension : none);
        declinations.push_back(head.position ? head.position->declination : none);
    }
    Table table;
    table.add(textColumn("name", std::move(names)));
    table.add(textColumn("class", std::move(classes)));
    table.add(realColumn("confidence", "", std::move(confidences)));
    table.add(realColumn("p_star", "", std::move(probabilities[0])));
    table.add(realColumn("p_galaxy", "", std::move(probabilities[1])));
    table.add(realColumn("p_quasar", "", std::move(probabilities[2])));
    table.add(textColumn("survey_class", std::move(told)));
    table.add(textColumn("survey_subclass", std::move(subclasses)));
    table.add(realColumn("z", "", std::move(redshifts)));
    table.add(realColumn("snr", "", std::move(signals)));
    table.add(realColumn("ra", "deg", std::move(rightAscensions)));
    table.add(realColumn("dec", "deg", std::move(declinations)));
    return table;
}

JobResult<ConfusionMatrix> judgeSpectra(const LabelledInputs& inputs, Classifier& network, ProgressSink& progress,
                                        std::stop_token stop) {
    if (auto good = checkReadsSpectra(network.card()); !good)
        return tl::unexpected<Stop>(good.error());
    ConfusionMatrix matrix;
    const auto size = network.card().spectrum.inputSize(), pieceSize = network.pieceSize();
    for (std::size_t first = 0; first < inputs.count(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto count = std::min(pieceSize, inputs.count() - first);
        const auto answers = network.classify(std::span(inputs.inputs).subspan(first * size, count * size), count);
        for (std::size_t i = 0; i < count; ++i)
            matrix.add(static_cast<std::size_t>(std::ranges::max_element(answers[i]) - answers[i].begin()),
                       inputs.labels[first + i]);
        progress.report({"IICnet", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(inputs.count())});
    }
    return matrix;
}

} // namespace iic
