#pragma once

#include "nn/ModelSpec.h"

namespace iic {

/// A row of the paper's Table 3; the rivals' inputs are 224 × 224, IICnet's 80 × 80.
struct PaperNetwork {
    Architecture architecture;
    double parameters;
    double multiplyAdds; ///< the paper's "Flops"
    std::string_view difference; ///< why the program's count is another; empty where it is not
};
inline constexpr std::array<PaperNetwork, 7> paperNetworks{{
    {Architecture::Vgg16, 134.27e6, 15.5e9, ""},
    {Architecture::GoogLeNet, 5.98e6, 1.59e9, ""},
    {Architecture::ResNet34, 46.99e6, 12.25e9, "the paper's is no standard ResNet34, which has 21.29 M and 3.66 G"},
    {Architecture::MobileNet, 3.22e6, 587.94e6, "the paper's is 567.7 M and four for each output of a batch norm"},
    {Architecture::EfficientNetV2S, 24.18e6, 2.97e9, "the paper's has 4.00 M parameters more"},
    {Architecture::RepVggB0, 30.07e6, 3.83e9, "the paper does not say which RepVGG; none has these numbers"},
    {Architecture::IicNet, 1.75e6, 218.66e6, ""},
}};

} // namespace iic
