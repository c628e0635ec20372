#include "catalog/ExpressionOperators.h"

#include <algorithm>
#include <array>
#include <utility>

namespace iic {

namespace {

constexpr std::array<BinaryOperator, 12> binaryOperators{{{"||", Operator::Or, 1},
                                                          {"&&", Operator::And, 2},
                                                          {"==", Operator::Equal, comparisonLevel},
                                                          {"!=", Operator::NotEqual, comparisonLevel},
                                                          {"<", Operator::Less, comparisonLevel},
                                                          {"<=", Operator::LessOrEqual, comparisonLevel},
                                                          {">", Operator::Greater, comparisonLevel},
                                                          {">=", Operator::GreaterOrEqual, comparisonLevel},
                                                          {"+", Operator::Add, 4},
                                                          {"-", Operator::Subtract, 4},
                                                          {"*", Operator::Multiply, 5},
                                                          {"/", Operator::Divide, 5}}};

} // namespace

const BinaryOperator* binaryOperator(const Token& token) {
    const auto found = std::find_if(binaryOperators.begin(), binaryOperators.end(),
                                    [&token](const BinaryOperator& candidate) { return candidate.text == token.word; });
    return token.kind == TokenKind::Operator && found != binaryOperators.end() ? &*found : nullptr;
}

std::string_view operatorMeant(const Token& token) {
    if (token.isQuoted || (token.kind != TokenKind::Operator && token.kind != TokenKind::Name))
        return {};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> habits{
        {{"=", "=="}, {"&", "&&"}, {"|", "||"}, {"<>", "!="}, {"and", "&&"}, {"or", "||"}, {"not", "!"}}};
    for (const auto& [written, meant] : habits)
        if (isWord(token.word, written))
            return meant;
    return {};
}

} // namespace iic
