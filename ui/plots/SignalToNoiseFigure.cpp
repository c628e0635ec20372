#include "plots/SignalToNoiseFigure.h"

#include "plots/Chart.h"
#include "plots/Legend.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12;

QString nameOf(std::size_t band) { return QLatin1String(bandName(allBands[band]).data()); }

std::string columnName(std::size_t band, const char* what) { return "w" + std::to_string(band + 1) + what; }

Integers asIntegers(const std::vector<std::uint64_t>& counts) { return Integers(counts.begin(), counts.end()); }

} // namespace

SignalToNoiseFigure::SignalToNoiseFigure(const std::array<std::vector<double>, bandCount>& values)
    : bands_(logDistributions(values)) {}

QString SignalToNoiseFigure::title() const { return tr("Signal to noise of the bands"); }

QString SignalToNoiseFigure::note() const {
    QStringList parts;
    for (std::size_t band = 0; band < bands_.size(); ++band)
        if (const auto left = bands_[band].histogram.leftOut; left > 0)
            parts << QStringLiteral("%1 %2").arg(nameOf(band), QLocale().toString(qulonglong(left)));
    return parts.isEmpty() ? QString() : tr("Left out, missing or not positive: %1").arg(parts.join(QStringLiteral(", ")));
}

Table SignalToNoiseFigure::numbers() const {
    Table table;
    if (isEmpty())
        return table;
    const auto& edges = bands_.front().histogram.edges;
    table.add(realColumn("snr_from", "", Reals(edges.begin(), edges.end() - 1)));
    table.add(realColumn("snr_to", "", Reals(edges.begin() + 1, edges.end())));
    for (std::size_t band = 0; band < bands_.size(); ++band)
        table.add(integerColumn(columnName(band, "_count"), "", asIntegers(bands_[band].histogram.counts)));
    for (std::size_t band = 0; band < bands_.size(); ++band)
        table.add(realColumn(columnName(band, "_density_per_decade"), "", bands_[band].densityPerDecade));
    return table;
}

double SignalToNoiseFigure::height(Panel panel, std::size_t band, std::size_t bin) const {
    const LogDistribution& distribution = bands_[band];
    const double density = distribution.densityPerDecade[bin];
    return panel == Panel::Counts ? density * static_cast<double>(distribution.histogram.total()) * distribution.binDecades
                                  : density;
}

void SignalToNoiseFigure::paintPanel(QPainter& painter, const QRectF& place, Panel panel, const FigureStyle& style) const {
    const auto& edges = bands_.front().histogram.edges;
    const std::size_t bins = edges.size() - 1;
    double highest = 0;
    for (std::size_t band = 0; band < bands_.size(); ++band)
        for (std::size_t bin = 0; bin < bins; ++bin)
            highest = std::max(highest, height(panel, band, bin));
    ChartAxis x, y;
    x.low = edges.front();
    x.high = edges.back();
    x.isLogarithmic = true;
    x.titles = {tr("Signal to noise"), tr("SNR")};
    y.high = highest * 1.06;
    y.titles = panel == Panel::Counts
                   ? QStringList{tr("Sources per %1 dex").arg(bands_.front().binDecades), tr("Sources")}
                   : QStringList{tr("Probability density per decade"), tr("Density per decade"), tr("Density")};
    const Chart chart(place, x, y, style);
    chart.drawGrid(painter);
    painter.setBrush(Qt::NoBrush);
    for (std::size_t band = bands_.size(); band-- > 0;) {
        if (bands_[band].histogram.total() == 0)
            continue;
        QPolygonF steps{chart.place(edges.front(), 0)};
        for (std::size_t bin = 0; bin < bins; ++bin)
            steps << chart.place(edges[bin], height(panel, band, bin)) << chart.place(edges[bin + 1], height(panel, band, bin));
        steps << chart.place(edges.back(), 0);
        painter.setPen(style.bandPen(band));
        painter.drawPolyline(steps);
    }
    chart.drawAxes(painter);
    painter.setFont(style.boldFont());
    painter.setPen(style.text);
    painter.drawText(chart.box().adjusted(8, 5, -8, -5), Qt::AlignTop | Qt::AlignLeft,
                     panel == Panel::Counts ? QStringLiteral("(a)") : QStringLiteral("(b)"));
}

void SignalToNoiseFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    QRectF place = QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin);
    if (isEmpty()) {
        painter.setFont(style.font);
        painter.setPen(style.muted);
        painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, tr("No source has a signal to noise."));
        return;
    }
    std::vector<LegendLine> lines;
    for (std::size_t band = 0; band < bands_.size(); ++band) {
        const auto total = bands_[band].histogram.total();
        const QString count = QLocale().toString(qulonglong(total));
        lines.push_back(
            {strokeSign(style.bandPen(band)),
             total == 0 ? tr("%1  n = 0").arg(nameOf(band))
                        : tr("%1  n = %2, median %3").arg(nameOf(band), count, QLocale().toString(bands_[band].median, 'g', 3))});
    }
    const LegendRows legend(std::move(lines), place.width(), style);
    legend.draw(painter, place.topLeft());
    place.adjust(0, legend.height() + 6, 0, 0);
    if (const QString left = note(); !left.isEmpty()) {
        painter.setFont(style.smallFont());
        painter.setPen(style.muted);
        const double height = QFontMetricsF(style.smallFont()).height();
        painter.drawText(QRectF(place.left(), place.bottom() - height, place.width(), height), Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetricsF(style.smallFont()).elidedText(left, Qt::ElideRight, place.width()));
        place.adjust(0, 0, 0, -height - 6);
    }
    const bool isWide = place.width() > 1.2 * place.height();
    const QSizeF half =
        isWide ? QSizeF((place.width() - margin) / 2, place.height()) : QSizeF(place.width(), (place.height() - margin) / 2);
    const QPointF second = isWide ? QPointF(half.width() + margin, 0) : QPointF(0, half.height() + margin);
    paintPanel(painter, QRectF(place.topLeft(), half), Panel::Counts, style);
    paintPanel(painter, QRectF(place.topLeft() + second, half), Panel::Density, style);
}

} // namespace iic::ui
