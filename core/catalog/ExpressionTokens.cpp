#include "catalog/ExpressionTokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/format.h>

namespace iic {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// The length of the character at `at`, whose encoding is valid.
std::size_t lengthAt(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && isContinuation(text[end]))
        ++end;
    return end - at;
}

/// The length of a valid character at `at`, 0 when there is none (RFC 3629: no overlong forms, no surrogates).
std::size_t validLengthAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
    const unsigned first = byte(0), second = byte(1);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    const bool isOverlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool isOutside = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
    return isOverlong || isOutside ? 0 : length;
}

/// Letters of any script; typographic quotes, dashes and blanks are none.
bool isLetterAt(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80)
        return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
    const bool isGeneralPunctuation = text.substr(at, 2) == "\xe2\x80" || text.substr(at, 2) == "\xe2\x81";
    const bool isLatinPunctuation = c == '\xc2' && text.substr(at, 2) != "\xc2\xb5"; // all but the micro sign
    return !isGeneralPunctuation && !isLatinPunctuation;
}

bool isNamePartAt(std::string_view text, std::size_t at) { return isDigit(text[at]) || isLetterAt(text, at); }

constexpr std::array<std::string_view, 7> longOperators{"||", "&&", "==", "!=", "<=", ">=", "<>"};
constexpr std::string_view operatorCharacters = "!<>+-*/=&|";

} // namespace

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); }));
}

std::size_t bytesOf(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count)
        at += lengthAt(text, at);
    return at;
}

ExpressionError errorAt(std::string_view text, std::size_t begin, std::size_t end, std::string reason) {
    begin = std::min(begin, text.size());
    end = std::clamp(end, begin, text.size());
    ExpressionError error;
    error.position = characters(text.substr(0, begin));
    error.length = characters(text.substr(begin, end - begin));
    error.reason = std::move(reason);
    return error;
}

std::string shownPart(std::string_view text, std::size_t begin, std::size_t end) {
    constexpr std::size_t mostShown = 40;
    if (begin >= text.size())
        return "the end";
    const auto part = text.substr(begin, end - begin);
    const auto shown = part.substr(0, bytesOf(part, mostShown));
    return printable(fmt::format("{}{}", shown, shown.size() < part.size() ? "…" : ""));
}

std::optional<ExpressionError> flawOfEncoding(std::string_view text) {
    if (text.size() > longestExpression) {
        auto error = errorAt({}, 0, 0, "the expression is too long");
        error.expected = fmt::format("at most {} bytes", longestExpression);
        error.found = fmt::format("{}", text.size());
        return error;
    }
    for (std::size_t at = 0; at < text.size();) {
        const auto length = validLengthAt(text, at);
        if (length == 0)
            return errorAt(text, at, at + 1, "the text is not UTF-8");
        at += length;
    }
    return std::nullopt;
}

bool isPlainName(std::string_view name) {
    if (name.empty() || isDigit(name[0]))
        return false;
    for (std::size_t at = 0; at < name.size(); at += lengthAt(name, at))
        if (!isNamePartAt(name, at))
            return false;
    return true;
}

bool isWord(std::string_view word, std::string_view expected) {
    return std::equal(word.begin(), word.end(), expected.begin(), expected.end(),
                      [](unsigned char a, char b) { return std::tolower(a) == b; });
}

Token Tokens::ended(Token token, std::size_t length) {
    token.begin = at_;
    at_ += length;
    token.end = at_;
    return token;
}

ExpressionResult<Token> Tokens::next() {
    while (at_ < text_.size() && isBlank(text_[at_]))
        ++at_;
    if (at_ == text_.size())
        return ended({}, 0);
    const char c = text_[at_];
    if (isDigit(c) || (c == '.' && at_ + 1 < text_.size() && isDigit(text_[at_ + 1])))
        return number();
    if (c == '"' || c == '\'' || c == '`')
        return quoted(c);
    if (isLetterAt(text_, at_))
        return name();
    if (c == '(' || c == ')' || c == ',')
        return ended({.kind = c == '(' ? TokenKind::Open : c == ')' ? TokenKind::Close : TokenKind::Comma}, 1);
    if (operatorCharacters.find(c) != std::string_view::npos)
        return operation();
    const auto end = at_ + lengthAt(text_, at_);
    auto error = errorAt(text_, at_, end, "no expression holds this character");
    error.found = shownPart(text_, at_, end);
    if (text_.substr(at_).starts_with("\xe2\x80")) // typographic quotes, dashes and blanks
        error.expected = "plain quotes, signs and blanks";
    return tl::unexpected(std::move(error));
}

