#include "TestSupport.h"

#include "catalog/Expression.h"

#include <cmath>
#include <limits>
#include <map>

using namespace iic;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t large = 1237649964069552133; // no float64 tells it from its neighbours

/// Four rows; the last has no values.
Table sources() {
    Table table;
    table.add(realColumn("w1mpro", "mag", {14, 15, 16.5, nothing}));
    table.add(realColumn("w2mpro", "mag", {13, 15, 0, nothing}));
    table.add(textColumn("cc_flags", {"0000", "h000", "0D00", ""}));
    table.add(textColumn("class", {"STAR", "Galaxy", "étoile", ""}));
    auto identifiers = integerColumn("objid", "", {large, large + 1, -3, 0});
    identifiers.null[3] = true;
    table.add(std::move(identifiers));
    table.add(integerColumn("odd name`s\\", "", {1, 2, 3, 4}));
    table.add(integerColumn("null", "", {1, 0, 1, 0}));
    table.add(realColumn("größe", "", {1, 2, 3, 4}));
    return table;
}

class Extra final : public ColumnProvider {
  public:
    std::map<std::string, std::vector<double>, std::less<>> numbers{{"confidence", {0.9, 0.5, nothing, 0.1}}};
    std::map<std::string, std::vector<std::string>, std::less<>> texts{{"class", {"quasar", "", "star", "galaxy"}}};

    std::vector<std::string> names() const override {
        std::vector<std::string> all;
        for (const auto& [name, values] : numbers)
            all.push_back(name);
        for (const auto& [name, values] : texts)
            all.push_back(name);
        return all;
    }
    std::optional<VirtualValues> find(std::string_view name) const override {
        if (const auto found = numbers.find(name); found != numbers.end())
            return std::span<const double>(found->second);
        if (const auto found = texts.find(name); found != texts.end())
            return std::span<const std::string>(found->second);
        return std::nullopt;
    }
};

/// "1 0 0 0; 1 true, 2 false, 1 unknown", or the error.
std::string shown(const std::string& text, const Table& table, const ColumnProvider* provider = nullptr) {
    const auto expression = Expression::parse(text);
    if (!expression)
        return expression.error().oneLine();
    const auto filter = expression->bind(table, provider);
    if (!filter)
        return filter.error().oneLine();
    const auto result = filter->evaluate().value();
    std::string rows;
    for (const auto passes : result.passes)
        rows += passes ? '1' : '0';
    return rows + " unknown " + std::to_string(result.unknownRows);
}

ExpressionError errorOf(const std::string& text, const Table& table) {
    const auto expression = Expression::parse(text);
    if (!expression)
        return expression.error();
    const auto filter = expression->bind(table);
    return filter ? ExpressionError{} : filter.error();
}

} // namespace

