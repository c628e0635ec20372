#pragma once

#include "models/ShownSources.h"
#include "plots/PointFigure.h"

#include <QElapsedTimer>
#include <QTimer>

namespace iic::ui {

/// What a list takes a source for.
using ClassOf = std::optional<SourceClass> (*)(const SourceList& sources, int row);
/// The user's word, else the network's.
std::optional<SourceClass> shownClass(const SourceList& sources, int row);

/// Whether points of sources that the filter leaves out are there, drawn faint.
enum class FilteredOut { Missing, Faint };

/// Every source whose colours are known. Any thread.
DiagramPoints colourPoints(const SourceList& sources, const ShownRows& rows, FilteredOut filteredOut, ClassOf classOf);

/// The names of a list's sources, by their rows.
PointName namesOf(const SourceList& sources);

/// The points of the colour–colour diagram of a list of sources. Made on the list's own thread when sources, their classes or
/// what the filter shows of them have changed: at once after a while of rest, then at most once an interval.
class ColourPopulation : public QObject {
    Q_OBJECT

  public:
    ColourPopulation(SourceStore& store, const ShownSources& shown, FilteredOut filteredOut, ClassOf classOf = &shownClass,
                     QObject* parent = nullptr);
    ~ColourPopulation() override { job_.cancel(); }

    /// ms; longer for a list that takes longer to draw.
    int interval() const;

  Q_SIGNALS:
    void ready(const iic::ui::DiagramPoints& points);

  private:
    void makeSoon();
    void make();

    SourceStore& store_;
    const ShownSources& shown_;
    FilteredOut filteredOut_;
    ClassOf classOf_;
    QTimer timer_;
    QElapsedTimer sinceMade_;
    LatestJob job_;
    bool isOutdated_ = false; ///< by what changed while the job was running
};

} // namespace iic::ui
