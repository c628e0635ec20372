#include "shell/ExportActions.h"

#include "base/OutputFile.h"
#include "models/IssueModel.h"
#include "models/SourceExport.h"
#include "shell/WorkspaceStack.h"
#include "workspaces/Settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace iic::ui {

namespace {

std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }

} // namespace

ExportActions::ExportActions(WorkspaceStack& workspaces, IssueModel& issues, QWidget* window)
    : QObject(window),
      workspaces_(workspaces),
      issues_(issues),
      window_(window),
      table_(new QAction(tr("&Export classified catalog…"), this)),
      regions_(new QAction(tr("Export DS9 &regions…"), this)) {
    table_->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    connect(table_, &QAction::triggered, this, &ExportActions::chooseTable);
    connect(regions_, &QAction::triggered, this, &ExportActions::chooseRegions);
    connect(&workspaces_, &WorkspaceStack::stateChanged, this, &ExportActions::updateActions);
    updateActions();
}

void ExportActions::addTo(QMenu& menu) { menu.addActions({table_, regions_}); }

void ExportActions::updateActions() {
    const SourceWorkspace* workspace = workspaces_.currentSources();
    const bool hasSources = workspace && workspace->sourceCount() > 0;
    table_->setEnabled(hasSources);
    regions_->setEnabled(hasSources && workspace->hasPositions());
    regions_->setToolTip(hasSources && !workspace->hasPositions()
                             ? tr("Its pictures have no place on the sky")
                             : tr("A point for each classified source, in the colour of its class"));
}

void ExportActions::chooseTable() {
    QString chosen;
    const QString file = QFileDialog::getSaveFileName(
        window_, tr("Export the classified catalog"), settings::lastFolder.read() + QStringLiteral("/classified.csv"),
        tr("CSV (*.csv);;IPAC table (*.tbl);;FITS table (*.fits);;VOTable (*.vot)"), &chosen);
    if (file.isEmpty())
        return;
    settings::lastFolder.write(QFileInfo(file).absolutePath());
    const QString ending = chosen.mid(chosen.indexOf(QLatin1Char('*')) + 1).chopped(chosen.isEmpty() ? 0 : 1);
    exportTable(toPath(file), formatFor(toPath(QFileInfo(file).suffix().isEmpty() ? file + ending : file)));
}

void ExportActions::chooseRegions() {
    const QString file =
        QFileDialog::getSaveFileName(window_, tr("Export DS9 regions"),
                                     settings::lastFolder.read() + QStringLiteral("/classified.reg"), tr("DS9 regions (*.reg)"));
    if (file.isEmpty())
        return;
    settings::lastFolder.write(QFileInfo(file).absolutePath());
    exportRegions(toPath(file));
}

void ExportActions::exportTable(const std::filesystem::path& path, TableFormat format) {
    write(path, [format](const SourceList& sources, const std::filesystem::path& file, const std::stop_token& stop) {
        const Table table = iic::ui::exportTable(sources);
        return stop.stop_requested() ? Result<void>() : writeTable(file, table, format);
    });
}

void ExportActions::exportRegions(const std::filesystem::path& path) {
    write(path, [](const SourceList& sources, const std::filesystem::path& file, const std::stop_token& stop) -> Result<void> {
        const Result<Catalog> catalog = exportCatalog(sources);
        if (!catalog)
            return tl::unexpected(catalog.error());
        const std::string regions = ds9Regions(*catalog, exportPredictions(sources));
        return stop.stop_requested() ? Result<void>() : writeTextFile(file, regions);
    });
}

/// `what` writes nothing when it is told to stop before.
void ExportActions::write(const std::filesystem::path& path, Write what) {
    Job* job = io_.submit<std::monostate>(
        [path, what = std::move(what),
         sources = workspaces_.currentSources()->sources()](JobContext& context) -> JobResult<std::monostate> {
            if (const Result<void> written = what(sources, path, context.stop()); !written)
                return tl::unexpected<Stop>(written.error());
            return std::monostate{};
        },
        [this, path](std::monostate) { Q_EMIT exported(QString::fromStdString(path.string())); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    Q_EMIT jobStarted(job, tr("Writing %1").arg(QString::fromStdString(path.filename().string())));
}

} // namespace iic::ui
