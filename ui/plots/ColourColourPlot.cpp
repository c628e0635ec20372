#include "plots/ColourColourPlot.h"

#include "plots/ColourCloud.h"
#include "plots/FigureView.h"
#include "plots/Outline.h"

#include <QApplication>
#include <QLocale>

#include <cmath>

namespace iic::ui {

namespace {

constexpr qsizetype mostCorners = 100;
constexpr double zoomPerStep = 1 / 1.2;
constexpr double panPerKey = 0.1; ///< of what is seen

} // namespace

ColourColourPlot::ColourColourPlot(QWidget* parent)
    : QCustomPlot(parent), points_(std::make_shared<const std::vector<ColourPoint>>()) {
    setAccessibleName(tr("Colour–colour diagram"));
    xAxis->setLabel(tr("W2 − W3 (mag)"));
    yAxis->setLabel(tr("W1 − W2 (mag)"));
    axisRect()->setupFullAxesBox(true);
    xAxis2->setTicks(false);
    yAxis2->setTicks(false);
    cloud_ = new ColourCloud(xAxis, yAxis);
    selected_ = addGraph();
    selected_->setLineStyle(QCPGraph::lsNone);
    outlineCurve_ = new QCPCurve(xAxis, yAxis);
    // A layer of its own, so that another selection or outline does not draw the points of a whole tile again.
    addLayer(QStringLiteral("selection"));
    layer(QStringLiteral("selection"))->setMode(QCPLayer::lmBuffered);
    selected_->setLayer(QStringLiteral("selection"));
    outlineCurve_->setLayer(QStringLiteral("selection"));
    setForm(Form::Small);
    setRange({});
    useThemeColours();
}

void ColourColourPlot::setForm(Form form) {
    const bool isLarge = form == Form::Large;
    outlinesOn_ = isLarge;
    // A click into the small one, beside the picture of a source, leaves the keyboard where it is.
    setFocusPolicy(isLarge ? Qt::StrongFocus : Qt::TabFocus);
    xAxis->ticker()->setTickCount(isLarge ? 7 : 5);
    yAxis->ticker()->setTickCount(isLarge ? 6 : 4);
    cloud_->setLegendShown(isLarge);
    setCursor(isLarge ? Qt::CrossCursor : Qt::ArrowCursor);
    setToolTip(isLarge
                   ? tr("Drag: outline sources (Shift adds, Esc drops it). Wheel: zoom. Right button: pan. Double click: all.")
                   : tr("Dashed: AGN wedge of Jarrett et al. 2011. Dotted: W1 − W2 = 0.8, Stern et al. 2012."));
    replot(rpQueuedReplot);
}

void ColourColourPlot::useThemeColours() {
    const FigureStyle style = FigureStyle::onScreen(palette(), font());
    setBackground(style.ground);
    for (QCPAxis* axis : {xAxis, yAxis, xAxis2, yAxis2}) {
        axis->setBasePen(QPen(style.grid));
        axis->setTickPen(QPen(style.grid));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(style.muted);
        axis->setLabelColor(style.muted);
        axis->setTickLabelFont(style.smallFont());
        axis->setLabelFont(style.smallFont());
        axis->grid()->setPen(QPen(style.grid, 1));
        axis->grid()->setZeroLinePen(QPen(style.grid, 1));
        axis->setLabelPadding(2);
    }
    cloud_->setStyle(style);
    selected_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(style.text, 2), Qt::NoBrush, 11));
    QColor fill = palette().color(QPalette::Link);
    outlineCurve_->setPen(QPen(fill, 1.5));
    fill.setAlphaF(0.18F);
    outlineCurve_->setBrush(fill);
    replot(rpQueuedReplot);
}

void ColourColourPlot::setPoints(std::vector<ColourPoint> points) {
    setPoints(std::make_shared<const std::vector<ColourPoint>>(std::move(points)));
}

void ColourColourPlot::setPoints(ColourPoints points) {
    points_ = std::move(points);
    cloud_->setPoints(points_);
    describe();
    replot(rpQueuedReplot);
}

void ColourColourPlot::describe() {
    QStringList parts;
    for (std::size_t kind = 0; kind < colourKinds; ++kind)
        if (const std::size_t count = cloud_->counts().shown[kind]; count > 0)
            parts << QStringLiteral("%1 %2").arg(
                figureClassText(kind < 3 ? std::optional(static_cast<SourceClass>(kind)) : std::nullopt),
                QLocale().toString(qulonglong(count)));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

void ColourColourPlot::setSelected(const std::optional<ColourPoint>& point) {
    if (point && std::isfinite(point->w1w2) && std::isfinite(point->w2w3))
        selected_->setData({point->w2w3}, {point->w1w2});
    else
        selected_->setData({}, {});
    layer(QStringLiteral("selection"))->replot();
}

FigurePointer ColourColourPlot::figure(PointName nameOf) const {
    return std::make_shared<const ColourColourFigure>(points_, range(), std::move(nameOf));
}

ColourRange ColourColourPlot::range() const { return cloud_->range(); }

void ColourColourPlot::setRange(const ColourRange& range) {
    xAxis->setRange(range.w2w3From, range.w2w3To);
    yAxis->setRange(range.w1w2From, range.w1w2To);
    replot(rpQueuedReplot);
}

void ColourColourPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && outlineCurve_)
        useThemeColours();
}

void ColourColourPlot::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    if (hasFocus())
        drawFocusFrame(*this);
}

