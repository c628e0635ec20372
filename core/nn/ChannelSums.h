#pragma once

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>
#include <numeric>
#include <vector>

// Tensors with channels last, cut into stretches for ChannelLoops.h; only files of core/nn include this header.
namespace iic {

inline torch::Tensor channelsLast(const torch::Tensor& tensor) { return tensor.contiguous(at::MemoryFormat::ChannelsLast); }

/// A table of ChannelLoops.h.
class ChannelTable {
  public:
    explicit ChannelTable(const torch::Tensor& byChannel) : ChannelTable(byChannel.numel()) {
        const auto* value = byChannel.data_ptr<float>();
        for (std::size_t i = 0; i < values_.size(); ++i)
            values_[i] = value[i % channels_];
    }
    ChannelTable(std::int64_t channels, float value) : ChannelTable(channels) { std::ranges::fill(values_, value); }
    const float* data() const { return values_.data(); }
    static std::int64_t period(std::int64_t channels) { return std::lcm(channels, std::int64_t{64}); }

  private:
    explicit ChannelTable(std::int64_t channels)
        : channels_(static_cast<std::size_t>(channels)), values_(static_cast<std::size_t>(period(channels))) {}

    std::size_t channels_;
    std::vector<float> values_;
};

/// Stretches of the numbers of a tensor that begin with its first channel; they do not depend on the number of threads.
struct Stretches {
    std::int64_t count, period, length;

    explicit Stretches(const torch::Tensor& tensor)
        : count(tensor.numel()),
          period(ChannelTable::period(tensor.size(1))),
          length(period * std::max<std::int64_t>(1, 65536 / period)) {}
    std::int64_t size() const { return (count + length - 1) / length; }

    /// Calls body(stretch, first, length) on all cores.
    template <class Body> void forEach(const Body& body) const {
        at::parallel_for(0, size(), 1, [&](std::int64_t first, std::int64_t last) {
            for (auto stretch = first; stretch < last; ++stretch)
                body(stretch, stretch * length, std::min(length, count - stretch * length));
        });
    }
};

struct ChannelSums {
    std::vector<double> first, second;
};

/// Two sums by channel: add(first, length, sums, others) adds those of a stretch to two tables.
template <class Add> ChannelSums sumsByChannel(const torch::Tensor& tensor, const Add& add) {
    const Stretches stretches(tensor);
    const auto channels = static_cast<std::size_t>(tensor.size(1)), period = static_cast<std::size_t>(stretches.period);
    std::vector<double> parts(static_cast<std::size_t>(stretches.size()) * 2 * channels);
    stretches.forEach([&](std::int64_t stretch, std::int64_t first, std::int64_t length) {
        std::vector<float> sums(2 * period);
        add(first, length, sums.data(), sums.data() + period);
        auto* part = parts.data() + static_cast<std::size_t>(stretch) * 2 * channels;
        for (std::size_t i = 0; i < period; ++i) {
            part[i % channels] += static_cast<double>(sums[i]);
            part[channels + i % channels] += static_cast<double>(sums[period + i]);
        }
    });
    ChannelSums total{std::vector<double>(channels), std::vector<double>(channels)};
    for (std::size_t at = 0; at < parts.size(); at += 2 * channels)
        for (std::size_t i = 0; i < channels; ++i) {
            total.first[i] += parts[at + i];
            total.second[i] += parts[at + channels + i];
        }
    return total;
}

} // namespace iic
