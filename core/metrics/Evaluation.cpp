#include "metrics/Evaluation.h"

#include <algorithm>

namespace iic {

namespace {

/// The scores of a class and whether each source is of it, of one class or of several one after the other.
struct Decisions {
    std::vector<double> scores, weights;
    std::vector<std::uint8_t> isPositive;

    void add(const JudgedSources& sources, std::span<const double> sourceWeights, std::size_t which) {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            scores.push_back(sources.probabilities[i][which]);
            isPositive.push_back(sources.truth[i] == which);
        }
        weights.insert(weights.end(), sourceWeights.begin(), sourceWeights.end());
    }
};

ClassCurves curvesOf(const Decisions& decisions) {
    ClassCurves curves;
    curves.roc = rocCurve(decisions.scores, decisions.isPositive, decisions.weights);
    curves.precision = precisionRecall(decisions.scores, decisions.isPositive, decisions.weights);
    curves.area = areaUnder(curves.roc);
    curves.averagePrecision = averagePrecision(curves.precision);
    return curves;
}

Reliability reliabilityOf(const JudgedSources& sources, std::span<const std::uint8_t> predicted,
                          std::span<const double> weights) {
    std::vector<double> confidences;
    std::vector<std::uint8_t> isRight;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        confidences.push_back(sources.probabilities[i][predicted[i]]);
        isRight.push_back(predicted[i] == sources.truth[i]);
    }
    return reliability(confidences, isRight, reliabilityBins, weights);
}

struct NamedValue {
    std::string name;
    double value;
};

std::vector<NamedValue> numbersOf(const Evaluation& evaluation) {
    std::vector<NamedValue> numbers{{"accuracy", evaluation.matrix.accuracy()}};
    const auto addScores = [&](const std::string& of, const ClassScores& scores) {
        numbers.insert(numbers.end(), {{"precision" + of, scores.precision},
                                       {"recall" + of, scores.recall},
                                       {"specificity" + of, scores.specificity},
                                       {"F1" + of, scores.f1},
                                       {"accuracy" + of, scores.accuracy}});
    };
    for (std::size_t which = 0; which < classCount; ++which) {
        const auto of = " of class " + std::to_string(which);
        addScores(of, evaluation.matrix.scores(which));
        numbers.push_back({"AUC" + of, evaluation.classes[which].area});
        numbers.push_back({"average precision" + of, evaluation.classes[which].averagePrecision});
    }
    addScores(", macro", evaluation.matrix.macro());
    numbers.push_back({"AUC, macro", evaluation.macroArea});
    numbers.push_back({"AUC, micro", evaluation.micro.area});
    numbers.push_back({"expected calibration error", evaluation.reliability.expectedError});
    return numbers;
}

} // namespace

std::vector<std::uint8_t> likeliest(std::span<const ClassProbabilities> probabilities) {
    std::vector<std::uint8_t> classes;
    classes.reserve(probabilities.size());
    for (const auto& one : probabilities)
        classes.push_back(static_cast<std::uint8_t>(std::ranges::max_element(one) - one.begin()));
    return classes;
}

Evaluation evaluate(const JudgedSources& sources, std::span<const double> weights) {
    const auto predicted = likeliest(sources.probabilities);
    Evaluation evaluation;
    evaluation.matrix = confusionOf(predicted, sources.truth, weights);
    Decisions all;
    std::array<std::vector<RocPoint>, classCount> curves;
    for (std::size_t which = 0; which < classCount; ++which) {
        Decisions one;
        one.add(sources, weights, which);
        all.add(sources, weights, which);
        evaluation.classes[which] = curvesOf(one);
        curves[which] = evaluation.classes[which].roc;
    }
    evaluation.micro = curvesOf(all);
    evaluation.macroRoc = macroRoc(curves);
    evaluation.macroArea = areaUnder(evaluation.macroRoc);
    evaluation.reliability = reliabilityOf(sources, predicted, weights);
    return evaluation;
}

JudgedSources adjusted(JudgedSources sources, std::optional<double> temperature,
                       const std::optional<ClassProbabilities>& priors) {
    constexpr ClassProbabilities equal{1, 1, 1};
    for (auto& probabilities : sources.probabilities) {
        if (temperature)
            probabilities = tempered(probabilities, *temperature);
        if (priors)
            probabilities = withPriors(probabilities, equal, *priors);
    }
    return sources;
}

JobResult<std::vector<Figure>> figuresOf(const JudgedSources& sources, std::span<const double> weights,
                                         const BootstrapOptions& options, std::stop_token stop) {
    const auto numbers = numbersOf(evaluate(sources, weights));
    const auto resampled = [&](std::span<const double> times) {
        std::vector<double> together(times.begin(), times.end());
        for (std::size_t i = 0; i < weights.size(); ++i)
            together[i] *= weights[i];
        std::vector<double> values;
        for (const auto& number : numbersOf(evaluate(sources, together)))
            values.push_back(number.value);
        return values;
    };
    const auto intervals = bootstrapIntervals(sources.size(), resampled, options, stop);
    if (!intervals)
        return tl::unexpected(intervals.error());
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        figures.push_back({numbers[i].name, numbers[i].value, (*intervals)[i]});
    return figures;
}

} // namespace iic
