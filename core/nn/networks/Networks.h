#pragma once

#include "nn/ModelSpec.h"

#include <torch/nn/modules/container/sequential.h>

// The stages of each network, with weights to begin with; only files of core/nn include this header.
namespace iic {

/// The paper's, sections 3 and 4.
torch::nn::Sequential iicNet(const ModelSpec& spec);
/// Simonyan & Zisserman 2014, table 1, column D.
torch::nn::Sequential vgg16(const ModelSpec& spec);
/// Szegedy et al. 2015, table 1, with batch norm after every convolution and without the classifiers at its side.
/// `narrowFives`: 3×3 in the place of its 5×5, as one library has it; to be compared with that alone.
torch::nn::Sequential googLeNet(const ModelSpec& spec, bool narrowFives = false);
/// He et al. 2016, table 1.
torch::nn::Sequential resNet34(const ModelSpec& spec);
/// Howard et al. 2017, table 1.
torch::nn::Sequential mobileNet(const ModelSpec& spec);
/// Howard et al. 2019, table 2.
torch::nn::Sequential mobileNetV3Small(const ModelSpec& spec);
/// Tan & Le 2021, table 4.
torch::nn::Sequential efficientNetV2S(const ModelSpec& spec);
/// Ding et al. 2021, table 2.
torch::nn::Sequential repVggA0(const ModelSpec& spec);
torch::nn::Sequential repVggB0(const ModelSpec& spec);
/// The upper part of the paper's Fig. 16.
torch::nn::Sequential colourNet(const ModelSpec& spec);
/// Both parts of the paper's Fig. 16.
torch::nn::Sequential fusionNet(const ModelSpec& spec);
/// IICnet of one dimension (paper, section 4.4).
torch::nn::Sequential spectrumNet(const ModelSpec& spec);

} // namespace iic
