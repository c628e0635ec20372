#pragma once

#include "nn/ModelSpec.h"

#include <torch/nn.h>

#include <string>
#include <utility>
#include <vector>

// A network as modules of LibTorch; only files of core/nn include this header.
namespace iic {

/// Its stages one after the other, the last of which, a NetworkHead, gives logits.
class NetworkImpl : public torch::nn::Module {
  public:
    explicit NetworkImpl(const ModelSpec& spec);
    /// Logits of inputs as batchOf lays them out.
    torch::Tensor forward(torch::Tensor input);
    /// What the head makes the logits of: n × featureCount().
    torch::Tensor features(torch::Tensor input);
    std::size_t featureCount();
    /// Evaluation mode with every layer folded.
    void foldForInference();

    torch::nn::Sequential stages;
};
TORCH_MODULE(Network);

/// Parameters and running statistics, which together are the network's state, by name.
std::vector<std::pair<std::string, torch::Tensor>> stateOf(const Network& net);

/// Inputs that lie one after the other, each as copyInput writes it, as a network reads them: n × channels × height × width with
/// channels last; where there are numbers beside the image, or no image, n × size.
torch::Tensor batchOf(const torch::Tensor& inputs, const InputShape& shape);
/// The two parts of such an n × size tensor.
torch::Tensor imagesOf(const torch::Tensor& batch, const InputShape& shape);
torch::Tensor numbersOf(const torch::Tensor& batch, const InputShape& shape);

} // namespace iic
