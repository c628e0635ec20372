#include "workspaces/compare/StudyFigures.h"

#include "nn/PaperNetworks.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::StudyFigures)
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();

QString nameOf(const StudyVariant& variant) { return QString::fromStdString(variant.name); }

QString decimals(double value, int places) { return QLocale().toString(value, 'f', places); }

std::vector<ComparedPoint> curveOf(const VariantResult& result) {
    std::vector<ComparedPoint> points;
    for (const MeanAndSpread& there : result.meanCurve())
        points.push_back({static_cast<double>(points.size() + 1), there.mean, there.spread});
    return points;
}

std::vector<ComparedSeries> curvesOf(const StudyResult& result) {
    std::vector<ComparedSeries> series;
    for (const VariantResult& variant : result.variants)
        series.push_back({nameOf(variant.variant), curveOf(variant)});
    return series;
}

std::vector<ComparedSeries> splitsOf(const StudyResult& result) {
    ComparedSeries validation{Text::tr("validation"), {}}, test{Text::tr("test"), {}};
    for (const VariantResult& variant : result.variants) {
        if (variant.runs.empty())
            continue;
        const MeanAndSpread valid = variant.validation(), tested = variant.test();
        validation.points.push_back({variant.variant.place, valid.mean, valid.spread});
        test.points.push_back({variant.variant.place, tested.mean, tested.spread});
    }
    return {validation, test};
}

QString millions(double number, int places) { return Text::tr("%1 M").arg(decimals(number / 1e6, places)); }
/// 218.66 M, 15.50 G.
QString operations(double number) {
    return number >= 1e9 ? Text::tr("%1 G").arg(decimals(number / 1e9, 2)) : millions(number, 2);
}

double secondsPerEpoch(const VariantResult& result) {
    double sum = 0;
    for (const RunOutcome& run : result.runs)
        sum += run.secondsPerEpoch;
    return result.runs.empty() ? none : sum / static_cast<double>(result.runs.size());
}

Table numbersOf(const StudyResult& result) {
    Texts names;
    std::array<Reals, 10> columns;
    for (const VariantResult& variant : result.variants) {
        const bool isDone = !variant.runs.empty();
        const MeanAndSpread validation = variant.validation(), test = variant.test();
        names.push_back(variant.variant.name);
        const auto known = [&](double value) { return isDone ? value : none; };
        const std::array values{known(validation.mean),
                                known(validation.spread),
                                known(test.mean),
                                known(test.spread),
                                variant.variant.paperAccuracy.value_or(none),
                                variant.parameters > 0 ? static_cast<double>(variant.parameters) : none,
                                variant.multiplyAdds > 0 ? static_cast<double>(variant.multiplyAdds) : none,
                                known(variant.inputsPerSecond().mean),
                                secondsPerEpoch(variant),
                                static_cast<double>(variant.runs.size())};
        for (std::size_t i = 0; i < values.size(); ++i)
            columns[i].push_back(values[i]);
    }
    constexpr std::array titles{
        "validation_accuracy", "validation_spread", "test_accuracy",     "test_spread",       "paper_accuracy",
        "parameters",          "multiply_adds",     "inputs_per_second", "seconds_per_epoch", "runs"};
    Table table;
    table.add(textColumn("variant", std::move(names)));
    for (std::size_t i = 0; i < titles.size(); ++i)
        table.add(realColumn(titles[i], titles[i] == std::string_view("seconds_per_epoch") ? "s" : "", std::move(columns[i])));
    return table;
}

const PaperNetwork* paperRowOf(const StudyVariant& variant) {
    const auto found = std::ranges::find(paperNetworks, variant.network.architecture, &PaperNetwork::architecture);
    return found == paperNetworks.end() ? nullptr : &*found;
}

} // namespace

QString accuracyText(const MeanAndSpread& accuracy) {
    if (accuracy.count == 0)
        return QStringLiteral("–");
    return accuracy.count == 1
               ? decimals(100 * accuracy.mean, 2)
               : QStringLiteral("%1 ± %2").arg(decimals(100 * accuracy.mean, 2), decimals(100 * accuracy.spread, 2));
}

Comparison comparisonOf(const StudyResult& result, std::set<std::size_t> hidden) {
    const StudyPlan& plan = result.plan;
    const bool isLine = plan.figure == StudyPlan::Figure::Line;
    Comparison content;
    content.kind = isLine ? Comparison::Kind::Points : Comparison::Kind::Curves;
    content.title = QString::fromStdString(plan.title);
    content.suggestedName = QStringLiteral("study-") + QString::fromStdString(plan.name);
    content.xTitle = isLine ? Text::tr("Input, %1").arg(QString::fromStdString(plan.axis)) : Text::tr("Epoch");
    content.yTitle = isLine ? Text::tr("Accuracy") : Text::tr("Validation accuracy");
    content.place = isLine ? QStringLiteral("%1 ") + QString::fromStdString(plan.axis) : Text::tr("epoch %1");
    content.series = isLine ? splitsOf(result) : curvesOf(result);
    for (std::size_t i = 0; i < result.variants.size(); ++i)
        if (const StudyVariant& variant = result.variants[i].variant; variant.paperAccuracy)
            content.marks.push_back(
                {nameOf(variant), *variant.paperAccuracy, isLine ? std::nullopt : std::optional<std::size_t>(i)});
    content.hidden = std::move(hidden);
    return content;
}

