#include "workspaces/evaluate/EvaluationLink.h"

#include "project/CurrentLabels.h"
#include "workspaces/SkyDocument.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

/// Rows of the sky and what is known of them.
struct OnSky {
    std::vector<int> rows;
    std::vector<Prediction> predictions, ownPredictions;
    std::vector<SourceClass> truths, compared;
};

OnSky findOnSky(const SourceList& sky, const AdjustedSources& judged, const AdjustedSources* compared, std::stop_token stop) {
    const SourceList list(judged.judgement->dataset->sources);
    OnSky found;
    for (std::size_t i = 0; i < judged.rows.size() && !stop.stop_requested(); ++i) {
        const SkyCoord place = list.position(judged.rows[i]);
        const int row = std::isfinite(place.rightAscension) ? sky.find(list.name(judged.rows[i]), place, sameSource) : -1;
        if (row < 0)
            continue;
        found.rows.push_back(row);
        found.predictions.push_back(judged.predictions[i]);
        found.ownPredictions.push_back(judged.ownPredictions[i]);
        found.truths.push_back(static_cast<SourceClass>(judged.sources.truth[i]));
        if (compared)
            found.compared.push_back(compared->predictions[i].best());
    }
    return found;
}

} // namespace

EvaluationLink::EvaluationLink(EvaluationDocument& evaluation, SkyDocument& sky, QObject* parent)
    : QObject(parent), evaluation_(evaluation), sky_(sky) {
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &EvaluationLink::find);
    connect(&sky_.store(), &SourceStore::wasReset, this, &EvaluationLink::find);
}

void EvaluationLink::find() {
    job_.cancel();
    if (!evaluation_.sources())
        return forget();
    const int size = sky_.store().size();
    if (size == 0)
        return;
    job_.replace(io_.submit<OnSky>(
        [sky = sky_.sources(), judged = evaluation_.sources(), compared = evaluation_.compared()](
            JobContext& context) -> JobResult<OnSky> { return findOnSky(sky, *judged, compared.get(), context.stop()); },
        [this, size, note = evaluation_.sources()->note](const OnSky& found) {
            if (sky_.store().size() != size)
                return find();
            isOnSky_ = true;
            sky_.store().setGivenTruths(found.rows, found.truths);
            sky_.store().setAdjusted(found.rows, found.predictions, found.ownPredictions, note);
            sky_.store().setComparedClasses(found.compared.empty() ? std::span<const int>() : std::span(found.rows),
                                            found.compared);
        }));
}

/// The network's own word stays where it is the model in use.
void EvaluationLink::forget() {
    if (!std::exchange(isOnSky_, false))
        return;
    sky_.store().clearAdjusted();
    sky_.store().clearGivenTruths();
    sky_.store().setComparedClasses({}, {});
}

} // namespace iic::ui
