#include "data/Dataset.h"

#include "base/Checksum.h"
#include "base/InputFile.h"
#include "catalog/UnitVector.h"
#include "data/ColumnLayout.h"
#include "data/DatasetLayout.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace iic {

struct Dataset::Parts {
    std::filesystem::path path;
    DatasetLayout layout;
    std::vector<FluxUnits> units;
    int descriptor = -1;

    Parts() = default;
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() {
        if (descriptor >= 0)
            ::close(descriptor);
    }

    Result<void> read(std::uint64_t offset, std::span<std::byte> bytes) const {
        while (!bytes.empty()) {
            const auto count = ::pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read",
                            count < 0 ? std::strerror(errno) : "the file has become shorter");
            bytes = bytes.subspan(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
        return {};
    }

    template <typename T> Result<void> readColumn(const char* name, std::vector<T>& column) const {
        column.resize(layout.count);
        return read(layout.arrays.at(name).offset, std::as_writable_bytes(std::span(column)));
    }

    Error bad(std::string detail) const {
        return {ErrorCode::BadDataset, path.string(), "this is not a dataset that can be read", std::move(detail)};
    }

    Result<void> readNames(std::vector<std::string>& names) const {
        std::string packed(layout.count * layout.nameLength, '\0');
        auto done = read(layout.arrays.at("name").offset, std::as_writable_bytes(std::span(packed)));
        for (std::size_t row = 0; done && row < layout.count; ++row) {
            const auto name = std::string_view(packed).substr(row * layout.nameLength, layout.nameLength);
            names.emplace_back(name.substr(0, name.find('\0')));
        }
        return done;
    }

    Result<void> readUnits() {
        const auto& bands = layout.card.bands;
        std::vector<double> jansky(layout.card.tiles.size() * bands.size());
        if (auto done = read(layout.arrays.at("jansky").offset, std::as_writable_bytes(std::span(jansky))); !done)
            return done;
        FluxUnits none;
        none.fill(std::numeric_limits<double>::quiet_NaN());
        units.assign(layout.card.tiles.size(), none);
        for (std::size_t i = 0; i < jansky.size(); ++i)
            units[i / bands.size()][static_cast<std::size_t>(bands[i % bands.size()])] = jansky[i];
        return {};
    }

    /// Whether the cutouts from row `first` on are those that were written.
    Result<void> checkPixels(std::size_t first, std::span<const std::byte> bytes, std::size_t bytesEach) const {
        std::vector<std::uint64_t> expected(bytes.size() / bytesEach);
        auto done = read(layout.arrays.at("checksum").offset + first * sizeof(std::uint64_t),
                         std::as_writable_bytes(std::span(expected)));
        for (std::size_t i = 0; done && i < expected.size(); ++i)
            if (const auto found = checksumOf(bytes.subspan(i * bytesEach, bytesEach)); found != expected[i])
                return fail(ErrorCode::BadDataset, path.string(), "a cutout in it is damaged",
                            fmt::format("row {}: checksum {:016x} expected, {:016x} found", first + i, expected[i], found));
        return done;
    }

    Result<void> checkLabels(const std::vector<std::uint8_t>& labels) const {
        const auto wrong = std::ranges::find_if(
            labels, [&](std::uint8_t label) { return label != noLabel && label >= layout.card.classes.size(); });
        if (wrong != labels.end())
            return tl::unexpected(bad(
                fmt::format("label: {} in row {}, but {} classes", *wrong, wrong - labels.begin(), layout.card.classes.size())));
        return {};
    }

    Result<void> checkSplits(const std::vector<DatasetSplit>& splits) const {
        const auto wrong = std::ranges::find_if(
            splits, [](DatasetSplit split) { return split > DatasetSplit::Test && split != DatasetSplit::LeftOut; });
        if (wrong != splits.end())
            return tl::unexpected(bad(fmt::format("split: {} in row {}", static_cast<int>(*wrong), wrong - splits.begin())));
        return {};
    }

    /// Degrees, or of images nothing at all.
    Result<void> checkPositions(const std::vector<SkyCoord>& positions) const {
        const bool isImages = layout.card.kind == DatasetKind::Images;
        const auto wrong = std::ranges::find_if(positions, [&](const SkyCoord& place) {
            const bool isNowhere = std::isnan(place.rightAscension) && std::isnan(place.declination);
            return isNowhere ? !isImages : !isPosition(place) || place.rightAscension == 360;
        });
        if (wrong != positions.end())
            return tl::unexpected(bad(
                fmt::format("position: {} {} in row {}", wrong->rightAscension, wrong->declination, wrong - positions.begin())));
        return {};
    }

    Result<void> checkTiles(const std::vector<std::int32_t>& tiles) const {
        const auto most = static_cast<std::int32_t>(layout.card.tiles.size());
        const auto least = layout.card.kind == DatasetKind::Sky ? 0 : -1;
        const auto wrong = std::ranges::find_if(tiles, [&](std::int32_t tile) { return tile < least || tile >= most; });
        if (wrong != tiles.end())
            return tl::unexpected(bad(fmt::format("tile: {} in row {}, but {} tiles", *wrong, wrong - tiles.begin(), most)));
        return {};
    }
};

Result<Dataset> Dataset::open(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    auto parts = std::make_shared<Parts>();
    parts->path = path;
    parts->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (parts->descriptor < 0)
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", std::strerror(errno));
    auto layout = readLayout(path);
    if (!layout)
        return tl::unexpected(layout.error());
    struct stat opened {
    }, named{};
    if (::fstat(parts->descriptor, &opened) != 0 || ::stat(path.c_str(), &named) != 0 || opened.st_ino != named.st_ino)
        return fail(ErrorCode::FileChanged, path.string(), "was replaced while it was opened");
    parts->layout = std::move(*layout);
    if (auto done = parts->readUnits(); !done)
        return tl::unexpected(done.error());
    Dataset dataset;
    dataset.parts_ = std::move(parts);
    return dataset;
}

const std::filesystem::path& Dataset::path() const { return parts_->path; }
const DatasetCard& Dataset::card() const { return parts_->layout.card; }
std::size_t Dataset::size() const { return parts_->layout.count; }
std::size_t Dataset::valuesPerCutout() const { return cutoutBytes(card()) / sizeof(float); }
const std::vector<FluxUnits>& Dataset::units() const { return parts_->units; }

Result<DatasetColumns> Dataset::columns() const {
    DatasetColumns columns;
    auto done = parts_->readNames(columns.name);
    visitColumns(columns, [&](const char* name, ColumnType, const auto&, auto& column) {
        if (done)
            done = parts_->readColumn(name, column);
    });
    done = done.and_then([&] { return parts_->checkPositions(columns.position); })
               .and_then([&] { return parts_->checkLabels(columns.label); })
               .and_then([&] { return parts_->checkSplits(columns.split); })
               .and_then([&] { return parts_->checkTiles(columns.tile); });
    if (!done)
        return tl::unexpected(done.error());
    return columns;
}

Result<std::vector<std::uint8_t>> Dataset::labels() const {
    std::vector<std::uint8_t> labels;
    auto done = parts_->readColumn("label", labels).and_then([&] { return parts_->checkLabels(labels); });
    if (!done)
        return tl::unexpected(done.error());
    return labels;
}

Result<std::vector<DatasetSplit>> Dataset::splits() const {
    std::vector<DatasetSplit> splits;
    auto done = parts_->readColumn("split", splits).and_then([&] { return parts_->checkSplits(splits); });
    if (!done)
        return tl::unexpected(done.error());
    return splits;
}

Result<void> Dataset::readCutouts(std::span<const std::size_t> rows, std::span<float> pixels) const {
    const auto values = valuesPerCutout();
    if (pixels.size() != rows.size() * values || std::ranges::any_of(rows, [&](auto row) { return row >= size(); }))
        throw std::invalid_argument("readCutouts: rows of the dataset and room for their pixels expected");
    const auto start = parts_->layout.arrays.at("cutouts").offset;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first + 1;
        while (last < rows.size() && rows[last] == rows[last - 1] + 1)
            ++last;
        const auto bytes = std::as_writable_bytes(pixels.subspan(first * values, (last - first) * values));
        auto done = parts_->read(start + rows[first] * values * sizeof(float), bytes).and_then([&] {
            return parts_->checkPixels(rows[first], bytes, values * sizeof(float));
        });
        if (!done)
            return done;
        first = last;
    }
    return {};
}

