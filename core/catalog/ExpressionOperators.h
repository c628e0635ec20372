#pragma once

#include "catalog/ExpressionTokens.h"
#include "catalog/ExpressionTree.h"

#include <string_view>

namespace iic {

struct BinaryOperator {
    std::string_view text;
    Operator operation;
    int level; ///< from 1; tighter ones are higher
};

inline constexpr int comparisonLevel = 3;

/// The operator between two values that a word is; nullptr when it is none.
const BinaryOperator* binaryOperator(const Token& token);

/// What people mean who are used to other languages; empty when a word is no habit of theirs.
std::string_view operatorMeant(const Token& token);

} // namespace iic
