#include "workspaces/report/ReportSections.h"

#include "metrics/MagnitudeBins.h"
#include "metrics/PaperScores.h"
#include "plots/ConfusionFigure.h"
#include "plots/ReliabilityFigure.h"
#include "plots/RocFigure.h"
#include "workspaces/dataset/DatasetText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::RunReport)
};

using Scores = std::array<double ClassScores::*, 5>;
constexpr Scores scoresInOrder{&ClassScores::precision, &ClassScores::recall, &ClassScores::specificity, &ClassScores::f1,
                               &ClassScores::accuracy};
constexpr std::array<const char*, 5> scoreNames{"precision", "recall", "specificity", "F1", "accuracy"};

QStringList classNames(const JudgedSplit& judged) {
    QStringList names;
    for (const std::string& name : judged.dataset->dataset.card().classes)
        names << QString::fromStdString(printable(name));
    return names;
}

QString areaText(double area) { return std::isnan(area) ? QStringLiteral("–") : QString::number(area, 'f', 4); }

/// Every number of an evaluation by its name.
class Numbers {
  public:
    explicit Numbers(const std::vector<iic::Figure>& figures) {
        for (const iic::Figure& figure : figures)
            byName_.emplace(figure.name, figure);
    }
    const iic::Figure& operator[](const std::string& name) const { return byName_.at(name); }

  private:
    std::map<std::string, iic::Figure> byName_;
};

QString rangeText(const Interval& interval, QString (*text)(double)) {
    return std::isnan(interval.low) ? text(interval.low) : text(interval.low) + QStringLiteral("–") + text(interval.high);
}

/// A class, or all of them: its scores, their intervals and the paper's.
void addScores(ReportTable& table, const QString& name, const Numbers& numbers, const std::string& of, const std::string& area,
               const std::optional<ClassScores>& paper) {
    QStringList here{name, Text::tr("here")}, range{QString(), Text::tr("95 %")}, there{QString(), Text::tr("paper")};
    for (std::size_t i = 0; i < scoreNames.size(); ++i) {
        const iic::Figure& figure = numbers[scoreNames[i] + of];
        here << percentText(figure.value);
        range << rangeText(figure.interval, &percentText);
        there << (paper ? percentText((*paper).*scoresInOrder[i]) : QString());
    }
    here << areaText(numbers[area].value);
    range << rangeText(numbers[area].interval, &areaText);
    there << QStringLiteral("> ") + QString::number(paperArea);
    table.rows.push_back(here);
    table.rows.push_back(range);
    if (paper)
        table.rows.push_back(there);
}

ReportTable scoreTable(const JudgedSplit& judged, const Numbers& numbers) {
    ReportTable table{
        QStringLiteral("scores"),
        Text::tr("Scores of each class against the rest in per cent, and the area under its ROC curve, with the middle 95 % of "
                 "1,000 resamples and the values of the paper (Table 2)."),
        {Text::tr("class"), QString(), Text::tr("precision"), Text::tr("recall"), Text::tr("specificity"), Text::tr("F1"),
         Text::tr("accuracy"), Text::tr("AUC")},
        {},
        2};
    const auto& classes = judged.dataset->dataset.card().classes;
    const QStringList names = classNames(judged);
    for (std::size_t which = 0; which < classCount; ++which) {
        const std::string of = " of class " + std::to_string(which);
        addScores(table, names.value(static_cast<qsizetype>(which)), numbers, of, "AUC" + of, paperScores(classes[which]));
    }
    addScores(table, Text::tr("macro"), numbers, ", macro", "AUC, macro", std::nullopt);
    return table;
}

QString overallText(const JudgedSplit& judged, const Evaluation& evaluation, const Numbers& numbers) {
    const iic::Figure& accuracy = numbers["accuracy"];
    return Text::tr("Of %1 sources of the %2 split %3 are right: an overall accuracy of %4 % (%5 % in 95 % of resamples). The "
                    "paper has %6 % of its own 2,175. Micro-averaged AUC: %7.")
        .arg(QLocale().toString(qulonglong(judged.rows.rows.size())), splitText(judged.split),
             QLocale().toString(evaluation.matrix.right(), 'f', 0), QString::number(100 * accuracy.value, 'f', 2),
             rangeText(accuracy.interval, &percentText), percentText(paperAccuracy), areaText(evaluation.micro.area));
}

