#include "catalog/ExpressionProgram.h"
#include "catalog/ExpressionTokens.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

std::string_view typeName(ValueType type) {
    switch (type) {
    case ValueType::Integer:
    case ValueType::Real: return "a number";
    case ValueType::Text: return "a text";
    case ValueType::Truth: return "a condition";
    default: return "null";
    }
}

bool isNumber(ValueType type) { return type == ValueType::Integer || type == ValueType::Real; }
bool isLiteral(const Node& node) {
    return node.kind == NodeKind::Integer || node.kind == NodeKind::Real || node.kind == NodeKind::Text;
}

/// A value on the stack while types are checked.
struct Operand {
    ValueType type;
    const Node* node;
};

class Binder {
  public:
    Binder(const Expression::Tree& tree, const Table& table, const ColumnProvider* provider)
        : tree_(tree), table_(table), provider_(provider) {}

    bool bind() {
        program_.rows = table_.rowCount();
        for (const auto& node : tree_.nodes)
            if (!step(node))
                return false;
        const auto whole = stack_.back();
        if (whole.type != ValueType::Truth)
            return fail(*whole.node, "the whole is no condition", "a condition such as x < 15", whole.type);
        return true;
    }
    RowFilter::Program program() { return std::move(program_); }
    ExpressionError error() { return std::move(error_); }

  private:
    bool fail(const Node& node, std::string reason, std::string expected, ValueType found, std::string suggestion = {}) {
        error_ = errorAt(tree_.text, node.begin, node.end, std::move(reason));
        error_.expected = std::move(expected);
        error_.found = typeName(found);
        error_.suggestion = std::move(suggestion);
        return false;
    }

    bool step(const Node& node) {
        switch (node.kind) {
        case NodeKind::Integer:
            return push(node, Constant{ValueType::Integer, node.integer, node.real, {}, {}}, ValueType::Integer);
        case NodeKind::Real: return push(node, Constant{ValueType::Real, 0, node.real, {}, {}}, ValueType::Real);
        case NodeKind::Text: return push(node, Constant{ValueType::Text, 0, 0, node.word, {}}, ValueType::Text);
        case NodeKind::Truth:
            return push(node, Constant{ValueType::Truth, 0, 0, {}, node.truth ? isTrue : isFalse}, ValueType::Truth);
        case NodeKind::Null: return push(node, Constant{}, ValueType::Null);
        case NodeKind::Column: return column(node);
        case NodeKind::Unary: return unary(node);
        case NodeKind::Region: return region(node);
        default: return binary(node);
        }
    }

    bool push(const Node& node, Instruction instruction, ValueType type) {
        program_.instructions.push_back(std::move(instruction));
        stack_.push_back({type, &node});
        program_.depth = std::max(program_.depth, stack_.size());
        return true;
    }

    bool column(const Node& node) {
        if (const auto values = provider_ ? provider_->find(node.word) : std::nullopt) {
            const bool isText = std::holds_alternative<std::span<const std::string>>(*values);
            const auto size = std::visit([](const auto& span) { return span.size(); }, *values);
            ColumnSource source;
            std::visit([&source](const auto& span) { source.values = span.data(); }, *values);
            return checkSize(node, size) && push(node, source, isText ? ValueType::Text : ValueType::Real);
        }
        const auto* column = table_.find(node.word);
        if (!column)
            return failAtColumn(node);
        constexpr std::array types{ValueType::Integer, ValueType::Real, ValueType::Text};
        ColumnSource source;
        source.null = &column->null;
        std::visit([&source](const auto& values) { source.values = values.data(); }, column->values);
        const auto size = std::visit([](const auto& values) { return values.size(); }, column->values);
        return checkSize(node, std::min(size, column->size())) && push(node, source, types[column->values.index()]);
    }

    bool checkSize(const Node& node, std::size_t size) {
        if (size == program_.rows)
            return true;
        error_ = errorAt(tree_.text, node.begin, node.end, "the column has another length than the table");
        error_.expected = fmt::format("{} rows", program_.rows);
        error_.found = fmt::format("{}", size);
        return false;
    }

    bool failAtColumn(const Node& node) {
        std::vector<std::string> names;
        if (provider_)
            names = provider_->names();
        for (const auto& column : table_.columns())
            names.push_back(column.name);
        error_ = errorAt(tree_.text, node.begin, node.end, "no column has this name");
        error_.found = shownPart(tree_.text, node.begin, node.end);
        if (const auto near = nearestWord(node.word, names); !near.empty())
            error_.suggestion = columnReference(near);
        else if (const auto* function = findFunction(node.word))
            error_.suggestion = function->help.signature;
        else
            error_.suggestion = fmt::format("the text \"{}\"", error_.found);
        return false;
    }

