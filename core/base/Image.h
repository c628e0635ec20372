#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace iic {

/// A dense row-major picture. Pixel (0, 0) is the first pixel of the file, x runs along a row.
template <typename T> class Image {
  public:
    Image() = default;
    Image(int width, int height, T fill = {})
        : width_(width), height_(height), pixels_(static_cast<std::size_t>(width) * height, fill) {}

    int width() const { return width_; }
    int height() const { return height_; }
    bool empty() const { return pixels_.empty(); }
    bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }

    T& at(int x, int y) { return pixels_[static_cast<std::size_t>(y) * width_ + x]; }
    const T& at(int x, int y) const { return pixels_[static_cast<std::size_t>(y) * width_ + x]; }
    std::span<T> row(int y) { return {pixels_.data() + static_cast<std::size_t>(y) * width_, static_cast<std::size_t>(width_)}; }
    std::span<const T> row(int y) const {
        return {pixels_.data() + static_cast<std::size_t>(y) * width_, static_cast<std::size_t>(width_)};
    }
    std::span<T> pixels() { return pixels_; }
    std::span<const T> pixels() const { return pixels_; }
    T* data() { return pixels_.data(); }
    const T* data() const { return pixels_.data(); }

  private:
    int width_ = 0;
    int height_ = 0;
    std::vector<T> pixels_;
};

using FloatImage = Image<float>;

} // namespace iic
