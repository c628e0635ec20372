#include "widgets/GalleryGrid.h"

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int mostSpare = 16; // pixels between two columns beside the gap

/// Cells from `first` to before `end` of those `pitch` apart and `size` wide that the stretch touches.
std::pair<int, int> touched(qint64 from, qint64 to, int pitch, int size, int count) {
    const qint64 begin = from - GalleryGrid::margin, end = to - GalleryGrid::margin;
    if (end < 0 || count == 0)
        return {0, 0};
    const qint64 first = begin < 0 ? 0 : begin / pitch + (begin % pitch >= size ? 1 : 0);
    return {static_cast<int>(std::min<qint64>(first, count)), static_cast<int>(std::min<qint64>(end / pitch + 1, count))};
}

} // namespace

int GalleryGrid::columns() const { return std::max(1, (width - 2 * margin + gap) / (cell.width() + gap)); }

int GalleryGrid::columnPitch() const {
    const int spare = width - 2 * margin - columns() * cell.width() - (columns() - 1) * gap;
    return cell.width() + gap + (columns() > 1 ? std::clamp(spare / (columns() - 1), 0, mostSpare) : 0);
}

int GalleryGrid::lines() const { return count / columns() + (count % columns() > 0 ? 1 : 0); }

qint64 GalleryGrid::height() const { return count == 0 ? 0 : 2 * margin - gap + qint64(lines()) * linePitch(); }

int GalleryGrid::rowAt(int x, qint64 y) const {
    if (x < margin || y < margin)
        return -1;
    const qint64 line = (y - margin) / linePitch();
    const int column = (x - margin) / columnPitch();
    const bool isBetween = (y - margin) % linePitch() >= cell.height() || (x - margin) % columnPitch() >= cell.width();
    if (isBetween || column >= columns() || line >= lines())
        return -1;
    const qint64 row = line * columns() + column;
    return row < count ? static_cast<int>(row) : -1;
}

int GalleryGrid::lineAt(qint64 y) const {
    return static_cast<int>(std::clamp<qint64>((y - margin) / linePitch(), 0, std::max(0, lines() - 1)));
}

GalleryBlock cellsTouched(const GalleryGrid& grid, int left, int right, qint64 top, qint64 bottom) {
    const auto [firstColumn, endColumn] = touched(left, right, grid.columnPitch(), grid.cell.width(), grid.columns());
    const auto [firstLine, endLine] = touched(top, bottom, grid.linePitch(), grid.cell.height(), grid.lines());
    return {firstColumn, endColumn, firstLine, endLine};
}

} // namespace iic::ui