    bool unary(const Node& node) {
        const auto operand = stack_.back();
        stack_.pop_back();
        switch (node.operation) {
        case Operator::IsNull: break;
        case Operator::Not:
            if (!isCondition(node, operand))
                return false;
            break;
        default:
            if (!isArithmetic(node, operand))
                return false;
        }
        const bool yieldsTruth = node.operation == Operator::Not || node.operation == Operator::IsNull;
        return push(node, node.operation, yieldsTruth ? ValueType::Truth : ValueType::Real);
    }

    bool binary(const Node& node) {
        const auto right = stack_.back();
        stack_.pop_back();
        const auto left = stack_.back();
        stack_.pop_back();
        switch (node.operation) {
        case Operator::Or:
        case Operator::And:
            return isCondition(node, left) && isCondition(node, right) && push(node, node.operation, ValueType::Truth);
        case Operator::Equal:
        case Operator::NotEqual:
        case Operator::Less:
        case Operator::LessOrEqual:
        case Operator::Greater:
        case Operator::GreaterOrEqual: return comparison(node, left, right) && push(node, node.operation, ValueType::Truth);
        case Operator::Contains:
        case Operator::StartsWith:
        case Operator::Matches: return isText(node, left) && isText(node, right) && push(node, node.operation, ValueType::Truth);
        default: return isArithmetic(node, left) && isArithmetic(node, right) && push(node, node.operation, ValueType::Real);
        }
    }

    bool region(const Node& node) {
        const auto second = stack_.back();
        stack_.pop_back();
        const auto first = stack_.back();
        stack_.pop_back();
        return isArithmetic(node, first) && isArithmetic(node, second) &&
               push(node, makeRegion(node.operation, node.numbers), ValueType::Truth);
    }

    bool isCondition(const Node& node, const Operand& operand) {
        return operand.type == ValueType::Truth || operand.type == ValueType::Null ||
               fail(*operand.node, fmt::format("{} works on conditions", node.operatorText), "a condition such as x < 15",
                    operand.type, node.operation == Operator::Not ? "!(…) around the comparison" : "");
    }
    bool isArithmetic(const Node& node, const Operand& operand) {
        return isNumber(operand.type) || operand.type == ValueType::Null ||
               fail(*operand.node, fmt::format("{} works on numbers", node.operatorText), "a number", operand.type);
    }
    bool isText(const Node& node, const Operand& operand) {
        return operand.type == ValueType::Text || operand.type == ValueType::Null ||
               fail(*operand.node, fmt::format("{} works on texts", node.operatorText), "a text", operand.type);
    }

    bool comparison(const Node& node, const Operand& left, const Operand& right) {
        for (const auto& [operand, other] : {std::pair(left, right), std::pair(right, left)})
            if (operand.type == ValueType::Null)
                return fail(*operand.node, "a comparison with null is never true", "a value", operand.type,
                            fmt::format("isnull({})", shownPart(tree_.text, other.node->begin, other.node->end)));
        const bool isOrdered = node.operation != Operator::Equal && node.operation != Operator::NotEqual;
        if (isOrdered && left.type == ValueType::Truth && right.type == ValueType::Truth)
            return fail(*right.node, "conditions have no order", "== or !=", right.type);
        if (left.type == right.type || (isNumber(left.type) && isNumber(right.type)))
            return true;
        const bool blamesLeft = isLiteral(*left.node) && !isLiteral(*right.node);
        const auto& blamed = blamesLeft ? left : right;
        const auto& other = blamesLeft ? right : left;
        return fail(*blamed.node, fmt::format("{} is never compared with {}", typeName(blamed.type), typeName(other.type)),
                    std::string(typeName(other.type)), blamed.type, asOther(blamed, other.type));
    }

    /// A literal as the type that it should have had.
    std::string asOther(const Operand& literal, ValueType type) const {
        const auto written = shownPart(tree_.text, literal.node->begin, literal.node->end);
        if (isNumber(literal.type) && isLiteral(*literal.node) && type == ValueType::Text)
            return fmt::format("\"{}\"", written);
        const bool looksLikeNumber = literal.node->kind == NodeKind::Text && !literal.node->word.empty() &&
                                     literal.node->word.find_first_not_of("0123456789.") == std::string::npos;
        return looksLikeNumber && isNumber(type) ? literal.node->word : std::string();
    }

    const Expression::Tree& tree_;
    const Table& table_;
    const ColumnProvider* provider_;
    std::vector<Operand> stack_;
    RowFilter::Program program_;
    ExpressionError error_;
};

} // namespace

ExpressionResult<RowFilter> Expression::bind(const Table& table, const ColumnProvider* provider) const {
    Binder binder(*tree_, table, provider);
    if (!binder.bind())
        return tl::unexpected(binder.error());
    return RowFilter(std::make_shared<const RowFilter::Program>(binder.program()));
}

} // namespace iic
