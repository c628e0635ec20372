#pragma once

#include "FitsBytes.h"

#include <string>
#include <type_traits>

namespace iic::test {

/// The bytes of a number, highest first.
template <typename T> std::string highestFirst(T value) {
    using Bits =
        std::conditional_t<sizeof(T) == 8, std::uint64_t, std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint16_t>>;
    const auto bits = std::bit_cast<Bits>(value);
    std::string bytes;
    for (int shift = 8 * sizeof(T) - 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(bits >> shift & 0xff);
    return bytes;
}

/// A field: its form, name, and further cards such as "TNULL = -1", to which the number is added.
struct TestField {
    std::string form;
    std::string name;
    Cards more = {};
};

inline Cards tableCards(const std::vector<TestField>& fields, long long rowBytes, long long rows, long long heap = 0) {
    Cards cards{"XTENSION= 'BINTABLE'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                fmt::format("NAXIS1  = {}", rowBytes),
                fmt::format("NAXIS2  = {}", rows),
                fmt::format("PCOUNT  = {}", heap),
                "GCOUNT  = 1",
                fmt::format("TFIELDS = {}", fields.size())};
    for (std::size_t number = 1; number <= fields.size(); ++number) {
        const auto& field = fields[number - 1];
        cards.push_back(fmt::format("{:<8}= '{:<8}'", fmt::format("TTYPE{}", number), field.name));
        cards.push_back(fmt::format("{:<8}= '{}'", fmt::format("TFORM{}", number), field.form));
        for (const auto& card : field.more) {
            const auto blank = card.find(' ');
            cards.push_back(fmt::format("{:<8}{}", fmt::format("{}{}", card.substr(0, blank), number), card.substr(blank + 1)));
        }
    }
    return cards;
}

inline const std::string emptyPrimary = headerBytes({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"});

/// A table extension: rows of equal length.
inline std::string tableUnit(const std::vector<TestField>& fields, const std::vector<std::string>& rows) {
    std::string data;
    for (const auto& row : rows)
        data += row;
    const auto bytes = rows.empty() ? 0 : rows.front().size();
    return headerBytes(tableCards(fields, static_cast<long long>(bytes), static_cast<long long>(rows.size()))) +
           padded(data, '\0');
}

} // namespace iic::test
