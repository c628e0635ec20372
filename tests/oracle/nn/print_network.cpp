// Leaves in a folder what the program computes with its networks, for comparison with another implementation:
//   print_network network FOLDER    checkpoints of random weights, and what each stage makes of random inputs
//   print_network training FOLDER   runs of no and of some epochs over the same inputs
// On standard output a line a group of numbers: file,kind,shape…,offset in values.f32 (32-bit floats), for a summary
// file,summary,stage,parameters,multiply–adds.
#include "RandomNetwork.h"
#include "nn/Classifier.h"

#include <cstring>

using namespace iic;
using test::optionsFor, test::randomise, test::untrained, test::Values;

namespace {

NoProgress quiet;

bool printNetwork(const std::string& name, const ModelSpec& spec, const std::filesystem::path& folder, Values& values) {
    auto checkpoint = untrained(spec, folder / name);
    randomise(checkpoint, 7);
    const auto file = folder / (name + ".h5");
    if (!writeCheckpoint(file, checkpoint))
        return false;
    auto classifier = Classifier::load(file, DeviceChoice::Cpu);
    if (!classifier)
        return false;
    constexpr std::size_t count = 3;
    const auto samples = test::syntheticInputs(count, 5, spec);
    const auto size = samples.inputs.size() / count;
    for (std::size_t i = 0; i < count; ++i) {
        const auto input = std::span(samples.inputs).subspan(i * size, size);
        values.add(name + ".h5,input," + std::to_string(spec.channels) + ',' + std::to_string(spec.inputSide) + ',' +
                       std::to_string(spec.inputSide),
                   input);
        for (const auto& maps : classifier->stageMaps(input))
            values.add(name + ".h5," + maps.stage + ',' + std::to_string(maps.channels) + ',' + std::to_string(maps.height) +
                           ',' + std::to_string(maps.width),
                       maps.values);
        values.add(name + ".h5,softmax,3,1,1", classifier->classify(input, 1).front());
    }
    for (const auto& stage : summarise(spec))
        std::printf("%s.h5,summary,%s,%lld,%lld\n", name.c_str(), stage.name.c_str(), static_cast<long long>(stage.parameters),
                    static_cast<long long>(stage.multiplyAdds));
    return true;
}

/// Every epoch is one step over all the inputs, so that only the order of sums is left to chance.
bool printTraining(const std::filesystem::path& folder, Values& values) {
    const ModelSpec spec{.inputSide = 64};
    const auto inputs = test::syntheticInputs(12, 3, spec), others = test::syntheticInputs(6, 4, spec);
    values.add("training,inputs,3,64,64", inputs.inputs);
    values.add("validation,inputs,3,64,64", others.inputs);
    std::stop_source stop;
    stop.request_stop();
    if (train(inputs, others, optionsFor(spec, folder / "before", 1), {}, quiet, stop.get_token()))
        return false;
    return train(inputs, others, optionsFor(spec, folder / "one", 1), {}, quiet, {}) &&
           train(inputs, others, optionsFor(spec, folder / "four", 4), {}, quiet, {});
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    Values values(argv[2]);
    if (std::strcmp(argv[1], "training") == 0)
        return printTraining(argv[2], values) ? 0 : 1;
    return printNetwork("paper", {}, argv[2], values) &&
                   printNetwork("four", {.channels = 4, .stemKernel = 3, .inputSide = 64}, argv[2], values)
               ? 0
               : 1;
}
