#pragma once

#include "imaging/Detection.h"
#include "imaging/Sep.h"
#include "imaging/Sky.h"

#include <utility>
#include <vector>

namespace iic {

/// One where the pixel is not a number of use; empty when all are.
sep::Mask blankMask(const FloatImage& image);

/// Aperture photometry on one band about an annulus of sky, 50″ to 70″ as in the AllWISE pipeline, which follows
/// gradients and does not take the light of an extended source for sky, as a mesh does. The band is borrowed.
/// measure() may be called from several threads at once.
class BandMeter {
  public:
    BandMeter(const BandImage& image, Band band, Survey survey);

    /// Everything NaN or 0 when the aperture holds no finite pixel.
    BandPhotometry measure(const SkyCoord& position) const;
    /// Flux within 3 pixels over flux within 6 pixels, above the sky; NaN when there is none.
    double concentration(const SkyCoord& position) const;

    /// Flux of a circle above the sky about it.
    struct ApertureSum {
        double flux = 0;
        double area = 0; ///< pixels; 0: nothing measured
        double skyNoise = 0; ///< of a pixel
    };
    ApertureSum sum(const PixelCoord& centre, double radius) const;

  private:
    LocalSky skyAbout(const PixelCoord& centre) const;
    ApertureSum sumAbove(const LocalSky& sky, const PixelCoord& centre, double radius) const;

    const BandImage& image_;
    Band band_;
    double pixelScale_;
    double noisePixels_ = 1; ///< pixels over which the noise is correlated, 1: not at all
    sep::Mask mask_;
    std::vector<std::pair<int, int>> annulus_;
    LocalSky imageSky_; ///< where the annulus lies off the image
};

} // namespace iic
