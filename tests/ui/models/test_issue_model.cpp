#include "models/IssueModel.h"

#include "TestSupport.h"

#include <QAbstractItemModelTester>

using namespace iic;
using namespace iic::ui;

class TestIssueModel : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void keepsWhatWentWrong() {
        IssueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add(Error{ErrorCode::NotFits, "a.fits", "not a FITS file", "starts with 'hello'"});
        model.add(Severity::Warning, "bytes after the data", "b.fits");
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.count(Severity::Error), 1);
        QCOMPARE(model.index(0, IssueModel::File).data().toString(), QString("a.fits"));
        QCOMPARE(model.index(0, IssueModel::What).data().toString(), QString("not a FITS file (starts with 'hello')"));
    }

    void theSameAgainCountsUp() {
        IssueModel model;
        model.add(Severity::Warning, "twice", "a.fits");
        model.add(Severity::Warning, "twice", "a.fits");
        model.add(Severity::Warning, "twice", "b.fits");
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, IssueModel::Count).data().toInt(), 2);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

IIC_CORE_TEST_MAIN(TestIssueModel)
#include "test_issue_model.moc"
