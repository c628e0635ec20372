#include "spectra/Spectrum.h"

#include "astro/FitsTable.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr int coadd = 1;
constexpr int specObj = 2;
constexpr double leastLogWavelength = 2;
constexpr double mostLogWavelength = 7;
constexpr double leastRedshift = -0.1;
constexpr double mostRedshift = 20;
constexpr std::array<std::string_view, spectralClassCount> classNames{"STAR", "GALAXY", "QSO"};

Result<void> checkWavelengths(const FitsTableFile& file, const std::vector<double>& logWavelength) {
    for (std::size_t pixel = 0; pixel < logWavelength.size(); ++pixel) {
        const double here = logWavelength[pixel];
        if (!(here >= leastLogWavelength && here <= mostLogWavelength))
            return tl::unexpected(file.error(ErrorCode::ImplausibleData, "a wavelength is out of range",
                                             fmt::format("loglam of {} to {} expected, {} found in row {}", leastLogWavelength,
                                                         mostLogWavelength, here, pixel + 1)));
        if (pixel > 0 && !(here > logWavelength[pixel - 1]))
            return tl::unexpected(
                file.error(ErrorCode::ImplausibleData, "the wavelengths do not increase",
                           fmt::format("loglam {} after {} in row {}", here, logWavelength[pixel - 1], pixel + 1)));
    }
    return {};
}

/// Takes flux and inverse variance over, each where it is a number that a float holds.
void takePixels(Spectrum& spectrum, const std::vector<double>& flux, const std::vector<double>& inverseVariance) {
    spectrum.flux.resize(flux.size());
    spectrum.inverseVariance.resize(flux.size());
    for (std::size_t pixel = 0; pixel < flux.size(); ++pixel) {
        const auto value = static_cast<float>(flux[pixel]), weight = static_cast<float>(inverseVariance[pixel]);
        const bool isNumber = std::isfinite(value);
        spectrum.flux[pixel] = isNumber ? value : 0;
        spectrum.inverseVariance[pixel] = isNumber && std::isfinite(weight) && weight > 0 ? weight : 0;
    }
}

Result<void> readCoadd(const FitsTableFile& file, Spectrum& spectrum) {
    const auto rows = file.rows();
    if (rows < 2 || rows > Spectrum::mostPixels)
        return tl::unexpected(file.error(ErrorCode::ImplausibleData, "the number of pixels is out of range",
                                         fmt::format("2 to {} expected, {} found", Spectrum::mostPixels, rows)));
    auto logWavelength = file.numbers("loglam");
    if (!logWavelength)
        return tl::unexpected(logWavelength.error());
    if (auto sound = checkWavelengths(file, *logWavelength); !sound)
        return sound;
    const auto flux = file.numbers("flux");
    if (!flux)
        return tl::unexpected(flux.error());
    const auto inverseVariance = file.numbers("ivar");
    if (!inverseVariance)
        return tl::unexpected(inverseVariance.error());
    spectrum.logWavelength = std::move(*logWavelength);
    takePixels(spectrum, *flux, *inverseVariance);
    return {};
}

/// The first row of a column where there is one.
Result<std::optional<double>> firstNumber(const FitsTableFile& file, const std::string& column) {
    if (!file.has(column))
        return std::optional<double>();
    const auto numbers = file.numbers(column);
    if (!numbers)
        return tl::unexpected(numbers.error());
    return std::isfinite(numbers->front()) ? std::optional(numbers->front()) : std::nullopt;
}

Result<void> readPosition(const FitsTableFile& file, const std::string& longitude, const std::string& latitude,
                          Spectrum& spectrum) {
    const auto rightAscension = firstNumber(file, longitude), declination = firstNumber(file, latitude);
    if (!rightAscension || !declination)
        return tl::unexpected(rightAscension ? declination.error() : rightAscension.error());
    if (*rightAscension && *declination && **rightAscension >= 0 && **rightAscension < 360 && std::abs(**declination) <= 90)
        spectrum.position = SkyCoord{**rightAscension, **declination};
    return {};
}

