#include "FitsTableBytes.h"
#include "TableText.h"
#include "TestSupport.h"

#include <QByteArray>

#include <cmath>
#include <limits>
#include <zlib.h>

using namespace iic;
using namespace iic::test;

namespace {

const std::string head = R"(<?xml version="1.0"?>
<VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE>)";
const std::string tail = "</RESOURCE></VOTABLE>\n";

std::string tableOf(const std::string& fields, const std::string& data) {
    return head + "<TABLE>" + fields + "<DATA>" + data + "</DATA></TABLE>" + tail;
}

std::string rowsOf(const std::string& fields, const std::string& rows) {
    return tableOf(fields, "<TABLEDATA>" + rows + "</TABLEDATA>");
}

std::string base64(const std::string& bytes) { return QByteArray::fromStdString(bytes).toBase64().toStdString(); }

std::string streamOf(const std::string& fields, const std::string& bytes, const std::string& element = "BINARY2") {
    return tableOf(fields, '<' + element + "><STREAM encoding=\"base64\">" + base64(bytes) + "</STREAM></" + element + '>');
}

std::string variable(const std::string& bytes, int count) { return highestFirst<std::int32_t>(count) + bytes; }
std::string variable(const std::string& text) { return variable(text, static_cast<int>(text.size())); }

const std::string ints = R"(<FIELD name="n" datatype="int"/>)";
const std::string names = R"(<FIELD name="name" datatype="char" arraysize="*"/>)";

} // namespace

class TestVoTable : public iic::test::Test {
    Q_OBJECT

    TableText files_;
    Result<Table> read(const std::string& text) { return readTable(files_.write(text, "in.vot")); }

