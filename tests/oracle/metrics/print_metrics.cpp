// Prints what is measured of predictions, for comparison with scikit-learn. On standard input one source a line: true class,
// weight, probabilities of the three classes. On standard output a word and numbers a line.
#include "metrics/Calibration.h"
#include "metrics/RocCurve.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

using namespace iic;

namespace {

struct Sources {
    std::vector<std::uint8_t> truth, predicted, isRight;
    std::vector<double> weights, confidences;
    std::vector<ClassProbabilities> probabilities;
};

Sources readSources() {
    Sources sources;
    double weight = 0;
    ClassProbabilities p;
    for (int truth = 0; std::cin >> truth >> weight >> p[0] >> p[1] >> p[2];) {
        const auto best = static_cast<std::uint8_t>(std::ranges::max_element(p) - p.begin());
        sources.truth.push_back(static_cast<std::uint8_t>(truth));
        sources.predicted.push_back(best);
        sources.isRight.push_back(best == truth);
        sources.weights.push_back(weight);
        sources.confidences.push_back(p[best]);
        sources.probabilities.push_back(p);
    }
    return sources;
}

void print(const std::string& name, const std::vector<double>& values) {
    std::printf("%s", name.c_str());
    for (const double value : values)
        std::printf(" %.17g", value);
    std::printf("\n");
}

void printMatrix(const ConfusionMatrix& matrix, const std::string& kind) {
    std::vector<double> counts;
    for (std::size_t row = 0; row < classCount; ++row)
        for (std::size_t column = 0; column < classCount; ++column)
            counts.push_back(matrix.count(row, column));
    print("matrix" + kind, counts);
    print("accuracy" + kind, {matrix.accuracy()});
    const auto scores = [&](const std::string& name, const ClassScores& s) {
        print(name + kind, {s.precision, s.recall, s.specificity, s.f1, s.accuracy});
    };
    for (std::size_t which = 0; which < classCount; ++which)
        scores("scores" + std::to_string(which), matrix.scores(which));
    scores("macro", matrix.macro());
}

void printRoc(const std::string& name, const std::vector<double>& scores, const std::vector<std::uint8_t>& isPositive,
              const std::vector<double>& weights) {
    std::vector<double> falseRates, trueRates, thresholds, precisions, recalls;
    const auto curve = rocCurve(scores, isPositive, weights);
    for (const auto& point : curve) {
        falseRates.push_back(point.falsePositiveRate);
        trueRates.push_back(point.truePositiveRate);
        thresholds.push_back(point.threshold);
    }
    print("fpr" + name, falseRates);
    print("tpr" + name, trueRates);
    print("thresholds" + name, thresholds);
    print("auc" + name, {areaUnder(curve)});
    const auto precision = precisionRecall(scores, isPositive, weights);
    for (const auto& point : precision) {
        precisions.push_back(point.precision);
        recalls.push_back(point.recall);
    }
    print("precision" + name, precisions);
    print("recall" + name, recalls);
    print("ap" + name, {averagePrecision(precision)});
}

void printCurves(const Sources& sources, const std::vector<double>& weights, const std::string& kind) {
    std::vector<double> allScores, allWeights;
    std::vector<std::uint8_t> allPositive;
    std::vector<std::vector<RocPoint>> curves;
    for (std::size_t which = 0; which < classCount; ++which) {
        std::vector<double> scores;
        std::vector<std::uint8_t> isPositive;
        for (std::size_t i = 0; i < sources.truth.size(); ++i) {
            scores.push_back(sources.probabilities[i][which]);
            isPositive.push_back(sources.truth[i] == which);
        }
        printRoc(std::to_string(which) + kind, scores, isPositive, weights);
        curves.push_back(rocCurve(scores, isPositive, weights));
        allScores.insert(allScores.end(), scores.begin(), scores.end());
        allPositive.insert(allPositive.end(), isPositive.begin(), isPositive.end());
        allWeights.insert(allWeights.end(), weights.begin(), weights.end());
    }
    printRoc("micro" + kind, allScores, allPositive, allWeights);
    std::vector<double> falseRates, trueRates;
    const auto mean = macroRoc(curves);
    for (const auto& point : mean) {
        falseRates.push_back(point.falsePositiveRate);
        trueRates.push_back(point.truePositiveRate);
    }
    print("fprmacro" + kind, falseRates);
    print("tprmacro" + kind, trueRates);
    print("aucmacro" + kind, {areaUnder(mean)});
}

void printReliability(const Reliability& reliability, const std::string& kind) {
    print("ece" + kind, {reliability.expectedError, reliability.largestError});
    for (const auto& bin : reliability.bins)
        print("bin" + kind, {bin.low, bin.high, bin.weight, bin.confidence, bin.accuracy});
}

} // namespace

int main() {
    const auto sources = readSources();
    printMatrix(confusionOf(sources.predicted, sources.truth), "");
    printMatrix(confusionOf(sources.predicted, sources.truth, sources.weights), "_weighed");
    printCurves(sources, {}, "");
    printCurves(sources, sources.weights, "_weighed");
    printReliability(reliability(sources.confidences, sources.isRight, 15), "");
    printReliability(reliability(sources.confidences, sources.isRight, 15, sources.weights), "_weighed");
    print("temperature", {fitTemperature(sources.probabilities, sources.truth)});
    const auto there = ClassProbabilities{0.9, 0.08, 0.02};
    const auto moved = withPriors(sources.probabilities.front(), {1, 1, 1}, there);
    print("priors", {moved[0], moved[1], moved[2]});
    print("weights", priorWeights(sources.truth, there));
    return 0;
}