QString passedOverText(const JudgedSplit& judged, const RunRecord& record) {
    QStringList parts;
    if (judged.rows.incomplete > 0)
        parts << Text::tr("%1 cutouts hold pixels without a value and are not judged.").arg(judged.rows.incomplete);
    if (judged.rows.unlabelled > 0)
        parts << Text::tr("%1 rows have no class and are not judged.").arg(judged.rows.unlabelled);
    if (judged.dataset->dataset.card().split.leaking)
        parts << overlappingSplitsText();
    if (record.options.startFrom)
        parts << firstWeightsText(*record.options.startFrom);
    return parts.join(QLatin1Char(' '));
}

ReportTable mistakeTable(const JudgedSplit& judged, const ConfusionMatrix& matrix) {
    ReportTable table{QStringLiteral("mistakes"),
                      Text::tr("What was taken for what, the most frequent first."),
                      {Text::tr("true class"), Text::tr("taken for"), Text::tr("sources"), Text::tr("% of the class"),
                       Text::tr("% of the mistakes")},
                      {},
                      2};
    struct Pair {
        std::size_t truth, predicted;
    };
    std::vector<Pair> pairs;
    for (std::size_t truth = 0; truth < classCount; ++truth)
        for (std::size_t predicted = 0; predicted < classCount; ++predicted)
            if (truth != predicted)
                pairs.push_back({truth, predicted});
    const auto count = [&](const Pair& pair) { return matrix.count(pair.predicted, pair.truth); };
    std::ranges::stable_sort(pairs, std::greater<>(), count);
    const QStringList names = classNames(judged);
    for (const Pair& pair : pairs)
        table.rows.push_back({names.value(static_cast<qsizetype>(pair.truth)),
                              names.value(static_cast<qsizetype>(pair.predicted)), QString::number(count(pair)),
                              percentText(count(pair) / matrix.truth(pair.truth)),
                              percentText(count(pair) / (matrix.total() - matrix.right()))});
    return table;
}

std::vector<double> magnitudesOf(const JudgedSplit& judged) {
    std::vector<double> magnitudes;
    for (const std::size_t row : judged.rows.rows)
        magnitudes.push_back(static_cast<double>(judged.dataset->columns.magnitude[row][0]));
    return magnitudes;
}

ReportTable magnitudeTable(const JudgedSplit& judged, const JudgedSources& sources, const std::vector<double>& weights,
                           const QString& name, const QString& caption) {
    ReportTable table{name, caption, {Text::tr("W1"), Text::tr("sources"), Text::tr("accuracy")}, {}, 1};
    for (const QString& of : classNames(judged))
        table.columns << Text::tr("%1 purity").arg(of) << Text::tr("%1 completeness").arg(of);
    const auto addRow = [&](const QString& range, std::size_t count, const ConfusionMatrix& matrix) {
        QStringList row{range, QString::number(count), percentText(matrix.accuracy())};
        for (std::size_t which = 0; which < classCount; ++which)
            row << percentText(matrix.scores(which).precision) << percentText(matrix.scores(which).recall);
        table.rows.push_back(row);
    };
    for (const MagnitudeBin& bin : byMagnitude(magnitudesOf(judged), sources, weights))
        addRow(QStringLiteral("%1–%2").arg(bin.brightest).arg(bin.brightest + 1), bin.sources, bin.matrix);
    addRow(Text::tr("all"), sources.size(), confusionOf(likeliest(sources.probabilities), sources.truth, weights));
    return table;
}

/// Where the fit ended at its limit that is said, for a better one lies beyond.
QString temperatureText(double temperature) {
    const QString number = QString::number(temperature, 'f', 3);
    return isAtLimitOfFit(temperature) ? Text::tr("%1 (the limit of the fit)").arg(number) : number;
}

