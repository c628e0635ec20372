#include "analysis/BundledModel.h"
#include "plots/SaveFigure.h"
#include "shell/MainWindow.h"
#include "shell/Screenshot.h"
#include "study/StudyPlan.h"
#include "widgets/Theme.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/dataset/SaveDatasetFigures.h"
#include "workspaces/report/SaveRunReport.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTranslator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

using namespace iic::ui;

/// The model the user chose last, else the one that comes with the program; empty when there is none.
std::filesystem::path startModel(const QString& wanted) {
    if (!wanted.isEmpty())
        return wanted.toStdString();
    if (const QString chosen = settings::modelFile.read(); QFileInfo::exists(chosen))
        return chosen.toStdString();
    return iic::bundledModel().value_or(std::filesystem::path());
}

std::optional<ThemeChoice> parseTheme(const QString& name) {
    if (name == QStringLiteral("system"))
        return ThemeChoice::System;
    if (name == QStringLiteral("dark"))
        return ThemeChoice::Dark;
    if (name == QStringLiteral("light"))
        return ThemeChoice::Light;
    return std::nullopt;
}

std::optional<QSize> parseSize(const QString& text) {
    bool isWidth = false;
    bool isHeight = false;
    const QSize size(text.section(QLatin1Char('x'), 0, 0).toInt(&isWidth), text.section(QLatin1Char('x'), 1).toInt(&isHeight));
    return isWidth && isHeight && size.width() >= 640 && size.height() >= 480 ? std::optional(size) : std::nullopt;
}

int wrongUsage(const QString& what) {
    std::fprintf(stderr, "iicnet-studio: error: %s\n", qPrintable(what));
    return 2;
}

int failed(const iic::Error& error) {
    std::fprintf(stderr, "iicnet-studio: error: %s\n", error.oneLine().c_str());
    return 1;
}

int saveFigures(const QStringList& datasets, const QString& folder, const QString& form, bool overwrite) {
    if (std::ranges::find(figureForms, form.toStdString()) == figureForms.end())
        return wrongUsage("--as is png, svg, pdf or csv");
    if (datasets.size() != 1)
        return wrongUsage("--save-figures takes one dataset");
    const auto dataset = openDataset(datasets.first().toStdString());
    if (!dataset)
        return failed(dataset.error());
    const auto written = saveDatasetFigures(**dataset, folder.toStdString(), form.toStdString(), overwrite);
    if (!written)
        return failed(written.error());
    for (const std::filesystem::path& file : written->files)
        std::printf("%s\n", file.c_str());
    for (const std::string& figure : written->leftOut)
        std::fprintf(stderr, "iicnet-studio: %s\n", figure.c_str());
    return 0;
}

/// Three positive numbers with spaces or commas between them.
std::optional<iic::ClassProbabilities> parsePriors(const QString& text) {
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    iic::ClassProbabilities priors{};
    if (words.size() != static_cast<qsizetype>(priors.size()))
        return std::nullopt;
    for (std::size_t i = 0; i < priors.size(); ++i) {
        priors[i] = words[static_cast<qsizetype>(i)].toDouble();
        if (!(priors[i] >= 1e-9 && priors[i] <= 1e9))
            return std::nullopt;
    }
    return priors;
}

int saveReport(const QString& file, const QString& run, const QString& priors, bool overwrite) {
    if (run.isEmpty())
        return wrongUsage("--save-report takes the folder of a run with --run");
    ReportRequest request{run.toStdString(), {}, parsePriors(priors)};
    if (!priors.isEmpty() && !request.priors)
        return wrongUsage("--priors is three positive numbers, one a class");
    iic::NoProgress quiet;
    const auto written = saveRunReport(request, file.toStdString(), overwrite, quiet, {});
    if (!written)
        return failed(std::get<iic::Error>(written.error()));
    for (const std::filesystem::path& path : *written)
        std::printf("%s\n", path.c_str());
    return 0;
}

/// A picture needs no display, and figures, help and version none either.
bool worksWithoutDisplay(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
        return word == "--help" || word == "-h" || word == "--version" || word == "-v" || word.starts_with("--screenshot") ||
               word.starts_with("--save-figures") || word.starts_with("--save-report");
    });
}

} // namespace

