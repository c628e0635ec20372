#pragma once

#include "plots/Chart.h"
#include "plots/Figure.h"
#include "plots/Legend.h"
#include "plots/SpectrumCurve.h"
#include "spectra/SpectralLines.h"

#include <QCoreApplication>

namespace iic::ui {

/// A spectrum over wavelength: the flux of each pixel, smoothed over it, its uncertainty as a band, and the lines of a class where they
/// are at a redshift. Emission is a solid line, absorption a dashed one with its name in italics.
class SpectrumFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(SpectrumFigure)

  public:
    struct Range {
        double low = 0, high = 0; ///< Å
        double width() const { return high - low; }
    };
    struct Options {
        std::optional<SpectralClass> lines; ///< whose; nullopt: none
        double redshift = 0; ///< of the lines
        std::optional<Range> range; ///< nullopt: the whole spectrum
    };

    /// The curve has pixels.
    SpectrumFigure(std::shared_ptr<const SpectrumCurve> curve, Options options);
    /// The same spectrum, shown otherwise.
    std::shared_ptr<const SpectrumFigure> with(const Options& options) const;

    const SpectrumCurve& curve() const { return *curve_; }
    const Options& options() const { return options_; }
    Range whole() const { return {curve_->wavelength.front(), curve_->wavelength.back()}; }
    Range range() const { return options_.range.value_or(whole()); }
    /// Within the spectrum, and ten pixels wide at least.
    Range fitted(Range wanted) const;

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("spectrum"); }
    QSizeF paperSize() const override { return {680, 340}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// A row a pixel: wavelength, flux, uncertainty, smoothed flux; empty where the survey has no value.
    Table numbers() const override;

    /// The box of the data in a figure of this size.
    QRectF dataBox(const QSizeF& size, const FigureStyle& style) const { return chart(size, style).box(); }
    /// Å at a place in a figure of this size; not held to the box.
    double wavelengthAt(const QPointF& place, const QSizeF& size, const FigureStyle& style) const;
    /// Where a pixel stands in a figure of this size, held to the box.
    QPointF placeOf(std::size_t pixel, const QSizeF& size, const FigureStyle& style) const;
    /// What is known of a pixel: wavelength as observed and at the source, flux and uncertainty.
    QString readout(std::size_t pixel) const;

  private:
    struct Limits {
        double low = 0, high = 1;
    };

    std::vector<SpectralLine> linesInRange() const;
    double labelRoom(const FigureStyle& style) const;
    LegendRows legend(const QSizeF& size, const FigureStyle& style) const;
    double legendRoom(const QSizeF& size, const FigureStyle& style) const;
    Limits limits() const;
    Chart chart(const QSizeF& size, const FigureStyle& style) const;

    std::shared_ptr<const SpectrumCurve> curve_;
    Options options_;
};

} // namespace iic::ui
