#include "catalog/ExpressionTokens.h"
#include "catalog/ExpressionTree.h"

#include <algorithm>
#include <cctype>

namespace iic {

namespace {

/// Where the word at the cursor lies and what of it is written before the cursor.
struct Place {
    std::size_t begin = 0, end = 0; ///< bytes
    std::string prefix;
    bool inBackticks = false;
};

bool endsValue(const Token& token) {
    switch (token.kind) {
    case TokenKind::Integer:
    case TokenKind::Real:
    case TokenKind::Text:
    case TokenKind::Name:
    case TokenKind::Close: return true;
    default: return false;
    }
}

/// The word at the cursor; nullopt where no value may stand.
std::optional<Place> placeAt(std::string_view text, std::size_t cursor) {
    Tokens tokens(text);
    Token previous;
    for (;;) {
        const auto token = tokens.next();
        if (!token) { // a name in backticks that is being written is one that is not closed
            const auto begin = bytesOf(text, token.error().position);
            const bool isOpenName = text.substr(begin, 1) == "`" && begin < cursor && !endsValue(previous);
            return isOpenName
                       ? std::optional(Place{begin, text.size(), std::string(text.substr(begin + 1, cursor - begin - 1)), true})
                       : std::nullopt;
        }
        const bool isBeyond = token->begin >= cursor || token->kind == TokenKind::End;
        if (!isBeyond && token->end < cursor) {
            previous = *token;
            continue;
        }
        const bool isAfterwards = !isBeyond && token->end == cursor && token->kind != TokenKind::Name;
        if (isAfterwards && !endsValue(*token))
            return Place{cursor, cursor, {}};
        if (endsValue(previous) || isAfterwards)
            return std::nullopt;
        if (isBeyond)
            return Place{cursor, cursor, {}};
        if (token->kind != TokenKind::Name)
            return std::nullopt;
        const auto skipped = token->isQuoted ? 1u : 0u;
        return Place{token->begin, token->end, std::string(text.substr(token->begin + skipped, cursor - token->begin - skipped)),
                     token->isQuoted};
    }
}

bool startsLike(std::string_view word, std::string_view prefix) {
    return word.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), word.begin(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::vector<std::string> columnNames(const Table& table, const ColumnProvider* provider) {
    std::vector<std::string> names;
    if (provider)
        names = provider->names();
    const auto virtualOnes = names.size();
    for (const auto& column : table.columns())
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(virtualOnes), column.name) ==
            names.begin() + static_cast<std::ptrdiff_t>(virtualOnes))
            names.push_back(column.name);
    return names;
}

} // namespace

Completions completionsAt(std::string_view text, std::size_t position, const Table& table, const ColumnProvider* provider) {
    if (flawOfEncoding(text))
        return {};
    const auto place = placeAt(text, bytesOf(text, position));
    if (!place)
        return {position, 0, {}};
    Completions completions{
        characters(text.substr(0, place->begin)), characters(text.substr(place->begin, place->end - place->begin)), {}};
    for (const auto& name : columnNames(table, provider))
        if (startsLike(name, place->prefix) && !flawOfEncoding(name))
            completions.words.push_back({columnReference(name), Completion::Kind::Column});
    if (place->inBackticks)
        return completions;
    for (const auto& function : expressionFunctions())
        if (startsLike(function.name, place->prefix))
            completions.words.push_back({std::string(function.name) + '(', Completion::Kind::Function});
    for (const std::string_view constant : {"true", "false", "null"})
        if (startsLike(constant, place->prefix))
            completions.words.push_back({std::string(constant), Completion::Kind::Constant});
    return completions;
}

} // namespace iic
