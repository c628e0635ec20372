#pragma once

#include "astro/TileSet.h"
#include "bridge/IoPool.h"
#include "imaging/Display.h"
#include "widgets/ColourMap.h"

#include <QImage>
#include <QObject>
#include <QRect>

#include <memory>
#include <optional>

namespace iic::ui {

/// How a tile is coloured: three bands, or one through a colour map.
struct Colouring {
    std::array<std::optional<Band>, 3> channels;
    DisplayStretch stretch;
    std::optional<ColourTable> map; ///< of the grey value when all channels are one band
};

/// A coloured part of a tile, north side up: `image` row 0 is the highest y.
struct ComposedPart {
    QImage image;
    QRect pixels; ///< of the tile's reference image, y upwards; whole multiples of the reduction
    int reduction = 1;
};

/// Composes parts of a tile on a thread of its own: the part asked for last, then the whole tile reduced, which
/// is what shows where the part does not reach. Only the latest wish is answered.
class SkyPicture : public QObject {
    Q_OBJECT

  public:
    explicit SkyPicture(QObject* parent = nullptr);

    void setTile(std::shared_ptr<const Tile> tile);
    void setColouring(const Colouring& colouring);
    /// Wishes for `visible` (pixels, y upwards) at `zoom` screen pixels a pixel; does nothing when it is there.
    void request(const QRectF& visible, double zoom);

    const ComposedPart& part() const { return part_; }
    const ComposedPart& overview() const { return overview_; }

  Q_SIGNALS:
    void changed();
    /// What was wished for could not be made; it is tried again with the next wish.
    void failed(const iic::Error& error);

  private:
    struct Wish {
        std::shared_ptr<const Tile> tile;
        Colouring colouring;
        QRect pixels;
        int reduction = 1;
        int overviewReduction = 0; ///< 0: not wanted
        int number = 0;
    };
    void start();
    void take(int number, bool isOverview, ComposedPart part);

    std::shared_ptr<const Tile> tile_;
    Colouring colouring_;
    std::optional<Wish> waiting_;
    bool isWorking_ = false;
    int latest_ = 0;
    int firstOfTile_ = 0; ///< the number of the first wish for the present tile
    bool overviewIsOld_ = true;
    QRect wishedPixels_;
    int wishedReduction_ = 0;
    ComposedPart part_;
    ComposedPart overview_;
    IoPool thread_{1};
};

} // namespace iic::ui
