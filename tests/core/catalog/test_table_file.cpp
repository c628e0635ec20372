#include "FullDisk.h"
#include "TableText.h"
#include "TestSupport.h"

#include "catalog/TableReaders.h"

#include <cmath>
#include <limits>

using namespace iic;
using iic::test::shown;

namespace {

const std::string ipacHeader = "\\key = 'value'\n\\ a note\n"
                               "|ra    |name  |n  |\n"
                               "|double|char  |int|\n"
                               "|deg   |      |   |\n"
                               "|null  |-     |-99|\n";

} // namespace

class TestTableFile : public iic::test::Test {
    Q_OBJECT

    iic::test::TableText files_;

  private Q_SLOTS:
    void readingIsStopped() {
        Table table;
        table.add(realColumn("ra", "deg", {1, 2, 3}));
        std::stop_source stop;
        const std::vector<const char*> names{"stopped.csv", "stopped.tbl", "stopped.fits", "stopped.vot"};
        for (const char* name : names) {
            QVERIFY(writeTable(files_.file(name), table, formatFor(name)));
            const JobResult<Table> read = readTable(files_.file(name), stop.get_token());
            QVERIFY2(read && read->rowCount() == 3, name);
        }
        stop.request_stop();
        for (const char* name : names) {
            const JobResult<Table> read = readTable(files_.file(name), stop.get_token());
            QVERIFY2(!read && isCancelled(read.error()), name);
        }
        const JobResult<Table> missing = readTable(files_.file("missing.csv"), stop.get_token());
        QVERIFY(!missing && !isCancelled(missing.error()));
    }