ExpressionResult<Token> Tokens::number() {
    const auto* begin = text_.data() + at_;
    const auto* end = text_.data() + text_.size();
    Token token{.kind = TokenKind::Integer};
    const auto whole = std::from_chars(begin, end, token.integer);
    const auto real = std::from_chars(begin, end, token.real);
    if (whole.ec != std::errc{} || whole.ptr != real.ptr)
        token.kind = TokenKind::Real;
    auto length = static_cast<std::size_t>(real.ptr - begin);
    const bool isTooLong = at_ + length < text_.size() && isNamePartAt(text_, at_ + length);
    while (at_ + length < text_.size() && isNamePartAt(text_, at_ + length))
        length += lengthAt(text_, at_ + length);
    if (real.ec == std::errc{} && !isTooLong)
        return ended(std::move(token), length);
    auto error = errorAt(text_, at_, at_ + length, isTooLong ? "this is no number" : "the number is out of range");
    error.found = shownPart(text_, at_, at_ + length);
    if (isTooLong)
        error.expected = "a number, or a name in backticks";
    return tl::unexpected(std::move(error));
}

ExpressionResult<Token> Tokens::quoted(char quote) {
    Token token{.kind = quote == '`' ? TokenKind::Name : TokenKind::Text, .isQuoted = quote == '`'};
    for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
        if (text_[at] == quote)
            return ended(std::move(token), at + 1 - at_);
        if (text_[at] == '\\' && at + 1 < text_.size()) {
            ++at;
            if (text_[at] != '\\' && text_[at] != '"' && text_[at] != '\'' && text_[at] != '`') {
                auto error = errorAt(text_, at - 1, at + lengthAt(text_, at), "only a quote or \\ may follow \\ in a text");
                error.found = shownPart(text_, at, at + lengthAt(text_, at));
                return tl::unexpected(std::move(error));
            }
        }
        token.word += text_[at];
    }
    auto error = errorAt(text_, at_, text_.size(), quote == '`' ? "the name is not closed" : "the text is not closed");
    error.expected = std::string(1, quote);
    error.found = "the end";
    return tl::unexpected(std::move(error));
}

Token Tokens::name() {
    std::size_t end = at_;
    while (end < text_.size() && isNamePartAt(text_, end))
        end += lengthAt(text_, end);
    return ended({.kind = TokenKind::Name, .word = std::string(text_.substr(at_, end - at_))}, end - at_);
}

Token Tokens::operation() {
    const auto pair = text_.substr(at_, 2);
    const bool isLong = std::find(longOperators.begin(), longOperators.end(), pair) != longOperators.end();
    const auto word = isLong ? pair : pair.substr(0, 1);
    return ended({.kind = TokenKind::Operator, .word = std::string(word)}, word.size());
}

std::string columnReference(std::string_view name) {
    const bool isConstant = isWord(name, "true") || isWord(name, "false") || isWord(name, "null");
    if (isPlainName(name) && !isConstant)
        return std::string(name);
    std::string quoted = "`";
    for (const char c : name) {
        if (c == '`' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '`';
}

std::string ExpressionError::oneLine() const { return toError({}).oneLine(); }

Error ExpressionError::toError(std::string file) const {
    std::string detail = fmt::format("character {}", position + 1);
    if (!expected.empty())
        detail += ", " + expected + " expected";
    if (!found.empty())
        detail += ", " + found + " found";
    if (!suggestion.empty())
        detail += "; did you mean " + suggestion + "?";
    return {ErrorCode::BadOption, std::move(file), reason, std::move(detail)};
}

} // namespace iic
