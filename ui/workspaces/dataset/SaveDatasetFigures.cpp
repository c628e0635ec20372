#include "workspaces/dataset/SaveDatasetFigures.h"

#include "base/OutputFile.h"
#include "plots/ColourColourFigure.h"
#include "plots/RgbHistogramFigure.h"
#include "plots/SaveFigure.h"
#include "plots/WaterfallFigure.h"
#include "workspaces/ColourPopulation.h"
#include "workspaces/dataset/FigureWork.h"

namespace iic::ui {

namespace {

struct Figures {
    std::vector<FigurePointer> made;
    std::vector<std::string> leftOut;
};

Result<Figures> figuresOf(const OpenDataset& dataset) {
    const ShownRows rows = ShownRows::all(static_cast<int>(dataset.dataset.size()));
    Samples samples = readSamples(dataset, shownInput(dataset.dataset), defaultSamples(dataset, rows));
    if (samples.error)
        return tl::unexpected(std::move(*samples.error));
    Figures figures{{std::make_shared<const RgbHistogramFigure>(samples.histograms, CountScale::Linear),
                     std::make_shared<const WaterfallFigure>(samples.histograms, CountScale::Linear)},
                    {}};
    if (dataset.dataset.card().kind == DatasetKind::Images) {
        figures.leftOut = {"signal-to-noise is left out: images have no magnitudes",
                           "colour-colour is left out: images have no magnitudes"};
        return figures;
    }
    figures.made.insert(figures.made.begin(), signalToNoiseFigure(*dataset.sources, rows));
    const SourceList sources(dataset.sources);
    figures.made.push_back(std::make_shared<const ColourColourFigure>(
        colourPoints(sources, rows, FilteredOut::Missing, &classInDataset), namesOf(sources)));
    return figures;
}

} // namespace

Result<SavedFigures> saveDatasetFigures(const OpenDataset& dataset, const std::filesystem::path& folder,
                                        const std::string& ending, bool overwrite) {
    if (dataset.dataset.size() == 0)
        return fail(ErrorCode::NothingOnTile, dataset.dataset.path().string(), "holds no cutouts to make figures of");
    auto figures = figuresOf(dataset);
    if (!figures)
        return tl::unexpected(figures.error());
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return fail(ErrorCode::FileUnwritable, folder.string(), "cannot be made", problem.message());
    SavedFigures saved{{}, std::move(figures->leftOut)};
    for (const FigurePointer& figure : figures->made) {
        saved.files.push_back(folder / (figure->suggestedName().toStdString() + '.' + ending));
        if (const auto mayWrite = checkMayWrite(saved.files.back(), overwrite); !mayWrite)
            return tl::unexpected(mayWrite.error());
    }
    for (std::size_t i = 0; i < saved.files.size(); ++i)
        if (auto done = saveFigure(*figures->made[i], saved.files[i]); !done)
            return tl::unexpected(done.error());
    return saved;
}

} // namespace iic::ui
