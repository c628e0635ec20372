#include "plots/DotImage.h"

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double weakest = 0.75; ///< share of `strength` of a lone dot where others lie on one another

std::vector<QPoint> discOf(double diameter) {
    if (diameter < 1.5)
        return {QPoint(0, 0)};
    const int side = qRound(diameter);
    const double middle = (side - 1) / 2.0, reach = side / 2.0;
    std::vector<QPoint> offsets;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (side < 3 || std::hypot(x - middle, y - middle) <= reach)
                offsets.emplace_back(x - side / 2, y - side / 2);
    return offsets;
}

/// Opacity by the number of dots in a pixel, rising with its logarithm.
class Opacity {
  public:
    Opacity(unsigned most, double strength) : byCount_(std::min(most, tableEnd) + 1) {
        const double whole = std::log1p(static_cast<double>(most));
        for (std::size_t n = 1; n < byCount_.size(); ++n)
            byCount_[n] = strength * (most <= 1 ? 1.0 : weakest + (1 - weakest) * std::log1p(static_cast<double>(n)) / whole);
    }
    double of(unsigned count) const { return byCount_[std::min<std::size_t>(count, byCount_.size() - 1)]; }

  private:
    static constexpr unsigned tableEnd = 4096;
    std::vector<double> byCount_;
};

} // namespace

DotImage::DotImage(const QSize& size, double diameter)
    : width_(std::max(1, size.width())),
      height_(std::max(1, size.height())),
      cells_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)),
      offsets_(discOf(diameter)) {}

QImage DotImage::picture(const std::array<QColor, kinds>& colours, double strength) const {
    const auto sum = [](const Cell& cell) { return unsigned(cell[0]) + cell[1] + cell[2] + cell[3]; };
    unsigned most = 0;
    for (const Cell& cell : cells_)
        most = std::max(most, sum(cell));
    const Opacity opacity(most, strength);
    QImage image(width_, height_, QImage::Format_ARGB32_Premultiplied);
    auto cell = cells_.begin();
    for (int y = 0; y < height_; ++y) {
        auto* pixel = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width_; ++x, ++cell, ++pixel) {
            const unsigned count = sum(*cell);
            if (count == 0) {
                *pixel = 0;
                continue;
            }
            double red = 0, green = 0, blue = 0;
            for (std::size_t kind = 0; kind < kinds; ++kind) {
                red += (*cell)[kind] * colours[kind].red();
                green += (*cell)[kind] * colours[kind].green();
                blue += (*cell)[kind] * colours[kind].blue();
            }
            const double part = opacity.of(count);
            const double scale = part / count;
            *pixel = qRgba(qRound(red * scale), qRound(green * scale), qRound(blue * scale), qRound(255 * part));
        }
    }
    return image;
}

} // namespace iic::ui
