#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace iic {

/// A seeded generator whose numbers are the same with every standard library (the distributions of
/// <random> are not). One per thread.
class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::uint64_t bits() { return engine_(); }
    /// Uniform in [0, 1).
    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform over 0 … bound − 1; bound > 0.
    std::uint64_t below(std::uint64_t bound) { return static_cast<std::uint64_t>(uniform() * static_cast<double>(bound)); }
    /// Standard normal by Box–Muller.
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }
    double normal(double mean, double deviation) { return mean + deviation * normal(); }

  private:
    std::mt19937_64 engine_;
};

} // namespace iic
