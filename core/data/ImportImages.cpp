#include "data/ImportImages.h"

#include "base/OutputFile.h"
#include "base/Parallel.h"
#include "data/DatasetWriter.h"
#include "data/Galaxy10File.h"
#include "data/ImageFolder.h"
#include "data/RasterImage.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <mutex>

namespace iic {

namespace {

constexpr std::size_t pieceValues = std::size_t{1} << 22;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// The image at the size wanted, or what is wrong with its own.
Result<RasterImage> readSized(const std::filesystem::path& path, int side, bool mayResize) {
    auto image = readImage(path);
    if (!image || (image->width == side && image->height == side))
        return image;
    if (!mayResize)
        return fail(ErrorCode::ImplausibleData, path.string(), "is not as large as the first image",
                    fmt::format("{0} × {0} pixels expected, {1} × {2} found; choose a side to resize all", side, image->width,
                                image->height));
    return resized(*image, side);
}

DatasetCard cardFor(const ImportOptions& options, int side, std::vector<std::string> classes) {
    DatasetCard card;
    card.kind = DatasetKind::Images;
    card.planes = 3;
    card.side = side;
    card.survey = "images";
    card.classes = std::move(classes);
    card.origin = "imported from " + options.source.filename().string();
    card.selection = {0, 0, false, false, 0, options.split.seed};
    return card;
}

/// Columns of images: names and labels, and nothing of the sky.
DatasetColumns columnsFor(std::vector<std::string> names, std::vector<std::uint8_t> labels) {
    DatasetColumns columns;
    columns.resize(names.size());
    columns.name = std::move(names);
    columns.label = std::move(labels);
    std::ranges::fill(columns.position, SkyCoord{nothing, nothing});
    for (auto& corners : columns.corners)
        corners.fill({nothing, nothing});
    for (auto* values : {&columns.magnitude, &columns.magnitudeError, &columns.signalToNoise})
        for (auto& row : *values)
            row.fill(static_cast<float>(nothing));
    std::ranges::fill(columns.tile, -1);
    return columns;
}

JobResult<DatasetReport> finish(DatasetCard card, const DatasetColumns& columns, DatasetWriter& writer) {
    if (auto finished = writer.finish(card, columns, {}); !finished)
        return stopWith(finished.error());
    return DatasetReport{std::move(card), columns.size(), 0, {}};
}

JobResult<DatasetReport> split(const ImportOptions& options, DatasetCard card, DatasetColumns columns, DatasetWriter& writer) {
    auto splits = splitDataset(columns.corners, columns.label, card.classes, options.split);
    if (!splits)
        return stopWith(splits.error());
    columns.split = std::move(splits->split);
    card.split = splits->record;
    return finish(std::move(card), columns, writer);
}

JobResult<DatasetReport> importFolder(const ImportOptions& options, ProgressSink& progress, std::stop_token stop) {
    auto listed = listImageFolder(options.source);
    if (!listed)
        return stopWith(listed.error());
    const auto first = readImage(listed->files.front().path);
    if (!first)
        return stopWith(first.error());
    if (options.side == 0 && first->width != first->height)
        return stopWith({ErrorCode::ImplausibleData, listed->files.front().path.string(), "is not square",
                         fmt::format("{} × {} pixels; choose a side to resize all", first->width, first->height)});
    const int side = options.side > 0 ? options.side : first->width;
    auto writer = DatasetWriter::create(options.out, 3, side);
    if (!writer)
        return stopWith(writer.error());

    const auto values = 3 * static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    const auto piece = std::max<std::size_t>(pieceValues / values, 1);
    const auto& files = listed->files;
    std::vector<float> pixels;
    for (std::size_t start = 0; start < files.size(); start += piece) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Importing", static_cast<std::int64_t>(start), static_cast<std::int64_t>(files.size())});
        const auto count = std::min(piece, files.size() - start);
        pixels.resize(count * values);
        std::mutex guard;
        std::optional<std::pair<std::size_t, Error>> error; // of the first file that has one
        parallelRanges(count, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) {
                const auto image = readSized(files[start + i].path, side, options.side > 0);
                if (image) {
                    std::ranges::copy(image->planes, pixels.begin() + static_cast<std::ptrdiff_t>(i * values));
                    continue;
                }
                const std::lock_guard lock(guard);
                if (!error || i < error->first)
                    error.emplace(i, image.error());
                return;
            }
        });
        if (error)
            return stopWith(error->second);
        if (auto written = writer->append(pixels); !written)
            return stopWith(written.error());
    }
    std::vector<std::string> names;
    std::vector<std::uint8_t> labels;
    for (const auto& file : files) {
        names.push_back(file.name);
        labels.push_back(file.label);
    }
    auto columns = columnsFor(std::move(names), std::move(labels));
    auto card = cardFor(options, side, std::move(listed->classes));
    if (!listed->isSplit)
        return split(options, std::move(card), std::move(columns), *writer);
    std::ranges::transform(files, columns.split.begin(), &ImageFile::split);
    card.split = {SplitRule::Given, 0, 0, false, 0, 0};
    return finish(std::move(card), columns, *writer);
}

