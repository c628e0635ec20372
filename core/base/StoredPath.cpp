#include "base/StoredPath.h"

#include <algorithm>

namespace iic {

StoredPath storedPath(const std::filesystem::path& file, const std::filesystem::path& folder) {
    std::error_code problem;
    auto absolute = std::filesystem::weakly_canonical(std::filesystem::absolute(file, problem), problem);
    if (problem)
        absolute = file.lexically_normal();
    StoredPath stored{std::nullopt, absolute.string()};
    const auto common = std::mismatch(absolute.begin(), absolute.end(), folder.begin(), folder.end()).first;
    if (std::distance(absolute.begin(), common) > 1)
        stored.relative = absolute.lexically_relative(folder).string();
    return stored;
}

std::vector<std::filesystem::path> placesOf(const StoredPath& stored, const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> places;
    if (stored.relative)
        places.push_back((folder / *stored.relative).lexically_normal());
    if (places.empty() || places.front() != stored.absolute)
        places.emplace_back(stored.absolute);
    return places;
}

std::filesystem::path placeNow(const StoredPath& stored, const std::filesystem::path& folder) {
    const auto places = placesOf(stored, folder);
    std::error_code ignored;
    const auto there = std::ranges::find_if(places, [&](const auto& place) { return std::filesystem::exists(place, ignored); });
    return there == places.end() ? places.front() : *there;
}

} // namespace iic
