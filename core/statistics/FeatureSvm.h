#pragma once

#include "base/Error.h"
#include "base/Progress.h"
#include "statistics/FeatureTable.h"

#include <cstdint>
#include <memory>
#include <stop_token>

namespace iic {

struct SvmOptions {
    int folds = 5;
    std::vector<double> penalties{1, 10, 100, 1000}; ///< C
    std::vector<double> widths{0.003, 0.01, 0.03, 0.1, 0.3}; ///< γ, of standardised features
    std::size_t searchSamples = 3000; ///< the grid is searched on the first so many
};

/// A support vector machine with a Gaussian kernel on features, which it standardises.
class FeatureSvm {
  public:
    /// Chooses C and γ by cross-validation over the grid, on all cores, then learns from every source. BadOption where there are fewer
    /// sources than folds or the numbers of labels and sources differ.
    static JobResult<FeatureSvm> train(const FeatureTable& features, std::span<const std::uint8_t> labels,
                                       const SvmOptions& options, ProgressSink& progress, std::stop_token stop);
    FeatureSvm(FeatureSvm&&) noexcept;
    FeatureSvm& operator=(FeatureSvm&&) noexcept;
    ~FeatureSvm();

    double penalty() const;
    double width() const;
    double crossValidationAccuracy() const; ///< of the best place on the grid
    std::vector<std::uint8_t> classify(const FeatureTable& features) const;

  private:
    struct Parts;
    explicit FeatureSvm(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
