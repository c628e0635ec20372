#include "models/IssueModel.h"

#include "TestSupport.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTextDocumentFragment>

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

    void manyErrorsOfOneKindAreToldOnce() {
        IssueModel model;
        QSignalSpy added(&model, &IssueModel::added);
        for (const char* row : {"row 3", "row 7", "row 9"})
            model.addOnce(Error{ErrorCode::BadDataset, "set.h5", "the cutout is damaged", row});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(added.count(), 1);
        QVERIFY(model.sentence(0).contains("row 3"));
        QCOMPARE(model.index(0, IssueModel::Count).data().toInt(), 3);
        model.addOnce(Error{ErrorCode::BadDataset, "other.h5", "the cutout is damaged", {}});
        model.addOnce(Error{ErrorCode::FileUnreadable, "set.h5", "cannot be read", {}});
        QCOMPARE(model.rowCount(), 3);
        model.clear();
        model.addOnce(Error{ErrorCode::BadDataset, "set.h5", "the cutout is damaged", "row 9"});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(added.count(), 4);
    }

    void aNameThatLooksLikeMarkupIsShownAsWritten() {
        IssueModel model;
        const QString name = "<img src=/tmp/picture>.fits";
        model.add(Severity::Warning, "bytes after the data", name);
        model.add(Severity::Warning, "a < b", "b.fits");
        const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(!tip.contains("<img"), qPrintable(tip));
        QCOMPARE(QTextDocumentFragment::fromHtml(tip).toPlainText(), model.sentence(0));
        QCOMPARE(model.sentence(0), name + ": bytes after the data");
        QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), QString("b.fits: a < b"));
    }
};

IIC_CORE_TEST_MAIN(TestIssueModel)
#include "test_issue_model.moc"
