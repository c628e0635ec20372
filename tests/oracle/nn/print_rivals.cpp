// Leaves in a folder what the networks beside IICnet compute with weights drawn at random, for comparison with another library:
//   print_rivals FOLDER
// On standard output a line a group of numbers: network,state:NAME|input|logits|folded,offset in values.f32 (32-bit floats), and
// network,count,parameters,multiply–adds of 224 × 224 pixels and 1000 classes (as it infers: network,folded count,…).
#include "nn/Network.h"
#include "nn/networks/Networks.h"

#include "RandomNetwork.h"

using namespace iic;

namespace {

struct Rival {
    std::string name;
    torch::nn::Sequential stages;
};

std::span<const float> valuesOf(const torch::Tensor& tensor) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// Batch norms that do something and keep the numbers of many layers within bounds, and logits of the order of one.
void disturb(torch::nn::Sequential& stages) {
    const torch::NoGradGuard noGrad;
    for (const auto& module : stages->modules()) {
        if (auto* linear = module->as<torch::nn::LinearImpl>())
            linear->weight.normal_(0, 2.5 / std::sqrt(static_cast<double>(linear->weight.size(1))));
        if (auto* norm = module->as<torch::nn::BatchNorm2dImpl>()) {
            norm->weight.uniform_(0.5, 0.8);
            norm->bias.normal_(0, 0.1);
            norm->running_mean.normal_(0, 0.1);
            norm->running_var.uniform_(0.7, 1.3);
        }
    }
}

void addState(const Rival& rival, test::Values& values) {
    const auto add = [&](const std::string& name, const torch::Tensor& tensor) {
        if (tensor.is_floating_point())
            values.add(rival.name + ",state:" + name, valuesOf(tensor.detach().contiguous()));
    };
    for (const auto& item : rival.stages->named_parameters())
        add(item.key(), item.value());
    for (const auto& item : rival.stages->named_buffers())
        add(item.key(), item.value());
}

void printRival(Rival rival, test::Values& values) {
    const torch::NoGradGuard noGrad;
    disturb(rival.stages);
    rival.stages->eval();
    addState(rival, values);
    const auto input = torch::rand({2, 3, 96, 96}) * 4;
    values.add(rival.name + ",input", valuesOf(input));
    values.add(rival.name + ",logits", valuesOf(rival.stages->forward(input).contiguous()));
}

/// That a network says the same once it is folded.
void printFolded(Architecture architecture, test::Values& values) {
    const torch::NoGradGuard noGrad;
    Network network(ModelSpec{.inputSide = 96, .architecture = architecture});
    disturb(network->stages);
    network->eval();
    const auto input = torch::rand({4, 3, 96, 96});
    const std::string name(architectureName(architecture));
    values.add(name + ",logits before", valuesOf(network->forward(input).contiguous()));
    network->foldForInference();
    values.add(name + ",logits folded", valuesOf(network->forward(input).contiguous()));
}

void printCount(const std::string& name, const std::string& what, const std::vector<StageSummary>& stages) {
    long long parameters = 0, multiplyAdds = 0;
    for (const auto& stage : stages) {
        parameters += stage.parameters;
        multiplyAdds += stage.multiplyAdds;
    }
    std::printf("%s,%s,%lld,%lld\n", name.c_str(), what.c_str(), parameters, multiplyAdds);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    test::Values values(argv[1]);
    torch::manual_seed(3);
    const ModelSpec spec;
    printRival({"vgg16", vgg16(spec)}, values);
    printRival({"googlenet", googLeNet(spec, /*narrowFives=*/true)}, values);
    printRival({"resnet34", resNet34(spec)}, values);
    printRival({"mobilenet_v3_small", mobileNetV3Small(spec)}, values);
    printRival({"efficientnet_v2_s", efficientNetV2S(spec)}, values);
    for (const auto architecture : allArchitectures)
        if (readsImagesAlone(architecture))
            printFolded(architecture, values);
    for (const auto architecture : allArchitectures) {
        const ModelSpec large{.inputSide = 224, .classes = 1000, .architecture = architecture};
        if (!readsImagesAlone(architecture))
            continue;
        printCount(std::string(architectureName(architecture)), "count", summarise(large));
        printCount(std::string(architectureName(architecture)), "folded count", summarise(large, true));
    }
    printCount("googlenet", "count of three", summarise({.inputSide = 224, .architecture = Architecture::GoogLeNet}));
    return 0;
}
