#include "catalog/ExpressionOperators.h"
#include "catalog/ExpressionRegions.h"
#include "catalog/ExpressionTokens.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace iic {

namespace {

constexpr auto valueExpected = "a column, a number, a text or (";

/// Recursive descent with one word of foresight. A step returns whether it went well; error() says why one did not.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text), tokens_(text) {}

    bool parse() { return advance() && binary(1) && end(); }
    ExpressionError error() { return std::move(error_); }
    std::vector<Node> nodes() { return std::move(nodes_); }

  private:
    bool advance() {
        auto next = tokens_.next();
        if (!next) {
            error_ = std::move(next.error());
            return false;
        }
        previous_ = std::exchange(token_, std::move(*next));
        return true;
    }

    bool fail(std::size_t begin, std::size_t end, std::string reason, std::string expected, std::string suggestion = {}) {
        error_ = errorAt(text_, begin, end, std::move(reason));
        error_.expected = std::move(expected);
        error_.found = shownPart(text_, begin, end);
        error_.suggestion = std::move(suggestion);
        return false;
    }
    bool fail(std::string reason, std::string expected, std::string suggestion = {}) {
        return fail(token_.begin, token_.end, std::move(reason), std::move(expected), std::move(suggestion));
    }

    bool end() { return token_.kind == TokenKind::End || failAtOperator("an operator"); }

    /// A value has ended, and what follows is no operator.
    bool failAtOperator(std::string expected) {
        if (isWord(previous_.word, "not") && previous_.kind == TokenKind::Name)
            return fail(previous_.begin, previous_.end, "an operator is none of this language", "an operator", "!");
        if (token_.kind == TokenKind::Open && previous_.kind == TokenKind::Name)
            return fail(previous_.begin, previous_.end, "a name in backticks is no function", "a function");
        return fail(reasonAtOperator(), std::move(expected), std::string(operatorMeant(token_)));
    }

    std::string reasonAtOperator() const {
        switch (token_.kind) {
        case TokenKind::End: return "the expression ends too early";
        case TokenKind::Operator: return "no operator is written so";
        case TokenKind::Close: return "a parenthesis closes that was not opened";
        case TokenKind::Comma: return "a comma stands outside the parentheses of a function";
        default: return "two values stand side by side";
        }
    }

    bool binary(int level) {
        const auto begin = token_.begin;
        if (!unary())
            return false;
        while (const auto* found = binaryOperator(token_)) {
            if (found->level < level)
                return true;
            if (!advance() || !binary(found->level + 1))
                return false;
            emit({.kind = NodeKind::Binary, .begin = begin, .operation = found->operation, .operatorText = found->text});
            if (const auto* chained = binaryOperator(token_);
                chained && found->level == comparisonLevel && chained->level == comparisonLevel)
                return fail("a comparison cannot be compared again", "&& between two comparisons");
        }
        return true;
    }

    bool unary() {
        const auto sign = token_;
        if (sign.kind != TokenKind::Operator || (sign.word != "-" && sign.word != "!" && sign.word != "+"))
            return value();
        if (!advance())
            return false;
        if (sign.word != "!" && (token_.kind == TokenKind::Integer || token_.kind == TokenKind::Real))
            return number(sign.begin, sign.word == "-" ? -1 : 1);
        if (sign.word == "+")
            return fail(sign.begin, sign.end, "+ stands between two values or before a number", valueExpected);
        if (!enter() || !unary())
            return false;
        --depth_;
        const bool isNot = sign.word == "!";
        emit({.kind = NodeKind::Unary,
              .begin = sign.begin,
              .operation = isNot ? Operator::Not : Operator::Negate,
              .operatorText = isNot ? "!" : "-"});
        return true;
    }

    bool value() {
        switch (token_.kind) {
        case TokenKind::Integer:
        case TokenKind::Real: return number(token_.begin, 1);
        case TokenKind::Text: return leaf({.kind = NodeKind::Text, .word = token_.word});
        case TokenKind::Name: return name();
        case TokenKind::Open: return parentheses();
        case TokenKind::End:
            return fail(nodes_.empty() ? "the expression is empty" : "the expression ends too early", valueExpected);
        default: return fail("a value is missing", valueExpected);
        }
    }

    bool number(std::size_t begin, int sign) {
        Node node{.kind = token_.kind == TokenKind::Integer ? NodeKind::Integer : NodeKind::Real};
        node.real = sign * token_.real;
        node.integer = sign * token_.integer;
        return leaf(std::move(node), begin);
    }

    bool leaf(Node node, std::optional<std::size_t> begin = {}) {
        node.begin = begin.value_or(token_.begin);
        node.end = token_.end;
        nodes_.push_back(std::move(node));
        return advance();
    }

    bool name() {
        const auto token = token_;
        if (!token.isQuoted && isWord(token.word, "null"))
            return leaf({.kind = NodeKind::Null});
        if (!token.isQuoted && (isWord(token.word, "true") || isWord(token.word, "false")))
            return leaf({.kind = NodeKind::Truth, .truth = isWord(token.word, "true")});
        if (!leaf({.kind = NodeKind::Column, .word = token.word}))
            return false;
        if (token_.kind != TokenKind::Open || token.isQuoted || isWord(token.word, "not"))
            return true;
        nodes_.pop_back();
        return call(token);
    }

