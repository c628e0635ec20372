#pragma once

#include "analysis/SourcePhotometry.h"
#include "data/TrainingSet.h"

namespace iic {

/// Independent pieces of simulated sky as dense as the Atlas, from which samples of known class are cut.
struct SimulatedFieldsOptions {
    std::uint64_t seed = 1; ///< field i has the seed 10,000 · seed + i
    int fields = 12;
    int sourcesPerField = 2500;
    bool photometry = false; ///< also measure what the SVM sees
    TrainingSetOptions set;
};

struct SimulatedSamples {
    LabelledInputs samples; ///< as many of each class
    std::vector<SourcePhotometry> photometry; ///< one a sample, when asked for
    std::vector<std::uint64_t> fieldSeeds;
};

/// Side in pixels of a field that holds `sources` at the Atlas' density, 40,000 on 4095².
int fieldSide(int sources);

/// Simulates the fields with equal shares of the classes and cuts their sources out. BadOption names what is out of range.
JobResult<SimulatedSamples> simulateSamples(const SimulatedFieldsOptions& options, ProgressSink& progress, std::stop_token stop);

/// "simulated sky, seed 1, 12 fields of 2500 sources".
std::string originOf(const SimulatedFieldsOptions& options);

} // namespace iic
