#include "nn/Layers.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace nn = torch::nn;

namespace {

ConvBlock block(int in, int out, int kernel, int stride = 1) {
    return ConvBlock(in, out, ConvShape{.kernel = kernel, .stride = stride, .epsilon = 1e-3});
}

/// A pool whose last places may reach over the edge.
torch::Tensor pooled(const torch::Tensor& input, int kernel, int stride, int padding) {
    return torch::max_pool2d(input, kernel, stride, padding, 1, /*ceil_mode=*/true);
}

class GoogLeNetStemImpl : public nn::Module {
  public:
    explicit GoogLeNetStemImpl(int channels)
        : first_(block(channels, 64, 7, 2)), narrow_(block(64, 64, 1)), wide_(block(64, 192, 3)) {
        register_module("first", first_);
        register_module("narrow", narrow_);
        register_module("wide", wide_);
    }
    torch::Tensor forward(const torch::Tensor& input) { return pooled(wide_(narrow_(pooled(first_(input), 3, 2, 0))), 3, 2, 0); }

  private:
    ConvBlock first_, narrow_, wide_;
};
TORCH_MODULE(GoogLeNetStem);

struct InceptionShape {
    int one; ///< channels of the 1×1
    int beforeThree, three;
    int beforeFive, five;
    int pool;
    int channels() const { return one + three + five + pool; }
};

/// Szegedy et al. 2015, Fig. 2b: four ways beside each other.
class InceptionImpl : public nn::Module {
  public:
    InceptionImpl(int in, InceptionShape shape, int fiveKernel, int poolKernel)
        : one_(block(in, shape.one, 1)),
          three_(block(in, shape.beforeThree, 1), block(shape.beforeThree, shape.three, 3)),
          five_(block(in, shape.beforeFive, 1), block(shape.beforeFive, shape.five, fiveKernel)),
          afterPool_(block(in, shape.pool, 1)),
          poolKernel_(poolKernel) {
        register_module("one", one_);
        register_module("three", three_);
        register_module("five", five_);
        register_module("pool", afterPool_);
    }
    torch::Tensor forward(const torch::Tensor& input) {
        const auto joined =
            torch::cat({one_(input), three_->forward(input), five_->forward(input), afterPool_(pooled(input, 3, 1, 1))}, 1);
        return poolKernel_ > 0 ? pooled(joined, poolKernel_, 2, 0) : joined;
    }

  private:
    ConvBlock one_;
    nn::Sequential three_, five_;
    ConvBlock afterPool_;
    int poolKernel_; ///< of the pool that follows; 0: none
};
TORCH_MODULE(Inception);

struct NamedInception {
    const char* name;
    InceptionShape shape;
    int poolKernel;
};

constexpr std::array<NamedInception, 9> inceptions{{
    {"inception3a", {64, 96, 128, 16, 32, 32}, 0},
    {"inception3b", {128, 128, 192, 32, 96, 64}, 3},
    {"inception4a", {192, 96, 208, 16, 48, 64}, 0},
    {"inception4b", {160, 112, 224, 24, 64, 64}, 0},
    {"inception4c", {128, 128, 256, 24, 64, 64}, 0},
    {"inception4d", {112, 144, 288, 32, 64, 64}, 0},
    {"inception4e", {256, 160, 320, 32, 128, 128}, 2},
    {"inception5a", {256, 160, 320, 32, 128, 128}, 0},
    {"inception5b", {384, 192, 384, 48, 128, 128}, 0},
}};

} // namespace

nn::Sequential googLeNet(const ModelSpec& spec, bool narrowFives) {
    nn::Sequential stages;
    stages->push_back("stem", GoogLeNetStem(spec.channels));
    int channels = 192;
    for (const auto& [name, shape, poolKernel] : inceptions) {
        stages->push_back(name, Inception(channels, shape, narrowFives ? 3 : 5, poolKernel));
        channels = shape.channels();
    }
    stages->push_back("head", PooledHead(channels, spec.classes, 0.2));
    initialise(*stages);
    return stages;
}

} // namespace iic
