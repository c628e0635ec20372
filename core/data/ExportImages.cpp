#include "data/ExportImages.h"

#include "base/Parallel.h"
#include "catalog/TableFile.h"
#include "data/RasterImage.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>
#include <unistd.h>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 256;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// The folder under another name until it is whole; removed where it never is.
class StagedFolder {
  public:
    explicit StagedFolder(const std::filesystem::path& target) : target_(target), path_(target) {
        path_ += fmt::format(".part-{}", ::getpid());
    }
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    ~StagedFolder() {
        std::error_code problem;
        std::filesystem::remove_all(path_, problem);
    }
    const std::filesystem::path& path() const { return path_; }

    Result<void> make() const {
        std::error_code problem;
        if (std::filesystem::exists(target_, problem) && !std::filesystem::is_empty(target_, problem))
            return fail(ErrorCode::FileExists, target_.string(), "is there already and not an empty folder");
        if (!std::filesystem::create_directory(path_, problem))
            return fail(ErrorCode::FileUnwritable, target_.string(), "the folder cannot be made", problem.message());
        return {};
    }
    Result<void> commit() const {
        if (::rename(path_.c_str(), target_.c_str()) != 0)
            return fail(ErrorCode::FileUnwritable, target_.string(), "the folder cannot be made", std::strerror(errno));
        return {};
    }

  private:
    std::filesystem::path target_;
    std::filesystem::path path_;
};

/// The classes' folders: safe, and no two alike where a disk does not tell capitals.
std::vector<std::string> folderNames(const std::vector<std::string>& classes) {
    std::vector<std::string> names;
    std::set<std::string> taken{unlabelledFolder};
    for (const auto& name : classes) {
        const auto safe = safeFileName(name);
        auto unique = safe;
        const auto folded = [&unique] {
            auto lower = unique;
            std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            return lower;
        };
        for (int number = 2; !taken.insert(folded()).second; ++number)
            unique = fmt::format("{}_{}", safe, number);
        names.push_back(unique);
    }
    return names;
}

struct Export {
    const Dataset& dataset;
    InputOptions input;
    DatasetColumns columns;
    std::vector<std::size_t> rows;
    std::vector<std::string> files; ///< of each row, relative to the folder
};

std::string splitFolder(DatasetSplit split) { return safeFileName(std::string(splitName(split))); }

void nameFiles(Export& work) {
    const auto folders = folderNames(work.dataset.card().classes);
    for (const auto row : work.rows) {
        const auto label = work.columns.label[row];
        const auto folder = label == noLabel ? unlabelledFolder : folders[label];
        work.files.push_back(fmt::format("{}/{}/{:06}_{}.png", splitFolder(work.columns.split[row]), folder, row,
                                         safeFileName(work.columns.name[row])));
    }
}

Result<void> writeBytes(const std::filesystem::path& path, const std::vector<unsigned char>& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())).flush();
    if (!file)
        return fail(ErrorCode::FileUnwritable, path.string(), "cannot be written", std::strerror(errno));
    return {};
}

/// Images `first` … `first + count` − 1 of the export.
Result<void> writePiece(const Export& work, const std::filesystem::path& folder, std::size_t first, std::size_t count) {
    const auto planes = work.input.channels.size();
    const auto size = planes * static_cast<std::size_t>(work.input.side) * static_cast<std::size_t>(work.input.side);
    std::vector<float> inputs(count * size);
    if (auto read = work.dataset.readInputs(std::span(work.rows).subspan(first, count), work.input, inputs); !read)
        return read;
    std::mutex guard;
    Result<void> outcome;
    parallelRanges(count, [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const auto png = encodePng(std::span(inputs).subspan(i * size, size), static_cast<int>(planes), work.input.side);
            if (auto written = writeBytes(folder / work.files[first + i], png); !written) {
                const std::lock_guard lock(guard);
                outcome = std::move(written);
                return;
            }
        }
    });
    return outcome;
}

