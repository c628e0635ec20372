#include "metrics/Bootstrap.h"

#include "base/Parallel.h"
#include "base/Random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic {

namespace {

/// Between the two values about the place, as numpy's default is; `values` ascend.
double quantile(const std::vector<double>& values, double share) {
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return std::lerp(values[below], values[above], place - static_cast<double>(below));
}

} // namespace

JobResult<std::vector<Interval>> bootstrapIntervals(std::size_t sources, const WeighedFigures& figures,
                                                    const BootstrapOptions& options, std::stop_token stop) {
    std::vector<std::vector<double>> drawn(static_cast<std::size_t>(options.resamples));
    parallelRanges(drawn.size(), [&](std::size_t first, std::size_t last) {
        std::vector<double> weights(sources);
        for (std::size_t i = first; i < last && !stop.stop_requested(); ++i) {
            Random random(options.seed + 0x9e3779b97f4a7c15 * i);
            std::ranges::fill(weights, 0);
            for (std::size_t draw = 0; draw < sources; ++draw)
                ++weights[random.below(sources)];
            drawn[i] = figures(weights);
        }
    });
    if (stop.stop_requested())
        return cancelled();
    std::vector<Interval> intervals;
    for (std::size_t figure = 0; !drawn.empty() && figure < drawn.front().size(); ++figure) {
        std::vector<double> values;
        for (const auto& one : drawn)
            if (!std::isnan(one[figure]))
                values.push_back(one[figure]);
        std::ranges::sort(values);
        const double tail = (1 - options.level) / 2;
        intervals.push_back({quantile(values, tail), quantile(values, 1 - tail)});
    }
    return intervals;
}

} // namespace iic
