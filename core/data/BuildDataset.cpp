#include "data/BuildDataset.h"

#include "base/OutputFile.h"
#include "data/BuildFolder.h"
#include "data/BuildPlan.h"
#include "data/BuildTarget.h"
#include "data/CutoutFile.h"
#include "data/OneTile.h"
#include "data/SourceRows.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <nlohmann/json.hpp>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 24;
constexpr std::uint16_t pixelFlags =
    bit(QualityFlag::Edge) | bit(QualityFlag::Uncovered) | bit(QualityFlag::EmptyCentre) | bit(QualityFlag::OtherGrid);

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// Candidates of one tile that are cut out together.
struct PieceRange {
    std::size_t tile = 0;
    std::vector<std::size_t> candidates;
};

class Builder {
  public:
    Builder(const BuildOptions& options, BuildPlan plan, BuildFolder folder, CutoutFile cutouts, ProgressSink& progress,
            std::stop_token stop)
        : options_(options),
          plan_(std::move(plan)),
          folder_(std::move(folder)),
          cutouts_(std::move(cutouts)),
          progress_(progress),
          stop_(std::move(stop)),
          values_(cutoutBytes(plan_.card) / sizeof(float)) {}

    JobResult<DatasetReport> run();

  private:
    JobResult<void> chooseSources();
    JobResult<void> lookAtTile(std::size_t tile, std::vector<std::size_t> candidates);
    JobResult<void> cutAll();
    std::vector<PieceRange> pieces() const;
    bool resume(const std::string& name, const PieceRange& range);
    BuildPiece cutPiece(const Tile& tile, const PieceRange& range, std::vector<float>& pixels) const;
    void take(const PieceRange& range, const BuildPiece& piece);
    void countDropped(std::uint16_t flags, bool onTile);
    std::vector<SkyCoord> placesOf(const std::vector<std::size_t>& candidates) const;
    bool isKept(const CutSource& source) const { return source.onTile && !(source.flags & options_.selection.dropFlags); }
    JobResult<DatasetReport> assemble();

    const BuildOptions& options_;
    BuildPlan plan_;
    BuildFolder folder_;
    CutoutFile cutouts_;
    ProgressSink& progress_;
    std::stop_token stop_;

    OneTile tile_;
    std::size_t values_; ///< of a cutout
    std::vector<std::size_t> chosen_; ///< candidates to be cut out
    std::vector<std::size_t> rows_; ///< candidates that became cutouts, in the order of the file
    std::size_t resumed_ = 0;
};

void Builder::countDropped(std::uint16_t flags, bool onTile) {
    for (const auto flag : qualityFlags)
        if (onTile && (flags & options_.selection.dropFlags & bit(flag))) {
            ++plan_.card.dropped[std::string(flagName(flag))];
            return;
        }
    ++plan_.card.dropped["off the tiles"];
}

std::vector<SkyCoord> Builder::placesOf(const std::vector<std::size_t>& candidates) const {
    std::vector<SkyCoord> places;
    for (const auto candidate : candidates)
        places.push_back(plan_.sources.position[candidate]);
    return places;
}

/// Where classes are balanced or capped and the pixels tell which sources are dropped, all are looked at first.
JobResult<void> Builder::chooseSources() {
    const auto& selection = options_.selection;
    chosen_.resize(plan_.sources.size());
    std::iota(chosen_.begin(), chosen_.end(), std::size_t{0});
    if (!selection.balance && selection.maximumPerClass == 0)
        return {};
    if (selection.dropFlags & pixelFlags) {
        chosen_.clear();
        for (std::size_t first = 0, last = 0; first < plan_.sources.size(); first = last) {
            const auto tile = plan_.sources.tile[first];
            std::vector<std::size_t> candidates;
            for (; last < plan_.sources.size() && plan_.sources.tile[last] == tile; ++last)
                candidates.push_back(last);
            if (auto looked = lookAtTile(static_cast<std::size_t>(tile), std::move(candidates)); !looked)
                return looked;
        }
    }
    const auto candidates = chosen_.size();
    chosen_ = drawClasses(std::move(chosen_), plan_.sources.label, selection);
    if (candidates > chosen_.size())
        plan_.card.dropped["not drawn"] = candidates - chosen_.size();
    return {};
}

