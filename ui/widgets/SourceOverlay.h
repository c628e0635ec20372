#pragma once

#include "models/ShownRows.h"
#include "models/SourceList.h"
#include "widgets/DotMap.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace iic::ui {

class SkyView;

/// The signs of the sources over the sky: shapes by class, dots where a tile's worth of them is in view. Looks through the
/// list again only when it, or the view, has changed.
class SourceOverlay {
  public:
    void draw(QPainter& painter, const SkyView& view, const SourceList& sources, const ShownRows& rows);
    /// The sources, or which of them are shown, are not what they were.
    void sourcesHaveChanged() { isOutdated_ = true; }

  private:
    bool hasNewView(const SkyView& view);
    void findInView(const SkyView& view, const SourceList& sources, const ShownRows& rows);
    bool areDots() const;
    void drawShapes(QPainter& painter, const SkyView& view, const SourceList& sources) const;
    void drawDots(double pixelRatio);

    bool isOutdated_ = true;
    QRectF pixels_; ///< of the tile that were in view
    QSize size_; ///< of the view in pixels of the screen
    std::vector<int> inView_; ///< rows, as many as are drawn as shapes and one more
    DotMap dots_; ///< kept, as its picture is, so that a frame does not wait for its memory
    QImage picture_;
};

} // namespace iic::ui
