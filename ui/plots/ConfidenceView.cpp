#include "plots/ConfidenceView.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace iic::ui {

ConfidenceView::ConfidenceView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("Drag the threshold: once it is let go, the lists show the sources that are right, but less sure than that."));
}

void ConfidenceView::setConfidences(std::shared_ptr<const ConfidenceFigure> figure) {
    confidences_ = std::move(figure);
    setFigure(confidences_);
    setAccessibleDescription(confidences_ ? tr("threshold %1: %L2 of %L3 sources below it")
                                                .arg(QLocale().toString(confidences_->threshold(), 'f', 2))
                                                .arg(confidences_->below())
                                                .arg(confidences_->total())
                                          : QString());
}

double ConfidenceView::thresholdAt(const QPointF& position) const {
    return confidences_->thresholdAt(position, size(), FigureStyle::onScreen(palette(), font()));
}

void ConfidenceView::hold(double threshold) {
    setConfidences(confidences_->withThreshold(std::clamp(threshold, ConfidenceFigure::lowest, ConfidenceFigure::highest)));
    Q_EMIT held(confidences_->threshold());
}

void ConfidenceView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !confidences_)
        return FigureView::mousePressEvent(event);
    isDragged_ = true;
    hold(thresholdAt(event->position()));
}

void ConfidenceView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(confidences_ ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (isDragged_ && confidences_)
        hold(thresholdAt(event->position()));
}

void ConfidenceView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && std::exchange(isDragged_, false) && confidences_)
        Q_EMIT chosen(confidences_->threshold());
}

void ConfidenceView::keyPressEvent(QKeyEvent* event) {
    if (!confidences_)
        return FigureView::keyPressEvent(event);
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 0.01;
    switch (event->key()) {
    case Qt::Key_Right: return hold(confidences_->threshold() + step);
    case Qt::Key_Left: return hold(confidences_->threshold() - step);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT chosen(confidences_->threshold()); return;
    case Qt::Key_Escape: Q_EMIT cleared(); return;
    default: FigureView::keyPressEvent(event);
    }
}

} // namespace iic::ui
