#include "base/OutputFile.h"
#include "nn/PaperNetworks.h"
#include "study/StudyResults.h"
#include "study/SvgChart.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Studies</title><style>
body { font: 15px/1.5 Inter, system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
svg { width: 100%; height: auto; font-size: 12px; fill: currentColor; }
.grid { stroke: currentColor; opacity: .15; } .mark { stroke: currentColor; stroke-dasharray: 2 4; opacity: .7; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; }
th, td { padding: .25rem .8rem; text-align: right; border-bottom: 1px solid #8884; } th:first-child, td:first-child { text-align: left; }
.note { opacity: .75; } :root { color-scheme: light dark; }
</style></head><body>
<h1>Studies</h1>
)";

std::string millions(double number) { return fmt::format("{:.2f} M", number / 1e6); }

const PaperNetwork* paperRowOf(const StudyVariant& variant) {
    const auto found = std::ranges::find(paperNetworks, variant.network.architecture, &PaperNetwork::architecture);
    return found == paperNetworks.end() ? nullptr : &*found;
}

SvgChart chartOf(const StudyResult& result) {
    const auto& plan = result.plan;
    SvgChart chart{.title = plan.title, .xAxis = "epoch", .yAxis = "validation accuracy", .series = {}, .marks = {}};
    if (plan.figure == StudyPlan::Figure::Line) {
        chart.xAxis = plan.axis;
        chart.hasDots = true;
        ChartSeries validation{"validation", {}}, test{"test", {}};
        for (const auto& variant : result.variants)
            if (!variant.runs.empty()) {
                const auto valid = variant.validation(), tested = variant.test();
                validation.points.push_back({variant.variant.place, valid.mean, valid.spread});
                test.points.push_back({variant.variant.place, tested.mean, tested.spread});
            }
        chart.series = {validation, test};
    } else {
        for (const auto& variant : result.variants) {
            ChartSeries series{variant.variant.name, {}};
            for (const auto& accuracy : variant.meanCurve())
                series.points.push_back({static_cast<double>(series.points.size() + 1), accuracy.mean, accuracy.spread});
            chart.series.push_back(std::move(series));
        }
    }
    for (const auto& variant : result.variants)
        if (variant.variant.paperAccuracy)
            chart.marks.push_back({"the paper, " + variant.variant.name, *variant.variant.paperAccuracy});
    return chart;
}

std::string tableOf(const StudyResult& result) {
    std::string html = "<table><tr><th>variant</th><th>validation, %</th><th>test, %</th><th>the paper, %</th><th>parameters</th>"
                       "<th>multiply-adds</th><th>inputs/s</th><th>runs</th></tr>\n";
    for (const auto& variant : result.variants) {
        const auto speed = variant.inputsPerSecond();
        html +=
            fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        escaped(variant.variant.name), percentText(variant.validation()), percentText(variant.test()),
                        variant.variant.paperAccuracy ? fmt::format("{:.2f}", 100 * *variant.variant.paperAccuracy) : "",
                        millions(static_cast<double>(variant.parameters)), millions(static_cast<double>(variant.multiplyAdds)),
                        speed.count > 0 ? fmt::format("{:.0f}", speed.mean) : "–", variant.runs.size());
    }
    return html + "</table>\n";
}

/// The paper's Table 3, beside what the program counts at its size.
std::string paperCounts(const StudyResult& result) {
    std::string html =
        "<table><tr><th>at 224 × 224, IICnet at 80 × 80</th><th>parameters</th><th>the paper</th><th>multiply-adds</th>"
        "<th>the paper</th></tr>\n";
    std::string notes;
    for (const auto& [variant, runs, curves, parameters, multiplyAdds] : result.variants) {
        const auto* row = paperRowOf(variant);
        if (!row)
            continue;
        auto spec = specOf(variant);
        spec.inputSide = variant.network.architecture == Architecture::IicNet ? 80 : 224;
        double counted = 0, operations = 0;
        for (const auto& stage : summarise(spec, /*folded=*/true)) {
            counted += static_cast<double>(stage.parameters);
            operations += static_cast<double>(stage.multiplyAdds);
        }
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escaped(variant.name),
                            millions(counted), millions(row->parameters), millions(operations), millions(row->multiplyAdds));
        if (!row->difference.empty())
            notes += fmt::format("<li>{}: {}</li>", escaped(variant.name), escaped(std::string(row->difference)));
    }
    return html + "</table>\n<ul class=\"note\">" + notes + "</ul>\n";
}

std::string settingsTable(const StudyOptions& options) {
    std::string html = "<h2>How the networks learned</h2>\n<table>\n";
    for (const auto& [name, value] : settingsOf(options))
        html += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", name, escaped(value));
    return html +
           "</table>\n<p class=\"note\">Accuracies are of the epoch that is best by validation; ± is the standard deviation of "
           "the repeats, bands and bars of a figure too. A speed is that of the machine when the run ended; "
           "iicnet models --all --time measures all networks one after the other.</p>\n";
}

std::string sectionOf(const StudyResult& result, const StudyOptions& options) {
    const auto& plan = result.plan;
    std::string html =
        fmt::format("<h2>{}</h2>\n<p>{}{}</p>\n", escaped(plan.title),
                    plan.paperFigure.empty() ? "" : "The paper, " + plan.paperFigure + ": ", escaped(plan.paperSays));
    if (const auto verdict = result.verdict(); !verdict.empty())
        html += "<p>" + escaped(verdict) + "</p>\n";
    html += chartOf(result).text() + tableOf(result);
    if (plan.name == "networks")
        html += paperCounts(result);
    for (const auto& note : result.notes(options.training.batch))
        html += "<p class=\"note\">" + escaped(note) + "</p>\n";
    if (result.runsDone < result.runs)
        html += fmt::format("<p class=\"note\">{} of {} runs are done.</p>\n", result.runsDone, result.runs);
    return html;
}

std::string asTable(const std::vector<StudyResult>& results) {
    std::string text =
        "study,variant,validation_accuracy,validation_spread,test_accuracy,test_spread,runs,parameters,multiply_adds,"
        "inputs_per_second,paper_accuracy\n";
    for (const auto& result : results)
        for (const auto& variant : result.variants) {
            const auto validation = variant.validation(), test = variant.test();
            if (validation.count == 0)
                continue;
            text += fmt::format("{},\"{}\",{:.6f},{:.6f},{:.6f},{:.6f},{},{},{},{:.1f},{}\n", result.plan.name,
                                variant.variant.name, validation.mean, validation.spread, test.mean, test.spread, test.count,
                                variant.parameters, variant.multiplyAdds, variant.inputsPerSecond().mean,
                                variant.variant.paperAccuracy ? fmt::format("{}", *variant.variant.paperAccuracy) : "");
        }
    return text;
}

} // namespace

Result<void> writeStudyReport(const StudyOptions& options, const std::vector<StudyResult>& results) {
    std::string html(head);
    for (const auto& result : results)
        html += sectionOf(result, options);
    html += settingsTable(options) + "</body></html>\n";
    return writeTextFile(options.folder / "report.html", html).and_then([&] {
        return writeTextFile(options.folder / "results.csv", asTable(results));
    });
}

} // namespace iic