int main(int argc, char** argv) {
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
                            qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if (!hasDisplay && !worksWithoutDisplay(argc, argv)) {
        std::fprintf(stderr, "iicnet-studio: error: there is no display to open the window on; iicnet works without one\n");
        return 1;
    }
    if (!hasDisplay)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("IICnet"));
    QCoreApplication::setApplicationName(QStringLiteral("iicnet-studio"));
    QCoreApplication::setApplicationVersion(QStringLiteral(IIC_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("IICnet Studio"));
    QGuiApplication::setDesktopFileName(QStringLiteral("iicnet-studio"));

    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("iicnet-studio"), QStringLiteral("_"), QStringLiteral(":/translations")) ||
        translator.load(QStringLiteral(":/translations/iicnet-studio_en.qm")))
        QCoreApplication::installTranslator(&translator);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Opens WISE images and catalogs and classifies their sources."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(QStringLiteral("theme"), QCoreApplication::translate("main", "system, dark or light."),
                                   QStringLiteral("name"));
    const QCommandLineOption model(QStringLiteral("model"),
                                   QCoreApplication::translate("main", "Weights to classify with instead of the demo's."),
                                   QStringLiteral("file"));
    const QCommandLineOption spectrumModel(QStringLiteral("spectrum-model"),
                                           QCoreApplication::translate("main", "Weights to classify spectra with."),
                                           QStringLiteral("file"));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        QCoreApplication::translate("main", "Classify what is opened, write a picture of the window and end."),
        QStringLiteral("file"));
    const QCommandLineOption size(QStringLiteral("size"), QCoreApplication::translate("main", "Size of the picture."),
                                  QStringLiteral("WxH"), QStringLiteral("1600x1000"));
    const QCommandLineOption select(QStringLiteral("select"),
                                    QCoreApplication::translate("main", "Position to select for the picture."),
                                    QStringLiteral("ra dec"));
    const QCommandLineOption figure(
        QStringLiteral("figure"),
        QCoreApplication::translate("main", "Picture of the dataset with snr, histograms, waterfall, colours or field."),
        QStringLiteral("name"));
    const QCommandLineOption train(
        QStringLiteral("train"),
        QCoreApplication::translate("main",
                                    "Picture of training on the dataset once so many epochs are done; 0: before it starts."),
        QStringLiteral("epochs"));
    const QCommandLineOption evaluation(
        QStringLiteral("evaluate"),
        QCoreApplication::translate("main",
                                    "Picture of the model's evaluation on the test split of the dataset, with roc, precision, "
                                    "reliability, magnitudes, samples or changes."),
        QStringLiteral("name"));
    const QCommandLineOption compared(
        QStringLiteral("compare-with"),
        QCoreApplication::translate("main", "Weights that judge the same sources for the picture of --evaluate."),
        QStringLiteral("file"));
    const QCommandLineOption explain(
        QStringLiteral("explain"),
        QCoreApplication::translate("main", "Picture of how the network comes to its answer, with its stage of this number."),
        QStringLiteral("stage"));
    const QCommandLineOption review(
        QStringLiteral("review"),
        QCoreApplication::translate("main", "Picture of the review of what --evaluate has evaluated, with colours, features, "
                                            "last-step, cases or labels."),
        QStringLiteral("name"));
    const QCommandLineOption studyFolder(
        QStringLiteral("study"), QCoreApplication::translate("main", "Picture of the study of this folder, with --compare."),
        QStringLiteral("folder"));
    const QCommandLineOption study(
        QStringLiteral("compare"),
        QCoreApplication::translate("main", "Its page: stem, side, networks, bands, presets or modalities."),
        QStringLiteral("name"), QStringLiteral("stem"));
    const QCommandLineOption figures(
        QStringLiteral("save-figures"),
        QCoreApplication::translate("main", "Write the figures of a dataset to a folder and end; needs no display."),
        QStringLiteral("folder"));
    const QCommandLineOption form(QStringLiteral("as"),
                                  QCoreApplication::translate("main", "Form of the figures: png, svg, pdf or csv."),
                                  QStringLiteral("form"), QStringLiteral("png"));
    const QCommandLineOption report(
        QStringLiteral("save-report"),
        QCoreApplication::translate("main", "Write the report of a run as .html, .pdf or a folder and end; needs no display."),
        QStringLiteral("file"));
    const QCommandLineOption run(QStringLiteral("run"), QCoreApplication::translate("main", "Folder of the run to report."),
                                 QStringLiteral("folder"));
    const QCommandLineOption priors(
        QStringLiteral("priors"),
        QCoreApplication::translate("main", "How frequent each class is on the sky, for the report, such as \"0.9 0.08 0.02\"."),
        QStringLiteral("shares"));
    const QCommandLineOption overwrite(QStringLiteral("overwrite"),
                                       QCoreApplication::translate("main", "Replace figures and reports that are there."));
    const QCommandLineOption untilPicture(QStringLiteral("until-first-picture"),
                                          QCoreApplication::translate("main", "End when the first picture is shown."));
    parser.addOptions({theme,      model,    spectrumModel, screenshot, size,   select,      figure,
                       evaluation, compared, train,         explain,    review, studyFolder, study,
                       figures,    form,     report,        run,        priors, overwrite,   untilPicture});
    parser.addPositionalArgument(QStringLiteral("paths"),
                                 QCoreApplication::translate("main", "Images, folders, catalogs, projects and datasets to open."),
                                 QStringLiteral("[paths…]"));
    if (!parser.parse(QCoreApplication::arguments()))
        return wrongUsage(parser.errorText());
    parser.process(application); // --help and --version

    const std::optional<ThemeChoice> chosenTheme =
        parser.isSet(theme) ? parseTheme(parser.value(theme)) : std::optional(static_cast<ThemeChoice>(settings::theme.read()));
    if (!chosenTheme)
        return wrongUsage("--theme is system, dark or light");
    const std::optional<QSize> pictureSize = parseSize(parser.value(size));
    if (!pictureSize)
        return wrongUsage("--size is WIDTHxHEIGHT, at least 640x480");
    const std::optional<DatasetFigures::Page> page = parseFigure(parser.value(figure));
    if (parser.isSet(figure) && !page)
        return wrongUsage("--figure is snr, histograms, waterfall, colours or field");
    bool isNumber = true;
    const std::optional<int> epochs = parser.isSet(train) ? std::optional(parser.value(train).toInt(&isNumber)) : std::nullopt;
    if (!isNumber || epochs.value_or(0) < 0)
        return wrongUsage("--train is a number of epochs");
    const std::optional<int> stage = parser.isSet(explain) ? std::optional(parser.value(explain).toInt(&isNumber)) : std::nullopt;
    if (!isNumber || stage.value_or(0) < 0 || stage.value_or(0) > 9)
        return wrongUsage("--explain is a stage of the network, 0 (its input) to 9 (its head)");
    const std::optional<EvaluationFigures::Page> evaluationPage = parseEvaluation(parser.value(evaluation));
    if (parser.isSet(evaluation) && !evaluationPage)
        return wrongUsage("--evaluate is roc, precision, reliability, magnitudes, samples or changes");
    const std::optional<ReviewPage> reviewPage = parseReview(parser.value(review));
    if (parser.isSet(review) && !reviewPage)
        return wrongUsage("--review is colours, features, last-step, cases or labels");
    const auto studies = iic::paperStudies({});
    if (std::ranges::none_of(studies, [&](const iic::StudyPlan& plan) { return plan.name == parser.value(study).toStdString(); }))
        return wrongUsage("--compare is stem, side, networks, bands, presets or modalities");
    if (parser.isSet(studyFolder) && !QFileInfo(QDir(parser.value(studyFolder)), QStringLiteral("study.json")).isFile())
        return wrongUsage("--study is a folder that holds a study: it has no study.json");
    if (parser.isSet(figures))
        return saveFigures(parser.positionalArguments(), parser.value(figures), parser.value(form), parser.isSet(overwrite));
    if (parser.isSet(report))
        return saveReport(parser.value(report), parser.value(run), parser.value(priors), parser.isSet(overwrite));
    applyTheme(application, *chosenTheme);

    const QDir data(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    MainWindow window({data.filePath(QStringLiteral("Personal.iicproj")).toStdString(), startModel(parser.value(model))});
    if (parser.isSet(spectrumModel))
        window.spectra().network().load(parser.value(spectrumModel).toStdString());
    if (parser.isSet(screenshot))
        takeScreenshot(window, {parser.value(screenshot), *pictureSize, parser.value(select), page, evaluationPage, epochs,
                                reviewPage, parser.value(compared).toStdString(), stage, parser.value(studyFolder).toStdString(),
                                parser.value(study), parser.value(model)});
    if (parser.isSet(untilPicture)) // at once: what it would put away in order is not part of the start
        QObject::connect(
            &window.sky().sky(), &SkyView::firstPictureShown, &application, [] { std::_Exit(0); }, Qt::QueuedConnection);
    window.show();
    window.open(parser.positionalArguments());
    return application.exec();
}
