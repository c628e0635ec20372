#pragma once

#include "base/Error.h"

#include <filesystem>
#include <string_view>

namespace iic {

/// The name under which `target` is written before it is whole: beside it, another each time, and with the number of this process.
std::filesystem::path partOf(const std::filesystem::path& target);
/// Removes what killed processes have left of `target`: parts whose process runs no more on this machine.
void removeAbandonedParts(const std::filesystem::path& target);

/// A file that appears whole or not at all: written under a temporary name in the same folder, renamed by
/// commit(), removed by the destructor otherwise.
class OutputFile {
  public:
    /// FileUnwritable when the folder does not exist or may not be written.
    static Result<OutputFile> create(const std::filesystem::path& target);
    OutputFile(OutputFile&&) noexcept;
    OutputFile& operator=(OutputFile&&) noexcept;
    ~OutputFile();

    /// The temporary name, for libraries that open files themselves.
    const std::filesystem::path& path() const { return temporary_; }
    /// Flushes the file to the disk and gives it its name.
    Result<void> commit();

  private:
    OutputFile(std::filesystem::path target, std::filesystem::path temporary);

    std::filesystem::path target_;
    std::filesystem::path temporary_;
};

/// FileExists when something is there already that is not to be overwritten.
Result<void> checkMayWrite(const std::filesystem::path& target, bool overwrite);

/// Writes `text` as a whole file through OutputFile.
Result<void> writeTextFile(const std::filesystem::path& target, std::string_view text);

} // namespace iic
