#include "widgets/DotMap.h"

#include <algorithm>

namespace iic::ui {

void DotMap::reset(const QSize& picture, int side, int margin) {
    picture_ = picture;
    side_ = side;
    margin_ = margin;
    shift_ = margin - side / 2.0 + 0.5;
    width_ = picture.width() + 2 * margin;
    height_ = picture.height() + 2 * margin;
    corners_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
}

void DotMap::drawOn(QImage& picture, std::span<const QRgb> colours) const {
    if (picture.size() != picture_)
        picture = QImage(picture_, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    auto* const pixels = reinterpret_cast<QRgb*>(picture.bits());
    const auto stride = picture.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    const std::uint8_t* corner = corners_.data();
    for (int top = -margin_; top < height_ - margin_; ++top) {
        const int firstLine = std::max(0, top), lastLine = std::min(picture_.height(), top + side_);
        for (int left = -margin_; left < width_ - margin_; ++left, ++corner) {
            if (*corner == 0)
                continue;
            const int first = std::max(0, left), last = std::min(picture_.width(), left + side_);
            for (int y = firstLine; y < lastLine; ++y)
                for (int x = first; x < last; ++x)
                    pixels[y * stride + x] = colours[*corner - 1U];
        }
    }
}

} // namespace iic::ui
