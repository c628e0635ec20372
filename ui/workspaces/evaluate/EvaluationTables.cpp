#include "workspaces/evaluate/EvaluationTables.h"

#include "metrics/PaperScores.h"
#include "models/SourceCells.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::EvaluationTables)
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t macroLine = classCount, overallLine = classCount + 1, lineCount = classCount + 2;
constexpr std::array<const char*, 6> scoreNames{"precision", "recall", "specificity", "F1", "accuracy", "AUC"};
constexpr std::size_t accuracyColumn = 4, areaColumn = 5;

double scoreAt(const ClassScores& scores, std::size_t column) {
    return std::array{scores.precision, scores.recall, scores.specificity, scores.f1, scores.accuracy}[column];
}

double score(const Evaluation& evaluation, std::size_t line, std::size_t column) {
    if (line == overallLine)
        return column == accuracyColumn ? evaluation.matrix.accuracy() : column == areaColumn ? evaluation.micro.area : none;
    if (column == areaColumn)
        return line == macroLine ? evaluation.macroArea : evaluation.classes[line].area;
    return scoreAt(line == macroLine ? evaluation.matrix.macro() : evaluation.matrix.scores(line), column);
}

double paperScore(std::size_t line, std::size_t column) {
    if (line == overallLine && column == accuracyColumn)
        return paperAccuracy;
    const auto paper = line < classCount ? paperScores(className(static_cast<SourceClass>(line))) : std::nullopt;
    return paper && column < areaColumn ? scoreAt(*paper, column) : none;
}

/// As core/metrics names it.
std::string figureName(std::size_t line, std::size_t column) {
    const std::string name = scoreNames[column];
    if (line == overallLine)
        return column == areaColumn ? name + ", micro" : name;
    return line == macroLine ? name + ", macro" : name + " of class " + std::to_string(line);
}

Interval intervalOf(const std::vector<iic::Figure>& intervals, std::size_t line, std::size_t column) {
    const auto found = std::ranges::find(intervals, figureName(line, column), &iic::Figure::name);
    return found == intervals.end() ? Interval{none, none} : found->interval;
}

QString numberText(double value, std::size_t column) {
    return column == areaColumn ? QLocale().toString(value, 'f', 4) : QLocale().toString(100 * value, 'f', 1);
}

QString limitText(double value, std::size_t column) {
    return column == areaColumn ? QLocale().toString(value, 'f', 3) : numberText(value, column);
}

QString lineName(std::size_t line) {
    if (line < classCount)
        return classText(static_cast<SourceClass>(line));
    return line == macroLine ? Words::tr("macro") : Words::tr("overall");
}

QString cellText(const EvaluationResult& result, const std::vector<iic::Figure>& intervals, const ScoreOptions& options,
                 std::size_t line, std::size_t column) {
    const double value = score(*result.scored.evaluation, line, column);
    if (line == overallLine && column != accuracyColumn && column != areaColumn)
        return {};
    QStringList lines{std::isnan(value) ? QStringLiteral("–") : numberText(value, column)};
    const auto add = [&](const QString& form, double number) {
        lines << form.arg(std::isnan(number) ? QStringLiteral("–") : numberText(number, column));
    };
    const Interval interval = intervalOf(intervals, line, column);
    if (options.hasIntervals && !intervals.empty())
        lines << (std::isnan(interval.low)
                      ? QStringLiteral("–")
                      : QStringLiteral("%1–%2").arg(limitText(interval.low, column), limitText(interval.high, column)));
    if (result.compared)
        add(Words::tr("other %1"), score(*result.compared->other, line, column));
    if (options.hasPaper && (line < classCount || line == overallLine) && column != areaColumn)
        add(Words::tr("paper %1"), paperScore(line, column));
    return lines.join(QLatin1Char('\n'));
}

