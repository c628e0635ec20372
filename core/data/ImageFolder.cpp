#include "data/ImageFolder.h"

#include "catalog/Catalog.h"
#include "data/ExportImages.h"
#include "data/RasterImage.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace iic {

namespace {

using Paths = std::vector<std::filesystem::path>;

Result<Paths> sortedEntries(const std::filesystem::path& folder) {
    std::error_code problem;
    Paths entries;
    for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
        entries.push_back(entry->path());
    if (problem)
        return fail(ErrorCode::FileUnreadable, folder.string(), "cannot be read", problem.message());
    std::ranges::sort(entries);
    return entries;
}

/// But for what programs leave behind: ".thumbnails", "__MACOSX".
Result<Paths> foldersIn(const std::filesystem::path& folder) {
    return sortedEntries(folder).map([](Paths entries) {
        std::erase_if(entries, [](const auto& entry) {
            std::error_code problem;
            const auto name = entry.filename().string();
            return name.starts_with('.') || name.starts_with("__") || !std::filesystem::is_directory(entry, problem);
        });
        return entries;
    });
}

Result<Paths> imagesIn(const std::filesystem::path& folder) {
    return sortedEntries(folder).map([](Paths entries) {
        std::erase_if(entries, [](const auto& entry) {
            std::error_code problem;
            return !std::filesystem::is_regular_file(entry, problem) || !hasImageName(entry);
        });
        return entries;
    });
}

std::optional<DatasetSplit> splitOfFolder(std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (name == "training" || name == "train")
        return DatasetSplit::Training;
    if (name == "validation" || name == "valid" || name == "val")
        return DatasetSplit::Validation;
    if (name == "test" || name == "testing")
        return DatasetSplit::Test;
    return name == "left_out" ? std::optional(DatasetSplit::LeftOut) : std::nullopt;
}

/// As parseClass, also of several: "Stars", "galaxies", "QSOs".
std::optional<SourceClass> classOfFolder(const std::string& name) {
    if (const auto one = parseClass(name); one || name.empty())
        return one;
    if (name.ends_with("ies"))
        return parseClass(name.substr(0, name.size() - 3) + "y");
    return name.ends_with('s') ? parseClass(name.substr(0, name.size() - 1)) : std::nullopt;
}

/// A folder of images of one class.
struct ClassFolder {
    std::string name;
    DatasetSplit split;
    std::vector<std::filesystem::path> files;
};

Result<std::vector<ClassFolder>> classFolders(const std::filesystem::path& folder, DatasetSplit split) {
    const auto entries = foldersIn(folder);
    if (!entries)
        return tl::unexpected(entries.error());
    std::vector<ClassFolder> found;
    for (const auto& entry : *entries) {
        auto files = imagesIn(entry);
        if (!files)
            return tl::unexpected(files.error());
        if (!files->empty())
            found.push_back({entry.filename().string(), split, std::move(*files)});
    }
    return found;
}

/// Whether images are split is told by what holds class folders: folders for training, validation and test do. What was left out
/// of all of them stays so; alone, it was never split.
Result<ImageFolder> arranged(const std::filesystem::path& folder, std::vector<ClassFolder>& found) {
    const auto entries = foldersIn(folder);
    if (!entries)
        return tl::unexpected(entries.error());
    ImageFolder listed;
    std::vector<ClassFolder> split;
    for (const auto& entry : *entries)
        if (const auto which = splitOfFolder(entry.filename().string())) {
            auto inside = classFolders(entry, *which);
            if (!inside)
                return tl::unexpected(inside.error());
            listed.isSplit = listed.isSplit || (*which != DatasetSplit::LeftOut && !inside->empty());
            std::ranges::move(*inside, std::back_inserter(split));
        }
    auto plain = classFolders(folder, DatasetSplit::LeftOut);
    if (!plain)
        return tl::unexpected(plain.error());
    if (listed.isSplit && !plain->empty())
        return fail(ErrorCode::ImplausibleData, (folder / plain->front().name).string(),
                    "holds images beside folders that are split",
                    "images in a folder of their class, in each of the splits, expected");
    found = listed.isSplit || plain->empty() ? std::move(split) : std::move(*plain);
    return listed;
}

std::vector<std::string> classesOf(const std::vector<ClassFolder>& folders) {
    std::set<std::string> names;
    for (const auto& folder : folders)
        if (folder.name != unlabelledFolder)
            names.insert(folder.name);
    if (names.empty() || !std::ranges::all_of(names, [](const std::string& name) { return classOfFolder(name).has_value(); }))
        return {names.begin(), names.end()};
    std::vector<std::string> classes;
    for (const auto sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        classes.emplace_back(className(sourceClass));
    return classes;
}

std::uint8_t labelOf(const std::string& folder, const std::vector<std::string>& classes) {
    if (folder == unlabelledFolder)
        return noLabel;
    const auto named = std::ranges::find(classes, folder);
    return static_cast<std::uint8_t>(named != classes.end() ? named - classes.begin() : static_cast<int>(*classOfFolder(folder)));
}

} // namespace

Result<ImageFolder> listImageFolder(const std::filesystem::path& folder) {
    std::vector<ClassFolder> found;
    auto listed = arranged(folder, found);
    if (!listed)
        return listed;
    listed->classes = classesOf(found);
    if (listed->classes.empty() || listed->classes.size() >= noLabel)
        return fail(
            ErrorCode::ImplausibleData, folder.string(), "is not a folder of images by class",
            fmt::format("1 to {} folders with PNG or JPEG files expected, {} found", noLabel - 1, listed->classes.size()));
    for (const auto& one : found)
        for (const auto& file : one.files)
            listed->files.push_back(
                {file, file.lexically_relative(folder).generic_string(), labelOf(one.name, listed->classes), one.split});
    std::ranges::stable_sort(listed->files, {}, [](const ImageFile& file) { return std::pair(file.split, file.label); });
    return listed;
}

} // namespace iic
