#include "statistics/Tsne.h"

#include "base/Parallel.h"
#include "statistics/NearestRows.h"
#include "statistics/PrincipalComponents.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic {

namespace {

/// How near a row is to its neighbours: for each, its row and its share of what is near to this one.
struct Neighbour {
    int row = 0;
    double weight = 0;
};
using Neighbours = std::vector<std::vector<Neighbour>>;

/// Shares exp(−βd²) of squared distances with β such that their entropy is that of `perplexity` equal ones (eq. 1, section 2).
void weighByPerplexity(std::span<Neighbour> neighbours, std::span<const float> distances, double perplexity) {
    double beta = 1, least = 0, most = std::numeric_limits<double>::infinity();
    const double nearest = static_cast<double>(distances.front()) * distances.front();
    for (int step = 0; step < 100; ++step) {
        double sum = 0, weighted = 0;
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const double excess = static_cast<double>(distances[i]) * distances[i] - nearest;
            neighbours[i].weight = std::exp(-beta * excess);
            sum += neighbours[i].weight;
            weighted += neighbours[i].weight * excess;
        }
        for (auto& neighbour : neighbours)
            neighbour.weight /= sum;
        const double surplus = std::log(sum) + beta * weighted / sum - std::log(perplexity);
        if (std::abs(surplus) < 1e-5)
            return;
        (surplus > 0 ? least : most) = beta;
        beta = std::isinf(most) ? 2 * beta : (least + most) / 2;
    }
}

/// The joint shares p_ij of both directions, which add up to 1.
Neighbours neighboursOf(const FeatureTable& table, double perplexity) {
    const auto found = nearestRows(table, table, static_cast<std::size_t>(3 * perplexity) + 1);
    Neighbours oneWay(table.rows());
    parallelRanges(table.rows(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            std::vector<float> distances;
            for (std::size_t n = i * found.count; n < (i + 1) * found.count; ++n)
                if (found.row[n] != static_cast<int>(i) && distances.size() + 1 < found.count) {
                    oneWay[i].push_back({found.row[n], 0});
                    distances.push_back(found.distance[n]);
                }
            weighByPerplexity(oneWay[i], distances, perplexity);
        }
    });
    Neighbours joint = oneWay;
    for (std::size_t i = 0; i < oneWay.size(); ++i)
        for (const auto& [row, weight] : oneWay[i])
            joint[static_cast<std::size_t>(row)].push_back({static_cast<int>(i), weight});
    for (auto& row : joint) {
        std::ranges::sort(row, {}, &Neighbour::row);
        std::size_t kept = 0;
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (n > 0 && row[n].row == row[kept - 1].row)
                row[kept - 1].weight += row[n].weight;
            else
                row[kept++] = row[n];
        }
        row.resize(kept);
        for (auto& neighbour : row)
            neighbour.weight /= 2 * static_cast<double>(table.rows());
    }
    return joint;
}

/// Wide tables are first brought to their fifty main directions (section 4.2).
FeatureTable narrowed(const FeatureTable& table) {
    constexpr std::size_t columns = 50;
    const auto count = std::min({columns, table.columns(), table.rows()});
    return principalComponents(table, static_cast<int>(count)).value().positions;
}

class Descent {
  public:
    Descent(const FeatureTable& table, const TsneOptions& options)
        : options_(options),
          neighbours_(neighboursOf(table, options.perplexity)),
          plane_(table.rows()),
          speed_(table.rows()),
          gain_(table.rows(), {1, 1}),
          gradient_(table.rows()) {
        double squares = 0;
        for (std::size_t i = 0; i < plane_.size(); ++i)
            squares += table.row(i)[0] * static_cast<double>(table.row(i)[0]);
        const double scale = squares > 0 ? 1e-4 / std::sqrt(squares / static_cast<double>(plane_.size())) : 0;
        for (std::size_t i = 0; i < plane_.size(); ++i)
            plane_[i] = {scale * table.row(i)[0], scale * (table.columns() > 1 ? table.row(i)[1] : 0)};
    }

