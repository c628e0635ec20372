#include "shell/ProjectActions.h"

#include "catalog/RoleChanges.h"
#include "models/IssueModel.h"
#include "models/PlainText.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyController.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace iic::ui {

namespace {

constexpr int mostRecent = 10;
constexpr const char* skyView = "sky"; // the key under which a project keeps what is open

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }
QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

} // namespace

ProjectActions::ProjectActions(ProjectStore& project, SkyController& controller, SkyDocument& document, IssueModel& issues,
                               QWidget* window)
    : QObject(window), project_(project), controller_(controller), document_(document), issues_(issues), window_(window) {
    connect(&project_, &ProjectStore::opened, this, [this] {
        if (isBringingBack_)
            return bringBack();
        keepTile();
        Q_EMIT tookOver();
    });
    connect(&controller_, &SkyController::tileShown, this, [this] {
        catalog_.clear(); // was the tile's before
        keepTile();
    });
    connect(&controller_, &SkyController::sourcesShown, this, [this](const QString& catalog) {
        catalog_ = catalog;
        keepView();
        keepRoles();
    });
}

void ProjectActions::addTo(QMenu& menu) {
    menu.addAction(tr("&New project…"), QKeySequence::New, this, &ProjectActions::createProject);
    menu.addAction(tr("Open &project…"), QKeySequence(QStringLiteral("Ctrl+P")), this, &ProjectActions::chooseProject);
    recent_ = menu.addMenu(tr("Recent pro&jects"));
    connect(recent_, &QMenu::aboutToShow, this, &ProjectActions::fillRecent);
}

void ProjectActions::open(const std::filesystem::path& file) {
    isBringingBack_ = true;
    remember(file);
    project_.open(file);
}

