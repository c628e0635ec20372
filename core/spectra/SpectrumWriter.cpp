#include "base/OutputFile.h"
#include "spectra/Spectrum.h"

#include "astro/FitsHeader.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <fmt/format.h>
#include <limits>

namespace iic {

namespace {

constexpr std::size_t blockSize = 2880;
constexpr std::size_t recordSize = 80;
constexpr std::size_t longestText = 60;

std::string record(std::string text) {
    text.resize(recordSize, ' ');
    return text;
}

std::string card(const std::string& keyword, const std::string& value, bool isText = false) {
    return record(fmt::format("{:<8}= {}", keyword, FitsCard{keyword, value, "", isText}.written()));
}

/// Printable ASCII, as cards and cells of FITS are.
std::string plain(const std::string& text) {
    std::string out = text.substr(0, longestText);
    std::ranges::replace_if(
        out, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return out;
}

void fillBlock(std::string& bytes, char fill) { bytes.resize((bytes.size() + blockSize - 1) / blockSize * blockSize, fill); }

std::string header(std::string cards) {
    cards += record("END");
    fillBlock(cards, ' ');
    return cards;
}

template <typename T> void append(std::string& bytes, T value) {
    using Bits = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;
    const auto bits = std::bit_cast<Bits>(value);
    for (int shift = 8 * sizeof(T) - 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(bits >> shift & 0xff);
}

struct Field {
    const char* name;
    std::string form;
};

std::string table(const std::string& name, const std::vector<Field>& fields, std::size_t rows, std::string data) {
    std::string cards = card("XTENSION", "BINTABLE", true) + card("BITPIX", "8") + card("NAXIS", "2") +
                        card("NAXIS1", std::to_string(data.size() / rows)) + card("NAXIS2", std::to_string(rows)) +
                        card("PCOUNT", "0") + card("GCOUNT", "1") + card("TFIELDS", std::to_string(fields.size()));
    for (std::size_t number = 1; number <= fields.size(); ++number)
        cards += card(fmt::format("TTYPE{}", number), fields[number - 1].name, true) +
                 card(fmt::format("TFORM{}", number), fields[number - 1].form, true);
    fillBlock(data, '\0');
    return header(cards + card("EXTNAME", name, true)) + data;
}

std::string coadd(const Spectrum& spectrum) {
    std::string data;
    for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel) {
        append(data, spectrum.flux[pixel]);
        append(data, spectrum.logWavelength[pixel]);
        append(data, spectrum.inverseVariance[pixel]);
    }
    return table("COADD", {{"flux", "E"}, {"loglam", "D"}, {"ivar", "E"}}, spectrum.size(), std::move(data));
}

std::string specObj(const Spectrum& spectrum) {
    std::vector<Field> fields;
    std::string data;
    if (const auto& fibre = spectrum.fibre)
        for (const auto& [name, number] :
             {std::pair("PLATE", fibre->plate), std::pair("MJD", fibre->mjd), std::pair("FIBERID", fibre->fibre)}) {
            fields.push_back({name, "J"});
            append(data, number);
        }
    if (const auto& position = spectrum.position)
        for (const auto& [name, degrees] :
             {std::pair("PLUG_RA", position->rightAscension), std::pair("PLUG_DEC", position->declination)}) {
            fields.push_back({name, "D"});
            append(data, degrees);
        }
    for (const auto& [name, text] : {std::pair("CLASS", &spectrum.className), std::pair("SUBCLASS", &spectrum.subclass)}) {
        auto cell = plain(*text);
        cell.resize(std::max<std::size_t>(cell.size(), 1), ' ');
        fields.push_back({name, fmt::format("{}A", cell.size())});
        data += cell;
    }
    fields.push_back({"Z", "D"});
    append(data, spectrum.redshift.value_or(std::numeric_limits<double>::quiet_NaN()));
    return table("SPECOBJ", fields, 1, std::move(data));
}

} // namespace

Result<void> writeSpectrum(const std::filesystem::path& path, const Spectrum& spectrum) {
    const auto size = spectrum.size();
    if (size == 0 || spectrum.flux.size() != size || spectrum.inverseVariance.size() != size)
        return fail(ErrorCode::BadOption, path.string(), "wavelengths, flux and inverse variance are not of one length",
                    fmt::format("{}, {} and {} found", size, spectrum.flux.size(), spectrum.inverseVariance.size()));
    const auto primary = header(card("SIMPLE", "T") + card("BITPIX", "8") + card("NAXIS", "0") + card("EXTEND", "T") +
                                card("NAME", plain(spectrum.name), true));
    return writeTextFile(path, primary + coadd(spectrum) + specObj(spectrum));
}

} // namespace iic
