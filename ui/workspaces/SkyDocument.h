#pragma once

#include "models/SourceStore.h"
#include "workspaces/LabelStore.h"

#include <QUndoStack>

#include <memory>

namespace iic::ui {

/// What is open: a tile, its sources, the selected one, and labels that can be undone. Does no work itself.
class SkyDocument : public QObject {
    Q_OBJECT

  public:
    explicit SkyDocument(LabelStore& labels, QObject* parent = nullptr);

    const std::shared_ptr<const Tile>& tile() const { return tile_; }
    /// Closes the sources of the tile before.
    void setTile(std::shared_ptr<const Tile> tile);

    SourceStore& store() { return store_; }
    const SourceList& sources() const { return store_.sources(); }
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

    LabelStore::Writing labelWriting(int row) const;

    /// Labels a source; what came before is one undo away.
    void giveLabel(int row, UserLabel label);
    QUndoStack& undoStack() { return undoStack_; }

    /// The model whose prediction is on the screen, written beside each label.
    void setModelName(const QString& name) { modelName_ = name; }

  Q_SIGNALS:
    void tileChanged();
    void currentChanged(int row);
    void labelsRestored(); ///< of earlier sessions
    void labelWritingChanged();
    void labelRefused(const QString& reason); ///< the project can only be read

  private:
    friend class LabelCommand;
    void applyLabel(int row, UserLabel label, const QString& reason);
    void restoreLabels();
    void keepMeasuredSources(SourceList& sources) const;

    LabelStore& labels_;
    std::shared_ptr<const Tile> tile_;
    SourceStore store_;
    QString sourcesName_;
    QString modelName_;
    int current_ = -1;
    QUndoStack undoStack_;
};

} // namespace iic::ui
