#include "analysis/SvmBaseline.h"

#include "base/Parallel.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/ml.hpp>

namespace iic {

namespace {

using cv::ml::SVM;

/// Features shifted and scaled to mean 0 and deviation 1 of the training sources; what is missing is the mean.
struct Standardiser {
    std::vector<double> mean, deviation;

    explicit Standardiser(const std::vector<std::vector<double>>& rows) {
        const auto features = rows.front().size();
        for (std::size_t f = 0; f < features; ++f) {
            double sum = 0, squares = 0, count = 0;
            for (const auto& row : rows)
                if (std::isfinite(row[f])) {
                    sum += row[f];
                    squares += row[f] * row[f];
                    ++count;
                }
            const double centre = count > 0 ? sum / count : 0;
            const double variance = count > 0 ? squares / count - centre * centre : 0;
            mean.push_back(centre);
            deviation.push_back(variance > 1e-12 ? std::sqrt(variance) : 1);
        }
    }

    cv::Mat apply(const std::vector<std::vector<double>>& rows) const {
        cv::Mat matrix(static_cast<int>(rows.size()), static_cast<int>(mean.size()), CV_32F);
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t f = 0; f < mean.size(); ++f)
                matrix.at<float>(static_cast<int>(r), static_cast<int>(f)) =
                    std::isfinite(rows[r][f]) ? static_cast<float>((rows[r][f] - mean[f]) / deviation[f]) : 0.0F;
        return matrix;
    }
};

std::vector<std::vector<double>> featureRows(std::span<const SourcePhotometry> sources, bool withConcentration) {
    std::vector<std::vector<double>> rows;
    rows.reserve(sources.size());
    for (const auto& source : sources)
        rows.push_back(photometricFeatures(source, withConcentration));
    return rows;
}

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

} // namespace

struct SvmBaseline::Parts {
    Standardiser standardiser;
    bool withConcentration;
    double penalty, width, accuracy;
    cv::Ptr<SVM> machine;
};

SvmBaseline::SvmBaseline(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SvmBaseline::SvmBaseline(SvmBaseline&&) noexcept = default;
SvmBaseline& SvmBaseline::operator=(SvmBaseline&&) noexcept = default;
SvmBaseline::~SvmBaseline() = default;

double SvmBaseline::penalty() const { return parts_->penalty; }
double SvmBaseline::width() const { return parts_->width; }
double SvmBaseline::crossValidationAccuracy() const { return parts_->accuracy; }

JobResult<SvmBaseline> SvmBaseline::train(std::span<const SourcePhotometry> sources, std::span<const std::uint8_t> labels,
                                          const SvmOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (options.folds < 2 || sources.size() < static_cast<std::size_t>(options.folds) || sources.size() != labels.size() ||
        options.penalties.empty() || options.widths.empty())
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption, "", "there is too little to cross-validate an SVM",
                                          std::to_string(sources.size()) + " sources"});
    const auto rows = featureRows(sources, options.withConcentration);
    const Standardiser standardiser(rows);
    const cv::Mat features = standardiser.apply(rows);
    cv::Mat classes(static_cast<int>(labels.size()), 1, CV_32S);
    for (std::size_t i = 0; i < labels.size(); ++i)
        classes.at<int>(static_cast<int>(i)) = labels[i];

    // The first samples come from the first fields and hold the classes in their shares.
    const int searched = static_cast<int>(std::min(options.searchSamples, sources.size()));
    const auto searchFeatures = features.rowRange(0, searched), searchClasses = classes.rowRange(0, searched);
    const std::size_t points = options.penalties.size() * options.widths.size();
    std::vector<double> accuracies(points);
    for (std::size_t first = 0; first < points; first += static_cast<std::size_t>(availableCores())) {
        if (stop.stop_requested())
            return cancelled();
        const auto count = std::min(points - first, static_cast<std::size_t>(availableCores()));
        parallelRanges(count, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = first + from; i < first + to; ++i)
                accuracies[i] =
                    crossValidate(searchFeatures, searchClasses, options.folds, options.penalties[i / options.widths.size()],
                                  options.widths[i % options.widths.size()]);
        });
        progress.report({"SVM grid", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(points)});
    }
    const auto best = static_cast<std::size_t>(std::max_element(accuracies.begin(), accuracies.end()) - accuracies.begin());
    const double penalty = options.penalties[best / options.widths.size()], width = options.widths[best % options.widths.size()];
    if (stop.stop_requested())
        return cancelled();
    return SvmBaseline(std::make_unique<Parts>(Parts{standardiser, options.withConcentration, penalty, width, accuracies[best],
                                                     fit(features, classes, penalty, width)}));
}

std::vector<std::uint8_t> SvmBaseline::classify(std::span<const SourcePhotometry> sources) const {
    if (sources.empty())
        return {};
    return answers(*parts_->machine, parts_->standardiser.apply(featureRows(sources, parts_->withConcentration)));
}

} // namespace iic