class TestExpression : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void rowsThatPass_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
        row("w1mpro < 15", "1000 unknown 1");
        row("w1mpro <= 15", "1100 unknown 1");
        row("W1MPRO > 15", "0010 unknown 1");
        row("15 <= w1mpro", "0110 unknown 1");
        row("w1mpro == 15.0", "0100 unknown 1");
        row("w1mpro != 15", "1010 unknown 1");
        row("w1mpro < 15 && cc_flags == \"0000\"", "1000 unknown 1");
        row("w1mpro < 15 || cc_flags == '0D00'", "1010 unknown 1");
        row("!(w1mpro < 15)", "0110 unknown 1");
        row("!!(w1mpro < 15)", "1000 unknown 1");

        // Three values: what is unknown stays so unless the other side decides.
        row("null", "the whole is no condition (character 1, a condition such as x < 15 expected, null found)");
        row("isnull(w1mpro)", "0001 unknown 0");
        row("!isnull(w1mpro)", "1110 unknown 0");
        row("isnull(cc_flags)", "0001 unknown 0");
        row("isnull(objid)", "0001 unknown 0");
        row("isnull(w1mpro < 15)", "0001 unknown 0");
        row("isnull(null)", "1111 unknown 0");
        row("isnull(3)", "0000 unknown 0");
        row("w1mpro < 15 || true", "1111 unknown 0");
        row("w1mpro < 15 && false", "0000 unknown 0");
        row("w1mpro < 15 || null", "1000 unknown 3");
        row("w1mpro < 15 && null", "0000 unknown 2");
        row("!null", "0000 unknown 4");
        row("w1mpro < 15 || isnull(w1mpro)", "1001 unknown 0");

        row("w1mpro - w2mpro > 0.5", "1010 unknown 1");
        row("w1mpro - 1 - 1 == 12", "1000 unknown 1");
        row("w1mpro / w2mpro == 1", "0100 unknown 2"); // by 0: no finite result
        row("isnull(w1mpro / w2mpro)", "0011 unknown 0");
        row("w1mpro + 2 * 3 == 20", "1000 unknown 1");
        row("2 * w1mpro >= 30", "0110 unknown 1");
        row("(5 - 3) * w1mpro >= 30", "0110 unknown 1");
        row("(1 < 2) && w1mpro < 16 && true", "1100 unknown 1");
        row("(w1mpro + 2) * 3 == 48", "1000 unknown 1");
        row("-w1mpro < -15", "0010 unknown 1");
        row("-w1mpro<-15", "0010 unknown 1");
        row("w1mpro > +15", "0010 unknown 1");
        row("w1mpro-1==13", "1000 unknown 1");
        row("1e400 - 1 > 0", "the number is out of range (character 1, 1e400 found)");
        row("1e308 * 10 > 0", "0000 unknown 4");
        row(".5 < 1. && 2e-3 == 0.002", "1111 unknown 0");

        row("abs(w1mpro - 15) == 1", "1000 unknown 1");
        row("sqrt(w1mpro - 15) == 0", "0100 unknown 2");
        row("log10(w2mpro) > 1", "1100 unknown 2");
        row("min(w1mpro, w2mpro, 14) == 13", "1000 unknown 1");
        row("max(w1mpro, w2mpro) > 15", "0010 unknown 1");
        row("MAX(1, 2) == 2 && Abs(-1) == 1", "1111 unknown 0");
        row("isnull(min(1, null))", "1111 unknown 0");

        row("class == \"STAR\"", "1000 unknown 1");
        row("class == \"star\"", "0000 unknown 1");
        row("class != cc_flags", "1110 unknown 1");
        row("class < \"S\"", "0100 unknown 1");
        row("\"a\" < \"b\"", "1111 unknown 0");
        row("contains(cc_flags, \"D\")", "0010 unknown 1");
        row("contains(cc_flags, '')", "1110 unknown 1");
        row("contains(null, \"a\")", "0000 unknown 4");
        row("startswith(cc_flags, \"0\")", "1010 unknown 1");
        row("matches(class, \"*a*\")", "0100 unknown 1");
        row("matches(class, \"?toile\")", "0010 unknown 1");
        row("matches(cc_flags, \"0?0*\")", "1010 unknown 1");
        row("matches(class, \"S*A*\")", "1000 unknown 1");
        row("matches(class, \"S*A\")", "0000 unknown 1");
        row("class == \"\\\"\\\\\"", "0000 unknown 1");

        row("objid == 1237649964069552133", "1000 unknown 1");
        row("objid > 1237649964069552133", "0100 unknown 1");
        row("objid < 0.5", "0010 unknown 1");
        row("objid == -3", "0010 unknown 1");
        row("objid + 0 == -3", "0010 unknown 1");
        row("1 == 1 && 2 > 1.5", "1111 unknown 0");

        row("`odd name\\`s\\\\` > 2", "0011 unknown 0");
        row("`null` == 1", "1010 unknown 0");
        row("größe >= 3", "0011 unknown 0");
        row("`w1mpro` < 15", "1000 unknown 1");
        row("true", "1111 unknown 0");
        row("FALSE || False", "0000 unknown 0");
        row("(w1mpro < 15) == (w2mpro < 14)", "1100 unknown 1");
        row("(w1mpro < 15) != true", "0110 unknown 1");
        row("a<1||b<2", "no column has this name (character 1, a found; did you mean the text \"a\"?)");
    }
    void rowsThatPass() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(shown(text.toStdString(), sources())), expected);
    }

    void errorsPointAtTheCharacter_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("words"); // of the line that is printed, separated by |
        const auto row = [](const char* text, int position, int length, const char* words) {
            QTest::newRow(*text ? text : "empty") << text << position << length << words;
        };
        row("", 0, 0, "empty|character 1|a column|the end");
        row("   ", 3, 0, "empty|character 4");
        row("w1mpo < 15", 0, 5, "no column|character 1|did you mean w1mpro?");
        row("cc_flag == \"0000\"", 0, 7, "did you mean cc_flags?");
        row("odd_names > 1", 0, 9, "did you mean `odd name\\`s\\\\`?");
        row("class == STAR", 9, 4, "no column|did you mean the text \"STAR\"?");
        row("abs < 3", 0, 3, "did you mean abs(number)?");
        row("w1mpro < \"15\"", 9, 4, "a text is never compared with a number|a number expected|did you mean 15?");
        row("\"15\" < w1mpro", 0, 4, "did you mean 15?");
        row("cc_flags == 0000", 12, 4, "a number is never compared with a text|did you mean \"0000\"?");
        row("class < 1 + w1mpro", 8, 10, "a text expected|a number found");
        row("(w1mpro < 1) == 1", 16, 1, "a condition expected");
        row("(w1mpro < 1) < true", 15, 4, "conditions have no order");
        row("w1mpro == null", 10, 4, "never true|isnull(w1mpro)");
        row("null != class", 0, 4, "isnull(class)");
        row("w1mpro", 0, 6, "no condition");
        row("w1mpro + 1", 0, 10, "no condition");
        row("w1mpro && true", 0, 6, "&& works on conditions|a number found");
        row("true || \"a\"", 8, 3, "|| works on conditions|a text found");
        row("!w1mpro < 15", 1, 6, "! works on conditions|!(…)");
        row("class + 1 < 2", 0, 5, "+ works on numbers|a text found");
        row("-class < 2", 1, 5, "- works on numbers");
        row("sqrt(class) < 2", 5, 5, "sqrt works on numbers");
        row("contains(class, 1)", 16, 1, "contains works on texts|a number found");
        row("min(1, true) < 2", 7, 4, "min works on numbers|a condition found");
        row("w1mpro <", 8, 0, "ends too early|the end found");
        row("w1mpro 15", 7, 2, "an operator expected|15 found");
        row("w1mpro = 15", 7, 1, "did you mean ==?");
        row("w1mpro <> 15", 7, 2, "did you mean !=?");
        row("true & true", 5, 1, "did you mean &&?");
        row("true and true", 5, 3, "did you mean &&?");
        row("true OR true", 5, 2, "did you mean ||?");
        row("not true", 0, 3, "did you mean !?");
        row("not(true)", 0, 3, "did you mean !?");
        row("1 < w1mpro < 3", 11, 1, "&& between");
        row("(true", 5, 0, "ends too early|an operator or ) expected");
        row("true)", 4, 1, "not opened");
        row("(true))", 6, 1, "not opened");
        row("()", 1, 1, "a value is missing");
        row("w1mpro < * 2", 9, 1, "a value is missing");
        row("true, true", 4, 1, "a comma");
        row("sine(w1mpro) < 1", 0, 4, "no function|sqrt");
        row("sqr(w1mpro) < 1", 0, 3, "did you mean sqrt?");
        row("abs() < 1", 0, 3, "abs(number) expected");
        row("abs(1, 2) < 1", 0, 3, "abs(number) expected");
        row("min(1) < 1", 0, 3, "min(number, number, …) expected");
        row("min(1,) < 1", 6, 1, "a value is missing");
        row("min(1 2) < 1", 6, 1, "a comma or ) expected");
        row("abs(1", 5, 0, "a comma or ) expected");
        row("`abs`(1) < 2", 0, 5, "a name in backticks is no function");
        row("class == \"STAR", 9, 5, "not closed|\" expected");
        row("`w1mpro < 15", 0, 12, "the name is not closed");
        row("class == 'a\\n'", 11, 2, "may follow");
        row("12abc < 3", 0, 5, "this is no number");
        row("1e < 3", 0, 2, "this is no number");
        row("w1mpro # 3", 7, 1, "this character|# found");
        row("w1mpro ^ 3", 7, 1, "^ found");
        row("class == “STAR”", 9, 1, "plain quotes");
        row("étoile == 1 && größe ~ 3", 21, 1, "character 22");
        row("größe < 3 && größer < 4", 13, 6, "character 14|did you mean größe?");
        row("+w1mpro < 3", 0, 1, "+ stands");
    }
    void errorsPointAtTheCharacter() {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(int, length);
        QFETCH(QString, words);
        const auto error = errorOf(text.toStdString(), sources());
        QVERIFY2(!error.reason.empty(), "no error");
        const auto line = QString::fromStdString(error.oneLine());
        for (const auto& word : words.split('|', Qt::SkipEmptyParts))
            QVERIFY2(line.contains(word), qPrintable(line));
        QVERIFY2(int(error.position) == position && int(error.length) == length,
                 qPrintable(QString("%1 + %2: %3").arg(error.position).arg(error.length).arg(line)));
        QCOMPARE(error.toError("--where").code, ErrorCode::BadOption);
        QVERIFY(!line.contains('\n'));
    }

    void whatIsTooMuchIsRefused() {
        const auto nested = [](int levels, const std::string& open, const std::string& close) {
            std::string text = "true";
            for (int level = 0; level < levels; ++level)
                text = open + text + close;
            return text;
        };
        for (const auto& [open, close] : {std::pair("(", ")"), {"!", ""}, {"isnull(", ")"}}) {
            QVERIFY(Expression::parse(nested(deepestExpression, open, close)));
            const auto error = errorOf(nested(deepestExpression + 1, open, close), sources());
            QVERIFY2(error.reason.find("too deep") != std::string::npos, error.oneLine().c_str());
            QVERIFY(!Expression::parse(nested(3000, open, "")));
        }
        std::string longest = "true";
        while (longest.size() + 8 <= longestExpression)
            longest += " || true";
        QCOMPARE(shown(longest, sources()), std::string("1111 unknown 0"));
        QVERIFY(!Expression::parse(longest + std::string(longestExpression, ' ')));
        std::string arguments = "max(1";
        while (arguments.size() + 20 < longestExpression)
            arguments += ",2";
        QCOMPARE(shown(arguments + ") == 2", sources()), std::string("1111 unknown 0"));
    }

    void textThatIsNoUtf8IsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("stray") << QByteArray("true\xff") << 4;
        QTest::newRow("cut off") << QByteArray("\"é\xc3") << 2;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << 0;
        QTest::newRow("surrogate") << QByteArray("'\xed\xa0\x80'") << 1;
        QTest::newRow("beyond Unicode") << QByteArray("'\xf4\x90\x80\x80'") << 1;
    }
    void textThatIsNoUtf8IsRefused() {
        QFETCH(QByteArray, text);
        QFETCH(int, position);
        const auto expression = Expression::parse(text.toStdString());
        QVERIFY(!expression);
        QVERIFY(expression.error().reason.find("UTF-8") != std::string::npos);
        QCOMPARE(int(expression.error().position), position);
    }

    void virtualColumnsStandBesideTheTable() {
        const Extra extra;
        QCOMPARE(shown("confidence > 0.4", sources(), &extra), std::string("1100 unknown 1"));
        QCOMPARE(shown("confidence > 0.4 && w1mpro < 15", sources(), &extra), std::string("1000 unknown 0"));
        QCOMPARE(shown("class == \"star\"", sources(), &extra), std::string("0010 unknown 1"));
        QCOMPARE(shown("isnull(class)", sources(), &extra), std::string("0100 unknown 0"));
        QVERIFY(shown("confidense > 0.4", sources(), &extra).find("did you mean confidence?") != std::string::npos);
        Extra shorter;
        shorter.numbers["confidence"].pop_back();
        QVERIFY(shown("confidence > 0.4", sources(), &shorter).find("4 rows expected, 3 found") != std::string::npos);
    }

    void manyRowsAreFilteredAsFewAre() {
        constexpr std::size_t rows = 200'001;
        Reals magnitudes(rows);
        Texts flags(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            magnitudes[row] = row % 7 == 0 ? nothing : double(row % 20);
            flags[row] = row % 3 == 0 ? "0000" : "h000";
        }
        Table table;
        table.add(realColumn("w1mpro", "mag", magnitudes));
        table.add(textColumn("cc_flags", flags));
        const auto filter = Expression::parse("w1mpro < 15 && cc_flags == \"0000\"")->bind(table).value();
        const auto result = filter.evaluate().value();
        QCOMPARE(result.passes.size(), rows);
        std::size_t passing = 0, unknown = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const bool passes = !std::isnan(magnitudes[row]) && magnitudes[row] < 15 && flags[row] == "0000";
            QCOMPARE(bool(result.passes[row]), passes);
            passing += passes;
            unknown += std::isnan(magnitudes[row]) && flags[row] == "0000";
        }
        QCOMPARE(result.trueRows, passing);
        QCOMPARE(result.unknownRows, unknown);
        QCOMPARE(result.falseRows, rows - passing - unknown);
    }

    void anEmptyTablePassesNothing() {
        Table table;
        table.add(realColumn("a", "", {}));
        const auto result = Expression::parse("a < 1")->bind(table)->evaluate().value();
        QVERIFY(result.passes.empty() && result.trueRows + result.falseRows + result.unknownRows == 0);
    }

    void evaluationIsCancelled() {
        const auto table = sources();
        std::stop_source source;
        source.request_stop();
        const auto result = Expression::parse("w1mpro < 15")->bind(table)->evaluate(source.get_token());
        QVERIFY(!result && isCancelled(result.error()));
    }

    void namesAreWrittenAsTheyAreRead() {
        QCOMPARE(columnReference("w1mpro"), std::string("w1mpro"));
        QCOMPARE(columnReference("größe"), std::string("größe"));
        QCOMPARE(columnReference("2mass"), std::string("`2mass`"));
        QCOMPARE(columnReference("null"), std::string("`null`"));
        QCOMPARE(columnReference(""), std::string("``"));
        const auto table = sources();
        for (const auto& column : table.columns())
            QVERIFY2(shown("isnull(" + columnReference(column.name) + ")", table).size() == 14, column.name.c_str());
    }

    void everyFunctionIsHelped() {
        for (const auto& function : expressionFunctions())
            QVERIFY(function.signature.starts_with(std::string(function.name) + "(") && !function.help.empty());
    }
};

IIC_CORE_TEST_MAIN(TestExpression)
#include "test_expression.moc"
