#include "astro/FitsImage.h"

#include "base/OutputFile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <fstream>

namespace iic {

namespace {

constexpr std::size_t blockSize = 2880;
constexpr std::size_t recordSize = 80;

std::string record(std::string text) {
    text.resize(recordSize, ' ');
    return text;
}

std::string record(const FitsCard& card) {
    if (card.value.empty() && !card.isText)
        return record(fmt::format("{:<8}{}", card.keyword, card.comment));
    const auto start =
        card.keyword.size() > 8 ? fmt::format("HIERARCH {} = ", card.keyword) : fmt::format("{:<8}= ", card.keyword);
    const auto room = recordSize - std::min(recordSize, start.size());
    return record(start + card.written(room) + (card.comment.empty() ? "" : " / " + card.comment));
}

bool belongsToWriter(const std::string& keyword) {
    static constexpr std::array owned{"SIMPLE", "BITPIX", "EXTEND", "END", "BSCALE", "BZERO", "PCOUNT", "GCOUNT", "XTENSION"};
    return keyword.starts_with("NAXIS") || std::find(owned.begin(), owned.end(), keyword) != owned.end();
}

std::string headerBlocks(const FloatImage& pixels, const FitsHeader& header) {
    std::string text = record(FitsCard{"SIMPLE", "T", "conforms to FITS standard"});
    text += record(FitsCard{"BITPIX", "-32", "array data type"});
    text += record(FitsCard{"NAXIS", "2", "number of array dimensions"});
    text += record(FitsCard{"NAXIS1", std::to_string(pixels.width()), ""});
    text += record(FitsCard{"NAXIS2", std::to_string(pixels.height()), ""});
    for (const auto& card : header.cards())
        if (!belongsToWriter(card.keyword))
            text += record(card);
    text += record(std::string("END"));
    text.resize((text.size() + blockSize - 1) / blockSize * blockSize, ' ');
    return text;
}

void writePixels(std::ostream& out, const FloatImage& pixels) {
    std::vector<std::uint32_t> swapped(static_cast<std::size_t>(pixels.width()));
    for (int y = 0; y < pixels.height(); ++y) {
        const auto row = pixels.row(y);
        std::transform(row.begin(), row.end(), swapped.begin(),
                       [](float value) { return __builtin_bswap32(std::bit_cast<std::uint32_t>(value)); });
        out.write(reinterpret_cast<const char*>(swapped.data()), static_cast<std::streamsize>(swapped.size() * 4));
    }
    const std::size_t used = pixels.pixels().size() * 4 % blockSize;
    if (used != 0) {
        const std::string padding(blockSize - used, '\0');
        out.write(padding.data(), static_cast<std::streamsize>(padding.size()));
    }
}

} // namespace

Result<void> writeFitsImage(const std::filesystem::path& path, const FloatImage& pixels, const FitsHeader& header) {
    auto file = OutputFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    {
        std::ofstream out(file->path(), std::ios::binary);
        const auto blocks = headerBlocks(pixels, header);
        out.write(blocks.data(), static_cast<std::streamsize>(blocks.size()));
        writePixels(out, pixels);
        out.flush();
        if (!out)
            return fail(ErrorCode::FileUnwritable, path.string(), "could not be written whole", std::strerror(errno));
    }
    return file->commit();
}

} // namespace iic
