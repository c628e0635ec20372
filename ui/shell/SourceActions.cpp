#include "shell/SourceActions.h"

#include "shell/WorkspaceStack.h"

#include <QAction>
#include <QMenu>

namespace iic::ui {

SourceActions::SourceActions(WorkspaceStack& workspaces) : QObject(&workspaces), workspaces_(workspaces) {
    const auto label = [this](const QString& text, Qt::Key key, UserLabel what) {
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(key));
        connect(action, &QAction::triggered, this, [this, what] { workspaces_.currentSources()->labelCurrent(what); });
        labels_ << action;
    };
    label(tr("Label &star"), Qt::Key_S, UserLabel::Star);
    label(tr("Label &galaxy"), Qt::Key_G, UserLabel::Galaxy);
    label(tr("Label &quasar"), Qt::Key_Q, UserLabel::Quasar);
    label(tr("Label &unsure"), Qt::Key_U, UserLabel::Unsure);
    label(tr("Label &artefact"), Qt::Key_X, UserLabel::Artefact);
    const auto step = [this](const QString& text, Qt::Key key, int by) {
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(key));
        connect(action, &QAction::triggered, this, [this, by] { workspaces_.currentSources()->step(by); });
        steps_ << action;
    };
    step(tr("&Next source"), Qt::Key_N, 1);
    step(tr("&Previous source"), Qt::Key_P, -1);
    for (QAction* action : labels_ + steps_) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // not while a dialog or the issues have the keyboard
        workspaces_.addAction(action);
    }

    auto* unlabelled = new QAction(tr("Next un&labelled source"), this);
    unlabelled->setShortcut(QKeySequence(Qt::Key_Space));
    unlabelled->setShortcutContext(Qt::WidgetShortcut);
    connect(unlabelled, &QAction::triggered, this, [this] { workspaces_.currentSources()->goToNextUnlabelled(); });
    for (Workspace* page : workspaces_.all())
        if (auto* workspace = qobject_cast<SourceWorkspace*>(page)) {
            for (QWidget* view : workspace->listViews())
                view->addAction(unlabelled);
            connect(workspace, &SourceWorkspace::listViewMade, this,
                    [unlabelled](QWidget* view) { view->addAction(unlabelled); });
        }
    steps_ << unlabelled;
    connect(&workspaces_, &WorkspaceStack::stateChanged, this, &SourceActions::updateActions);
    updateActions();
}

void SourceActions::addTo(QMenu& menu) {
    menu.addActions(labels_);
    menu.addSeparator();
    menu.addActions(steps_);
}

void SourceActions::updateActions() {
    const SourceWorkspace* workspace = workspaces_.currentSources();
    const bool hasSources = workspace && workspace->sourceCount() > 0;
    for (QAction* action : labels_ + steps_)
        action->setEnabled(hasSources);
}

} // namespace iic::ui
