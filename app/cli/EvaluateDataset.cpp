#include "EvaluateDataset.h"

#include "Counted.h"
#include "Inputs.h"

#include "analysis/JudgeDataset.h"
#include "analysis/Leakage.h"
#include "analysis/SvmBaseline.h"
#include "analysis/TrainingMaterial.h"
#include "metrics/Calibration.h"
#include "metrics/MagnitudeBins.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Judged {
    Dataset dataset;
    DatasetColumns columns;
    JudgedRows rows;
    double temperature = 1;
};

DatasetSplit splitFrom(const std::string& name) { return *std::ranges::find(usedSplits, name, splitName); }

/// What the network says of the split, and the temperature that its answers on validation ask for.
JobResult<Judged> judge(const EvaluateDatasetWords& words, Session& session) {
    auto dataset = Dataset::open(words.dataset);
    if (!dataset)
        return stopWith(dataset);
    auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns);
    auto model = openModel(words.model, words.device, session);
    if (!model)
        return stopWith(model);
    const auto file = modelFile(words.model);
    if (!file)
        return stopWith(file);
    const auto leaks = leaksOf(*dataset, splitFrom(words.split), *file, session.stop);
    if (!leaks)
        return stopWith(leaks);
    for (const Leak leak : *leaks)
        warn(session, fmt::format("{}: {}", words.dataset, leakText(leak)));
    const auto of = [&](DatasetSplit split) {
        return judgeRows(*dataset, *columns, rowsOf(*columns, std::span(&split, 1)), *model, session.progress, session.stop);
    };
    auto rows = of(splitFrom(words.split));
    if (!rows)
        return stopWith(rows);
    if (rows->incomplete > 0)
        warn(session, words.dataset + ": " + leftOutWarning(rows->incomplete, splitFrom(words.split)));
    if (rows->rows.empty())
        return stopWith(ErrorCode::NothingOnTile, words.dataset,
                        fmt::format("its {} split has no whole cutout with a class", words.split));
    double temperature = 1;
    if (words.temperature) {
        const auto validation = of(DatasetSplit::Validation);
        if (!validation)
            return stopWith(validation);
        temperature = fitTemperature(validation->sources.probabilities, validation->sources.truth);
    }
    return Judged{std::move(*dataset), std::move(*columns), std::move(*rows), temperature};
}

/// Accuracies of SVMs that learn from the photometry of the training split, on the same sources.
JobResult<nlohmann::json> askMachines(const Judged& judged, Session& session) {
    auto list = nlohmann::json::array();
    const auto all = rowsOf(judged.columns, std::array{DatasetSplit::Training});
    std::vector<std::size_t> rows;
    std::vector<std::uint8_t> labels;
    for (const auto row : all)
        if (judged.columns.label[row] != noLabel) {
            rows.push_back(row);
            labels.push_back(judged.columns.label[row]);
        }
    const auto known = photometryOf(judged.dataset, judged.columns, rows);
    const auto asked = photometryOf(judged.dataset, judged.columns, judged.rows.rows);
    if (!known || !asked)
        return stopWith(known ? asked : known);
    for (const bool withConcentration : {false, true}) {
        const auto machine = SvmBaseline::train(*known, labels, withConcentration, {}, session.progress, session.stop);
        if (!machine)
            return stopWith(machine);
        const auto matrix = confusionOf(machine->classify(*asked), judged.rows.sources.truth);
        list.push_back({{"name", withConcentration ? "SVM + concentration" : "SVM"},
                        {"penalty", machine->penalty()},
                        {"width", machine->width()},
                        {"accuracy", matrix.accuracy()}});
    }
    return list;
}

nlohmann::json number(double value) { return std::isnan(value) ? nlohmann::json() : nlohmann::json(value); }

nlohmann::json byMagnitude(const Judged& judged, const JudgedSources& sources, std::span<const double> weights) {
    std::vector<double> magnitudes;
    for (const auto row : judged.rows.rows)
        magnitudes.push_back(static_cast<double>(judged.columns.magnitude[row][0]));
    auto list = nlohmann::json::array();
    for (const auto& bin : byMagnitude(magnitudes, sources, weights)) {
        nlohmann::json entry{
            {"w1", {bin.brightest, bin.brightest + 1}}, {"sources", bin.sources}, {"accuracy", number(bin.matrix.accuracy())}};
        for (std::size_t which = 0; which < classCount; ++which) {
            entry["purity"].push_back(number(bin.matrix.scores(which).precision));
            entry["completeness"].push_back(number(bin.matrix.scores(which).recall));
        }
        list.push_back(std::move(entry));
    }
    return list;
}

JobResult<nlohmann::json> describe(const EvaluateDatasetWords& words, const Judged& judged, const JudgedSources& sources,
                                   std::span<const double> weights, std::stop_token stop) {
    const auto figures = figuresOf(sources, weights, {}, stop);
    if (!figures)
        return stopWith(figures);
    const auto evaluation = evaluate(sources, weights);
    nlohmann::json report{{"dataset", words.dataset},
                          {"split", words.split},
                          {"sources", sources.size()},
                          {"incomplete", judged.rows.incomplete},
                          {"unlabelled", judged.rows.unlabelled},
                          {"classes", judged.dataset.card().classes},
                          {"temperature", judged.temperature},
                          {"priors", words.priors},
                          {"leaking", judged.dataset.card().split.leaking},
                          {"byMagnitude", byMagnitude(judged, sources, weights)}};
    for (std::size_t row = 0; row < classCount; ++row)
        report["confusion"].push_back(
            {evaluation.matrix.count(row, 0), evaluation.matrix.count(row, 1), evaluation.matrix.count(row, 2)});
    for (const auto& figure : *figures)
        report["figures"][figure.name] = {number(figure.value), number(figure.interval.low), number(figure.interval.high)};
    return report;
}

