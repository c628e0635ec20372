#include "workspaces/evaluate/EvaluationWorker.h"

#include "workspaces/evaluate/EvaluationPicks.h"

namespace iic::ui {

namespace {

constexpr int restTime = 300; // ms

} // namespace

EvaluationWorker::EvaluationWorker(EvaluationDocument& document, DatasetDocument& dataset, SourceFilter& filter, QObject* parent)
    : QObject(parent), document_(document), dataset_(dataset), filter_(filter) {
    rest_.setSingleShot(true);
    rest_.setInterval(restTime);
    connect(&rest_, &QTimer::timeout, this, &EvaluationWorker::findIntervals);
    connect(&document_, &EvaluationDocument::judgementChanged, this, &EvaluationWorker::adjustSources);
    connect(&document_, &EvaluationDocument::comparisonChanged, this, &EvaluationWorker::adjustSources);
    connect(&document_, &EvaluationDocument::adjustmentChanged, this, &EvaluationWorker::adjustSources);
    connect(&document_, &EvaluationDocument::scoredChanged, this, &EvaluationWorker::evaluate);
    connect(&dataset_.shown(), &ShownSources::changed, this, &EvaluationWorker::evaluate);
}

EvaluationWorker::~EvaluationWorker() {
    adjustJob_.cancel();
    evaluateJob_.cancel();
    intervalsJob_.cancel();
}

void EvaluationWorker::report(Job* job) { connect(job, &Job::failed, this, &EvaluationWorker::failed); }

void EvaluationWorker::adjustSources() {
    adjustJob_.cancel();
    evaluateJob_.cancel();
    intervalsJob_.cancel();
    if (!document_.judgement()) {
        dataset_.store().clearAdjusted();
        dataset_.store().setComparedClasses({}, {});
        return;
    }
    struct Both {
        SharedSources sources, compared;
    };
    Job* job = io_.submit<Both>(
        [judgement = document_.judgement(), comparison = document_.comparison(),
         adjustment = document_.adjustment()](JobContext&) -> JobResult<Both> {
            return Both{adjust(judgement, adjustment), comparison ? adjust(comparison, {{}, adjustment.priors}) : nullptr};
        },
        [this](Both both) { takeSources(std::move(both.sources), std::move(both.compared)); });
    report(job);
    adjustJob_.replace(job);
}

void EvaluationWorker::takeSources(SharedSources sources, SharedSources compared) {
    document_.setSources(std::move(sources), std::move(compared));
    putPredictions();
    evaluate();
}

void EvaluationWorker::putPredictions() {
    const SharedSources& sources = document_.sources();
    if (!sources || dataset_.dataset() != sources->judgement->dataset)
        return;
    std::vector<SourceClass> classes;
    if (document_.compared())
        for (const Prediction& prediction : document_.compared()->predictions)
            classes.push_back(prediction.best());
    dataset_.store().setAdjusted(sources->rows, sources->predictions, sources->ownPredictions, sources->note);
    dataset_.store().setComparedClasses(classes.empty() ? std::span<const int>() : std::span(sources->rows), classes);
}

/// Once what is shown follows from the filter and the predictions of now.
void EvaluationWorker::evaluate() {
    evaluateJob_.cancel();
    const SharedSources& sources = document_.sources();
    if (!sources || sources->judgement->dataset != dataset_.dataset() || dataset_.shown().isWorking())
        return;
    std::vector<Expression> conditions;
    for (std::size_t i = 0; i < filter_.chips().size(); ++i)
        if (const FilterChip& chip = filter_.chips()[i];
            !EvaluationPicks::isPick(chip) && !dataset_.shown().fault(static_cast<int>(i)))
            conditions.push_back(chip.condition);
    Job* job = io_.submit<EvaluationResult>(
        [sources = document_.sources(), compared = document_.compared(), list = dataset_.sources(),
         conditions = std::move(conditions), shown = dataset_.shown().rows(), scored = document_.scored()](JobContext& context) {
            return evaluateShown(sources, compared, list, conditions, *shown, scored, context.stop());
        },
        [this](EvaluationResult result) { takeResult(std::move(result)); });
    report(job);
    evaluateJob_.replace(job);
}

/// Another order of the list changes nothing.
void EvaluationWorker::takeResult(EvaluationResult result) {
    const auto& before = document_.result();
    if (before && before->sources == result.sources && before->compared.has_value() == result.compared.has_value() &&
        before->surroundings.members == result.surroundings.members && before->selection.members == result.selection.members &&
        before->scored.members == result.scored.members)
        return;
    document_.setResult(std::make_shared<const EvaluationResult>(std::move(result)));
    intervalsJob_.cancel();
    rest_.start();
}

void EvaluationWorker::findIntervals() {
    if (!document_.result())
        return;
    Job* job = slow_.submit<std::vector<iic::Figure>>(
        [result = document_.result()](JobContext& context) { return intervalsOf(*result, context.stop()); },
        [this](std::vector<iic::Figure> figures) { document_.setIntervals(std::move(figures)); });
    report(job);
    intervalsJob_.replace(job);
}

} // namespace iic::ui
