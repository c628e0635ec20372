#include "shell/WorkspaceStack.h"

#include <QAction>
#include <QToolButton>

namespace iic::ui {

WorkspaceStack::WorkspaceStack(QWidget* parent) : QStackedWidget(parent), switches_(new QActionGroup(this)) {}

void WorkspaceStack::add(Workspace* workspace, const QString& name, const QString& title) {
    workspaces_.push_back(workspace);
    addWidget(workspace);
    auto* action = new QAction(title, switches_);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(workspaces_.size() == 1);
    action->setShortcut(QKeySequence(static_cast<int>(Qt::Key_0) + static_cast<int>(workspaces_.size())));
    action->setToolTip(tr("%1 (%2)").arg(title, action->shortcut().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, workspace] { show(*workspace); });
    connect(workspace, &Workspace::stateChanged, this, [this, workspace] {
        if (currentWidget() == workspace)
            Q_EMIT stateChanged();
    });
}

Workspace& WorkspaceStack::current() const { return *workspaces_.at(static_cast<std::size_t>(currentIndex())); }

void WorkspaceStack::show(Workspace& workspace) {
    setCurrentWidget(&workspace);
    switches_->actions().at(currentIndex())->setChecked(true);
    workspace.takeFocus();
    Q_EMIT stateChanged();
}

void WorkspaceStack::show(const QString& name) {
    const QList<QAction*> switches = switches_->actions();
    for (qsizetype which = 0; which < switches.size(); ++which)
        if (switches[which]->objectName() == name)
            show(*workspaces_[static_cast<std::size_t>(which)]);
}

QList<QWidget*> WorkspaceStack::makeTabs() const {
    QList<QWidget*> tabs;
    for (QAction* action : switches_->actions()) {
        auto* tab = new QToolButton;
        tab->setObjectName(action->objectName() + QStringLiteral("Tab"));
        tab->setDefaultAction(action);
        tab->setProperty("workspaceTab", true);
        tabs << tab;
    }
    return tabs;
}

} // namespace iic::ui
