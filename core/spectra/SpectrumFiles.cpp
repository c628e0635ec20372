#include "spectra/SpectrumFiles.h"

#include <algorithm>

namespace iic {

namespace {

Result<std::vector<std::filesystem::path>> spectraIn(const std::filesystem::path& folder) {
    std::error_code problem;
    std::vector<std::filesystem::path> files;
    auto entry = std::filesystem::directory_iterator(folder, problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem))
        if (isNamedAsSpectrum(entry->path()))
            files.push_back(entry->path());
    if (problem)
        return fail(ErrorCode::FileNotFound, folder.string(), "the folder cannot be read", problem.message());
    std::ranges::sort(files);
    return files;
}

} // namespace

SpectrumHead headOf(const Spectrum& spectrum, const std::filesystem::path& file) {
    return {file,
            spectrum.name,
            spectrum.className,
            spectrum.subclass,
            spectrum.redshift,
            spectrum.position,
            medianSignalToNoise(spectrum)};
}

bool isNamedAsSpectrum(const std::filesystem::path& file) {
    const auto name = file.filename().string();
    return name.starts_with("spec-") && (name.ends_with(".fits") || name.ends_with(".fits.gz"));
}

Result<std::vector<std::filesystem::path>> spectrumFiles(std::span<const std::filesystem::path> paths) {
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        std::error_code absent;
        if (!std::filesystem::is_directory(path, absent)) {
            if (!std::filesystem::exists(path, absent))
                return fail(ErrorCode::FileNotFound, path.string(), "there is no such file or folder");
            files.push_back(path);
            continue;
        }
        const auto inside = spectraIn(path);
        if (!inside)
            return tl::unexpected(inside.error());
        files.insert(files.end(), inside->begin(), inside->end());
    }
    return files;
}

} // namespace iic
