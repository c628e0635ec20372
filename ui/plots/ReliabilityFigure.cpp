#include "plots/ReliabilityFigure.h"

#include "plots/Chart.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr double margin = 12;

} // namespace

ReliabilityFigure::ReliabilityFigure(Reliability reliability, double temperature)
    : reliability_(std::move(reliability)), temperature_(temperature) {}

QString ReliabilityFigure::title() const { return tr("Reliability of the confidences"); }

Table ReliabilityFigure::numbers() const {
    Reals from, to, weights, confidences, accuracies;
    for (const ReliabilityBin& bin : reliability_.bins) {
        from.push_back(bin.low);
        to.push_back(bin.high);
        weights.push_back(bin.weight);
        confidences.push_back(bin.confidence);
        accuracies.push_back(bin.accuracy);
    }
    Table table;
    table.add(realColumn("confidence_from", "", std::move(from)));
    table.add(realColumn("confidence_to", "", std::move(to)));
    table.add(realColumn("sources", "", std::move(weights)));
    table.add(realColumn("mean_confidence", "", std::move(confidences)));
    table.add(realColumn("accuracy", "", std::move(accuracies)));
    return table;
}

void ReliabilityFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const QFontMetricsF metrics(style.font);
    const QRectF inner = QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin);
    const QRectF whole = inner.adjusted(0, metrics.height(), 0, 0);
    const bool isWide = whole.width() > 1.3 * whole.height(); // one chart beside the other, else below
    const double part = isWide ? whole.width() * 0.6 : whole.height() * 0.7;
    const QRectF first =
        isWide ? QRectF(whole.topLeft(), QSizeF(part, whole.height())) : QRectF(whole.topLeft(), QSizeF(whole.width(), part));
    const QRectF second = isWide ? whole.adjusted(part, 0, 0, 0) : whole.adjusted(0, part, 0, 0);
    ChartAxis confidence, accuracy, share;
    confidence.titles = {tr("Confidence")};
    accuracy.titles = {tr("Accuracy")};
    share.titles = {tr("Share of sources"), tr("Share")};
    double total = 0;
    for (const ReliabilityBin& bin : reliability_.bins)
        total += bin.weight;
    const Chart above(first, confidence, accuracy, style), below(second, confidence, share, style);
    const QColor bar(0x3B, 0x82, 0xF6);
    for (const Chart* chart : {&above, &below}) {
        chart->drawGrid(painter);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(bar, style.ground, 0.8));
        for (const ReliabilityBin& bin : reliability_.bins) {
            if (!(bin.weight > 0))
                continue;
            const double height = chart == &above ? bin.accuracy : bin.weight / total;
            painter.drawRect(QRectF(chart->place(bin.low, height), chart->place(bin.high, 0)).normalized().adjusted(1, 0, -1, 0));
        }
        chart->drawAxes(painter);
    }
    painter.setPen(QPen(style.text, 1, Qt::DashLine));
    painter.drawLine(above.place(0, 0), above.place(1, 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.text);
    for (const ReliabilityBin& bin : reliability_.bins)
        if (bin.weight > 0)
            painter.drawEllipse(above.place(bin.confidence, bin.accuracy), 2.5, 2.5);
    QString words = tr("calibration error %1").arg(QLocale().toString(reliability_.expectedError, 'f', 3));
    if (temperature_ != 1)
        words += tr(" at temperature %1").arg(QLocale().toString(temperature_, 'f', 2));
    painter.setFont(style.font);
    painter.setPen(style.text);
    painter.drawText(QRectF(above.box().left(), inner.top(), above.box().width(), metrics.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(words, Qt::ElideRight, above.box().width()));
}

} // namespace iic::ui