/// A dash where there is no number.
std::string written(const nlohmann::json& number, double scale, int decimals) {
    return number.is_null() ? "–" : fmt::format("{:.{}f}", scale * number.get<double>(), decimals);
}

std::string percent(const nlohmann::json& share) { return written(share, 100, 1); }

void printFigures(const nlohmann::json& report) {
    const auto& classes = report["classes"];
    const auto& figures = report["figures"];
    fmt::print("{:<10}{:>11}{:>9}{:>13}{:>9}{:>11}{:>9}\n", "%", "precision", "recall", "specificity", "F1", "accuracy", "AUC");
    const auto line = [&](const std::string& name, const std::string& of) {
        fmt::print("{:<10}{:>11}{:>9}{:>13}{:>9}{:>11}{:>9}\n", name, percent(figures["precision" + of][0]),
                   percent(figures["recall" + of][0]), percent(figures["specificity" + of][0]), percent(figures["F1" + of][0]),
                   percent(figures["accuracy" + of][0]), written(figures["AUC" + of][0], 1, 4));
    };
    for (std::size_t which = 0; which < classes.size(); ++which)
        line(classes[which].get<std::string>(), " of class " + std::to_string(which));
    line("macro", ", macro");
    const auto& accuracy = figures["accuracy"];
    fmt::print("\naccuracy {} % ({} to {} in 95 % of resamples), AUC micro {}, calibration error {}",
               written(accuracy[0], 100, 2), written(accuracy[1], 100, 2), written(accuracy[2], 100, 2),
               written(figures["AUC, micro"][0], 1, 4), written(figures["expected calibration error"][0], 1, 3));
    if (const auto temperature = report["temperature"].get<double>(); temperature != 1)
        fmt::print(" at temperature {:.3f}{}", temperature, isAtLimitOfFit(temperature) ? " (the limit of the fit)" : "");
    fmt::print("\n");
}

void printConfusion(const nlohmann::json& report) {
    const auto& classes = report["classes"];
    fmt::print("\nrows predicted, columns true\n{:<10}", "");
    for (const auto& name : classes)
        fmt::print("{:>10}", name.get<std::string>());
    for (std::size_t row = 0; row < classes.size(); ++row) {
        fmt::print("\n{:<10}", classes[row].get<std::string>());
        for (const auto& count : report["confusion"][row])
            fmt::print("{:>10.0f}", count.get<double>());
    }
}

void printMagnitudes(const nlohmann::json& report) {
    const auto& classes = report["classes"];
    fmt::print("\n\nby W1 magnitude: purity (pur) and completeness (com) of each class, in %\n{:<6}{:>8}{:>10}", "W1", "sources",
               "accuracy");
    for (const auto& name : classes)
        fmt::print("{:>14} pur{:>7}", name.get<std::string>(), "com");
    for (const auto& bin : report["byMagnitude"]) {
        fmt::print("\n{:<6}{:>8}{:>10}", fmt::format("{}-{}", bin["w1"][0].get<int>(), bin["w1"][1].get<int>()),
                   bin["sources"].get<int>(), percent(bin["accuracy"]));
        for (std::size_t which = 0; which < classes.size(); ++which)
            fmt::print("{:>18}{:>7}", percent(bin["purity"][which]), percent(bin["completeness"][which]));
    }
    fmt::print("\n");
}

void print(const nlohmann::json& report) {
    fmt::print("{}, {} split: {}\n\n", report["dataset"].get<std::string>(), report["split"].get<std::string>(),
               counted(report["sources"].get<std::size_t>(), "source"));
    printFigures(report);
    printConfusion(report);
    printMagnitudes(report);
    if (report.contains("machines"))
        for (const auto& machine : report["machines"])
            fmt::print("\n{} on the photometry of the same sources: accuracy {:.2f} %", machine["name"].get<std::string>(),
                       100 * machine["accuracy"].get<double>());
    fmt::print("\n");
}

} // namespace

JobResult<void> evaluateDataset(const EvaluateDatasetWords& words, Session& session) {
    auto judged = judge(words, session);
    if (!judged)
        return stopWith(judged);
    std::optional<ClassProbabilities> priors;
    std::vector<double> weights;
    if (!words.priors.empty()) {
        priors.emplace();
        std::ranges::copy(words.priors, priors->begin());
        weights = priorWeights(judged->rows.sources.truth, *priors);
    }
    const auto sources =
        adjusted(judged->rows.sources, words.temperature ? std::optional(judged->temperature) : std::nullopt, priors);
    auto described = describe(words, *judged, sources, weights, session.stop);
    if (!described)
        return stopWith(described);
    auto& report = *described;
    if (words.svm && judged->dataset.card().kind == DatasetKind::Sky) {
        auto machines = askMachines(*judged, session);
        if (!machines)
            return stopWith(machines);
        report["machines"] = std::move(*machines);
    }
    if (!words.out.empty())
        if (auto written = writePredictions(words.out, judged->dataset, judged->columns, judged->rows); !written)
            return stopWith(written);
    printResult(session, report, &print);
    return {};
}

} // namespace iic::cli