JobResult<void> Dataset::checkCutouts(ProgressSink& progress, std::stop_token stop) const {
    constexpr std::size_t pieceValues = std::size_t{1} << 22;
    const auto piece = std::max<std::size_t>(pieceValues / valuesPerCutout(), 1);
    std::vector<std::size_t> rows;
    std::vector<float> pixels;
    for (std::size_t first = 0; first < size(); first += piece) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Checking cutouts", static_cast<std::int64_t>(first), static_cast<std::int64_t>(size())});
        rows.resize(std::min(piece, size() - first));
        std::iota(rows.begin(), rows.end(), first);
        pixels.resize(rows.size() * valuesPerCutout());
        if (auto read = readCutouts(rows, pixels); !read)
            return tl::unexpected<Stop>(read.error());
    }
    return {};
}

Result<std::vector<Dataset::Place>> Dataset::placesOf(std::span<const std::size_t> rows) const {
    std::vector<Place> places(rows.size());
    if (card().kind == DatasetKind::Images)
        return places;
    const auto& arrays = parts_->layout.arrays;
    std::vector<std::int32_t> tiles(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& offset = places[i].offset;
        auto done =
            parts_->read(arrays.at("offset").offset + rows[i] * sizeof offset, std::as_writable_bytes(std::span(&offset, 1)));
        if (done)
            done = parts_->read(arrays.at("tile").offset + rows[i] * sizeof(std::int32_t),
                                std::as_writable_bytes(std::span(&tiles[i], 1)));
        if (!done)
            return tl::unexpected(done.error());
        if (!(std::abs(offset.x) <= 1 && std::abs(offset.y) <= 1))
            return tl::unexpected(parts_->bad(fmt::format("offset: {} {} in row {}", offset.x, offset.y, rows[i])));
    }
    if (auto done = parts_->checkTiles(tiles); !done)
        return tl::unexpected(done.error());
    for (std::size_t i = 0; i < rows.size(); ++i)
        places[i].tile = static_cast<std::size_t>(tiles[i]);
    return places;
}

} // namespace iic
