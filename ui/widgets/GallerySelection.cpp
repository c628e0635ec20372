#include "widgets/GalleryView.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

using Selection = QItemSelectionModel;

constexpr int bandInterval = 16; // ms between two steps of scrolling while the band reaches over the edge

} // namespace

void GalleryView::selectRows(int first, int last, Selection::SelectionFlags command) {
    if (first > last)
        std::swap(first, last);
    if (const QModelIndex from = indexOf(first), to = indexOf(last); from.isValid() && to.isValid())
        selectionModel()->select(QItemSelection(from, to), command | Selection::Rows);
}

/// A click on what is half seen must not scroll it away from under the mouse.
void GalleryView::setCurrentRow(int row) {
    const bool scrolls = hasAutoScroll();
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(indexOf(row), Selection::NoUpdate);
    setAutoScroll(scrolls);
}

void GalleryView::pick(int row, Qt::KeyboardModifiers modifiers) {
    const bool isExtended = selectionMode() == ExtendedSelection;
    if (isExtended && (modifiers & Qt::ShiftModifier)) {
        const int from = anchor_.isValid() ? anchor_.row() : std::max(0, currentIndex().row());
        if (!anchor_.isValid())
            anchor_ = indexOf(from);
        selectRows(from, row, modifiers & Qt::ControlModifier ? Selection::Select : Selection::ClearAndSelect);
        return;
    }
    anchor_ = indexOf(row);
    selectRows(row, row, isExtended && (modifiers & Qt::ControlModifier) ? Selection::Toggle : Selection::ClearAndSelect);
}

void GalleryView::setSelection(const QRect& rect, Selection::SelectionFlags command) {
    const QRect area = rect.normalized();
    selectionModel()->select(
        rowsOf(cellsTouched(grid(), area.left(), area.right(), area.top() + offset_, area.bottom() + offset_)),
        command | Selection::Rows);
}

/// Line by line, where the block leaves out columns.
QItemSelection GalleryView::rowsOf(const GalleryBlock& cells) const {
    QItemSelection rows;
    if (cells.isEmpty())
        return rows;
    const GalleryGrid all = grid();
    const int columns = all.columns();
    const bool isWhole = cells.firstColumn == 0 && cells.endColumn == columns;
    const auto add = [&](qint64 first, qint64 last) {
        last = std::min<qint64>(last, all.count - 1);
        if (first <= last)
            rows.append(QItemSelectionRange(indexOf(static_cast<int>(first)), indexOf(static_cast<int>(last))));
    };
    if (isWhole)
        add(qint64(cells.firstLine) * columns, qint64(cells.endLine) * columns - 1);
    else
        for (qint64 line = cells.firstLine; line < cells.endLine; ++line)
            add(line * columns + cells.firstColumn, line * columns + cells.endColumn - 1);
    return rows;
}

QRegion GalleryView::visualRegionForSelection(const QItemSelection& selection) const {
    const Rows seen = visibleRows();
    const GalleryGrid all = grid();
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int last = std::min(range.bottom(), seen.first + seen.count - 1);
        for (int row = std::max(range.top(), seen.first); row <= last; ++row)
            region += cellOf(all, row);
    }
    return region;
}

QModelIndex GalleryView::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    const int count = rowCount();
    if (count == 0)
        return {};
    const GalleryGrid all = grid();
    const int columns = all.columns();
    const int page = columns * std::max(1, viewport()->height() / all.linePitch());
    const int row = currentIndex().row();
    if (row < 0)
        return indexOf(action == MoveEnd ? count - 1 : visibleRows().first);
    const auto step = [&](int rows) { return static_cast<int>(std::clamp<qint64>(qint64(row) + rows, 0, count - 1)); };
    switch (action) {
    case MoveLeft:
    case MovePrevious: return indexOf(step(-1));
    case MoveRight:
    case MoveNext: return indexOf(step(1));
    case MoveUp: return indexOf(row >= columns ? row - columns : row);
    case MoveDown: return indexOf(row / columns + 1 < all.lines() ? step(columns) : row);
    case MovePageUp: return indexOf(row >= page ? row - page : row % columns);
    case MovePageDown: return indexOf(step(page));
    case MoveHome: return indexOf(0);
    case MoveEnd: return indexOf(count - 1);
    }
    return {};
}

