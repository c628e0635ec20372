#pragma once

#include "analysis/JudgeDataset.h"
#include "analysis/Leakage.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QStringList>

namespace iic::ui {

/// What a network says of the rows of a split whose classes are known; classes in the order of SourceClass. Never changes.
struct Judgement {
    SharedDataset dataset;
    std::filesystem::path model;
    std::optional<FileStamp> weights; ///< the model's file when it was loaded
    QString name; ///< of the run
    DatasetSplit split = DatasetSplit::Test;
    JudgedRows rows;
    std::vector<Leak> leaks;
    QStringList warnings; ///< why its scores may be too good: the leaks in words
    std::optional<std::filesystem::path> run; ///< folder of the run the model came from

    std::size_t size() const { return rows.rows.size(); }
    /// The model's file was written again since: this is what the weights before said.
    bool isOutdated() const { return hasChangedSince(weights, model); }
};
using SharedJudgement = std::shared_ptr<const Judgement>;

/// Judges in pieces. Errors: those of judgeRows; ModelMismatch where the classes are not star, galaxy and quasar; NothingOnTile
/// where there is no row to judge. On the thread that owns the classifier.
JobResult<SharedJudgement> judgeSplit(const SharedDataset& dataset, DatasetSplit split, const std::filesystem::path& model,
                                      Classifier& classifier, ProgressSink& progress, std::stop_token stop);

/// Numbers by SourceClass in the order of the dataset's classes.
ClassProbabilities inOrderOf(const Dataset& dataset, const ClassProbabilities& bySourceClass);

/// How the classes of a judgement are changed before they are looked at.
struct Adjustment {
    std::optional<double> temperature; ///< of the logits
    std::optional<ClassProbabilities> priors; ///< how frequent the classes are
    bool operator==(const Adjustment&) const = default;
};

} // namespace iic::ui