Table scoreNumbers(const EvaluationResult& result, const std::vector<iic::Figure>& intervals) {
    Texts names;
    for (std::size_t line = 0; line < lineCount; ++line)
        names.push_back(line < classCount   ? std::string(className(static_cast<SourceClass>(line)))
                        : line == macroLine ? "macro"
                                            : "overall");
    Table table;
    table.add(textColumn("class", std::move(names)));
    for (std::size_t column = 0; column < scoreNames.size(); ++column) {
        Reals values, lows, highs, others;
        for (std::size_t line = 0; line < lineCount; ++line) {
            const Interval interval = intervalOf(intervals, line, column);
            values.push_back(score(*result.scored.evaluation, line, column));
            lows.push_back(interval.low);
            highs.push_back(interval.high);
            others.push_back(result.compared ? score(*result.compared->other, line, column) : none);
        }
        const std::string name = scoreNames[column];
        table.add(realColumn(name, "", std::move(values)));
        table.add(realColumn(name + "_low", "", std::move(lows)));
        table.add(realColumn(name + "_high", "", std::move(highs)));
        if (result.compared)
            table.add(realColumn(name + "_other", "", std::move(others)));
    }
    return table;
}

} // namespace

TableFigure::Content scoreTable(const EvaluationResult& result, const std::vector<iic::Figure>& intervals,
                                const ScoreOptions& options) {
    TableFigure::Content content;
    content.title = Words::tr("Scores of %L1 judged, %").arg(result.scored.members.size());
    content.shortTitles = {Words::tr("Scores of %L1").arg(result.scored.members.size()), Words::tr("Scores")};
    content.suggestedName = QStringLiteral("scores");
    content.heads = {Words::tr("class"), Words::tr("precision"), Words::tr("recall"), Words::tr("specificity"),
                     Words::tr("F1"),    Words::tr("accuracy"),  Words::tr("AUC")};
    for (std::size_t line = 0; line < lineCount; ++line) {
        QStringList cells{lineName(line)};
        for (std::size_t column = 0; column < scoreNames.size(); ++column)
            cells << cellText(result, intervals, options, line, column);
        content.lines.push_back(cells);
    }
    content.numbers = scoreNumbers(result, intervals);
    return content;
}

std::optional<ConfusionFigure::Cell> cellBehind(int line, int column) {
    constexpr int precisionCell = 1, recallCell = 2; // after the name
    const auto which = static_cast<std::size_t>(line);
    if (line < 0 || which >= classCount)
        return std::nullopt;
    if (column == precisionCell)
        return ConfusionFigure::Cell{which, std::nullopt};
    if (column == recallCell)
        return ConfusionFigure::Cell{std::nullopt, which};
    return std::nullopt;
}

TableFigure::Content sampleTable(const SourceList& sources, const std::vector<int>& rows) {
    TableFigure::Content content;
    content.title = Words::tr("Confidences of chosen sources");
    content.suggestedName = QStringLiteral("confidences");
    content.heads = {Words::tr("source"), Words::tr("true")};
    for (std::size_t which = 0; which < classCount; ++which)
        content.heads << Words::tr("P(%1)").arg(classText(static_cast<SourceClass>(which)));
    Texts names, truths;
    std::array<Reals, classCount> probabilities;
    for (const int row : rows) {
        const auto truth = sources.truth(row);
        QStringList cells{sources.name(row), truth ? classText(*truth) : QStringLiteral("–")};
        names.push_back(sources.name(row).toStdString());
        truths.push_back(truth ? std::string(className(*truth)) : std::string());
        for (std::size_t which = 0; which < classCount; ++which) {
            const double p = sources.predictedClass(row) ? double(sources.prediction(row)->probabilities[which]) : none;
            probabilities[which].push_back(p);
            cells << (std::isnan(p) ? QStringLiteral("–") : QLocale().toString(p, 'f', 4));
        }
        content.lines.push_back(cells);
    }
    content.numbers.add(textColumn("source", std::move(names)));
    content.numbers.add(textColumn("true", std::move(truths)));
    for (std::size_t which = 0; which < classCount; ++which)
        content.numbers.add(
            realColumn("p_" + std::string(className(static_cast<SourceClass>(which))), "", std::move(probabilities[which])));
    return content;
}

} // namespace iic::ui
