#pragma once

#include "astro/Coordinates.h"
#include "catalog/Catalog.h"

#include <QImage>

#include <optional>
#include <vector>

class QPainter;

namespace iic::ui {

class SkyView;

/// A source as the sky shows it.
struct SourceMarker {
    PixelCoord pixel; ///< on the reference image
    std::optional<SourceClass> sourceClass;
    bool isShown = true; ///< not filtered out
};

/// The signs of the sources over the sky: shapes by class, dots where a tile's worth of them is in view.
class SourceOverlay {
  public:
    void draw(QPainter& painter, const SkyView& view, const std::vector<SourceMarker>& markers);

  private:
    void drawShapes(QPainter& painter, const SkyView& view, const std::vector<const SourceMarker*>& shown) const;
    void drawDots(QPainter& painter, const SkyView& view, const std::vector<const SourceMarker*>& shown);

    QImage dots_; ///< kept, so that a frame does not wait for its memory
};

} // namespace iic::ui
