#include "analysis/ModelInputs.h"

#include "analysis/ColourInput.h"

#include <algorithm>

namespace iic {

namespace {

void readColours(const DatasetColumns& columns, std::span<const std::size_t> rows, const ModelCard& card,
                 std::span<float> inputs) {
    const auto shape = inputShape(card.spec);
    for (std::size_t i = 0; i < rows.size(); ++i)
        colourInput(brightnessOf(columns, rows[i]), card.input.channels,
                    inputs.subspan(i * shape.size() + shape.imageSize(), static_cast<std::size_t>(shape.numbers)));
}

/// Images with room behind each.
Result<void> readApart(const Dataset& dataset, std::span<const std::size_t> rows, const ModelCard& card,
                       std::span<float> inputs) {
    const auto shape = inputShape(card.spec);
    std::vector<float> images(rows.size() * shape.imageSize());
    if (auto read = dataset.readInputs(rows, card.input, images); !read)
        return read;
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(std::span(images).subspan(i * shape.imageSize(), shape.imageSize()),
                          inputs.subspan(i * shape.size()).begin());
    return {};
}

} // namespace

Result<void> checkModelInputs(const Dataset& dataset, const ModelCard& card) {
    const auto architecture = card.spec.architecture;
    if (architecture == Architecture::SpectrumNet)
        return fail(ErrorCode::ModelMismatch, dataset.path().string(), "the network reads spectra, and a dataset holds images");
    if (!readsImagesAlone(architecture) && dataset.card().kind != DatasetKind::Sky)
        return fail(ErrorCode::BadOption, dataset.path().string(), "images have no magnitudes, which the network reads");
    return architecture == Architecture::ColourNet ? Result<void>{} : dataset.checkInputs(card.input);
}

Result<void> readModelInputs(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                             const ModelCard& card, std::span<float> inputs) {
    if (readsImagesAlone(card.spec.architecture))
        return dataset.readInputs(rows, card.input, inputs);
    if (card.spec.architecture == Architecture::FusionNet)
        if (auto read = readApart(dataset, rows, card, inputs); !read)
            return read;
    readColours(columns, rows, card, inputs);
    return {};
}

} // namespace iic
