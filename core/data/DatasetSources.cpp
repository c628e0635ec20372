#include "data/Dataset.h"

#include <fmt/format.h>

namespace iic {

namespace {

/// What the card says the dataset was made of.
std::vector<const FileRecord*> filesOf(const DatasetCard& card) {
    std::vector<const FileRecord*> files;
    for (const auto& tile : card.tiles)
        for (const auto& [band, file] : tile.files)
            files.push_back(&file);
    for (const auto& catalog : card.catalogs) {
        files.push_back(&catalog.catalog);
        if (catalog.truth)
            files.push_back(&*catalog.truth);
    }
    return files;
}

std::filesystem::path folderOf(const Dataset& dataset) {
    std::error_code problem;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(dataset.path()), problem).parent_path();
}

} // namespace

std::filesystem::path sourceFile(const Dataset& dataset, const FileRecord& file) {
    return (folderOf(dataset) / file.path).lexically_normal();
}

Result<void> checkSource(const Dataset& dataset, const FileRecord& file) {
    const auto path = sourceFile(dataset, file);
    const auto now = fingerprintFile(path);
    if (!now)
        return tl::unexpected(now.error());
    if (*now != file.fingerprint)
        return fail(ErrorCode::FileChanged, path.string(), "has changed since the dataset was made of it",
                    fmt::format("{} bytes with checksum {} expected, {} with {} found", file.fingerprint.bytes,
                                file.fingerprint.checksum, now->bytes, now->checksum));
    return {};
}

Result<void> checkSources(const Dataset& dataset) {
    for (const auto* file : filesOf(dataset.card()))
        if (auto unchanged = checkSource(dataset, *file); !unchanged)
            return unchanged;
    return {};
}

JobResult<std::vector<Error>> changedSources(const Dataset& dataset, ProgressSink& progress, std::stop_token stop) {
    const auto files = filesOf(dataset.card());
    std::vector<Error> changed;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Checking files", static_cast<std::int64_t>(i), static_cast<std::int64_t>(files.size())});
        if (auto unchanged = checkSource(dataset, *files[i]); !unchanged)
            changed.push_back(unchanged.error());
    }
    return changed;
}

} // namespace iic
