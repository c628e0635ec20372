#include "astro/TableCards.h"

#include "astro/FitsHeader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <string_view>
#include <zlib.h>

namespace iic {

namespace {

constexpr long long largestSide = 100'000;
constexpr int mostBlocks = 1000;

/// A value that should be a number, without the comment.
bool isNumberWithin(std::string_view value, long long least, long long most) {
    const auto number = FitsCard{"", std::string(value.substr(0, value.find('/'))), "", false}.integer();
    return number && *number >= least && *number <= most;
}

/// A value in quotes with no more than `most` characters between them.
bool isTextUpTo(std::string_view value, std::size_t most) {
    const auto opening = value.find_first_not_of(' ');
    if (opening == std::string_view::npos || value[opening] != '\'')
        return false;
    const auto closing = value.find('\'', opening + 1);
    return closing != std::string_view::npos && closing - opening - 1 <= most;
}

bool isSound(std::string_view keyword, std::string_view value) {
    if (keyword.starts_with("NAXIS") || keyword == "PCOUNT" || keyword == "GCOUNT")
        return isNumberWithin(value, 0, std::numeric_limits<long long>::max());
    if (keyword == "ZNAXIS")
        return isNumberWithin(value, 1, 6);
    if (keyword.starts_with("ZNAXIS") || keyword.starts_with("ZTILE"))
        return isNumberWithin(value, 1, largestSide);
    if (keyword == "TFIELDS")
        return isNumberWithin(value, 0, 999);
    if (keyword.starts_with("TFORM") || keyword.starts_with("TTYPE") || keyword == "ZCMPTYPE")
        return isTextUpTo(value, 68);
    return true;
}

std::string_view keywordOf(std::string_view record) { return record.substr(0, std::min<std::size_t>(record.find(' '), 8)); }

/// The second to eighth card of every table, in the order of the standard.
bool startsAsTable(std::string_view block) {
    static constexpr std::array<std::string_view, 7> order{"BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "PCOUNT", "GCOUNT", "TFIELDS"};
    for (std::size_t card = 0; card < order.size(); ++card)
        if (keywordOf(block.substr(80 * (card + 1), 80)) != order[card])
            return false;
    return true;
}

} // namespace

Result<void> checkTableCards(const std::filesystem::path& path, long long offset) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file || gzseek(file.get(), offset, SEEK_SET) < 0)
        return {};
    std::array<char, 2880> block;
    for (int number = 0; number < mostBlocks && gzread(file.get(), block.data(), block.size()) == static_cast<int>(block.size());
         ++number)
        for (std::size_t at = 0; at < block.size(); at += 80) {
            const std::string_view record(block.data() + at, 80);
            if (record.starts_with("END     "))
                return {};
            const bool opensTable = number == 0 && at == 0 && record.substr(0, 30).find("TABLE") != std::string_view::npos;
            if (opensTable && !startsAsTable({block.data(), block.size()}))
                return fail(ErrorCode::BadHeader, path.string(), "a table does not start with the cards that every table has",
                            std::string(record));
            if (!isSound(keywordOf(record), record.substr(9)))
                return fail(ErrorCode::BadHeader, path.string(), "a card that describes a table cannot be used",
                            std::string(record));
        }
    return {};
}

} // namespace iic
