#include "plots/ColourColourPlot.h"

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

/// More points than this are drawn as single dots.
constexpr std::size_t mostShapes = 3000;

QColor kindColour(std::size_t kind) {
    constexpr QRgb unclassified = 0xff8a919c;
    return kind < 3 ? QColor::fromRgb(classRgb(static_cast<SourceClass>(kind))) : QColor(unclassified);
}

std::size_t kindOf(const ColourPoint& point) { return point.sourceClass ? static_cast<std::size_t>(*point.sourceClass) : 3; }

/// The points of a class; a tile's worth of them go into one image, for each drawn by itself would hold the window up.
class PointCloud : public QCPGraph {
  public:
    using QCPGraph::QCPGraph;

  protected:
    void drawScatterPlot(QCPPainter* painter, const QVector<QPointF>& places, const QCPScatterStyle& style) const override {
        if (style.shape() != QCPScatterStyle::ssDot)
            return QCPGraph::drawScatterPlot(painter, places, style);
        const QRect area = clipRect();
        const double density = painter->device()->devicePixelRatioF();
        QImage dots((QSizeF(area.size()) * density).toSize(), QImage::Format_ARGB32_Premultiplied);
        dots.setDevicePixelRatio(density);
        dots.fill(Qt::transparent);
        const QRgb colour = qPremultiply(style.pen().color().rgba());
        for (const QPointF& place : places) {
            const QPoint at = ((place - QPointF(area.topLeft())) * density).toPoint();
            if (dots.rect().contains(at))
                reinterpret_cast<QRgb*>(dots.scanLine(at.y()))[at.x()] = colour;
        }
        painter->drawImage(area.topLeft(), dots);
    }
};

} // namespace

ColourColourPlot::ColourColourPlot(QWidget* parent) : QCustomPlot(parent) {
    setAccessibleName(tr("Colour–colour diagram"));
    setToolTip(tr("Dashed: AGN wedge of Jarrett et al. 2011. Dotted: W1 − W2 = 0.8, Stern et al. 2012."));
    xAxis->setLabel(tr("W2 − W3 (mag)"));
    yAxis->setLabel(tr("W1 − W2 (mag)"));
    xAxis->setRange(-1.0, 6.0);
    yAxis->setRange(-0.7, 2.2);
    xAxis->ticker()->setTickCount(5);
    yAxis->ticker()->setTickCount(4);
    axisRect()->setupFullAxesBox(true);
    xAxis2->setTicks(false);
    yAxis2->setTicks(false);
    addGuides();
    constexpr std::array<std::size_t, kinds> order{3, 0, 1, 2}; // those without a class lie below
    for (const std::size_t kind : order) {
        graphs_[kind] = new PointCloud(xAxis, yAxis);
        graphs_[kind]->setLineStyle(QCPGraph::lsNone);
    }
    selected_ = addGraph();
    selected_->setLineStyle(QCPGraph::lsNone);
    // A layer of its own, so that another selection does not draw the points of a whole tile again.
    addLayer(QStringLiteral("selection"));
    layer(QStringLiteral("selection"))->setMode(QCPLayer::lmBuffered);
    selected_->setLayer(QStringLiteral("selection"));
    useThemeColours();
}

void ColourColourPlot::addGuides() {
    const auto line = [this](const QVector<double>& x, const QVector<double>& y) {
        auto* curve = new QCPCurve(xAxis, yAxis);
        QVector<double> order(x.size());
        for (qsizetype i = 0; i < x.size(); ++i)
            order[i] = double(i);
        curve->setData(order, x, y, true);
        guides_ << curve;
    };
    const auto edge = [](double w2w3) { return 0.1 * w2w3 + 0.38; };
    line({2.2, 2.2, 4.2, 4.2, 2.2}, {edge(2.2), 1.7, 1.7, edge(4.2), edge(2.2)});
    line({-10, 10}, {0.8, 0.8});
}

void ColourColourPlot::useThemeColours() {
    const QColor text = palette().color(QPalette::WindowText);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    QColor faint = text;
    faint.setAlphaF(0.12);
    setBackground(palette().color(QPalette::Base));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    for (QCPAxis* axis : {xAxis, yAxis, xAxis2, yAxis2}) {
        axis->setBasePen(QPen(faint));
        axis->setTickPen(QPen(faint));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(muted);
        axis->setLabelColor(muted);
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->grid()->setPen(QPen(faint, 1));
        axis->grid()->setZeroLinePen(QPen(faint, 1));
        axis->setLabelPadding(2);
    }
    guides_[0]->setPen(QPen(muted, 1, Qt::DashLine));
    guides_[1]->setPen(QPen(muted, 1, Qt::DotLine));
    selected_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(text, 2), Qt::NoBrush, 11));
    replot(rpQueuedReplot);
}

void ColourColourPlot::setPoints(std::vector<ColourPoint> points) {
    points_ = std::move(points);
    std::array<QVector<double>, kinds> x, y;
    for (const ColourPoint& point : points_) {
        x[kindOf(point)] << point.w2w3;
        y[kindOf(point)] << point.w1w2;
    }
    // Shapes as on the sky: star a disc, galaxy a diamond, quasar a triangle.
    constexpr std::array<QCPScatterStyle::ScatterShape, kinds> shapes{QCPScatterStyle::ssDisc, QCPScatterStyle::ssDiamond,
                                                                      QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDisc};
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        QColor colour = kindColour(kind);
        colour.setAlphaF(0.85f);
        graphs_[kind]->setData(x[kind], y[kind]);
        graphs_[kind]->setScatterStyle(QCPScatterStyle(points_.size() > mostShapes ? QCPScatterStyle::ssDot : shapes[kind],
                                                       QPen(colour), QBrush(colour),
                                                       shapes[kind] == QCPScatterStyle::ssDisc ? 4 : 6));
    }
    replot(rpQueuedReplot);
}

void ColourColourPlot::setSelected(const std::optional<ColourPoint>& point) {
    if (point && std::isfinite(point->w1w2) && std::isfinite(point->w2w3))
        selected_->setData({point->w2w3}, {point->w1w2});
    else
        selected_->setData({}, {});
    layer(QStringLiteral("selection"))->replot();
}

void ColourColourPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && selected_)
        useThemeColours();
}

void ColourColourPlot::mouseReleaseEvent(QMouseEvent* event) {
    QCustomPlot::mouseReleaseEvent(event);
    constexpr double reach = 8; // screen pixels
    int row = -1;
    double best = reach;
    for (const ColourPoint& point : points_) {
        const double distance = std::hypot(xAxis->coordToPixel(point.w2w3) - event->position().x(),
                                           yAxis->coordToPixel(point.w1w2) - event->position().y());
        if (distance < best) {
            best = distance;
            row = point.row;
        }
    }
    if (row >= 0)
        Q_EMIT pointPicked(row);
}

} // namespace iic::ui
