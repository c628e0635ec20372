#pragma once

#include <string_view>

namespace iic {

bool holdsText(std::string_view text, std::string_view part);
bool startsWithText(std::string_view text, std::string_view start);
/// Whether the whole text is as the pattern says: * any characters, none too; ? one character (code point). Takes at most
/// the product of the lengths.
bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace iic
