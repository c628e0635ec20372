#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/Expression.h"

#include <array>
#include <cmath>
#include <limits>

using namespace iic;

namespace {

const std::array<std::string, 11> seeds{"w1mpro < 15 && cc_flags == \"0000\"",
                                        "!(w1mpro - w2mpro >= 0.8) || isnull(`odd name`)",
                                        "matches(cc_flags, '*h?') && contains(cc_flags, \"\\\"\")",
                                        "min(w1mpro, w2mpro, -3e-2) / sqrt(abs(n)) != log10(10) * 2",
                                        "startswith(class, 'ST') && n == 1237649964069552133",
                                        "((((true)))) == (false || null)",
                                        "größe>.5&&-n<=+1.",
                                        "w1mpro < w2mpro + (n - (n - (n - 1)))",
                                        "inside(w1mpro - w2mpro, n, 0, -1, +14.5, 0, 1e3, 2e3, -5, 3) || isnull(n)",
                                        "!onsky(w1mpro, `odd name`, 359.5, -1, 0.5, -1, 1, 2) && n > 0",
                                        "cone(n, w2mpro, -10, 89.9, 3600) != inside(1, 2, 0, 0, 5, 0, 5, 5)"};

const std::array<std::string, 46> pieces{"(",
                                         ")",
                                         "((((((((",
                                         "))))))))",
                                         "!",
                                         "!!!!",
                                         "-",
                                         "--",
                                         "+",
                                         "*",
                                         "/",
                                         "<",
                                         "<=",
                                         "==",
                                         "=",
                                         "!=",
                                         "&&",
                                         "||",
                                         "&",
                                         "|",
                                         ",",
                                         "\"",
                                         "'",
                                         "`",
                                         "\\",
                                         "null",
                                         "true",
                                         "isnull(",
                                         "min(",
                                         "matches(",
                                         "inside(",
                                         "onsky(",
                                         "cone(",
                                         ", 1, 2",
                                         "w1mpro",
                                         "n",
                                         "class",
                                         "\"a\"",
                                         "1",
                                         "1e400",
                                         "99999999999999999999",
                                         "é",
                                         "\xff",
                                         std::string(1, '\0'),
                                         "\xe2\x80\x9c",
                                         " "};

Table columns() {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    Table table;
    table.add(realColumn("w1mpro", "", {14, nothing, std::numeric_limits<double>::infinity(), -1e308, 0}));
    table.add(realColumn("w2mpro", "", {15, 1, nothing, 1e308, -0.0}));
    table.add(textColumn("cc_flags", {"0000", "h0", "", "*", "é\""}));
    table.add(textColumn("class", {"STAR", "", "?", "\\", "a"}));
    table.add(
        integerColumn("n", "", {1, -1, 0, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}));
    table.add(integerColumn("odd name", "", {1, 2, 3, 4, 5}));
    table.add(realColumn("größe", "", {1, 2, 3, 4, 5}));
    return table;
}

std::string mutated(Random& random) {
    std::string text = seeds[random.below(seeds.size())];
    for (auto steps = random.below(7); steps > 0; --steps) {
        const auto at = random.below(text.size() + 1);
        const auto length = random.below(1 + std::min<std::size_t>(text.size() - at, 12));
        switch (random.below(5)) {
        case 0: text.insert(at, pieces[random.below(pieces.size())]); break;
        case 1: text.erase(at, length); break;
        case 2: text.insert(random.below(text.size() + 1), text.substr(at, length)); break;
        case 3: text.resize(at); break;
        default: text.replace(at, length, pieces[random.below(pieces.size())]);
        }
    }
    return text;
}

/// Nothing but words in any order.
std::string wordSalad(Random& random) {
    std::string text;
    for (auto count = random.below(60); count > 0; --count)
        text += pieces[random.below(pieces.size())] + (random.below(2) ? " " : "");
    return text;
}

std::size_t charactersIn(const std::string& text) {
    return std::size_t(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// What is wrong with an error; empty when nothing is.
std::string flawOf(const ExpressionError& error, const std::string& text) {
    if (error.reason.empty())
        return "no reason";
    if (error.position + error.length > std::max(charactersIn(text), text.size()))
        return "it points beyond the text";
    const auto line = error.oneLine();
    return line.find('\n') != std::string::npos || line.size() > 1000 ? "it is no short line" : "";
}

/// The rows pass or not, and the opposite of what passes does not.
std::string flawOf(const FilterResult& result, const FilterResult& opposite, std::size_t rows) {
    if (result.passes.size() != rows || result.trueRows + result.falseRows + result.unknownRows != rows)
        return "rows are missing";
    if (result.trueRows != opposite.falseRows || result.unknownRows != opposite.unknownRows)
        return "its opposite is none";
    for (std::size_t row = 0; row < rows; ++row)
        if (result.passes[row] > 1 || (result.passes[row] && opposite.passes[row]))
            return "a row passes and does not";
    return {};
}

} // namespace

class TestFuzzExpressions : public iic::test::Test {
    Q_OBJECT

    const Table table_ = columns();
    int bound_ = 0;

    std::string flawOf(const std::string& text) {
        for (const std::size_t cursor : {std::size_t(0), text.size() / 2, text.size()})
            completionsAt(text, cursor, table_);
        const auto expression = Expression::parse(text);
        if (!expression)
            return ::flawOf(expression.error(), text);
        const auto filter = expression->bind(table_);
        if (!filter)
            return ::flawOf(filter.error(), text);
        ++bound_;
        const auto opposite = Expression::parse("!(" + text + ")");
        if (!opposite)
            return opposite.error().reason.find("too") != std::string::npos
                       ? ""
                       : "its opposite is refused: " + opposite.error().oneLine();
        return ::flawOf(filter->evaluate().value(), opposite->bind(table_)->evaluate().value(), table_.rowCount());
    }

    void tryAll(std::string (*make)(Random&), int count, std::uint64_t seed) {
        Random random(seed);
        for (int number = 0; number < count; ++number) {
            const auto text = make(random);
            const auto flaw = flawOf(text);
            QVERIFY2(flaw.empty(), (std::to_string(number) + ": " + flaw + "\n" + text).c_str());
        }
    }

  private Q_SLOTS:
    void theSeedsAreValid() {
        for (const auto& seed : seeds) {
            const auto expression = Expression::parse(seed);
            QVERIFY2(expression, seed.c_str());
            QVERIFY2(expression->bind(table_), seed.c_str());
        }
    }

    void everyMutationIsEvaluatedOrRefused() {
        constexpr int mutations = 30'000;
        tryAll(mutated, mutations, 1);
        QVERIFY2(bound_ > mutations / 8 && bound_ < mutations, std::to_string(bound_).c_str());
    }

    void everySaladIsRefusedOrEvaluated() { tryAll(wordSalad, 30'000, 2); }
};

IIC_CORE_TEST_MAIN(TestFuzzExpressions)
#include "test_fuzz_expressions.moc"
