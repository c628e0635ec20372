#include "data/ImageFolder.h"

#include "catalog/Catalog.h"
#include "data/RasterImage.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace iic {

namespace {

constexpr std::string_view unlabelled = "unlabelled"; // as exportImages calls it

std::vector<std::filesystem::path> sortedEntries(const std::filesystem::path& folder) {
    std::error_code problem;
    std::vector<std::filesystem::path> entries;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
        entries.push_back(entry.path());
    std::ranges::sort(entries);
    return entries;
}

std::vector<std::filesystem::path> foldersIn(const std::filesystem::path& folder) {
    std::error_code problem;
    auto entries = sortedEntries(folder);
    std::erase_if(entries, [&](const auto& entry) { return !std::filesystem::is_directory(entry, problem); });
    return entries;
}

std::vector<std::filesystem::path> imagesIn(const std::filesystem::path& folder) {
    std::error_code problem;
    auto entries = sortedEntries(folder);
    std::erase_if(entries,
                  [&](const auto& entry) { return !std::filesystem::is_regular_file(entry, problem) || !hasImageName(entry); });
    return entries;
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

std::vector<ClassFolder> classFolders(const std::filesystem::path& folder, DatasetSplit split) {
    std::vector<ClassFolder> found;
    for (const auto& entry : foldersIn(folder))
        if (auto files = imagesIn(entry); !files.empty())
            found.push_back({entry.filename().string(), split, std::move(files)});
    return found;
}

/// The class folders within those of the splits; none where the folders are of another kind.
std::vector<ClassFolder> splitClassFolders(const std::filesystem::path& folder) {
    std::vector<ClassFolder> found;
    for (const auto& entry : foldersIn(folder)) {
        const auto split = splitOfFolder(entry.filename().string());
        if (!split || !imagesIn(entry).empty())
            return {};
        std::ranges::move(classFolders(entry, *split), std::back_inserter(found));
    }
    std::ranges::stable_sort(found, {}, &ClassFolder::split);
    return found;
}

std::vector<std::string> classesOf(const std::vector<ClassFolder>& folders) {
    std::set<std::string> names;
    for (const auto& folder : folders)
        if (folder.name != unlabelled)
            names.insert(folder.name);
    if (names.empty() || !std::ranges::all_of(names, [](const std::string& name) { return classOfFolder(name).has_value(); }))
        return {names.begin(), names.end()};
    std::vector<std::string> classes;
    for (const auto sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        classes.emplace_back(className(sourceClass));
    return classes;
}

std::uint8_t labelOf(const std::string& folder, const std::vector<std::string>& classes) {
    if (folder == unlabelled)
        return noLabel;
    const auto named = std::ranges::find(classes, folder);
    return static_cast<std::uint8_t>(named != classes.end() ? named - classes.begin() : static_cast<int>(*classOfFolder(folder)));
}

} // namespace

Result<ImageFolder> listImageFolder(const std::filesystem::path& folder) {
    ImageFolder listed;
    auto found = splitClassFolders(folder);
    listed.isSplit = !found.empty();
    if (!listed.isSplit)
        found = classFolders(folder, DatasetSplit::LeftOut);
    listed.classes = classesOf(found);
    if (listed.classes.empty() || listed.classes.size() >= noLabel)
        return fail(ErrorCode::ImplausibleData, folder.string(), "is not a folder of images by class",
                    fmt::format("1 to {} folders with PNG or JPEG files expected, {} found", noLabel - 1, listed.classes.size()));
    for (const auto& one : found)
        for (const auto& file : one.files)
            listed.files.push_back(
                {file, file.lexically_relative(folder).generic_string(), labelOf(one.name, listed.classes), one.split});
    std::ranges::stable_sort(listed.files, {}, [](const ImageFile& file) { return std::pair(file.split, file.label); });
    return listed;
}

} // namespace iic