Result<void> writeIndex(const Export& work, const std::filesystem::path& folder) {
    Integers rows;
    Texts files, names, classes, splits, flags;
    Reals rightAscensions, declinations;
    std::array<Reals, bandCount> magnitudes;
    for (std::size_t i = 0; i < work.rows.size(); ++i) {
        const auto row = work.rows[i];
        const auto label = work.columns.label[row];
        rows.push_back(static_cast<std::int64_t>(row));
        files.push_back(work.files[i]);
        names.push_back(work.columns.name[row]);
        rightAscensions.push_back(work.columns.position[row].rightAscension);
        declinations.push_back(work.columns.position[row].declination);
        classes.push_back(label == noLabel ? "" : work.dataset.card().classes[label]);
        splits.emplace_back(splitName(work.columns.split[row]));
        std::string set;
        for (const auto flag : qualityFlags)
            if (work.columns.flags[row] & bit(flag))
                set += (set.empty() ? "" : " ") + std::string(flagName(flag));
        flags.push_back(std::move(set));
        for (std::size_t band = 0; band < bandCount; ++band)
            magnitudes[band].push_back(std::round(1e4 * work.columns.magnitude[row][band]) / 1e4);
    }
    Table table;
    table.add(integerColumn("row", "", std::move(rows)));
    table.add(textColumn("file", std::move(files)));
    table.add(textColumn("name", std::move(names)));
    table.add(realColumn("ra", "deg", std::move(rightAscensions)));
    table.add(realColumn("dec", "deg", std::move(declinations)));
    table.add(textColumn("class", std::move(classes)));
    table.add(textColumn("split", std::move(splits)));
    table.add(textColumn("flags", std::move(flags)));
    for (std::size_t band = 0; band < bandCount; ++band)
        table.add(realColumn(fmt::format("w{}mpro", band + 1), "mag", std::move(magnitudes[band])));
    return writeTable(folder / "index.csv", table, TableFormat::Csv);
}

} // namespace

std::string safeFileName(std::string name) {
    for (char& letter : name)
        if (!std::isalnum(static_cast<unsigned char>(letter)) && std::string_view("+-._").find(letter) == std::string_view::npos)
            letter = '_';
    if (name.empty() || name.front() == '.')
        name.insert(0, "_");
    return name.substr(0, 100);
}

JobResult<std::size_t> exportImages(const Dataset& dataset, const ExportOptions& options, ProgressSink& progress,
                                    std::stop_token stop) {
    Export work{dataset, options.input, {}, {}, {}};
    if (dataset.card().kind == DatasetKind::Images) {
        work.input.channels.resize(static_cast<std::size_t>(std::min(dataset.card().planes, 3)), Band::W1);
        work.input.side = options.input.side > 0 ? options.input.side : dataset.card().side;
    }
    if (work.input.channels.size() != 1 && work.input.channels.size() != 3)
        return stopWith({ErrorCode::BadOption, {}, "a picture is of one band or of three", {}});
    if (auto fit = dataset.checkInputs(work.input); !fit)
        return stopWith(fit.error());
    auto columns = dataset.columns();
    if (!columns)
        return stopWith(columns.error());
    work.columns = std::move(*columns);
    for (std::size_t row = 0; row < dataset.size(); ++row)
        if (options.leftOut || work.columns.split[row] != DatasetSplit::LeftOut)
            work.rows.push_back(row);
    if (work.rows.empty())
        return stopWith({ErrorCode::NothingOnTile, dataset.path().string(), "has no row in a split", "split it first"});
    nameFiles(work);

    const StagedFolder staged(options.folder);
    if (auto made = staged.make(); !made)
        return stopWith(made.error());
    std::error_code problem;
    for (const auto& file : work.files)
        std::filesystem::create_directories((staged.path() / file).parent_path(), problem);
    for (std::size_t first = 0; first < work.rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Exporting", static_cast<std::int64_t>(first), static_cast<std::int64_t>(work.rows.size())});
        const auto count = std::min(pieceSize, work.rows.size() - first);
        if (auto written = writePiece(work, staged.path(), first, count); !written)
            return stopWith(written.error());
    }
    if (auto done = writeIndex(work, staged.path()).and_then([&] { return staged.commit(); }); !done)
        return stopWith(done.error());
    return work.rows.size();
}

} // namespace iic
