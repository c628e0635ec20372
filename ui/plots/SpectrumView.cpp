#include "plots/SpectrumView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double zoomStep = 1.25;
constexpr double shortestDrag = 5; // pixels: a click is no drag

} // namespace

SpectrumView::SpectrumView(QWidget* parent) : FigureView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("The wheel zooms, a drag zooms to what it covers, a double click shows all. Left and Right move the mark, "
                  "with Shift the spectrum; + and − zoom, Home shows all."));
}

void SpectrumView::setSpectrum(std::shared_ptr<const SpectrumFigure> figure) {
    const bool isSame = spectrum_ && figure && &spectrum_->curve() == &figure->curve();
    spectrum_ = std::move(figure);
    setFigure(spectrum_);
    if (!isSame)
        dragFrom_.reset();
    setMark(isSame ? mark_ : std::nullopt);
}

double SpectrumView::wavelengthAt(const QPointF& place) const { return spectrum_->wavelengthAt(place, size(), figureStyle()); }

void SpectrumView::setRange(std::optional<SpectrumFigure::Range> range) {
    if (!spectrum_)
        return;
    SpectrumFigure::Options options = spectrum_->options();
    options.range = range;
    setSpectrum(spectrum_->with(options));
}

void SpectrumView::zoomAbout(double wavelength, double factor) {
    const SpectrumFigure::Range shown = spectrum_->range();
    if (factor < 1 && shown.width() / factor >= spectrum_->whole().width())
        return setRange(std::nullopt);
    const double about = std::clamp(wavelength, shown.low, shown.high);
    setRange(SpectrumFigure::Range{about - (about - shown.low) / factor, about + (shown.high - about) / factor});
}

void SpectrumView::zoomBy(double factor) {
    if (!spectrum_)
        return;
    const SpectrumFigure::Range shown = spectrum_->range();
    const double middle = (shown.low + shown.high) / 2;
    zoomAbout(mark_ ? spectrum_->curve().wavelength[*mark_] : middle, factor);
}

void SpectrumView::showAll() { setRange(std::nullopt); }

void SpectrumView::pan(double share) {
    const SpectrumFigure::Range shown = spectrum_->range();
    const double by = share * shown.width();
    setRange(SpectrumFigure::Range{shown.low + by, shown.high + by});
}

void SpectrumView::setMark(std::optional<std::size_t> pixel) {
    mark_ = pixel;
    const QString readout = mark_ ? spectrum_->readout(*mark_) : QString();
    setAccessibleDescription(readout);
    Q_EMIT pointed(readout);
    update();
}

void SpectrumView::stepMark(int by) {
    const SpectrumFigure::Range shown = spectrum_->range();
    const SpectrumCurve& curve = spectrum_->curve();
    const auto first = static_cast<std::ptrdiff_t>(curve.pixelAt(shown.low)),
               last = static_cast<std::ptrdiff_t>(curve.pixelAt(shown.high));
    const auto from = mark_ ? static_cast<std::ptrdiff_t>(*mark_) : (first + last) / 2 - by;
    setMark(static_cast<std::size_t>(std::clamp(from + by, first, last)));
}

void SpectrumView::paintEvent(QPaintEvent* event) {
    FigureView::paintEvent(event);
    if (!spectrum_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const FigureStyle style = figureStyle();
    const QRectF box = spectrum_->dataBox(size(), style);
    if (dragFrom_) {
        QColor covered = palette().color(QPalette::Link);
        covered.setAlpha(50);
        const double left = std::max(box.left(), std::min(*dragFrom_, dragTo_)),
                     right = std::min(box.right(), std::max(*dragFrom_, dragTo_));
        painter.fillRect(QRectF(left, box.top(), right - left, box.height()), covered);
    }
    const SpectrumFigure::Range shown = spectrum_->range();
    if (!mark_ || spectrum_->curve().wavelength[*mark_] < shown.low || spectrum_->curve().wavelength[*mark_] > shown.high)
        return;
    const QPointF at = spectrum_->placeOf(*mark_, size(), style);
    const QColor colour = palette().color(QPalette::Link);
    painter.setPen(QPen(colour, 1, Qt::DotLine));
    painter.drawLine(QLineF(at.x(), box.top(), at.x(), box.bottom()));
    painter.setPen(QPen(style.ground, 1));
    painter.setBrush(colour);
    painter.drawEllipse(at, 3.5, 3.5);
}

void SpectrumView::wheelEvent(QWheelEvent* event) {
    if (!spectrum_ || event->angleDelta().y() == 0)
        return FigureView::wheelEvent(event);
    zoomAbout(wavelengthAt(event->position()), std::pow(zoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void SpectrumView::mousePressEvent(QMouseEvent* event) {
    if (!spectrum_ || event->button() != Qt::LeftButton)
        return FigureView::mousePressEvent(event);
    dragFrom_ = dragTo_ = event->position().x();
}

void SpectrumView::mouseMoveEvent(QMouseEvent* event) {
    if (!spectrum_)
        return;
    dragTo_ = event->position().x();
    const bool isInside = spectrum_->dataBox(size(), figureStyle()).contains(event->position());
    setMark(isInside ? std::optional(spectrum_->curve().pixelAt(wavelengthAt(event->position()))) : std::nullopt);
}

void SpectrumView::mouseReleaseEvent(QMouseEvent* event) {
    if (!dragFrom_ || event->button() != Qt::LeftButton)
        return FigureView::mouseReleaseEvent(event);
    const double from = *dragFrom_, to = event->position().x();
    dragFrom_.reset();
    update();
    if (std::abs(to - from) >= shortestDrag)
        setRange(SpectrumFigure::Range{wavelengthAt({std::min(from, to), 0}), wavelengthAt({std::max(from, to), 0})});
}

void SpectrumView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        showAll();
}

void SpectrumView::keyPressEvent(QKeyEvent* event) {
    if (!spectrum_)
        return FigureView::keyPressEvent(event);
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left: return isShifted ? pan(-0.1) : stepMark(-1);
    case Qt::Key_Right: return isShifted ? pan(0.1) : stepMark(1);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(zoomStep);
    case Qt::Key_Minus: return zoomBy(1 / zoomStep);
    case Qt::Key_Home: return showAll();
    default: FigureView::keyPressEvent(event);
    }
}

void SpectrumView::leaveEvent(QEvent* event) {
    setMark(std::nullopt);
    FigureView::leaveEvent(event);
}

} // namespace iic::ui
