#pragma once

#include "catalog/Catalog.h"
#include "catalog/SkyIndex.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace iic {
class WorldCoordinates;
}

namespace iic::ui {

/// Finds sources by their place on the sky.
class PlaceIndex {
  public:
    explicit PlaceIndex(std::span<const SkyCoord> places); ///< what is no position is passed over

    struct Nearest {
        int row = -1; ///< −1: none within the distance
        bool hasRival = false; ///< another one is within it
    };
    Nearest nearest(const SkyCoord& place, double arcsec) const;

  private:
    std::vector<std::uint32_t> rows_;
    SkyIndex index_;
};

/// Finds sources without a place by their names.
class NameIndex {
  public:
    NameIndex(const Catalog& catalog, std::span<const SkyCoord> places);
    int row(const Catalog& catalog, const std::string& name) const; ///< the first of the name, −1: none

  private:
    std::vector<std::uint32_t> rows_; ///< by name
};

/// What the window asks of a catalog again and again, column by column; NaN where a number is missing. Never changes once
/// it is made, so lists share it and any thread reads it.
struct SourceColumns {
    std::shared_ptr<const Catalog> catalog;
    std::vector<SkyCoord> position; ///< NaN: none
    std::vector<PixelCoord> pixel; ///< on the tile's reference image; NaN where there is no tile
    std::array<std::vector<double>, bandCount> magnitude, magnitudeError, signalToNoise;
    std::array<std::vector<bool>, bandCount> upperLimit; ///< the magnitude is one
    std::vector<std::optional<SourceClass>> truth;
    bool hasTruth = false; ///< of any row
    std::shared_ptr<const PlaceIndex> places;
    std::shared_ptr<const NameIndex> names;
    std::string collection; ///< in which sources without a place have their names; empty: the names say enough

    int size() const { return static_cast<int>(position.size()); }
};

/// Gathers the columns of a catalog, on a tile when `wcs` is given. Slow for a large catalog: not for the GUI thread.
SourceColumns sourceColumns(std::shared_ptr<const Catalog> catalog, const WorldCoordinates* wcs, std::string collection = {});

} // namespace iic::ui
