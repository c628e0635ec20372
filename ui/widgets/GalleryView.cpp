#include "widgets/GalleryView.h"

#include "widgets/GalleryAccessible.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr qint64 longestBar = 1'000'000'000; // steps of the scroll bar, safe in all its sums
constexpr int farAway = 1 << 28; // pixels; where a rectangle lies that is out of an int's reach

} // namespace

GalleryView::GalleryView(QWidget* parent) : QAbstractItemView(parent) {
    installGalleryAccessibility();
    setAccessibleName(tr("Gallery"));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // what is scrolled is moved, not drawn again
    GalleryItemStyle style;
    style.font = font();
    style.palette = palette();
    painter_.setStyle(style);
}

void GalleryView::setStyle(const GalleryItemStyle& style) {
    painter_.setStyle(style);
    relayout();
}

void GalleryView::setPictureSide(int side) {
    side = std::clamp(side, smallestSide, largestSide);
    if (side == pictureSide())
        return;
    GalleryItemStyle style = painter_.style();
    style.side = side;
    setStyle(style);
    Q_EMIT pictureSideChanged(side);
}

void GalleryView::setCaptionLines(int lines) {
    GalleryItemStyle style = painter_.style();
    style.captionLines = std::clamp(lines, 0, mostCaptionLines);
    setStyle(style);
}

void GalleryView::setBadgesShown(bool shown) {
    GalleryItemStyle style = painter_.style();
    style.hasBadges = shown;
    setStyle(style);
}

GalleryGrid GalleryView::grid() const { return {rowCount(), viewport()->width(), painter_.style().cell()}; }

QModelIndex GalleryView::indexOf(int row) const {
    return row >= 0 && row < rowCount() ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

QRect GalleryView::cellOf(const GalleryGrid& grid, int row) const {
    const qint64 top = std::clamp<qint64>(grid.topOf(row) - offset_, -farAway, farAway);
    return {QPoint(grid.leftOf(row), static_cast<int>(top)), grid.cell};
}

GalleryView::Rows GalleryView::visibleRows() const {
    const GalleryGrid all = grid();
    const GalleryBlock seen = cellsTouched(all, 0, all.width, offset_, offset_ + viewport()->height() - 1);
    if (seen.isEmpty() || viewport()->height() <= 0)
        return {};
    const int first = seen.firstLine * all.columns();
    const int end = static_cast<int>(std::min<qint64>(qint64(seen.endLine) * all.columns(), all.count));
    return {first, end - first};
}

QRect GalleryView::visualRect(const QModelIndex& index) const { return index.isValid() ? cellOf(grid(), index.row()) : QRect(); }

int GalleryView::rowAt(const QPoint& point) const { return grid().rowAt(point.x(), point.y() + offset_); }

QModelIndex GalleryView::indexAt(const QPoint& point) const { return indexOf(rowAt(point)); }

void GalleryView::setModel(QAbstractItemModel* newModel) {
    if (newModel == model())
        return;
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    QAbstractItemView::setModel(newModel);
    if (!newModel)
        return;
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, &GalleryView::relayout);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, [this] {
        relayout();
        tellVisibleRows(true);
    });
}

void GalleryView::reset() {
    QAbstractItemView::reset();
    anchor_ = QModelIndex();
    band_.reset();
    hovered_ = -1;
    scrollToOffset(std::min(offset_, largestOffset())); // other rows, the same place
    relayout();
    tellVisibleRows(true);
}

int GalleryView::verticalOffset() const { return static_cast<int>(std::min<qint64>(offset_, std::numeric_limits<int>::max())); }

qint64 GalleryView::largestOffset() const { return std::max<qint64>(0, grid().height() - viewport()->height()); }

/// The user's or the program's wish, which a later layout keeps to.
void GalleryView::scrollToOffset(qint64 offset) {
    const GalleryGrid all = grid();
    offset = std::clamp<qint64>(offset, 0, largestOffset());
    top_ = {};
    if (offset > GalleryGrid::margin) {
        int line = all.lineAt(offset);
        const bool isGone = offset >= all.topOf(line * all.columns()) + all.cell.height() && line + 1 < all.lines();
        line += isGone ? 1 : 0; // between two lines, the lower one is on top
        top_.row = line * all.columns();
        top_.share = double(offset - GalleryGrid::margin - qint64(line) * all.linePitch()) / all.linePitch();
    }
    showOffset(offset);
}

void GalleryView::showOffset(qint64 offset) {
    const qint64 largest = largestOffset();
    offset = std::clamp<qint64>(offset, 0, largest);
    const qint64 moved = offset_ - offset;
    offset_ = offset;
    isMovingBar_ = true;
    verticalScrollBar()->setValue(offset == largest ? verticalScrollBar()->maximum() : static_cast<int>(offset / unit_));
    isMovingBar_ = false;
    if (moved == 0)
        return;
    if (band_ || std::abs(moved) >= viewport()->height())
        viewport()->update();
    else
        viewport()->scroll(0, static_cast<int>(moved));
    tellVisibleRows();
}

