#include "analysis/TrainingMaterial.h"
#include "base/FingerprintCache.h"
#include "nn/RunRecord.h"
#include "study/StudyFolder.h"
#include "study/StudyMaterial.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// What is known of how long epochs take: from those that were, on this device, or else from steps that are timed.
class EpochTimes {
  public:
    EpochTimes(const StudyOptions& options, const DatasetColumns& columns, KnownNetworks& known)
        : options_(options),
          learned_(static_cast<double>(wholeRows(columns, DatasetSplit::Training).rows.size())),
          validated_(static_cast<double>(wholeRows(columns, DatasetSplit::Validation).rows.size())),
          device_(selectDevice(options.training.device).name),
          known_(known) {}

    double secondsPerEpoch(const StudyVariant& variant) {
        if (const auto taken = secondsTaken(variant))
            return *taken;
        auto& step = known_[runNameOf(variant)].step;
        if (!step)
            step = timeStep(specOf(variant), options_.training.device);
        const double steps = std::ceil(learned_ / options_.training.batch);
        return learned_ * step->secondsPerInput + validated_ * step->secondsPerInput / 3 + steps * step->secondsPerStep;
    }

  private:
    /// The median of all epochs that the runs of a variant have behind them.
    std::optional<double> secondsTaken(const StudyVariant& variant) const {
        std::vector<double> seconds;
        for (int repeat = 0; repeat < options_.repeats; ++repeat) {
            const auto folder = runFolderOf(options_, variant, options_.training.seed + static_cast<std::uint64_t>(repeat));
            const auto record = readRunRecord(folder);
            if (!record || record->device.name != device_)
                continue;
            if (const auto epochs = readEpochs(folder))
                for (const auto& epoch : *epochs)
                    seconds.push_back(epoch.seconds);
        }
        if (seconds.empty())
            return std::nullopt;
        const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
        std::ranges::nth_element(seconds, middle);
        return *middle;
    }

    const StudyOptions& options_;
    double learned_, validated_;
    std::string device_;
    KnownNetworks& known_;
};

int epochsLeft(const StudyOptions& options, const StudyTask& task) {
    const auto done = readEpochs(task.folder);
    return std::max(0, options.training.epochs - (done ? static_cast<int>(done->size()) : 0));
}

/// Of the weights that are kept.
std::uint64_t bytesOf(const StudyVariant& variant, KnownNetworks& known) {
    auto& parameters = known[runNameOf(variant)].parameters;
    if (!parameters)
        parameters = parametersOf(specOf(variant));
    return sizeof(float) * *parameters;
}

} // namespace

JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, KnownNetworks& known, ProgressSink& progress,
                                       std::stop_token stop) {
    const auto tasks = tasksOf(options);
    if (!tasks)
        return stopWith(tasks.error());
    const auto fingerprint = fingerprints().fingerprint(options.dataset, stop);
    if (!fingerprint)
        return tl::unexpected(fingerprint.error());
    if (auto fits = checkFolder(options, fingerprint->checksum); !fits)
        return stopWith(fits.error());
    const auto dataset = openDatasetFor(*tasks, options);
    if (!dataset)
        return stopWith(dataset.error());
    EpochTimes times(options, dataset->columns, known);
    StudyEstimate estimate{.runs = tasks->size()};
    for (const auto& task : *tasks) {
        if (stop.stop_requested())
            return cancelled();
        estimate.bytes += bytesOf(task.variant, known);
        progress.report(
            {"Timing networks", static_cast<std::int64_t>(&task - tasks->data()), static_cast<std::int64_t>(tasks->size())});
        estimate.runsDone += task.isDone;
        estimate.secondsOf.push_back(task.isDone ? 0 : epochsLeft(options, task) * times.secondsPerEpoch(task.variant));
        estimate.seconds += estimate.secondsOf.back();
    }
    return estimate;
}

JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, ProgressSink& progress, std::stop_token stop) {
    KnownNetworks known;
    return estimateStudy(options, known, progress, std::move(stop));
}

} // namespace iic