void ProjectActions::createProject() {
    QString file =
        QFileDialog::getSaveFileName(window_, tr("New project"), settings::lastFolder.read() + QStringLiteral("/project.iicproj"),
                                     tr("IICnet projects (*.iicproj)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QStringLiteral(".iicproj");
    if (QFileInfo::exists(file)) {
        issues_.add(Severity::Error, tr("there is a file of this name already; a project is never overwritten"), file);
        return;
    }
    isBringingBack_ = false; // another that could not be opened may have left it
    remember(toPath(file));
    project_.open(toPath(file)); // what is open now goes into it
}

void ProjectActions::chooseProject() {
    const QString file = QFileDialog::getOpenFileName(window_, tr("Open a project"), settings::lastFolder.read(),
                                                      tr("IICnet projects (*.iicproj)"));
    if (!file.isEmpty())
        open(toPath(file));
}

void ProjectActions::fillRecent() {
    recent_->clear();
    for (const QString& file : settings::recentProjects.read()) {
        QAction* action = recent_->addAction(QFileInfo(file).completeBaseName(), this, [this, file] { open(toPath(file)); });
        action->setToolTip(plainToolTip(file));
        action->setEnabled(QFileInfo::exists(file));
    }
    if (recent_->isEmpty())
        recent_->addAction(tr("none yet"))->setEnabled(false);
}

void ProjectActions::remember(const std::filesystem::path& file) {
    const QString name = QFileInfo(toText(file)).absoluteFilePath();
    QStringList recent = settings::recentProjects.read();
    recent.removeAll(name);
    recent.prepend(name);
    settings::recentProjects.write(recent.mid(0, mostRecent));
    settings::lastFolder.write(QFileInfo(name).absolutePath());
}

void ProjectActions::keepTile() {
    const auto tile = document_.tile();
    if (!tile || !project_.readOnlyReason().isEmpty())
        return;
    report(project_.submit<std::int64_t>(
        [tile](Project& project) {
            std::map<Band, std::filesystem::path> files;
            for (const Band band : allBands)
                if (const BandImage* image = tile->band(band))
                    files[band] = std::filesystem::absolute(image->path);
            return project.addTile(tile->id, tile->survey, files);
        },
        [](std::int64_t) {}));
    keepView();
}

void ProjectActions::keepView() {
    if (!document_.tile() || !project_.readOnlyReason().isEmpty())
        return;
    const QJsonObject view{{QStringLiteral("tile"), QString::fromStdString(document_.tile()->id)},
                           {QStringLiteral("catalog"), catalog_}};
    report(project_.submit<std::monostate>(
        [json = QJsonDocument(view).toJson(QJsonDocument::Compact).toStdString()](Project& project) -> Result<std::monostate> {
            if (const Result<void> kept = project.setView(skyView, json); !kept)
                return tl::unexpected(kept.error());
            return std::monostate{};
        },
        [](std::monostate) {}));
}

/// What the columns mean goes with the project; what their names tell need not.
void ProjectActions::keepRoles() {
    if (catalog_.isEmpty() || !project_.readOnlyReason().isEmpty())
        return;
    std::map<std::string, std::string> names;
    const CatalogColumns& columns = controller_.columns();
    if (columns.roles != columns.guessed)
        for (const auto& [role, column] : columns.roles)
            names[std::string(roleName(role))] = column;
    report(project_.submit<std::monostate>(
        [file = toPath(catalog_), names](Project& project) -> Result<std::monostate> {
            if (const Result<void> kept = project.rememberCatalog(file, names); !kept)
                return tl::unexpected(kept.error());
            return std::monostate{};
        },
        [](std::monostate) {}));
}

Result<ProjectActions::LastOpen> ProjectActions::lastOpen(Project& project) {
    const Result<std::vector<ProjectTile>> tiles = project.tiles();
    if (!tiles)
        return tl::unexpected(tiles.error());
    const Result<std::optional<std::string>> view = project.view(skyView);
    if (!view)
        return tl::unexpected(view.error());
    LastOpen last;
    if (tiles->empty())
        return last;
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(view->value_or("{}"))).object();
    const std::string name = json.value(QStringLiteral("tile")).toString().toStdString();
    last.tile = tiles->back();
    for (const ProjectTile& tile : *tiles)
        if (tile.name == name)
            last.tile = tile;
    last.catalog = toPath(json.value(QStringLiteral("catalog")).toString());
    const Result<std::vector<RecentCatalog>> catalogs = project.recentCatalogs();
    if (!catalogs)
        return tl::unexpected(catalogs.error());
    for (const RecentCatalog& recent : *catalogs)
        if (recent.path == last.catalog)
            for (const auto& [role, column] : recent.roles)
                if (const std::optional<Role> known = parseRole(role))
                    last.roles[*known] = column;
    return last;
}

void ProjectActions::bringBack() {
    if (std::exchange(isBringingBack_, false))
        Q_EMIT broughtBack();
    report(project_.submit<LastOpen>(&ProjectActions::lastOpen, [this](const LastOpen& last) { showAgain(last); }));
}

void ProjectActions::showAgain(const LastOpen& last) {
    if (!last.tile)
        return;
    std::vector<std::filesystem::path> paths;
    for (const auto& [band, file] : last.tile->files) {
        if (file.state == FileState::Missing)
            return askFor(*last.tile, band);
        if (file.state == FileState::Changed)
            issues_.add(Severity::Warning, tr("the image has changed since it was opened in this project"), toText(file.path));
        paths.push_back(file.path);
    }
    std::error_code problem;
    if (!last.catalog.empty() && std::filesystem::exists(last.catalog, problem)) {
        paths.push_back(last.catalog);
        controller_.expectRoles(last.catalog, last.roles);
    } else if (!last.catalog.empty())
        issues_.add(Severity::Warning, tr("the catalog is no longer where it was"), toText(last.catalog));
    controller_.open(paths);
}

void ProjectActions::askFor(const ProjectTile& tile, Band band) {
    const ProjectFile& file = tile.files.at(band);
    QMessageBox question(QMessageBox::Question, tr("An image is missing"),
                         tr("%1 of tile %2 is not where it was:\n%3")
                             .arg(QLatin1String(bandName(band).data()), QString::fromStdString(tile.name), toText(file.path)),
                         QMessageBox::Cancel, window_);
    question.setTextFormat(Qt::PlainText);
    QPushButton* locate = question.addButton(tr("&Locate…"), QMessageBox::AcceptRole);
    question.setDefaultButton(locate);
    question.exec();
    if (question.clickedButton() != locate)
        return;
    const QString found =
        QFileDialog::getOpenFileName(window_, tr("Where is %1?").arg(QFileInfo(toText(file.path)).fileName()),
                                     settings::lastFolder.read(), tr("FITS images (*.fits *.fit *.fits.gz *.fz);;All files (*)"));
    if (found.isEmpty())
        return;
    using Found = std::vector<std::filesystem::path>;
    report(project_.submit<Found>(
        [id = tile.id, band, path = toPath(found)](Project& project) { return project.repointTile(id, band, path); },
        [this](const Found&) { bringBack(); }));
}

void ProjectActions::report(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

} // namespace iic::ui
