#include "plots/PointPlot.h"

#include "plots/Chart.h"

#include "plots/FigureView.h"
#include "plots/Outline.h"
#include "plots/PointCloud.h"

#include <QApplication>
#include <QLocale>

#include <cmath>

namespace iic::ui {

namespace {

constexpr qsizetype mostCorners = 100;
constexpr double zoomPerStep = 1 / 1.2;
constexpr double panPerKey = 0.1; ///< of what is seen

} // namespace

PointPlot::PointPlot(const DiagramTerms& terms, QWidget* parent)
    : QCustomPlot(parent), points_(std::make_shared<const std::vector<DiagramPoint>>()) {
    axisRect()->setupFullAxesBox(true);
    xAxis2->setTicks(false);
    yAxis2->setTicks(false);
    cloud_ = new PointCloud(xAxis, yAxis);
    selected_ = addGraph();
    selected_->setLineStyle(QCPGraph::lsNone);
    outlineCurve_ = new QCPCurve(xAxis, yAxis);
    // A layer of its own, so that another selection or outline does not draw the points of a whole tile again.
    addLayer(QStringLiteral("selection"));
    layer(QStringLiteral("selection"))->setMode(QCPLayer::lmBuffered);
    selected_->setLayer(QStringLiteral("selection"));
    outlineCurve_->setLayer(QStringLiteral("selection"));
    setTerms(terms);
    connect(this, &QCustomPlot::afterLayout, this, &PointPlot::fitTitles); // before anything is drawn
    setForm(Form::Small);
    useThemeColours();
}

void PointPlot::setTerms(const DiagramTerms& terms) {
    terms_ = terms;
    setAccessibleName(terms.title);
    fitTitles();
    cloud_->setTerms(terms);
    setRange(terms.range);
}

/// Never without a title, for which room was made.
void PointPlot::fitTitles() {
    const auto fit = [](QCPAxis& axis, const QStringList& titles, int length) {
        const QString fitting = fittingTitle(titles, QFontMetricsF(axis.labelFont()), length);
        axis.setLabel(fitting.isEmpty() ? titles.value(titles.size() - 1) : fitting);
    };
    fit(*xAxis, terms_.x.titles, axisRect()->width());
    fit(*yAxis, terms_.y.titles, axisRect()->height());
}

void PointPlot::setGuideText(const QString& text) {
    guideText_ = text;
    setForm(form_);
}

void PointPlot::setForm(Form form) {
    const bool isLarge = form == Form::Large;
    form_ = form;
    outlinesOn_ = isLarge;
    // A click into the small one, beside the picture of a source, leaves the keyboard where it is.
    setFocusPolicy(isLarge ? Qt::StrongFocus : Qt::TabFocus);
    xAxis->ticker()->setTickCount(isLarge ? 7 : 5);
    yAxis->ticker()->setTickCount(isLarge ? 6 : 4);
    cloud_->setLegendShown(isLarge);
    setCursor(isLarge ? Qt::CrossCursor : Qt::ArrowCursor);
    setToolTip(isLarge
                   ? tr("Drag: outline sources (Shift adds, Esc drops it). Wheel: zoom. Right button: pan. Double click: all.")
                   : guideText_);
    replot(rpQueuedReplot);
}

void PointPlot::useThemeColours() {
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

void PointPlot::setPoints(std::vector<DiagramPoint> points) {
    setPoints(std::make_shared<const std::vector<DiagramPoint>>(std::move(points)));
}

void PointPlot::setPoints(DiagramPoints points, PointColours colours) {
    points_ = std::move(points);
    colours_ = colours;
    cloud_->setPoints(points_, colours);
    describe();
    replot(rpQueuedReplot);
}

void PointPlot::describe() {
    QStringList parts;
    const PointCounts& counts = cloud_->counts();
    for (std::size_t kind = 0; kind < pointKinds; ++kind)
        if (counts.shown[kind] > 0)
            parts << QStringLiteral("%1 %2").arg(pointKindText(kind, counts.colours),
                                                 QLocale().toString(qulonglong(counts.shown[kind])));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

void PointPlot::setSelected(const std::optional<QPointF>& place) {
    if (place && std::isfinite(place->x()) && std::isfinite(place->y()))
        selected_->setData({place->x()}, {place->y()});
    else
        selected_->setData({}, {});
    layer(QStringLiteral("selection"))->replot();
}

FigurePointer PointPlot::figure(PointName nameOf) const {
    return std::make_shared<const PointFigure>(terms_, points_, colours_, range(), std::move(nameOf));
}

DiagramRange PointPlot::range() const { return cloud_->range(); }

void PointPlot::setRange(const DiagramRange& range) {
    xAxis->setRange(range.xFrom, range.xTo);
    yAxis->setRange(range.yFrom, range.yTo);
    replot(rpQueuedReplot);
}

void PointPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && outlineCurve_)
        useThemeColours();
}

void PointPlot::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    if (hasFocus())
        drawFocusFrame(*this);
}

