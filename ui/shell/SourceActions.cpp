#include "shell/SourceActions.h"

#include "shell/LabelShownDialog.h"
#include "shell/WorkspaceStack.h"

#include <QAction>
#include <QMenu>

namespace iic::ui {

SourceActions::SourceActions(WorkspaceStack& workspaces)
    : QObject(&workspaces), workspaces_(workspaces), labelShown_(new QAction(tr("Label all s&hown…"), this)) {
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
    labelShown_->setObjectName(QStringLiteral("labelShown"));
    labelShown_->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+L")));
    labelShown_->setToolTip(tr("One label for every source that passes the filter"));
    connect(labelShown_, &QAction::triggered, this, &SourceActions::labelShown);
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
    menu.addAction(labelShown_);
    menu.addSeparator();
    menu.addActions(steps_);
}

void SourceActions::updateActions() {
    const SourceWorkspace* workspace = workspaces_.currentSources();
    const bool hasSources = workspace && workspace->sourceCount() > 0;
    for (QAction* action : labels_ + steps_)
        action->setEnabled(hasSources);
    labelShown_->setEnabled(hasSources);
}

void SourceActions::labelShown() {
    SourceWorkspace& workspace = *workspaces_.currentSources();
    const std::shared_ptr<const ShownRows> rows =
        workspace.shownSources().rows(); // those that are seen now, whatever the filter does next
    if (rows->count() == 0)
        return;
    auto* dialog = new LabelShownDialog(rows->count(), workspaces_.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &workspace, [&workspace, rows, dialog, columns = workspace.sources().columns()] {
        if (workspace.sources().columns() != columns || workspace.sourceCount() != rows->listSize()) // another list by now
            return;
        std::vector<int> all;
        for (int place = 0; place < rows->count(); ++place)
            all.push_back(rows->sourceRow(place));
        workspace.sourceLabels().give(all, dialog->label(), dialog->reason());
    });
    dialog->open();
}

} // namespace iic::ui
