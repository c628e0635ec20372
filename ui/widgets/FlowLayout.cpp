#include "widgets/FlowLayout.h"

#include <QWidget>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int gap = 6, sideMargin = 10, topMargin = 5;

} // namespace

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) { setContentsMargins(sideMargin, topMargin, sideMargin, topMargin); }

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

void FlowLayout::addItem(QLayoutItem* item) { items_.append(item); }

QLayoutItem* FlowLayout::takeAt(int index) { return index >= 0 && index < count() ? items_.takeAt(index) : nullptr; }

int FlowLayout::heightForWidth(int width) const { return arrange(QRect(0, 0, width, 0), false); }

QSize FlowLayout::minimumSize() const {
    QSize largest;
    for (const QLayoutItem* item : items_)
        largest = largest.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return largest + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& area) {
    QLayout::setGeometry(area);
    arrange(area, true);
}

int FlowLayout::arrange(const QRect& area, bool places) const {
    const QRect inner = area.marginsRemoved(contentsMargins());
    int x = inner.left(), y = inner.top(), lineHeight = 0;
    for (QLayoutItem* item : items_) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint().boundedTo(QSize(std::max(1, inner.width()), QWIDGETSIZE_MAX));
        if (x + size.width() > inner.left() + inner.width() && lineHeight > 0) {
            x = inner.left();
            y += lineHeight + gap;
            lineHeight = 0;
        }
        if (places)
            item->setGeometry({QPoint(x, y), size});
        x += size.width() + gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight - area.top() + contentsMargins().bottom();
}

} // namespace iic::ui
