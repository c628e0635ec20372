#include "FitsTableBytes.h"
#include "TableText.h"
#include "TestSupport.h"

#include "astro/FitsImage.h"

#include <cmath>
#include <limits>
#include <zlib.h>

using namespace iic;
using namespace iic::test;

class TestFitsTable : public iic::test::Test {
    Q_OBJECT

    TableText files_;
    Result<Table> read(const std::string& bytes) { return readTable(files_.write(bytes, "in.fits")); }
    Result<Table> readOne(const TestField& field, const std::vector<std::string>& cells) {
        return read(emptyPrimary + tableUnit({field}, cells));
    }

    std::filesystem::path writeGzipped(const std::string& bytes, const std::string& name) {
        gzFile packed = gzopen(files_.file(name).c_str(), "wb9");
        gzwrite(packed, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(packed);
        return files_.file(name);
    }

    /// One K column of counting numbers.
    static std::string counting(int rows) {
        std::vector<std::string> cells;
        for (int row = 0; row < rows; ++row)
            cells.push_back(highestFirst<std::int64_t>(row));
        return tableUnit({{"K", "n"}}, cells);
    }

  private Q_SLOTS:
    void whatCellsMean_data() {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QStringList>("cards");
        QTest::addColumn<QByteArrayList>("cells");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* form, const QStringList& cards, const std::vector<std::string>& cells,
                            const char* expected) {
            QByteArrayList bytes;
            for (const auto& cell : cells)
                bytes << QByteArray::fromStdString(cell);
            QTest::newRow(name) << form << cards << bytes << expected;
        };
        row("bytes", "B", {}, {"\x01", "\xff"}, "integer: 1 255");
        row("signed bytes", "B", {"TZERO = -128"}, {std::string(1, '\0'), "\xff"}, "integer: -128 127");
        row("16 bits", "1I", {"TNULL = -1"}, {highestFirst<std::int16_t>(-2), highestFirst<std::int16_t>(-1)}, "integer: -2 -");
        row("unsigned 16 bits", "I", {"TZERO = 32768"}, {highestFirst<std::int16_t>(32767), highestFirst<std::int16_t>(-32768)},
            "integer: 65535 0");
        row("unsigned 16 bits with a null", "I", {"TZERO = 32768.0", "TNULL = 32767"},
            {highestFirst<std::int16_t>(32767), highestFirst<std::int16_t>(-32768)}, "integer: - 0");
        row("32 bits", "J", {}, {highestFirst<std::int32_t>(-2147483647 - 1), highestFirst<std::int32_t>(7)},
            "integer: -2147483648 7");
        row("unsigned 32 bits", "J", {"TZERO = 2147483648"},
            {highestFirst<std::int32_t>(-1), highestFirst<std::int32_t>(2147483647)}, "integer: 2147483647 4294967295");
        row("64 bits", "K", {"TNULL = -9223372036854775808"},
            {highestFirst(std::numeric_limits<std::int64_t>::max()), highestFirst(std::numeric_limits<std::int64_t>::min())},
            "integer: 9223372036854775807 -");
        row("unsigned 64 bits that fit", "K", {"TZERO = 9223372036854775808"},
            {highestFirst(std::numeric_limits<std::int64_t>::min() + 5)}, "integer: 5");
        row("unsigned 64 bits that do not", "K", {"TZERO = 9.223372036854775808E18", "TNULL = 0"},
            {highestFirst(std::numeric_limits<std::int64_t>::min() + 5), highestFirst(std::numeric_limits<std::int64_t>::max()),
             highestFirst<std::int64_t>(0)},
            "text: 5 18446744073709551615 -");
        row("scaled", "I", {"TSCAL = 0.5", "TZERO = 10", "TNULL = -1"},
            {highestFirst<std::int16_t>(3), highestFirst<std::int16_t>(-1)}, "real: 11.5 -");
        row("a zero that is not whole", "J", {"TZERO = 0.25"}, {highestFirst<std::int32_t>(3)}, "real: 3.25");
        row("floats", "E", {}, {highestFirst(0.5f), highestFirst(std::nanf(""))}, "real: 0.5 -");
        row("scaled floats", "1E", {"TSCAL = 2D0", "TZERO = 1.0"}, {highestFirst(0.5f)}, "real: 2");
        row("doubles", "D", {}, {highestFirst(0.1), highestFirst(std::nan("")), highestFirst(-1e308)}, "real: 0.1 - -1e+308");
        row("logicals", "L", {}, {"T", "F", std::string(1, '\0'), "?"}, "integer: 1 0 - -");
        row("a bit", "X", {}, {"\x80", "\x7f"}, "integer: 1 0");
        row("texts", "8A", {}, {"M 31    ", std::string("a\0bcdefg", 8), "        ", std::string(8, '\0'), "caf\xc3\xa9   "},
            "text: M 31 a - - caf\xc3\xa9");
    }
    void whatCellsMean() {
        QFETCH(QString, form);
        QFETCH(QStringList, cards);
        QFETCH(QByteArrayList, cells);
        QFETCH(QString, expected);
        TestField field{form.toStdString(), "c"};
        for (const auto& card : cards)
            field.more.push_back(card.toStdString());
        std::vector<std::string> rows;
        for (const auto& cell : cells)
            rows.push_back(cell.toStdString());
        const auto table = readOne(field, rows);
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(QString::fromStdString(shown(*table, "c")), expected);
        QVERIFY(table->warnings.empty());
    }

