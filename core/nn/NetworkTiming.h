#pragma once

#include "nn/Device.h"
#include "nn/ModelSpec.h"

namespace iic {

/// What a step of training takes on a device, measured on numbers drawn at random.
struct StepCost {
    double secondsPerInput = 0; ///< forward and back
    double secondsPerStep = 0; ///< the optimiser's, whatever the batch
};
/// The best of some steps. Takes a few tenths of a second, for the largest networks some seconds. On the thread that owns torch.
StepCost timeStep(const ModelSpec& spec, DeviceChoice device);

/// Inputs a second on a device, on numbers drawn at random.
struct NetworkSpeed {
    double learned = 0; ///< in batches of 32, the optimiser's step with them
    double classified = 0; ///< in the pieces of a Classifier
};
/// The better of some tries, each of about a second. On the thread that owns torch.
NetworkSpeed timeNetwork(const ModelSpec& spec, DeviceChoice device);

std::uint64_t parametersOf(const ModelSpec& spec);

} // namespace iic
