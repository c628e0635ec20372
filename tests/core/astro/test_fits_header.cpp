#include "FitsBytes.h"
#include "TestSupport.h"

using namespace iic;
using namespace iic::test;

class TestFitsHeader : public iic::test::Test {
    Q_OBJECT

    Folder folder_;

    FitsHeader read(const Cards& more) {
        const auto header = readFitsHeader(folder_.write("in.fits", imageBytes(2, 2, more)));
        return header ? *header : FitsHeader{};
    }

  private Q_SLOTS:
    void numbersAreReadAsFitsWritesThem_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<double>("expected");
        QTest::newRow("integer") << "20" << 20.0;
        QTest::newRow("right-aligned") << "                20.5" << 20.5;
        QTest::newRow("sign") << "+1.5" << 1.5;
        QTest::newRow("no digits after the point") << "2000." << 2000.0;
        QTest::newRow("no digits before the point") << "-.25" << -0.25;
        QTest::newRow("exponent") << "-3.8E-4" << -3.8e-4;
        QTest::newRow("D exponent") << "1.25D+02" << 125.0;
        QTest::newRow("comment") << "7.5 / [mag] a comment" << 7.5;
        QTest::newRow("in quotes") << "'  22.5  '" << 22.5;
    }
    void numbersAreReadAsFitsWritesThem() {
        QFETCH(QString, value);
        QFETCH(double, expected);
        QCOMPARE(read({"MAGZP   = " + value.toStdString()}).number("MAGZP"), std::optional(expected));
    }

    void whatIsNoNumberIsNone_data() {
        QTest::addColumn<QString>("value");
        for (const char* value : {"'abc'", "'1.5 mag'", "'nan'", "'inf'", "T", "1e999", "'+-5'", "'0x10'", "''", "", "'1,5'"})
            QTest::newRow(value) << value;
    }
    void whatIsNoNumberIsNone() {
        QFETCH(QString, value);
        const auto header = read({"MAGZP   = " + value.toStdString()});
        QVERIFY(header.has("MAGZP"));
        QCOMPARE(header.number("MAGZP"), std::optional<double>());
        QCOMPARE(header.integer("MAGZP"), std::optional<long long>());
    }

    void integersAreWhole() {
        const auto header =
            read({"BAND    = 3", "ID      = 9007199254740993", "HALF    = 3.5", "LARGE   = 99999999999999999999"});
        QCOMPARE(header.integer("BAND"), std::optional<long long>(3));
        QCOMPARE(header.integer("ID"), std::optional<long long>(9007199254740993));
        QCOMPARE(header.integer("HALF"), std::optional<long long>());
        QCOMPARE(header.integer("LARGE"), std::optional<long long>());
        QCOMPARE(header.integer("ABSENT"), std::optional<long long>());
        QVERIFY(!header.has("ABSENT"));
    }

    void textLosesItsQuotesAndBlanks() {
        const auto header =
            read({"OBJECT  = 'Barnard''s star  '  / its name", "EMPTY   = ''", "SLASH   = 'a / b'", "BLANKS  = '        '"});
        QCOMPARE(header.text("OBJECT"), std::optional<std::string>("Barnard's star"));
        QCOMPARE(header.text("EMPTY"), std::optional<std::string>(""));
        QCOMPARE(header.text("SLASH"), std::optional<std::string>("a / b"));
        QCOMPARE(header.text("BLANKS"), std::optional<std::string>(""));
        QCOMPARE(header.text("ABSENT"), std::optional<std::string>());
    }

    void cardsKeepOrderCommentAndKind() {
        const auto header = read({"BAND    = 1 / wavelength band number", "COMMENT  a note", "COADDID = '1210p015_ac51'"});
        const auto& cards = header.cards();
        QCOMPARE(cards.size(), std::size_t{8});
        QCOMPARE(cards[5].keyword, std::string("BAND"));
        QCOMPARE(cards[5].comment, std::string("wavelength band number"));
        QVERIFY(!cards[5].isText);
        QCOMPARE(cards[6].keyword, std::string("COMMENT"));
        QVERIFY(cards[6].value.empty());
        QVERIFY(cards[7].isText);
    }

    void theFirstOfRepeatedCardsCounts() {
        QCOMPARE(read({"BAND    = 1", "BAND    = 2"}).integer("BAND"), std::optional<long long>(1));
    }

    void cardsThatAreNotFitsArePassedOver() {
        const auto header =
            read({"lower   = 1", "BAND\x01   = 2", "\xff\xfe\xfd", "=========", "COADDID = 'unclosed", "BAND    = 4"});
        QCOMPARE(header.integer("BAND"), std::optional<long long>(4));
    }

    void recordsAreEightyCharactersEach() {
        const auto records = read({"OBJECT  = 'Barnard''s star'", "COMMENT none of this", "CRVAL1  = 10.5"}).records();
        QCOMPARE(records.size() % 80, std::size_t{0});
        QVERIFY(records.find("CRVAL1  =                 10.5") != std::string::npos);
        QVERIFY(records.find("'Barnard''s star'") != std::string::npos);
        QVERIFY(records.find("COMMENT") == std::string::npos);
        QCOMPARE(records.substr(records.size() - 80, 4), std::string("END "));
    }
};

IIC_CORE_TEST_MAIN(TestFitsHeader)
#include "test_fits_header.moc"
