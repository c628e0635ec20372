#include "catalog/ExpressionKernels.h"

#include "catalog/ExpressionText.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>

namespace iic {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint8_t unknownAsTruth = isUnknown;
const std::string noText;
constexpr std::uint8_t notKnown = 0;

/// f on each pair of values, where one side may be a single value, even one that lies where the results go; the loops are
/// plain so that they vectorise.
template <typename T, typename Out, typename F>
void eachPair(const T* a, bool isConstantA, const T* b, bool isConstantB, std::size_t count, Out* out, F f) {
    using Single = std::conditional_t<std::is_arithmetic_v<T>, T, const T&>;
    if (isConstantB) {
        Single right = *b;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = f(a[i], right);
    } else if (isConstantA) {
        Single left = *a;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = f(left, b[i]);
    } else {
        for (std::size_t i = 0; i < count; ++i)
            out[i] = f(a[i], b[i]);
    }
}

double finiteOrNothing(double value) { return value - value == 0 ? value : nothing; }

const std::uint8_t* asTruths(const Values& values) { return values.type == ValueType::Null ? &unknownAsTruth : values.truths; }

void asText(Values& values) {
    if (values.type != ValueType::Null)
        return;
    values.texts = &noText;
    values.known = &notKnown;
}

void setReals(Slot& slot, bool isConstant) {
    slot.values = {.type = ValueType::Real, .isConstant = isConstant, .reals = slot.reals()};
}
void setTruths(Slot& slot, bool isConstant) {
    slot.values = {.type = ValueType::Truth, .isConstant = isConstant, .truths = slot.truths()};
}

void hideUnknown(const Values& values, std::size_t count, std::uint8_t* truths) {
    if (!values.known)
        return;
    if (values.isConstant && !*values.known)
        std::fill_n(truths, count, isUnknown);
    else if (!values.isConstant)
        for (std::size_t i = 0; i < count; ++i)
            truths[i] = values.known[i] ? truths[i] : isUnknown;
}

std::uint8_t truthOf(bool value) { return static_cast<std::uint8_t>(2 * value); }

template <typename Compare> void compare(Slot& left, Slot& right, std::size_t count, Compare isSo) {
    const auto& a = left.values;
    const auto& b = right.values;
    std::uint8_t* out = left.truths();
    const auto plain = [isSo](const auto& x, const auto& y) { return truthOf(isSo(x, y)); };
    if (a.type == ValueType::Text)
        eachPair(a.texts, a.isConstant, b.texts, b.isConstant, count, out, plain);
    else if (a.type == ValueType::Integer && b.type == ValueType::Integer)
        eachPair(a.integers, a.isConstant, b.integers, b.isConstant, count, out, plain);
    else if (a.type == ValueType::Truth)
        eachPair(a.truths, a.isConstant, b.truths, b.isConstant, count, out, [isSo](std::uint8_t x, std::uint8_t y) {
            return x == isUnknown || y == isUnknown ? isUnknown : truthOf(isSo(x, y));
        });
    else
        eachPair(asReals(left, count), a.isConstant, asReals(right, count), b.isConstant, count, out, [isSo](double x, double y) {
            const auto known = static_cast<std::uint8_t>((x == x) & (y == y));
            return static_cast<std::uint8_t>(1 - known + 2 * (known & static_cast<std::uint8_t>(isSo(x, y))));
        });
    const bool hasMasks = a.type == b.type && (a.type == ValueType::Text || a.type == ValueType::Integer);
    if (hasMasks) {
        hideUnknown(a, count, out);
        hideUnknown(b, count, out);
    }
}

template <typename F> void combineTruths(Slot& left, Slot& right, std::size_t count, F f) {
    eachPair(asTruths(left.values), left.values.isConstant, asTruths(right.values), right.values.isConstant, count, left.truths(),
             f);
}

template <typename F> void combineReals(Slot& left, Slot& right, std::size_t count, F f) {
    const double* a = asReals(left, count);
    const double* b = asReals(right, count);
    eachPair(a, left.values.isConstant, b, right.values.isConstant, count, left.reals(),
             [f](double x, double y) { return finiteOrNothing(f(x, y)); });
}

template <typename F> void combineTexts(Slot& left, Slot& right, std::size_t count, F f) {
    asText(left.values);
    asText(right.values);
    std::uint8_t* out = left.truths();
    eachPair(left.values.texts, left.values.isConstant, right.values.texts, right.values.isConstant, count, out,
             [f](const std::string& text, const std::string& part) { return truthOf(f(text, part)); });
    hideUnknown(left.values, count, out);
    hideUnknown(right.values, count, out);
}

template <typename F> void eachReal(Slot& slot, std::size_t count, F f) {
    const double* values = asReals(slot, count);
    double* out = slot.reals();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = finiteOrNothing(f(values[i]));
}

void findNulls(Slot& slot, std::size_t count) {
    const auto& values = slot.values;
    std::uint8_t* out = slot.truths();
    for (std::size_t i = 0; i < count; ++i)
        switch (values.type) {
        case ValueType::Null: out[i] = isTrue; break;
        case ValueType::Real: out[i] = truthOf(std::isnan(values.reals[i])); break;
        case ValueType::Truth: out[i] = truthOf(values.truths[i] == isUnknown); break;
        default: out[i] = truthOf(values.known && !values.known[i]);
        }
}

double lesser(double a, double b) { return a < b || a != a ? a : b != b || b < a ? b : a; }
double greater(double a, double b) { return a > b || a != a ? a : b != b || b > a ? b : a; }

/// Which of the rows have a value; whether all have, and then `known` is left alone.
bool markKnown(const std::vector<bool>& null, std::size_t first, std::size_t count, std::uint8_t* known) {
    const auto begin = null.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    if (std::find(begin, end, true) == end)
        return true;
    std::transform(begin, end, known, [](bool isNull) { return static_cast<std::uint8_t>(!isNull); });
    return false;
}

} // namespace

