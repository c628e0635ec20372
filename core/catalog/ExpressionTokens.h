#pragma once

#include "catalog/Expression.h"

#include <string>
#include <string_view>

namespace iic {

enum class TokenKind { End, Integer, Real, Text, Name, Operator, Open, Close, Comma };

/// A word of an expression.
struct Token {
    TokenKind kind = TokenKind::End;
    std::size_t begin = 0, end = 0; ///< bytes of the text
    std::string word{}; ///< the name, the text without quotes, the operator
    bool isQuoted = false; ///< a name in backticks
    double real = 0;
    std::int64_t integer = 0;
};

/// Cuts a text into words, one at a time; the last is End. It is read within its lifetime.
class Tokens {
  public:
    explicit Tokens(std::string_view text) : text_(text) {}

    ExpressionResult<Token> next();

  private:
    ExpressionResult<Token> number();
    ExpressionResult<Token> quoted(char quote);
    Token name();
    Token operation();
    Token ended(Token token, std::size_t length);

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Characters (code points) in bytes of UTF-8.
std::size_t characters(std::string_view text);
/// The byte where the first `count` characters end.
std::size_t bytesOf(std::string_view text, std::size_t count);

/// An error about bytes begin … end of the text.
ExpressionError errorAt(std::string_view text, std::size_t begin, std::size_t end, std::string reason);
/// What stands at bytes begin … end, in quotes and not too long; "the end" when they are beyond the text.
std::string shownPart(std::string_view text, std::size_t begin, std::size_t end);

/// The error in a text that is too long or no UTF-8, if it is.
std::optional<ExpressionError> flawOfEncoding(std::string_view text);

bool isPlainName(std::string_view name);
/// Whether a word is `expected`, which is in lower case.
bool isWord(std::string_view word, std::string_view expected);

} // namespace iic