    /// Each place a reader looks whether to stop, by itself: without it the text is read to the end, or to its fault.
    void everyLoopOfTheTextReadersStops_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isFaulty");
        QTest::newRow("CSV, columns") << QByteArray("ra,dec\n") << false;
        QTest::newRow("CSV, rows") << QByteArray("ra,dec\n1,2,3\n") << true;
        QTest::newRow("IPAC, columns") << QByteArray("|ra    |dec   |\n|double|double|\n") << false;
        QByteArray wide;
        for (int column = 0; column < 5000; ++column)
            wide += "|c" + QByteArray::number(column);
        QTest::newRow("IPAC, rows") << wide + "|\n" + QByteArray("1\n").repeated(3000) << true;
    }
    void everyLoopOfTheTextReadersStops() {
        QFETCH(QByteArray, text);
        QFETCH(bool, isFaulty);
        const auto parse = text.startsWith('|') ? &parseIpac : &parseCsv;
        const JobResult<Table> read = parse(text.toStdString(), "table", {});
        QVERIFY(isFaulty ? !read && !isCancelled(read.error()) : read.has_value());
        std::stop_source stop;
        stop.request_stop();
        const JobResult<Table> stopped = parse(text.toStdString(), "table", stop.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
    }

    void readersOfPiecesStop() {
        Table table;
        table.add(realColumn("ra", "deg", {1, 2, 3}));
        std::stop_source stop;
        stop.request_stop();
        for (const auto& [name, reader] : {std::pair{"pieces.fits", &readFitsTable}, std::pair{"pieces.vot", &readVoTable}}) {
            QVERIFY(writeTable(files_.file(name), table, formatFor(name)));
            for (const std::stop_token& token : {std::stop_token(), stop.get_token()}) {
                Result<ByteSource> source = ByteSource::open(files_.file(name));
                QVERIFY(source);
                const JobResult<Table> read = reader(*source, token);
                QVERIFY2(token.stop_requested() ? !read && isCancelled(read.error()) : read.has_value(), name);
            }
        }
        Result<ByteSource> source = ByteSource::open(files_.file("pieces.vot"));
        QVERIFY(source);
        const JobResult<std::string> rest = source->readRest(stop.get_token());
        QVERIFY(!rest && isCancelled(rest.error()));
    }

    void csvColumnsAreTyped_data() {
        QTest::addColumn<QString>("cells");
        QTest::addColumn<QString>("expected");
        QTest::newRow("integers") << "1\n-2\n+3\n"
                                  << "integer: 1 -2 3";
        QTest::newRow("reals") << "1\n2.5\n1e3\n"
                               << "real: 1 2.5 1000";
        QTest::newRow("nothing") << "1\nnan\nNULL\nNone\nN/A\n--\n"
                                 << "integer: 1 - - - - -";
        QTest::newRow("a sentinel is a number") << "-9999\n1\n"
                                                << "integer: -9999 1";
        QTest::newRow("designations") << "J001653.95+492743.0\nJ104422.15+210315.2\n"
                                      << "text: J001653.95+492743.0 J104422.15+210315.2";
        QTest::newRow("leading zeros") << "0012\n0400\n"
                                       << "text: 0012 0400";
        QTest::newRow("identifiers over 2^63") << "11899370914386026497\n1\n"
                                               << "text: 11899370914386026497 1";
        QTest::newRow("identifiers under 2^63") << "1237649964069552133\n"
                                                << "integer: 1237649964069552133";
        QTest::newRow("two signs") << "+-5\n"
                                   << "text: +-5";
        QTest::newRow("dates") << "2010-05-01\n"
                               << "text: 2010-05-01";
        QTest::newRow("mixed") << "1\n2.5\nx\n"
                               << "text: 1 2.5 x";
        QTest::newRow("only nothing") << "nan\nnan\n"
                                      << "text: - -";
    }
    void csvColumnsAreTyped() {
        QFETCH(QString, cells);
        QFETCH(QString, expected);
        const auto table = files_.read("a\n" + cells.toStdString());
        QVERIFY(table);
        QCOMPARE(QString::fromStdString(shown(*table, "a")), expected);
    }

    void csvFormsAreToldApart_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("commas") << QByteArray("a,b\n1,x\n2,y\n");
        QTest::newRow("no last line end") << QByteArray("a,b\n1,x\n2,y");
        QTest::newRow("tabs") << QByteArray("a\tb\n1\tx\n2\ty\n");
        QTest::newRow("semicolons") << QByteArray("a;b\n1;x\n2;y\n");
        QTest::newRow("CRLF") << QByteArray("a,b\r\n1,x\r\n2,y\r\n");
        QTest::newRow("CR") << QByteArray("#Table1\ra,b\r1,x\r2,y\r");
        QTest::newRow("BOM") << QByteArray("\xef\xbb\xbf"
                                           "a,b\n1,x\n2,y\n");
        QTest::newRow("#Table1") << QByteArray("#Table1\na,b\n1,x\n2,y\n");
        QTest::newRow("comments and blank lines") << QByteArray("\n# one\n\n# two\na,b\n\n1,x\n\n2,y\n\n");
        QTest::newRow("blanks") << QByteArray(" a , b \n 1 , x \n2 ,y\n");
        QTest::newRow("empty cells too many") << QByteArray("a,b\n1,x,\n2,y,,\n");
        QTest::newRow("quotes") << QByteArray("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",y\n");
    }
    void csvFormsAreToldApart() {
        QFETCH(QByteArray, text);
        const auto table = files_.read(text.toStdString());
        QVERIFY(table);
        QCOMPARE(shown(*table, "a"), std::string("integer: 1 2"));
        QCOMPARE(shown(*table, "b"), std::string("text: x y"));
    }

    void quotesHoldSeparatorsLineEndsAndQuotes() {
        const auto table = files_.read("\"a;b;c\",d\n\"x,\"\"y\"\"\nz\",2\n\"un\"quoted,3\n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "a;b;c"), std::string("text: x,\"y\"\nz unquoted"));
        QCOMPARE(shown(*table, "d"), std::string("integer: 2 3"));
    }

    void repeatedNamesAreNumberedWithAWarning() {
        const auto table = files_.read("a,a,,a_2,A\n1,2,3,4,5\n");
        QVERIFY(table);
        std::vector<std::string> names;
        for (const auto& column : table->columns())
            names.push_back(column.name);
        QCOMPARE(names, (std::vector<std::string>{"a", "a_2", "column", "a_2_2", "A"}));
        QCOMPARE(table->warnings.size(), std::size_t(1));
        QCOMPARE(shown(*table, "A"), std::string("integer: 5"));
    }

    void shortRowsAreEmptyFromThereOnAndCounted() {
        const auto table = files_.read("a,b,c\n1\n1,2\n1,2,3\n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "b"), std::string("integer: - 2 2"));
        QCOMPARE(shown(*table, "c"), std::string("integer: - - 3"));
        QCOMPARE(table->warnings, std::vector<std::string>{"2 rows are short; their missing cells are empty"});
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("detail");
        QTest::newRow("empty") << QByteArray("") << "";
        QTest::newRow("blank") << QByteArray("\n \n") << "";
        QTest::newRow("only comments") << QByteArray("# a\n# b\n") << "header";
        QTest::newRow("too many cells") << QByteArray("# c\na,b\n1,2\n1,2,3\n") << "line 4, column 3: 2 expected, 3 found";
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n") << "line";
        QTest::newRow("NUL") << QByteArray("a,b\n1,\0\n", 8) << "byte 6";
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n,\x05\x06\n\x03\n") << "control";
        QTest::newRow("damaged gzip") << QByteArray("\x1f\x8b\x08\x01garb,\x05\x06\n\x03\n") << "invalid";
        QTest::newRow("too many columns") << QByteArray(20'000, ',') + "a\n"
                                          << "20001";
        QTest::newRow("too many bars") << QByteArray(20'000, '|') + "\n"
                                       << "19999";
        QTest::newRow("short rows by the million")
            << QByteArray(9'999, ',') + "a\n" + QByteArray("1\n").repeated(20'000) << "line";
        QTest::newRow("IPAC without bars") << QByteArray("\\ a note\n 1 2\n") << "expected";
        QTest::newRow("IPAC with one bar") << QByteArray("|\n 1\n") << "expected";
        QTest::newRow("IPAC with crooked bars") << QByteArray("|a  |b |\n|int|int|\n 1   2\n") << "line 2";
        QTest::newRow("IPAC with five header lines") << QByteArray("|a|\n|i|\n| |\n| |\n| |\n") << "line 5";
    }
    void badFilesAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, detail);
        const auto table = files_.read(text.toStdString());
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::BadTable);
        QCOMPARE(table.error().file, files_.file("table.csv").string());
        QVERIFY2(table.error().detail.find(detail.toStdString()) != std::string::npos, table.error().oneLine().c_str());
    }

    void whatIsNoFileIsRefused() {
        QCOMPARE(readTable(files_.file("missing.csv")).error().code, ErrorCode::FileNotFound);
        QCOMPARE(readTable(files_.file("")).error().code, ErrorCode::FileUnreadable);
    }

    void ipacBarsFixTheColumns() {
        const auto table = files_.read(ipacHeader + " 1.5    a b    12 \n null   -     -99\n 2\n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "ra"), std::string("real: 1.5 - 2"));
        QCOMPARE(shown(*table, "name"), std::string("text: a b - -"));
        QCOMPARE(shown(*table, "n"), std::string("integer: 12 - -"));
        QCOMPARE(table->find("ra")->unit, std::string("deg"));
        QCOMPARE(table->comments, (std::vector<std::string>{"key = 'value'", "a note"}));
        QVERIFY(table->warnings.empty());
    }

    void ipacCellsKeepWhatIsNotDeclaredNull() {
        const auto table = files_.read(ipacHeader + " 1      none   7  \n nan    nan    8  \n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "name"), std::string("text: none nan"));
        QCOMPARE(shown(*table, "ra"), std::string("real: 1 -"));
    }

    void ipacForgivesDataUnderBarsAndBeyondThem() {
        const auto table = files_.read(ipacHeader + "1.5     abc    12 \n 2.5\t   abc   12345\n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "ra"), std::string("real: 1.5 2.5"));
        QCOMPARE(shown(*table, "n"), std::string("integer: 12 12345"));
        QCOMPARE(table->warnings.size(), std::size_t(2));
    }

    void ipacTypesThatDoNotHoldAreNotForced() {
        const auto table = files_.read(ipacHeader + " 1      a      x  \n 2      b      3  \n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "n"), std::string("text: x 3"));
        QCOMPARE(table->warnings.size(), std::size_t(1));
    }

    void ipacTypesMayBeShort() {
        const auto table = files_.read("|a  |b  |c  |d  |e  |f  |\n|i  |l  |d  |r  |c  |da |\n 1   2   3   4   5   6  \n");
        QVERIFY(table);
        QCOMPARE(shown(*table, "b"), std::string("integer: 2"));
        QCOMPARE(shown(*table, "c"), std::string("real: 3"));
        QCOMPARE(shown(*table, "d"), std::string("real: 4"));
        QCOMPARE(shown(*table, "e"), std::string("text: 5"));
        QCOMPARE(shown(*table, "f"), std::string("text: 6"));
    }

    void ipacHeadersMayBeOneToThreeLines() {
        QCOMPARE(shown(*files_.read("|a  |\n 1\n"), "a"), std::string("integer: 1"));
        const auto table = files_.read("|a  |\n|int|\n|mag|\n 1\n");
        QCOMPARE(table->find("a")->unit, std::string("mag"));
    }

    void whatIsWrittenReadsBack_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("CSV") << int(TableFormat::Csv);
        QTest::newRow("IPAC") << int(TableFormat::Ipac);
        QTest::newRow("FITS") << int(TableFormat::Fits);
        QTest::newRow("VOTable") << int(TableFormat::VoTable);
    }
    void whatIsWrittenReadsBack() {
        QFETCH(int, format);
        Table table;
        table.comments = {"key = 3", "two\nlines | and a bar"};
        table.add(realColumn("ra", "deg", {0.1, std::nan(""), 1.0 / 3, std::numeric_limits<double>::max(), 5e-324}));
        table.add(integerColumn("n", "", {1, -2, std::numeric_limits<std::int64_t>::max(), 0, 9}));
        table.add(textColumn("#name", {"M 31", "é, \"quoted\"", "", "|bar", "x"}));
        table.add(textColumn("after", {"a", "b", "c", "d", "e"}));
        const auto path = files_.file("back");
        QVERIFY(writeTable(path, table, TableFormat(format)));
        const auto back = readTable(path);
        QVERIFY(back);
        for (const char* name : {"n", "#name", "after"})
            QCOMPARE(shown(*back, name), shown(table, name));
        QCOMPARE(std::get<Reals>(back->find("ra")->values)[2], 1.0 / 3);
        QCOMPARE(std::get<Reals>(back->find("ra")->values)[3], std::numeric_limits<double>::max());
        QCOMPARE(std::get<Reals>(back->find("ra")->values)[4], 5e-324);
        QVERIFY(back->find("ra")->null[1]);
        QCOMPARE(back->find("ra")->unit, TableFormat(format) == TableFormat::Csv ? std::string() : std::string("deg"));
        QVERIFY(back->warnings.empty());
        QCOMPARE(formatOf(path).value(), TableFormat(format));
    }

    void formsWithTypesKeepThem_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("FITS") << int(TableFormat::Fits);
        QTest::newRow("VOTable") << int(TableFormat::VoTable);
    }
    void formsWithTypesKeepThem() {
        QFETCH(int, format);
        constexpr double infinity = std::numeric_limits<double>::infinity();
        Table table;
        table.add(realColumn("whole", "mag", {1, 2, infinity, -infinity, -0.0}));
        table.add(realColumn("nothing", "", Reals(5, std::nan(""))));
        auto integers = integerColumn("n", "", {std::numeric_limits<std::int64_t>::min(), 0, 1, 2, 3});
        integers.null[3] = true;
        table.add(integers);
        table.add(textColumn("digits", {"0012", "1e5", "nan", "null", "<a & \"b\">"}));
        table.add(textColumn("wide", {"\xe6\x98\x9f", "\xf0\x9f\x94\xad telescope", "", "\xce\xb1", "plain"}));
        QVERIFY(writeTable(files_.file("typed"), table, TableFormat(format)));
        const auto back = readTable(files_.file("typed"));
        QVERIFY2(back, back ? "" : back.error().oneLine().c_str());
        QCOMPARE(back->columns().size(), table.columns().size());
        for (const auto& column : table.columns())
            QCOMPARE(shown(*back, column.name), shown(table, column.name));
        QVERIFY(std::signbit(std::get<Reals>(back->find("whole")->values)[4]));
    }

    void tablesWithoutRowsKeepTheirColumns() {
        Table table;
        table.add(realColumn("ra", "deg", {}));
        table.add(textColumn("name", {}));
        for (const auto format : {TableFormat::Csv, TableFormat::Ipac, TableFormat::Fits, TableFormat::VoTable}) {
            QVERIFY(writeTable(files_.file("none"), table, format));
            const auto back = readTable(files_.file("none"));
            QVERIFY2(back, back ? "" : back.error().oneLine().c_str());
            QCOMPARE(back->columns().size(), std::size_t(2));
            QCOMPARE(back->rowCount(), std::size_t(0));
        }
    }

    void aFullDiskLeavesNothing() {
        Table table;
        table.add(integerColumn("n", "", Integers(10'000)));
        for (const auto format : {TableFormat::Csv, TableFormat::Ipac, TableFormat::Fits, TableFormat::VoTable}) {
            files_.write("before", "kept");
            Result<void> written;
            {
                const iic::test::FullDisk full(8000);
                written = writeTable(files_.file("kept"), table, format);
            }
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::FileUnwritable);
            QCOMPARE(files_.contents("kept"), std::string("before"));
        }
    }

    void csvKeepsLineEndsInCells() {
        Table table;
        table.add(textColumn("a", {"one\r\ntwo", "x"}));
        table.add(textColumn("b", {"y", "z"}));
        QVERIFY(writeTable(files_.file("lines.csv"), table, TableFormat::Csv));
        QCOMPARE(readTable(files_.file("lines.csv"))->find("a")->text(0), std::string("one\r\ntwo"));
    }

    void ipacFilesAreValid() {
        Table table;
        table.comments = {"key = 3", "two\nlines"};
        table.add(realColumn("a|b", "deg", {0.25, std::nan("")}));
        table.add(textColumn("name", {"M\n31", ""}));
        QVERIFY(writeTable(files_.file("valid.tbl"), table, TableFormat::Ipac));
        QCOMPARE(files_.contents("valid.tbl"), std::string("\\key = 3\n"
                                                           "\\ two lines\n"
                                                           "|a_b   |name|\n"
                                                           "|double|char|\n"
                                                           "|deg   |    |\n"
                                                           "|null  |null|\n"
                                                           " 0.25   M 31 \n"
                                                           " null   null \n"));
    }

    void aFileThatCannotBeWrittenLeavesNothing() {
        const auto written = writeTable(files_.file("nowhere") / "t.csv", Table{}, TableFormat::Csv);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::FileUnwritable);
        QVERIFY(!std::filesystem::exists(files_.file("nowhere")));
    }

    void theEndingTellsTheFormat() {
        QCOMPARE(formatFor("a.TBL"), TableFormat::Ipac);
        QCOMPARE(formatFor("a.ipac"), TableFormat::Ipac);
        QCOMPARE(formatFor("a.csv"), TableFormat::Csv);
        QCOMPARE(formatFor("tbl"), TableFormat::Csv);
        QCOMPARE(formatFor("a.FITS"), TableFormat::Fits);
        QCOMPARE(formatFor("a.fit"), TableFormat::Fits);
        for (const char* name : {"a.xml", "a.vot", "a.VOTable"})
            QCOMPARE(formatFor(name), TableFormat::VoTable);
        QCOMPARE(writeTable(files_.file("a.fits.gz"), Table{}, TableFormat::Fits).error().code, ErrorCode::BadOption);
    }
};

IIC_CORE_TEST_MAIN(TestTableFile)
#include "test_table_file.moc"
