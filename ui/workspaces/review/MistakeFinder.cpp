#include "workspaces/review/MistakeFinder.h"

#include "analysis/NetworkFeatures.h"
#include "bridge/YieldingProgress.h"
#include "workspaces/ModelStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <utility>

namespace iic::ui {

namespace {

/// The rows as the review is to see them: their classes are those that lists show, after the adjustment.
JudgedRows shownRows(const AdjustedSources& sources) {
    JudgedRows judged = sources.judgement->rows;
    judged.sources = sources.sources;
    return judged;
}

std::vector<std::size_t> rowsOfMistakes(const AdjustedSources& sources) {
    const JudgedRows judged = shownRows(sources);
    std::vector<std::size_t> rows;
    for (const std::size_t place : mistakesOf(judged))
        rows.push_back(judged.rows[place]);
    return rows;
}

/// By the network's own probabilities, whatever frequencies the classes are set to.
std::optional<LabelSuspects> suspectsAmong(const AdjustedSources& sources) {
    if (mayHaveLearned(sources.judgement->leaks))
        return std::nullopt;
    std::vector<std::array<float, 3>> probabilities;
    for (const Prediction& prediction : sources.ownPredictions)
        probabilities.push_back(prediction.probabilities);
    return rankLabelSuspects(probabilities, sources.sources.truth);
}

} // namespace

MistakeFinder::MistakeFinder(EvaluationDocument& evaluation, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
                             QObject* parent)
    : QObject(parent), evaluation_(evaluation), dataset_(dataset), models_(models), compute_(compute) {
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &MistakeFinder::find);
}

MistakeFinder::~MistakeFinder() {
    reviewJob_.cancel();
    featuresJob_.cancel();
}

void MistakeFinder::start() {
    if (std::exchange(isWanted_, true))
        return;
    find();
}

void MistakeFinder::setGrouping(MistakeGrouping grouping) {
    if (std::exchange(grouping_, grouping) != grouping || hasBeenStopped())
        find();
}

bool MistakeFinder::hasBeenStopped() const { return isWanted_ && !isBusy() && !review_ && evaluation_.sources(); }

void MistakeFinder::find() {
    reviewJob_.cancel();
    featuresJob_.cancel();
    const SharedSources& sources = evaluation_.sources();
    if (!isWanted_)
        return;
    if (!sources || sources->judgement->dataset != dataset_.dataset())
        return take(nullptr, {});
    if (grouping_ == MistakeGrouping::Features && models_.card() && models_.file() == sources->judgement->model)
        findFeatures(sources);
    else
        group(sources, {});
}

void MistakeFinder::findFeatures(const SharedSources& sources) {
    Job* job = models_.submit<FeatureTable>(
        Priority::Batch,
        [sources, &compute = compute_](Classifier& classifier, JobContext& context) {
            YieldingProgress progress(context.progress(), compute);
            return networkFeatures(sources->judgement->dataset->dataset, rowsOfMistakes(*sources), classifier, progress,
                                   context.stop());
        },
        [this, sources](FeatureTable features) { group(sources, std::move(features)); });
    follow(featuresJob_, job);
}

void MistakeFinder::group(const SharedSources& sources, std::optional<FeatureTable> features) {
    ReviewOptions options;
    options.input = shownInput(sources->judgement->dataset->dataset, models_.card());
    options.features = std::move(features);
    input_ = options.input;
    Job* job = io_.submit<Found>(
        [sources, options = std::move(options)](JobContext& context) {
            const OpenDataset& open = *sources->judgement->dataset;
            return reviewMistakes(open.dataset, open.columns, shownRows(*sources), options, context.progress(), context.stop())
                .map([&](MistakeReview review) {
                    return Found{std::make_shared<const MistakeReview>(std::move(review)), suspectsAmong(*sources)};
                });
        },
        [this, sources](Found found) { take(sources, std::move(found)); });
    follow(reviewJob_, job);
}

void MistakeFinder::take(const SharedSources& sources, Found found) {
    sources_ = sources;
    review_ = std::move(found.review);
    suspects_ = std::move(found.suspects);
    if (review_)
        for (const std::string& warning : review_->warnings)
            Q_EMIT warned(QString::fromStdString(warning));
    Q_EMIT changed();
}

void MistakeFinder::follow(LatestJob& latest, Job* job) {
    connect(job, &Job::failed, this, &MistakeFinder::failed);
    connect(job, &Job::ended, this, &MistakeFinder::changed);
    latest.replace(job);
    Q_EMIT changed();
    Q_EMIT jobStarted(job, tr("Sorting the mistakes"));
}

} // namespace iic::ui
