#pragma once

#include "catalog/ExpressionRegions.h"
#include "catalog/ExpressionTree.h"

#include <string>
#include <variant>
#include <vector>

namespace iic {

/// What a step of an expression yields. Null is the constant without a type, which any of the others may be.
enum class ValueType { Null, Integer, Real, Text, Truth };

/// The rows of a column, where they lie.
struct ColumnSource {
    std::variant<const std::int64_t*, const double*, const std::string*> values;
    const std::vector<bool>* null = nullptr; ///< nullptr: NaN and empty texts are null
};

struct Constant {
    ValueType type = ValueType::Null;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
    std::uint8_t truth = 0; ///< as truth values below
};

using Instruction = std::variant<ColumnSource, Constant, Operator, Region>;

/// Truth values, so that && is the lesser, || the greater and ! two minus it.
inline constexpr std::uint8_t isFalse = 0, isUnknown = 1, isTrue = 2;

/// A checked expression: each instruction takes its operands off a stack and leaves one value.
struct RowFilter::Program {
    std::vector<Instruction> instructions;
    std::size_t depth = 0; ///< of the stack
    std::size_t rows = 0;
};

constexpr bool isUnary(Operator operation) {
    return operation == Operator::Not || operation == Operator::Negate || operation == Operator::Absolute ||
           operation == Operator::SquareRoot || operation == Operator::Logarithm || operation == Operator::IsNull;
}

} // namespace iic
