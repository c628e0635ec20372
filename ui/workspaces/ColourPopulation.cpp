#include "workspaces/ColourPopulation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

std::optional<SourceClass> shownClass(const SourceList& sources, int row) { return sources.shownClass(row); }

DiagramPoints colourPoints(const SourceList& sources, const ShownRows& rows, FilteredOut filteredOut, ClassOf classOf) {
    const bool isComplete = filteredOut == FilteredOut::Faint;
    auto points = std::make_shared<std::vector<DiagramPoint>>();
    points->reserve(static_cast<std::size_t>(isComplete ? sources.size() : rows.count()));
    for (int row = 0; row < sources.size(); ++row) {
        const bool isShown = rows.isShown(row);
        if (!isShown && !isComplete)
            continue;
        const double w1w2 = sources.colour(row, Band::W1, Band::W2);
        const double w2w3 = sources.colour(row, Band::W2, Band::W3);
        if (std::isfinite(w1w2) && std::isfinite(w2w3))
            points->push_back({w2w3, w1w2, classOf(sources, row), row, isShown});
    }
    return points;
}

PointName namesOf(const SourceList& sources) {
    return [sources](int row) { return sources.name(row); };
}

ColourPopulation::ColourPopulation(SourceStore& store, const ShownSources& shown, FilteredOut filteredOut, ClassOf classOf,
                                   QObject* parent)
    : QObject(parent), store_(store), shown_(shown), filteredOut_(filteredOut), classOf_(classOf) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ColourPopulation::make);
    connect(&store_, &SourceStore::aboutToReset, this, [this] { job_.cancel(); });
    connect(&shown_, &ShownSources::changed, this, &ColourPopulation::makeSoon);
    connect(&store_, &SourceStore::predictionsChanged, this, &ColourPopulation::makeSoon);
    connect(&store_, &SourceStore::labelChanged, this, &ColourPopulation::makeSoon);
    makeSoon();
}

int ColourPopulation::interval() const { return std::clamp(store_.size() / 1000, 100, 1000); }

void ColourPopulation::makeSoon() {
    if (job_.isRunning())
        isOutdated_ = true;
    else if (!timer_.isActive())
        timer_.start(sinceMade_.isValid() ? std::max(0, interval() - static_cast<int>(sinceMade_.elapsed())) : 0);
}

void ColourPopulation::make() {
    if (shown_.rows()->listSize() != store_.size())
        return; // it tells when it has caught up with the list
    sinceMade_.start();
    Job* job = store_.background().submit<DiagramPoints>(
        [sources = store_.sources(), rows = shown_.rows(), filteredOut = filteredOut_, classOf = classOf_](JobContext&) {
            return JobResult<DiagramPoints>(colourPoints(sources, *rows, filteredOut, classOf));
        },
        [this](const DiagramPoints& points) { Q_EMIT ready(points); });
    connect(job, &Job::ended, this, [this] {
        if (std::exchange(isOutdated_, false))
            makeSoon();
    });
    job_.replace(job);
}

} // namespace iic::ui