    void columnsLieSideBySideWithTheirUnits() {
        const auto row = [](double ra, const char* name, std::int16_t n) { return highestFirst(ra) + name + highestFirst(n); };
        const auto table = read(emptyPrimary + tableUnit({{"D", "ra", {"TUNIT = 'deg'"}}, {"4A", "name"}, {"I", "n"}},
                                                         {row(1.5, "M 31", 1), row(-2, "x   ", -1)}));
        QVERIFY(table);
        QCOMPARE(shown(*table, "ra"), std::string("real: 1.5 -2"));
        QCOMPARE(shown(*table, "name"), std::string("text: M 31 x"));
        QCOMPARE(shown(*table, "n"), std::string("integer: 1 -1"));
        QCOMPARE(table->find("ra")->unit, std::string("deg"));
    }

    void vectorsAreSplitOrLeftOut() {
        const auto cell = highestFirst(1.5f) + highestFirst(2.5f) + std::string(8, '\1') + "T" + highestFirst(1.0) +
                          std::string(65, '\1') + std::string(12, 'a');
        const auto table = read(emptyPrimary + tableUnit({{"2E", "flux"},
                                                          {"1PE(3)", "heap"},
                                                          {"2X", "bits"},
                                                          {"1C", "complex"},
                                                          {"65B", "long"},
                                                          {"0D", "none"},
                                                          {"12A", "names", {"TDIM = '(4,3)'"}}},
                                                         {cell}));
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(table->columns().size(), std::size_t(2));
        QCOMPARE(shown(*table, "flux_1"), std::string("real: 1.5"));
        QCOMPARE(shown(*table, "flux_2"), std::string("real: 2.5"));
        QCOMPARE(table->warnings.size(), std::size_t(1));
        QVERIFY(table->warnings[0].starts_with("6 columns"));
        QVERIFY(table->warnings[0].find("heap (1PE(3))") != std::string::npos);
    }

    void namesThatRepeatAreNumbered() {
        const auto table = read(emptyPrimary + tableUnit({{"B", "a"}, {"B", "a"}, {"B", ""}}, {"\1\2\3"}));
        QCOMPARE(shown(*table, "a_2"), std::string("integer: 2"));
        QCOMPARE(shown(*table, "column"), std::string("integer: 3"));
        QCOMPARE(table->warnings.size(), std::size_t(1));
        QVERIFY(table->warnings[0].find("a_2 (column 2)") != std::string::npos);
    }

