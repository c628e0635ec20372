#include "plots/LearningCurvesView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

LearningCurvesView::LearningCurvesView(QWidget* parent) : FigureView(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void LearningCurvesView::setCurves(std::shared_ptr<const LearningCurvesFigure> curves) {
    curves_ = std::move(curves);
    if (epoch_ && (!curves_ || *epoch_ > curves_->epochs()))
        pointAt(std::nullopt);
    setFigure(curves_);
}

void LearningCurvesView::pointAt(std::optional<int> epoch) {
    epoch_ = epoch;
    setAccessibleDescription(epoch_ && curves_ ? curves_->textOf(*epoch_) : QString());
    update();
}

void LearningCurvesView::choose(std::optional<int> epoch) {
    if (epoch == epoch_)
        return;
    pointAt(epoch);
    Q_EMIT epochPointed(epoch);
}

void LearningCurvesView::paintEvent(QPaintEvent* event) {
    FigureView::paintEvent(event);
    if (!curves_ || !epoch_)
        return;
    QPainter painter(this);
    curves_->paintEpoch(painter, size(), FigureStyle::onScreen(palette(), font()), *epoch_);
}

void LearningCurvesView::mouseMoveEvent(QMouseEvent* event) {
    if (curves_)
        choose(curves_->epochAt(event->position(), size(), FigureStyle::onScreen(palette(), font())));
}

void LearningCurvesView::leaveEvent(QEvent* event) {
    FigureView::leaveEvent(event);
    choose(std::nullopt);
}

void LearningCurvesView::keyPressEvent(QKeyEvent* event) {
    const int last = curves_ ? curves_->epochs() : 0;
    if (last == 0)
        return FigureView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return choose(std::clamp(epoch_.value_or(last + 1) - 1, 1, last));
    case Qt::Key_Right: return choose(std::clamp(epoch_.value_or(0) + 1, 1, last));
    case Qt::Key_Home: return choose(1);
    case Qt::Key_End: return choose(last);
    case Qt::Key_Escape: return choose(std::nullopt);
    default: FigureView::keyPressEvent(event);
    }
}

void LearningCurvesView::focusOutEvent(QFocusEvent* event) {
    FigureView::focusOutEvent(event);
    choose(std::nullopt);
}

} // namespace iic::ui
