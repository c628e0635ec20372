#include "workspaces/evaluate/Judgement.h"

#include "analysis/TrainingMaterial.h"
#include "nn/RunRecord.h"
#include "workspaces/dataset/DatasetText.h"

#include <QCoreApplication>

#include <algorithm>

namespace iic::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::Judgement)
};

/// The place in SourceClass of each class of the dataset.
Result<std::array<std::size_t, classCount>> sourceClasses(const Dataset& dataset) {
    const std::vector<std::string>& names = dataset.card().classes;
    std::array<std::size_t, classCount> places{};
    std::array<bool, classCount> isTaken{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto sourceClass = names.size() == classCount ? parseClass(names[i]) : std::nullopt;
        if (!sourceClass || isTaken[static_cast<std::size_t>(*sourceClass)])
            return fail(ErrorCode::ModelMismatch, dataset.path().string(), "its classes are not star, galaxy and quasar");
        places[i] = static_cast<std::size_t>(*sourceClass);
        isTaken[places[i]] = true;
    }
    return places;
}

void reorder(JudgedSources& sources, const std::array<std::size_t, classCount>& places) {
    for (std::uint8_t& truth : sources.truth)
        truth = static_cast<std::uint8_t>(places[truth]);
    for (ClassProbabilities& probabilities : sources.probabilities) {
        ClassProbabilities inOrder;
        for (std::size_t i = 0; i < classCount; ++i)
            inOrder[places[i]] = probabilities[i];
        probabilities = inOrder;
    }
}

bool isSameFile(const std::filesystem::path& one, const std::filesystem::path& other) {
    std::error_code failed;
    return std::filesystem::equivalent(one, other, failed);
}

JobResult<QStringList> warningsOfRun(const Dataset& dataset, const std::filesystem::path& folder, std::stop_token stop) {
    const auto record = readRunRecord(folder);
    const std::filesystem::path learnedFrom = record ? datasetOf(record->options.material, folder) : std::filesystem::path();
    QStringList warnings;
    if (learnedFrom.empty())
        warnings << Words::tr("It is not known which sources this network learned from: some of this split may be among them.");
    else if (const auto same = checkDataset(record->options.material, dataset.path(), std::move(stop)); !same) {
        if (isCancelled(same.error()))
            return cancelled();
        warnings << (isSameFile(learnedFrom, dataset.path())
                         ? Words::tr("The dataset has changed since this network learned from it: its splits may be others now.")
                         : Words::tr("This network learned from another dataset: sources of this split may be among them."));
    }
    if (record && record->options.startFrom)
        warnings << firstWeightsText(*record->options.startFrom);
    return warnings;
}

} // namespace

JobResult<QStringList> leakageWarnings(const Dataset& dataset, DatasetSplit split, const std::filesystem::path& model,
                                       std::stop_token stop) {
    QStringList warnings;
    if (split == DatasetSplit::Training)
        warnings << Words::tr("A network learns from the training split: these scores are no test of it.");
    if (split == DatasetSplit::Validation)
        warnings << Words::tr(
            "The weights kept of a run are those that did best on the validation split: these scores are too good.");
    if (dataset.card().split.leaking)
        warnings << leakText();
    return warningsOfRun(dataset, model.parent_path(), std::move(stop)).map([&](const QStringList& ofRun) {
        return warnings + ofRun;
    });
}

ClassProbabilities inOrderOf(const Dataset& dataset, const ClassProbabilities& bySourceClass) {
    ClassProbabilities numbers = bySourceClass;
    if (const auto places = sourceClasses(dataset))
        for (std::size_t i = 0; i < classCount; ++i)
            numbers[i] = bySourceClass[(*places)[i]];
    return numbers;
}

JobResult<SharedJudgement> judgeSplit(const SharedDataset& dataset, DatasetSplit split, const std::filesystem::path& model,
                                      Classifier& classifier, ProgressSink& progress, std::stop_token stop) {
    const auto places = sourceClasses(dataset->dataset);
    if (!places)
        return tl::unexpected<Stop>(places.error());
    std::error_code problem;
    if (!std::filesystem::exists(dataset->dataset.path(), problem)) // what is open could still be read
        return tl::unexpected<Stop>(Error{ErrorCode::FileNotFound, dataset->dataset.path().string(), "is no longer there", {}});
    const auto rows = rowsOf(dataset->columns, std::span(&split, 1));
    auto judged = judgeRows(dataset->dataset, dataset->columns, rows, classifier, progress, stop);
    if (!judged)
        return tl::unexpected(judged.error());
    if (judged->rows.empty())
        return tl::unexpected<Stop>(Error{ErrorCode::NothingOnTile, dataset->dataset.path().string(),
                                          "the split has no whole cutout with a class", std::string(splitName(split))});
    auto warnings = leakageWarnings(dataset->dataset, split, model, std::move(stop));
    if (!warnings)
        return tl::unexpected(warnings.error());
    reorder(judged->sources, *places);
    Judgement judgement;
    judgement.dataset = dataset;
    judgement.model = model;
    judgement.weights = classifier.stamp();
    judgement.name = QString::fromStdString(classifier.card().runId);
    judgement.split = split;
    judgement.rows = std::move(*judged);
    judgement.warnings = std::move(*warnings);
    if (readRunRecord(model.parent_path()))
        judgement.run = model.parent_path();
    return std::make_shared<const Judgement>(std::move(judgement));
}

} // namespace iic::ui
