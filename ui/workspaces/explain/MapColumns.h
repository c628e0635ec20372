#pragma once

#include "bridge/IoPool.h"
#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

#include <QWidget>

namespace iic::ui {

class MapColumn;
class MapGrid;
class MapModel;

/// The maps of some sources side by side, the chosen one last: the same channels in the same places, scrolled and picked together.
class MapColumns : public QWidget {
    Q_OBJECT

  public:
    explicit MapColumns(QWidget* parent = nullptr);
    ~MapColumns() override { job_.cancel(); }

    /// Draws them on another thread; what is shown stays until they are there.
    void show(const std::vector<SharedExplanation>& sources, const MapChoice& choice, const ModelCard& card);
    void clear();
    int side() const { return side_; } ///< of a map, where one source is shown; of several they are smaller
    void setSide(int side);
    const std::vector<MapColumn*>& columns() const { return columns_; } ///< at least one
    MapGrid& grid() const; ///< of the chosen source
    MapModel& model() const;
    bool isWorking() const { return job_.isRunning(); }

  Q_SIGNALS:
    void removed(const iic::ui::SharedExplanation& source); ///< by the user

  private:
    void setCount(std::size_t count);
    void resizeMaps();
    void addColumn();
    void scrollAll(int value);
    void pickInAll(int place);

    std::vector<MapColumn*> columns_;
    int side_;
    bool isLinking_ = false;
    LatestJob job_;
    IoPool io_{1}; ///< draws maps
};

} // namespace iic::ui
