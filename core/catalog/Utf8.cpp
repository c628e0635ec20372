#include "catalog/Utf8.h"

#include <algorithm>

namespace iic {

namespace {

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// Bytes that follow a first byte; 4 when it is none.
std::size_t followers(unsigned char first) {
    if (first < 0x80)
        return 0;
    if (first >= 0xc2 && first < 0xe0)
        return 1;
    if (first >= 0xe0 && first < 0xf0)
        return 2;
    return first >= 0xf0 && first < 0xf5 ? 3 : 4;
}

} // namespace

char32_t takeCharacter(std::string_view& text) {
    static constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
    const auto first = static_cast<unsigned char>(text.front());
    const auto count = followers(first);
    text.remove_prefix(1);
    if (count > 3 || text.size() < count || !std::all_of(text.begin(), text.begin() + count, isContinuation))
        return replacementCharacter;
    auto character = static_cast<char32_t>(count == 0 ? first : first & (0x3f >> count));
    for (std::size_t byte = 0; byte < count; ++byte)
        character = character << 6 | (static_cast<unsigned char>(text[byte]) & 0x3f);
    text.remove_prefix(count);
    const bool isSurrogate = character >= 0xd800 && character < 0xe000;
    return character < least[count] || character > 0x10ffff || isSurrogate ? replacementCharacter : character;
}

void appendCharacter(std::string& text, char32_t character) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
        return;
    }
    if (character < 0x800) {
        put(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            put(0xe0 | character >> 12);
        } else {
            put(0xf0 | character >> 18);
            put(0x80 | (character >> 12 & 0x3f));
        }
        put(0x80 | (character >> 6 & 0x3f));
    }
    put(0x80 | (character & 0x3f));
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace iic
