#include "workspaces/report/ReportedRun.h"

#include "analysis/TrainingMaterial.h"

namespace iic::ui {

namespace {

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// Where the run's dataset lies now: it may have been renamed since.
std::filesystem::path datasetNow(const ReportRequest& request, const RunRecord& record, const std::stop_token& stop) {
    const auto named = datasetOf(record.options.material, request.run);
    std::error_code ignored;
    const bool isElsewhere = !named.empty() && !std::filesystem::exists(named, ignored) && !request.sameDataset.empty() &&
                             checkDataset(record.options.material, request.sameDataset, stop);
    return isElsewhere ? request.sameDataset : named;
}

JobResult<JudgedSplit> judge(const ReportRequest& request, const RunRecord& record, ProgressSink& progress,
                             const std::stop_token& stop) {
    const auto path = datasetNow(request, record, stop);
    if (path.empty())
        return stopWith({ErrorCode::BadOption, request.run.string(), "the run was not made with a dataset", {}});
    if (auto same = checkDataset(record.options.material, path, stop); !same)
        return tl::unexpected(same.error());
    const auto dataset = openDataset(path);
    if (!dataset)
        return stopWith(dataset.error());
    auto classifier = Classifier::load(request.run / "best.h5", request.device);
    if (!classifier)
        return stopWith(classifier.error());
    const auto of = [&](DatasetSplit split) {
        return judgeRows((*dataset)->dataset, (*dataset)->columns, rowsOf((*dataset)->columns, std::span(&split, 1)), *classifier,
                         progress, stop);
    };
    auto rows = of(DatasetSplit::Test);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->rows.empty())
        return stopWith({ErrorCode::NothingOnTile, path.string(), "its test split has no whole cutout with a class", {}});
    const auto validation = of(DatasetSplit::Validation);
    if (!validation)
        return tl::unexpected(validation.error());
    return JudgedSplit{*dataset, DatasetSplit::Test, std::move(*rows),
                       fitTemperature(validation->sources.probabilities, validation->sources.truth)};
}

} // namespace

JobResult<ReportedRun> readReportedRun(const ReportRequest& request, ProgressSink& progress, std::stop_token stop) {
    auto record = readRunRecord(request.run);
    if (!record)
        return stopWith(record.error());
    auto epochs = readEpochs(request.run);
    if (!epochs)
        return stopWith(epochs.error());
    ReportedRun run{request.name, request.run, std::move(*record), std::move(*epochs), std::nullopt, {}, request.priors};
    if (run.name.isEmpty()) {
        std::error_code ignored;
        run.name = QString::fromStdString(std::filesystem::weakly_canonical(request.run, ignored).filename().string());
    }
    auto judged = judge(request, run.record, progress, stop);
    if (judged)
        run.judged = std::move(*judged);
    else if (isCancelled(judged.error()))
        return cancelled();
    else
        run.whyNotJudged = std::get<Error>(judged.error()).oneLine();
    return run;
}

} // namespace iic::ui
