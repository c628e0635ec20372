#include "workspaces/explain/Explainer.h"

#include <QElapsedTimer>

namespace iic::ui {

void Explainer::explain(SourceToExplain source) {
    QElapsedTimer sinceWish;
    sinceWish.start();
    Job* job = models_.submit<SharedExplanation>(
        Priority::Interactive,
        [source = std::move(source)](Classifier& classifier, JobContext& context) {
            return explainSource(source, classifier, context.stop());
        },
        [this, sinceWish](const SharedExplanation& explanation) { Q_EMIT explained(explanation, sinceWish.elapsed()); });
    connect(job, &Job::failed, this, &Explainer::failed);
    job_.replace(job);
}

void Explainer::countCosts() {
    costJob_.replace(models_.submit<std::vector<StageSummary>>(
        Priority::Interactive,
        [](Classifier& classifier, JobContext&) -> JobResult<std::vector<StageSummary>> {
            return summarise(classifier.card().spec);
        },
        [this](const std::vector<StageSummary>& stages) { Q_EMIT costs(stages); }));
}

} // namespace iic::ui