/// Esc drops an outline before it means anything to the window.
bool ColourColourPlot::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && drag_ == Drag::Outline &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QCustomPlot::event(event);
}

void ColourColourPlot::pick(const QPointF& at) {
    constexpr double reach = 8; // screen pixels
    const ColourRange seen = range();
    const QRectF box = axisRect()->rect();
    const double perW2w3 = box.width() / (seen.w2w3To - seen.w2w3From), perW1w2 = box.height() / (seen.w1w2To - seen.w1w2From);
    const double w2w3 = xAxis->pixelToCoord(at.x()), w1w2 = yAxis->pixelToCoord(at.y());
    int row = -1;
    double best = reach * reach;
    for (const ColourPoint& point : *points_) {
        const double across = (point.w2w3 - w2w3) * perW2w3, up = (point.w1w2 - w1w2) * perW1w2;
        if (const double distance = across * across + up * up; point.isShown && distance < best) {
            best = distance;
            row = point.row;
        }
    }
    if (row >= 0)
        Q_EMIT pointPicked(row);
}

void ColourColourPlot::panBy(const QPointF& pixels) {
    xAxis->moveRange(xAxis->pixelToCoord(0) - xAxis->pixelToCoord(pixels.x()));
    yAxis->moveRange(yAxis->pixelToCoord(0) - yAxis->pixelToCoord(pixels.y()));
    replot(rpQueuedReplot);
}

void ColourColourPlot::zoomAbout(const QPointF& at, double factor) {
    constexpr double narrowest = 1e-3, widest = 100; // mag
    const double size = xAxis->range().size() * factor;
    if (size < narrowest || size > widest)
        return;
    xAxis->scaleRange(factor, xAxis->pixelToCoord(at.x()));
    yAxis->scaleRange(factor, yAxis->pixelToCoord(at.y()));
    replot(rpQueuedReplot);
}

void ColourColourPlot::showOutline() {
    QVector<double> order, w2w3, w1w2;
    for (const QPointF& corner : outline_) {
        order << double(order.size());
        w2w3 << xAxis->pixelToCoord(corner.x());
        w1w2 << yAxis->pixelToCoord(corner.y());
    }
    outlineCurve_->setData(order, w2w3, w1w2, true);
    layer(QStringLiteral("selection"))->replot();
}

void ColourColourPlot::dropOutline() {
    drag_ = Drag::None;
    outline_.clear();
    showOutline();
}

void ColourColourPlot::finishOutline(Qt::KeyboardModifiers modifiers) {
    QPolygonF outline;
    for (const QPointF& corner : simplifiedOutline(outline_, mostCorners))
        outline << QPointF(xAxis->pixelToCoord(corner.x()), yAxis->pixelToCoord(corner.y()));
    dropOutline();
    if (!outline.isEmpty())
        Q_EMIT outlineDrawn(outline, modifiers);
}

void ColourColourPlot::mousePressEvent(QMouseEvent* event) {
    if (drag_ == Drag::Outline)
        return;
    dragFrom_ = event->position();
    drag_ = event->button() == Qt::LeftButton                                           ? Drag::Pressed
            : event->button() == Qt::MiddleButton || event->button() == Qt::RightButton ? Drag::Pan
                                                                                        : Drag::None;
}

void ColourColourPlot::mouseMoveEvent(QMouseEvent* event) {
    const bool hasMoved = (event->position() - dragFrom_).manhattanLength() >= QApplication::startDragDistance() / 2.0;
    if (drag_ == Drag::Pan) {
        panBy(event->position() - dragFrom_);
        dragFrom_ = event->position();
    } else if (drag_ == Drag::Pressed && hasMoved && outlinesOn_) {
        drag_ = Drag::Outline;
        outline_ = QPolygonF({dragFrom_});
    }
    if (drag_ == Drag::Outline) {
        outline_ << event->position();
        showOutline();
    }
}

void ColourColourPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::Outline && event->button() == Qt::LeftButton)
        return finishOutline(event->modifiers());
    if (drag_ == Drag::Pressed)
        pick(event->position());
    if (drag_ != Drag::Outline)
        drag_ = Drag::None;
}

void ColourColourPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    drag_ = Drag::None;
    if (event->button() == Qt::LeftButton)
        setRange({});
}

void ColourColourPlot::wheelEvent(QWheelEvent* event) {
    constexpr double unitsPerStep = 120;
    zoomAbout(event->position(), std::pow(zoomPerStep, event->angleDelta().y() / unitsPerStep));
    event->accept();
}

void ColourColourPlot::keyPressEvent(QKeyEvent* event) {
    const QPointF middle = axisRect()->rect().center();
    const double across = axisRect()->width() * panPerKey, up = axisRect()->height() * panPerKey;
    switch (event->key()) {
    case Qt::Key_Escape: return drag_ == Drag::Outline ? dropOutline() : QCustomPlot::keyPressEvent(event);
    case Qt::Key_Left: return panBy({across, 0});
    case Qt::Key_Right: return panBy({-across, 0});
    case Qt::Key_Up: return panBy({0, up});
    case Qt::Key_Down: return panBy({0, -up});
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomAbout(middle, zoomPerStep);
    case Qt::Key_Minus: return zoomAbout(middle, 1 / zoomPerStep);
    case Qt::Key_Home: return setRange({});
    default: QCustomPlot::keyPressEvent(event);
    }
}

} // namespace iic::ui
