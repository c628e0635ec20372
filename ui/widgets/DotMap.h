#pragma once

#include <QImage>

#include <cstdint>
#include <span>
#include <vector>

namespace iic::ui {

/// Square dots on a picture of a size: first where they are to be, a byte each, then all of them drawn. A million cost
/// what the pixels under them cost; of those at one place the last is seen.
class DotMap {
  public:
    /// Without dots; `side` of one in pixels, `margin` around the picture from where places are still taken.
    void reset(const QSize& picture, int side, int margin);

    /// A dot about (x, y), pixels from the top left corner of the picture. False beyond the margin, and of NaN.
    bool add(double x, double y, std::uint8_t kind) {
        const double across = x + shift_, down = y + shift_;
        if (!(across >= 0 && down >= 0 && across < width_ && down < height_))
            return false;
        corners_[static_cast<std::size_t>(down) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(across)] =
            static_cast<std::uint8_t>(kind + 1);
        return true;
    }

    /// Draws the dots in the colours of their kinds on what is transparent elsewhere. Keeps the picture's memory.
    void drawOn(QImage& picture, std::span<const QRgb> colours) const;

  private:
    QSize picture_;
    int side_ = 1;
    int margin_ = 0;
    double shift_ = 0; ///< from the middle of a dot to its corner here, and half a pixel
    int width_ = 0, height_ = 0;
    std::vector<std::uint8_t> corners_; ///< kind + 1 of the dot that begins there; 0: none
};

} // namespace iic::ui