/// Esc drops an outline before it means anything to the window.
bool PointPlot::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && drag_ == Drag::Outline &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QCustomPlot::event(event);
}

void PointPlot::pick(const QPointF& at) {
    constexpr double reach = 8; // screen pixels
    const DiagramRange seen = range();
    const QRectF box = axisRect()->rect();
    const double perX = box.width() / (seen.xTo - seen.xFrom), perY = box.height() / (seen.yTo - seen.yFrom);
    const double x = xAxis->pixelToCoord(at.x()), y = yAxis->pixelToCoord(at.y());
    int row = -1;
    double best = reach * reach;
    for (const DiagramPoint& point : *points_) {
        const double across = (point.x - x) * perX, up = (point.y - y) * perY;
        if (const double distance = across * across + up * up; point.isShown && distance < best) {
            best = distance;
            row = point.row;
        }
    }
    if (row >= 0)
        Q_EMIT pointPicked(row);
}

void PointPlot::panBy(const QPointF& pixels) {
    xAxis->moveRange(xAxis->pixelToCoord(0) - xAxis->pixelToCoord(pixels.x()));
    yAxis->moveRange(yAxis->pixelToCoord(0) - yAxis->pixelToCoord(pixels.y()));
    replot(rpQueuedReplot);
}

void PointPlot::zoomAbout(const QPointF& at, double factor) {
    constexpr double narrowest = 1e-4, widest = 15; // of what is seen at first
    const double part = xAxis->range().size() * factor / (terms_.range.xTo - terms_.range.xFrom);
    if (part < narrowest || part > widest)
        return;
    xAxis->scaleRange(factor, xAxis->pixelToCoord(at.x()));
    yAxis->scaleRange(factor, yAxis->pixelToCoord(at.y()));
    replot(rpQueuedReplot);
}

void PointPlot::showOutline() {
    QVector<double> order, x, y;
    for (const QPointF& corner : outline_) {
        order << double(order.size());
        x << xAxis->pixelToCoord(corner.x());
        y << yAxis->pixelToCoord(corner.y());
    }
    outlineCurve_->setData(order, x, y, true);
    layer(QStringLiteral("selection"))->replot();
}

void PointPlot::dropOutline() {
    drag_ = Drag::None;
    outline_.clear();
    showOutline();
}

void PointPlot::finishOutline(Qt::KeyboardModifiers modifiers) {
    QPolygonF outline;
    for (const QPointF& corner : simplifiedOutline(outline_, mostCorners))
        outline << QPointF(xAxis->pixelToCoord(corner.x()), yAxis->pixelToCoord(corner.y()));
    dropOutline();
    if (!outline.isEmpty())
        Q_EMIT outlineDrawn(outline, modifiers);
}

void PointPlot::mousePressEvent(QMouseEvent* event) {
    if (drag_ == Drag::Outline)
        return;
    dragFrom_ = event->position();
    drag_ = event->button() == Qt::LeftButton                                           ? Drag::Pressed
            : event->button() == Qt::MiddleButton || event->button() == Qt::RightButton ? Drag::Pan
                                                                                        : Drag::None;
}

void PointPlot::mouseMoveEvent(QMouseEvent* event) {
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

void PointPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::Outline && event->button() == Qt::LeftButton)
        return finishOutline(event->modifiers());
    if (drag_ == Drag::Pressed)
        pick(event->position());
    if (drag_ != Drag::Outline)
        drag_ = Drag::None;
}

void PointPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    drag_ = Drag::None;
    if (event->button() == Qt::LeftButton)
        setRange(terms_.range);
}

void PointPlot::wheelEvent(QWheelEvent* event) {
    constexpr double unitsPerStep = 120;
    zoomAbout(event->position(), std::pow(zoomPerStep, event->angleDelta().y() / unitsPerStep));
    event->accept();
}

void PointPlot::keyPressEvent(QKeyEvent* event) {
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
    case Qt::Key_Home: return setRange(terms_.range);
    default: QCustomPlot::keyPressEvent(event);
    }
}

} // namespace iic::ui
