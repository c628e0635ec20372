// Leaves in a folder what the program computes with its networks, for comparison with another implementation:
//   print_network network FOLDER    checkpoints of random weights, and what each stage makes of random inputs
//   print_network parts FOLDER      the same, and what lies beside the stages: branches, attention, decisions, features
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

std::string shape(std::size_t channels, int height, int width) {
    return ',' + std::to_string(channels) + ',' + std::to_string(height) + ',' + std::to_string(width);
}

void add(const std::string& file, const FeatureMaps& maps, Values& values) {
    values.add(file + maps.part + shape(maps.channels, maps.height, maps.width), maps.values);
}

/// What lies beside the stages.
void addParts(const std::string& file, const Explanation& explanation, Values& values) {
    for (const auto& maps : explanation.branches)
        add(file, maps, values);
    for (const auto& weights : explanation.attention) {
        values.add(file + weights.stage + ".channels" + shape(weights.channels.size(), 1, 1), weights.channels);
        values.add(file + weights.stage + ".places" + shape(1, weights.height, weights.width), weights.places);
    }
    for (std::size_t k = 0; k < explanation.decision.size(); ++k) {
        const auto& map = explanation.decision[k];
        values.add(file + "decision." + std::to_string(k) + shape(1, map.height, map.width), map.values);
    }
}

/// Each stage's maps, or for `isTakenApart` what lies beside them.
bool printNetwork(const std::string& name, const ModelSpec& spec, bool isTakenApart, const std::filesystem::path& folder,
                  Values& values) {
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
        values.add(name + ".h5,input" + shape(spec.channels, spec.inputSide, spec.inputSide), input);
        const auto explanation = classifier->explain(input);
        if (isTakenApart) {
            addParts(name + ".h5,", explanation, values);
            values.add(name + ".h5,features" + shape(classifier->featureCount(), 1, 1), classifier->features(input, 1));
            values.add(name + ".h5,probabilities" + shape(3, 1, 1), explanation.probabilities);
            continue;
        }
        for (const auto& maps : explanation.stages)
            add(name + ".h5,", maps, values);
        values.add(name + ".h5,softmax" + shape(3, 1, 1), classifier->classify(input, 1).front());
    }
    if (isTakenApart)
        return true;
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
    test::untrainedNetwork(inputs, others, optionsFor(spec, folder / "before", 1));
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
    const bool isTakenApart = std::strcmp(argv[1], "parts") == 0;
    return printNetwork("paper", {}, isTakenApart, argv[2], values) &&
                   printNetwork("four", {.channels = 4, .stemKernel = 3, .inputSide = 64}, isTakenApart, argv[2], values)
               ? 0
               : 1;
}
