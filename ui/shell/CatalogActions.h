#pragma once

#include "workspaces/CatalogWork.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace iic::ui {

class IssueModel;
class SkyController;
class SkyDocument;

/// What the window does with the open catalog: asks what its columns mean, of itself where they tell no positions, and
/// matches it with another.
class CatalogActions : public QObject {
    Q_OBJECT

  public:
    CatalogActions(SkyController& controller, SkyDocument& document, IssueModel& issues, QWidget* window);

    void addTo(QMenu& menu);
    QAction& roles() { return *roles_; }

  private:
    void showRoles(const CatalogColumns& columns, const std::optional<Error>& problem);
    void showMatch();
    void updateActions();

    SkyController& controller_;
    SkyDocument& document_;
    IssueModel& issues_;
    QWidget* window_;
    QAction* roles_;
    QAction* match_;
};

} // namespace iic::ui
