#include "data/Dataset.h"

#include "base/Parallel.h"
#include "imaging/Resample.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <mutex>
#include <stdexcept>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 64;

/// The planes of a cutout as networkInput takes them.
Cutout cutoutOf(const DatasetCard& card, std::span<const float> pixels, const PixelCoord& offset, double pixelScale) {
    Cutout cutout;
    cutout.offset = offset;
    cutout.pixelScale = pixelScale;
    const auto area = static_cast<std::size_t>(card.side) * static_cast<std::size_t>(card.side);
    for (std::size_t plane = 0; plane < card.bands.size(); ++plane) {
        FloatImage& image = cutout.bands[static_cast<std::size_t>(card.bands[plane])];
        image = FloatImage(card.side, card.side);
        std::ranges::copy(pixels.subspan(plane * area, area), image.pixels().begin());
    }
    return cutout;
}

/// The first channels of an image on side × side pixels; what is not a number becomes 0.
void resizeImage(const DatasetCard& card, std::span<const float> pixels, const InputOptions& options, std::span<float> input) {
    const auto area = static_cast<std::size_t>(card.side) * static_cast<std::size_t>(card.side);
    const auto room = static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
    const float brightness = static_cast<float>(room) / static_cast<float>(area);
    FloatImage channel(card.side, card.side);
    for (std::size_t c = 0; c < options.channels.size(); ++c) {
        std::ranges::copy(pixels.subspan(c * area, area), channel.pixels().begin());
        const auto output = input.subspan(c * room, room);
        resampleInto(channel, {0, 0}, 1, options.side, card.side, output.data());
        for (float& value : output)
            value = value == value ? std::clamp(value * brightness, 0.0F, 1.0F) : 0.0F;
    }
}

bool contains(const std::vector<Band>& bands, Band band) { return std::ranges::find(bands, band) != bands.end(); }

} // namespace

Result<void> Dataset::checkInputs(const InputOptions& options) const {
    const auto file = path().string();
    if (card().kind == DatasetKind::Images) {
        if (options.channels.size() > static_cast<std::size_t>(card().planes))
            return fail(ErrorCode::MissingBand, file, "the images have too few channels",
                        fmt::format("{} expected, {} found", options.channels.size(), card().planes));
        return {};
    }
    for (const Band band : options.channels)
        if (!contains(card().bands, band))
            return fail(ErrorCode::MissingBand, file, fmt::format("the dataset has no {}", bandName(band)));
    if (options.fieldArcsec > card().fieldArcsec + 1e-6)
        return fail(ErrorCode::BadOption, file, "the field is larger than what was cut out",
                    fmt::format("at most {}″ expected, {}″ found", card().fieldArcsec, options.fieldArcsec));
    if (options.preset == ChannelPreset::ZscalePerBand)
        return {};
    for (std::size_t tile = 0; tile < units().size(); ++tile)
        for (const Band band : options.channels)
            if (const double jansky = units()[tile][static_cast<std::size_t>(band)]; !(jansky > 0 && std::isfinite(jansky)))
                return fail(ErrorCode::MissingZeroPoint, file, fmt::format("{} cannot be put on the flux scale", bandName(band)),
                            fmt::format("the header of tile {} had no MAGZP", card().tiles[tile].id));
    return {};
}

Result<void> Dataset::readInputs(std::span<const std::size_t> rows, const InputOptions& options, std::span<float> inputs) const {
    const auto size = options.channels.size() * static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
    if (options.side <= 0 || inputs.size() != rows.size() * size)
        throw std::invalid_argument("readInputs: room for the inputs of the rows expected");
    std::mutex guard;
    Result<void> outcome;
    const auto refuse = [&](const Error& error) {
        const std::lock_guard lock(guard);
        outcome = tl::unexpected(error);
    };
    parallelRanges(rows.size(), [&](std::size_t first, std::size_t last) {
        std::vector<float> pixels;
        for (std::size_t at = first; at < last; at += pieceSize) {
            const auto piece = rows.subspan(at, std::min(pieceSize, last - at));
            pixels.resize(piece.size() * valuesPerCutout());
            const auto places = placesOf(piece);
            auto done = places ? readCutouts(piece, pixels) : tl::unexpected(places.error());
            if (!done)
                return refuse(done.error());
            for (std::size_t i = 0; i < piece.size(); ++i) {
                const auto cutout = std::span<const float>(pixels).subspan(i * valuesPerCutout(), valuesPerCutout());
                const auto input = inputs.subspan((at + i) * size, size);
                if (card().kind == DatasetKind::Images) {
                    resizeImage(card(), cutout, options, input);
                    continue;
                }
                const auto& [offset, tile] = (*places)[i];
                networkInput(units()[tile], cutoutOf(card(), cutout, offset, card().tiles[tile].pixelScale), options, input);
            }
        }
    });
    return outcome;
}

Result<LabelledInputs> loadInputs(const Dataset& dataset, DatasetSplit split, const InputOptions& options) {
    if (auto fit = dataset.checkInputs(options); !fit)
        return tl::unexpected(fit.error());
    const auto labels = dataset.labels();
    const auto splits = dataset.splits();
    if (!labels || !splits)
        return tl::unexpected(!labels ? labels.error() : splits.error());
    std::vector<std::size_t> rows;
    LabelledInputs loaded;
    for (std::size_t row = 0; row < dataset.size(); ++row)
        if ((*splits)[row] == split && (*labels)[row] != noLabel) {
            rows.push_back(row);
            loaded.labels.push_back((*labels)[row]);
        }
    if (rows.empty())
        return fail(ErrorCode::NothingOnTile, dataset.path().string(), fmt::format("its {} split is empty", splitName(split)),
                    "split it first");
    loaded.inputs.resize(rows.size() * options.channels.size() * static_cast<std::size_t>(options.side) *
                         static_cast<std::size_t>(options.side));
    if (auto done = dataset.readInputs(rows, options, loaded.inputs); !done)
        return tl::unexpected(done.error());
    return loaded;
}

} // namespace iic
