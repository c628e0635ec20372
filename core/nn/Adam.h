#pragma once

#include "nn/NetState.h"

namespace iic {

/// Adam (Kingma & Ba 2015) with the usual decay rates. Its moments can be saved and given back, which the one of
/// LibTorch allows only through an archive that differs between its versions.
class Adam {
  public:
    /// The tensors of `state` that learn.
    explicit Adam(const NamedState& state);
    void step(double learningRate);
    /// Forgets the gradients of the step before.
    void clearGradients();
    double gradientNorm() const; ///< Euclidean, of all parameters together
    /// The moments by name.
    NamedState moments() const;
    std::int64_t steps() const { return steps_; }
    void setSteps(std::int64_t steps) { steps_ = steps; }

  private:
    struct Entry {
        std::string name;
        torch::Tensor parameter, mean, square;
    };
    std::vector<Entry> entries_;
    std::int64_t steps_ = 0;
};

} // namespace iic
