#include "TestSupport.h"

#include "catalog/Expression.h"

#include <QStringList>

using namespace iic;

namespace {

Table columns() {
    Table table;
    for (const char* name : {"w1mpro", "w2mpro", "cc_flags", "odd name", "größe", "max_snr"})
        table.add(realColumn(name, "", {1}));
    return table;
}

class Extra final : public ColumnProvider {
  public:
    std::vector<std::string> names() const override { return {"confidence", "w1mpro"}; }
    std::optional<VirtualValues> find(std::string_view) const override { return std::nullopt; }
};

} // namespace

class TestCompletion : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void whatMayStandAtTheCursor_data() {
        QTest::addColumn<QString>("text"); // | is the cursor
        QTest::addColumn<QString>("replaced");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, const char* replaced, const char* words) {
            QTest::newRow(text) << text << replaced << words;
        };
        const char* everything = "w1mpro w2mpro cc_flags `odd name` größe max_snr abs( sqrt( log10( min( max( isnull( contains( "
                                 "startswith( matches( inside( onsky( cone( true false null";
        row("|", "", everything);
        row("w|", "w", "w1mpro w2mpro");
        row("W2|", "W2", "w2mpro");
        row("w|1mpro < 3", "w1mpro", "w1mpro w2mpro");
        row("|w1mpro < 3", "", everything);
        row("m|", "m", "max_snr min( max( matches(");
        row("n|", "n", "null");
        row("xyz|", "xyz", "");
        row("w1mpro < 15 && c|", "c", "cc_flags contains( cone(");
        row("in|", "in", "inside(");
        row("cone(w|", "w", "w1mpro w2mpro");
        row("w1mpro < 15 && |", "", everything);
        row("w1mpro < 15 &&|", "", everything);
        row("w1mpro < 15 |", "", "");
        row("w1mpro |", "", "");
        row("w1mpro <|", "", everything);
        row("abs(|", "", everything);
        row("abs(w1|", "w1", "w1mpro");
        row("min(w1mpro, g|)", "g", "größe");
        row("(w1mpro < 2)|", "", "");
        row("1|5 < w1mpro", "", "");
        row("15| < w1mpro", "", "");
        row("\"w|\" == cc_flags", "", "");
        row("\"w|", "", "");
        row("`o|", "`o", "`odd name`");
        row("`odd| name` < 3", "`odd name`", "`odd name`");
        row("größe > 1 && gr|", "gr", "größe");
        row("größe|", "größe", "größe");
        row("w1mpro w|", "", "");
        row("# w|", "", "");
    }
    void whatMayStandAtTheCursor() {
        QFETCH(QString, text);
        QFETCH(QString, replaced);
        QFETCH(QString, words);
        const auto cursor = text.indexOf('|', text.contains("||") ? text.indexOf("||") + 2 : 0);
        const auto whole = QString(text).remove(cursor, 1);
        const auto found = completionsAt(whole.toStdString(), std::size_t(cursor), columns());
        QStringList shown;
        for (const auto& word : found.words)
            shown << QString::fromStdString(word.text);
        QCOMPARE(shown.join(' '), words);
        QCOMPARE(whole.mid(int(found.position), int(found.length)), replaced);
    }

    void virtualColumnsComeFirstAndOnce() {
        const Extra extra;
        const auto found = completionsAt("", 0, columns(), &extra);
        QCOMPARE(found.words[0].text, std::string("confidence"));
        QCOMPARE(found.words[1].text, std::string("w1mpro"));
        QCOMPARE(found.words[2].text, std::string("w2mpro"));
        QCOMPARE(int(found.words[0].kind), int(Completion::Kind::Column));
        QCOMPARE(int(found.words.back().kind), int(Completion::Kind::Constant));
    }

    void anyCursorIsSafe() {
        for (const std::string& text :
             {std::string("größe < 3 && `odd"), std::string("'é"), std::string("\xff\xfe"), std::string()})
            for (std::size_t cursor = 0; cursor < 30; ++cursor) {
                const auto found = completionsAt(text, cursor, columns());
                QVERIFY(found.words.empty() || found.position + found.length <= text.size());
            }
    }
};

IIC_CORE_TEST_MAIN(TestCompletion)
#include "test_completion.moc"