const double* asReals(Slot& slot, std::size_t count) {
    const auto& values = slot.values;
    if (values.type == ValueType::Real)
        return values.reals;
    if (values.type == ValueType::Null)
        return &nothing;
    double* reals = slot.reals();
    for (std::size_t i = 0; i < (values.isConstant ? 1 : count); ++i)
        reals[i] = values.known && !values.known[i] ? nothing : static_cast<double>(values.integers[i]);
    return reals;
}

void load(Slot& slot, const ColumnSource& source, std::size_t first, std::size_t count) {
    auto& values = slot.values = {};
    const bool all = !source.null || markKnown(*source.null, first, count, slot.known());
    values.known = all ? nullptr : slot.known();
    if (const auto* integers = std::get_if<const std::int64_t*>(&source.values)) {
        values.type = ValueType::Integer;
        values.integers = *integers + first;
    } else if (const auto* texts = std::get_if<const std::string*>(&source.values)) {
        values.type = ValueType::Text;
        values.texts = *texts + first;
        if (!source.null) {
            std::transform(values.texts, values.texts + count, slot.known(), [](const auto& text) { return !text.empty(); });
            values.known = slot.known();
        }
    } else {
        values.type = ValueType::Real;
        values.reals = std::get<const double*>(source.values) + first;
        if (all)
            return;
        double* reals = slot.reals();
        for (std::size_t i = 0; i < count; ++i)
            reals[i] = values.known[i] ? values.reals[i] : nothing;
        values.reals = reals;
        values.known = nullptr;
    }
}

void load(Slot& slot, const Constant& constant) {
    slot.values = {.type = constant.type,
                   .isConstant = true,
                   .reals = &constant.real,
                   .integers = &constant.integer,
                   .texts = &constant.text,
                   .truths = &constant.truth};
}

void applyUnary(Operator operation, Slot& slot, std::size_t count) {
    const bool isConstant = slot.values.isConstant;
    count = isConstant ? 1 : count;
    switch (operation) {
    case Operator::IsNull: findNulls(slot, count); return setTruths(slot, isConstant);
    case Operator::Not: {
        const auto* truths = asTruths(slot.values);
        std::transform(truths, truths + count, slot.truths(), [](std::uint8_t truth) { return isTrue - truth; });
        return setTruths(slot, isConstant);
    }
    case Operator::Negate: eachReal(slot, count, [](double x) { return -x; }); break;
    case Operator::Absolute: eachReal(slot, count, [](double x) { return std::abs(x); }); break;
    case Operator::SquareRoot: eachReal(slot, count, [](double x) { return std::sqrt(x); }); break;
    default: eachReal(slot, count, [](double x) { return std::log10(x); });
    }
    setReals(slot, isConstant);
}

void applyBinary(Operator operation, Slot& left, Slot& right, std::size_t count) {
    const bool isConstant = left.values.isConstant && right.values.isConstant;
    count = isConstant ? 1 : count;
    switch (operation) {
    case Operator::Or: combineTruths(left, right, count, [](auto a, auto b) { return std::max(a, b); }); break;
    case Operator::And: combineTruths(left, right, count, [](auto a, auto b) { return std::min(a, b); }); break;
    case Operator::Equal: compare(left, right, count, std::equal_to<>()); break;
    case Operator::NotEqual: compare(left, right, count, std::not_equal_to<>()); break;
    case Operator::Less: compare(left, right, count, std::less<>()); break;
    case Operator::LessOrEqual: compare(left, right, count, std::less_equal<>()); break;
    case Operator::Greater: compare(left, right, count, std::greater<>()); break;
    case Operator::GreaterOrEqual: compare(left, right, count, std::greater_equal<>()); break;
    case Operator::Contains: combineTexts(left, right, count, holdsText); break;
    case Operator::StartsWith: combineTexts(left, right, count, startsWithText); break;
    case Operator::Matches: combineTexts(left, right, count, matchesPattern); break;
    case Operator::Add: combineReals(left, right, count, std::plus<>()); return setReals(left, isConstant);
    case Operator::Subtract: combineReals(left, right, count, std::minus<>()); return setReals(left, isConstant);
    case Operator::Multiply: combineReals(left, right, count, std::multiplies<>()); return setReals(left, isConstant);
    case Operator::Divide: combineReals(left, right, count, std::divides<>()); return setReals(left, isConstant);
    case Operator::Minimum: combineReals(left, right, count, lesser); return setReals(left, isConstant);
    default: combineReals(left, right, count, greater); return setReals(left, isConstant);
    }
    setTruths(left, isConstant);
}

} // namespace iic
