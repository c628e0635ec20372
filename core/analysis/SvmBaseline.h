#pragma once

#include "analysis/SourcePhotometry.h"
#include "statistics/FeatureSvm.h"

namespace iic {

/// A support vector machine on photometry alone: what a network must beat.
class SvmBaseline {
  public:
    /// As FeatureSvm::train.
    static JobResult<SvmBaseline> train(std::span<const SourcePhotometry> sources, std::span<const std::uint8_t> labels,
                                        bool withConcentration, const SvmOptions& options, ProgressSink& progress,
                                        std::stop_token stop);

    double penalty() const { return machine_.penalty(); }
    double width() const { return machine_.width(); }
    double crossValidationAccuracy() const { return machine_.crossValidationAccuracy(); }
    std::vector<std::uint8_t> classify(std::span<const SourcePhotometry> sources) const;

  private:
    SvmBaseline(FeatureSvm machine, bool withConcentration)
        : machine_(std::move(machine)), withConcentration_(withConcentration) {}

    FeatureSvm machine_;
    bool withConcentration_;
};

} // namespace iic
