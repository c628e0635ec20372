#pragma once

#include "analysis/SourcePhotometry.h"
#include "base/Progress.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>

namespace iic {

struct SvmOptions {
    bool withConcentration = false;
    int folds = 5;
    std::vector<double> penalties{1, 10, 100, 1000}; ///< C
    std::vector<double> widths{0.003, 0.01, 0.03, 0.1, 0.3}; ///< γ, of standardised features
    std::size_t searchSamples = 3000; ///< the grid is searched on the first so many
};

/// A support vector machine with a Gaussian kernel on photometry alone: what a network must beat.
class SvmBaseline {
  public:
    /// Chooses C and γ by cross-validation over the grid, on all cores, then learns from every source.
    /// BadOption when there are fewer sources than folds or the numbers of labels and sources differ.
    static JobResult<SvmBaseline> train(std::span<const SourcePhotometry> sources, std::span<const std::uint8_t> labels,
                                        const SvmOptions& options, ProgressSink& progress, std::stop_token stop);
    SvmBaseline(SvmBaseline&&) noexcept;
    SvmBaseline& operator=(SvmBaseline&&) noexcept;
    ~SvmBaseline();

    double penalty() const;
    double width() const;
    double crossValidationAccuracy() const;
    std::vector<std::uint8_t> classify(std::span<const SourcePhotometry> sources) const;

  private:
    struct Parts;
    explicit SvmBaseline(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
