#pragma once

#include "metrics/MagnitudeBins.h"
#include "models/ShownRows.h"
#include "models/SourceConditions.h"
#include "plots/RocFigure.h"
#include "workspaces/evaluate/Judgement.h"

namespace iic::ui {

// What an evaluation is made of. For other threads than the window's.

/// A judgement after its adjustment: what every number and picture of the evaluation follows from. Never changes.
struct AdjustedSources {
    SharedJudgement judgement;
    JudgedSources sources; ///< in single precision, as lists hold predictions, so that a count is what a list shows
    std::vector<double> weights; ///< with which the classes are as frequent as the priors; empty without
    std::vector<double> magnitudes; ///< in W1; NaN where there is none
    std::vector<int> rows; ///< of the dataset
    std::vector<Prediction> predictions; ///< the same sources as a list has them
    std::vector<Prediction> ownPredictions; ///< before the adjustment
    QString note; ///< on the adjustment, for lists; empty: there is none
};
using SharedSources = std::shared_ptr<const AdjustedSources>;

SharedSources adjust(const SharedJudgement& judgement, const Adjustment& adjustment);

/// Some of the judged sources, and the numbers and curves of them alone.
struct EvaluatedPart {
    std::vector<std::size_t> members; ///< places among the judged
    std::shared_ptr<const Evaluation> evaluation;
};

/// Two networks on the same sources.
struct ComparedRuns {
    std::shared_ptr<const Evaluation> other; ///< of the scored sources
    ConfusionMatrix changes; ///< rows: this run, columns: the other; of the surroundings
    ConfusionMatrix otherMatrix; ///< of the surroundings
    std::size_t bothRight = 0, onlyThis = 0, onlyOther = 0, noneRight = 0; ///< of the scored sources
};

/// `surroundings`: the sources that pass every condition but those made by picking in the evaluation itself, so that there is
/// something to pick from; `selection`: those that pass all; `scored`: one of the two, whose scores are shown.
struct EvaluationResult {
    SharedSources sources;
    EvaluatedPart surroundings, selection, scored;
    std::shared_ptr<const RocFigure> roc, precision; ///< of the surroundings
    std::vector<MagnitudeBin> magnitudes; ///< of the surroundings
    std::optional<ComparedRuns> compared;
};

enum class Scored { Selection, Surroundings };

/// The conditions of the surroundings, of which none has a fault.
JobResult<EvaluationResult> evaluateShown(const SharedSources& sources, const SharedSources& compared, const SourceList& list,
                                          const std::vector<Expression>& conditions, const ShownRows& shown, Scored scored,
                                          std::stop_token stop);

/// The probability that chance alone parts the right answers of two networks so unevenly (McNemar's exact test).
double chanceOfDifference(std::size_t onlyThis, std::size_t onlyOther);

/// Every score with its interval.
JobResult<std::vector<iic::Figure>> intervalsOf(const EvaluationResult& result, std::stop_token stop);

} // namespace iic::ui
