#pragma once

#include "models/ShownSources.h"
#include "workspaces/SourceLabels.h"

#include <memory>

namespace iic::ui {

/// What is open on the sky: a tile, its sources, the selected one, and their labels. Does no work itself.
class SkyDocument : public QObject {
    Q_OBJECT

  public:
    SkyDocument(LabelStore& labels, SourceFilter& filter, QObject* parent = nullptr);

    const std::shared_ptr<const Tile>& tile() const { return tile_; }
    /// Closes the sources of the tile before.
    void setTile(std::shared_ptr<const Tile> tile);

    SourceStore& store() { return store_; }
    const SourceList& sources() const { return store_.sources(); }
    /// Those that pass the filter, in the order of the table.
    ShownSources& shown() { return shown_; }
    /// Takes over a list of sources and puts the labels of earlier sessions on it. What was measured by hand on the
    /// open tile stays at its end, and the selection at its place.
    void setSources(SourceList sources, const QString& name);
    /// Adds a source measured by hand, with the label it may have from an earlier session; the row of the one that is
    /// there already where it is.
    int addSource(const DetectedSource& source);
    /// Places on the tile with a label but no source: what was measured by hand in an earlier session.
    std::vector<SkyCoord> labelledPlacesWithoutSource() const;
    /// What the list of sources is called: a file name, or "detected".
    const QString& sourcesName() const { return sourcesName_; }

    int current() const { return current_; }
    void setCurrent(int row);
    /// Only what was measured by hand can be taken away.
    bool canRemoveCurrent() const { return sources().isAdded(current_); }
    /// Takes the current source away, and first its label, or the label would bring it back. It stays where the label cannot
    /// be taken.
    void removeCurrent();

    SourceLabels& labels() { return sourceLabels_; }

  Q_SIGNALS:
    void tileChanged();
    void currentChanged(int row);

  private:
    void keepMeasuredSources(SourceList& sources) const;

    LabelStore& labels_;
    std::shared_ptr<const Tile> tile_;
    SourceStore store_;
    ShownSources shown_;
    SourceLabels sourceLabels_;
    QString sourcesName_;
    int current_ = -1;
};

} // namespace iic::ui
