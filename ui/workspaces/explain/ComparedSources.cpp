#include "workspaces/explain/ComparedSources.h"

#include <algorithm>

namespace iic::ui {

ComparedSources::ComparedSources(ModelStore& models, QObject* parent) : QObject(parent), models_(models) {
    connect(&models_, &ModelStore::changed, this, &ComparedSources::explainAnew);
}

ComparedSources::~ComparedSources() {
    for (Kept& kept : kept_)
        kept.job.cancel();
}

std::vector<SharedExplanation> ComparedSources::explained() const {
    std::vector<SharedExplanation> all;
    for (const Kept& kept : kept_)
        if (kept.explained)
            all.push_back(kept.explained);
    return all;
}

bool ComparedSources::isWorking() const {
    return std::ranges::any_of(kept_, [](const Kept& kept) { return kept.job.isRunning(); });
}

void ComparedSources::add(SourceToExplain source, SharedExplanation explained) {
    if (isFull())
        return;
    kept_.push_back({++lastId_, std::move(source), std::move(explained), {}});
    Q_EMIT changed();
}

void ComparedSources::remove(const SharedExplanation& explained) {
    std::erase_if(kept_, [&](const Kept& kept) { return kept.explained == explained; });
    Q_EMIT changed();
}

void ComparedSources::explainAnew() {
    for (Kept& kept : kept_) {
        kept.explained = nullptr;
        Job* job = models_.submit<SharedExplanation>(
            Priority::Interactive,
            [source = kept.source](Classifier& classifier, JobContext& context) {
                return explainSource(source, classifier, context.stop());
            },
            [this, id = kept.id](SharedExplanation explained) { put(id, std::move(explained)); });
        connect(job, &Job::failed, this, &ComparedSources::failed);
        kept.job.replace(job);
    }
    Q_EMIT changed();
}

void ComparedSources::put(std::uint64_t id, SharedExplanation explained) {
    const auto kept = std::ranges::find(kept_, id, &Kept::id);
    if (kept == kept_.end())
        return;
    kept->explained = std::move(explained);
    Q_EMIT changed();
}

} // namespace iic::ui
