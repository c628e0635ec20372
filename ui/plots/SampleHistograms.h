#pragma once

#include "metrics/Histogram.h"

#include "plots/Figure.h"

#include <QImage>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace iic::ui {

/// A chosen source as the network sees it.
struct FigureSample {
    QImage picture; ///< its red, green and blue are what is counted
    QString caption;
    std::optional<SourceClass> sourceClass;
};

enum class CountScale { Linear, Logarithmic };

/// A sample and how many of its pixels have each value.
struct SampleHistogram {
    FigureSample sample;
    ChannelCounts counts{};

    /// The caption, else the class.
    QString name() const;
};

using SampleHistograms = std::shared_ptr<const std::vector<SampleHistogram>>;

inline constexpr std::size_t mostSamples = 6;

/// Counts the pixels of the first six samples. Any thread.
SampleHistograms sampleHistograms(std::vector<FigureSample> samples);

/// The most pixels of one value in one channel; at least 1.
double highestCount(const std::vector<SampleHistogram>& samples);

/// A row a pixel value, a column a sample and channel: "1_star_red".
Table sampleTable(const std::vector<SampleHistogram>& samples);

} // namespace iic::ui
