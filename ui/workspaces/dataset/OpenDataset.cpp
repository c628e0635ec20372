#include "workspaces/dataset/OpenDataset.h"

#include "data/DatasetTable.h"

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int largestShownSide = 256; // pixels

} // namespace

Result<SharedDataset> openDataset(const std::filesystem::path& path) {
    auto dataset = Dataset::open(path);
    if (!dataset)
        return tl::unexpected(dataset.error());
    auto columns = dataset->columns();
    if (!columns)
        return tl::unexpected(columns.error());
    auto summary = summarise(dataset->card(), *columns);
    auto catalog = std::make_shared<const Catalog>(datasetCatalog(dataset->card(), *columns));
    auto sources = std::make_shared<const SourceColumns>(sourceColumns(std::move(catalog), nullptr, path.filename().string()));
    return std::make_shared<const OpenDataset>(
        OpenDataset{std::move(*dataset), std::move(*columns), std::move(summary), std::move(sources)});
}

InputOptions shownInput(const Dataset& dataset) {
    const DatasetCard& card = dataset.card();
    InputOptions options;
    if (card.kind == DatasetKind::Images) {
        options.channels.resize(card.planes >= 3 ? 3 : 1);
        options.side = std::min(card.side, largestShownSide);
        return options;
    }
    const auto has = [&](Band band) { return std::ranges::find(card.bands, band) != card.bands.end(); };
    if (!std::ranges::all_of(options.channels, has))
        options.channels.assign(card.bands.begin(), card.bands.begin() + (card.bands.size() >= 3 ? 3 : 1));
    options.fieldArcsec = std::min(options.fieldArcsec, card.fieldArcsec);
    if (!dataset.checkInputs(options))
        options.preset = ChannelPreset::ZscalePerBand;
    return options;
}

InputOptions shownInput(const Dataset& dataset, const std::optional<ModelCard>& model) {
    return model && readsImages(model->spec.architecture) && dataset.checkInputs(model->input) ? model->input
                                                                                               : shownInput(dataset);
}

} // namespace iic::ui
