#pragma once

#include "analysis/JudgeDataset.h"
#include "nn/RunRecord.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QString>

namespace iic::ui {

/// What a network says of a split of a dataset.
struct JudgedSplit {
    SharedDataset dataset;
    DatasetSplit split = DatasetSplit::Test;
    JudgedRows rows;
    double temperature = 1; ///< with which its answers on the validation split are likeliest
};

/// What the report of a run is made of.
struct ReportedRun {
    QString name;
    std::filesystem::path folder;
    RunRecord record;
    std::vector<EpochResult> epochs;
    std::optional<JudgedSplit> judged;
    std::string whyNotJudged; ///< where it is not
    std::optional<ClassProbabilities> priors; ///< how frequent each class is on the sky, in the dataset's order
};

struct ReportRequest {
    std::filesystem::path run; ///< its folder
    QString name; ///< empty: that of its folder
    std::optional<ClassProbabilities> priors;
    DeviceChoice device = DeviceChoice::Automatic;
    std::filesystem::path sameDataset = {}; ///< where the run's own is gone: used where it is the same, byte for byte
};

/// Reads a run and has its best weights judge the test split of the dataset it was made with. Where the dataset is not found, or
/// no longer is what it was, or the weights cannot be used with it, the run is reported without. BadRun and the like of what has
/// no record. On the thread on which networks run; stops within a piece.
JobResult<ReportedRun> readReportedRun(const ReportRequest& request, ProgressSink& progress, std::stop_token stop);

} // namespace iic::ui
