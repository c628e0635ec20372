#include "workspaces/compare/StudyDocument.h"

#include "models/IssueModel.h"
#include "nn/RunRecord.h"
#include "study/StudyFolder.h"

#include <utility>

namespace iic::ui {

namespace {

constexpr int rereadInterval = 400; // ms

bool isSameInput(const InputOptions& a, const InputOptions& b) {
    return a.preset == b.preset && a.channels == b.channels && a.side == b.side && a.fieldArcsec == b.fieldArcsec;
}

} // namespace

StudyDocument::StudyDocument(ComputeThread& compute, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), issues_(issues) {
    timer_.setSingleShot(true);
    timer_.setInterval(rereadInterval);
    connect(&timer_, &QTimer::timeout, this, &StudyDocument::readNow);
}

StudyDocument::~StudyDocument() {
    folderJob_.cancel();
    runsJob_.cancel();
    countJob_.cancel();
}

void StudyDocument::open(const std::filesystem::path& folder) {
    folder_ = folder;
    begun_.reset();
    fault_.clear();
    if (folder.empty()) {
        folderJob_.cancel();
        return take({});
    }
    Job* job = io_.submit<Content>(
        [folder](JobContext&) -> JobResult<Content> {
            if (std::error_code absent; !std::filesystem::exists(folder / "study.json", absent))
                return Content{};
            auto begun = readStudy(folder);
            if (!begun)
                return tl::unexpected<Stop>(std::move(begun).error());
            return Content{std::move(*begun)};
        },
        [this](const Content& content) { take(content); });
    connect(job, &Job::failed, this, [this](const Error& error) {
        fault_ = QString::fromStdString(error.reason);
        issues_.addOnce(error);
        take({});
    });
    folderJob_.replace(job);
}

void StudyDocument::take(const Content& content) {
    begun_ = content.begun;
    Q_EMIT opened();
}

void StudyDocument::setOptions(const StudyOptions& options) {
    const bool isSame = results_ && options.folder == options_.folder && options.repeats == options_.repeats &&
                        options.training.seed == options_.training.seed && options.studies == options_.studies &&
                        isSameInput(options.input, options_.input);
    options_ = options;
    if (!isSame)
        readNow();
}

/// No study chosen: no queue.
Result<StudyDocument::Runs> StudyDocument::readFrom(const StudyOptions& options) {
    auto all = options;
    all.studies.clear();
    auto results = readRuns(all);
    if (!results)
        return tl::unexpected(std::move(results).error());
    Runs runs{std::move(*results), {}};
    if (options.studies.empty())
        return runs;
    const auto tasks = tasksOf(options);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const StudyTask& task : *tasks) {
        QueuedRun run{task, task.isDone ? readOutcome(task.folder) : std::nullopt, 0};
        if (!task.isDone)
            if (const auto epochs = readEpochs(task.folder))
                run.epochs = epochs->size();
        runs.queue.push_back(std::move(run));
    }
    return runs;
}

void StudyDocument::reread() {
    if (!timer_.isActive())
        timer_.start();
}

void StudyDocument::readNow() {
    if (runsJob_.isRunning()) {
        isStale_ = true;
        return;
    }
    Job* job = io_.submit<Runs>([options = options_](JobContext&) { return asJobResult(readFrom(options)); },
                                [this](Runs runs) {
                                    read_ = std::move(runs);
                                    show();
                                });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.addOnce(error); });
    connect(job, &Job::ended, this, [this] {
        if (std::exchange(isStale_, false))
            readNow();
    });
    runsJob_.replace(job);
}

/// With what is known of the networks' sizes.
void StudyDocument::show() {
    auto results = std::make_shared<std::vector<StudyResult>>(read_.results);
    for (StudyResult& result : *results)
        for (VariantResult& of : result.variants)
            if (const auto known = countOf(of.variant)) {
                of.parameters = known->parameters;
                of.multiplyAdds = known->multiplyAdds;
            }
    results_ = std::move(results);
    Q_EMIT resultsChanged();
}

std::optional<CountedNetwork> StudyDocument::countOf(const StudyVariant& variant) const {
    const auto known = counts_.find(runNameOf(variant));
    return known == counts_.end() ? std::nullopt : std::optional(known->second);
}

void StudyDocument::count(const std::vector<StudyVariant>& variants) {
    uncounted_.clear();
    for (const StudyVariant& variant : variants)
        if (!countOf(variant))
            uncounted_.push_back(variant);
    if (!countJob_.isRunning())
        countNext();
}

/// On the thread of the networks, one at a time: the largest takes a second, and a click goes in between.
void StudyDocument::countNext() {
    while (!uncounted_.empty() && countOf(uncounted_.front()))
        uncounted_.erase(uncounted_.begin());
    if (uncounted_.empty())
        return;
    const StudyVariant variant = uncounted_.front();
    uncounted_.erase(uncounted_.begin());
    Job* job = compute_.submit<CountedNetwork>(
        Priority::Interactive, // else a study under way would come first
        [variant](JobContext&) -> JobResult<CountedNetwork> {
            CountedNetwork count;
            for (const StageSummary& stage : summarise(specOf(variant), /*folded=*/true)) {
                count.parameters += stage.parameters;
                count.multiplyAdds += stage.multiplyAdds;
            }
            return count;
        },
        [this, variant](const CountedNetwork& count) {
            counts_[runNameOf(variant)] = count;
            if (results_)
                show();
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.addOnce(error); });
    connect(job, &Job::ended, this, &StudyDocument::countNext);
    countJob_.replace(job);
}

} // namespace iic::ui
