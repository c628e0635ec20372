#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace iic::ui {

/// A place in the box of a waterfall: x the pixel value, y the depth, z the count, each 0 to 1.
struct BoxPlace {
    double x = 0, y = 0, z = 0;
};

/// From where a waterfall is seen.
struct WaterfallCamera {
    double azimuth = -28; ///< degrees round the vertical; at 0 the x axis lies across
    double elevation = 26; ///< degrees above the floor, 6 to 80
    double zoom = 1; ///< 0.5 to 4; at 1 the box and its labels fill the figure

    WaterfallCamera turned(double byAzimuth, double byElevation) const;
    WaterfallCamera zoomed(double factor) const;
    bool operator==(const WaterfallCamera&) const = default;
};

/// Perspective from the box onto the canvas.
class WaterfallProjection {
  public:
    /// At zoom 1 the box fits into `area`, centred.
    WaterfallProjection(const WaterfallCamera& camera, const QRectF& area);

    QPointF place(const BoxPlace& at) const;

    /// Which face of each pair stands farther from the eye: 0 or 1.
    double backX() const { return eye_.x > 0.5 ? 0 : 1; }
    double backY() const { return eye_.y > 0.5 ? 0 : 1; }
    /// The eye's own y: planes of equal y hide each other in the order of their distance from it.
    double eyeY() const { return eye_.y; }

  private:
    QPointF seen(const BoxPlace& at) const;
    QRectF seenBox() const;

    double cosAzimuth_, sinAzimuth_, cosElevation_, sinElevation_;
    BoxPlace eye_; ///< in the box's coordinates
    double scale_ = 1;
    QPointF centre_; ///< of the box as seen
    QPointF middle_; ///< of the canvas
};

} // namespace iic::ui
