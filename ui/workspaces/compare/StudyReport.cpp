#include "workspaces/compare/StudyReport.h"

#include "workspaces/compare/StudyFigures.h"
#include "workspaces/compare/StudyListModel.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

#include <algorithm>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::StudyReport)
};

ReportTable reportTable(const TableFigure::Content& content, const QString& caption) {
    return {content.suggestedName, caption, content.heads, content.lines, 1};
}

ReportSection sectionOf(const StudyResult& result, int batch, const StudyDocument& document) {
    const StudyPlan& plan = result.plan;
    ReportSection section{titleOf(plan), {}};
    section.blocks.emplace_back(plan.paperFigure.empty()
                                    ? QString::fromStdString(plan.paperSays)
                                    : Text::tr("The paper, %1: %2")
                                          .arg(QString::fromStdString(plan.paperFigure), QString::fromStdString(plan.paperSays)));
    if (const auto verdict = result.verdict(); !verdict.empty())
        section.blocks.emplace_back(QString::fromStdString(verdict));
    section.blocks.emplace_back(ReportFigures{
        {std::make_shared<const ComparisonFigure>(comparisonOf(result)),
         plan.figure == StudyPlan::Figure::Line
             ? Text::tr("Accuracy of the best epoch by validation, with the standard deviation of repeats. Dashed: the paper's.")
             : Text::tr("Validation accuracy by epoch, mean and standard deviation of repeats. Dashed: the paper's best value."),
         0}});
    section.blocks.emplace_back(
        reportTable(resultTable(result),
                    Text::tr("Accuracy in per cent of the best epoch by validation, mean and standard deviation of repeats; "
                             "the network's size as it infers; its speed on the machine that trained it, at that time.")));
    if (plan.name == "networks") {
        section.blocks.emplace_back(reportTable(countTable(plan, document),
                                                Text::tr("Parameters and multiply–adds as the program counts them, beside the "
                                                         "paper's Table 3.")));
        for (const QString& note : countNotes())
            section.blocks.emplace_back(note);
    }
    for (const auto& note : result.notes(batch))
        section.blocks.emplace_back(QString::fromStdString(note));
    if (result.runsDone < result.runs)
        section.blocks.emplace_back(Text::tr("%1 of %2 runs are done.").arg(result.runsDone).arg(result.runs));
    return section;
}

/// Not alone with a run that another study needed too.
bool isCompared(const StudyResult& result) {
    return std::ranges::count_if(result.variants, [](const VariantResult& variant) { return !variant.runs.empty(); }) > 1;
}

ReportSection settingsSection(const StudyOptions& options) {
    const TrainingOptions& training = options.training;
    const QLocale locale;
    ReportTable table{QStringLiteral("settings"), Text::tr("How the networks learned."), {}, {}, 2};
    const auto add = [&](const QString& name, const QString& value) { table.rows.push_back({name, value}); };
    add(Text::tr("dataset"), QString::fromStdString(options.dataset.filename().string()));
    add(Text::tr("spectra"), options.spectra ? Text::tr("read from files") : Text::tr("simulated"));
    add(Text::tr("repeats"), locale.toString(options.repeats));
    add(Text::tr("epochs"), locale.toString(training.epochs));
    add(Text::tr("batch"), locale.toString(training.batch));
    add(Text::tr("learning rate"), locale.toString(training.learningRate, 'g', 4));
    add(Text::tr("rate falls"), training.schedule == RateSchedule::Cosine
                                    ? Text::tr("as a cosine, to nothing")
                                    : Text::tr("halved after epoch %1").arg(training.halveAfterEpoch));
    add(Text::tr("augmentation"), training.augment ? Text::tr("flips and quarter turns") : Text::tr("none"));
    add(Text::tr("first seed"), QString::number(training.seed));
    QStringList bands;
    for (const Band band : options.input.channels)
        bands << QLatin1String(bandName(band).data());
    add(Text::tr("bands, where they are not what is compared"), bands.join(QLatin1Char(' ')));
    add(Text::tr("input, where it is not what is compared"),
        Text::tr("%1 × %1, %2").arg(options.input.side).arg(QLatin1String(presetName(options.input.preset).data())));
    return {Text::tr("Settings"), {table}};
}

} // namespace

Report studyReport(const std::vector<StudyResult>& results, const StudyOptions& options, const StudyDocument& document) {
    Report report{Text::tr("Studies on %1").arg(QString::fromStdString(options.dataset.stem().string())),
                  Text::tr("What the paper compares, made again; reported by IICnet Studio on %1")
                      .arg(QDate::currentDate().toString(Qt::ISODate)),
                  {}};
    for (const StudyResult& result : results)
        if (isCompared(result))
            report.sections.push_back(sectionOf(result, options.training.batch, document));
    report.sections.push_back(settingsSection(options));
    return report;
}

} // namespace iic::ui