    /// A step of the descent (section 3.4): in the first quarter what is near draws twelve times as much.
    void step(int iteration) {
        const bool isEarly = iteration < options_.iterations / 4;
        findGradient(isEarly ? exaggeration : 1);
        const double momentum = isEarly ? 0.5 : 0.8;
        const double rate = std::max(static_cast<double>(plane_.size()) / exaggeration / 4, 50.0);
        for (std::size_t i = 0; i < plane_.size(); ++i)
            for (std::size_t axis = 0; axis < 2; ++axis) {
                const bool turns = (gradient_[i][axis] > 0) == (speed_[i][axis] > 0);
                gain_[i][axis] = std::max(0.01, turns ? gain_[i][axis] * 0.8 : gain_[i][axis] + 0.2);
                speed_[i][axis] = momentum * speed_[i][axis] - rate * gain_[i][axis] * gradient_[i][axis];
                plane_[i][axis] += speed_[i][axis];
            }
        centre();
    }

    const std::vector<PlanePoint>& plane() const { return plane_; }

    double divergence() {
        findGradient(1);
        double sum = 0;
        for (std::size_t i = 0; i < plane_.size(); ++i)
            for (const auto& [row, weight] : neighbours_[i])
                if (weight > 0)
                    sum += weight * std::log(weight * normalisation_ / nearness(i, static_cast<std::size_t>(row)));
        return sum;
    }

  private:
    static constexpr double exaggeration = 12;

    double nearness(std::size_t i, std::size_t j) const {
        const double x = plane_[i][0] - plane_[j][0], y = plane_[i][1] - plane_[j][1];
        return 1 / (1 + x * x + y * y);
    }

    /// Of eq. 5: what is near draws, everything repels.
    void findGradient(double draw) {
        const Quadtree tree(plane_);
        std::vector<Quadtree::Repulsion> repulsion(plane_.size());
        parallelRanges(plane_.size(), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                repulsion[i] = tree.repulsionOf(plane_[i], options_.angle);
                gradient_[i] = {0, 0};
                for (const auto& [row, weight] : neighbours_[i]) {
                    const auto j = static_cast<std::size_t>(row);
                    const double pull = draw * weight * nearness(i, j);
                    for (std::size_t axis = 0; axis < 2; ++axis)
                        gradient_[i][axis] += pull * (plane_[i][axis] - plane_[j][axis]);
                }
            }
        });
        normalisation_ = 0;
        for (const auto& part : repulsion)
            normalisation_ += part.sum;
        for (std::size_t i = 0; i < plane_.size(); ++i)
            for (std::size_t axis = 0; axis < 2; ++axis)
                gradient_[i][axis] = 4 * (gradient_[i][axis] - repulsion[i].force[axis] / normalisation_);
    }

    void centre() {
        PlanePoint mean{};
        for (const auto& point : plane_)
            for (std::size_t axis = 0; axis < 2; ++axis)
                mean[axis] += point[axis] / static_cast<double>(plane_.size());
        for (auto& point : plane_)
            for (std::size_t axis = 0; axis < 2; ++axis)
                point[axis] -= mean[axis];
    }

    TsneOptions options_;
    Neighbours neighbours_;
    std::vector<PlanePoint> plane_, speed_, gain_, gradient_;
    double normalisation_ = 1; ///< sum of the nearness of all pairs
};

} // namespace

JobResult<TsnePlane> embedByTsne(const FeatureTable& table, const TsneOptions& options,
                                 const std::function<void(std::span<const PlanePoint>)>& onPlane, ProgressSink& progress,
                                 std::stop_token stop) {
    if (options.perplexity < 2 || static_cast<double>(table.rows()) < 3 * options.perplexity + 1)
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption, "",
                                          "there are too few sources for neighbourhoods of this perplexity",
                                          fmt::format("{} sources, perplexity {}", table.rows(), options.perplexity)});
    progress.report({"Neighbours", 0, options.iterations});
    Descent descent(narrowed(table), options);
    constexpr int shownEvery = 20;
    for (int iteration = 0; iteration < options.iterations; ++iteration) {
        if (stop.stop_requested())
            return cancelled();
        descent.step(iteration);
        progress.report({"t-SNE", iteration + 1, options.iterations});
        if (onPlane && iteration % shownEvery == 0)
            onPlane(descent.plane());
    }
    return TsnePlane{descent.plane(), descent.divergence()};
}

} // namespace iic
