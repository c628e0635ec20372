#pragma once

#include "astro/TileOutline.h"

#include <optional>

namespace iic {

/// Opens tiles one at a time, so that the memory taken is that of one.
class OneTile {
  public:
    JobResult<const Tile*> at(const std::vector<TileOutline>& tiles, std::size_t number, const std::stop_token& stop) {
        if (!tile_ || number_ != number) {
            tile_.reset();
            NoProgress quiet;
            auto opened = openTile(tiles[number], quiet, stop);
            if (!opened)
                return tl::unexpected(opened.error());
            tile_ = std::move(*opened);
            number_ = number;
        }
        return &*tile_;
    }

  private:
    std::optional<Tile> tile_;
    std::size_t number_ = 0;
};

} // namespace iic
