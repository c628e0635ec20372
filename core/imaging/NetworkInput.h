#pragma once

#include "imaging/Cutout.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace iic {

/// How band values become the channels of the network's input.
enum class ChannelPreset {
    ZscalePerBand, ///< each band by its own zscale limits, asinh: "zscale-asinh"
    SharedFluxScale, ///< bands in Jy above their sky on one asinh scale, set by the source at the centre: "flux-asinh"
    Lupton, ///< Lupton et al. 2004, colour-preserving asinh of the mean intensity: "lupton"
};
std::string_view presetName(ChannelPreset preset);
std::optional<ChannelPreset> parsePreset(std::string_view name);

struct InputOptions {
    ChannelPreset preset = ChannelPreset::SharedFluxScale;
    std::vector<Band> channels{Band::W1, Band::W2, Band::W3}; ///< R, G, B (paper, section 2.2)
    int side = 80;
    double fieldArcsec = defaultField;
};

/// What can make a tile unfit for these options: MissingBand, MissingZeroPoint (presets that need Jy).
Result<void> checkTile(const Tile& tile, const InputOptions& options);

/// Jy of one unit of each band's pixels; NaN where the band is missing or its zero point is not known.
using FluxUnits = std::array<double, bandCount>;
FluxUnits fluxUnits(const Tile& tile);

/// Writes the input of the network, channels × side × side floats in [0, 1] (channel-major), for a cutout.
/// NaN pixels become the sky. Any thread; allocates nothing beyond scratch.
void networkInput(const FluxUnits& units, const Cutout& cutout, const InputOptions& options, std::span<float> output);
/// The same with the zero points of the tile.
void networkInput(const Tile& tile, const Cutout& cutout, const InputOptions& options, std::span<float> output);

} // namespace iic
