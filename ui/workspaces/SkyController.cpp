#include "workspaces/SkyController.h"

#include "models/IssueModel.h"

#include <QDir>

#include <utility>

namespace iic::ui {

namespace {

QString fileName(const std::filesystem::path& path) { return QString::fromStdString(path.filename().string()); }

ClassifiedSubject subjectOf(const std::shared_ptr<const Tile>& tile) {
    return {QString::fromStdString(tile->id), [tile](const ModelCard& card) { return checkModelFits(*tile, card); },
            [tile](std::span<const std::size_t>, const SourcesToClassify& sources, Classifier& classifier,
                   const OnPredictions& onPiece, JobContext& context) -> JobResult<RowPredictions> {
                return classifyOnTile(*tile, sources, classifier, onPiece, context.progress(), context.stop())
                    .map([](std::vector<Prediction> predictions) {
                        return RowPredictions{std::move(predictions), std::nullopt};
                    });
            }};
}

} // namespace

SkyController::SkyController(SkyDocument& document, ModelStore& models, IssueModel& issues, QObject* parent)
    : QObject(parent),
      document_(document),
      models_(models),
      issues_(issues),
      classifier_(document.store(), document.labels(), models, issues) {
    connect(&classifier_, &ListClassifier::refused, this, [this](const Error& error) { issues_.add(error); });
    connect(&classifier_, &ListClassifier::jobStarted, this, &SkyController::jobStarted);
    connect(&classifier_, &ListClassifier::changed, this, &SkyController::classifyingChanged);
    connect(&classifier_, &ListClassifier::classified, this, &SkyController::classified);
    connect(&models_, &ModelStore::changed, this, [this] { inspect(document_.current()); });
    connect(&document_, &SkyDocument::currentChanged, this, &SkyController::inspect);
    const auto bringBack = [this] {
        if (!sourcesJob_.isRunning())
            measureLabelledPlaces();
    };
    connect(&document_.labels(), &SourceLabels::restored, this, bringBack);
    connect(&document_.labels(), &SourceLabels::steppedWithoutSource, this, bringBack);
}

SkyController::~SkyController() = default;

void SkyController::reportFailures(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

void SkyController::open(const std::vector<std::filesystem::path>& paths) {
    Job* job = sorting_.submit<OpenRequest>([paths](JobContext&) -> JobResult<OpenRequest> { return sortPaths(paths); },
                                            [this](OpenRequest request) {
                                                if (!request.spectra.empty())
                                                    Q_EMIT spectraFound(request.spectra);
                                                if (!request.images.empty())
                                                    openRequest(std::move(request));
                                                else if (!request.catalogs.empty())
                                                    openCatalogs(std::move(request.catalogs));
                                            });
    reportFailures(job);
    Q_EMIT jobStarted(job, tr("Opening"));
}

void SkyController::openCatalogs(std::vector<std::filesystem::path> catalogs) {
    if (!document_.tile() && !openJob_.isRunning()) {
        issues_.add(Severity::Error, tr("a catalog is shown on an image: open the images first"),
                    QString::fromStdString(catalogs.back().string()));
        return;
    }
    if (openJob_.isRunning()) {
        comingCatalogs_ = std::move(catalogs);
        return;
    }
    catalogs_ = std::move(catalogs);
    openSources();
}

void SkyController::openRequest(OpenRequest request) {
    comingCatalogs_ = request.catalogs;
    Job* job = io_.submit<std::vector<ShownTile>>([request](JobContext& context) { return openForDisplay(request, context); },
                                                  [this](std::vector<ShownTile> tiles) {
                                                      if (tiles.empty())
                                                          return;
                                                      tiles_ = std::move(tiles);
                                                      catalogs_ = std::move(comingCatalogs_);
                                                      showTile(0);
                                                  });
    connect(job, &Job::failed, this, [this, request](const Error& error) {
        if (error.code == ErrorCode::AmbiguousBand)
            Q_EMIT bandNeeded(QString::fromStdString(error.file), request);
        else
            issues_.add(error);
    });
    openJob_.replace(job);
    Q_EMIT jobStarted(job, tr("Opening"));
}

void SkyController::showTile(std::size_t which) {
    const ShownTile& shown = tiles_.at(which);
    sourcesJob_.cancel();
    measureJob_.cancel();
    labelledJob_.cancel();
    forgetCatalog();
    classifier_.setSubject(std::nullopt); // rows go now
    document_.setTile(shown.tile);
    for (const std::string& warning : shown.tile->warnings)
        issues_.add(Severity::Warning, QString::fromStdString(warning), QString::fromStdString(shown.tile->id));
    classifier_.setSubject(subjectOf(shown.tile));
    Q_EMIT tileShown(shown.limits);
    if (catalogs_.empty())
        detect();
    else
        openSources();
}

void SkyController::openSources() {
    const std::filesystem::path catalog = catalogs_.back();
    if (catalogs_.size() > 1)
        issues_.add(Severity::Warning, tr("of %n catalog(s) the last is shown", nullptr, static_cast<int>(catalogs_.size())),
                    QString::fromStdString(catalog.string()));
    nextMatch_.reset();
    Job* job = io_.submit<OpenedSources>([catalog, tile = document_.tile(), roles = takeKnownRoles(catalog)](
                                             JobContext& context) { return loadSources(catalog, *tile, roles, context.stop()); },
                                         [this, catalog](OpenedSources opened) {
                                             if (opened.problem)
                                                 Q_EMIT rolesNeeded(opened.columns, *opened.problem);
                                             else
                                                 takeSources(std::move(opened), catalog);
                                         });
    reportFailures(job);
    sourcesJob_.replace(job);
    Q_EMIT jobStarted(job, tr("Reading %1").arg(fileName(catalog)));
}

void SkyController::detect() {
    if (!document_.tile())
        return;
    nextMatch_.reset();
    Job* job =
        io_.submit<OpenedSources>([tile = document_.tile()](JobContext& context) { return detectForDisplay(*tile, context); },
                                  [this](OpenedSources opened) { takeSources(std::move(opened), {}); });
    reportFailures(job);
    sourcesJob_.replace(job);
    Q_EMIT jobStarted(job, tr("Finding sources"));
}

void SkyController::takeSources(OpenedSources opened, const std::filesystem::path& catalog) {
    measureJob_.cancel();
    classifier_.cancel();
    matchJob_.cancel();
    for (const std::string& warning : opened.warnings)
        issues_.add(Severity::Warning, QString::fromStdString(warning), opened.name);
    keepOpened(opened);
    document_.setSources(std::move(opened.sources), opened.name);
    Q_EMIT sourcesShown(QString::fromStdString(catalog.empty() ? std::string() : std::filesystem::absolute(catalog).string()));
    measureLabelledPlaces();
    if (auto next = std::exchange(nextMatch_, std::nullopt))
        match(std::move(*next));
}

/// What was clicked and labelled in an earlier session comes back.
void SkyController::measureLabelledPlaces() {
    labelledJob_.cancel();
    const std::vector<SkyCoord> places = document_.labelledPlacesWithoutSource();
    if (places.empty())
        return;
    Job* job = io_.submit<std::vector<DetectedSource>>(
        [tile = document_.tile(), places](JobContext& context) -> JobResult<std::vector<DetectedSource>> {
            std::vector<DetectedSource> measured;
            for (const SkyCoord& place : places) {
                if (context.stop().stop_requested())
                    return cancelled();
                if (Result<DetectedSource> source = measureAt(*tile, place))
                    measured.push_back(std::move(*source));
            }
            return measured;
        },
        [this](const std::vector<DetectedSource>& measured) {
            for (const DetectedSource& source : measured)
                document_.addSource(source);
        });
    reportFailures(job);
    labelledJob_.replace(job);
}

void SkyController::pick(const PixelCoord& pixel, const SkyCoord& position) {
    if (!document_.tile())
        return;
    measureJob_.cancel();
    const double scale = document_.tile()->reference().wcs.pixelScale();
    if (const int row = document_.sources().nearest(pixel, pickRadius / scale); row >= 0) {
        document_.setCurrent(row);
        return;
    }
    Job* job = io_.submit<DetectedSource>(
        [tile = document_.tile(), position](JobContext&) { return asJobResult(measureAt(*tile, position)); },
        [this](const DetectedSource& source) { document_.setCurrent(document_.addSource(source)); });
    reportFailures(job);
    measureJob_.replace(job);
}

void SkyController::inspect(int row) {
    pictureJob_.cancel();
    measureJob_.cancel(); // the user has gone on
    pictures_ = {};
    classifier_.classify(row);
    if (row < 0)
        return;
    const SkyCoord position = document_.sources().position(row);
    const bool seesImages = models_.card() && readsImages(models_.card()->spec.architecture);
    const InputOptions options = seesImages ? models_.card()->input : InputOptions{};
    Job* job = io_.submit<InspectionPictures>(
        [tile = document_.tile(), position, options](JobContext&) { return inspectionPictures(*tile, position, options); },
        [this](InspectionPictures pictures) {
            pictures_ = std::move(pictures);
            Q_EMIT picturesReady();
        });
    reportFailures(job);
    pictureJob_.replace(job);
}

} // namespace iic::ui
