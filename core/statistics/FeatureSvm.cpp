#include "statistics/FeatureSvm.h"

#include "base/Parallel.h"
#include "statistics/FeatureMatrix.h"

#include <algorithm>
#include <cmath>
#include <opencv2/ml.hpp>
#include <optional>

namespace iic {

namespace {

using cv::ml::SVM;

cv::Ptr<SVM> fit(const cv::Mat& features, const cv::Mat& labels, double penalty, double width) {
    auto machine = SVM::create();
    machine->setType(SVM::C_SVC);
    machine->setKernel(SVM::RBF);
    machine->setC(penalty);
    machine->setGamma(width);
    machine->setTermCriteria({cv::TermCriteria::MAX_ITER | cv::TermCriteria::EPS, 200'000, 1e-3});
    machine->train(features, cv::ml::ROW_SAMPLE, labels);
    return machine;
}

std::vector<std::uint8_t> answers(const SVM& machine, const cv::Mat& features) {
    cv::Mat raw;
    machine.predict(features, raw);
    std::vector<std::uint8_t> classes;
    for (int row = 0; row < raw.rows; ++row)
        classes.push_back(static_cast<std::uint8_t>(std::lround(raw.at<float>(row))));
    return classes;
}

/// Share right when each fold in turn (every `folds`-th source) is kept from learning.
double crossValidate(const cv::Mat& features, const cv::Mat& labels, int folds, double penalty, double width) {
    int right = 0;
    for (int fold = 0; fold < folds; ++fold) {
        cv::Mat seen, seenLabels, kept, keptLabels;
        for (int row = 0; row < features.rows; ++row) {
            (row % folds == fold ? kept : seen).push_back(features.row(row));
            (row % folds == fold ? keptLabels : seenLabels).push_back(labels.row(row));
        }
        const auto guessed = answers(*fit(seen, seenLabels, penalty, width), kept);
        for (int row = 0; row < kept.rows; ++row)
            right += guessed[static_cast<std::size_t>(row)] == keptLabels.at<int>(row);
    }
    return static_cast<double>(right) / features.rows;
}

struct GridPoint {
    double penalty = 0, width = 0, accuracy = 0;
};

/// Nullopt: stopped.
std::optional<GridPoint> searchGrid(const cv::Mat& features, const cv::Mat& labels, const SvmOptions& options,
                                    ProgressSink& progress, const std::stop_token& stop) {
    std::vector<GridPoint> grid;
    for (const double penalty : options.penalties)
        for (const double width : options.widths)
            grid.push_back({penalty, width});
    for (std::size_t first = 0; first < grid.size(); first += static_cast<std::size_t>(availableCores())) {
        if (stop.stop_requested())
            return std::nullopt;
        const auto count = std::min(grid.size() - first, static_cast<std::size_t>(availableCores()));
        parallelRanges(count, [&](std::size_t from, std::size_t to) {
            for (auto& point : std::span(grid).subspan(first + from, to - from))
                point.accuracy = crossValidate(features, labels, options.folds, point.penalty, point.width);
        });
        progress.report({"SVM grid", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(grid.size())});
    }
    return *std::ranges::max_element(grid, {}, &GridPoint::accuracy);
}

} // namespace

struct FeatureSvm::Parts {
    Standardiser standardiser;
    GridPoint chosen;
    cv::Ptr<SVM> machine;
};

FeatureSvm::FeatureSvm(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
FeatureSvm::FeatureSvm(FeatureSvm&&) noexcept = default;
FeatureSvm& FeatureSvm::operator=(FeatureSvm&&) noexcept = default;
FeatureSvm::~FeatureSvm() = default;

double FeatureSvm::penalty() const { return parts_->chosen.penalty; }
double FeatureSvm::width() const { return parts_->chosen.width; }
double FeatureSvm::crossValidationAccuracy() const { return parts_->chosen.accuracy; }

JobResult<FeatureSvm> FeatureSvm::train(const FeatureTable& features, std::span<const std::uint8_t> labels,
                                        const SvmOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (options.folds < 2 || features.rows() < static_cast<std::size_t>(options.folds) || features.rows() != labels.size() ||
        options.penalties.empty() || options.widths.empty())
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption, "", "there is too little to cross-validate an SVM",
                                          std::to_string(features.rows()) + " sources"});
    const Standardiser standardiser(features);
    const auto table = standardiser.apply(features);
    const cv::Mat inputs = matrixOf(table);
    cv::Mat classes(static_cast<int>(labels.size()), 1, CV_32S);
    std::ranges::copy(labels, classes.begin<int>());

    // The first samples come from the first fields and hold the classes in their shares.
    const int searched = static_cast<int>(std::min(options.searchSamples, labels.size()));
    const auto chosen = searchGrid(inputs.rowRange(0, searched), classes.rowRange(0, searched), options, progress, stop);
    if (!chosen || stop.stop_requested())
        return cancelled();
    return FeatureSvm(
        std::make_unique<Parts>(Parts{standardiser, *chosen, fit(inputs, classes, chosen->penalty, chosen->width)}));
}

std::vector<std::uint8_t> FeatureSvm::classify(const FeatureTable& features) const {
    if (features.rows() == 0)
        return {};
    const auto table = parts_->standardiser.apply(features);
    return answers(*parts_->machine, matrixOf(table));
}

} // namespace iic
