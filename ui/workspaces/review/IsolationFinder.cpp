#include "workspaces/review/IsolationFinder.h"

#include "analysis/NetworkFeatures.h"
#include "analysis/TrainingMaterial.h"
#include "bridge/YieldingProgress.h"
#include "workspaces/ModelStore.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <utility>

namespace iic::ui {

IsolationFinder::IsolationFinder(EvaluationDocument& evaluation, ModelStore& models, ComputeThread& compute, QObject* parent)
    : QObject(parent), evaluation_(evaluation), models_(models), compute_(compute) {
    connect(&evaluation_, &EvaluationDocument::judgementChanged, this, &IsolationFinder::takeEvaluation);
    connect(&models_, &ModelStore::changed, this, &IsolationFinder::changed);
    takeEvaluation();
}

IsolationFinder::~IsolationFinder() {
    featuresJob_.cancel();
    distancesJob_.cancel();
}

void IsolationFinder::takeEvaluation() {
    if (std::exchange(judgement_, evaluation_.judgement()) == evaluation_.judgement())
        return;
    featuresJob_.cancel();
    distancesJob_.cancel();
    neighbours_ = nullptr;
    fault_.clear();
    Q_EMIT changed();
}

bool IsolationFinder::hasNetwork() const { return judgement_ && models_.card() && models_.file() == judgement_->model; }

void IsolationFinder::find() {
    if (!judgement_ || judgement_->split == DatasetSplit::Training || neighbours_ || isBusy() || !fault_.isEmpty() ||
        !hasNetwork())
        return;
    using Found = std::shared_ptr<const Features>;
    Job* job = models_.submit<Found>(
        Priority::Batch,
        [judgement = judgement_, &compute = compute_](Classifier& classifier, JobContext& context) -> JobResult<Found> {
            YieldingProgress progress(context.progress(), compute);
            const Dataset& dataset = judgement->dataset->dataset;
            auto features = std::make_shared<Features>();
            features->trainingRows = wholeRows(judgement->dataset->columns, DatasetSplit::Training).rows;
            auto judged = networkFeatures(dataset, judgement->rows.rows, classifier, progress, context.stop());
            if (!judged)
                return tl::unexpected(judged.error());
            auto training = networkFeatures(dataset, features->trainingRows, classifier, progress, context.stop());
            if (!training)
                return tl::unexpected(training.error());
            features->judged = std::move(*judged);
            features->training = std::move(*training);
            return features;
        },
        [this, judgement = judgement_](Found features) { measure(judgement, std::move(features)); });
    follow(featuresJob_, job);
}

/// Not on the thread of the network: clicks wait there.
void IsolationFinder::measure(const SharedJudgement& judgement, std::shared_ptr<const Features> features) {
    Job* job = io_.submit<SharedNeighbours>(
        [judgement, features = std::move(features)](JobContext& context) {
            return isolationOf(features->judged, features->training, TrainingNeighbours::count, context.progress(),
                               context.stop())
                .map([&](Isolation isolation) -> SharedNeighbours {
                    return std::make_shared<const TrainingNeighbours>(
                        TrainingNeighbours{judgement, features->trainingRows, std::move(isolation)});
                });
        },
        [this](SharedNeighbours neighbours) { neighbours_ = std::move(neighbours); });
    follow(distancesJob_, job);
}

void IsolationFinder::follow(LatestJob& latest, Job* job) {
    latest.replace(job);
    const auto giveUp = [this, judgement = judgement_](const QString& why) {
        if (judgement == judgement_)
            fault_ = why;
    };
    connect(job, &Job::failed, this, [this, giveUp](const Error& error) {
        giveUp(QString::fromStdString(error.oneLine()));
        Q_EMIT failed(error);
    });
    connect(job, &Job::cancelled, this, [giveUp] { giveUp(tr("It was stopped. Choose it again to begin anew.")); });
    connect(job, &Job::ended, this, &IsolationFinder::changed);
    Q_EMIT jobStarted(job, tr("Comparing with the training split"));
    Q_EMIT changed();
}

QString IsolationFinder::whyNone() const {
    if (!judgement_)
        return tr("Nothing has been evaluated.");
    if (judgement_->split == DatasetSplit::Training)
        return tr("The training split itself is under review.");
    if (isBusy())
        return tr("The network is asked about the training split …");
    if (!fault_.isEmpty())
        return fault_;
    return hasNetwork() ? tr("The training split has no source to compare with.")
                        : tr("Another network is in use than the one that was evaluated.");
}

} // namespace iic::ui