    bool call(const Token& name) {
        const auto* function = findFunction(name.word);
        if (!function)
            return failAtFunction(name);
        if (!enter())
            return false;
        if (isRegion(function->operation))
            return region(name, *function);
        int arguments = 0;
        do {
            if (!advance())
                return false;
            if (token_.kind == TokenKind::Close && arguments == 0)
                break;
            if (!binary(1))
                return false;
            ++arguments;
            if (arguments > function->arguments && !function->takesMore)
                return failAtArguments(name, *function);
            if (arguments >= function->arguments)
                emit({.kind = function->arguments == 1 ? NodeKind::Unary : NodeKind::Binary,
                      .begin = name.begin,
                      .operation = function->operation,
                      .operatorText = function->help.name});
        } while (token_.kind == TokenKind::Comma);
        if (token_.kind != TokenKind::Close)
            return failAtOperator("a comma or )");
        if (arguments < function->arguments)
            return failAtArguments(name, *function);
        return close();
    }

    /// Two values, then numbers as they are written.
    bool region(const Token& name, const FunctionEntry& function) {
        std::vector<Token> numbers; ///< each with its sign
        int values = 0;
        do {
            if (!advance())
                return false;
            if (token_.kind == TokenKind::Close && values == 0)
                break;
            if (values == function.arguments ? !literal(numbers) : !binary(1))
                return false;
            values = std::min(values + 1, function.arguments);
        } while (token_.kind == TokenKind::Comma);
        if (token_.kind != TokenKind::Close)
            return token_.kind == TokenKind::Operator && !numbers.empty()
                       ? fail("only numbers as they are written may stand here", "a comma or )")
                       : failAtOperator("a comma or )");
        if (numbers.size() < fewestNumbers(function.operation))
            return failAtArguments(name, function);
        Node node{
            .kind = NodeKind::Region, .begin = name.begin, .operation = function.operation, .operatorText = function.help.name};
        std::transform(numbers.begin(), numbers.end(), std::back_inserter(node.numbers),
                       [](const Token& number) { return number.real; });
        if (auto flaw = flawOfRegion(function.operation, node.numbers)) {
            fail(numbers[flaw->first].begin, numbers[flaw->last].end, std::move(flaw->reason), std::move(flaw->expected));
            error_.found = std::move(flaw->found);
            return false;
        }
        emit(std::move(node));
        return close();
    }

    bool literal(std::vector<Token>& numbers) {
        const auto sign = token_;
        const bool isSigned = sign.kind == TokenKind::Operator && (sign.word == "-" || sign.word == "+");
        if (isSigned && !advance())
            return false;
        if (token_.kind == TokenKind::End)
            return fail("the expression ends too early", "a number");
        if (token_.kind != TokenKind::Integer && token_.kind != TokenKind::Real)
            return fail("only numbers as they are written may stand here", "a number");
        numbers.push_back(token_);
        numbers.back().begin = sign.begin;
        numbers.back().real *= isSigned && sign.word == "-" ? -1 : 1;
        return advance();
    }

    bool failAtFunction(const Token& name) {
        std::vector<std::string> names;
        for (const auto& entry : functionEntries())
            names.emplace_back(entry.help.name);
        return fail(name.begin, name.end, "no function has this name", fmt::format("{}", fmt::join(names, ", ")),
                    nearestWord(name.word, names));
    }

    bool failAtArguments(const Token& name, const FunctionEntry& function) {
        return fail(name.begin, name.end, "the function takes other arguments", std::string(function.help.signature));
    }

    bool parentheses() {
        if (!enter() || !advance() || !binary(1))
            return false;
        if (token_.kind != TokenKind::Close)
            return failAtOperator("an operator or )");
        return close();
    }

    /// Leaves the parentheses; what stood in them covers them too.
    bool close() {
        --depth_;
        nodes_.back().end = token_.end;
        return advance();
    }

    bool enter() {
        if (++depth_ <= deepestExpression)
            return true;
        return fail("the expression is nested too deep", fmt::format("at most {} levels", deepestExpression));
    }

    void emit(Node node) {
        node.end = previous_.end;
        nodes_.push_back(std::move(node));
    }

    std::string_view text_;
    Tokens tokens_;
    Token token_, previous_;
    std::vector<Node> nodes_;
    int depth_ = 0;
    ExpressionError error_;
};

} // namespace

ExpressionResult<Expression> Expression::parse(std::string_view text) {
    if (auto flaw = flawOfEncoding(text))
        return tl::unexpected(std::move(*flaw));
    Parser parser(text);
    if (!parser.parse())
        return tl::unexpected(parser.error());
    return Expression(std::make_shared<const Tree>(Tree{std::string(text), parser.nodes()}));
}

const std::string& Expression::text() const { return tree_->text; }

} // namespace iic
