#include "workspaces/evaluate/EvaluationWork.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::EvaluationWork)
};

/// Of sources and weights, those named.
struct Members {
    JudgedSources sources;
    std::vector<double> weights;
};

Members membersOf(const AdjustedSources& all, std::span<const std::size_t> members) {
    Members chosen;
    for (const std::size_t member : members) {
        chosen.sources.truth.push_back(all.sources.truth[member]);
        chosen.sources.probabilities.push_back(all.sources.probabilities[member]);
        if (!all.weights.empty())
            chosen.weights.push_back(all.weights[member]);
    }
    return chosen;
}

std::shared_ptr<const Evaluation> evaluationOf(const AdjustedSources& all, std::span<const std::size_t> members) {
    const Members chosen = membersOf(all, members);
    return std::make_shared<const Evaluation>(evaluate(chosen.sources, chosen.weights));
}

template <typename Passes> EvaluatedPart partOf(const AdjustedSources& all, Passes passes) {
    EvaluatedPart part;
    for (std::size_t i = 0; i < all.rows.size(); ++i)
        if (passes(all.rows[i]))
            part.members.push_back(i);
    part.evaluation = evaluationOf(all, part.members);
    return part;
}

std::vector<MagnitudeBin> magnitudesOf(const AdjustedSources& all, std::span<const std::size_t> members) {
    const Members chosen = membersOf(all, members);
    std::vector<double> magnitudes;
    for (const std::size_t member : members)
        magnitudes.push_back(all.magnitudes[member]);
    return byMagnitude(magnitudes, chosen.sources, chosen.weights);
}

ComparedRuns compare(const EvaluationResult& result, const AdjustedSources& other) {
    const auto these = likeliest(result.sources->sources.probabilities), others = likeliest(other.sources.probabilities);
    ComparedRuns compared;
    const std::vector<double>& weights = result.sources->weights;
    for (const std::size_t member : result.surroundings.members) {
        compared.changes.add(these[member], others[member]);
        compared.otherMatrix.add(others[member], other.sources.truth[member], weights.empty() ? 1 : weights[member]);
    }
    for (const std::size_t member : result.scored.members) {
        const std::uint8_t truth = other.sources.truth[member];
        const bool isRight = these[member] == truth, wasRight = others[member] == truth;
        ++(isRight ? (wasRight ? compared.bothRight : compared.onlyThis) : (wasRight ? compared.onlyOther : compared.noneRight));
    }
    compared.other = evaluationOf(other, result.scored.members);
    return compared;
}

Prediction predictionOf(const ClassProbabilities& probabilities, std::uint16_t flags) {
    Prediction prediction;
    prediction.flags = static_cast<CutoutFlag>(flags & (bit(QualityFlag::EmptyCentre) | bit(QualityFlag::OtherGrid)));
    prediction.status =
        has(prediction.flags, CutoutFlag::EmptyCentre) ? PredictionStatus::EmptyCentre : PredictionStatus::Classified;
    std::ranges::transform(probabilities, prediction.probabilities.begin(), [](double p) { return static_cast<float>(p); });
    return prediction;
}

QString noteOf(const Adjustment& adjustment) {
    QStringList parts;
    if (adjustment.temperature)
        parts << Words::tr("calibrated");
    if (adjustment.priors)
        parts << Words::tr("class at the set frequencies");
    return parts.join(QStringLiteral(" · "));
}

} // namespace

SharedSources adjust(const SharedJudgement& judgement, const Adjustment& adjustment) {
    AdjustedSources adjustedSources;
    adjustedSources.judgement = judgement;
    adjustedSources.note = noteOf(adjustment);
    adjustedSources.sources = adjusted(judgement->rows.sources, adjustment.temperature, adjustment.priors);
    if (adjustment.priors)
        adjustedSources.weights = priorWeights(judgement->rows.sources.truth, *adjustment.priors);
    const DatasetColumns& columns = judgement->dataset->columns;
    for (std::size_t i = 0; i < judgement->size(); ++i) {
        const std::size_t row = judgement->rows.rows[i];
        ClassProbabilities& probabilities = adjustedSources.sources.probabilities[i];
        adjustedSources.rows.push_back(static_cast<int>(row));
        adjustedSources.magnitudes.push_back(static_cast<double>(columns.magnitude[row][0]));
        adjustedSources.predictions.push_back(predictionOf(probabilities, columns.flags[row]));
        adjustedSources.ownPredictions.push_back(predictionOf(judgement->rows.sources.probabilities[i], columns.flags[row]));
        std::ranges::copy(adjustedSources.predictions.back().probabilities, probabilities.begin());
    }
    return std::make_shared<const AdjustedSources>(std::move(adjustedSources));
}

JobResult<EvaluationResult> evaluateShown(const SharedSources& sources, const SharedSources& compared, const SourceList& list,
                                          const std::vector<Expression>& conditions, const ShownRows& shown, Scored scored,
                                          std::stop_token stop) {
    const auto passes = meetAll(list, conditions, stop);
    if (!passes)
        return tl::unexpected(passes.error());
    EvaluationResult result;
    result.sources = sources;
    result.surroundings = partOf(*sources, [&](int row) { return (*passes)[static_cast<std::size_t>(row)] != 0; });
    if (stop.stop_requested())
        return cancelled();
    result.selection = partOf(*sources, [&](int row) { return shown.isShown(row); });
    if (stop.stop_requested())
        return cancelled();
    result.scored = scored == Scored::Selection ? result.selection : result.surroundings;
    result.roc = std::make_shared<const RocFigure>(result.surroundings.evaluation, sourceClassTexts(), RocFigure::Options{});
    result.precision = std::make_shared<const RocFigure>(result.surroundings.evaluation, sourceClassTexts(),
                                                         RocFigure::Options{RocFigure::Kind::PrecisionRecall, false, {}, {}});
    result.magnitudes = magnitudesOf(*sources, result.surroundings.members);
    if (compared)
        result.compared = compare(result, *compared);
    return result;
}

double chanceOfDifference(std::size_t onlyThis, std::size_t onlyOther) {
    const auto n = static_cast<double>(onlyThis + onlyOther);
    const std::size_t fewer = std::min(onlyThis, onlyOther);
    double tail = 0;
    for (std::size_t i = 0; i <= fewer; ++i) {
        const auto k = static_cast<double>(i);
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
    }
    return std::min(1.0, 2 * tail);
}

JobResult<std::vector<iic::Figure>> intervalsOf(const EvaluationResult& result, std::stop_token stop) {
    const Members chosen = membersOf(*result.sources, result.scored.members);
    return figuresOf(chosen.sources, chosen.weights, {}, stop);
}

} // namespace iic::ui
