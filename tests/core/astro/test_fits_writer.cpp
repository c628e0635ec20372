#include "FitsBytes.h"
#include "FullDisk.h"
#include "TestSupport.h"

#include <cmath>
#include <cstring>

using namespace iic;
using namespace iic::test;

class TestFitsWriter : public iic::test::Test {
    Q_OBJECT

    static FloatImage image() {
        FloatImage pixels(3, 2);
        const std::array<float, 6> values{1.5f, -2.25f, 0, 3e-7f, std::nanf(""), 1e9f};
        std::copy(values.begin(), values.end(), pixels.data());
        return pixels;
    }

  private Q_SLOTS:
    void whatIsWrittenReadsBack() {
        Folder folder;
        FitsHeader header;
        header.add({"CTYPE1", "RA---SIN", "projection", true});
        header.add({"CRVAL1", "121.008858", "[deg]", false});
        header.add({"OBJECT", "Barnard's star", "", true});
        header.add({"EMPTY", "", "", true});
        header.add({"HISTORY", "", "made by a test", false});
        QVERIFY(writeFitsImage(folder.file("out.fits"), image(), header));

        const auto bytes = folder.bytes("out.fits");
        QCOMPARE(bytes.size(), std::size_t{2 * 2880});
        const auto back = readFitsImage(folder.file("out.fits"));
        QVERIFY2(back, back ? "" : back.error().oneLine().c_str());
        QVERIFY(back->warnings.empty());
        QCOMPARE(back->pixels.width(), 3);
        QVERIFY(std::memcmp(back->pixels.data(), image().data(), 24) == 0);
        QCOMPARE(back->header.text("CTYPE1"), std::optional<std::string>("RA---SIN"));
        QCOMPARE(back->header.number("CRVAL1"), std::optional(121.008858));
        QCOMPARE(back->header.text("OBJECT"), std::optional<std::string>("Barnard's star"));
        QCOMPARE(back->header.text("EMPTY"), std::optional<std::string>(""));
        QCOMPARE(back->header.cards().back().comment, std::string("made by a test"));
    }

    void theHeaderOfAFileMayBeWrittenAgain() {
        Folder folder;
        const Cards odd{"HIERARCH ESO DET GAIN = 2.5 / a long keyword",
                        "CPYRIGHT= 'University of Massachusetts & IPAC/Caltech - &'",
                        "CONTINUE  'http://example.org/&'",
                        "CONTINUE  'end'",
                        "BSCALE  = 1.0",
                        "-       = 'a name'",
                        "LONG    = '" + std::string(66, 'x') + "'",
                        "QUOTES  = '" + std::string(66, '\'') + "'"};
        const auto first = readFitsImage(folder.write("first.fits", imageBytes(3, 2, odd)));
        QVERIFY(first);
        QVERIFY(writeFitsImage(folder.file("second.fits"), first->pixels, first->header));
        const auto second = readFitsImage(folder.file("second.fits"));
        QVERIFY2(second, second ? "" : second.error().oneLine().c_str());
        QCOMPARE(second->header.number("NAXIS1"), std::optional(3.0));
        for (const auto& card : first->header.cards()) {
            if (card.keyword == "BSCALE")
                continue;
            const auto& cards = second->header.cards();
            const bool kept = std::any_of(cards.begin(), cards.end(), [&](const FitsCard& other) {
                return other.keyword == card.keyword && other.value == card.value && other.isText == card.isText;
            });
            QVERIFY2(kept, (card.keyword + " = " + card.value).c_str());
        }
    }

    void keywordsOfTheWriterAreItsOwn() {
        Folder folder;
        FitsHeader header;
        header.add({"NAXIS1", "77", "", false});
        header.add({"BITPIX", "16", "", false});
        header.add({"BZERO", "100", "", false});
        header.add({"BAND", "2", "", false});
        QVERIFY(writeFitsImage(folder.file("out.fits"), image(), header));
        const auto back = readFitsImage(folder.file("out.fits"));
        QVERIFY(back);
        QCOMPARE(back->pixels.width(), 3);
        QCOMPARE(back->pixels.at(0, 0), 1.5f);
        QCOMPARE(back->header.integer("BAND"), std::optional<long long>(2));
    }

    void valuesTooLongForACardLeaveAValidFile() {
        Folder folder;
        FitsHeader header;
        header.add({"LONG", std::string(200, 'x'), "with a comment", true});
        header.add({"APOSTRO", std::string(60, '\''), "", true});
        header.add({"BAND", "2", std::string(200, 'y'), false});
        QVERIFY(writeFitsImage(folder.file("out.fits"), image(), header));
        const auto bytes = folder.bytes("out.fits");
        const auto at = bytes.find("LONG    = '");
        QVERIFY(at != std::string::npos && at % 80 == 0);
        QVERIFY2(bytes.substr(at + 11, 69).find('\'') != std::string::npos, "the string is not closed");
        const auto back = readFitsHeader(folder.file("out.fits"));
        QVERIFY(back);
        QCOMPARE(back->integer("BAND"), std::optional<long long>(2));
        QVERIFY(back->text("LONG")->starts_with("xxxxx"));
        QVERIFY(back->text("APOSTRO")->starts_with("'''''"));
    }

    void anOlderFileIsReplacedWhole() {
        Folder folder;
        folder.write("out.fits", std::string(100'000, 'x'));
        QVERIFY(writeFitsImage(folder.file("out.fits"), image(), {}));
        QCOMPARE(folder.names(), std::vector<std::string>{"out.fits"});
        QVERIFY(readFitsImage(folder.file("out.fits")));
    }

    void aFullDiskLeavesTheOlderFile() {
        Folder folder;
        folder.write("out.fits", "old");
        const auto written = [&] {
            const FullDisk full(4000);
            return writeFitsImage(folder.file("out.fits"), image(), {});
        }();
        QVERIFY(!written && written.error().code == ErrorCode::FileUnwritable);
        QCOMPARE(folder.bytes("out.fits"), std::string("old"));
        QCOMPARE(folder.names(), std::vector<std::string>{"out.fits"});
    }

    void whatCannotBeWrittenLeavesNothing() {
        Folder folder;
        folder.write("kept/inside", "x");
        const auto noFolder = writeFitsImage(folder.file("missing/out.fits"), image(), {});
        QVERIFY(!noFolder && noFolder.error().code == ErrorCode::FileUnwritable);
        QCOMPARE(noFolder.error().file, folder.file("missing/out.fits").string());
        const auto overFolder = writeFitsImage(folder.file("kept"), image(), {});
        QVERIFY(!overFolder && overFolder.error().code == ErrorCode::FileUnwritable);
        QCOMPARE(folder.names(), std::vector<std::string>{"kept"});
    }
};

IIC_CORE_TEST_MAIN(TestFitsWriter)
#include "test_fits_writer.moc"
