#include "workspaces/review/FeatureFinder.h"

#include "analysis/NetworkFeatures.h"
#include "bridge/YieldingProgress.h"
#include "workspaces/ModelStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <utility>

namespace iic::ui {

FeatureFinder::FeatureFinder(EvaluationDocument& evaluation, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
                             QObject* parent)
    : QObject(parent), evaluation_(evaluation), dataset_(dataset), models_(models), compute_(compute) {
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &FeatureFinder::takeEvaluation);
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &FeatureFinder::takeEvaluation);
    connect(&models_, &ModelStore::changed, this, &FeatureFinder::changed);
}

FeatureFinder::~FeatureFinder() {
    featuresJob_.cancel();
    planeJob_.cancel();
}

void FeatureFinder::takeEvaluation() {
    const SharedSources& sources = evaluation_.sources();
    const SharedJudgement judgement =
        sources && sources->judgement->dataset == dataset_.dataset() ? sources->judgement : SharedJudgement();
    if (std::exchange(judgement_, judgement) == judgement)
        return;
    dropJob(featuresJob_);
    dropJob(planeJob_);
    const bool werePlaced = placed() != nullptr;
    features_ = nullptr;
    placed_ = {};
    live_ = nullptr;
    fault_.clear();
    if (werePlaced)
        tellRows();
    Q_EMIT changed();
}

void FeatureFinder::choose(FeaturePlane plane) {
    fault_.clear();
    if (plane != plane_) {
        const bool werePlaced = placed() != nullptr;
        if (planeJob_.isRunning())
            dropJob(planeJob_);
        live_ = nullptr;
        plane_ = plane;
        if (werePlaced || placed())
            tellRows();
    }
    Q_EMIT changed();
}

bool FeatureFinder::hasNetwork() const { return judgement_ && models_.card() && models_.file() == judgement_->model; }

void FeatureFinder::find() {
    takeEvaluation();
    if (!judgement_ || isBusy() || placed() || !fault_.isEmpty())
        return;
    if (features_)
        findPlane();
    else if (hasNetwork())
        findFeatures();
}

void FeatureFinder::findFeatures() {
    Job* job = models_.submit<FeatureTable>(
        Priority::Batch,
        [judgement = judgement_, &compute = compute_](Classifier& classifier, JobContext& context) {
            YieldingProgress progress(context.progress(), compute);
            return networkFeatures(judgement->dataset->dataset, judgement->rows.rows, classifier, progress, context.stop())
                .map([](const FeatureTable& features) { return standardised(features); });
        },
        [this](FeatureTable features) {
            features_ = std::make_shared<const FeatureTable>(std::move(features));
            findPlane();
        });
    follow(featuresJob_, job, tr("Reading what the last layer says"));
}

void FeatureFinder::findPlane() {
    const auto show = [this](const SharedPlaces& places) {
        live_ = places;
        Q_EMIT changed();
    };
    Job* job = io_.submit<SharedPlaces>(
        [features = features_, plane = plane_, show](JobContext& context) {
            if (plane == FeaturePlane::Principal)
                return principalPlane(*features);
            return tsnePlane(
                *features, [&](const SharedPlaces& places) { context.deliver([show, places] { show(places); }); },
                context.progress(), context.stop());
        },
        [this](const SharedPlaces& places) {
            live_ = nullptr;
            placed() = places;
            tellRows();
        });
    follow(planeJob_, job, plane_ == FeaturePlane::Tsne ? tr("t-SNE of the features") : tr("PCA of the features"));
}

void FeatureFinder::tellRows() {
    std::vector<int> rows;
    std::vector<FeaturePlace> places;
    if (const SharedPlaces& of = placed())
        for (std::size_t i = 0; i < of->members.size(); ++i) {
            rows.push_back(static_cast<int>(judgement_->rows.rows[of->members[i]]));
            places.push_back({static_cast<float>(of->positions[i][0]), static_cast<float>(of->positions[i][1])});
        }
    dataset_.store().setFeaturePlaces(rows, places);
}

void FeatureFinder::dropJob(LatestJob& latest) {
    ++dropped_;
    latest.cancel();
}

void FeatureFinder::follow(LatestJob& latest, Job* job, const QString& title) {
    latest.replace(job);
    const auto giveUp = [this, turn = dropped_](const QString& why) {
        if (turn != dropped_)
            return;
        live_ = nullptr;
        fault_ = why;
    };
    connect(job, &Job::failed, this, [this, giveUp](const Error& error) {
        giveUp(QString::fromStdString(error.oneLine()));
        Q_EMIT failed(error);
    });
    connect(job, &Job::cancelled, this, [this, giveUp] { giveUp(tr("It was stopped. Choose PCA or t-SNE to begin again.")); });
    connect(job, &Job::ended, this, &FeatureFinder::changed);
    Q_EMIT jobStarted(job, title);
    Q_EMIT changed();
}

QString FeatureFinder::whyNone() const {
    if (!judgement_)
        return tr("Evaluate the network on this dataset to see how its last layer tells the sources apart.");
    if (!fault_.isEmpty())
        return fault_;
    if (featuresJob_.isRunning())
        return tr("The network is being asked what its last layer says of the sources …");
    if (features_ || hasNetwork())
        return tr("The sources are being laid out …");
    return tr(
        "Another network is in use than the one that was evaluated. Evaluate the one in use, or open the other again, to see "
        "its features.");
}

} // namespace iic::ui
