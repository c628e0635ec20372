#include "plots/SampleHistograms.h"

#include <algorithm>
#include <numeric>

namespace iic::ui {

namespace {

ChannelCounts countsOf(const QImage& picture) {
    const QImage pixels = picture.convertToFormat(QImage::Format_RGB32); // rows of whole words: no bytes between them
    if (pixels.isNull())
        return {};
    return countChannels({reinterpret_cast<const std::uint32_t*>(pixels.constBits()),
                          static_cast<std::size_t>(pixels.width()) * static_cast<std::size_t>(pixels.height())});
}

std::string columnName(std::size_t sample, const SampleHistogram& histogram, std::size_t channel) {
    constexpr std::array<const char*, 3> channels{"red", "green", "blue"};
    const auto& sourceClass = histogram.sample.sourceClass;
    return std::to_string(sample + 1) + '_' + std::string(sourceClass ? className(*sourceClass) : "sample") + '_' +
           channels[channel];
}

} // namespace

QString SampleHistogram::name() const { return sample.caption.isEmpty() ? figureClassText(sample.sourceClass) : sample.caption; }

SampleHistograms sampleHistograms(std::vector<FigureSample> samples) {
    samples.resize(std::min(samples.size(), mostSamples));
    auto histograms = std::make_shared<std::vector<SampleHistogram>>();
    for (FigureSample& sample : samples) {
        const ChannelCounts counts = countsOf(sample.picture);
        histograms->push_back({std::move(sample), counts});
    }
    return histograms;
}

double highestCount(const std::vector<SampleHistogram>& samples) {
    std::uint64_t highest = 1;
    for (const SampleHistogram& sample : samples)
        for (const auto& channel : sample.counts)
            highest = std::max(highest, *std::max_element(channel.begin(), channel.end()));
    return static_cast<double>(highest);
}

Table sampleTable(const std::vector<SampleHistogram>& samples) {
    Table table;
    Integers values(channelValues);
    std::iota(values.begin(), values.end(), 0);
    table.add(integerColumn("value", "", std::move(values)));
    for (std::size_t i = 0; i < samples.size(); ++i)
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const auto& counts = samples[i].counts[channel];
            table.add(integerColumn(columnName(i, samples[i], channel), "", Integers(counts.begin(), counts.end())));
        }
    return table;
}

} // namespace iic::ui
