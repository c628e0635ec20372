#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace iic::ui {

class WorkspaceStack;

/// What is done to the selected source of the workspace that is seen: labels, and the way to the next.
class SourceActions : public QObject {
    Q_OBJECT

  public:
    explicit SourceActions(WorkspaceStack& workspaces);

    void addTo(QMenu& menu);

  private:
    void updateActions();
    void labelShown();

    WorkspaceStack& workspaces_;
    QList<QAction*> labels_, steps_;
    QAction* labelShown_;
};

} // namespace iic::ui