TableFigure::Content resultTable(const StudyResult& result) {
    TableFigure::Content table;
    table.title = Text::tr("Results");
    table.suggestedName = QStringLiteral("study-%1-results").arg(QString::fromStdString(result.plan.name));
    table.heads = {Text::tr("variant"),    Text::tr("validation, %"), Text::tr("test, %"),  Text::tr("paper, %"),
                   Text::tr("parameters"), Text::tr("multiply–adds"), Text::tr("inputs/s"), Text::tr("s/epoch")};
    const QString unknown = QStringLiteral("–"), counting = QStringLiteral("…");
    for (const VariantResult& variant : result.variants) {
        const MeanAndSpread speed = variant.inputsPerSecond();
        table.lines.push_back({nameOf(variant.variant), accuracyText(variant.validation()), accuracyText(variant.test()),
                               variant.variant.paperAccuracy ? decimals(100 * *variant.variant.paperAccuracy, 2) : QString(),
                               variant.parameters > 0 ? millions(static_cast<double>(variant.parameters), 2) : counting,
                               variant.multiplyAdds > 0 ? operations(static_cast<double>(variant.multiplyAdds)) : counting,
                               speed.count > 0 ? decimals(speed.mean, speed.mean < 10 ? 1 : 0) : unknown,
                               variant.runs.empty() ? unknown : decimals(secondsPerEpoch(variant), 1)});
    }
    table.numbers = numbersOf(result);
    return table;
}

std::vector<StudyVariant> countedVariants(const StudyPlan& plan) {
    constexpr int rivalsSide = 224;
    std::vector<StudyVariant> counted;
    for (StudyVariant variant : plan.variants) {
        if (!paperRowOf(variant))
            continue;
        variant.input.side = variant.network.architecture == Architecture::IicNet ? 80 : rivalsSide;
        counted.push_back(variant);
    }
    return counted;
}

TableFigure::Content countTable(const StudyPlan& plan, const StudyDocument& document) {
    TableFigure::Content table;
    table.title = Text::tr("Parameters and operations beside the paper's Table 3");
    table.shortTitles = {Text::tr("Beside Table 3"), Text::tr("Table 3")};
    table.suggestedName = QStringLiteral("study-networks-counts");
    table.heads = {Text::tr("network"), Text::tr("input"),         Text::tr("parameters"),
                   Text::tr("paper"),   Text::tr("multiply–adds"), Text::tr("paper")};
    Texts names;
    Integers sides;
    std::array<Reals, 4> columns;
    for (const StudyVariant& variant : countedVariants(plan)) {
        const PaperNetwork& paper = *paperRowOf(variant);
        const auto count = document.countOf(variant);
        const double parameters = count ? static_cast<double>(count->parameters) : none;
        const double multiplyAdds = count ? static_cast<double>(count->multiplyAdds) : none;
        const QString counting = QStringLiteral("…");
        table.lines.push_back({nameOf(variant), Text::tr("%1 × %1").arg(variant.input.side),
                               count ? millions(parameters, 2) : counting, millions(paper.parameters, 2),
                               count ? operations(multiplyAdds) : counting, operations(paper.multiplyAdds)});
        names.push_back(variant.name);
        sides.push_back(variant.input.side);
        const std::array values{parameters, paper.parameters, multiplyAdds, paper.multiplyAdds};
        for (std::size_t i = 0; i < values.size(); ++i)
            columns[i].push_back(values[i]);
    }
    constexpr std::array titles{"parameters", "paper_parameters", "multiply_adds", "paper_multiply_adds"};
    table.numbers.add(textColumn("network", std::move(names)));
    table.numbers.add(integerColumn("side", "pixels", std::move(sides)));
    for (std::size_t i = 0; i < titles.size(); ++i)
        table.numbers.add(realColumn(titles[i], "", std::move(columns[i])));
    return table;
}

QStringList countNotes() {
    QStringList notes;
    for (const PaperNetwork& network : paperNetworks)
        if (!network.difference.empty())
            notes << Text::tr("%1: %2").arg(QString::fromStdString(std::string(architectureTitle(network.architecture))),
                                            QString::fromStdString(std::string(network.difference)));
    return notes;
}

} // namespace iic::ui
