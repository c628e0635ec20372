#include "nn/ModelSpec.h"

#include <algorithm>

namespace iic {

namespace {

struct Names {
    Architecture architecture;
    std::string_view name, title;
};

constexpr std::array<Names, allArchitectures.size()> names{{
    {Architecture::IicNet, "iicnet", "IICnet"},
    {Architecture::Vgg16, "vgg16", "VGG16"},
    {Architecture::GoogLeNet, "googlenet", "GoogLeNet"},
    {Architecture::ResNet34, "resnet34", "ResNet34"},
    {Architecture::MobileNet, "mobilenet", "MobileNet"},
    {Architecture::MobileNetV3Small, "mobilenet-v3-small", "MobileNetV3-small"},
    {Architecture::EfficientNetV2S, "efficientnet-v2-s", "EfficientNetV2-S"},
    {Architecture::RepVggA0, "repvgg-a0", "RepVGG-A0"},
    {Architecture::RepVggB0, "repvgg-b0", "RepVGG-B0"},
    {Architecture::ColourNet, "colours", "Colour–colour network"},
    {Architecture::FusionNet, "image-colours", "Image and colour–colour network"},
    {Architecture::SpectrumNet, "spectrum", "IICnet of spectra"},
}};

const Names& namesOf(Architecture architecture) { return *std::ranges::find(names, architecture, &Names::architecture); }

} // namespace

std::string_view architectureName(Architecture architecture) { return namesOf(architecture).name; }
std::string_view architectureTitle(Architecture architecture) { return namesOf(architecture).title; }

std::optional<Architecture> parseArchitecture(std::string_view name) {
    const auto found = std::ranges::find(names, name, &Names::name);
    return found == names.end() ? std::nullopt : std::optional(found->architecture);
}

bool readsImages(Architecture architecture) {
    return architecture != Architecture::ColourNet && architecture != Architecture::SpectrumNet;
}

bool readsMagnitudes(Architecture architecture) {
    return architecture == Architecture::ColourNet || architecture == Architecture::FusionNet;
}

bool readsImagesAlone(Architecture architecture) { return readsImages(architecture) && !readsMagnitudes(architecture); }

InputShape inputShape(const ModelSpec& spec) {
    switch (spec.architecture) {
    case Architecture::ColourNet: return {.numbers = colourNumbers(spec.channels)};
    case Architecture::FusionNet: return {spec.channels, spec.inputSide, spec.inputSide, colourNumbers(spec.channels)};
    case Architecture::SpectrumNet: return {spec.channels, 1, spec.inputSide};
    default: return {spec.channels, spec.inputSide, spec.inputSide};
    }
}

} // namespace iic
