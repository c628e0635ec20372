#include "study/StudyMaterial.h"

#include "analysis/ModelInputs.h"
#include "analysis/SpectraMaterial.h"
#include "analysis/TrainingMaterial.h"

#include <algorithm>

namespace iic {

namespace {

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// As many as the dataset has for images.
std::size_t spectraPerClass(const DatasetColumns& columns) {
    constexpr std::size_t fewest = 10;
    const auto labelled = std::ranges::count_if(columns.label, [](auto label) { return label != noLabel; });
    return std::max(fewest, static_cast<std::size_t>(labelled) / spectralClassCount);
}

} // namespace

bool isOfSpectra(const StudyVariant& variant) { return variant.network.architecture == Architecture::SpectrumNet; }

std::string inputsOf(const StudyVariant& variant) {
    if (isOfSpectra(variant))
        return "spectra";
    auto like = variant;
    if (readsImagesAlone(variant.network.architecture))
        like.network = {};
    like.network.stemKernel = 5;
    return runNameOf(like);
}

Result<StudyDataset> openDataset(const StudyOptions& options) {
    auto dataset = Dataset::open(options.dataset);
    if (!dataset)
        return tl::unexpected(dataset.error());
    auto columns = dataset->columns();
    if (!columns)
        return tl::unexpected(columns.error());
    return StudyDataset{*std::move(dataset), *std::move(columns)};
}

Result<StudyDataset> openDatasetFor(const std::vector<StudyTask>& tasks, const StudyOptions& options) {
    auto opened = openDataset(options);
    if (!opened)
        return opened;
    if (wholeRows(opened->columns, DatasetSplit::Test).rows.empty())
        return fail(ErrorCode::NothingOnTile, options.dataset.string(), "its test split has no whole cutout with a class",
                    "split it first");
    for (const auto& task : tasks) {
        if (task.isDone || isOfSpectra(task.variant))
            continue;
        ModelCard card;
        card.spec = specOf(task.variant);
        card.input = task.variant.input;
        if (auto fits = checkModelInputs(opened->dataset, card); !fits)
            return fail(fits.error().code, options.dataset.string(), task.title + ": " + fits.error().reason,
                        fits.error().detail);
    }
    return opened;
}

JobResult<const StudyMaterial*> MaterialStore::of(const StudyVariant& variant, ProgressSink& progress,
                                                  const std::stop_token& stop) {
    const auto wanted = inputsOf(variant);
    if (material_ && material_->of == wanted)
        return &*material_;
    material_.reset(); // before the next is loaded beside it
    auto loaded = isOfSpectra(variant) ? spectra(progress, stop) : images(variant, progress, stop);
    if (!loaded)
        return tl::unexpected(loaded.error());
    material_ = std::move(*loaded);
    material_->of = wanted;
    return &*material_;
}

void MaterialStore::warn(const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings)
        if (observer_.onWarning && std::ranges::find(told_, warning) == told_.end()) {
            told_.push_back(warning);
            observer_.onWarning(warning);
        }
}

JobResult<StudyMaterial> MaterialStore::images(const StudyVariant& variant, ProgressSink& progress, const std::stop_token& stop) {
    auto loaded = loadTrainingMaterial(options_.dataset, variant.input, variant.network, progress, stop);
    if (!loaded)
        return tl::unexpected(loaded.error());
    warn(loaded->warnings);
    return StudyMaterial{{}, std::move(loaded->training), std::move(loaded->validation),
                         {}, std::move(loaded->card),     loaded->description};
}

JobResult<StudyMaterial> MaterialStore::spectra(ProgressSink& progress, const std::stop_token& stop) {
    const auto dataset = openDataset(options_);
    if (!dataset)
        return stopWith(dataset.error());
    auto loaded = loadSpectraMaterial(
        {.folder = options_.spectra, .simulatedPerClass = spectraPerClass(dataset->columns), .seed = options_.training.seed},
        progress, stop);
    if (!loaded)
        return tl::unexpected(loaded.error());
    warn(loaded->warnings);
    return StudyMaterial{{},
                         std::move(loaded->training),
                         std::move(loaded->validation),
                         std::move(loaded->test),
                         std::move(loaded->card),
                         loaded->description};
}

} // namespace iic