void GalleryView::scrollContentsBy(int, int) {
    if (isMovingBar_)
        return;
    const int value = verticalScrollBar()->value();
    scrollToOffset(value == verticalScrollBar()->maximum() ? largestOffset() : qint64(value) * unit_);
    setHovered(-1);
}

void GalleryView::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid())
        return;
    const GalleryGrid all = grid();
    const qint64 top = all.topOf(index.row()), bottom = top + all.cell.height();
    const int height = viewport()->height();
    switch (hint) {
    case PositionAtTop: return scrollToOffset(top - GalleryGrid::margin);
    case PositionAtBottom: return scrollToOffset(bottom + GalleryGrid::margin - height);
    case PositionAtCenter: return scrollToOffset((top + bottom - height) / 2);
    case EnsureVisible: break;
    }
    if (top < offset_)
        scrollToOffset(top - GalleryGrid::margin);
    else if (bottom > offset_ + height)
        scrollToOffset(std::min(bottom + GalleryGrid::margin - height, top));
}

void GalleryView::relayout() {
    updateGeometries();
    viewport()->update();
}

void GalleryView::updateGeometries() {
    const GalleryGrid all = grid();
    const qint64 largest = largestOffset();
    unit_ = static_cast<int>(largest / longestBar + 1);
    QScrollBar* bar = verticalScrollBar();
    isMovingBar_ = true;
    bar->setRange(0, static_cast<int>((largest + unit_ - 1) / unit_));
    bar->setPageStep(std::max(1, viewport()->height() / unit_));
    bar->setSingleStep(std::max(1, all.linePitch() / 3 / unit_));
    isMovingBar_ = false;
    const bool isScrolled = top_.row > 0 || top_.share != 0;
    showOffset(isScrolled ? GalleryGrid::margin + qint64(top_.row / all.columns()) * all.linePitch() +
                                std::llround(top_.share * all.linePitch())
                          : 0);
    tellVisibleRows();
    QAbstractItemView::updateGeometries();
}

void GalleryView::tellVisibleRows(bool always) {
    const Rows seen = visibleRows();
    if (!always && seen == told_)
        return;
    told_ = seen;
    Q_EMIT visibleRowsChanged(seen.first, seen.count);
}

void GalleryView::resizeEvent(QResizeEvent*) { relayout(); }

void GalleryView::rowsInserted(const QModelIndex& parent, int first, int last) {
    QAbstractItemView::rowsInserted(parent, first, last);
    relayout();
}

void GalleryView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>&) {
    const Rows seen = visibleRows();
    const GalleryGrid all = grid();
    const int last = std::min(bottomRight.row(), seen.first + seen.count - 1);
    for (int row = std::max(topLeft.row(), seen.first); row <= last; ++row)
        viewport()->update(cellOf(all, row));
}

/// In the place of the base's, which tells screen readers of the cells of a table.
void GalleryView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    for (const QModelIndex& index : {current, previous})
        if (index.isValid())
            viewport()->update(visualRect(index));
    if (!current.isValid())
        return;
    if (hasAutoScroll())
        scrollTo(current);
    if (QAccessible::isActive() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

void GalleryView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    viewport()->update(visualRegionForSelection(selected) + visualRegionForSelection(deselected));
}

void GalleryView::changeEvent(QEvent* event) {
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        GalleryItemStyle style = painter_.style();
        style.font = font();
        style.palette = palette();
        setStyle(style);
    }
}

void GalleryView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(painter_.style().captionFont());
    const GalleryGrid all = grid();
    const Rows seen = visibleRows();
    painter_.begin(3 * seen.count); // and those a screen further on either side
    const QModelIndex current = currentIndex();
    for (int row = seen.first; row < seen.first + seen.count; ++row) {
        const QRect cell = cellOf(all, row);
        if (!event->region().intersects(cell))
            continue;
        const QModelIndex index = indexOf(row);
        painter_.paint(
            painter, cell, index,
            {selectionModel()->isSelected(index), hasFocus() && current.isValid() && current.row() == row, row == hovered_});
    }
    if (painter_.isRough())
        QTimer::singleShot(0, viewport(), qOverload<>(&QWidget::update));
    if (band_ && band_->isDrawn) {
        QColor fill = palette().color(QPalette::Link);
        painter.setPen(fill);
        fill.setAlpha(50);
        painter.setBrush(fill);
        painter.drawRect(QRectF(bandRect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace iic::ui
