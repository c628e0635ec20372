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

/// The accuracy of each range, and how many sources it has.
struct ReliabilityFigure::Charts {
    Chart accuracy, share;
};

ReliabilityFigure::ReliabilityFigure(Reliability reliability, double temperature, std::vector<Range> picked)
    : reliability_(std::move(reliability)), temperature_(temperature), picked_(std::move(picked)) {}

QString ReliabilityFigure::title() const { return tr("Reliability of the confidences"); }

Table ReliabilityFigure::numbers() const {
    Reals from, to, sources, weights, confidences, accuracies;
    for (const ReliabilityBin& bin : reliability_.bins) {
        from.push_back(bin.low);
        to.push_back(bin.high);
        sources.push_back(static_cast<double>(bin.sources));
        weights.push_back(bin.weight);
        confidences.push_back(bin.confidence);
        accuracies.push_back(bin.accuracy);
    }
    Table table;
    table.add(realColumn("confidence_from", "", std::move(from)));
    table.add(realColumn("confidence_to", "", std::move(to)));
    table.add(realColumn("sources", "", std::move(sources)));
    table.add(realColumn("weight", "", std::move(weights)));
    table.add(realColumn("mean_confidence", "", std::move(confidences)));
    table.add(realColumn("accuracy", "", std::move(accuracies)));
    return table;
}

ReliabilityFigure::Charts ReliabilityFigure::charts(const QSizeF& size, const FigureStyle& style) const {
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
    return {Chart(first, confidence, accuracy, style), Chart(second, confidence, share, style)};
}

std::size_t ReliabilityFigure::next(std::size_t which, int by) const {
    const int count = static_cast<int>(reliability_.bins.size());
    for (int at = static_cast<int>(which) + by; at >= 0 && at < count; at += by)
        if (hasSources(static_cast<std::size_t>(at)))
            return static_cast<std::size_t>(at);
    return which;
}

std::optional<std::size_t> ReliabilityFigure::rangeAt(const QPointF& position, const QSizeF& size,
                                                      const FigureStyle& style) const {
    const Charts both = charts(size, style);
    for (const Chart* chart : {&both.accuracy, &both.share})
        for (std::size_t which = 0; which < reliability_.bins.size(); ++which) {
            const Range of = range(which);
            if (hasSources(which) && QRectF(chart->place(of.low, 1), chart->place(of.high, 0)).contains(position))
                return which;
        }
    return std::nullopt;
}

QRectF ReliabilityFigure::placeOf(std::size_t which, const QSizeF& size, const FigureStyle& style) const {
    const Chart chart = charts(size, style).accuracy;
    return {chart.place(range(which).low, 1), chart.place(range(which).high, 0)};
}

QString ReliabilityFigure::textOf(std::size_t which) const {
    const ReliabilityBin& bin = reliability_.bins.at(which);
    const QLocale locale;
    const QString range = tr("confidence %1 to %2").arg(locale.toString(bin.low, 'f', 2), locale.toString(bin.high, 'f', 2));
    if (!hasSources(which))
        return tr("%1, no source").arg(range);
    return tr("%1, sources: %2, right: %3 %")
        .arg(range, locale.toString(bin.sources), locale.toString(100 * bin.accuracy, 'f', 1));
}

void ReliabilityFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const QFontMetricsF metrics(style.font);
    const auto [above, below] = charts(size, style);
    double total = 0;
    for (const ReliabilityBin& bin : reliability_.bins)
        total += bin.weight;
    const QColor bar(0x3B, 0x82, 0xF6);
    for (const Chart* chart : {&above, &below}) {
        chart->drawGrid(painter);
        painter.setPen(Qt::NoPen);
        for (const ReliabilityBin& bin : reliability_.bins) {
            if (!(bin.weight > 0))
                continue;
            const bool isFaint = !picked_.empty() && !std::ranges::count(picked_, Range{bin.low, bin.high});
            painter.setBrush(blended(bar, style.ground, isFaint ? 0.35 : 0.8));
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
    painter.drawText(QRectF(above.box().left(), margin, above.box().width(), metrics.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(words, Qt::ElideRight, above.box().width()));
}

} // namespace iic::ui
