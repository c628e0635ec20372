#include "SpectraCommands.h"

#include "Counted.h"
#include "Inputs.h"

#include "analysis/ClassifySpectra.h"
#include "base/OutputFile.h"
#include "catalog/TableFile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> paths;
    std::string model, out;
    DeviceChoice device = DeviceChoice::Automatic;
};

nlohmann::json describe(const ClassifiedSpectrum& spectrum) {
    const auto& [head, prediction] = spectrum;
    const auto orNull = [](const std::optional<double>& value) { return value ? nlohmann::json(*value) : nlohmann::json(); };
    return {{"name", head.name},
            {"file", head.file.string()},
            {"class", className(prediction.best())},
            {"confidence", prediction.confidence()},
            {"probabilities", prediction.probabilities},
            {"surveyClass", head.className},
            {"surveySubclass", head.subclass},
            {"redshift", orNull(head.redshift)},
            {"medianSignalToNoise", orNull(head.signalToNoise)}};
}

nlohmann::json describe(const ClassifiedSpectra& classified) {
    auto rows = nlohmann::json::array(), leftOut = nlohmann::json::array();
    for (const auto& spectrum : classified.spectra)
        rows.push_back(describe(spectrum));
    for (const auto& error : classified.leftOut)
        leftOut.push_back(error.oneLine());
    return {{"spectra", std::move(rows)},
            {"leftOut", std::move(leftOut)},
            {"told", classified.told()},
            {"asTold", classified.asTold()}};
}

void print(const ClassifiedSpectra& classified) {
    fmt::print("{:<24} {:<7} {:>10} {:>7} {:>8} {:>7}  {}\n", "name", "class", "confidence", "p_star", "p_galaxy", "p_quasar",
               "in its file");
    for (const auto& spectrum : classified.spectra) {
        const auto& [head, prediction] = spectrum;
        const auto& p = prediction.probabilities;
        const auto told = head.className.empty() ? "no class" : printable(head.className);
        fmt::print("{:<24} {:<7} {:>10.3f} {:>7.3f} {:>8.3f} {:>8.3f}  {}{}\n", printable(head.name),
                   className(prediction.best()), prediction.confidence(), p[0], p[1], p[2], told,
                   head.redshift ? fmt::format(", z = {:.4f}", *head.redshift) : "");
    }
    if (classified.told() > 0)
        fmt::print("{} of {} as their files say\n", classified.asTold(), classified.told());
    else
        fmt::print("{}; no file tells a class\n", counted(classified.spectra.size(), "spectrum", "spectra"));
}

/// Once for all of them; the error of the first where not one is left.
Result<void> tellLeftOut(const ClassifiedSpectra& classified, Session& session) {
    if (classified.leftOut.empty())
        return {};
    if (classified.spectra.empty())
        return tl::unexpected(classified.leftOut.front());
    const auto& first = classified.leftOut.front();
    warn(session, fmt::format("{} left out; {}{}", counted(classified.leftOut.size(), "file is", "files are"),
                              classified.leftOut.size() > 1 ? "the first: " : "", first.oneLine()));
    return {};
}

JobResult<void> classify(const Options& options, Session& session) {
    const std::vector<std::filesystem::path> paths(options.paths.begin(), options.paths.end());
    const auto files = spectrumFiles(paths);
    if (!files)
        return stopWith(files);
    if (files->empty())
        return stopWith(ErrorCode::NothingOnTile, options.paths.front(), "the folder holds no spectrum",
                        "files named spec-*.fits expected");
    auto inputs = *files;
    inputs.emplace_back(options.model);
    if (const auto apart = checkOutputs({options.out}, inputs); !apart)
        return stopWith(apart);
    auto model = openModel(options.model, options.device, session);
    if (!model)
        return stopWith(model);
    if (auto good = checkReadsSpectra(model->card()); !good) {
        good.error().file = options.model;
        return stopWith(good);
    }
    if (!options.out.empty())
        if (const auto writable = OutputFile::create(options.out); !writable)
            return stopWith(writable);

    const auto classified = classifySpectra(*files, *model, session.progress, session.stop);
    if (!classified)
        return stopWith(classified);
    if (const auto told = tellLeftOut(*classified, session); !told)
        return stopWith(told);
    if (!options.out.empty())
        if (const auto written = writeTable(options.out, tableOf(classified->spectra), formatFor(options.out)); !written)
            return stopWith(written);
    session.progress.clear();
    if (session.json)
        printJson(describe(*classified));
    else
        print(*classified);
    return {};
}

} // namespace

void addSpectraClassify(CLI::App& spectra, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(spectra, session, "classify", "Say what spectra are of", options, &classify);
    command->add_option("paths", options->paths, "Spectra, and folders of spec-*.fits")->required();
    command->add_option("--model", options->model, "Checkpoint (best.h5) of iicnet spectra train")->required();
    command->add_option("--out", options->out, "Table to write: .csv, .tbl, .fits, .vot");
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
