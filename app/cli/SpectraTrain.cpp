#include "SpectraCommands.h"

#include "Counted.h"
#include "EpochLine.h"
#include "GivenOptions.h"
#include "Inputs.h"

#include "analysis/ClassifySpectra.h"
#include "analysis/SpectraMaterial.h"
#include "nn/RunLock.h"
#include "nn/RunRecord.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

/// What `iicnet spectra train` was told.
struct Words {
    const CLI::App* command = nullptr; ///< knows what was written, and what is a default
    std::string folder, out;
    SpectraOptions spectra{.folder = {}, .simulatedPerClass = 1500};
    bool restFrame = false, resume = false;
    TrainingOptions training;
};

/// The run's own options, but for those that are given again.
JobResult<Words> wordsToGoOn(Words words) {
    const auto record = readRunRecord(words.out);
    if (!record)
        return stopWith(record);
    if (auto good = checkReadsSpectra(record->options.card); !good) {
        good.error().file = words.out;
        return stopWith(good);
    }
    auto spectra = spectraOptionsOf(record->options.material, record->options.card.spectrum);
    if (!spectra) {
        spectra.error().file = words.out;
        return stopWith(spectra);
    }
    if (words.folder.empty()) // else it was moved, and the run looks whether it is the same
        words.spectra = std::move(*spectra);
    else
        words.spectra = {.folder = words.folder, .seed = spectra->seed, .grid = spectra->grid};
    auto training = record->options;
    const auto takeGiven = [&](const char* option, auto member) {
        if (isGiven(*words.command, option))
            training.*member = words.training.*member;
    };
    takeGiven("--epochs", &TrainingOptions::epochs);
    takeGiven("--batch", &TrainingOptions::batch);
    takeGiven("--rate", &TrainingOptions::learningRate);
    takeGiven("--schedule", &TrainingOptions::schedule);
    takeGiven("--patience", &TrainingOptions::patience);
    takeGiven("--device", &TrainingOptions::device);
    words.training = std::move(training);
    words.training.resumeFrom = std::filesystem::path(words.out) / "last.h5";
    return words;
}

JobResult<Words> wholeWords(Words words) {
    if (auto usable = checkDevice(words.training.device); !usable)
        return stopWith(usable);
    if (words.resume) {
        if (auto useful =
                refuseIdle(*words.command, {"--per-class", "--rest-frame", "--seed"}, "with --resume: the run has its own");
            !useful)
            return stopWith(useful);
        return wordsToGoOn(std::move(words));
    }
    if (std::error_code absent; std::filesystem::exists(std::filesystem::path(words.out) / "run.json", absent))
        return stopWith(ErrorCode::FileExists, words.out, "the folder holds a run already",
                        "name another, or go on with --resume");
    if (!words.folder.empty())
        words.spectra.folder = words.folder;
    words.spectra.seed = words.training.seed;
    if (words.restFrame)
        words.spectra.grid = restFrameGrid();
    return words;
}

void print(const Words& words, const TrainingResult& result, const ConfusionMatrix& matrix, Session& session) {
    session.progress.clear();
    double seconds = 0;
    for (const auto& epoch : result.epochs)
        seconds += epoch.seconds;
    if (session.json)
        printJson(nlohmann::json{{"run", words.out},
                                 {"epochs", result.epochs.size()},
                                 {"seconds", seconds},
                                 {"bestEpoch", result.bestEpoch},
                                 {"bestValidationAccuracy", result.bestValidationAccuracy},
                                 {"testSpectra", static_cast<std::size_t>(matrix.total())},
                                 {"testAccuracy", matrix.accuracy()}});
    else
        fmt::print(
            "{} in {:.0f} s; best epoch {} (validation accuracy {:.4f}); test accuracy {:.4f} on {}; weights in {}/best.h5\n",
            counted(result.epochs.size(), "epoch"), seconds, result.bestEpoch, result.bestValidationAccuracy, matrix.accuracy(),
            counted(static_cast<std::size_t>(matrix.total()), "spectrum", "spectra"), words.out);
}

JobResult<void> learn(Words words, Session& session) {
    const auto material = loadSpectraMaterial(words.spectra, session.progress, session.stop);
    if (!material)
        return stopWith(material);
    for (const auto& warning : material->warnings)
        warn(session, warning);
    auto& training = words.training;
    training.card = material->card;
    training.card.runId = std::filesystem::canonical(words.out).filename().string();
    training.runFolder = words.out;
    training.material = material->description;
    session.progress.clear();
    fmt::print(session.json ? stderr : stdout, "{}: {} to learn from, {} to validate; {}\n", material->card.origin,
               counted(material->training.count(), "spectrum", "spectra"), material->validation.count(),
               selectDevice(training.device).name);
    std::fflush(stdout);
    TrainingObserver observer;
    observer.onEpoch = [&](const EpochResult& epoch) { printEpoch(epoch, training.epochs, session); };
    observer.onSmallerBatch = [&](int batch) {
        warn(session, fmt::format("memory is short for a batch of {}: the run goes on with {}", training.batch, batch));
    };
    const auto result = train(material->training, material->validation, training, observer, session.progress, session.stop);
    if (!result)
        return stopWith(result);
    auto best = Classifier::load(std::filesystem::path(words.out) / "best.h5", training.device);
    if (!best)
        return stopWith(best);
    const auto matrix = judgeSpectra(material->test, *best, session.progress, session.stop);
    if (!matrix)
        return stopWith(matrix);
    print(words, *result, *matrix, session);
    return {};
}

JobResult<void> run(const Words& words, Session& session) {
    const auto lock = RunLock::acquire(words.out);
    if (!lock)
        return stopWith(lock);
    auto whole = wholeWords(words);
    if (!whole)
        return stopWith(whole);
    return learn(std::move(*whole), session);
}

} // namespace

void addSpectraTrain(CLI::App& spectra, Session& session) {
    auto words = std::make_shared<Words>();
    auto& training = words->training;
    training.epochs = 20;
    training.batch = 32;
    training.learningRate = 1e-3;
    training.schedule = RateSchedule::Cosine;
    auto* command = addCommand(spectra, session, "train", "Train IICnet of one dimension on spectra", words, &run);
    words->command = command;
    command->add_option("--out", words->out, "Folder of the run")->required();
    auto* folder = command->add_option("--spectra", words->folder, "Folder of spec-*.fits that tell their class");
    command->add_option("--per-class", words->spectra.simulatedPerClass, "So many simulated ones of each class instead")
        ->capture_default_str()
        ->check(CLI::Range(4, 100'000))
        ->excludes(folder);
    addSeedOption(*command, training.seed, "Of the simulation, the split and the weights");
    command->add_flag("--rest-frame", words->restFrame, "Wavelengths at the source; every spectrum then needs its redshift");
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536));
    command->add_option("--rate", training.learningRate, "Learning rate")->capture_default_str()->check(number(1e-12, 1));
    addChoice(*command, "--schedule", training.schedule, "How the rate falls: halve (once), cosine (to nothing over the run)",
              {{"halve", RateSchedule::HalveOnce}, {"cosine", RateSchedule::Cosine}})
        ->default_str("cosine");
    command->add_option("--patience", training.patience, "Stop after so many epochs without a better one; 0: never")
        ->capture_default_str()
        ->check(CLI::Range(0, 100'000));
    command->add_flag(
        "--resume", words->resume,
        "Go on from last.h5 of the run, as it was begun; --epochs (but along a cosine), --patience, --device and --spectra, where "
        "they have moved, may be given anew");
    addDeviceOption(*command, training.device);
}

} // namespace iic::cli