ReportSection calibrationSection(const JudgedSplit& judged, const Evaluation& plain, const Evaluation& scaled) {
    const auto error = [](const Evaluation& evaluation) { return QString::number(evaluation.reliability.expectedError, 'f', 4); };
    ReportFigures figures{
        {std::make_shared<const ReliabilityFigure>(plain.reliability, 1.0),
         Text::tr("Confidence and accuracy, as the network says; expected calibration error %1.").arg(error(plain))},
        {std::make_shared<const ReliabilityFigure>(scaled.reliability, judged.temperature),
         Text::tr("The same at temperature %1; expected calibration error %2.")
             .arg(temperatureText(judged.temperature), error(scaled))}};
    return {
        Text::tr("Reliability"),
        {Text::tr("The expected calibration error (15 bins) is %1, and %2 where the logits are divided by a temperature of %3, "
                  "fitted on the validation split.")
             .arg(error(plain), error(scaled), temperatureText(judged.temperature)),
         std::move(figures)}};
}

ReportSection priorSection(const JudgedSplit& judged, const ClassProbabilities& priors) {
    const QStringList names = classNames(judged);
    const double total = priors[0] + priors[1] + priors[2];
    QStringList shares;
    for (std::size_t which = 0; which < classCount; ++which)
        shares << Text::tr("%1\u00a0% %2")
                      .arg(QString::number(100 * priors[which] / total, 'g', 3), names.value(static_cast<qsizetype>(which)));
    const std::vector<double> weights = priorWeights(judged.rows.sources.truth, priors);
    const JudgedSources sources = adjusted(judged.rows.sources, judged.temperature, priors);
    const QString caption = Text::tr("Accuracy, purity and completeness in per cent by W1 magnitude, at these priors.");
    return {Text::tr("On a sky of other shares"),
            {Text::tr("On the sky the classes are not as frequent as in the dataset. Here they are taken to be %1: the "
                      "probabilities, at the temperature above, are brought to these priors, and a source counts as much as its "
                      "class is frequent.")
                 .arg(shares.join(QStringLiteral(", "))),
             magnitudeTable(judged, sources, weights, QStringLiteral("by-magnitude-at-priors"), caption)}};
}

} // namespace

QString percentText(double share) { return std::isnan(share) ? QStringLiteral("–") : QString::number(100 * share, 'f', 1); }

JobResult<std::vector<ReportSection>> resultSections(const ReportedRun& run, ProgressSink& progress, std::stop_token stop) {
    const JudgedSplit& judged = *run.judged;
    const JudgedSources& sources = judged.rows.sources;
    progress.report({"Resampling", 0, 0});
    const auto figures = figuresOf(sources, {}, {}, stop);
    if (!figures)
        return tl::unexpected(figures.error());
    const auto plain = std::make_shared<const Evaluation>(evaluate(sources));
    const Evaluation scaled = evaluate(adjusted(sources, judged.temperature, std::nullopt));
    const Numbers numbers(*figures);
    const QStringList names = classNames(judged);

    ReportSection scores{Text::tr("Test"), {overallText(judged, *plain, numbers)}};
    if (const QString passedOver = passedOverText(judged, run.record); !passedOver.isEmpty())
        scores.blocks.emplace_back(passedOver);
    scores.blocks.emplace_back(scoreTable(judged, numbers));
    scores.blocks.emplace_back(
        ReportFigures{{std::make_shared<const ConfusionFigure>(plain->matrix, names, ConfusionFigure::Options{}),
                       Text::tr("Confusion matrix: rows predicted, columns true (paper, Fig. 18).")}});
    scores.blocks.emplace_back(mistakeTable(judged, plain->matrix));
    RocFigure::Options roc, precision;
    precision.kind = RocFigure::Kind::PrecisionRecall;
    scores.blocks.emplace_back(
        ReportFigures{{std::make_shared<const RocFigure>(plain, names, roc),
                       Text::tr("ROC curves of each class against the rest (paper, Fig. 14); marked: probability 0.5.")},
                      {std::make_shared<const RocFigure>(plain, names, precision), Text::tr("Precision and recall.")}});

    std::vector<ReportSection> sections{std::move(scores), calibrationSection(judged, *plain, scaled)};
    if (judged.dataset->dataset.card().kind == DatasetKind::Sky)
        sections.push_back(
            {Text::tr("By brightness"),
             {magnitudeTable(judged, sources, {}, QStringLiteral("by-magnitude"),
                             Text::tr("Accuracy, purity (precision) and completeness (recall) in per cent by W1 magnitude."))}});
    if (run.priors)
        sections.push_back(priorSection(judged, *run.priors));
    return sections;
}

} // namespace iic::ui
