#pragma once

#include <string>
#include <string_view>

namespace iic {

inline constexpr char32_t replacementCharacter = 0xfffd;

/// Takes the first character off a text that is not empty; bytes that are not UTF-8 become the replacement character.
char32_t takeCharacter(std::string_view& text);
void appendCharacter(std::string& text, char32_t character);

bool isAscii(std::string_view text);

} // namespace iic
