#include "workspaces/evaluate/Judgement.h"

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

QString warningOf(Leak leak, const std::filesystem::path& model) {
    switch (leak) {
    case Leak::TrainingSplit: return Words::tr("A network learns from the training split: these scores are no test of it.");
    case Leak::ValidationSplit:
        return Words::tr("The weights kept of a run are those that did best on the validation split: these scores are too good.");
    case Leak::OverlappingSplits: return overlappingSplitsText();
    case Leak::UnknownOrigin:
        return Words::tr("It is not known which sources this network learned from: some of this split may be among them.");
    case Leak::ChangedDataset:
        return Words::tr("The dataset has changed since this network learned from it: its splits may be others now.");
    case Leak::OtherDataset:
        return Words::tr("This network learned from another dataset: sources of this split may be among them.");
    case Leak::FirstWeights: break;
    }
    const auto record = readRunRecord(model.parent_path());
    return firstWeightsText(record ? record->options.startFrom.value_or(model) : model);
}

} // namespace

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
    auto leaks = leaksOf(dataset->dataset, split, model, std::move(stop));
    if (!leaks)
        return tl::unexpected(leaks.error());
    reorder(judged->sources, *places);
    Judgement judgement;
    judgement.dataset = dataset;
    judgement.model = model;
    judgement.weights = classifier.stamp();
    judgement.name = QString::fromStdString(classifier.card().runId);
    judgement.split = split;
    judgement.rows = std::move(*judged);
    for (const Leak leak : *leaks)
        judgement.warnings << warningOf(leak, model);
    judgement.leaks = std::move(*leaks);
    if (readRunRecord(model.parent_path()))
        judgement.run = model.parent_path();
    return std::make_shared<const Judgement>(std::move(judgement));
}

} // namespace iic::ui
