#pragma once

#include "widgets/GalleryGrid.h"
#include "widgets/GalleryItem.h"

#include <QAbstractItemView>
#include <QBasicTimer>

#include <optional>

namespace iic::ui {

/// Pictures in a grid over any model, one item a row (column 0; see GalleryItem.h for the roles). Nothing is kept for a row:
/// opening, scrolling and resizing ask the model for what is seen alone, whatever the number of rows.
///
/// The row at the top stays there when width or pictures change. Arrows, Page, Home and End move the current item, with
/// Shift they select up to it, with Ctrl they leave the selection; Ctrl+Space changes the item's own, Ctrl+A takes all. A
/// drag draws a band that selects what it touches, with Ctrl in addition. Ctrl and the wheel change the pictures' size.
class GalleryView : public QAbstractItemView {
    Q_OBJECT

  public:
    static constexpr int smallestSide = 48, largestSide = 240; ///< of a picture, pixels of the screen
    static constexpr int mostCaptionLines = 3;

    explicit GalleryView(QWidget* parent = nullptr);

    int pictureSide() const { return painter_.style().side; }
    void setPictureSide(int side);
    void setCaptionLines(int lines);
    void setBadgesShown(bool shown);

    struct Rows {
        int first = 0, count = 0;
        bool operator==(const Rows&) const = default;
    };
    /// The rows of which something is seen.
    Rows visibleRows() const;
    int columns() const { return grid().columns(); }

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void setModel(QAbstractItemModel* model) override;
    void reset() override;
    /// Typed letters are shortcuts; to look through a million rows for one is none.
    void keyboardSearch(const QString&) override {}

  Q_SIGNALS:
    /// Other rows are seen, or the model has changed what they are.
    void visibleRowsChanged(int first, int count);
    void pictureSideChanged(int side);

  protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

  protected Q_SLOTS:
    void updateGeometries() override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

  private:
    /// What stays at the top: a line's first row when it was scrolled to, and how much of its line had gone.
    struct TopRow {
        int row = 0;
        double share = 0; ///< of the line's pitch; below 0 where the gap above it is on top
    };
    /// Drawn from where the mouse was pressed, in coordinates of the grid.
    struct Band {
        int startX = 0;
        qint64 startY = 0;
        QPoint pointer; ///< on the viewport
        QItemSelection before; ///< kept beside what the band selects
        std::optional<GalleryBlock> cells;
        bool isDrawn = false; ///< the mouse has left the place of the press
    };

    GalleryGrid grid() const;
    int rowCount() const { return model() ? model()->rowCount(rootIndex()) : 0; }
    QModelIndex indexOf(int row) const;
    int rowAt(const QPoint& point) const;
    QRect cellOf(const GalleryGrid& grid, int row) const;

    qint64 largestOffset() const;
    void scrollToOffset(qint64 offset);
    void showOffset(qint64 offset);
    void tellVisibleRows(bool always = false);
    void setStyle(const GalleryItemStyle& style);
    void relayout();

    void selectRows(int first, int last, QItemSelectionModel::SelectionFlags command);
    void pick(int row, Qt::KeyboardModifiers modifiers);
    void setCurrentRow(int row);
    void extendBand();
    QItemSelection rowsOf(const GalleryBlock& cells) const;
    QRect bandRect() const;
    void setHovered(int row);

    GalleryPainter painter_;
    qint64 offset_ = 0; ///< how far the grid is scrolled, pixels
    int unit_ = 1; ///< pixels a step of the scroll bar, more than one where pixels outnumber an int
    TopRow top_;
    bool isMovingBar_ = false;
    double wheelRest_ = 0;
    Rows told_;
    int hovered_ = -1;
    QPersistentModelIndex anchor_; ///< from which Shift selects
    std::optional<Band> band_;
    QBasicTimer bandTimer_; ///< scrolls while the band reaches over the edge
};

} // namespace iic::ui
