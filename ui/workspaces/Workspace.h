#pragma once

#include "models/ShownSources.h"
#include "workspaces/SourceLabels.h"

#include <QString>
#include <QWidget>

namespace iic::ui {

/// A page of the window.
class Workspace : public QWidget {
    Q_OBJECT

  public:
    using QWidget::QWidget;

    virtual void zoomBy(double factor) = 0;
    virtual void zoomToFit() = 0;
    /// Gives the keyboard to what the page is about.
    virtual void takeFocus() = 0;

  Q_SIGNALS:
    /// What could be asked before may not be any more, or the other way round.
    void stateChanged();
};

/// A page over one list of sources: what menus and keys ask of it, whichever page is shown.
class SourceWorkspace : public Workspace {
    Q_OBJECT

  public:
    using Workspace::Workspace;

    virtual const SourceList& sources() const = 0;
    int sourceCount() const { return sources().size(); }
    /// Whether places on the sky can be shown, and its sources as regions.
    virtual bool hasPositions() const = 0;
    virtual void select(int row) = 0; ///< and shows it
    /// Selects what is at a position. Why it cannot; empty when it could.
    virtual QString goTo(const SkyCoord& position) = 0;
    virtual void step(int by) = 0; ///< to a source so many places on, as the list is sorted
    virtual void goToNextUnlabelled() = 0;
    virtual void labelCurrent(UserLabel label) = 0;
    virtual ShownSources& shownSources() = 0; ///< those that pass the filter
    virtual SourceLabels& sourceLabels() = 0;
    /// Of the selected source as text; empty where there is none.
    virtual QString positionToCopy() const = 0;

    /// Why its sources cannot be classified; empty when they can.
    virtual QString refusal() const = 0;
    virtual bool isClassifying() const = 0;
    virtual void classifyAll() = 0;

    /// The views of the list: where Space goes to the next unlabelled source, since it presses buttons elsewhere.
    virtual QList<QWidget*> listViews() = 0;

  Q_SIGNALS:
    /// There is one more of listViews().
    void listViewMade(QWidget* view);
};

} // namespace iic::ui