JobResult<void> Builder::lookAtTile(std::size_t tile, std::vector<std::size_t> candidates) {
    if (stop_.stop_requested())
        return cancelled();
    progress_.report(
        {"Looking at sources", static_cast<std::int64_t>(candidates.front()), static_cast<std::int64_t>(plan_.sources.size())});
    const auto name = fmt::format("tile-{:06}", tile);
    auto piece = folder_.piece(name);
    if (!piece || piece->sources.size() != candidates.size()) {
        const auto opened = tile_.at(plan_.tiles, tile, stop_);
        if (!opened)
            return tl::unexpected(opened.error());
        piece = BuildPiece{std::vector<CutSource>(candidates.size()), std::vector<char>(candidates.size()), 0};
        cutSources(**opened, placesOf(candidates), plan_.cut, piece->sources, {});
        if (auto kept = folder_.keep(name, *piece); !kept)
            return stopWith(kept.error());
    }
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (isKept(piece->sources[i]))
            chosen_.push_back(candidates[i]);
        else
            countDropped(piece->sources[i].flags, piece->sources[i].onTile);
    return {};
}

std::vector<PieceRange> Builder::pieces() const {
    const auto most = std::max<std::size_t>(pieceBytes / (values_ * sizeof(float)), 1);
    std::vector<PieceRange> ranges;
    for (const auto candidate : chosen_) {
        const auto tile = static_cast<std::size_t>(plan_.sources.tile[candidate]);
        if (ranges.empty() || ranges.back().tile != tile || ranges.back().candidates.size() == most)
            ranges.push_back({tile, {}});
        ranges.back().candidates.push_back(candidate);
    }
    return ranges;
}

/// Takes a piece an earlier run has done, if it is whole.
bool Builder::resume(const std::string& name, const PieceRange& range) {
    const auto piece = folder_.piece(name);
    if (!piece || piece->sources.size() != range.candidates.size())
        return false;
    std::vector<float> pixels(piece->keptCount() * values_);
    if (!cutouts_.read(rows_.size(), pixels))
        return false;
    if (checksumOf(std::as_bytes(std::span(pixels))) != piece->pixels)
        return false;
    take(range, *piece);
    resumed_ += piece->keptCount();
    return true;
}

/// The piece, and the pixels of those kept close together at the front of `pixels`.
BuildPiece Builder::cutPiece(const Tile& tile, const PieceRange& range, std::vector<float>& pixels) const {
    const auto count = range.candidates.size();
    BuildPiece piece{std::vector<CutSource>(count), std::vector<char>(count), 0};
    pixels.resize(count * values_);
    cutSources(tile, placesOf(range.candidates), plan_.cut, piece.sources, pixels);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
        piece.kept[i] = isKept(piece.sources[i]);
        if (!piece.kept[i])
            continue;
        if (kept != i)
            std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(i * values_), values_,
                        pixels.begin() + static_cast<std::ptrdiff_t>(kept * values_));
        ++kept;
    }
    pixels.resize(kept * values_);
    return piece;
}

void Builder::take(const PieceRange& range, const BuildPiece& piece) {
    for (std::size_t i = 0; i < range.candidates.size(); ++i) {
        const auto candidate = range.candidates[i];
        const auto& source = piece.sources[i];
        if (!piece.kept[i]) {
            countDropped(source.flags, source.onTile);
            continue;
        }
        plan_.sources.offset[candidate] = source.offset;
        plan_.sources.corners[candidate] = source.corners;
        plan_.sources.flags[candidate] |= source.flags;
        rows_.push_back(candidate);
    }
}

