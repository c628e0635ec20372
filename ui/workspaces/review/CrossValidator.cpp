#include "workspaces/review/CrossValidator.h"

#include "analysis/ClassOrder.h"
#include "analysis/TrainingMaterial.h"
#include "bridge/YieldingProgress.h"
#include "nn/RunLock.h"
#include "workspaces/ModelStore.h"
#include "workspaces/ProjectStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/review/Retraining.h"
#include "workspaces/train/RunRequests.h"
#include "workspaces/train/TrainingController.h"

#include <QCryptographicHash>

#include <algorithm>
#include <numeric>

namespace iic::ui {

namespace {

constexpr int nameBytes = 6;

/// One for each dataset as it is now, recipe and set of corrections: what is gone on with is the same.
std::filesystem::path folderOf(const CrossValidationOptions& options, const std::filesystem::path& runs) {
    std::error_code gone;
    QCryptographicHash name(QCryptographicHash::Sha256);
    const auto add = [&name](const QByteArray& part) { name.addData(part + '\0'); };
    add(QByteArray::fromStdString(options.dataset.string()));
    add(QByteArray::number(qulonglong(std::filesystem::file_size(options.dataset, gone))));
    add(QByteArray::number(qlonglong(std::filesystem::last_write_time(options.dataset, gone).time_since_epoch().count())));
    TrainingRequest recipe;
    recipe.options = options.training;
    add(toJson(recipe));
    add(QByteArray::fromStdString(toJson(options.corrections)));
    add(QByteArray::number(options.folds));
    return runs / "cross-validation" / name.result().left(nameBytes).toHex().toStdString();
}

LabelSuspects inOrder(LabelSuspects suspects, const std::array<std::size_t, 3>& order) {
    for (LabelSuspect& suspect : suspects.ranked) {
        suspect.given = static_cast<std::uint8_t>(order[suspect.given]);
        suspect.likely = static_cast<std::uint8_t>(order[suspect.likely]);
    }
    const auto thresholds = suspects.threshold;
    for (std::size_t which = 0; which < order.size(); ++which)
        suspects.threshold[order[which]] = thresholds[which];
    return suspects;
}

/// As folderOf names them.
bool isCrossValidation(const std::filesystem::path& folder) {
    const std::string name = folder.filename().string();
    return name.size() == 2 * nameBytes && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Whether its networks can go: nobody trains in any of its folders, or has one of its networks open.
bool isAtRest(const std::filesystem::path& crossValidation, const std::filesystem::path& openModel) {
    const std::filesystem::path within = openModel.lexically_relative(crossValidation);
    if (!within.empty() && *within.begin() != "..")
        return false;
    std::error_code failed;
    std::filesystem::directory_iterator fold(crossValidation, failed);
    for (; !failed && fold != std::filesystem::directory_iterator(); fold.increment(failed))
        if (fold->is_directory(failed) && !RunLock::acquire(fold->path()))
            return false;
    return !failed;
}

/// Networks of other datasets, recipes and corrections, which would be gone on with, or asked again without training. Of all only those
/// used last are kept.
void forgetOlder(const std::filesystem::path& usedNow, const std::filesystem::path& openModel) {
    constexpr std::size_t kept = 8;
    std::error_code failed;
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> older;
    std::filesystem::directory_iterator one(usedNow.parent_path(), failed);
    for (; !failed && one != std::filesystem::directory_iterator(); one.increment(failed))
        if (std::error_code gone; one->is_directory(gone) && one->path() != usedNow && isCrossValidation(one->path()))
            older.emplace_back(one->last_write_time(gone), one->path());
    std::ranges::sort(older, std::greater());
    for (std::size_t i = kept - 1; i < older.size(); ++i)
        if (isAtRest(older[i].second, openModel))
            std::filesystem::remove_all(older[i].second, failed);
}

/// Now, as forgetOlder sees it.
void markUsed(const std::filesystem::path& crossValidation) {
    std::error_code failed; // it may not be there yet
    std::filesystem::last_write_time(crossValidation, std::filesystem::file_time_type::clock::now(), failed);
}

JobResult<SharedDoubts> doubtLabels(const SharedDataset& open, const CrossValidationOptions& options,
                                    const std::filesystem::path& openModel, ComputeThread& compute, JobContext& context) {
    ModelCard card;
    card.classes = open->dataset.card().classes;
    const auto order = classOrder(card);
    if (!order)
        return tl::unexpected<Stop>(
            Error{ErrorCode::ModelMismatch, options.dataset.string(), "its classes are not star, galaxy and quasar", {}});
    YieldingProgress progress(context.progress(), compute);
    TrainingObserver letOthersIn;
    letOthersIn.onValidationBatch = [&compute] { compute.runInteractive(); };
    markUsed(options.folder);
    auto answers = crossValidate(options, letOthersIn, progress, context.stop());
    if (!answers)
        return tl::unexpected(std::move(answers).error());
    markUsed(options.folder);
    forgetOlder(options.folder, openModel);
    auto suspects = inOrder(suspectsOf(*answers), *order);
    return std::make_shared<const TrainingDoubts>(TrainingDoubts{open, std::move(*answers), std::move(suspects)});
}

} // namespace

CrossValidator::CrossValidator(DatasetDocument& dataset, ModelStore& models, ComputeThread& compute, TrainingController& training,
                               ProjectStore& project, const Retraining& retraining, QObject* parent)
    : QObject(parent),
      dataset_(dataset),
      models_(models),
      compute_(compute),
      training_(training),
      project_(project),
      retraining_(retraining) {
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &CrossValidator::takeDataset);
    connect(&models_, &ModelStore::changed, this, &CrossValidator::changed);
    connect(&project_, &ProjectStore::opened, this, &CrossValidator::takeDataset);
    connect(&training_, &TrainingController::stateChanged, this, &CrossValidator::changed);
    connect(&retraining_, &Retraining::changed, this, &CrossValidator::changed);
}

CrossValidator::~CrossValidator() { job_.cancel(); }

void CrossValidator::takeDataset() {
    job_.cancel();
    doubts_.reset();
    Q_EMIT changed();
}

CrossValidator::Plan CrossValidator::proposedPlan() const {
    const KnownRun* run = retraining_.original();
    return {.folds = 3, .epochs = run ? std::max(1, run->record->bestEpoch) : TrainingOptions().epochs};
}

std::optional<double> CrossValidator::expectedSeconds(const Plan& plan) const {
    const KnownRun* run = retraining_.original();
    if (!run || run->epochs.empty())
        return std::nullopt;
    const SharedDataset& open = dataset_.dataset();
    if (!open || run->record->trainingInputs == 0)
        return std::nullopt;
    const double share = static_cast<double>(wholeRows(open->columns, DatasetSplit::Training).rows.size()) /
                         static_cast<double>(run->record->trainingInputs);
    const double all = std::accumulate(run->epochs.begin(), run->epochs.end(), 0.0,
                                       [](double sum, const EpochResult& epoch) { return sum + epoch.seconds; });
    return all / static_cast<double>(run->epochs.size()) * share * plan.epochs * (plan.folds - 1);
}

QString CrossValidator::recipeName() const {
    const KnownRun* run = retraining_.original();
    return run ? run->name : QString();
}

QString CrossValidator::whyNot() const {
    if (isBusy())
        return tr("Networks are learning for it.");
    if (!dataset_.dataset())
        return tr("No dataset is open.");
    if (training_.isActive())
        return tr("Another run is under way.");
    if (!training_.otherWork().isEmpty())
        return training_.otherWork();
    if (!project_.readOnlyReason().isEmpty())
        return tr("The project can only be read: %1").arg(project_.readOnlyReason());
    if (!retraining_.original() && !models_.card())
        return tr("Choose a model first: Model, Open weights");
    return {};
}

/// Random weights to begin with: others may come from a network that has learned from all of the sources.
CrossValidationOptions CrossValidator::optionsOf(const Plan& plan) const {
    CrossValidationOptions options;
    if (const KnownRun* run = retraining_.original())
        options.training = run->record->options;
    else
        options.training.card = *models_.card();
    options.training.startFrom.reset();
    options.training.resumeFrom.reset();
    options.training.runFolder.clear();
    options.training.material.clear();
    options.training.epochs = plan.epochs;
    if (options.training.card.classes != dataset_.dataset()->dataset.card().classes)
        options.training.classWeights.clear(); // they were of other classes
    options.dataset = dataset_.dataset()->dataset.path();
    options.folds = plan.folds;
    options.input = options.training.card.input;
    options.network = networkOf(options.training.card.spec);
    options.corrections = retraining_.learnedCorrections();
    options.folder = folderOf(options, runsFolder(project_.file()));
    return options;
}

void CrossValidator::start(const Plan& plan) {
    if (!whyNot().isEmpty())
        return;
    Job* job = compute_.submit<SharedDoubts>(
        Priority::Batch,
        [options = optionsOf(plan), open = dataset_.dataset(), model = models_.file(), &compute = compute_](JobContext& context) {
            return doubtLabels(open, options, model, compute, context);
        },
        [this](SharedDoubts doubts) { doubts_ = std::move(doubts); });
    connect(job, &Job::failed, this, &CrossValidator::failed);
    connect(job, &Job::ended, this, [this] {
        if (!isBusy()) // one that was given up may end after the next has begun
            training_.setOtherWork({});
        Q_EMIT changed();
    });
    job_.replace(job);
    training_.setOtherWork(tr("Networks are learning to doubt the labels of the training split."));
    Q_EMIT jobStarted(job, tr("Cross-validating the training split"));
    Q_EMIT changed();
}

} // namespace iic::ui
