#pragma once

#include "metrics/Bootstrap.h"
#include "metrics/Calibration.h"
#include "metrics/RocCurve.h"

#include <optional>
#include <string>

namespace iic {

/// Sources whose class is known, and what a network says of them.
struct JudgedSources {
    std::vector<std::uint8_t> truth;
    std::vector<ClassProbabilities> probabilities;

    std::size_t size() const { return truth.size(); }
};

/// The likeliest class of each.
std::vector<std::uint8_t> likeliest(std::span<const ClassProbabilities> probabilities);

/// One class against the rest, or all classes' decisions taken together (micro).
struct ClassCurves {
    std::vector<RocPoint> roc;
    std::vector<PrecisionPoint> precision;
    double area = 0, averagePrecision = 0; ///< NaN where there is no curve
};

/// All that the paper prints of a network's answers (Table 2, Fig. 14, Fig. 18), and whether its confidence can be believed.
struct Evaluation {
    ConfusionMatrix matrix;
    std::array<ClassCurves, classCount> classes;
    ClassCurves micro;
    std::vector<RocPoint> macroRoc;
    double macroArea = 0;
    Reliability reliability;
};

inline constexpr int reliabilityBins = 15; ///< as Guo et al. 2017

/// Without weights each source counts as one. 20 ms for 10,000 sources.
Evaluation evaluate(const JudgedSources& sources, std::span<const double> weights = {});

/// The same sources with their logits divided by a temperature, then with other priors; nullopt leaves either out.
JudgedSources adjusted(JudgedSources sources, std::optional<double> temperature, const std::optional<ClassProbabilities>& priors);

/// A single number of an evaluation, and where it lies when other sources might have been drawn.
struct Figure {
    std::string name; ///< "accuracy", "recall of class 1", "AUC, macro" …
    double value;
    Interval interval;
};

/// Every single number of the evaluation with its bootstrap interval; takes about as long as `resamples` evaluations on all cores.
JobResult<std::vector<Figure>> figuresOf(const JudgedSources& sources, std::span<const double> weights,
                                         const BootstrapOptions& options = {}, std::stop_token stop = {});

} // namespace iic
