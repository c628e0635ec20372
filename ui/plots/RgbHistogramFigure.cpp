#include "plots/RgbHistogramFigure.h"

#include "plots/Legend.h"
#include "plots/RaggedCurve.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr double margin = 12;
constexpr double gap = 8;
constexpr std::size_t mostInARow = 3; ///< where two rows have room
constexpr double lowestShown = 0.7; ///< of a logarithmic count axis: 1 stands clear of its foot
constexpr double leastOfTwoRows = 380; ///< height
/// Of the height of a row, at most.
constexpr double pictureShareOfOne = 0.45, pictureShareOfTwo = 0.34;

} // namespace

QString RgbHistogramFigure::title() const { return tr("Histograms of red, green and blue"); }

QSizeF RgbHistogramFigure::paperSize() const { return samples_->size() > mostInARow ? QSizeF(700, 800) : QSizeF(700, 430); }

ChartAxis RgbHistogramFigure::countAxis() const {
    ChartAxis axis;
    axis.isLogarithmic = scale_ == CountScale::Logarithmic;
    axis.low = axis.isLogarithmic ? lowestShown : 0;
    axis.high = highestCount(*samples_) * (axis.isLogarithmic ? 1.5 : 1.06);
    axis.titles = {tr("Pixels")};
    return axis;
}

void RgbHistogramFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    QRectF place = QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin);
    if (samples_->empty()) {
        painter.setFont(style.font);
        painter.setPen(style.muted);
        painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, tr("Choose up to six sources."));
        return;
    }
    const LegendRows legend({{strokeSign(style.channelPen(0)), tr("red")},
                             {strokeSign(style.channelPen(1)), tr("green")},
                             {strokeSign(style.channelPen(2)), tr("blue")}},
                            place.width(), style);
    legend.draw(painter, {place.left(), place.bottom() - legend.height()});
    place.adjust(0, 0, 0, -legend.height() - gap);
    const bool isTall = samples_->size() > mostInARow && place.height() > std::max(leastOfTwoRows, 0.55 * place.width());
    const std::size_t columns = isTall ? mostInARow : samples_->size();
    const double height = isTall ? (place.height() - gap) / 2 : place.height();
    for (std::size_t first = 0; first < samples_->size(); first += columns) {
        paintRow(painter, {place.left(), place.top(), place.width(), height}, first, columns, style);
        place.adjust(0, height + gap, 0, 0);
    }
}

void RgbHistogramFigure::paintRow(QPainter& painter, const QRectF& place, std::size_t first, std::size_t columns,
                                  const FigureStyle& style) const {
    ChartAxis x, y = countAxis();
    x.high = channelValues - 1;
    x.titles = {tr("Pixel value"), tr("value")};
    x.ticks = {0, 64, 128, 192, 255};
    const double pictureShare = columns < samples_->size() ? pictureShareOfTwo : pictureShareOfOne;
    // Only the first column has numbers; what they take is set aside, so that all charts are of one width.
    const Chart trial({0, 0, place.width(), place.height() * (1 - pictureShare) - gap}, x, y, style);
    const double numbers = trial.box().left();
    y.ticks = trial.yTicks();
    const auto count = static_cast<double>(columns);
    const double between = 2.4 * gap;
    const double width = (place.width() - numbers - between * (count - 1)) / count;
    const double nameHeight = QFontMetricsF(style.font).height() + 4;
    const double leastChart = 5 * nameHeight;
    const double side = std::max(8.0, std::min({width - gap, (place.height() - nameHeight) * pictureShare,
                                                place.height() - nameHeight - gap - leastChart}));
    const double top = place.top() + nameHeight + side + gap;
    for (std::size_t column = 0; column < columns && first + column < samples_->size(); ++column) {
        const SampleHistogram& sample = (*samples_)[first + column];
        const double left = place.left() + numbers + (width + between) * static_cast<double>(column);
        y.hasNumbers = column == 0;
        y.titles = column == 0 ? countAxis().titles : QStringList();
        const double room = column == 0 ? numbers : gap; // left of the chart's box
        const Chart chart({left - room, top, width + room, place.bottom() - top}, x, y, style);
        const double middle = chart.box().center().x();
        paintName(painter, {middle - width / 2, place.top(), width, nameHeight}, sample, style);
        paintPicture(painter, {middle - side / 2, place.top() + nameHeight, side, side}, sample.sample.picture);
        paintCounts(painter, chart, sample, style);
    }
}

void RgbHistogramFigure::paintName(QPainter& painter, const QRectF& place, const SampleHistogram& sample,
                                   const FigureStyle& style) const {
    const QFontMetricsF metrics(style.font);
    const double signWidth = sample.sample.sourceClass ? 16 : 0;
    const QString name = metrics.elidedText(sample.name(), Qt::ElideRight, place.width() - signWidth);
    const double width = metrics.horizontalAdvance(name) + signWidth;
    const double left = place.center().x() - width / 2;
    if (sample.sample.sourceClass)
        classSign(sample.sample.sourceClass, style)(painter, {left, place.top(), 10, metrics.height()});
    painter.setFont(style.font);
    painter.setPen(style.text);
    painter.drawText(QRectF(left, place.top(), width + 2, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, name);
}

void RgbHistogramFigure::paintPicture(QPainter& painter, const QRectF& place, const QImage& picture) const {
    if (picture.isNull())
        return;
    QRectF shown(QPointF(), QSizeF(picture.size()).scaled(place.size(), Qt::KeepAspectRatio));
    shown.moveCenter(place.center());
    painter.drawImage(shown, picture);
}

void RgbHistogramFigure::paintCounts(QPainter& painter, const Chart& chart, const SampleHistogram& sample,
                                     const FigureStyle& style) const {
    const double floor = countAxis().low;
    std::array<QPolygonF, 3> lines;
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t value = 0; value < channelValues; ++value)
            lines[channel] << chart.place(static_cast<double>(value),
                                          std::max(floor, static_cast<double>(sample.counts[channel][value])));
    chart.drawGrid(painter);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        QColor fill = style.channelPen(channel).color();
        fill.setAlphaF(0.13F);
        fillUnderCurve(painter, lines[channel] + QPolygonF({chart.box().bottomRight(), chart.box().bottomLeft()}), fill, style);
    }
    for (std::size_t channel = 3; channel-- > 0;) {
        QPen pen = style.channelPen(channel);
        pen.setWidthF(std::min(pen.widthF(), std::max(0.6, chart.box().width() / channelValues)));
        drawCurve(painter, lines[channel], pen, style);
    }
    chart.drawAxes(painter);
}

} // namespace iic::ui
