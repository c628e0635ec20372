#include "plots/SpectrumFigure.h"

#include "plots/SpectrumStrokes.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 8;
constexpr double leaderRoom = 11; ///< between the names of lines and the box
constexpr double lowestWithLegend = 240; ///< below that the spectrum needs the room
constexpr std::size_t fewestPixels = 10;

Reals asReals(const std::vector<float>& values) { return Reals(values.begin(), values.end()); }

QString number(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace

SpectrumFigure::SpectrumFigure(std::shared_ptr<const SpectrumCurve> curve, Options options)
    : curve_(std::move(curve)), options_(std::move(options)) {
    if (options_.range)
        options_.range = fitted(*options_.range);
}

std::shared_ptr<const SpectrumFigure> SpectrumFigure::with(const Options& options) const {
    return std::make_shared<const SpectrumFigure>(curve_, options);
}

SpectrumFigure::Range SpectrumFigure::fitted(Range wanted) const {
    const Range all = whole();
    const double least = all.width() * std::min(1.0, double(fewestPixels) / double(curve_->size()));
    const double width = std::clamp(wanted.width(), least, all.width());
    const double middle = (wanted.low + wanted.high) / 2;
    const double low = std::clamp(middle - width / 2, all.low, all.high - width);
    return {low, low + width};
}

QString SpectrumFigure::title() const { return tr("Spectrum %1").arg(QString::fromStdString(curve_->name)); }

Table SpectrumFigure::numbers() const {
    Table table;
    table.add(realColumn("wavelength", "Angstrom", curve_->wavelength));
    table.add(realColumn("flux", "1e-17 erg/s/cm2/Angstrom", asReals(curve_->flux)));
    table.add(realColumn("uncertainty", "1e-17 erg/s/cm2/Angstrom", asReals(curve_->uncertainty)));
    table.add(realColumn("smoothed", "1e-17 erg/s/cm2/Angstrom", asReals(curve_->smoothed)));
    return table;
}

std::vector<SpectralLine> SpectrumFigure::linesInRange() const {
    if (!options_.lines)
        return {};
    const Range shown = range();
    std::vector<SpectralLine> lines = linesOf(*options_.lines);
    std::erase_if(lines, [&](const SpectralLine& line) {
        const double seen = observedWavelength(line, options_.redshift);
        return !(seen >= shown.low && seen <= shown.high);
    });
    return lines;
}

/// Above the box, for the names of the lines.
double SpectrumFigure::labelRoom(const FigureStyle& style) const {
    double longest = 0;
    for (const SpectralLine& line : linesInRange())
        longest = std::max(
            longest,
            QFontMetricsF(spectralLineFont(line.isEmission, style)).horizontalAdvance(QString::fromStdString(line.name)));
    return longest;
}

/// Of the smoothed flux, which a single pixel of noise does not stretch.
SpectrumFigure::Limits SpectrumFigure::limits() const {
    const Range shown = range();
    double low = INFINITY, high = -INFINITY;
    for (std::size_t i = curve_->pixelAt(shown.low); i <= curve_->pixelAt(shown.high); ++i)
        if (curve_->isKnown(i)) {
            low = std::min(low, double(curve_->smoothed[i]));
            high = std::max(high, double(curve_->smoothed[i]));
        }
    if (!(low <= high))
        return {};
    const double room = low < high ? 0.1 * (high - low) : 0.5 * std::abs(high) + 1e-6;
    return {low > 0 && low < 0.35 * high ? 0 : low - room, high + room};
}

LegendRows SpectrumFigure::legend(const QSizeF& size, const FigureStyle& style) const {
    const std::vector<SpectralLine> lines = linesInRange();
    std::vector<LegendLine> signs{{strokeSign(smoothedPen(style)), tr("smoothed, ± 1 σ")}};
    if (std::ranges::any_of(lines, &SpectralLine::isEmission))
        signs.push_back({strokeSign(spectralLinePen(true, style)), tr("emission")});
    if (!std::ranges::all_of(lines, &SpectralLine::isEmission))
        signs.push_back({strokeSign(spectralLinePen(false, style)), tr("absorption")});
    return {std::move(signs), size.width() - 2 * margin, style};
}

double SpectrumFigure::legendRoom(const QSizeF& size, const FigureStyle& style) const {
    return size.height() < lowestWithLegend ? 0 : legend(size, style).height();
}

Chart SpectrumFigure::chart(const QSizeF& size, const FigureStyle& style) const {
    const double names = labelRoom(style), above = legendRoom(size, style) + (names > 0 ? names + leaderRoom : 0);
    const QRectF place = QRectF(QPointF(), size).adjusted(margin, margin + above, -margin, -margin);
    const Limits flux = limits();
    const Range shown = range();
    ChartAxis x, y;
    x.low = shown.low;
    x.high = shown.high;
    x.titles = {tr("Wavelength (Å)"), tr("λ (Å)")};
    y.low = flux.low;
    y.high = flux.high;
    y.titles = {tr("Flux (10⁻¹⁷ erg s⁻¹ cm⁻² Å⁻¹)"), tr("Flux (10⁻¹⁷ cgs)"), tr("Flux")};
    return {place, x, y, style};
}

void SpectrumFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Chart chart = this->chart(size, style);
    const Range shown = range();
    const std::vector<SpectralLine> lines = linesInRange();
    chart.drawGrid(painter);
    drawLineMarks(painter, chart, lines, options_.redshift, style);
    drawSpectrum(painter, chart, *curve_, curve_->pixelAt(shown.low), curve_->pixelAt(shown.high), style);
    drawLineNames(painter, chart, lines, options_.redshift, labelRoom(style), style);
    chart.drawAxes(painter);
    if (legendRoom(size, style) > 0)
        legend(size, style).draw(painter, {margin, margin / 2});
}

double SpectrumFigure::wavelengthAt(const QPointF& place, const QSizeF& size, const FigureStyle& style) const {
    const QRectF box = dataBox(size, style);
    const Range shown = range();
    return shown.low + shown.width() * (place.x() - box.left()) / box.width();
}

QPointF SpectrumFigure::placeOf(std::size_t pixel, const QSizeF& size, const FigureStyle& style) const {
    const Chart chart = this->chart(size, style);
    const QRectF& box = chart.box();
    const float flux = curve_->smoothed[pixel];
    const QPointF at = chart.place(curve_->wavelength[pixel], curve_->isKnown(pixel) ? double(flux) : 0);
    return {std::clamp(at.x(), box.left(), box.right()), std::clamp(at.y(), box.top(), box.bottom())};
}

QString SpectrumFigure::readout(std::size_t pixel) const {
    const double seen = curve_->wavelength[pixel];
    const QString where = tr("λ %1 Å · at rest %2 Å").arg(number(seen, 1), number(seen / (1 + options_.redshift), 1));
    if (!curve_->isKnown(pixel))
        return tr("%1 · no value").arg(where);
    return tr("%1 · flux %2 ± %3")
        .arg(where, number(double(curve_->flux[pixel]), 2), number(double(curve_->uncertainty[pixel]), 2));
}

} // namespace iic::ui
