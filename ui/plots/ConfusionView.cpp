#include "plots/ConfusionView.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int names = static_cast<int>(classCount); ///< place of the columns' names, below the cells

std::optional<std::size_t> classAt(int place) {
    return place < 0 || place == names ? std::nullopt : std::optional(static_cast<std::size_t>(place));
}

} // namespace

ConfusionView::ConfusionView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void ConfusionView::setMatrix(std::shared_ptr<const ConfusionFigure> figure) {
    matrix_ = std::move(figure);
    setFigure(matrix_);
    tellCursor();
}

std::optional<ConfusionView::Cell> ConfusionView::cellAt(const QPointF& position) const {
    return matrix_ ? matrix_->cellAt(position, size(), FigureStyle::onScreen(palette(), font())) : std::nullopt;
}

void ConfusionView::paintEvent(QPaintEvent* event) {
    FigureView::paintEvent(event);
    if (!matrix_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const FigureStyle style = FigureStyle::onScreen(palette(), font());
    const auto frame = [&](const Cell& cell, const QPen& pen) {
        painter.setPen(pen);
        painter.drawRoundedRect(matrix_->placeOf(cell, size(), style).adjusted(3, 3, -3, -3), 3, 3);
    };
    if (hovered_)
        frame(*hovered_, QPen(style.muted, 1));
    if (hasFocus())
        frame(cursor_, QPen(palette().color(QPalette::Link), 2, Qt::DotLine));
}

void ConfusionView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return FigureView::mousePressEvent(event);
    if (const auto cell = cellAt(event->position())) {
        setCursorCell(*cell);
        Q_EMIT picked(*cell, event->modifiers().testFlag(Qt::ShiftModifier));
    }
}

void ConfusionView::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    if (cell == hovered_)
        return;
    hovered_ = cell;
    setCursor(cell ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ConfusionView::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

void ConfusionView::setCursorCell(const Cell& cell) {
    cursor_ = cell;
    tellCursor();
    update();
}

/// The names of the rows stand left of the cells, those of the columns below; where both would meet there is nothing.
void ConfusionView::move(int across, int down) {
    const int column = std::clamp((cursor_.truth ? static_cast<int>(*cursor_.truth) : -1) + across, -1, names - 1);
    const int row = std::clamp((cursor_.predicted ? static_cast<int>(*cursor_.predicted) : names) + down, 0, names);
    if (column >= 0 || row < names)
        setCursorCell({classAt(row), classAt(column)});
}

void ConfusionView::keyPressEvent(QKeyEvent* event) {
    if (!matrix_)
        return FigureView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return move(-1, 0);
    case Qt::Key_Right: return move(1, 0);
    case Qt::Key_Up: return move(0, -1);
    case Qt::Key_Down: return move(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT picked(cursor_, event->modifiers().testFlag(Qt::ShiftModifier)); return;
    case Qt::Key_Escape: Q_EMIT cleared(); return;
    default: FigureView::keyPressEvent(event);
    }
}

void ConfusionView::focusInEvent(QFocusEvent* event) {
    FigureView::focusInEvent(event);
    tellCursor();
}

void ConfusionView::tellCursor() {
    const QString text = matrix_ ? matrix_->textOf(cursor_) : QString();
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

bool ConfusionView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return FigureView::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), matrix_->textOf(*cell) + QLatin1Char('\n') +
                                                  tr("Click to see them, with Shift beside what is picked already."));
    else
        QToolTip::hideText();
    return true;
}

} // namespace iic::ui
