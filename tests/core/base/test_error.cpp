#include "TestSupport.h"

#include "base/Error.h"

using namespace iic;

class TestError : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void oneLineLeavesOutWhatIsEmpty() {
        QCOMPARE((Error{ErrorCode::NotFits, "a.fits", "is not a FITS file", "SIMPLE expected"}.oneLine()),
                 std::string("a.fits: is not a FITS file (SIMPLE expected)"));
        QCOMPARE((Error{ErrorCode::NotFits, "a.fits", "is not a FITS file", ""}.oneLine()),
                 std::string("a.fits: is not a FITS file"));
        QCOMPARE((Error{ErrorCode::BadOption, "", "the side must be odd", "38 given"}.oneLine()),
                 std::string("the side must be odd (38 given)"));
        QCOMPARE((Error{ErrorCode::BadOption, "", "the side must be odd", ""}.oneLine()), std::string("the side must be odd"));
    }

    void failuresCarryEveryPart() {
        const Result<int> result = fail(ErrorCode::TruncatedData, "a.fits", "is short", "2 of 3 bytes");
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::TruncatedData);
        QCOMPARE(result.error().oneLine(), std::string("a.fits: is short (2 of 3 bytes)"));
    }

    void cancellingIsNoError() {
        const JobResult<int> stopped = cancelled(), failed = tl::unexpected<Stop>(Error{});
        QVERIFY(!stopped && isCancelled(stopped.error()));
        QVERIFY(!failed && !isCancelled(failed.error()));
    }
};

IIC_CORE_TEST_MAIN(TestError)
#include "test_error.moc"
