// What the columns of the open catalog mean, and its match with another: the part of SkyController that is about tables.
#include "models/IssueModel.h"
#include "workspaces/SkyController.h"

#include <algorithm>

namespace iic::ui {

namespace {

QString fileName(const std::filesystem::path& path) { return QString::fromStdString(path.filename().string()); }

void keepRoles(const CatalogColumns& columns) {
    if (columns.origin != RoleOrigin::Chosen)
        return;
    if (columns.roles == columns.guessed)
        forgetRoles(columns.shape);
    else
        rememberRoles(columns.shape, columns.roles);
}

} // namespace

/// What the user chose counts for one reading, after which it is remembered.
KnownRoles SkyController::takeKnownRoles(const std::filesystem::path& catalog) {
    KnownRoles known;
    if (const auto chosen = chosenRoles_.extract(std::filesystem::absolute(catalog)))
        known.chosen = chosen.mapped();
    if (const auto expected = expectedRoles_.find(std::filesystem::absolute(catalog)); expected != expectedRoles_.end())
        known.remembered = expected->second;
    return known;
}

void SkyController::expectRoles(const std::filesystem::path& catalog, const RoleMap& roles) {
    if (roles.empty())
        expectedRoles_.erase(std::filesystem::absolute(catalog));
    else
        expectedRoles_[std::filesystem::absolute(catalog)] = roles;
}

void SkyController::useRoles(const std::filesystem::path& catalog, const RoleMap& roles) {
    chosenRoles_[std::filesystem::absolute(catalog)] = roles;
    const bool isOpen = catalog == columns_.file;
    openCatalogs({catalog});
    if (isOpen)
        nextMatch_ = match_;
}

void SkyController::forgetCatalog() {
    matchJob_.cancel();
    columns_ = {};
    catalog_.reset();
    match_.reset();
}

/// What came from a file stays known: its columns, and the user's word on them now that it has proved good.
void SkyController::keepOpened(OpenedSources& opened) {
    for (const std::string& note : opened.notes)
        issues_.add(Severity::Note, QString::fromStdString(note), opened.name);
    columns_ = std::move(opened.columns);
    catalogName_ = opened.name;
    catalog_ = opened.sources.columns()->catalog;
    match_.reset();
    keepRoles(columns_);
    if (columns_.origin == RoleOrigin::Chosen)
        expectedRoles_.erase(std::filesystem::absolute(columns_.file));
}

Job* SkyController::readCatalog(const std::filesystem::path& catalog, const std::optional<RoleMap>& chosen,
                                std::function<void(ReadCatalog)> onRead) {
    return io_.submit<ReadCatalog>(
        [catalog, chosen](JobContext& context) {
            return readWithRoles(catalog, {chosen, {}}, context.stop());
        },
        [onRead = std::move(onRead)](ReadCatalog read) {
            if (!read.problem)
                keepRoles(read.columns);
            onRead(std::move(read));
        });
}

void SkyController::match(MatchRequest request) {
    if (!document_.tile() || !catalog_)
        return;
    const QString title = tr("Matching with %1").arg(fileName(request.file));
    Job* job = io_.submit<MatchedSources>([catalog = catalog_, tile = document_.tile(), request](
                                              JobContext& context) { return matchSources(*catalog, request, *tile, context); },
                                          [this, request](MatchedSources matched) { takeMatch(std::move(matched), request); });
    reportFailures(job);
    matchJob_.replace(job);
    Q_EMIT jobStarted(job, title);
}

/// The sources are those that were there, row by row: labels, predictions and what was measured by hand stay with them.
void SkyController::takeMatch(MatchedSources matched, const MatchRequest& request) {
    const QString file = QString::fromStdString(request.file.string());
    issues_.add(Severity::Note, matched.counts.sentence(request), file);
    for (const std::string& note : matched.opened.notes)
        issues_.add(Severity::Note, QString::fromStdString(note), file);
    for (const std::string& warning : matched.opened.warnings)
        issues_.add(Severity::Warning, QString::fromStdString(warning), file);

    const SourceList before = document_.sources();
    SourceList& sources = matched.opened.sources;
    const int rows = std::min(sources.size(), before.size());
    for (int row = 0; row < rows; ++row)
        if (before.prediction(row))
            sources.setPrediction(row, before.ownPrediction(row));
    document_.setSources(std::move(sources), tr("%1 with %2").arg(catalogName_, fileName(request.file)));
    for (int row = rows; row < before.size(); ++row)
        if (before.prediction(row))
            document_.store().setPredictions(row, std::span(&*before.ownPrediction(row), 1));
    match_ = request;
    match_->catalog.reset();
    Q_EMIT this->matched();
}

} // namespace iic::ui
