#pragma once

#include "catalog/Catalog.h"
#include "workspaces/ProjectStore.h"

#include <QObject>

class QMenu;
class QWidget;

namespace iic::ui {

class SkyController;
class SkyDocument;

/// Projects in the window: new, open, recent. A project keeps what was opened in it and brings it back; it asks for files
/// that are no longer where they were.
class ProjectActions : public QObject {
    Q_OBJECT

  public:
    ProjectActions(ProjectStore& project, SkyController& controller, SkyDocument& document, IssueModel& issues, QWidget* window);

    void addTo(QMenu& menu);
    /// Opens a project, makes it where there is none, and brings back what was open in it.
    void open(const std::filesystem::path& file);

  Q_SIGNALS:
    /// A project was opened by the user: what was open in it comes again.
    void broughtBack();
    /// A project was opened that takes what is open.
    void tookOver();

  private:
    /// What was open in a project when it was closed.
    struct LastOpen {
        std::optional<ProjectTile> tile;
        std::filesystem::path catalog;
        RoleMap roles; ///< of its columns; empty: as their names tell
    };
    static Result<LastOpen> lastOpen(Project& project);

    void createProject();
    void chooseProject();
    void fillRecent();
    void remember(const std::filesystem::path& file);
    void keepTile();
    void keepView();
    void keepRoles();
    void bringBack();
    void showAgain(const LastOpen& last);
    void askFor(const ProjectTile& tile, Band band);
    void report(Job* job);

    ProjectStore& project_;
    SkyController& controller_;
    SkyDocument& document_;
    IssueModel& issues_;
    QWidget* window_;
    QMenu* recent_ = nullptr;
    QString catalog_; ///< on the open tile; empty when its sources were detected
    bool isBringingBack_ = false;
};

} // namespace iic::ui
