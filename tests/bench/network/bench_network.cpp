// Works at what a line of standard input asks for and answers with a line of seconds an image, until there are no more:
//   bench_network FOLDER   leaves network.h5, inputs.f32 and answers.f32 (its probabilities) in FOLDER and answers "ready"
//   infer                  the same inputs, as the program classifies them
//   train                  one step of training after another on them, as the program trains
//   tile                   sources of a simulated tile; then their inputs alone; then the longest piece in seconds
#include "analysis/ClassifyTile.h"
#include "nn/UntrainedNetwork.h"
#include "sim/SimulatedSky.h"

#include "base/Random.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace iic;

namespace {

constexpr std::size_t count = 192;
constexpr int batchSize = 64;

NoProgress quiet;

class Clock {
  public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

LabelledInputs randomInputs() {
    LabelledInputs inputs;
    Random random(1);
    for (std::size_t i = 0; i < count; ++i)
        inputs.labels.push_back(static_cast<std::uint8_t>(i % 3));
    inputs.inputs.resize(count * 3 * 80 * 80);
    for (auto& value : inputs.inputs)
        value = static_cast<float>(random.uniform());
    return inputs;
}

TrainingOptions optionsFor(const std::filesystem::path& folder) {
    TrainingOptions options;
    options.runFolder = folder;
    options.batch = batchSize;
    options.epochs = 1;
    options.device = DeviceChoice::Cpu;
    return options;
}

std::filesystem::path untrained(const LabelledInputs& inputs, const std::filesystem::path& folder) {
    const auto network = folder / "network.h5";
    std::filesystem::rename(test::untrainedNetwork(inputs, inputs, optionsFor(folder)), network);
    return network;
}

double infer(Classifier& classifier, const LabelledInputs& inputs) {
    const Clock clock;
    classifier.classify(inputs.inputs, inputs.count());
    return clock.seconds() / static_cast<double>(inputs.count());
}

/// From the end of the first step to that of the last.
double trainSteps(const LabelledInputs& inputs, const std::filesystem::path& folder) {
    const LabelledInputs one{{inputs.inputs.begin(), inputs.inputs.begin() + 3 * 80 * 80}, {0}};
    std::optional<Clock> clock;
    double spent = 0;
    TrainingObserver observer;
    observer.onStep = [&](const StepResult&) {
        if (!clock)
            clock.emplace();
        spent = clock->seconds();
    };
    if (!train(inputs, one, optionsFor(folder), observer, quiet, {}))
        throw std::runtime_error("training failed");
    return spent / static_cast<double>(inputs.count() - batchSize);
}

class TileRun {
  public:
    TileRun() {
        SimulationOptions simulation;
        simulation.side = 600;
        sky_ = simulateSky(simulation, quiet, {}).value();
        for (std::size_t i = 0; i < count; ++i) {
            const auto k = static_cast<double>(i);
            places_.push_back(*sky_.tile.reference().wcs.toSky({60 + 2.4 * k, 60 + 2.1 * k}));
        }
    }

    double classify(Classifier& classifier) {
        const Clock clock;
        double before = 0;
        const auto answers = classifyOnTile(sky_.tile, {places_}, classifier,
                                            [&](std::size_t, std::span<const Prediction>) {
                                                const double now = clock.seconds();
                                                longestPiece_ = std::max(longestPiece_, now - before);
                                                before = now;
                                            },
                                            quiet, {});
        const double spent = clock.seconds() / static_cast<double>(count);
        if (!answers || std::ranges::any_of(*answers, [](const Prediction& answer) { return !answer.isClassified(); }))
            throw std::runtime_error("a source was not classified");
        return spent;
    }
    double longestPiece() const { return longestPiece_; }

  private:
    SimulatedSky sky_;
    std::vector<SkyCoord> places_;
    double longestPiece_ = 0;
};

void write(const std::filesystem::path& path, const void* values, std::size_t bytes) {
    std::ofstream(path, std::ios::binary).write(static_cast<const char*>(values), static_cast<std::streamsize>(bytes));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    const std::filesystem::path folder = argv[1];
    const auto inputs = randomInputs();
    auto classifier = Classifier::load(untrained(inputs, folder), DeviceChoice::Cpu);
    if (!classifier)
        return 1;
    const auto answers = classifier->classify(inputs.inputs, inputs.count());
    write(folder / "inputs.f32", inputs.inputs.data(), inputs.inputs.size() * sizeof(float));
    write(folder / "answers.f32", answers.data(), answers.size() * sizeof answers[0]);
    TileRun tile;
    std::cout << "ready" << std::endl;
    for (std::string wish; std::getline(std::cin, wish);) {
        if (wish == "infer")
            std::cout << infer(*classifier, inputs) << std::endl;
        else if (wish == "train")
            std::cout << trainSteps(inputs, folder / "run") << std::endl;
        else if (wish == "tile") {
            const double whole = tile.classify(*classifier), pure = infer(*classifier, inputs);
            std::cout << whole << ' ' << pure << ' ' << tile.longestPiece() << std::endl;
        } else
            return 2;
    }
    return 0;
}
