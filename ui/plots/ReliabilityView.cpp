#include "plots/ReliabilityView.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace iic::ui {

ReliabilityView::ReliabilityView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("Click a bar to see the sources of that confidence, with Shift beside what is picked already."));
}

void ReliabilityView::setReliability(std::shared_ptr<const ReliabilityFigure> figure) {
    reliability_ = std::move(figure);
    setFigure(reliability_);
    if (!reliability_)
        return setAccessibleDescription({});
    for (const int by : {-1, 1})
        if (!reliability_->hasSources(cursor_))
            cursor_ = reliability_->next(cursor_, by);
    setCursorRange(cursor_);
}

std::optional<std::size_t> ReliabilityView::rangeAt(const QPointF& position) const {
    return reliability_ ? reliability_->rangeAt(position, size(), FigureStyle::onScreen(palette(), font())) : std::nullopt;
}

void ReliabilityView::paintEvent(QPaintEvent* event) {
    FigureView::paintEvent(event);
    if (!reliability_ || !hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Link), 2, Qt::DotLine));
    painter.drawRoundedRect(reliability_->placeOf(cursor_, size(), FigureStyle::onScreen(palette(), font())), 3, 3);
}

void ReliabilityView::mousePressEvent(QMouseEvent* event) {
    const auto which = event->button() == Qt::LeftButton ? rangeAt(event->position()) : std::nullopt;
    if (!which)
        return FigureView::mousePressEvent(event);
    setCursorRange(*which);
    Q_EMIT picked(reliability_->range(*which), event->modifiers().testFlag(Qt::ShiftModifier));
}

void ReliabilityView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(rangeAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ReliabilityView::setCursorRange(std::size_t which) {
    cursor_ = which;
    update();
    const QString text = reliability_->textOf(cursor_);
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ReliabilityView::keyPressEvent(QKeyEvent* event) {
    if (!reliability_)
        return FigureView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return setCursorRange(reliability_->next(cursor_, -1));
    case Qt::Key_Right: return setCursorRange(reliability_->next(cursor_, 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (reliability_->hasSources(cursor_))
            Q_EMIT picked(reliability_->range(cursor_), event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Escape: Q_EMIT cleared(); return;
    default: FigureView::keyPressEvent(event);
    }
}

} // namespace iic::ui
