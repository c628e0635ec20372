#pragma once

#include <QRect>

namespace iic::ui {

/// Where the items of a gallery lie: cells of one size, line after line, as many in a line as the width holds. Plain
/// arithmetic, whatever their number. Heights are in pixels from the top of the first line's margin, as 64-bit numbers: a
/// million rows in one column would be near the end of an int.
struct GalleryGrid {
    static constexpr int margin = 8; ///< around all cells
    static constexpr int gap = 8; ///< between cells; more between columns where the width leaves some

    int count = 0; ///< items
    int width = 0; ///< of the window they are seen through
    QSize cell{1, 1};

    int columns() const;
    int columnPitch() const;
    int linePitch() const { return cell.height() + gap; }
    int lines() const; ///< with an item in them
    qint64 height() const;

    qint64 topOf(int row) const { return margin + qint64(row / columns()) * linePitch(); }
    int leftOf(int row) const { return margin + row % columns() * columnPitch(); }
    /// The item at a place; −1 between cells and beyond the last.
    int rowAt(int x, qint64 y) const;
    int lineAt(qint64 y) const; ///< 0 … lines − 1: the line at that height or the nearest
};

/// Cells of a grid that a rectangle touches; columns and lines are those from `first` to before `end`.
struct GalleryBlock {
    int firstColumn = 0, endColumn = 0;
    int firstLine = 0, endLine = 0;
    bool isEmpty() const { return firstColumn >= endColumn || firstLine >= endLine; }
    bool operator==(const GalleryBlock&) const = default;
};
GalleryBlock cellsTouched(const GalleryGrid& grid, int left, int right, qint64 top, qint64 bottom);

} // namespace iic::ui
