#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"

#include "analysis/ClassifyDataset.h"
#include "analysis/JudgeDataset.h"
#include "analysis/NetworkFeatures.h"
#include "analysis/TrainingMaterial.h"
#include "catalog/TableFile.h"
#include "statistics/PrincipalComponents.h"
#include "statistics/Tsne.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct FeatureWords {
    std::string dataset, model, out;
    std::string split = "all";
    int components = 0;
    bool tsne = false;
    double perplexity = 30;
    DeviceChoice device = DeviceChoice::Automatic;
};

/// Rows of the splits whose cutouts are whole.
std::vector<std::size_t> rowsOf(const DatasetColumns& columns, const std::string& split) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < columns.size(); ++row)
        if ((split == "all" || splitName(columns.split[row]) == split) && !(columns.flags[row] & incompleteCutout))
            rows.push_back(row);
    return rows;
}

Table sourceTable(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                  std::span<const Prediction> predictions) {
    Texts names, splits, truths, predicted;
    Reals rightAscensions, declinations, confidences;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = rows[i];
        const auto& probabilities = predictions[i].probabilities;
        const auto likeliest = std::ranges::max_element(probabilities);
        names.push_back(columns.name[row]);
        rightAscensions.push_back(columns.position[row].rightAscension);
        declinations.push_back(columns.position[row].declination);
        splits.emplace_back(splitName(columns.split[row]));
        truths.push_back(columns.label[row] == noLabel ? "" : dataset.card().classes[columns.label[row]]);
        predicted.emplace_back(className(static_cast<SourceClass>(likeliest - probabilities.begin())));
        confidences.push_back(static_cast<double>(*likeliest));
    }
    Table table;
    table.add(textColumn("name", std::move(names)));
    table.add(realColumn("ra", "deg", std::move(rightAscensions)));
    table.add(realColumn("dec", "deg", std::move(declinations)));
    table.add(textColumn("split", std::move(splits)));
    table.add(textColumn("truth", std::move(truths)));
    table.add(textColumn("predicted", std::move(predicted)));
    table.add(realColumn("confidence", "", std::move(confidences)));
    return table;
}

void addNumbers(Table& table, const FeatureTable& numbers, const std::string& prefix) {
    for (std::size_t column = 0; column < numbers.columns(); ++column) {
        Reals values;
        for (std::size_t row = 0; row < numbers.rows(); ++row)
            values.push_back(static_cast<double>(numbers.row(row)[column]));
        table.add(realColumn(prefix + std::to_string(column + 1), "", std::move(values)));
    }
}

JobResult<void> addPlane(Table& table, const FeatureTable& features, double perplexity, Session& session) {
    const auto plane = embedByTsne(standardised(features), {.perplexity = perplexity}, {}, session.progress, session.stop);
    if (!plane)
        return stopWith(plane);
    Reals x, y;
    for (const auto& [right, up] : plane->positions) {
        x.push_back(right);
        y.push_back(up);
    }
    table.add(realColumn("tsne_x", "", std::move(x)));
    table.add(realColumn("tsne_y", "", std::move(y)));
    return {};
}

void print(const nlohmann::json& report) {
    fmt::print("{} with {} features each in {}\n", counted(report["sources"].get<std::size_t>(), "source"),
               report["features"].get<std::size_t>(), report["out"].get<std::string>());
    if (!report.contains("varianceShare"))
        return;
    for (std::size_t i = 0; i < report["varianceShare"].size(); ++i)
        fmt::print("component {:2}: {:5.1f} % of the variance\n", i + 1, 100 * report["varianceShare"][i].get<double>());
}

JobResult<void> run(const FeatureWords& words, Session& session) {
    const auto file = modelFile(words.model);
    if (!file)
        return stopWith(file);
    if (const auto apart = checkOutputs({words.out}, {words.dataset, *file}); !apart)
        return stopWith(apart);
    const auto dataset = Dataset::open(words.dataset);
    if (!dataset)
        return stopWith(dataset);
    const auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns);
    auto model = openModel(words.model, words.device, session);
    if (!model)
        return stopWith(model);
    const auto rows = rowsOf(*columns, words.split);
    if (rows.empty())
        return stopWith(ErrorCode::NothingOnTile, words.dataset, "there is no whole cutout", words.split);
    const auto answers = classifyRows(*dataset, *columns, rows, *model, {}, session.progress, session.stop);
    if (!answers)
        return stopWith(answers);
    if (answers->unread)
        return tl::unexpected<Stop>(*answers->unread);
    const auto features = networkFeatures(*dataset, rows, *model, session.progress, session.stop);
    if (!features)
        return stopWith(features);

    auto table = sourceTable(*dataset, *columns, rows, answers->predictions);
    nlohmann::json report{{"out", words.out}, {"sources", rows.size()}, {"features", features->columns()}};
    if (words.components > 0) {
        const auto components = principalComponents(standardised(*features), words.components);
        if (!components)
            return stopWith(components);
        addNumbers(table, components->positions, "pc");
        report["varianceShare"] = components->varianceShare;
    }
    if (words.tsne)
        if (auto added = addPlane(table, *features, words.perplexity, session); !added)
            return added;
    addNumbers(table, *features, "h");
    if (auto written = writeTable(words.out, table, formatFor(words.out)); !written)
        return stopWith(written);
    printResult(session, report, &print);
    return {};
}

} // namespace

void addFeatures(CLI::App& program, Session& session) {
    auto options = std::make_shared<FeatureWords>();
    auto* command = addCommand(program, session, "features",
                               "Write what the network's last hidden layer makes of a dataset's sources", options, &run);
    command->add_option("--dataset", options->dataset)->required();
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    command->add_option("--split", options->split)
        ->capture_default_str()
        ->check(CLI::IsMember({"all", "training", "validation", "test"}));
    command->add_option("--pca", options->components, "Also write positions along so many principal components")
        ->check(CLI::Range(1, 4096));
    auto* tsne = command->add_flag("--tsne", options->tsne, "Also write positions in a plane of neighbours (t-SNE)");
    command->add_option("--perplexity", options->perplexity, "Of t-SNE: about how many neighbours a source has")
        ->capture_default_str()
        ->check(number(2, 200))
        ->needs(tsne);
    command->add_option("--out", options->out, "Table: .fits, .vot, .csv or .tbl")->required();
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
