#pragma once

#include "analysis/Isolation.h"
#include "bridge/IoPool.h"
#include "workspaces/evaluate/Judgement.h"

#include <QObject>

namespace iic::ui {

class ComputeThread;
class EvaluationDocument;
class ModelStore;

/// How far judged sources lie from the training split in what the network's last layer says, and which of it is nearest to each. Never
/// changes.
struct TrainingNeighbours {
    static constexpr std::size_t count = 5; ///< of each source, at most

    SharedJudgement judgement;
    std::vector<std::size_t> rows; ///< of the dataset, those of the training split
    Isolation isolation; ///< a row a judged source; its neighbours are places in `rows`
};
using SharedNeighbours = std::shared_ptr<const TrainingNeighbours>;

/// Finds the neighbours of what is evaluated on other threads, once it is asked to; they stay until something else is evaluated.
class IsolationFinder : public QObject {
    Q_OBJECT

  public:
    IsolationFinder(EvaluationDocument& evaluation, ModelStore& models, ComputeThread& compute, QObject* parent = nullptr);
    ~IsolationFinder() override;

    /// Unless they are there, under way, or were given up since release() was called last.
    void find();
    void release() { fault_.clear(); }
    bool isBusy() const { return featuresJob_.isRunning() || distancesJob_.isRunning(); }

    /// Null while they are not there.
    const SharedNeighbours& neighbours() const { return neighbours_; }
    QString whyNone() const;

  Q_SIGNALS:
    void changed();
    void jobStarted(iic::ui::Job* job, const QString& title);
    void failed(const iic::Error& error);

  private:
    struct Features {
        std::vector<std::size_t> trainingRows;
        FeatureTable judged, training;
    };
    void takeEvaluation();
    bool hasNetwork() const;
    void measure(const SharedJudgement& judgement, std::shared_ptr<const Features> features);
    void follow(LatestJob& latest, Job* job);

    EvaluationDocument& evaluation_;
    ModelStore& models_;
    ComputeThread& compute_;
    SharedJudgement judgement_;
    SharedNeighbours neighbours_;
    QString fault_; ///< why it was given up
    LatestJob featuresJob_, distancesJob_;
    IoPool io_{1};
};

} // namespace iic::ui
