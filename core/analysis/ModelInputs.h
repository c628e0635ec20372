#pragma once

#include "data/Dataset.h"
#include "nn/ModelSpec.h"

namespace iic {

/// What keeps a network from reading a dataset: the errors of Dataset::checkInputs where it reads images, BadOption where it reads
/// magnitudes and the dataset has none (images), ModelMismatch where it reads spectra.
Result<void> checkModelInputs(const Dataset& dataset, const ModelCard& card);

/// The inputs of a network for rows of a dataset, one after the other, on all cores: images as Dataset::readInputs makes them,
/// colours as colourInput does, or the one after the other. Errors: those of Dataset::readInputs. Cards that checkModelInputs accepts.
Result<void> readModelInputs(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                             const ModelCard& card, std::span<float> inputs);

} // namespace iic
