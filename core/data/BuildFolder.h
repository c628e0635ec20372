#pragma once

#include "base/Error.h"
#include "data/CutSources.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace iic {

/// A piece of a build that is done: what became of its sources, and the checksum of the pixels of those kept.
struct BuildPiece {
    std::vector<CutSource> sources;
    std::vector<char> kept;
    std::uint64_t pixels = 0;

    std::size_t keptCount() const;
};

/// The folder of an unfinished build: its plan, and its pieces, each written under another name and then renamed, with a
/// checksum that tells a torn one. Nothing is flushed to the disk before the end: what a power cut takes is done again.
class BuildFolder {
  public:
    /// Makes the folder with this plan, or takes up the one that is there. FileUnwritable, also where another build holds it;
    /// FileChanged, PlanDiffers as buildDataset.
    static Result<BuildFolder> open(const std::filesystem::path& folder, const nlohmann::json& plan, bool restart);
    BuildFolder(BuildFolder&&) noexcept;
    BuildFolder& operator=(BuildFolder&&) noexcept;
    ~BuildFolder();

    std::filesystem::path cutouts() const { return folder_ / "cutouts"; }
    Result<void> keep(const std::string& name, const BuildPiece& piece) const;
    std::optional<BuildPiece> piece(const std::string& name) const; ///< nullopt where it is not there, or not whole
    void remove() const;

  private:
    BuildFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

    std::filesystem::path folder_;
    int lock_ = -1;
};

} // namespace iic
