#include "plots/RocView.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <utility>

namespace iic::ui {

RocView::RocView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("Drag the mark along the curve of a class: those above the threshold are kept once it is let go, with "
                  "Shift beside those of other classes."));
}

void RocView::setCurves(std::shared_ptr<const RocFigure> figure) {
    curves_ = std::move(figure);
    setFigure(curves_);
    setAccessibleDescription(curves_ ? curves_->ratesText(heldNow()) : QString());
}

RocFigure::Held RocView::heldNow() const { return curves_->options().held.value_or(RocFigure::Held{}); }

std::optional<RocFigure::Held> RocView::heldAt(const QPointF& position, std::optional<std::size_t> which) const {
    return curves_ ? curves_->heldAt(position, size(), FigureStyle::onScreen(palette(), font()), which) : std::nullopt;
}

void RocView::hold(const RocFigure::Held& held) {
    RocFigure::Options options = curves_->options();
    options.held = held;
    setCurves(curves_->with(options));
    Q_EMIT this->held(held);
}

void RocView::mousePressEvent(QMouseEvent* event) {
    const auto at = event->button() == Qt::LeftButton ? heldAt(event->position()) : std::nullopt;
    if (!at)
        return FigureView::mousePressEvent(event);
    dragged_ = at->which;
    hold(*at);
}

void RocView::mouseMoveEvent(QMouseEvent* event) {
    if (!dragged_)
        return setCursor(heldAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (const auto at = heldAt(event->position(), dragged_))
        hold(*at);
}

void RocView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && std::exchange(dragged_, std::nullopt) && curves_)
        Q_EMIT chosen(heldNow(), event->modifiers().testFlag(Qt::ShiftModifier));
}

void RocView::stepClass(int by) {
    const RocFigure::Held now = heldNow();
    for (std::size_t step = 1; step <= classCount; ++step) {
        const std::size_t which = (now.which + (by > 0 ? step : 2 * classCount - step)) % classCount;
        if (curves_->hasCurve(which))
            return hold({which, now.threshold});
    }
}

void RocView::keyPressEvent(QKeyEvent* event) {
    if (!curves_)
        return FigureView::keyPressEvent(event);
    const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Right: return hold(curves_->stepped(heldNow(), step));
    case Qt::Key_Left: return hold(curves_->stepped(heldNow(), -step));
    case Qt::Key_Down: return stepClass(1);
    case Qt::Key_Up: return stepClass(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT chosen(heldNow(), event->modifiers().testFlag(Qt::ShiftModifier)); return;
    case Qt::Key_Escape: Q_EMIT cleared(); return;
    default: FigureView::keyPressEvent(event);
    }
}

} // namespace iic::ui
