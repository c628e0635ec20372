#pragma once

#include <QColor>
#include <QImage>

#include <array>
#include <cstdint>
#include <vector>

namespace iic::ui {

/// Counts dots of four kinds in the pixels of an image, then colours it: many points cost an addition each.
class DotImage {
  public:
    static constexpr std::size_t kinds = 4;

    /// `diameter` of a dot in pixels; below 1.5 it is one pixel.
    DotImage(const QSize& size, double diameter);

    QSize size() const { return {width_, height_}; }

    /// A dot about (x, y), pixels from the top left corner; outside of the image, or NaN, nothing.
    void add(double x, double y, std::size_t kind) {
        if (!(x >= 0 && y >= 0 && x < width_ && y < height_))
            return;
        const int column = static_cast<int>(x), row = static_cast<int>(y);
        if (offsets_.size() == 1)
            return count(row * width_ + column, kind);
        for (const QPoint& offset : offsets_)
            if (const int across = column + offset.x(), down = row + offset.y();
                across >= 0 && down >= 0 && across < width_ && down < height_)
                count(down * width_ + across, kind);
    }

    /// Each pixel in the mean colour of its dots, more opaque the more there are, `strength` at most.
    QImage picture(const std::array<QColor, kinds>& colours, double strength) const;

  private:
    using Cell = std::array<std::uint16_t, kinds>;

    void count(int at, std::size_t kind) {
        std::uint16_t& counter = cells_[static_cast<std::size_t>(at)][kind];
        counter = static_cast<std::uint16_t>(counter + (counter != UINT16_MAX));
    }

    int width_;
    int height_;
    std::vector<Cell> cells_;
    std::vector<QPoint> offsets_; ///< of a dot's pixels from its middle
};

} // namespace iic::ui
