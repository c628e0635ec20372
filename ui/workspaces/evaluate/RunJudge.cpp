#include "workspaces/evaluate/RunJudge.h"

#include "bridge/YieldingProgress.h"
#include "models/IssueModel.h"
#include "workspaces/ModelStore.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <utility>

namespace iic::ui {

RunJudge::RunJudge(EvaluationDocument& document, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
                   IssueModel& issues, QObject* parent)
    : QObject(parent), document_(document), dataset_(dataset), models_(models), compute_(compute), issues_(issues) {
    connect(&models_, &ModelStore::changed, this, &RunJudge::takeModel);
    connect(&models_, &ModelStore::failed, this, [this] {
        if (std::exchange(awaited_, std::nullopt))
            Q_EMIT changed();
    });
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &RunJudge::takeDataset);
    connect(&document_, &EvaluationDocument::judgementChanged, this, &RunJudge::watchWeights);
    connect(&document_, &EvaluationDocument::comparisonChanged, this, &RunJudge::watchWeights);
    connect(&folders_, &QFileSystemWatcher::directoryChanged, this, &RunJudge::changed);
}

RunJudge::~RunJudge() {
    job_.cancel();
    temperatureJob_.cancel();
}

void RunJudge::judge(const std::filesystem::path& model, DatasetSplit split, const std::filesystem::path& other) {
    if (!dataset_.dataset())
        return;
    cancel();
    const Wish wish{model, split, other};
    if (models_.card() && models_.file() == model && !models_.isOutdated())
        return begin(wish);
    awaited_ = wish;
    models_.load(model);
    Q_EMIT changed();
}

void RunJudge::cancel() {
    awaited_.reset();
    job_.cancel();
    temperatureJob_.cancel();
    Q_EMIT changed();
}

/// What was said by the model before is no longer what the lists say.
void RunJudge::takeModel() {
    job_.cancel();
    temperatureJob_.cancel();
    document_.setJudgement(nullptr);
    if (const auto wish = std::exchange(awaited_, std::nullopt); wish && wish->model == models_.file())
        begin(*wish);
    Q_EMIT changed();
}

void RunJudge::takeDataset() {
    cancel();
    document_.setJudgement(nullptr);
}

/// A run that goes on replaces its weights, which their folder tells.
void RunJudge::watchWeights() {
    if (const QStringList before = folders_.directories(); !before.isEmpty())
        folders_.removePaths(before);
    QStringList folders;
    std::error_code failed;
    for (const SharedJudgement& judged : {document_.judgement(), document_.comparison()})
        if (judged)
            folders << QString::fromStdString(std::filesystem::absolute(judged->model, failed).parent_path().string());
    folders.removeDuplicates();
    if (!folders.isEmpty())
        folders_.addPaths(folders);
}

RunJudge::Work RunJudge::judging(const SharedDataset& dataset, const Wish& wish) {
    return [dataset, wish, &compute = compute_](Classifier& classifier, JobContext& context) {
        YieldingProgress progress(context.progress(), compute);
        return judgeSplit(dataset, wish.split, wish.model, classifier, progress, context.stop());
    };
}

void RunJudge::follow(LatestJob& latest, Job* job, const QString& title) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(job, &Job::ended, this, &RunJudge::changed);
    latest.replace(job);
    Q_EMIT changed();
    Q_EMIT jobStarted(job, title);
}

void RunJudge::begin(const Wish& wish) {
    Job* job = models_.submit<SharedJudgement>(Priority::Batch, judging(dataset_.dataset(), wish),
                                               [this, other = wish.other](SharedJudgement judgement) {
                                                   document_.setJudgement(std::move(judgement));
                                                   if (!other.empty())
                                                       compare(other);
                                               });
    follow(job_, job, tr("Evaluating"));
}

void RunJudge::compare(const std::filesystem::path& model) {
    if (!document_.judgement())
        return;
    const Wish wish{model, document_.judgement()->split, {}};
    Job* job = compute_.submit<SharedJudgement>(
        Priority::Batch,
        [model, work = judging(dataset_.dataset(), wish)](JobContext& context) -> JobResult<SharedJudgement> {
            auto classifier = Classifier::load(model);
            if (!classifier)
                return tl::unexpected<Stop>(classifier.error());
            return work(*classifier, context);
        },
        [this](SharedJudgement comparison) { document_.setComparison(std::move(comparison)); });
    follow(job_, job, tr("Evaluating the other run"));
}

void RunJudge::fitTemperature() {
    const SharedJudgement judgement = document_.judgement();
    if (!judgement || document_.fittedTemperature() || temperatureJob_.isRunning())
        return;
    const Work work = judging(dataset_.dataset(), {judgement->model, DatasetSplit::Validation, {}});
    Job* job = models_.submit<double>(
        Priority::Batch,
        [judgement, work](Classifier& classifier, JobContext& context) -> JobResult<double> {
            const bool isThere = judgement->split == DatasetSplit::Validation;
            const JobResult<SharedJudgement> validation = isThere ? judgement : work(classifier, context);
            if (!validation)
                return tl::unexpected(validation.error());
            const JudgedSources& sources = (*validation)->rows.sources;
            return iic::fitTemperature(sources.probabilities, sources.truth);
        },
        [this](double temperature) { document_.setFittedTemperature(temperature); });
    follow(temperatureJob_, job, tr("Fitting the temperature"));
}

} // namespace iic::ui
