#pragma once

#include <torch/nn.h>

// Layers that the networks share; only files of core/nn include this header.
namespace iic {

enum class Activation { None, Relu, Silu, HardSwish };
/// Leaves the tensor given as it was.
torch::Tensor activate(const torch::Tensor& input, Activation activation);

/// A linear layer; on the CPU as a convolution of one pixel, which is fast also where LibTorch's matrix products are those of the
/// reference BLAS.
torch::Tensor product(const torch::Tensor& input, const torch::nn::Linear& layer);

/// What is left of each channel where it is averaged over its places: n × channels.
torch::Tensor averaged(const torch::Tensor& input);

/// A layer that is computed otherwise once it no longer learns.
class FoldableLayer : public torch::nn::Module {
  public:
    /// Puts together what need not be computed apart; for inference only.
    virtual void fold() = 0;
};

struct ConvShape {
    int kernel = 3;
    int stride = 1;
    int dilation = 1;
    int groups = 1;
    Activation activation = Activation::Relu;
    bool alongRow = false; ///< one row high: of a spectrum
    double epsilon = 1e-5; ///< of the batch norm
    double momentum = 0.1; ///< of its running statistics
};

/// Convolution that keeps the size (but for its stride), batch norm and activation. No bias until folded.
class ConvBlockImpl : public FoldableLayer {
  public:
    ConvBlockImpl(int in, int out, ConvShape shape = {});
    torch::Tensor forward(const torch::Tensor& input);
    /// Moves the batch norm's running statistics into the convolution.
    void fold() override;

  private:
    torch::nn::Conv2d convolution_;
    torch::nn::BatchNorm2d norm_;
    std::vector<std::int64_t> padding_;
    Activation activation_;
    torch::Tensor foldedWeight_, foldedBias_;
};
TORCH_MODULE(ConvBlock);

/// What batch norm's running statistics multiply each channel by, and what is added then, in 64 bits.
struct NormLine {
    torch::Tensor scale, offset;
};
NormLine lineOf(const torch::nn::BatchNorm2d& norm);

/// The last stage of a network: makes numbers of what it is given, and of them the logits.
class NetworkHead : public torch::nn::Module {
  public:
    /// n × width().
    virtual torch::Tensor features(const torch::Tensor& input) = 0;
    virtual torch::Tensor logits(const torch::Tensor& features) = 0;
    virtual int width() const = 0;
};

/// Global average pool and a hidden layer with ReLU.
class HiddenHeadImpl : public NetworkHead {
  public:
    HiddenHeadImpl(int channels, int hidden, int classes);
    torch::Tensor features(const torch::Tensor& input) override;
    torch::Tensor logits(const torch::Tensor& features) override;
    torch::Tensor forward(const torch::Tensor& input) { return logits(features(input)); }
    int width() const override;

  private:
    torch::nn::Linear hidden_, output_;
};
TORCH_MODULE(HiddenHead);

/// Global average pool, and one linear layer of which some inputs are dropped in training.
class PooledHeadImpl : public NetworkHead {
  public:
    PooledHeadImpl(int channels, int classes, double dropped = 0);
    torch::Tensor features(const torch::Tensor& input) override;
    torch::Tensor logits(const torch::Tensor& features) override;
    torch::Tensor forward(const torch::Tensor& input) { return logits(features(input)); }
    int width() const override;

  private:
    torch::nn::Linear output_;
    double dropped_;
};
TORCH_MODULE(PooledHead);

/// A linear layer with ReLU.
class DenseImpl : public torch::nn::Module {
  public:
    DenseImpl(int in, int out);
    torch::Tensor forward(const torch::Tensor& input);

  private:
    torch::nn::Linear layer_;
};
TORCH_MODULE(Dense);

/// Squeeze and excitation (Hu et al. 2018): each channel multiplied by what two layers of one pixel make of all their means.
struct ExcitationShape {
    Activation inside = Activation::Relu;
    Activation gate = Activation::None; ///< None: the sigmoid; HardSwish: the hard sigmoid
};
class ExcitationImpl : public torch::nn::Module {
  public:
    ExcitationImpl(int channels, int squeezed, ExcitationShape shape);
    torch::Tensor forward(const torch::Tensor& input);

  private:
    torch::nn::Conv2d squeeze_, expand_;
    ExcitationShape shape_;
};
TORCH_MODULE(Excitation);

/// Weights to begin with: He et al. 2015, by the numbers that each leads to; linear layers normal of width 0.01, their biases 0.
void initialise(torch::nn::Module& network);

} // namespace iic
