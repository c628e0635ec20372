#include "plots/SpectrumStrokes.h"

#include "plots/RaggedCurve.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

/// Neighbouring pixels that are drawn as one.
struct Sample {
    double x = 0; ///< of the screen
    double lowest = 0, highest = 0; ///< flux
    double smoothed = 0, uncertainty = 0; ///< means
    int pixels = 0;
};

using Stretch = std::vector<Sample>; ///< without a gap

class Sampler {
  public:
    Sampler(const Chart& chart, bool areMerged) : chart_(chart), areMerged_(areMerged) {}

    void add(const SpectrumCurve& curve, std::size_t pixel) {
        if (!curve.isKnown(pixel))
            return endStretch();
        const double x = chart_.place(curve.wavelength[pixel], 0).x(), flux = double(curve.flux[pixel]);
        if (sample_.pixels > 0 && (!areMerged_ || std::floor(x) != std::floor(sample_.x)))
            endSample();
        if (sample_.pixels++ == 0)
            sample_ = {x, flux, flux, 0, 0, 1};
        sample_.lowest = std::min(sample_.lowest, flux);
        sample_.highest = std::max(sample_.highest, flux);
        sample_.smoothed += double(curve.smoothed[pixel]);
        sample_.uncertainty += double(curve.uncertainty[pixel]);
    }

    std::vector<Stretch> stretches() {
        endStretch();
        return std::move(stretches_);
    }

  private:
    void endSample() {
        if (sample_.pixels == 0)
            return;
        sample_.smoothed /= sample_.pixels;
        sample_.uncertainty /= sample_.pixels;
        stretch_.push_back(std::exchange(sample_, {}));
    }
    void endStretch() {
        endSample();
        if (!stretch_.empty())
            stretches_.push_back(std::exchange(stretch_, {}));
    }

    const Chart& chart_;
    bool areMerged_;
    Sample sample_;
    Stretch stretch_;
    std::vector<Stretch> stretches_;
};

QPointF heldPlace(const Chart& chart, double x, double flux) {
    const QRectF& box = chart.box();
    return {x, std::clamp(chart.place(0, flux).y(), box.top(), box.bottom())};
}

QPolygonF bandOf(const Chart& chart, const Stretch& stretch) {
    QPolygonF band;
    for (const Sample& sample : stretch)
        band << heldPlace(chart, sample.x, sample.smoothed + sample.uncertainty);
    for (auto sample = stretch.rbegin(); sample != stretch.rend(); ++sample)
        band << heldPlace(chart, sample->x, sample->smoothed - sample->uncertainty);
    return band;
}

QPolygonF fluxOf(const Chart& chart, const Stretch& stretch) {
    QPolygonF flux;
    for (const Sample& sample : stretch) {
        flux << heldPlace(chart, sample.x, sample.lowest);
        if (sample.pixels > 1)
            flux << heldPlace(chart, sample.x, sample.highest);
    }
    return flux;
}

QPolygonF smoothedOf(const Chart& chart, const Stretch& stretch) {
    QPolygonF smoothed;
    for (const Sample& sample : stretch)
        smoothed << heldPlace(chart, sample.x, sample.smoothed);
    return smoothed;
}

/// Where names stand that are `each` wide, as near to their lines as they can be without one on another.
std::vector<double> apart(std::vector<double> wanted, double each, double from, double to) {
    for (std::size_t i = 1; i < wanted.size(); ++i)
        wanted[i] = std::max(wanted[i], wanted[i - 1] + each);
    double last = to - each / 2;
    for (std::size_t i = wanted.size(); i-- > 0; last = wanted[i] - each)
        wanted[i] = std::min(wanted[i], last);
    for (std::size_t i = 0; i < wanted.size(); ++i) // more than there is room for: the first keep theirs
        wanted[i] = std::max(wanted[i], from + each * (static_cast<double>(i) + 0.5));
    return wanted;
}

} // namespace

QPen smoothedPen(const FigureStyle& style) { return {style.text, 1.2}; }

QPen spectralLinePen(bool isEmission, const FigureStyle& style) {
    QPen pen = style.bandPen(isEmission ? 2 : 0);
    pen.setStyle(isEmission ? Qt::SolidLine : Qt::DashLine);
    pen.setWidthF(1);
    return pen;
}

QFont spectralLineFont(bool isEmission, const FigureStyle& style) {
    QFont font = style.smallFont();
    font.setItalic(!isEmission);
    return font;
}

void drawSpectrum(QPainter& painter, const Chart& chart, const SpectrumCurve& curve, std::size_t first, std::size_t last,
                  const FigureStyle& style) {
    Sampler sampler(chart, static_cast<double>(last - first) > 2 * chart.box().width());
    for (std::size_t pixel = first; pixel <= last; ++pixel)
        sampler.add(curve, pixel);
    const std::vector<Stretch> stretches = sampler.stretches();
    for (const Stretch& stretch : stretches)
        fillUnderCurve(painter, bandOf(chart, stretch), blended(style.text, style.ground, 0.13), style);
    for (const Stretch& stretch : stretches)
        drawCurve(painter, fluxOf(chart, stretch), QPen(blended(style.text, style.ground, 0.38), 1), style);
    for (const Stretch& stretch : stretches)
        drawCurve(painter, smoothedOf(chart, stretch), smoothedPen(style), style);
}

void drawLineMarks(QPainter& painter, const Chart& chart, const std::vector<SpectralLine>& lines, double redshift,
                   const FigureStyle& style) {
    const QRectF& box = chart.box();
    for (const SpectralLine& line : lines) {
        const double x = chart.place(observedWavelength(line, redshift), 0).x();
        QPen pen = spectralLinePen(line.isEmission, style);
        pen.setColor(blended(pen.color(), style.ground, 0.6));
        painter.setPen(pen);
        painter.drawLine(QLineF(x, box.top(), x, box.bottom()));
    }
}

void drawLineNames(QPainter& painter, const Chart& chart, const std::vector<SpectralLine>& lines, double redshift,
                   double labelRoom, const FigureStyle& style) {
    constexpr double leader = 9; // from a name to its line
    const QRectF& box = chart.box();
    const double each = QFontMetricsF(style.smallFont()).height() * 0.92;
    std::vector<double> places;
    for (const SpectralLine& line : lines)
        places.push_back(chart.place(observedWavelength(line, redshift), 0).x());
    const std::vector<double> names = apart(places, each, box.left(), box.right());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (names[i] + each / 2 > box.right() + 1)
            continue; // no room is left
        painter.setPen(QPen(spectralLinePen(lines[i].isEmission, style).color(), 1));
        painter.drawLine(QLineF(places[i], box.top(), names[i], box.top() - leader));
        painter.save();
        painter.translate(names[i], box.top() - leader - 2);
        painter.rotate(-90);
        painter.setFont(spectralLineFont(lines[i].isEmission, style));
        painter.drawText(QRectF(0, -each / 2, labelRoom, each), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         QString::fromStdString(lines[i].name));
        painter.restore();
    }
}

} // namespace iic::ui
