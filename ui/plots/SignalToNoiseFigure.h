#pragma once

#include "metrics/Histogram.h"

#include "plots/Figure.h"

#include <QCoreApplication>
#include <QRectF>

#include <array>
#include <vector>

class QPainter;

namespace iic::ui {

/// Signal to noise of bands W1 to W4 on one logarithmic axis (paper, Fig. 2): (a) how many sources, (b) how they are distributed.
class SignalToNoiseFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(SignalToNoiseFigure)

  public:
    /// One value a source and band, in any order. NaN, infinite, zero and negative ones are left out and counted in the note.
    /// Takes 0.1 s a million values, on any thread.
    explicit SignalToNoiseFigure(const std::array<std::vector<double>, bandCount>& values);

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("signal-to-noise"); }
    QSizeF paperSize() const override { return {680, 350}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// Edges of each bin, then counts and densities a decade of each band.
    Table numbers() const override;

    /// What was left out; empty when nothing was.
    QString note() const;

  private:
    enum class Panel { Counts, Density };

    bool isEmpty() const { return bands_.front().histogram.edges.empty(); }
    double height(Panel panel, std::size_t band, std::size_t bin) const;
    void paintPanel(QPainter& painter, const QRectF& place, Panel panel, const FigureStyle& style) const;

    std::vector<LogDistribution> bands_;
};

} // namespace iic::ui
