#include "TrainWords.h"

#include "GivenOptions.h"
#include "Inputs.h"

#include "analysis/TrainingMaterial.h"
#include "astro/BandNames.h"
#include "nn/RunRecord.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace iic::cli {

namespace {

Result<void> checkRemaking(const CLI::App& command) {
    constexpr std::array<std::string_view, 6> heeded{"--help", "--from", "--out", "--dataset", "--device", "--precision"};
    for (const CLI::Option* option : command.get_options())
        if (option->count() > 0 && std::ranges::find(heeded, option->get_name()) == heeded.end())
            return fail(ErrorCode::BadOption, "",
                        fmt::format("{} has no effect with --from: the run is made again as it was", option->get_name()));
    return {};
}

Result<void> checkIdle(const TrainWords& words) {
    if (!words.from.empty())
        return checkRemaking(*words.command);
    const bool onDataset = !words.dataset.empty();
    const auto onWhat = isGiven(*words.command, "--dataset") ? "with --dataset" : "for a run that learns from a dataset";
    if (words.resume)
        if (auto useful = refuseIdle(*words.command, {"--corrections"}, "with --resume: the run has its own"); !useful)
            return useful;
    if (!onDataset)
        if (auto useful = refuseIdle(*words.command, {"--corrections"}, "without --dataset"); !useful)
            return useful;
    if (onDataset || words.simulated)
        if (auto useful =
                refuseIdle(*words.command, {"--catalog", "--truth", "--role"}, onDataset ? onWhat : "with --simulated-fields");
            !useful)
            return useful;
    if (onDataset)
        if (auto useful = refuseIdle(*words.command, {"--minimum-snr", "--maximum-per-class"}, onWhat); !useful)
            return useful;
    if (!words.simulated)
        if (auto useful = refuseIdle(*words.command, {"--sources-per-field", "--simulation-seed"}, "without --simulated-fields");
            !useful)
            return useful;
    if (!words.resume && words.training.card.spec.architecture != Architecture::IicNet &&
        words.training.card.spec.architecture != Architecture::FusionNet)
        if (auto useful = refuseIdle(*words.command, {"--stem"}, "for a network that is not IICnet"); !useful)
            return useful;
    if (words.training.schedule == RateSchedule::Cosine)
        return refuseIdle(*words.command, {"--halve-after"}, "with --schedule cosine");
    return {};
}

/// The folder of a run that is named by it or by its record.
Result<std::filesystem::path> folderOf(const std::string& run) {
    const std::filesystem::path named(run);
    if (named.filename() == "run.json")
        return named.parent_path();
    std::error_code absent;
    if (std::filesystem::is_regular_file(named, absent))
        return fail(ErrorCode::BadRun, run, "is not the record of a run", "a run's folder, or its run.json, expected");
    return named;
}

JobResult<TrainWords> wordsOfAnother(TrainWords words, Session& session) {
    const auto folder = folderOf(words.from);
    if (!folder)
        return stopWith(folder);
    const auto record = readRunRecord(*folder);
    if (!record)
        return stopWith(record);
    const auto dataset = datasetOf(record->options.material, *folder);
    if (dataset.empty())
        return stopWith(ErrorCode::BadOption, words.from,
                        "the run was not made with a dataset, and cannot be made again from its record");
    if (words.dataset.empty())
        words.dataset = dataset.string();
    if (const auto same = checkDataset(record->options.material, words.dataset, session.stop); !same)
        return stopWith(same);
    if (const auto same = checkStartOf(*record); !same)
        return stopWith(same);
    const auto asked = words.training;
    words.training = record->options;
    if (isGiven(*words.command, "--device"))
        words.training.device = asked.device;
    if (isGiven(*words.command, "--precision"))
        words.training.precision = asked.precision;
    words.training.batch = record->batch;
    if (const auto changed = whyNotTheSameAgain(*record))
        warn(session, *changed);
    words.fields.set.input = record->options.card.input;
    return words;
}

/// The options of the run, but for those that are given again.
TrainingOptions optionsToGoOn(const TrainWords& words, TrainingOptions options) {
    const auto takeGiven = [&](const char* option, auto member) {
        if (isGiven(*words.command, option))
            options.*member = words.training.*member;
    };
    takeGiven("--epochs", &TrainingOptions::epochs);
    takeGiven("--batch", &TrainingOptions::batch);
    takeGiven("--rate", &TrainingOptions::learningRate);
    takeGiven("--schedule", &TrainingOptions::schedule);
    takeGiven("--halve-after", &TrainingOptions::halveAfterEpoch);
    takeGiven("--augment", &TrainingOptions::augment);
    takeGiven("--seed", &TrainingOptions::seed);
    takeGiven("--patience", &TrainingOptions::patience);
    takeGiven("--device", &TrainingOptions::device);
    takeGiven("--precision", &TrainingOptions::precision);
    if (isGiven(*words.command, "--network"))
        options.card.spec.architecture = words.training.card.spec.architecture;
    if (isGiven(*words.command, "--stem"))
        options.card.spec.stemKernel = words.training.card.spec.stemKernel;
    return options;
}

InputOptions inputToGoOn(const TrainWords& words, InputOptions input) {
    const auto& asked = words.fields.set.input;
    if (isGiven(*words.command, "--side"))
        input.side = asked.side;
    if (isGiven(*words.command, "--bands"))
        input.channels = asked.channels;
    if (isGiven(*words.command, "--preset"))
        input.preset = asked.preset;
    return input;
}

JobResult<TrainWords> wordsToGoOn(TrainWords words) {
    auto record = readRunRecord(words.out);
    if (!record)
        return stopWith(record);
    if (!words.startFrom.empty()) {
        if (!record->options.startFrom)
            return stopWith(ErrorCode::BadOption, words.out, "the run did not begin with the weights of a checkpoint",
                            words.startFrom + " given with --start-from");
        record->options.startFrom = words.startFrom;
        if (const auto same = checkStartOf(*record); !same)
            return stopWith(same);
    }
    words.training = optionsToGoOn(words, record->options);
    words.fields.set.input = inputToGoOn(words, record->options.card.input);
    if (words.dataset.empty() && words.tiles.empty() && !words.simulated)
        words.dataset = datasetOf(record->options.material, words.out).string();
    if (auto useful = checkIdle(words); !useful)
        return stopWith(useful);
    return words;
}

Result<std::vector<Band>> bandsOf(const std::vector<std::string>& names) {
    std::vector<Band> bands;
    for (const auto& name : names) {
        bands.push_back(*parseBand(name));
        if (std::ranges::count(bands, bands.back()) > 1)
            return fail(ErrorCode::BadOption, "", fmt::format("--bands names {} twice", name));
    }
    return bands;
}

} // namespace

JobResult<TrainWords> wholeWords(TrainWords words, Session& session) {
    if (auto useful = checkIdle(words); !useful)
        return stopWith(useful);
    auto bands = bandsOf(words.bands);
    if (!bands)
        return stopWith(bands);
    words.fields.set.input.channels = std::move(*bands);
    auto whole = !words.from.empty() ? wordsOfAnother(std::move(words), session)
                 : words.resume      ? wordsToGoOn(std::move(words))
                                     : JobResult<TrainWords>(std::move(words));
    if (!whole)
        return whole;
    if (auto usable = checkDevice(whole->training.device); !usable)
        return stopWith(usable);
    return whole;
}

} // namespace iic::cli
