#pragma once

#include "analysis/MistakeReview.h"
#include "bridge/IoPool.h"
#include "bridge/Job.h"
#include "statistics/LabelSuspects.h"
#include "workspaces/evaluate/EvaluationWork.h"

#include <QObject>

#include <memory>

namespace iic::ui {

class ComputeThread;
class DatasetDocument;
class EvaluationDocument;
class ModelStore;

/// By what the mistakes are grouped.
enum class MistakeGrouping { Statistics, Features };

/// Sorts the mistakes of what is evaluated into groups on another thread. Works only once it was asked for, and anew when the evaluation or the grouping changes.
class MistakeFinder : public QObject {
    Q_OBJECT

  public:
    MistakeFinder(EvaluationDocument& evaluation, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
                  QObject* parent = nullptr);
    ~MistakeFinder() override;

    void start(); ///< and keeps up from then on
    void setGrouping(MistakeGrouping grouping); ///< and begins again what was stopped
    MistakeGrouping grouping() const { return grouping_; }
    bool isBusy() const { return reviewJob_.isRunning() || featuresJob_.isRunning(); }

    /// There is something to sort, but nobody does.
    bool hasBeenStopped() const;

    /// Null while it is not there.
    const std::shared_ptr<const MistakeReview>& review() const { return review_; }
    /// The judged sources by the doubt of their labels; nullopt where the network may have learned from them.
    const std::optional<LabelSuspects>& suspects() const { return suspects_; }
    const SharedSources& sources() const { return sources_; } ///< of the review
    /// How the pictures of the review are laid out.
    const InputOptions& input() const { return input_; }

  Q_SIGNALS:
    void changed(); ///< begun or ended
    void jobStarted(iic::ui::Job* job, const QString& title);
    void failed(const iic::Error& error);
    void warned(const QString& warning);

  private:
    void find();
    void findFeatures(const SharedSources& sources);
    void group(const SharedSources& sources, std::optional<FeatureTable> features);
    struct Found {
        std::shared_ptr<const MistakeReview> review;
        std::optional<LabelSuspects> suspects;
    };
    void take(const SharedSources& sources, Found found);
    void follow(LatestJob& latest, Job* job);

    EvaluationDocument& evaluation_;
    DatasetDocument& dataset_;
    ModelStore& models_;
    ComputeThread& compute_;
    bool isWanted_ = false;
    MistakeGrouping grouping_ = MistakeGrouping::Statistics;
    InputOptions input_;
    SharedSources sources_;
    std::shared_ptr<const MistakeReview> review_;
    std::optional<LabelSuspects> suspects_;
    LatestJob reviewJob_, featuresJob_;
    IoPool io_{1};
};

} // namespace iic::ui
