#pragma once

#include "plots/SpectrumFigure.h"

class QPainter;

namespace iic::ui {

/// The pixels of a spectrum from `first` to `last` in a chart: the band of 1 σ, the flux and the smoothed flux. Where more than two of them
/// share a column of the screen, the flux is drawn from their lowest to their highest. Gaps stay gaps; what lies beyond the box of
/// the chart is drawn at its edge.
void drawSpectrum(QPainter& painter, const Chart& chart, const SpectrumCurve& curve, std::size_t first, std::size_t last,
                  const FigureStyle& style);

/// Where the lines of a class are, to be drawn before the spectrum; and their names above the box, none on another.
void drawLineMarks(QPainter& painter, const Chart& chart, const std::vector<SpectralLine>& lines, double redshift,
                   const FigureStyle& style);
void drawLineNames(QPainter& painter, const Chart& chart, const std::vector<SpectralLine>& lines, double redshift,
                   double labelRoom, const FigureStyle& style);

/// Of lines in emission or in absorption.
QPen spectralLinePen(bool isEmission, const FigureStyle& style);
QPen smoothedPen(const FigureStyle& style);
QFont spectralLineFont(bool isEmission, const FigureStyle& style);

} // namespace iic::ui