    void theFirstTableWithRowsIsRead() {
        const auto empty = headerBytes(tableCards({{"K", "n"}}, 8, 0));
        const auto image =
            headerBytes({"XTENSION= 'IMAGE'", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 5"}) + padded("12345", '\0');
        QCOMPARE(shown(*read(emptyPrimary + image + empty + counting(3)), "n"), std::string("integer: 0 1 2"));
        QCOMPARE(shown(*read(emptyPrimary + empty), "n"), std::string("integer:"));
        const auto table = read(emptyPrimary + counting(2) + empty + counting(3));
        QCOMPARE(table->rowCount(), std::size_t(2));
        QCOMPARE(table->warnings, std::vector<std::string>{"the table of HDU 2 is read; 1 more with rows passed over"});
    }

    void tablesAreReadBehindImages() {
        const auto table = read(imageBytes(5, 5, {"EXTEND  = T"}) + counting(2));
        QCOMPARE(shown(*table, "n"), std::string("integer: 0 1"));
        QVERIFY(!holdsTable(files_.file("in.fits")));
    }

    void gzippedFilesAreRead() {
        const auto path = writeGzipped(emptyPrimary + counting(3), "in.fits.gz");
        const auto table = readTable(path);
        QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        QCOMPARE(shown(*table, "n"), std::string("integer: 0 1 2"));
        QVERIFY(holdsTable(path));
    }

    void theFormIsToldByTheContent() {
        QCOMPARE(readTable(files_.write(emptyPrimary + counting(3), "in.csv"))->rowCount(), std::size_t(3));
        QCOMPARE(formatOf(files_.file("in.csv")).value(), TableFormat::Fits);
        QCOMPARE(readTable(files_.write("a\n1\n", "in.fits"))->rowCount(), std::size_t(1));
        QCOMPARE(formatOf(files_.file("in.fits")).value(), TableFormat::Csv);
    }

    void imagesAreNoTablesAndTablesNoImages() {
        const auto image = read(imageBytes(5, 5));
        QVERIFY(!image);
        QCOMPARE(image.error().code, ErrorCode::BadTable);
        QCOMPARE(image.error().reason, std::string("is an image, not a table"));
        QVERIFY(!holdsTable(files_.file("in.fits")));
        const auto table = readFitsImage(files_.write(emptyPrimary + counting(3), "table.fits"));
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::NoImages);
        QVERIFY(table.error().detail.find("holds a table") != std::string::npos);
        QVERIFY(holdsTable(files_.file("table.fits")));
    }

    void longTextCardsGoOn() {
        auto cards = tableCards({{"B", ""}}, 1, 1);
        for (auto& card : cards)
            if (card.starts_with("TTYPE1"))
                card = fmt::format("{:<80}{:<80}", "TTYPE1  = 'a long name that &'", "CONTINUE  'goes on' / and has a comment");
        const auto table = read(emptyPrimary + headerBytes(cards) + padded("\7", '\0'));
        QCOMPARE(shown(*table, "a long name that goes on"), std::string("integer: 7"));
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const std::string& bytes, ErrorCode code, const char* detail) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << static_cast<int>(code) << detail;
        };
        const auto cards = [](const std::vector<TestField>& fields, long long rowBytes, long long rows, long long heap = 0) {
            return emptyPrimary + headerBytes(tableCards(fields, rowBytes, rows, heap));
        };
        const auto replaced = [](Cards all, const std::string& keyword, const std::string& value) {
            for (auto& card : all)
                if (card.starts_with(fmt::format("{:<8}=", keyword)))
                    card = fmt::format("{:<8}= {}", keyword, value);
            return emptyPrimary + headerBytes(all);
        };
        const auto plain = tableCards({{"K", "n"}}, 8, 2);
        row("only a primary header", emptyPrimary, ErrorCode::BadTable, "binary table");
        row("data cut short", (emptyPrimary + counting(400)).substr(0, 2880 * 2 + 100), ErrorCode::TruncatedData,
            "HDU 2, 400 rows of 8 bytes expected, 100 bytes found");
        row("header cut short", (emptyPrimary + counting(4)).substr(0, 2880 + 500), ErrorCode::TruncatedData, "HDU 2");
        row("no END", emptyPrimary + padded("XTENSION= 'BINTABLE'", ' ') + padded(std::string(2880 * 1001, ' '), ' '),
            ErrorCode::BadHeader, "END");
        row("2^40 rows", cards({{"K", "n"}}, 8, 1LL << 40), ErrorCode::TruncatedData, "1099511627776 rows");
        row("2^62 rows", cards({{"K", "n"}}, 8, 1LL << 62), ErrorCode::BadHeader, "NAXIS2");
        row("2^40 rows of nothing", cards({{"0K", "n"}}, 0, 1LL << 40), ErrorCode::BadTable, "HDU 2");
        row("huge repeat", cards({{"999999999999K", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1 = '999999999999K'");
        row("repeat over 2^64", cards({{"99999999999999999999999K", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1");
        row("repeat whose bytes pass 2^64", cards({{"2305843009213693953K", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1");
        row("huge row", cards({{"999999999A", "n"}}, 999'999'999, 1), ErrorCode::BadTable, "at most");
        row("unknown letter", cards({{"Z", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1 = 'Z'");
        row("no letter", cards({{"8", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1");
        row("empty form", cards({{"", "n"}}, 8, 2), ErrorCode::BadTable, "TFORM1");
        row("rows wider than columns", cards({{"K", "n"}}, 16, 2), ErrorCode::BadTable, "rows of 16 bytes, columns of 8");
        row("rows narrower than columns", cards({{"K", "n"}, {"K", "m"}}, 8, 2), ErrorCode::BadTable, "TFORM2");
        row("no columns", cards({}, 0, 5), ErrorCode::BadTable, "HDU 2");
        row("TFIELDS missing a column", replaced(plain, "TFIELDS", "2"), ErrorCode::BadTable, "TFORM2");
        row("TFIELDS negative", replaced(plain, "TFIELDS", "-1"), ErrorCode::BadTable, "TFIELDS");
        row("TFIELDS huge", replaced(plain, "TFIELDS", "100000"), ErrorCode::BadTable, "TFIELDS");
        row("NAXIS1 negative", replaced(plain, "NAXIS1", "-8"), ErrorCode::BadHeader, "NAXIS1");
        row("NAXIS2 no number", replaced(plain, "NAXIS2", "'2'x"), ErrorCode::TruncatedData, "2 rows");
        row("NAXIS huge", replaced(plain, "NAXIS", "1000000"), ErrorCode::BadHeader, "NAXIS");
        row("NAXIS 1", replaced(plain, "NAXIS", "1"), ErrorCode::BadHeader, "NAXIS");
        row("BITPIX 0", replaced(plain, "BITPIX", "0"), ErrorCode::BadHeader, "BITPIX");
        row("PCOUNT negative", replaced(plain, "PCOUNT", "-16"), ErrorCode::BadHeader, "PCOUNT");
        row("PCOUNT huge", replaced(plain, "PCOUNT", "9223372036854775807"), ErrorCode::BadHeader, "PCOUNT");
        row("GCOUNT 0", replaced(plain, "GCOUNT", "0"), ErrorCode::BadHeader, "GCOUNT");
        row("only left out", cards({{"1PE", "n"}}, 8, 1) + padded("12345678", '\0'), ErrorCode::BadTable, "HDU 2");
        row("ASCII table",
            emptyPrimary + headerBytes({"XTENSION= 'TABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8", "NAXIS2  = 0"}),
            ErrorCode::BadTable, "binary table");
        row("compressed table", emptyPrimary + headerBytes(plain + Cards{"ZTABLE  = T"}) + padded("", '\0'), ErrorCode::BadTable,
            "funpack");
        row("compressed image", emptyPrimary + headerBytes(plain + Cards{"ZIMAGE  = T"}), ErrorCode::BadTable, "tile");
    }
    void badFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QString, detail);
        const auto table = read(bytes.toStdString());
        QVERIFY(!table);
        QVERIFY2(static_cast<int>(table.error().code) == code, table.error().oneLine().c_str());
        QCOMPARE(table.error().file, files_.file("in.fits").string());
        QVERIFY2(table.error().detail.find(detail.toStdString()) != std::string::npos, table.error().oneLine().c_str());
    }

    void whatFollowsTheTableDoesNotMatter() {
        QCOMPARE(read(emptyPrimary + counting(3) + "garbage")->rowCount(), std::size_t(3));
        QCOMPARE(read((emptyPrimary + counting(3)).substr(0, 2880 * 2 + 24))->rowCount(), std::size_t(3)); // padding cut off
        QCOMPARE(read(emptyPrimary + counting(3) + std::string("XTENSION").append(100, ' '))->rowCount(), std::size_t(3));
    }

    void packedFilesThatAreDamagedAreRefused() {
        const auto packed = writeGzipped(emptyPrimary + counting(5000), "whole.gz");
        auto bytes = files_.contents("whole.gz");
        const auto cut = readTable(files_.write(bytes.substr(0, bytes.size() / 2), "cut.gz"));
        QVERIFY(!cut);
        QCOMPARE(cut.error().reason, std::string("cannot be unpacked"));
        bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
        QVERIFY(!readTable(files_.write(bytes, "flipped.gz")));
        const auto shorter = readTable(writeGzipped((emptyPrimary + counting(5000)).substr(0, 9000), "short.gz"));
        QVERIFY(!shorter);
        QCOMPARE(shorter.error().code, ErrorCode::TruncatedData);
        QVERIFY(shorter.error().detail.find("5000 rows of 8 bytes expected, 3240 bytes found") != std::string::npos);
    }

    void aFileThatUnpacksToTheMemorysEndIsRefused() {
        const std::string zeros(1 << 20, '\0');
        gzFile packed = gzopen(files_.file("bomb.gz").c_str(), "wb9");
        const auto header = emptyPrimary + headerBytes(tableCards({{"1000000A", "n"}}, 1'000'000, 1'000'000));
        gzwrite(packed, header.data(), static_cast<unsigned>(header.size()));
        for (int mebibyte = 0; mebibyte < 300; ++mebibyte)
            gzwrite(packed, zeros.data(), static_cast<unsigned>(zeros.size()));
        gzclose(packed);
        const auto table = readTable(files_.file("bomb.gz"));
        QVERIFY(!table);
        QVERIFY2(table.error().detail.find("too tightly") != std::string::npos, table.error().oneLine().c_str());
    }

    void whatIsWrittenFollowsTheStandard() {
        Table table;
        table.comments = {"written by a test", std::string(100, 'x')};
        table.add(realColumn("ra", "deg", {1.5, std::nan("")}));
        table.add(integerColumn("n", "", {1, 2}));
        table.add(textColumn("it's a \xc3\xa9", {"caf\xc3\xa9", ""}));
        QVERIFY(writeTable(files_.file("out.fits"), table, TableFormat::Fits));
        const auto bytes = files_.contents("out.fits");
        QCOMPARE(bytes.size() % 2880, std::size_t(0));
        QVERIFY(bytes.find("TFORM3  = '5A      '") != std::string::npos);
        QVERIFY(bytes.find("TTYPE3  = 'it''s a _'") != std::string::npos);
        QVERIFY(bytes.find("TNULL") == std::string::npos);
        const auto header = bytes.substr(0, 2880 * 2);
        QVERIFY(std::all_of(header.begin(), header.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; }));
        const auto back = readTable(files_.file("out.fits"));
        QCOMPARE(back->comments.size(), std::size_t(3));
        QCOMPARE(shown(*back, "it's a _"), std::string("text: caf\xc3\xa9 -"));
    }

    void nullsOfIntegersAreANumberThatNoCellHolds() {
        constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
        Table table;
        auto column = integerColumn("n", "", {lowest, lowest + 1, 5, lowest + 3});
        column.null[2] = true;
        table.add(column);
        QVERIFY(writeTable(files_.file("out.fits"), table, TableFormat::Fits));
        QCOMPARE(shown(*readTable(files_.file("out.fits")), "n"), shown(table, "n"));
    }

    void moreColumnsThanFitsCountsAreRefused() {
        Table table;
        for (int number = 0; number < 1000; ++number)
            table.add(integerColumn("n" + std::to_string(number), "", {1}));
        const auto written = writeTable(files_.file("wide.fits"), table, TableFormat::Fits);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::BadOption);
        QVERIFY(!std::filesystem::exists(files_.file("wide.fits")));
    }

    void spectraOpenAsTables() {
        IIC_REQUIRE_REAL_DATA(data);
        int read = 0;
        for (const auto& entry : std::filesystem::directory_iterator(data / "spectra")) {
            const auto table = readTable(entry.path());
            QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
            QVERIFY2(table->find("flux") && table->find("loglam"), entry.path().c_str());
            QVERIFY(table->rowCount() > 3000);
            ++read;
        }
        QCOMPARE(read, 13);
    }

    void realImagesAreNoTables() {
        IIC_REQUIRE_REAL_DATA(data);
        for (const char* folder : {"allwise/2010H", "unwise"})
            for (const auto& entry : std::filesystem::directory_iterator(data / folder)) {
                QVERIFY2(!holdsTable(entry.path()), entry.path().c_str());
                const auto table = readTable(entry.path());
                QVERIFY(!table);
                QVERIFY2(table.error().reason == "is an image, not a table", table.error().oneLine().c_str());
            }
    }
};

IIC_CORE_TEST_MAIN(TestFitsTable)
#include "test_fits_table.moc"
