#include "catalog/ExpressionText.h"

namespace iic {

namespace {

/// Where the character at `at` ends.
std::size_t endOfCharacter(std::string_view text, std::size_t at) {
    do
        ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    return at;
}

} // namespace

bool holdsText(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool startsWithText(std::string_view text, std::string_view start) { return text.starts_with(start); }

bool matchesPattern(std::string_view text, std::string_view pattern) {
    std::size_t at = 0, inPattern = 0;
    std::size_t afterStar = std::string_view::npos, tried = 0; // where to go on when the last * must take one more
    while (at < text.size()) {
        if (inPattern < pattern.size() && pattern[inPattern] == '*') {
            afterStar = ++inPattern;
            tried = at;
        } else if (inPattern < pattern.size() && pattern[inPattern] == '?') {
            ++inPattern;
            at = endOfCharacter(text, at);
        } else if (inPattern < pattern.size() && pattern[inPattern] == text[at]) {
            ++inPattern;
            ++at;
        } else if (afterStar != std::string_view::npos) {
            tried = endOfCharacter(text, tried);
            inPattern = afterStar;
            at = tried;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', inPattern) == std::string_view::npos;
}

} // namespace iic