/// Cuts piece after piece; while one is cut out, the one before it is written.
JobResult<void> Builder::cutAll() {
    std::array<std::vector<float>, 2> buffers;
    std::future<Result<void>> writing;
    const auto written = [&]() -> Result<void> { return writing.valid() ? writing.get() : Result<void>{}; };
    bool resuming = true;
    std::size_t number = 0, done = 0;
    for (const auto& range : pieces()) {
        const auto name = fmt::format("piece-{:08}", number);
        progress_.report({"Cutting out", static_cast<std::int64_t>(done), static_cast<std::int64_t>(chosen_.size())});
        done += range.candidates.size();
        auto& pixels = buffers[number++ % 2];
        resuming = resuming && resume(name, range);
        if (resuming)
            continue;
        const auto tile = stop_.stop_requested() ? JobResult<const Tile*>(cancelled()) : tile_.at(plan_.tiles, range.tile, stop_);
        if (!tile) {
            const auto before = written();
            return before ? tl::unexpected(tile.error()) : stopWith(before.error());
        }
        auto piece = cutPiece(**tile, range, pixels);
        const auto place = rows_.size();
        take(range, piece);
        if (auto before = written(); !before)
            return stopWith(before.error());
        writing = std::async(std::launch::async, [this, &pixels, name, place, piece = std::move(piece)]() mutable {
            piece.pixels = checksumOf(std::as_bytes(std::span(pixels)));
            return cutouts_.write(place, pixels).and_then([&] { return folder_.keep(name, piece); });
        });
    }
    if (auto last = written(); !last)
        return stopWith(last.error());
    progress_.report({"Cutting out", static_cast<std::int64_t>(done), static_cast<std::int64_t>(done)});
    return {};
}

JobResult<DatasetReport> Builder::assemble() {
    if (rows_.empty())
        return stopWith({ErrorCode::NothingOnTile, options_.catalogs.front().catalog.string(),
                         "none of its sources gives a cutout that is kept", droppedText(plan_.card)});
    auto columns = plan_.sources.select(rows_);
    auto splits = splitDataset(columns.corners, columns.label, plan_.card.classes, options_.split);
    if (!splits) {
        auto error = splits.error();
        error.file = options_.out.string();
        return stopWith(std::move(error));
    }
    columns.split = std::move(splits->split);
    plan_.card.split = splits->record;
    if (stop_.stop_requested())
        return cancelled();
    progress_.report({"Putting it on the disk", 0, 0});
    if (auto finished = cutouts_.finish(plan_.card, columns, plan_.units); !finished)
        return stopWith(finished.error());
    removeAbandonedParts(options_.out);
    auto output = OutputFile::create(options_.out);
    if (!output)
        return stopWith(output.error());
    std::error_code problem;
    std::filesystem::rename(folder_.cutouts(), output->path(), problem);
    if (problem)
        return stopWith({ErrorCode::FileUnwritable, options_.out.string(), "cannot be written", problem.message()});
    if (auto committed = output->commit(); !committed)
        return stopWith(committed.error());
    folder_.remove();
    return DatasetReport{std::move(plan_.card), rows_.size(), resumed_, std::move(plan_.warnings)};
}

JobResult<DatasetReport> Builder::run() {
    return chooseSources().and_then([&] { return cutAll(); }).and_then([&] { return assemble(); });
}

} // namespace

std::filesystem::path partsFolder(const std::filesystem::path& out) {
    auto folder = out;
    folder += ".parts";
    return folder;
}

JobResult<DatasetReport> buildDataset(const BuildOptions& options, ProgressSink& progress, std::stop_token stop) {
    std::error_code problem;
    if (std::filesystem::exists(options.out, problem) && !std::filesystem::is_regular_file(options.out, problem))
        return stopWith({ErrorCode::FileUnwritable, options.out.string(), "cannot be written", "it is not a file"});
    auto plan = planBuild(options, progress, stop);
    if (!plan)
        return tl::unexpected(plan.error());
    auto json = toJson(plan->card);
    json.erase("dropped"); // follows from the rest
    if (auto mayWrite = checkTarget(options, json); !mayWrite)
        return stopWith(mayWrite.error());
    auto folder = BuildFolder::open(partsFolder(options.out), json, options.restart);
    if (!folder)
        return stopWith(folder.error());
    auto cutouts = CutoutFile::open(folder->cutouts(), cutoutBytes(plan->card));
    if (!cutouts)
        return stopWith(cutouts.error());
    Builder builder(options, std::move(*plan), std::move(*folder), std::move(*cutouts), progress, std::move(stop));
    return builder.run();
}

} // namespace iic
