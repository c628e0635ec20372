#include "workspaces/evaluate/EvaluationDocument.h"

namespace iic::ui {

void EvaluationDocument::setJudgement(SharedJudgement judgement) {
    judgement_ = std::move(judgement);
    comparison_.reset();
    temperature_.reset();
    setSources(nullptr, nullptr);
    Q_EMIT judgementChanged();
    Q_EMIT comparisonChanged();
}

void EvaluationDocument::setComparison(SharedJudgement comparison) {
    if (comparison == comparison_)
        return;
    comparison_ = std::move(comparison);
    Q_EMIT comparisonChanged();
}

void EvaluationDocument::setFittedTemperature(double temperature) {
    temperature_ = temperature;
    Q_EMIT adjustmentChanged();
}

void EvaluationDocument::setCalibrated(bool isCalibrated) {
    if (isCalibrated == isCalibrated_)
        return;
    isCalibrated_ = isCalibrated;
    Q_EMIT adjustmentChanged();
}

void EvaluationDocument::setPriors(const std::optional<ClassProbabilities>& priors) {
    if (priors == priors_)
        return;
    priors_ = priors;
    Q_EMIT adjustmentChanged();
}

void EvaluationDocument::setScored(Scored scored) {
    if (scored == scored_)
        return;
    scored_ = scored;
    Q_EMIT scoredChanged();
}

void EvaluationDocument::setSources(SharedSources sources, SharedSources compared) {
    sources_ = std::move(sources);
    compared_ = std::move(compared);
    if (!sources_)
        setResult(nullptr);
    Q_EMIT sourcesChanged();
}

void EvaluationDocument::setResult(std::shared_ptr<const EvaluationResult> result) {
    result_ = std::move(result);
    setIntervals({});
    Q_EMIT resultChanged();
}

void EvaluationDocument::setIntervals(std::vector<iic::Figure> intervals) {
    intervals_ = std::move(intervals);
    Q_EMIT intervalsChanged();
}

} // namespace iic::ui
