#include "plots/WaterfallView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace iic::ui {

namespace {

constexpr double degreesPerPixel = 0.4;
constexpr double degreesPerKey = 5;
constexpr double zoomPerStep = 1.15;

} // namespace

WaterfallView::WaterfallView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setPlaceholder(tr("Choose up to six sources."));
    setToolTip(tr("Drag or arrow keys: turn. Wheel or + and −: zoom. Double click or Home: as at first."));
}

void WaterfallView::setSamples(SampleHistograms samples, CountScale scale) {
    waterfall_ = samples ? std::make_shared<const WaterfallFigure>(std::move(samples), scale, camera_) : nullptr;
    setFigure(waterfall_);
}

void WaterfallView::setCamera(const WaterfallCamera& camera) {
    camera_ = camera;
    if (!waterfall_)
        return;
    waterfall_ = waterfall_->seenFrom(camera);
    setFigure(waterfall_);
}

void WaterfallView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return FigureView::mousePressEvent(event);
    dragFrom_ = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton))
        return FigureView::mouseMoveEvent(event);
    const QPointF by = (event->position() - dragFrom_) * degreesPerPixel;
    dragFrom_ = event->position();
    setCamera(camera_.turned(-by.x(), by.y()));
}

void WaterfallView::mouseReleaseEvent(QMouseEvent*) { setCursor(Qt::OpenHandCursor); }

void WaterfallView::mouseDoubleClickEvent(QMouseEvent*) { setCamera({}); }

void WaterfallView::wheelEvent(QWheelEvent* event) {
    constexpr double unitsPerStep = 120;
    setCamera(camera_.zoomed(std::pow(zoomPerStep, event->angleDelta().y() / unitsPerStep)));
    event->accept();
}

void WaterfallView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: return setCamera(camera_.turned(degreesPerKey, 0));
    case Qt::Key_Right: return setCamera(camera_.turned(-degreesPerKey, 0));
    case Qt::Key_Up: return setCamera(camera_.turned(0, -degreesPerKey));
    case Qt::Key_Down: return setCamera(camera_.turned(0, degreesPerKey));
    case Qt::Key_Plus:
    case Qt::Key_Equal: return setCamera(camera_.zoomed(zoomPerStep));
    case Qt::Key_Minus: return setCamera(camera_.zoomed(1 / zoomPerStep));
    case Qt::Key_Home: return setCamera({});
    default: FigureView::keyPressEvent(event);
    }
}

} // namespace iic::ui
