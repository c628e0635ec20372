#include "../../core/analysis/UntrainedModel.h"
#include "../../core/data/SampleDataset.h"
#include "TestSupport.h"

#include "analysis/TrainingMaterial.h"
#include "models/IssueModel.h"
#include "workspaces/report/ReportSaver.h"
#include "workspaces/report/SaveRunReport.h"

#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr std::size_t rowsInAll = 60; // a quarter of them to test on

struct Session {
    Session() : saver(compute, issues) {
        QObject::connect(&saver, &ReportSaver::jobStarted, &saver, [this](Job* job, const QString& title) {
            titles << title;
            jobs << job;
        });
    }
    QString said() const {
        return issues.issues().empty() ? QString() : issues.issues().front().file + ": " + issues.issues().front().what;
    }

    IssueModel issues;
    ComputeThread compute;
    ReportSaver saver;
    QStringList titles;
    QList<QPointer<Job>> jobs;
};

} // namespace

/// Reports of a run whose network has learned nothing.
class TestReportSaver : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }
    QByteArray contents(const char* name) const {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ReportRequest request() const { return {at("run"), "<the run>", ClassProbabilities{90, 8, 2}, DeviceChoice::Cpu}; }

  private Q_SLOTS:
    void initTestCase() {
        auto images = test::imageSample(rowsInAll, {"star", "galaxy", "quasar"});
        std::ranges::fill(images.columns.flags, std::uint16_t{0});
        QVERIFY(test::write(at("set.h5"), images));
        const nlohmann::json material{{"dataset", at("set.h5").string()}, {"checksum", fingerprintFile(at("set.h5"))->checksum}};
        QVERIFY(!test::untrainedModel(at("run"), describedIn(material.dump(), at("run"))).empty());
    }

    void aRunIsTestedAndReported() {
        Session session;
        QSignalSpy saved(&session.saver, &ReportSaver::saved);
        session.saver.save(request(), at("report.html"), false);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 60'000);
        QVERIFY2(session.issues.rowCount() == 0, qPrintable(session.said()));
        QCOMPARE(session.titles.size(), 2);
        const QByteArray html = contents("report.html");
        for (const char* words :
             {"&lt;the run&gt;", "Of 14 sources of the test split", "Confusion matrix", "2\u00a0% quasar", "LibTorch"})
            QVERIFY2(html.contains(words), words);
    }

    void aCancelledReportIsNotWritten() {
        Session session;
        session.saver.save(request(), at("cancelled.pdf"), false);
        QSignalSpy cancelled(session.jobs.first(), &Job::cancelled);
        session.jobs.first()->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 60'000);
        QVERIFY(!QFile::exists(folder_.filePath("cancelled.pdf")));
        QCOMPARE(session.issues.rowCount(), 0);
    }

    void whatIsNoRunIsAnIssue() {
        Session session;
        session.saver.save({at("nowhere"), {}, std::nullopt}, at("nothing.pdf"), false);
        QTRY_VERIFY(session.issues.rowCount() == 1);
        QVERIFY2(session.said().contains("run.json"), qPrintable(session.said()));
        QVERIFY(!QFile::exists(folder_.filePath("nothing.pdf")));
    }

    void aRunWithoutItsDatasetIsReportedAllTheSame() {
        std::filesystem::rename(at("set.h5"), at("away.h5"));
        NoProgress quiet;
        const auto files = saveRunReport(request(), at("without.html"), false, quiet, {});
        std::filesystem::rename(at("away.h5"), at("set.h5"));
        QVERIFY(files);
        const QByteArray html = contents("without.html");
        QVERIFY2(html.contains("<p>Not tested: ") && html.contains("set.h5"),
                 html.mid(html.indexOf("<p>")).left(300).constData());
        QVERIFY(html.contains("Learning rate"));
    }

    void whatIsInTheWayIsToldFirst() {
        std::ofstream(at("there.pdf")) << "dear to me";
        struct Told : ProgressSink {
            int times = 0;
            void report(const Progress&) override { ++times; }
        } told;
        const auto refused = saveRunReport(request(), at("there.pdf"), false, told, {});
        QVERIFY(!refused);
        QCOMPARE(std::get<Error>(refused.error()).code, ErrorCode::FileExists);
        QCOMPARE(told.times, 0);
        QCOMPARE(contents("there.pdf"), QByteArray("dear to me"));
    }

    void nothingIsReplacedUnasked() {
        std::ofstream(at("mine.pdf")) << "dear to me";
        Session session;
        session.saver.save(request(), at("mine.pdf"), false);
        QVERIFY(session.jobs.isEmpty()); // the network is not asked for nothing
        QCOMPARE(session.issues.rowCount(), 1);
        QCOMPARE(session.issues.issues().front().code, ErrorCode::FileExists);
        QCOMPARE(contents("mine.pdf"), QByteArray("dear to me"));
        QSignalSpy saved(&session.saver, &ReportSaver::saved);
        session.saver.save(request(), at("mine.pdf"), true);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 60'000);
        QVERIFY(contents("mine.pdf").startsWith("%PDF"));
    }
};

IIC_WINDOW_TEST_MAIN(TestReportSaver)
#include "test_report_saver.moc"
