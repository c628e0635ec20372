#include "workspaces/dataset/DatasetPredictions.h"

#include "workspaces/ModelStore.h"

namespace iic::ui {

namespace {

std::optional<ClassifiedSubject> subjectOf(const SharedDataset& open) {
    if (!open)
        return std::nullopt;
    return ClassifiedSubject{QString::fromStdString(open->dataset.path().string()),
                             [open](const ModelCard& card) { return checkModelFits(open->dataset, card); },
                             [open](std::span<const std::size_t> rows, const SourcesToClassify&, Classifier& classifier,
                                    const OnPredictions& onPiece, JobContext& context) {
                                 return classifyRows(open->dataset, open->columns, rows, classifier, onPiece, context.progress(),
                                                     context.stop());
                             }};
}

} // namespace

DatasetPredictions::DatasetPredictions(DatasetDocument& document, ModelStore& models, IssueModel& issues, QObject* parent)
    : ListClassifier(document.store(), document.labels(), models, issues, parent) {
    connect(&document, &DatasetDocument::datasetChanged, this, [this, &document] { setSubject(subjectOf(document.dataset())); });
    connect(&document, &DatasetDocument::currentChanged, this, &DatasetPredictions::classify);
    connect(&models, &ModelStore::changed, this, [this, &document] { classify(document.current()); });
}

} // namespace iic::ui
