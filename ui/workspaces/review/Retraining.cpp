#include "workspaces/review/Retraining.h"

#include "workspaces/ProjectStore.h"
#include "workspaces/RunStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/train/RunRequests.h"
#include "workspaces/train/TrainingController.h"

#include <algorithm>

namespace iic::ui {

namespace {

bool isLearnedFrom(DatasetSplit split) { return split == DatasetSplit::Training || split == DatasetSplit::Validation; }

/// nullopt where the user says what the dataset says, or nothing, or a class that the dataset lacks.
std::optional<LabelCorrection> correctionOf(const OpenDataset& open, std::size_t row, UserLabel user) {
    const std::uint8_t label = open.columns.label[row];
    if (user == UserLabel::None || open.columns.split[row] == DatasetSplit::LeftOut)
        return std::nullopt;
    std::uint8_t corrected = noLabel;
    if (const auto sourceClass = labelClass(user)) {
        const auto& classes = open.dataset.card().classes;
        const auto found =
            std::ranges::find_if(classes, [&](const std::string& name) { return parseClass(name) == sourceClass; });
        if (found == classes.end())
            return std::nullopt;
        corrected = static_cast<std::uint8_t>(found - classes.begin());
    }
    return corrected == label ? std::nullopt : std::optional(LabelCorrection{row, corrected});
}

} // namespace

Retraining::Retraining(EvaluationDocument& evaluation, DatasetDocument& dataset, TrainingController& training, RunStore& runs,
                       ProjectStore& project, QObject* parent)
    : QObject(parent), evaluation_(evaluation), dataset_(dataset), training_(training), runs_(runs), project_(project) {
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &Retraining::recountAll);
    connect(&dataset_.labels(), &SourceLabels::restored, this, &Retraining::recountAll);
    connect(&dataset_.store(), &SourceStore::labelChanged, this, &Retraining::recount);
    connect(&evaluation_, &EvaluationDocument::judgementChanged, this, &Retraining::changed);
    connect(&runs_, &RunStore::changed, this, &Retraining::changed);
    connect(&project_, &ProjectStore::opened, this, &Retraining::changed);
    connect(&training_, &TrainingController::stateChanged, this, &Retraining::changed);
    connect(&training_, &TrainingController::finished, this, &Retraining::takeEnd);
    recountAll();
}

void Retraining::recountAll() {
    corrections_.clear();
    if (const SharedDataset& open = dataset_.dataset())
        for (std::size_t row = 0; row < open->columns.size(); ++row)
            if (const auto correction = correctionOf(*open, row, dataset_.sources().label(static_cast<int>(row))))
                corrections_[row] = *correction;
    showCount();
}

void Retraining::recount(int row) {
    const auto at = static_cast<std::size_t>(row);
    if (const auto correction = correctionOf(*dataset_.dataset(), at, dataset_.sources().label(row)))
        corrections_[at] = *correction;
    else
        corrections_.erase(at);
    showCount();
}

void Retraining::showCount() {
    count_ = {};
    for (const auto& [row, correction] : corrections_)
        if (!isLearnedFrom(dataset_.dataset()->columns.split[row]))
            ++count_.ofTest;
        else
            ++(correction.label == noLabel ? count_.leftOut : count_.corrected);
    Q_EMIT changed();
}

const KnownRun* Retraining::original() const {
    const SharedJudgement& judgement = evaluation_.judgement();
    const KnownRun* run = judgement && judgement->run ? runs_.find(*judgement->run) : nullptr;
    return run && run->record ? run : nullptr;
}

LabelCorrections Retraining::learnedCorrections() const {
    LabelCorrections learned;
    for (const auto& [row, correction] : corrections_)
        if (isLearnedFrom(dataset_.dataset()->columns.split[row]))
            learned.push_back(correction);
    return learned;
}

const Retraining::Pair* Retraining::done() const {
    const bool isOfThis = done_ && dataset_.dataset() && dataset_.dataset()->dataset.path() == done_->dataset;
    return isOfThis && runs_.find(done_->correctedFolder) ? &*done_ : nullptr;
}

bool Retraining::isUpToDate() const { return done() && done_->corrections == learnedCorrections(); }

bool Retraining::isUnderWay() const {
    return begun_ && training_.isActive() && training_.run()->request.options.runFolder == begun_->correctedFolder;
}

QString Retraining::whyNot() const {
    if (isUnderWay())
        return tr("%1 is learning with them.").arg(begun_->corrected);
    if (training_.isActive())
        return tr("Another run is under way.");
    if (!training_.otherWork().isEmpty())
        return training_.otherWork();
    if (count_.corrected + count_.leftOut == 0)
        return count_.ofTest > 0 ? tr("No network learns from the test split.") : tr("No label is corrected.");
    if (!project_.readOnlyReason().isEmpty())
        return tr("The project can only be read: %1").arg(project_.readOnlyReason());
    if (!original())
        return tr("The network under review is no run of this project.");
    const auto hasLeak = [&leaks = evaluation_.judgement()->leaks](Leak leak) {
        return std::ranges::find(leaks, leak) != leaks.end();
    };
    if (hasLeak(Leak::OtherDataset))
        return tr("%1 has learned from another dataset.").arg(original()->name);
    if (hasLeak(Leak::ChangedDataset))
        return tr("The dataset has changed since %1 learned from it.").arg(original()->name);
    return {};
}

void Retraining::start() {
    if (!whyNot().isEmpty())
        return;
    const KnownRun& before = *original();
    TrainingRequest request;
    request.options = before.record->options;
    const std::filesystem::path folder = runsFolder(project_.file());
    request.name = freeRunName(runs_.runs(), folder);
    request.options.runFolder = folder / request.name.toStdString();
    request.dataset = dataset_.dataset()->dataset.path();
    request.corrections = learnedCorrections();
    begun_ = {request.name, before.name, request.options.runFolder, before.folder, request.dataset, request.corrections};
    done_.reset();
    training_.start(request);
}

void Retraining::takeEnd() {
    if (!begun_ || training_.run()->request.options.runFolder != begun_->correctedFolder)
        return;
    done_ = begun_;
    if (const KnownRun* run = runs_.find(done_->correctedFolder); run && !run->tags.contains(tr("corrected")))
        runs_.setTags(run->id, run->tags + QStringList{tr("corrected")});
    Q_EMIT changed();
}

} // namespace iic::ui
