#include "data/CopyDataset.h"

#include "base/OutputFile.h"
#include "data/DatasetWriter.h"

#include <algorithm>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t pieceValues = std::size_t{1} << 22;

std::filesystem::path folderOf(const std::filesystem::path& file) {
    std::error_code problem;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(file), problem).parent_path();
}

void moveTo(const std::filesystem::path& folder, const std::filesystem::path& oldFolder, FileRecord& file) {
    const auto whole = (oldFolder / file.path).lexically_normal();
    const auto relative = whole.lexically_proximate(folder);
    file.path = relative.empty() ? whole.string() : relative.string();
}

void moveTo(const std::filesystem::path& folder, const std::filesystem::path& oldFolder, DatasetCard& card) {
    if (folder == oldFolder)
        return;
    for (auto& tile : card.tiles)
        for (auto& [band, file] : tile.files)
            moveTo(folder, oldFolder, file);
    for (auto& catalog : card.catalogs) {
        moveTo(folder, oldFolder, catalog.catalog);
        if (catalog.truth)
            moveTo(folder, oldFolder, *catalog.truth);
    }
}

} // namespace

JobResult<void> copyDataset(const Dataset& from, const std::vector<std::size_t>& rows, DatasetCard card,
                            const DatasetColumns& columns, const std::filesystem::path& out, ProgressSink& progress,
                            std::stop_token stop) {
    moveTo(folderOf(out), folderOf(from.path()), card);
    auto writer = DatasetWriter::create(out, card.planes, card.side);
    if (!writer)
        return tl::unexpected<Stop>(writer.error());
    const auto piece = std::max<std::size_t>(pieceValues / from.valuesPerCutout(), 1);
    std::vector<float> pixels;
    for (std::size_t first = 0; first < rows.size(); first += piece) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Copying", static_cast<std::int64_t>(first), static_cast<std::int64_t>(rows.size())});
        const auto part = std::span(rows).subspan(first, std::min(piece, rows.size() - first));
        pixels.resize(part.size() * from.valuesPerCutout());
        if (auto done = from.readCutouts(part, pixels).and_then([&] { return writer->append(pixels); }); !done)
            return tl::unexpected<Stop>(done.error());
    }
    if (auto finished = writer->finish(card, columns, from.units()); !finished)
        return tl::unexpected<Stop>(finished.error());
    progress.report({"Copying", static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows.size())});
    return {};
}

JobResult<SplitRecord> resplitDataset(const Dataset& from, const ResplitOptions& options, ProgressSink& progress,
                                      std::stop_token stop) {
    std::error_code absent;
    const bool isItself = std::filesystem::equivalent(from.path(), options.out, absent);
    if (auto mayWrite = checkMayWrite(options.out, options.overwrite || isItself); !mayWrite)
        return tl::unexpected<Stop>(mayWrite.error());
    auto columns = from.columns();
    if (!columns)
        return tl::unexpected<Stop>(columns.error());
    auto splits = splitDataset(columns->corners, columns->label, from.card().classes, options.split);
    if (!splits) {
        splits.error().file = from.path().string();
        return tl::unexpected<Stop>(splits.error());
    }
    columns->split = std::move(splits->split);
    auto card = from.card();
    card.split = splits->record;
    std::vector<std::size_t> rows(from.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return copyDataset(from, rows, std::move(card), *columns, options.out, progress, std::move(stop)).map([&] {
        return splits->record;
    });
}

} // namespace iic
