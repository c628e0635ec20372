#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace iic {

constexpr double lightSpeed = 299'792.458; ///< km/s

/// Flux per Å, in any unit, one value a pixel of a `Wavelengths`.
using Light = std::vector<double>;

/// The wavelengths of a spectrum's pixels at the source: Å in vacuum, in equal steps of log10 λ.
class Wavelengths {
  public:
    Wavelengths(double firstLog, double step, std::size_t size);

    std::size_t size() const { return angstroms_.size(); }
    double operator[](std::size_t pixel) const { return angstroms_[pixel]; }
    /// First and end of the pixels from `low` to `high` Å.
    std::pair<std::size_t, std::size_t> between(double low, double high) const;

  private:
    std::vector<double> angstroms_;
};

/// A Gaussian of a σ in Å whose area is `area` times Å.
void addGaussian(std::span<double> values, const Wavelengths& at, double centre, double sigma, double area);
/// A Lorentzian of a half width in Å; beyond 25 of them nothing.
void addLorentzian(std::span<double> values, const Wavelengths& at, double centre, double halfWidth, double peak);
/// A molecular band: from its head it is of one depth for `flat` Å and then fades by e in each `length` Å, redward or, where `length` is
/// negative, blueward.
struct MolecularBand {
    double head, flat, length, peak;
};
/// Adds `strength` times the band, its head smoothed by a σ in Å.
void addBand(std::span<double> values, const Wavelengths& at, const MolecularBand& band, double strength, double sigma);

/// Takes the light that an optical depth leaves.
void absorb(Light& light, std::span<const double> depth);
/// Mean of the light within 25 Å; where the pixels do not reach there, of those that are nearest.
double levelAt(const Light& light, const Wavelengths& at, double wavelength);
void scale(Light& light, double factor);
void add(Light& light, const Light& other, double factor);

/// B_λ in units of its value at 5500 Å.
double planck(double wavelength, double temperature);
/// The value of a table of (x, y) at x by straight lines; beyond its ends the last ones.
double interpolate(std::span<const std::pair<double, double>> table, double x);
/// What dust of a colour excess E(B−V) lets through: A(λ) = 1.39 E(B−V) (λ/µm)^−1.2 (Small Magellanic Cloud; Prévot et al. 1984,
/// A&A 132, 389), which in the optical is near the Galaxy's.
double throughDust(double wavelength, double colourExcess);
void redden(Light& light, const Wavelengths& at, double colourExcess);

} // namespace iic
