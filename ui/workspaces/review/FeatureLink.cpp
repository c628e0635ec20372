#include "workspaces/review/FeatureLink.h"

#include "project/CurrentLabels.h"
#include "workspaces/SkyDocument.h"
#include "workspaces/review/FeatureFinder.h"

#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

/// Rows of the sky and their places.
struct OnSky {
    std::vector<int> rows;
    std::vector<FeaturePlace> places;
};

OnSky findOnSky(const SourceList& sky, const Judgement& judgement, const PlacedSources& placed, std::stop_token stop) {
    const SourceList list(judgement.dataset->sources);
    OnSky found;
    for (std::size_t i = 0; i < placed.members.size() && !stop.stop_requested(); ++i) {
        const int judged = static_cast<int>(judgement.rows.rows[placed.members[i]]);
        const SkyCoord place = list.position(judged);
        const int row = std::isfinite(place.rightAscension) ? sky.find(list.name(judged), place, sameSource) : -1;
        if (row < 0)
            continue;
        found.rows.push_back(row);
        found.places.push_back({static_cast<float>(placed.positions[i][0]), static_cast<float>(placed.positions[i][1])});
    }
    return found;
}

} // namespace

FeatureLink::FeatureLink(FeatureFinder& finder, SkyDocument& sky, QObject* parent) : QObject(parent), finder_(finder), sky_(sky) {
    connect(&finder_, &FeatureFinder::changed, this, [this] {
        const SharedPlaces places = finder_.places();
        if (told_ != (places && places->isFinal ? places : nullptr))
            find();
    });
    connect(&sky_.store(), &SourceStore::wasReset, this, &FeatureLink::find);
}

void FeatureLink::find() {
    job_.cancel();
    const SharedPlaces places = finder_.places();
    const bool hadPlaces = std::exchange(told_, places && places->isFinal ? places : nullptr) != nullptr;
    const int size = sky_.store().size();
    if (size == 0)
        return;
    if (!told_) {
        if (hadPlaces)
            sky_.store().setFeaturePlaces({}, {});
        return;
    }
    job_.replace(io_.submit<OnSky>([sky = sky_.sources(), judgement = finder_.judgement(), places](JobContext& context)
                                       -> JobResult<OnSky> { return findOnSky(sky, *judgement, *places, context.stop()); },
                                   [this, size](const OnSky& found) {
                                       if (sky_.store().size() != size)
                                           return find();
                                       sky_.store().setFeaturePlaces(found.rows, found.places);
                                   }));
}

} // namespace iic::ui
