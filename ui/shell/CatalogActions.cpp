#include "shell/CatalogActions.h"

#include "models/IssueModel.h"
#include "workspaces/MatchDialog.h"
#include "workspaces/RoleDialog.h"
#include "workspaces/SkyController.h"

#include <QAction>
#include <QMenu>

namespace iic::ui {

CatalogActions::CatalogActions(SkyController& controller, SkyDocument& document, IssueModel& issues, QWidget* window)
    : QObject(window),
      controller_(controller),
      document_(document),
      issues_(issues),
      window_(window),
      roles_(new QAction(tr("Column &roles…"), this)),
      match_(new QAction(tr("&Match with a catalog…"), this)) {
    roles_->setObjectName(QStringLiteral("roles"));
    roles_->setIconText(tr("Roles…"));
    roles_->setShortcut(QKeySequence(QStringLiteral("Ctrl+R")));
    match_->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+M")));
    match_->setToolTip(tr("Put the columns of another catalog beside those of the sources, by position"));
    connect(roles_, &QAction::triggered, this, [this] { showRoles(controller_.columns(), {}); });
    connect(match_, &QAction::triggered, this, &CatalogActions::showMatch);
    connect(&controller_, &SkyController::rolesNeeded, this,
            [this](const CatalogColumns& columns, const Error& problem) { showRoles(columns, problem); });
    connect(&document_.store(), &SourceStore::wasReset, this, &CatalogActions::updateActions);
    updateActions();
}

void CatalogActions::addTo(QMenu& menu) { menu.addActions({match_, roles_}); }

void CatalogActions::updateActions() {
    const bool hasSources = document_.store().size() > 0;
    const bool hasFile = hasSources && !controller_.columns().file.empty();
    match_->setEnabled(hasSources && controller_.canMatch());
    roles_->setEnabled(hasFile);
    roles_->setToolTip(!hasSources || hasFile ? tr("What the columns of the catalog mean")
                                              : tr("Detected sources have the columns that the program gave them"));
}

void CatalogActions::showRoles(const CatalogColumns& columns, const std::optional<Error>& problem) {
    QString why;
    if (problem)
        why = tr("This table %1. Say which columns they are.").arg(QString::fromStdString(problem->reason));
    auto* dialog = new RoleDialog(columns, why, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { controller_.useRoles(dialog->columns().file, dialog->roles()); });
    if (problem)
        connect(dialog, &QDialog::rejected, this, [this, problem] { issues_.add(*problem); });
    dialog->open();
}

void CatalogActions::showMatch() {
    auto* dialog = new MatchDialog(
        {document_.sourcesName(), document_.store().size(), controller_.matchedWith()},
        [this](const std::filesystem::path& file, const std::optional<RoleMap>& roles, std::function<void(ReadCatalog)> onRead) {
            return controller_.readCatalog(file, roles, std::move(onRead));
        },
        window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { controller_.match(dialog->request()); });
    dialog->open();
}

} // namespace iic::ui
