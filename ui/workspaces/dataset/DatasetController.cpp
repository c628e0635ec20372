#include "workspaces/dataset/DatasetController.h"

#include "data/CopyDataset.h"
#include "models/IssueModel.h"
#include "workspaces/CatalogWork.h"

namespace iic::ui {

namespace {

QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
QString fileName(const std::filesystem::path& path) { return toText(path.filename()); }

/// The same for two ways to write a path.
std::filesystem::path wholePath(const std::filesystem::path& path) {
    std::error_code problem;
    const auto whole = std::filesystem::absolute(path, problem);
    return (problem ? path : whole).lexically_normal();
}

template <typename Options> Options overwriting(Options options) {
    options.overwrite = true;
    return options;
}

} // namespace

DatasetController::DatasetController(IssueModel& issues, QObject* parent) : QObject(parent), issues_(issues) {}

DatasetController::~DatasetController() = default;

void DatasetController::reportFailures(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

Job* DatasetController::startOpening(const std::filesystem::path& file, std::function<void(SharedDataset)> onOpened) {
    Job* job = io_.submit<SharedDataset>([file](JobContext&) { return asJobResult(openDataset(file)); }, std::move(onOpened));
    reportFailures(job);
    Q_EMIT jobStarted(job, tr("Opening %1").arg(fileName(file)));
    return job;
}

void DatasetController::open(const std::filesystem::path& file) {
    checkJob_.cancel();
    openJob_.replace(startOpening(file, [this](SharedDataset dataset) {
        Q_EMIT opened(dataset);
        checkSources(std::move(dataset));
    }));
}

/// Reads every file whole, which takes long for large tiles: nothing else waits for it, and another dataset ends it.
void DatasetController::checkSources(SharedDataset dataset) {
    checkJob_.cancel();
    for (const std::string& warning : splitWarnings(dataset->summary))
        issues_.add(Severity::Warning, QString::fromStdString(warning), toText(dataset->dataset.path()));
    if (dataset->dataset.card().tiles.empty() && dataset->dataset.card().catalogs.empty())
        return Q_EMIT checked(dataset, 0);
    Job* job = checking_.submit<std::vector<Error>>(
        [dataset](JobContext& context) { return changedSources(dataset->dataset, context.progress(), context.stop()); },
        [this, dataset](const std::vector<Error>& changed) {
            for (const Error& error : changed) {
                QString what = tr("%1: %2").arg(fileName(dataset->dataset.path()), QString::fromStdString(error.reason));
                if (!error.detail.empty())
                    what = tr("%1 (%2)").arg(what, QString::fromStdString(error.detail));
                issues_.add(Severity::Warning, what, QString::fromStdString(error.file));
            }
            Q_EMIT checked(dataset, static_cast<qsizetype>(changed.size()));
        });
    reportFailures(job);
    checkJob_.replace(job);
    Q_EMIT jobStarted(job, tr("Checking the files of %1").arg(fileName(dataset->dataset.path())));
}

Job* DatasetController::make(const std::filesystem::path& out, const QString& title, Make work) {
    const auto whole = wholePath(out);
    if (!making_.insert(whole).second) {
        issues_.add(Severity::Error, tr("this file is being made already"), toText(out));
        return nullptr;
    }
    Job* job = io_.submit<DatasetReport>(std::move(work), [this, out](const DatasetReport& made) {
        report(out, made);
        startOpening(out, [this](const SharedDataset& dataset) { Q_EMIT this->made(dataset); });
    });
    reportFailures(job);
    connect(job, &Job::ended, this, [this, whole] { making_.erase(whole); });
    Q_EMIT jobStarted(job, title);
    return job;
}

void DatasetController::report(const std::filesystem::path& out, const DatasetReport& report) {
    for (const std::string& warning : report.warnings)
        issues_.add(Severity::Warning, QString::fromStdString(warning), toText(out));
    if (report.resumedRows > 0)
        issues_.add(Severity::Note,
                    tr("%Ln of the cutouts were there from an earlier run", nullptr, static_cast<int>(report.resumedRows)),
                    toText(out));
}

void DatasetController::build(BuildOptions options) {
    options.overwrite = true;
    options.roles = rolesFor;
    Job* job = make(options.out, tr("Building %1").arg(fileName(options.out)),
                    [options](JobContext& context) { return buildDataset(options, context.progress(), context.stop()); });
    if (!job)
        return;
    const auto note = [this, out = options.out] { noteUnfinished(out); };
    connect(job, &Job::cancelled, this, note);
    connect(job, &Job::failed, this, [note](const Error& error) {
        if (goesOnAfter(error))
            note();
    });
}

void DatasetController::noteUnfinished(const std::filesystem::path& out) {
    std::error_code problem;
    if (const auto parts = partsFolder(out); std::filesystem::exists(parts / "cutouts", problem))
        issues_.add(Severity::Note, tr("what is done of the dataset is kept; the same build goes on from there"), toText(parts));
}

void DatasetController::simulate(const SimulatedDatasetOptions& options) {
    make(options.out, tr("Simulating %1").arg(fileName(options.out)), [options = overwriting(options)](JobContext& context) {
        return simulateDataset(options, context.progress(), context.stop());
    });
}

void DatasetController::splitAgain(SharedDataset dataset, const SplitOptions& options, const std::filesystem::path& out) {
    make(out, tr("Splitting %1").arg(fileName(out)),
         [dataset, resplit = ResplitOptions{options, out, true}](JobContext& context) {
             return resplitDataset(dataset->dataset, resplit, context.progress(), context.stop()).map([&](const SplitRecord&) {
                 return DatasetReport{dataset->dataset.card(), dataset->dataset.size(), 0, {}};
             });
         });
}

void DatasetController::importImages(const ImportOptions& options) {
    make(options.out, tr("Importing %1").arg(fileName(options.source)), [options = overwriting(options)](JobContext& context) {
        return iic::importImages(options, context.progress(), context.stop());
    });
}

void DatasetController::exportImages(SharedDataset dataset, const ExportOptions& options) {
    Job* job = io_.submit<std::size_t>(
        [dataset, options](JobContext& context) {
            return iic::exportImages(dataset->dataset, options, context.progress(), context.stop());
        },
        [this, folder = options.folder](std::size_t images) { Q_EMIT exported(toText(folder), static_cast<qsizetype>(images)); });
    reportFailures(job);
    Q_EMIT jobStarted(job, tr("Exporting pictures to %1").arg(fileName(options.folder)));
}

} // namespace iic::ui