Result<void> readFibre(const FitsTableFile& file, Spectrum& spectrum) {
    constexpr double largest = 1e6;
    std::array<int, 3> numbers{};
    const std::array<std::string, 3> columns{"PLATE", "MJD", "FIBERID"};
    for (std::size_t which = 0; which < columns.size(); ++which) {
        const auto number = firstNumber(file, columns[which]);
        if (!number)
            return tl::unexpected(number.error());
        if (!*number || !(**number >= 0 && **number <= largest))
            return {};
        numbers[which] = static_cast<int>(**number);
    }
    spectrum.fibre = FibreId{numbers[0], numbers[1], numbers[2]};
    return {};
}

Result<void> readSpecObj(const FitsTableFile& file, Spectrum& spectrum) {
    for (const auto& [column, text] : {std::pair("CLASS", &spectrum.className), std::pair("SUBCLASS", &spectrum.subclass)}) {
        if (!file.has(column))
            continue;
        auto read = file.firstText(column);
        if (!read)
            return tl::unexpected(read.error());
        *text = std::move(*read);
    }
    const auto redshift = firstNumber(file, "Z");
    if (!redshift)
        return tl::unexpected(redshift.error());
    if (*redshift && **redshift >= leastRedshift && **redshift <= mostRedshift)
        spectrum.redshift = **redshift;
    if (auto read = readPosition(file, "PLUG_RA", "PLUG_DEC", spectrum); !read)
        return read;
    if (!spectrum.position)
        if (auto read = readPosition(file, "RA", "DEC", spectrum); !read)
            return read;
    return readFibre(file, spectrum);
}

std::string nameOf(const std::filesystem::path& path) {
    auto name = path.filename();
    if (name.extension() == ".gz")
        name = name.stem();
    return name.stem().string();
}

} // namespace

std::string_view spectralClassName(SpectralClass spectralClass) { return classNames[static_cast<std::size_t>(spectralClass)]; }

std::optional<SpectralClass> parseSpectralClass(std::string_view name) {
    const auto same = [name](std::string_view other) {
        return std::ranges::equal(name, other, [](unsigned char a, unsigned char b) { return std::toupper(a) == b; });
    };
    const auto found = std::ranges::find_if(classNames, same);
    return found == classNames.end() ? std::nullopt : std::optional(static_cast<SpectralClass>(found - classNames.begin()));
}

Result<Spectrum> readSpectrum(const std::filesystem::path& path) {
    auto file = FitsTableFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto there = file->moveTo(coadd);
    if (!there)
        return tl::unexpected(there.error());
    if (!*there || !file->isTable())
        return tl::unexpected(file->error(ErrorCode::BadTable, "is not a spectrum", "a table of loglam, flux and ivar expected"));
    Spectrum spectrum;
    spectrum.name = nameOf(path);
    if (auto read = readCoadd(*file, spectrum); !read)
        return tl::unexpected(read.error());
    const auto described = file->moveTo(specObj);
    if (!described)
        return tl::unexpected(described.error());
    if (*described && file->isTable() && file->rows() > 0)
        if (auto read = readSpecObj(*file, spectrum); !read)
            return tl::unexpected(read.error());
    return spectrum;
}

bool holdsSpectrum(const std::filesystem::path& path) {
    auto file = FitsTableFile::open(path);
    const auto there = file ? file->moveTo(coadd) : Result<bool>(false);
    return there && *there && file->has("loglam") && file->has("flux") && file->has("ivar");
}

std::optional<double> medianSignalToNoise(const Spectrum& spectrum) {
    std::vector<double> ratios;
    for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
        if (spectrum.inverseVariance[pixel] > 0)
            ratios.push_back(spectrum.flux[pixel] * std::sqrt(static_cast<double>(spectrum.inverseVariance[pixel])));
    if (ratios.empty())
        return std::nullopt;
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::ranges::nth_element(ratios, middle);
    return *middle;
}

std::size_t maskedPixels(const Spectrum& spectrum) {
    return static_cast<std::size_t>(std::ranges::count(spectrum.inverseVariance, 0.0F));
}

} // namespace iic
