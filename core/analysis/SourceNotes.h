#pragma once

#include "base/Progress.h"
#include "data/Dataset.h"

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace iic {

/// What to know of a source before its class is believed, as bits of a mask.
enum class SourceNote : std::uint16_t {
    NoCentralSource = 1, ///< its cutout's centre is empty or off (CutoutSources.h)
    Blended = 2, ///< another source within 10″: on the cutout, in the dataset or in its catalog
    Artefact = 4, ///< cc_flags are not 0000
    Extended = 8, ///< ext_flg is not 0
    Saturated = 16,
    TileEdge = 32, ///< the cutout goes over the tile's edge, or holds pixels that the tile lacks
    Faint = 64, ///< SNR below 10 in the first band that has one
    SternAgn = 128, ///< W1 − W2 ≥ 0.8 (Stern et al. 2012)
    JarrettAgn = 256, ///< in the wedge of Jarrett et al. 2011
};
inline constexpr std::array<SourceNote, 9> sourceNotes{
    SourceNote::NoCentralSource, SourceNote::Blended, SourceNote::Artefact, SourceNote::Extended,  SourceNote::Saturated,
    SourceNote::TileEdge,        SourceNote::Faint,   SourceNote::SternAgn, SourceNote::JarrettAgn};
/// "no central source", "blended", "artefact", "extended", "saturated", "tile edge", "faint", "Stern AGN", "Jarrett AGN".
std::string_view noteName(SourceNote note);
constexpr std::uint16_t bit(SourceNote note) { return static_cast<std::uint16_t>(note); }
/// What puts light that is not the source's on its cutout, or takes some off.
inline constexpr std::uint16_t contamination = bit(SourceNote::NoCentralSource) | bit(SourceNote::Blended) |
                                               bit(SourceNote::Artefact) | bit(SourceNote::Saturated) | bit(SourceNote::TileEdge);

struct NotedSource {
    std::uint16_t notes = 0; ///< bits of SourceNote
    std::string contaminationFlags; ///< cc_flags; empty where no catalog tells
    std::optional<int> extendedFlag; ///< ext_flg
    float signalToNoise = std::numeric_limits<float>::quiet_NaN(); ///< of the first band that has one
    bool has(SourceNote note) const { return notes & bit(note); }
    bool isContaminated() const { return notes & contamination; }
};

struct SourceNotes {
    std::vector<NotedSource> sources; ///< one a row asked about
    std::vector<std::string> warnings; ///< catalogs that were not there, or are others now
};

/// What dataset and catalogs tell of rows, all but what lies on their cutouts. A catalog that has changed since the dataset was
/// made of it, or cannot be read, is passed over with a warning.
JobResult<SourceNotes> noteSources(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                   ProgressSink& progress, std::stop_token stop);

} // namespace iic
