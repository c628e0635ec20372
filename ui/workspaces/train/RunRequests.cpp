#include "workspaces/train/RunRequests.h"

#include "analysis/TrainingMaterial.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int longestName = 100;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::RunRequests)
};

TrainingRequest requestOf(const KnownRun& run) {
    TrainingRequest request;
    request.name = run.name;
    request.options = run.record->options;
    request.dataset = datasetOf(request.options.material, run.folder);
    return request;
}

} // namespace

std::filesystem::path runsFolder(const std::filesystem::path& project) { return project.parent_path() / "runs"; }

QString freeRunName(const std::vector<KnownRun>& runs, const std::filesystem::path& folder) {
    static const QRegularExpression numbered(QStringLiteral("^run (\\d{1,6})$"));
    int last = 0;
    for (const KnownRun& run : runs)
        for (const QString& name : {run.name, QString::fromStdString(run.folder.filename().string())})
            last = std::max(last, numbered.match(name).captured(1).toInt());
    std::error_code problem;
    QString name;
    do
        name = QStringLiteral("run %1").arg(++last);
    while (std::filesystem::exists(folder / name.toStdString(), problem));
    return name;
}

QString whyNoRunName(const QString& name, const std::vector<KnownRun>& runs, const std::filesystem::path& folder) {
    if (name.isEmpty())
        return Text::tr("Name the run.");
    if (name.contains(QLatin1Char('/')))
        return Text::tr("The run's folder has this name, which cannot hold a “/”.");
    if (name.startsWith(QLatin1Char('.')))
        return Text::tr("The run's folder has this name: with a dot before it it would be hidden.");
    if (name.size() > longestName)
        return Text::tr("The run's folder has this name: %1 characters at most, these are %2.").arg(longestName).arg(name.size());
    if (std::ranges::any_of(runs, [&](const KnownRun& run) { return run.name == name; }))
        return Text::tr("There is a run of this name.");
    std::error_code problem;
    if (std::filesystem::exists(folder / name.toStdString(), problem))
        return Text::tr("There is a folder of this name beside the project.");
    return {};
}

TrainingRequest requestToContinue(const KnownRun& run) {
    TrainingRequest request = requestOf(run);
    request.options.runFolder = run.folder;
    request.options.resumeFrom = run.folder / "last.h5";
    return request;
}

TrainingRequest requestToReproduce(const KnownRun& run, const QString& name, const std::filesystem::path& folder) {
    TrainingRequest request = requestOf(run);
    request.name = name;
    request.options.batch = run.record->batch;
    request.options.runFolder = folder / name.toStdString();
    request.sameAs = run.folder;
    return request;
}

} // namespace iic::ui
