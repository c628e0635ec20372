#pragma once

#include "catalog/Expression.h"

#include <string>
#include <vector>

namespace iic {

enum class Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Not,
    Negate,
    // Functions
    Absolute,
    SquareRoot,
    Logarithm,
    Minimum,
    Maximum,
    IsNull,
    Contains,
    StartsWith,
    Matches,
    // Functions of two values and numbers as they are written
    Inside,
    OnSky,
    Cone,
};

enum class NodeKind { Integer, Real, Text, Truth, Null, Column, Unary, Binary, Region };

constexpr bool isRegion(Operator operation) { return operation >= Operator::Inside; }

/// A value, or an operator on the one or two values before it. A region is one on two.
struct Node {
    NodeKind kind = NodeKind::Null;
    std::size_t begin = 0, end = 0; ///< bytes of the text that it covers with what it works on
    Operator operation{}; ///< of Unary, Binary and Region
    std::string_view operatorText{}; ///< as written; of Unary, Binary and Region
    std::string word{}; ///< the text, or the column's name
    double real = 0;
    std::int64_t integer = 0;
    bool truth = false;
    std::vector<double> numbers{}; ///< of Region, behind its two values
};

/// An expression in postfix order: operands before their operator, so that no step of it needs recursion.
struct Expression::Tree {
    std::string text;
    std::vector<Node> nodes; ///< never empty
};

struct FunctionEntry {
    FunctionHelp help;
    Operator operation;
    int arguments; ///< at least so many; of a region the values before its numbers
    bool takesMore; ///< folded from the left: min(a, b, c) is min(min(a, b), c)
};
std::span<const FunctionEntry> functionEntries();
const FunctionEntry* findFunction(std::string_view name);

/// The word most like `name`, ignoring case, when it differs by few letters; empty when none does.
std::string nearestWord(std::string_view name, std::span<const std::string> words);

} // namespace iic
