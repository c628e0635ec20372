#pragma once

#include "spectra/Spectrum.h"

#include <limits>

namespace iic::ui {

/// A spectrum as it is drawn: one value a pixel, NaN where the survey has none.
struct SpectrumCurve {
    explicit SpectrumCurve(const Spectrum& spectrum);

    std::size_t size() const { return wavelength.size(); }
    bool isKnown(std::size_t pixel) const { return flux[pixel] == flux[pixel]; }
    /// The pixel whose middle is nearest. There must be one.
    std::size_t pixelAt(double angstrom) const;

    std::string name;
    std::vector<double> wavelength; ///< Å, as observed
    std::vector<float> flux, uncertainty; ///< 1e-17 erg/s/cm²/Å; the uncertainty is 1 σ
    /// The flux through a Gaussian of 2 pixels (σ), weighted by inverse variance: narrower than a resolved line.
    std::vector<float> smoothed;
};

} // namespace iic::ui
