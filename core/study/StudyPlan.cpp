#include "study/StudyPlan.h"

#include "astro/BandNames.h"

#include <fmt/format.h>

namespace iic {

namespace {

constexpr double paperAccuracy = 0.9521; ///< Fig. 12, at 80 × 80
constexpr double paperFusedAccuracy = 0.962; ///< section 4.4: about 1 % above that

bool isPaperInput(const InputOptions& input) {
    return input.side == 80 && input.channels == std::vector{Band::W1, Band::W2, Band::W3};
}

std::optional<double> paperAccuracyOf(const InputOptions& input) {
    return isPaperInput(input) ? std::optional(paperAccuracy) : std::nullopt;
}

StudyPlan stemStudy(const InputOptions& input) {
    return {.name = "stem",
            .title = "First convolution: 5 × 5 against 3 × 3",
            .paperFigure = "Fig. 8",
            .paperSays = "The 5 × 5 kernel is significantly better than the 3 × 3.",
            .variants = {{"5 × 5", {}, input, 5, paperAccuracyOf(input)}, {"3 × 3", {.stemKernel = 3}, input, 3, {}}}};
}

StudyPlan sideStudy(InputOptions input) {
    StudyPlan plan{.name = "side",
                   .title = "Size of the input",
                   .paperFigure = "Fig. 12",
                   .paperSays = "80 × 80 is best (0.9521); larger inputs are worse the larger they are.",
                   .figure = StudyPlan::Figure::Line,
                   .axis = "pixels a side"};
    for (input.side = 64; input.side <= 128; input.side += 8)
        plan.variants.push_back({fmt::format("{0} × {0}", input.side), {}, input, double(input.side), paperAccuracyOf(input)});
    return plan;
}

StudyPlan networkStudy(const InputOptions& input) {
    StudyPlan plan{.name = "networks",
                   .title = "IICnet beside other networks",
                   .paperFigure = "Fig. 15a, Table 3",
                   .paperSays = "IICnet is better than the six others, with the fewest parameters."};
    for (const auto architecture : allArchitectures)
        if (readsImagesAlone(architecture))
            plan.variants.push_back({std::string(architectureTitle(architecture)),
                                     {.architecture = architecture},
                                     input,
                                     0,
                                     architecture == Architecture::IicNet ? paperAccuracyOf(input) : std::nullopt});
    return plan;
}

StudyPlan bandStudy(InputOptions input) {
    StudyPlan plan{.name = "bands",
                   .title = "Three bands against four",
                   .paperFigure = "Fig. 15b",
                   .paperSays = "Three bands are slightly better than four."};
    input.channels = {Band::W1, Band::W2, Band::W3};
    plan.variants.push_back({bandNames(input.channels), {}, input, 3, paperAccuracyOf(input)});
    input.channels.push_back(Band::W4);
    plan.variants.push_back({bandNames(input.channels), {}, input, 4, {}});
    return plan;
}

StudyPlan presetStudy(InputOptions input) {
    StudyPlan plan{.name = "presets",
                   .title = "How bands become colours",
                   .paperFigure = "",
                   .paperSays = "The paper does not say how band values became colours."};
    for (const auto preset : {ChannelPreset::SharedFluxScale, ChannelPreset::Lupton, ChannelPreset::ZscalePerBand}) {
        input.preset = preset;
        plan.variants.push_back({std::string(presetName(preset)), {}, input, 0, {}});
    }
    return plan;
}

StudyPlan modalityStudy(const InputOptions& input) {
    const auto fused = isPaperInput(input) ? std::optional(paperFusedAccuracy) : std::nullopt;
    return {.name = "modalities",
            .title = "Images, colours, both, and spectra",
            .paperFigure = "Fig. 16, 17",
            .paperSays = "Spectra are best, images with colours about 1 % better than images, colours alone worst.",
            .variants = {{"Images", {}, input, 0, paperAccuracyOf(input)},
                         {"Colours", {.architecture = Architecture::ColourNet}, input, 0, {}},
                         {"Images and colours", {.architecture = Architecture::FusionNet}, input, 0, fused},
                         {"Spectra", {.architecture = Architecture::SpectrumNet}, input, 0, {}}}};
}

} // namespace

std::vector<StudyPlan> paperStudies(const InputOptions& input) {
    return {stemStudy(input), sideStudy(input), networkStudy(input), bandStudy(input), presetStudy(input), modalityStudy(input)};
}

std::string runNameOf(const StudyVariant& variant) {
    const auto architecture = variant.network.architecture;
    std::string name(architectureName(architecture));
    if (architecture == Architecture::SpectrumNet)
        return name;
    if (architecture == Architecture::IicNet || architecture == Architecture::FusionNet)
        name += fmt::format("-{}x{}", variant.network.stemKernel, variant.network.stemKernel);
    std::string bands;
    for (const Band band : variant.input.channels)
        bands += bandName(band).substr(1);
    name += "-w" + bands;
    if (architecture != Architecture::ColourNet)
        name += fmt::format("-{}-{}", variant.input.side, presetName(variant.input.preset));
    return name;
}

std::string titleOf(const StudyVariant& variant, const InputOptions& usual) {
    const auto& [architecture, stemKernel] = variant.network;
    if (architecture != Architecture::IicNet)
        return variant.name;
    std::string title(architectureTitle(architecture));
    if (stemKernel != NetworkChoice().stemKernel)
        title += fmt::format(", {0} × {0} stem", stemKernel);
    if (variant.input.side != usual.side)
        title += fmt::format(", {0} × {0}", variant.input.side);
    if (variant.input.channels != usual.channels)
        title += ", " + bandNames(variant.input.channels);
    if (variant.input.preset != usual.preset)
        title += ", " + std::string(presetName(variant.input.preset));
    return title;
}

ModelSpec specOf(const StudyVariant& variant) {
    if (variant.network.architecture == Architecture::SpectrumNet)
        return {2, variant.network.stemKernel, SpectrumGrid().bins, 3, Architecture::SpectrumNet};
    return {static_cast<int>(variant.input.channels.size()), variant.network.stemKernel, variant.input.side, 3,
            variant.network.architecture};
}

} // namespace iic