/// Bytes from the top, colours together, as planes from the bottom.
RasterImage planesOf(std::span<const std::uint8_t> bytes, int side) {
    const auto width = static_cast<std::size_t>(side);
    RasterImage image{side, side, std::vector<float>(bytes.size())};
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x)
            for (std::size_t plane = 0; plane < 3; ++plane)
                image.planes[(plane * width + (width - 1 - y)) * width + x] =
                    static_cast<float>(bytes[(y * width + x) * 3 + plane]) / 255.0F;
    return image;
}

Result<std::vector<std::string>> classesFor(const ImportOptions& options, const std::vector<std::uint8_t>& answers) {
    const std::size_t most = *std::ranges::max_element(answers);
    if (most >= noLabel || (!options.classes.empty() && options.classes.size() <= most))
        return fail(ErrorCode::BadOption, options.source.string(), "has more classes than there are names",
                    fmt::format("{} named, number {} found", options.classes.size(), most));
    auto classes = options.classes;
    for (std::size_t number = 0; classes.size() <= most; ++number)
        classes.push_back(std::to_string(number));
    return classes;
}

JobResult<DatasetReport> importGalaxy10(const ImportOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto file = Galaxy10File::open(options.source);
    if (!file)
        return stopWith(file.error());
    auto classes = classesFor(options, file->answers());
    if (!classes)
        return stopWith(classes.error());
    const int side = options.side > 0 ? options.side : file->side();
    auto writer = DatasetWriter::create(options.out, 3, side);
    if (!writer)
        return stopWith(writer.error());
    const auto bytesEach = 3 * static_cast<std::size_t>(file->side()) * static_cast<std::size_t>(file->side());
    const auto values = 3 * static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    const auto piece = std::max<std::size_t>(pieceValues / std::max(values, bytesEach), 1);
    std::vector<float> pixels;
    std::vector<std::string> names;
    for (std::size_t start = 0; start < file->count(); start += piece) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Importing", static_cast<std::int64_t>(start), static_cast<std::int64_t>(file->count())});
        const auto count = std::min(piece, file->count() - start);
        const auto bytes = file->images(start, count);
        if (!bytes)
            return stopWith(bytes.error());
        pixels.resize(count * values);
        parallelRanges(count, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) {
                auto image = planesOf(std::span(*bytes).subspan(i * bytesEach, bytesEach), file->side());
                if (side != file->side())
                    image = resized(image, side);
                std::ranges::copy(image.planes, pixels.begin() + static_cast<std::ptrdiff_t>(i * values));
            }
        });
        for (std::size_t i = 0; i < count; ++i)
            names.push_back(fmt::format("{:06}", start + i));
        if (auto written = writer->append(pixels); !written)
            return stopWith(written.error());
    }
    return split(options, cardFor(options, side, std::move(*classes)), columnsFor(std::move(names), file->answers()), *writer);
}

} // namespace

JobResult<DatasetReport> importImages(const ImportOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (options.side < 0 || options.side > 4001)
        return stopWith({ErrorCode::BadOption, {}, "the side of the images is out of range", fmt::format("{}", options.side)});
    if (options.split.rule == SplitRule::Blocks)
        return stopWith({ErrorCode::BadOption, options.source.string(), "where images lie on the sky is not known",
                         "they can be split at random only"});
    std::error_code problem;
    if (std::filesystem::equivalent(options.source, options.out, problem))
        return stopWith({ErrorCode::BadOption, options.out.string(), "is the file that is to be imported", {}});
    if (auto mayWrite = checkMayWrite(options.out, options.overwrite); !mayWrite)
        return stopWith(mayWrite.error());
    if (std::filesystem::is_directory(options.source, problem))
        return importFolder(options, progress, std::move(stop));
    return importGalaxy10(options, progress, std::move(stop));
}

} // namespace iic
