// Prints how many inputs a second training and classification take in, on random inputs of the paper's size.
#include "base/Random.h"
#include "nn/Classifier.h"
#include "nn/Training.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <unistd.h>

using namespace iic;

int main(int argc, char** argv) {
    const int batch = argc > 1 ? std::atoi(argv[1]) : 64;
    TrainingOptions options;
    options.batch = batch;
    options.epochs = 2;
    options.runFolder = std::filesystem::temp_directory_path() / fmt::format("bench_training_{}", ::getpid());
    LabelledInputs inputs;
    Random random(1);
    const auto count = static_cast<std::size_t>(batch) * 10;
    for (std::size_t i = 0; i < count; ++i)
        inputs.labels.push_back(static_cast<std::uint8_t>(i % 3));
    inputs.inputs.resize(count * 3 * 80 * 80);
    for (auto& value : inputs.inputs)
        value = static_cast<float>(random.uniform());
    const LabelledInputs one{{inputs.inputs.begin(), inputs.inputs.begin() + 3 * 80 * 80}, {0}};

    NoProgress silent;
    const auto result = train(inputs, one, options, {}, silent, {});
    if (!result)
        return 1;
    auto classifier = Classifier::load(options.runFolder / "best.h5");
    std::filesystem::remove_all(options.runFolder);
    if (!classifier)
        return 1;
    classifier->classify(inputs.inputs, count);
    const auto start = std::chrono::steady_clock::now();
    classifier->classify(inputs.inputs, count);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    fmt::print("{}: batch {}: training {:.1f}/s, classification {:.1f}/s\n", classifier->device().name, batch,
               static_cast<double>(count) / result->epochs.back().seconds, static_cast<double>(count) / taken.count());
}
