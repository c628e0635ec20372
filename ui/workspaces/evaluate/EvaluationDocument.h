#pragma once

#include "workspaces/evaluate/EvaluationWork.h"

#include <QObject>

namespace iic::ui {

/// What is evaluated, how it is looked at, and what came of it. Does no work itself.
class EvaluationDocument : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    const SharedJudgement& judgement() const { return judgement_; } ///< null: nothing is evaluated
    /// Forgets what belonged to the one before.
    void setJudgement(SharedJudgement judgement);
    const SharedJudgement& comparison() const { return comparison_; } ///< another network on the same sources; null: none
    void setComparison(SharedJudgement comparison);

    /// Fitted on the validation split; nullopt: not yet.
    const std::optional<double>& fittedTemperature() const { return temperature_; }
    void setFittedTemperature(double temperature);
    bool isCalibrated() const { return isCalibrated_; } ///< by the fitted temperature, once it is there
    void setCalibrated(bool isCalibrated);
    const std::optional<ClassProbabilities>& priors() const { return priors_; }
    void setPriors(const std::optional<ClassProbabilities>& priors);
    Scored scored() const { return scored_; }
    void setScored(Scored scored);
    Adjustment adjustment() const { return {isCalibrated_ ? temperature_ : std::nullopt, priors_}; }

    const SharedSources& sources() const { return sources_; } ///< null while they are not there
    const SharedSources& compared() const { return compared_; }
    void setSources(SharedSources sources, SharedSources compared);
    const std::shared_ptr<const EvaluationResult>& result() const { return result_; } ///< null while it is not there
    void setResult(std::shared_ptr<const EvaluationResult> result);
    /// Of the numbers of the result; empty while they are not there.
    const std::vector<iic::Figure>& intervals() const { return intervals_; }
    void setIntervals(std::vector<iic::Figure> intervals);

  Q_SIGNALS:
    void judgementChanged();
    void comparisonChanged();
    void adjustmentChanged();
    void scoredChanged();
    void sourcesChanged();
    void resultChanged();
    void intervalsChanged();

  private:
    SharedJudgement judgement_, comparison_;
    std::optional<double> temperature_;
    bool isCalibrated_ = false;
    std::optional<ClassProbabilities> priors_;
    Scored scored_ = Scored::Surroundings;
    SharedSources sources_, compared_;
    std::shared_ptr<const EvaluationResult> result_;
    std::vector<iic::Figure> intervals_;
};

} // namespace iic::ui