void GalleryView::keyPressEvent(QKeyEvent* event) {
    static const QHash<int, CursorAction> moves{
        {Qt::Key_Left, MoveLeft},     {Qt::Key_Right, MoveRight},       {Qt::Key_Up, MoveUp},     {Qt::Key_Down, MoveDown},
        {Qt::Key_PageUp, MovePageUp}, {Qt::Key_PageDown, MovePageDown}, {Qt::Key_Home, MoveHome}, {Qt::Key_End, MoveEnd}};
    const QModelIndex current = currentIndex();
    if (const auto move = moves.find(event->key()); move != moves.end()) {
        const QModelIndex next = moveCursor(*move, event->modifiers());
        if (next.isValid()) {
            const bool onlyMoves = (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) == Qt::ControlModifier;
            if (!onlyMoves || selectionMode() == SingleSelection)
                pick(next.row(), event->modifiers() & ~Qt::ControlModifier);
            selectionModel()->setCurrentIndex(next, Selection::NoUpdate);
            scrollTo(next);
        }
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_Space && (event->modifiers() & Qt::ControlModifier) && current.isValid()) {
        pick(current.row(), Qt::ControlModifier);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current.isValid()) {
        Q_EMIT activated(current);
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

void GalleryView::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->pos());
    if (event->button() == Qt::RightButton) {
        if (const QModelIndex index = indexOf(row); index.isValid() && !selectionModel()->isSelected(index)) {
            pick(row, Qt::NoModifier);
            setCurrentRow(row);
        }
        return;
    }
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    if (row >= 0) {
        pick(row, event->modifiers());
        setCurrentRow(row);
        Q_EMIT pressed(indexOf(row));
    } else if (!(event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier))) {
        clearSelection();
    }
    if (selectionMode() != ExtendedSelection)
        return;
    band_.emplace();
    band_->startX = event->pos().x();
    band_->startY = event->pos().y() + offset_;
    band_->pointer = event->pos();
    if (event->modifiers() & Qt::ControlModifier)
        band_->before = selectionModel()->selection();
}

void GalleryView::mouseMoveEvent(QMouseEvent* event) {
    if (!band_ || !(event->buttons() & Qt::LeftButton)) {
        const int row = rowAt(event->pos());
        if (row != hovered_ && row >= 0)
            Q_EMIT entered(indexOf(row));
        return setHovered(row);
    }
    band_->pointer = event->pos();
    const QPoint moved(event->pos().x() - band_->startX, static_cast<int>(event->pos().y() + offset_ - band_->startY));
    if (!band_->isDrawn && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    band_->isDrawn = true;
    setHovered(-1);
    extendBand();
    if (viewport()->rect().contains(event->pos()))
        bandTimer_.stop();
    else if (!bandTimer_.isActive())
        bandTimer_.start(bandInterval, this);
}

void GalleryView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != bandTimer_.timerId())
        return QAbstractItemView::timerEvent(event);
    if (!band_)
        return bandTimer_.stop();
    const int y = band_->pointer.y();
    const int beyond = y < 0 ? y : std::max(0, y - viewport()->height() + 1);
    scrollToOffset(offset_ + std::clamp(beyond, -grid().linePitch(), grid().linePitch()) / 2);
    extendBand();
}

void GalleryView::extendBand() {
    const int x = band_->pointer.x();
    const qint64 y = band_->pointer.y() + offset_;
    const GalleryBlock cells = cellsTouched(grid(), std::min(band_->startX, x), std::max(band_->startX, x),
                                            std::min(band_->startY, y), std::max(band_->startY, y));
    if (band_->cells != cells) {
        band_->cells = cells;
        QItemSelection selected = band_->before;
        selected.merge(rowsOf(cells), Selection::Select);
        selectionModel()->select(selected, Selection::ClearAndSelect | Selection::Rows);
    }
    viewport()->update();
}

QRect GalleryView::bandRect() const {
    const auto y = static_cast<int>(std::clamp<qint64>(band_->startY - offset_, -10, viewport()->height() + 10));
    return QRect(QPoint(band_->startX, y), band_->pointer).normalized();
}

void GalleryView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool wasBand = band_ && band_->isDrawn;
    const int lastTouched = wasBand ? rowAt(event->pos()) : -1;
    band_.reset();
    bandTimer_.stop();
    if (wasBand) {
        if (lastTouched >= 0)
            setCurrentRow(lastTouched);
        viewport()->update();
    } else if (const QModelIndex index = indexAt(event->pos()); index.isValid()) {
        Q_EMIT clicked(index);
    }
}

void GalleryView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return mousePressEvent(event);
    Q_EMIT doubleClicked(index);
    Q_EMIT activated(index);
}

void GalleryView::wheelEvent(QWheelEvent* event) {
    const int notches = event->angleDelta().y();
    if (event->modifiers() & Qt::ControlModifier) {
        setPictureSide(pictureSide() + notches / 15);
        return event->accept();
    }
    constexpr double notch = 120; // of a wheel with steps
    double pixels = event->pixelDelta().y();
    if (event->pixelDelta().isNull())
        pixels = notches / notch * std::max(60, grid().linePitch() / 2);
    wheelRest_ += pixels;
    const double whole = std::trunc(wheelRest_);
    wheelRest_ -= whole;
    scrollToOffset(offset_ - static_cast<qint64>(whole));
    setHovered(rowAt(event->position().toPoint()));
    event->accept();
}

bool GalleryView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return QAbstractItemView::viewportEvent(event);
}

void GalleryView::setHovered(int row) {
    if (row == hovered_)
        return;
    const GalleryGrid all = grid();
    for (const int changed : {std::exchange(hovered_, row), row})
        if (changed >= 0 && changed < all.count)
            viewport()->update(cellOf(all, changed));
}

} // namespace iic::ui
