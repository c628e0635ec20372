// Leaves in a folder what each stage of a network in training makes of what the stage before made of a batch, and the gradients of
// a random combination of that: print_gradients FOLDER
// On standard output a line a group of numbers: stage,what,shape…,offset in values.f32. The weights are network.h5's.
#include "nn/NetState.h"

#include "RandomNetwork.h"

using namespace iic;

namespace {

void add(test::Values& values, const std::string& stage, const std::string& what, const torch::Tensor& tensor) {
    const auto plain = tensor.detach().contiguous();
    std::string about = stage + ',' + what;
    for (const auto length : plain.sizes())
        about += ',' + std::to_string(length);
    values.add(about, {plain.data_ptr<float>(), static_cast<std::size_t>(plain.numel())});
}

torch::Tensor randomLike(const torch::Tensor& tensor, Random& random) {
    auto drawn = torch::empty(tensor.sizes());
    for (std::int64_t i = 0; i < drawn.numel(); ++i)
        drawn.data_ptr<float>()[i] = static_cast<float>(random.normal(0, 1));
    return drawn;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    const std::filesystem::path folder = argv[1];
    const ModelSpec spec{.inputSide = 64};
    auto checkpoint = test::untrained(spec, folder / "untrained");
    test::randomise(checkpoint, 7);
    Network net(spec);
    if (!writeCheckpoint(folder / "network.h5", checkpoint) || !copyIn(checkpoint.weights, stateOf(net)))
        return 1;
    net->train();
    test::Values values(folder);
    constexpr int count = 4;
    auto samples = test::syntheticInputs(count, 5, spec);
    auto image = torch::from_blob(samples.inputs.data(), {count, spec.channels, spec.inputSide, spec.inputSide});
    Random random(11);
    const auto names = net->stages->named_children().keys();
    auto name = names.begin();
    for (auto& stage : *net->stages) {
        const auto input = image.detach().contiguous(at::MemoryFormat::ChannelsLast).requires_grad_();
        image = stage.forward(input);
        const auto weights = randomLike(image, random);
        image.backward(weights);
        add(values, *name, "input", input);
        add(values, *name, "output", image);
        add(values, *name, "weights", weights);
        add(values, *name, "gradient", input.grad());
        ++name;
    }
    for (const auto& [path, tensor] : stateOf(net))
        add(values, path, tensor.requires_grad() ? "parameter" : "statistic", tensor.requires_grad() ? tensor.grad() : tensor);
    return 0;
}