    std::string gzipped(const std::string& bytes) {
        gzFile packed = gzopen(files_.file("made.gz").c_str(), "wb9");
        gzwrite(packed, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(packed);
        return files_.contents("made.gz");
    }

  private Q_SLOTS:
    void whatCellsMean_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("cells");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* field, const char* cells, const char* expected) {
            QTest::newRow(name) << field << cells << expected;
        };
        row("int", "datatype='int'", "<TD>1</TD>|<TD> -2\n</TD>|<TD/>|<TD>0x1F</TD>", "integer: 1 -2 - 31");
        row("long", "datatype='long'", "<TD>9223372036854775807</TD>", "integer: 9223372036854775807");
        row("byte and short", "datatype='unsignedByte'", "<TD>255</TD>|<TD></TD>", "integer: 255 -");
        row("double", "datatype='double'", "<TD>0.1</TD>|<TD>NaN</TD>|<TD/>|<TD>+Inf</TD>|<TD>1e300</TD>",
            "real: 0.1 - - inf 1e+300");
        row("float", "datatype='float'", "<TD>0.5</TD>|<TD>nan</TD>", "real: 0.5 -");
        row("boolean", "datatype='boolean'", "<TD>T</TD>|<TD>false</TD>|<TD>?</TD>|<TD>1</TD>|<TD/>", "integer: 1 0 - 1 -");
        row("bit", "datatype='bit'", "<TD>1</TD>|<TD>0</TD>", "integer: 1 0");
        row("char", "datatype='char' arraysize='*'", "<TD>M 31</TD>|<TD/>|<TD>  </TD>|<TD>\n  x</TD>", "text: M 31 - - x");
        row("one char", "datatype='char'", "<TD>a</TD>", "text: a");
        row("fixed char", "datatype='char' arraysize='8*'", "<TD>0012</TD>", "text: 0012");
        row("unicode", "datatype='unicodeChar' arraysize='*'", "<TD>caf\xc3\xa9 &#x661F; &amp; &lt;</TD>",
            "text: caf\xc3\xa9 \xe6\x98\x9f & <");
        row("CDATA", "datatype='char' arraysize='*'", "<TD><![CDATA[<a & b>]]></TD>", "text: <a & b>");
        row("short rows", "datatype='int'", "|<TD>1</TD>", "integer: - 1");
    }
    void whatCellsMean() {
        QFETCH(QString, field);
        QFETCH(QString, cells);
        QFETCH(QString, expected);
        std::string rows;
        for (const auto& cell : cells.split('|'))
            rows += "<TR>" + cell.toStdString() + "</TR>";
        const auto table = read(rowsOf("<FIELD name='c' " + field.toStdString() + "/>", rows));
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(QString::fromStdString(shown(*table, "c")), expected);
        QVERIFY(table->warnings.empty());
    }

    void declaredNullsAreNull() {
        const auto table = read(
            rowsOf("<FIELD name='n' datatype='int'><VALUES null='-99'/></FIELD>", "<TR><TD>-99</TD></TR><TR><TD>9</TD></TR>"));
        QCOMPARE(shown(*table, "n"), std::string("integer: - 9"));
        const auto binary = read(streamOf("<FIELD name='n' datatype='short'><VALUES null=' -99 '/></FIELD>",
                                          highestFirst<std::int16_t>(-99) + highestFirst<std::int16_t>(9), "BINARY"));
        QCOMPARE(shown(*binary, "n"), std::string("integer: - 9"));
    }

    void cellsThatAreNotOfTheirTypeAreCounted() {
        const auto table =
            read(rowsOf(ints + names, "<TR><TD>1</TD><TD>a</TD></TR><TR><TD>x&#10;y</TD></TR><TR><TD>2.5</TD></TR>"));
        QCOMPARE(shown(*table, "n"), std::string("integer: 1 - -"));
        QCOMPARE(table->warnings,
                 std::vector<std::string>{
                     "2 cells are not of the type of their column and are read as empty, the first \"x\ny\" in column n, row 2"});
    }

    void vectorsAreSplitOrLeftOut() {
        const auto table =
            read(rowsOf("<FIELD name='v' datatype='double' arraysize='2'/><FIELD name='any' datatype='int' arraysize='*'/>"
                        "<FIELD name='c' datatype='floatComplex'/><FIELD name='b' datatype='bit' arraysize='2'/>",
                        "<TR><TD>1 \n 2.5</TD><TD>1 2</TD></TR><TR><TD>3</TD></TR>"));
        QCOMPARE(table->columns().size(), std::size_t(2));
        QCOMPARE(shown(*table, "v_1"), std::string("real: 1 3"));
        QCOMPARE(shown(*table, "v_2"), std::string("real: 2.5 -"));
        QVERIFY(table->warnings.at(0).starts_with("3 columns"));
    }

    void binaryStreamsAreRead_data() {
        QTest::addColumn<QString>("element");
        QTest::newRow("BINARY") << "BINARY";
        QTest::newRow("BINARY2") << "BINARY2";
    }
    void binaryStreamsAreRead() {
        QFETCH(QString, element);
        const bool hasMask = element == "BINARY2";
        const std::string fields =
            "<FIELD name='o' datatype='boolean'/><FIELD name='b' datatype='unsignedByte'/>"
            "<FIELD name='s' datatype='short'/><FIELD name='i' datatype='int'/><FIELD name='l' datatype='long'/>"
            "<FIELD name='f' datatype='float' unit='mag'/><FIELD name='d' datatype='double'/>"
            "<FIELD name='c4' datatype='char' arraysize='4'/><FIELD name='c' datatype='char' arraysize='*'/>"
            "<FIELD name='u' datatype='unicodeChar' arraysize='*'/><FIELD name='v' datatype='int' arraysize='2'/>"
            "<FIELD name='skip' datatype='double' arraysize='*'/><FIELD name='bits' datatype='bit' arraysize='9'/>";
        const auto row = [&](unsigned mask) {
            const auto bits = std::string{static_cast<char>(mask >> 8), static_cast<char>(mask & 0xff)};
            return (hasMask ? bits : "") + "T\xff" + highestFirst<std::int16_t>(-2) + highestFirst<std::int32_t>(3) +
                   highestFirst(std::numeric_limits<std::int64_t>::min()) + highestFirst(0.5f) + highestFirst(std::nan("")) +
                   "ab  " + variable("J1.2") + variable(std::string("\x66\x1f\xd8\x3d\xdd\x2d", 6), 3) +
                   highestFirst<std::int32_t>(7) + highestFirst<std::int32_t>(8) +
                   variable(highestFirst(1.0) + highestFirst(2.0), 2) + "\xff\x80";
        };
        const auto table = read(streamOf(fields, row(0) + row(hasMask ? 0xd7ff : 0), element.toStdString()));
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(table->rowCount(), std::size_t(2));
        const auto twice = [&](const std::string& type, const std::string& value, bool isNull) {
            return type + ": " + value + ' ' + (hasMask && isNull ? "-" : value);
        };
        QCOMPARE(shown(*table, "o"), twice("integer", "1", true));
        QCOMPARE(shown(*table, "b"), twice("integer", "255", true));
        QCOMPARE(shown(*table, "s"), twice("integer", "-2", false));
        QCOMPARE(shown(*table, "i"), twice("integer", "3", true));
        QCOMPARE(shown(*table, "l"), twice("integer", "-9223372036854775808", false));
        QCOMPARE(shown(*table, "f"), twice("real", "0.5", true));
        QCOMPARE(shown(*table, "d"), std::string("real: - -"));
        QCOMPARE(shown(*table, "c4"), twice("text", "ab", true));
        QCOMPARE(shown(*table, "c"), twice("text", "J1.2", true));
        QCOMPARE(shown(*table, "u"), twice("text", "\xe6\x98\x9f\xf0\x9f\x94\xad", true));
        QCOMPARE(shown(*table, "v_2"), twice("integer", "8", true));
        QCOMPARE(table->find("f")->unit, std::string("mag"));
    }

    void streamsMayBePackedAndBroken() {
        const auto bytes = highestFirst<std::int32_t>(5) + highestFirst<std::int32_t>(6) + highestFirst<std::int32_t>(7);
        auto text = base64(gzipped(bytes));
        text.insert(9, "\n  \t");
        const auto table = read(tableOf(ints, "<BINARY><STREAM encoding='gzip'>\n" + text + "\n</STREAM></BINARY>"));
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(shown(*table, "n"), std::string("integer: 5 6 7"));
        QCOMPARE(readTable(files_.write(gzipped(streamOf(ints, bytes, "BINARY")), "in.vot.gz"))->rowCount(), std::size_t(3));
    }

    void longStreamsComeInPieces() {
        std::string bytes;
        for (int row = 0; row < 50'000; ++row)
            bytes += std::string(1, '\0') + highestFirst<std::int32_t>(row) +
                     variable(std::string(static_cast<std::size_t>(row % 7), 'x'));
        const auto table = read(streamOf(ints + names, bytes));
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(table->rowCount(), std::size_t(50'000));
        QCOMPARE(table->find("n")->text(49'999), std::string("49999"));
        QCOMPARE(table->find("name")->text(49'999), std::string("xxxxx"));
        QVERIFY(table->find("name")->null[49'994]);
    }

    void versionsDifferOnlyInTheirNamespace_data() {
        QTest::addColumn<QString>("opening");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("1.0") << "<!DOCTYPE VOTABLE SYSTEM \"http://us-vo.org/xml/VOTable.dtd\">\n<VOTABLE version=\"1.0\">"
                             << "";
        for (const char* version : {"1.1", "1.2", "1.3", "1.4"}) {
            QTest::newRow(version)
                << QString("<VOTABLE version=\"%1\" xmlns=\"http://www.ivoa.net/xml/VOTable/v%1\">").arg(version) << "";
            QTest::newRow(qPrintable(QString("prefix ") + version))
                << QString("<vo:VOTABLE version=\"%1\" xmlns:vo=\"http://www.ivoa.net/xml/VOTable/v%1\">").arg(version) << "vo:";
        }
    }
    void versionsDifferOnlyInTheirNamespace() {
        QFETCH(QString, opening);
        QFETCH(QString, prefix);
        QString text = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a test -->
%1<@RESOURCE><@DESCRIPTION>of all
</@DESCRIPTION><@INFO name="QUERY" value="select *"/><@TABLE ID="t" nrows="1"><@DESCRIPTION>a table</@DESCRIPTION>
<@PARAM name="p" datatype="int" value="3"/><@GROUP><@FIELDref ref="a"/></@GROUP>
<@FIELD ID="a" name="n" datatype="int"><@DESCRIPTION>a number</@DESCRIPTION><@VALUES><@MIN value="0"/></@VALUES></@FIELD>
<@FIELD ID="m" datatype="double" ucd="phot.mag"/>
<@DATA><@TABLEDATA><@TR><@TD>1</@TD><@TD>2.5</@TD></@TR></@TABLEDATA></@DATA></@TABLE></@RESOURCE></@VOTABLE>)";
        const auto table = read(text.arg(opening).replace('@', prefix).toStdString());
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(shown(*table, "n"), std::string("integer: 1"));
        QCOMPARE(shown(*table, "m"), std::string("real: 2.5"));
        QCOMPARE(table->comments, (std::vector<std::string>{"of all", "QUERY = select *", "a table"}));
        QVERIFY(table->warnings.empty());
    }

    void otherEncodingsAreRead() {
        const auto latin =
            read("<?xml version='1.0' encoding='ISO-8859-1'?>" + rowsOf(names, "<TR><TD>caf\xe9</TD></TR>").substr(21));
        QVERIFY2(latin, latin ? "" : latin.error().oneLine().c_str());
        QCOMPARE(shown(*latin, "name"), std::string("text: caf\xc3\xa9"));
        std::string wide = "\xff\xfe";
        for (const char character : rowsOf(names, "<TR><TD>x</TD></TR>"))
            wide += std::string{character, '\0'};
        QCOMPARE(shown(*read(wide), "name"), std::string("text: x"));
        QCOMPARE(shown(*read("\xef\xbb\xbf" + rowsOf(names, "<TR><TD>x</TD></TR>")), "name"), std::string("text: x"));
    }

    void theFirstTableWithRowsIsRead() {
        const auto one = [](const std::string& rows) {
            return "<TABLE>" + ints + "<DATA><TABLEDATA>" + rows + "</TABLEDATA></DATA></TABLE>";
        };
        const std::string row = "<TR><TD>7</TD></TR>";
        const auto table = read(head + one("") + one(row) + one(row + row) + tail);
        QCOMPARE(shown(*table, "n"), std::string("integer: 7"));
        QCOMPARE(table->warnings, std::vector<std::string>{"the first table with rows is read; 1 more passed over"});
        QCOMPARE(read(head + one("") + one("") + tail)->rowCount(), std::size_t(0));
        QCOMPARE(shown(*read(head + "<TABLE>" + ints + "</TABLE>" + tail), "n"), std::string("integer:"));
    }

    void whatTheServiceSaysIsPassedOn() {
        const auto failed = read(head + "<INFO name='QUERY_STATUS' value='ERROR'>column wimpro is unknown</INFO>" + tail);
        QVERIFY(!failed);
        QCOMPARE(failed.error().detail, std::string("column wimpro is unknown"));
        const auto cut =
            read(head + "<TABLE nrows='5'>" + ints + "<DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA></TABLE>" +
                 "<INFO name='QUERY_STATUS' value='OVERFLOW'/>" + tail);
        QCOMPARE(cut->warnings.size(), std::size_t(2));
        QVERIFY(cut->warnings[0].find("cut it short") != std::string::npos);
        QCOMPARE(cut->warnings[1], std::string("5 rows are announced, 1 are there"));
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& text, const char* expected) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << expected;
        };
        const auto stream = [](const std::string& text) {
            return tableOf(ints, "<BINARY2><STREAM encoding='base64'>" + text + "</STREAM></BINARY2>");
        };
        const auto nested = [](int depth) {
            std::string text = head;
            for (int level = 0; level < depth; ++level)
                text += "<RESOURCE>";
            return text;
        };
        const auto whole = rowsOf(ints, "<TR><TD>1</TD></TR>");
        std::string laughs = "<?xml version='1.0'?><!DOCTYPE v [<!ENTITY a0 'ha'>";
        for (int level = 1; level < 20; ++level)
            laughs +=
                fmt::format("<!ENTITY a{0} '&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};'>", level, level - 1);
        row("entities in entities", laughs + "]><VOTABLE>&a19;</VOTABLE>", "entities");
        row("an entity outside", "<!DOCTYPE v [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><VOTABLE>&e;</VOTABLE>", "entities");
        row("a parameter entity", "<!DOCTYPE v [<!ENTITY % e SYSTEM 'http://localhost/x'> %e;]><VOTABLE/>", "entities");
        row("an unknown entity", rowsOf(names, "<TR><TD>&nbsp;</TD></TR>"), "undefined entity");
        row("an entity of a DTD", "<!DOCTYPE VOTABLE SYSTEM 'x.dtd'><VOTABLE>&nbsp;</VOTABLE>", "not defined");
        row("too deep", nested(100), "too deeply");
        row("a million deep", nested(1'000'000), "too deeply");
        row("a tag without end", head + "<TABLE name='" + std::string(3 << 20, 'x'), "too long");
        row("cut short", whole.substr(0, whole.size() - 20), "line 2");
        row("cut in a row", whole.substr(0, whole.find("</TD>")), "well-formed");
        row("tags that do not close", head + "<TABLE></RESOURCE>", "mismatched");
        row("not UTF-8", rowsOf(names, "<TR><TD>caf\xe9</TD></TR>"), "line 2");
        row("unknown encoding", "<?xml version='1.0' encoding='klingon'?><VOTABLE/>", "unknown encoding");
        row("wrong encoding", "<?xml version='1.0' encoding='UTF-16'?><VOTABLE/>", "line 1");
        row("a web page", "<!DOCTYPE html>\n<html><body>404</body></html>", "<html>");
        row("no table", head + tail, "a TABLE with FIELDs");
        row("no fields", head + "<TABLE><DATA><TABLEDATA/></DATA></TABLE>" + tail, "no column");
        row("unknown type", rowsOf("<FIELD name='x' datatype='integer'/>", ""), "datatype \"integer\"");
        row("no type", rowsOf("<FIELD name='x'/>", ""), "FIELD \"x\"");
        row("bad size", rowsOf("<FIELD name='x' datatype='int' arraysize='-3'/>", ""), "arraysize \"-3\"");
        row("huge size", rowsOf("<FIELD name='x' datatype='int' arraysize='99999999999x99999999999'/>", ""), "arraysize");
        row("only left out", rowsOf("<FIELD name='x' datatype='bit' arraysize='2'/>", "<TR><TD>1</TD></TR>"), "no column");
        row("too many cells", rowsOf(ints, "<TR><TD>1</TD></TR><TR><TD>1</TD><TD>2</TD></TR>"), "row 2, 1 fields");
        row("a table in a table", head + "<TABLE>" + ints + "<TABLE>", "inside another");
        row("data twice", head + "<TABLE>" + ints + "<DATA><TABLEDATA/><TABLEDATA/></DATA></TABLE>" + tail, "twice");
        row("a field behind the data", head + "<TABLE>" + ints + "<DATA><TABLEDATA/></DATA>" + ints + "</TABLE>" + tail,
            "behind the data");
        row("a field outside the table's own",
            head + "<TABLE><GROUP><FIELD name='x' datatype='int'><VALUES null='1'/></FIELD></GROUP></TABLE>" + tail,
            "a TABLE with FIELDs");
        row("FITS inside", tableOf(ints, "<FITS><STREAM/></FITS>"), "FITS");
        row("data elsewhere", tableOf(ints, "<BINARY><STREAM href='file:///etc/passwd'/></BINARY>"), "another file");
        row("dynamic", tableOf(ints, "<BINARY><STREAM encoding='dynamic'>x</STREAM></BINARY>"), "dynamic");
        row("bad base64", stream("AAAA*AAA"), "not base64");
        row("base64 after its end", stream("AA==AAAA"), "not base64");
        row("base64 cut short", stream("AAAAAAA"), "cut short");
        row("half a row", stream(base64("1234567")), "2 bytes are left after row 1");
        row("a count beyond the stream", streamOf(names, '\0' + variable("abc", 2'000'000'000)), "8 bytes are left after row 0");
        row("packed garbage", tableOf(ints, "<BINARY><STREAM encoding='gzip'>AAAAAAAAAAAA</STREAM></BINARY>"), "unpacked");
        row("rows of nothing", streamOf("<FIELD name='x' datatype='char' arraysize='0'/>", "x", "BINARY"), "hardly any bytes");
        std::string many;
        for (int field = 0; field < 5000; ++field)
            many += "<FIELD name='x' datatype='int'/>";
        std::string empty;
        for (int rows = 0; rows < 3000; ++rows)
            empty += "<TR/>";
        row("empty rows of many columns", rowsOf(many, empty), "short");
        row("too many fields", rowsOf(many + many + ints, ""), "too many columns");
        std::string wide;
        for (int field = 0; field < 200; ++field)
            wide += "<FIELD name='x' datatype='int' arraysize='64'/>";
        row("too many columns", rowsOf(wide, ""), "too many columns");
    }
    void badFilesAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto table = read(text.toStdString());
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::BadTable);
        QCOMPARE(table.error().file, files_.file("in.vot").string());
        QVERIFY2(table.error().oneLine().find(expected.toStdString()) != std::string::npos, table.error().oneLine().c_str());
    }

    void whatIsWrittenIsWellFormedWhateverIsInIt() {
        Table table;
        table.comments = {"a & b", "\x01 control"};
        table.add(textColumn("<na\"me>", {"\xff not UTF-8", "tab\there", "\x02", "]]>"}));
        QVERIFY(writeTable(files_.file("out.vot"), table, TableFormat::VoTable));
        const auto back = readTable(files_.file("out.vot"));
        QVERIFY2(back, back ? "" : back.error().oneLine().c_str());
        QCOMPARE(shown(*back, "<na\"me>"), std::string("text: \xef\xbf\xbd not UTF-8 tab\there \xef\xbf\xbd ]]>"));
        QCOMPARE(back->comments, (std::vector<std::string>{"a & b", "\xef\xbf\xbd control"}));
    }
};

IIC_CORE_TEST_MAIN(TestVoTable)
#include "test_votable.moc"
