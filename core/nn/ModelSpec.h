#pragma once

#include "imaging/NetworkInput.h"
#include "spectra/SpectrumGrid.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iic {

/// IICnet, what it is compared with, and what reads something else than an image. Each is described where its stages are made
/// (core/nn/networks), with the paper it comes from.
enum class Architecture {
    IicNet,
    Vgg16,
    GoogLeNet,
    ResNet34,
    MobileNet,
    MobileNetV3Small,
    EfficientNetV2S,
    RepVggA0,
    RepVggB0,
    ColourNet, ///< colours and brightness from a catalog
    FusionNet, ///< an image and the same
    SpectrumNet, ///< IICnet of one dimension, on a spectrum
};
inline constexpr std::array allArchitectures{
    Architecture::IicNet,          Architecture::Vgg16,     Architecture::GoogLeNet,
    Architecture::ResNet34,        Architecture::MobileNet, Architecture::MobileNetV3Small,
    Architecture::EfficientNetV2S, Architecture::RepVggA0,  Architecture::RepVggB0,
    Architecture::ColourNet,       Architecture::FusionNet, Architecture::SpectrumNet};
/// "iicnet", "vgg16" …: the names in records and on the command line.
std::string_view architectureName(Architecture architecture);
std::optional<Architecture> parseArchitecture(std::string_view name);
/// "IICnet", "VGG16" …: the names of the papers.
std::string_view architectureTitle(Architecture architecture);
bool readsImages(Architecture architecture);
/// Of a catalog, as analysis/ColourInput.h writes them.
bool readsMagnitudes(Architecture architecture);
/// It reads images, and nothing else.
bool readsImagesAlone(Architecture architecture);

/// The network's shape: options of one class, not copies of it.
struct ModelSpec {
    int channels = 3; ///< bands, of an image or of the catalog (2 to 4); of a spectrum 2, the flux and where it is known
    int stemKernel = 5; ///< 5 or 3, of IICnet
    int inputSide = 80; ///< 64 … 128, a multiple of 8; of a spectrum its bins, 256 … 4096, a multiple of 8
    int classes = 3;
    Architecture architecture = Architecture::IicNet;
};

/// Which network: what of its shape is chosen, and does not follow from what it reads.
struct NetworkChoice {
    Architecture architecture = Architecture::IicNet;
    int stemKernel = 5;
};
inline NetworkChoice networkOf(const ModelSpec& spec) { return {spec.architecture, spec.stemKernel}; }

/// One input: an image channel by channel, each row by row, and after it numbers that have no place.
struct InputShape {
    int channels = 0, height = 0, width = 0;
    int numbers = 0;
    std::size_t pixels() const { return static_cast<std::size_t>(height) * static_cast<std::size_t>(width); }
    std::size_t imageSize() const { return static_cast<std::size_t>(channels) * pixels(); }
    std::size_t size() const { return imageSize() + static_cast<std::size_t>(numbers); }
};
InputShape inputShape(const ModelSpec& spec);

/// Numbers that the colours and the brightness of a source are told by (analysis/ColourInput.h), for so many bands.
constexpr int colourNumbers(int bands) { return 3 * (bands - 1) + 2; }

struct StageSummary {
    std::string name; ///< of IICnet conv1, rfb, cbam1, conv2 … cbam2, head
    std::vector<int> output; ///< channels, height, width (head: classes)
    std::int64_t parameters = 0;
    std::int64_t multiplyAdds = 0; ///< of convolutions and linear layers, for one image
};

/// Each stage in order, from the network itself. RepVGG is counted as it is trained, or `folded` as it infers.
std::vector<StageSummary> summarise(const ModelSpec& spec, bool folded = false);

/// What a set of weights was made with, kept in its checkpoint and applied exactly by classify.
struct ModelCard {
    ModelSpec spec;
    InputOptions input; ///< of one that reads colours alone, its bands
    SpectrumGrid spectrum; ///< of one that reads spectra
    double pixelScale = 1.375; ///< arcsec of the images it was trained on
    std::string survey = "AllWISE Atlas";
    std::vector<std::string> classes{"star", "galaxy", "quasar"};
    std::string origin; ///< e.g. "simulated sky, seed 1"
    std::string runId;
};

} // namespace iic
