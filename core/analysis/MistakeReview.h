#pragma once

#include "analysis/JudgeDataset.h"
#include "analysis/SourceNotes.h"
#include "statistics/FeatureTable.h"
#include "statistics/KMeans.h"

#include <optional>

namespace iic {

/// Places in judged.rows of the sources taken for another class, in order.
std::vector<std::size_t> mistakesOf(const JudgedRows& judged);

struct ReviewOptions {
    KMeansOptions grouping;
    InputOptions input; ///< of the mean pictures
    /// Numbers a mistake, in their order, by which they are grouped, such as networkFeatures; image statistics unless given.
    std::optional<FeatureTable> features;
};

struct Mistake {
    std::size_t row = 0; ///< of the dataset
    std::uint8_t truth = 0, predicted = 0; ///< classes of the dataset's card
    ClassProbabilities probabilities{};
    NotedSource noted;
};

struct ClassPair {
    std::uint8_t truth = 0, predicted = 0;
    std::size_t count = 0;
};

/// A number by which a group differs from the other mistakes.
struct Distinction {
    std::string name; ///< of an image statistic
    double mean = 0, meanOfOthers = 0;
    double deviations = 0; ///< mean − meanOfOthers, in standard deviations of the number over all mistakes
};

struct MistakeGroup {
    bool isCentreEmpty = false; ///< the group by rule: its cutouts' centres hold no source
    std::vector<std::size_t> members; ///< of MistakeReview::mistakes
    double brightness = 0; ///< mean of the statistic; NaN where there are no members
    std::vector<float> meanInput; ///< mean picture, as ReviewOptions::input lays it out; empty where there are no members
    std::vector<ClassPair> pairs; ///< the commonest first
    std::vector<Distinction> distinctions; ///< of half a deviation and more, the largest first; at most 4
};

/// The mistakes of a network, sorted as in the paper's Fig. 19.
struct MistakeReview {
    std::vector<Mistake> mistakes;
    FeatureTable statistics; ///< of the mistakes' cutouts (CutoutStatistics.h), a row a mistake
    std::vector<MistakeGroup> groups; ///< those by K-means, the brightest first; last the one by rule, which may be empty
    std::vector<std::string> warnings;
};

/// Finds the mistakes whose cutouts' centres hold no source, groups the others and says of each group what it has in common.
/// Fewer mistakes than groups make a group each. Images that are not of the sky have all their centres. Errors: those of
/// readCutouts and readInputs; BadOption where options.features has not a row a mistake.
JobResult<MistakeReview> reviewMistakes(const Dataset& dataset, const DatasetColumns& columns, const JudgedRows& judged,
                                        const ReviewOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
