#include "data/BuildFolder.h"

#include "base/Checksum.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "data/PlanDifference.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace iic {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t pieceMark = 0x31656365'69504349; // "ICPiece1"
constexpr std::size_t largestPiece = std::size_t{1} << 30;

struct PieceHeader {
    std::uint64_t mark = pieceMark, pixels = 0, sources = 0;
};

struct StoredSource {
    PixelCoord offset;
    SkySquare corners;
    std::uint16_t flags = 0;
    std::uint8_t onTile = 0, kept = 0;
    std::uint32_t unused = 0;
};

Error unwritable(const std::filesystem::path& path, int problem) {
    const bool full = problem == ENOSPC || problem == EFBIG || problem == EDQUOT;
    return {ErrorCode::FileUnwritable, path.string(), full ? "there is no room to write it" : "cannot be written",
            std::strerror(problem)};
}

std::optional<std::string> readWhole(const std::filesystem::path& path) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    if (problem || size > largestPiece)
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return file ? std::optional(std::move(text).str()) : std::nullopt;
}

/// Why an unfinished build cannot be gone on with.
Error refusal(const std::filesystem::path& folder, const PlanDifference& difference) {
    if (!difference.changedFile.empty())
        return {ErrorCode::FileChanged, difference.changedFile, "has changed since the unfinished build began",
                difference.detail + "; restart the build to begin anew"};
    return {ErrorCode::PlanDiffers, folder.string(), "holds an unfinished build with other options",
            difference.detail + "; go on with the same, or restart it"};
}

} // namespace

std::size_t BuildPiece::keptCount() const { return static_cast<std::size_t>(std::ranges::count(kept, 1)); }

Result<BuildFolder> BuildFolder::open(const std::filesystem::path& path, const Json& plan, bool restart) {
    std::error_code problem;
    std::filesystem::create_directory(path, problem);
    if (problem)
        return tl::unexpected(unwritable(path, problem.value()));
    const int lock = ::open((path / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (lock < 0)
        return tl::unexpected(unwritable(path, errno));
    BuildFolder folder(path, lock);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::FileUnwritable, path.string(), "another build is at work on it");
    if (restart)
        for (const auto& entry : std::filesystem::directory_iterator(path, problem))
            if (entry.path().filename() != "lock")
                std::filesystem::remove(entry.path(), problem);
    const auto planFile = path / "plan.json";
    if (!std::filesystem::exists(planFile, problem)) {
        if (auto written = writeTextFile(planFile, jsonText(plan, 1)); !written)
            return tl::unexpected(written.error());
        return folder;
    }
    const auto text = readWhole(planFile);
    const auto then = parseJsonObject(text.value_or(""));
    if (!then)
        return fail(ErrorCode::PlanDiffers, planFile.string(), "the plan of the unfinished build cannot be read", "restart it");
    if (const auto difference = planDifference(*then, plan))
        return tl::unexpected(refusal(path, *difference));
    return folder;
}

BuildFolder::BuildFolder(BuildFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

BuildFolder& BuildFolder::operator=(BuildFolder&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(lock_, other.lock_);
    return *this;
}

BuildFolder::~BuildFolder() {
    if (lock_ >= 0)
        ::close(lock_);
}

Result<void> BuildFolder::keep(const std::string& name, const BuildPiece& piece) const {
    const PieceHeader header{pieceMark, piece.pixels, piece.sources.size()};
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    for (std::size_t i = 0; i < piece.sources.size(); ++i) {
        const auto& source = piece.sources[i];
        const StoredSource stored{source.offset, source.corners, source.flags, source.onTile, piece.kept[i] != 0, 0};
        bytes.append(reinterpret_cast<const char*>(&stored), sizeof stored);
    }
    Checksum checksum;
    checksum.add(std::as_bytes(std::span(bytes)));
    bytes += checksum.text();

    const auto path = folder_ / name, temporary = folder_ / (name + ".new");
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!file)
        return tl::unexpected(unwritable(path, errno));
    file.close();
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return tl::unexpected(unwritable(path, errno));
    return {};
}

std::optional<BuildPiece> BuildFolder::piece(const std::string& name) const {
    constexpr std::size_t checksumLength = 16;
    const auto bytes = readWhole(folder_ / name);
    PieceHeader header;
    if (!bytes || bytes->size() < sizeof header + checksumLength)
        return std::nullopt;
    const auto body = std::string_view(*bytes).substr(0, bytes->size() - checksumLength);
    Checksum checksum;
    checksum.add(std::as_bytes(std::span(body)));
    std::memcpy(&header, body.data(), sizeof header);
    if (checksum.text() != bytes->substr(body.size()) || header.mark != pieceMark ||
        header.sources != (body.size() - sizeof header) / sizeof(StoredSource))
        return std::nullopt;
    BuildPiece piece;
    piece.pixels = header.pixels;
    for (std::size_t i = 0; i < header.sources; ++i) {
        StoredSource stored;
        std::memcpy(&stored, body.data() + sizeof header + i * sizeof stored, sizeof stored);
        piece.sources.push_back({stored.offset, stored.corners, stored.flags, stored.onTile != 0});
        piece.kept.push_back(stored.kept != 0);
    }
    return piece;
}

void BuildFolder::remove() const {
    std::error_code problem;
    std::filesystem::remove_all(folder_, problem);
}

} // namespace iic
