#pragma once

#include "workspaces/Workspace.h"

#include <QActionGroup>
#include <QStackedWidget>

namespace iic::ui {

/// The workspaces, one of which is seen. Each has a tab and a number key.
class WorkspaceStack : public QStackedWidget {
    Q_OBJECT

  public:
    explicit WorkspaceStack(QWidget* parent = nullptr);

    /// Takes it over; `name` goes into the names of its tab ("skyTab"), `title` is what the tab says.
    void add(Workspace* workspace, const QString& name, const QString& title);

    Workspace& current() const;
    /// The one that is seen, if it is over a list of sources.
    SourceWorkspace* currentSources() const { return qobject_cast<SourceWorkspace*>(&current()); }
    const std::vector<Workspace*>& all() const { return workspaces_; }
    void show(Workspace& workspace);
    /// By its name; nothing where there is none of that name.
    void show(const QString& name);
    QString currentName() const { return switches_->actions().at(currentIndex())->objectName(); }
    /// A tab's button for each workspace, in their order.
    QList<QWidget*> makeTabs() const;
    /// Of the workspaces, in their order.
    QList<QAction*> switches() const { return switches_->actions(); }

  Q_SIGNALS:
    /// Another workspace is seen, or the state of the one that is has changed.
    void stateChanged();

  private:
    std::vector<Workspace*> workspaces_;
    QActionGroup* switches_;
};

} // namespace iic::ui
