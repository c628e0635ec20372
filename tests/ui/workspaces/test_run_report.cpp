#include "../../core/data/SampleDataset.h"
#include "TestSupport.h"
#include "WrittenRun.h"

#include "metrics/PaperScores.h"
#include "report/HtmlReport.h"
#include "workspaces/report/ReportSections.h"
#include "workspaces/report/RunReport.h"

#include <QApplication>
#include <QTemporaryDir>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr std::size_t rowsInAll = 300;

/// Answers that are right more often than not, and as sure as they please.
JudgedRows answers(const DatasetColumns& columns) {
    Random random(3);
    JudgedRows judged;
    for (std::size_t row = 0; row < columns.size(); ++row) {
        if (columns.split[row] != DatasetSplit::Test || columns.label[row] == noLabel)
            continue;
        ClassProbabilities probabilities{random.uniform(), random.uniform(), random.uniform()};
        probabilities[columns.label[row]] += 0.6;
        const double total = probabilities[0] + probabilities[1] + probabilities[2];
        for (double& probability : probabilities)
            probability /= total;
        judged.rows.push_back(row);
        judged.sources.truth.push_back(columns.label[row]);
        judged.sources.probabilities.push_back(probabilities);
    }
    return judged;
}

std::optional<ReportTable> tableOf(const Report& report, const QString& name) {
    for (const ReportSection& section : report.sections)
        for (const ReportBlock& block : section.blocks)
            if (const auto* table = std::get_if<ReportTable>(&block); table && table->name == name)
                return *table;
    return std::nullopt;
}

QString valueOf(const ReportTable& facts, const QString& name) {
    for (const QStringList& row : facts.rows)
        if (row[0] == name)
            return row[1];
    return {};
}

} // namespace

class TestRunReport : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

    ReportedRun sample(const char* className = "galaxy") {
        test::SampleDataset dataset = test::sampleDataset(rowsInAll);
        dataset.card.classes[1] = className;
        if (!test::write(at("set.h5"), dataset))
            qFatal("no dataset");
        TrainingOptions options;
        options.seed = 4711;
        options.material = R"({"dataset": "../set.h5", "checksum": "feed5eed", "bytes": 99})";
        test::writeRun(at("run"), 12, options);
        const SharedDataset open = openDataset(at("set.h5")).value();
        ReportedRun run{"one", at("run"), readRunRecord(at("run")).value(), readEpochs(at("run")).value(), {}, {}, {}};
        run.judged = JudgedSplit{open, DatasetSplit::Test, answers(open->columns), 1.5};
        return run;
    }

    static Report reportOf(const ReportedRun& run) {
        NoProgress quiet;
        return runReport(run, quiet, {}).value();
    }

  private Q_SLOTS:
    void numbersAreThoseOfTheEvaluation() {
        const ReportedRun run = sample();
        const Report report = reportOf(run);
        const Evaluation evaluation = evaluate(run.judged->rows.sources);
        const auto scores = tableOf(report, "scores");
        QVERIFY(scores);
        QCOMPARE(scores->rows.size(), std::size_t(3 * 3 + 2));
        for (std::size_t which = 0; which < classCount; ++which) {
            const ClassScores expected = evaluation.matrix.scores(which);
            const QStringList& row = scores->rows[3 * which];
            QCOMPARE(row[0], QString::fromStdString(run.judged->dataset->dataset.card().classes[which]));
            QCOMPARE(row.mid(2),
                     (QStringList{percentText(expected.precision), percentText(expected.recall),
                                  percentText(expected.specificity), percentText(expected.f1), percentText(expected.accuracy),
                                  QString::number(evaluation.classes[which].area, 'f', 4)}));
        }
        QCOMPARE(scores->rows[5].mid(2, 2), (QStringList{"95.4", "93.2"})); // the paper's galaxies
        const QString html = QString::fromUtf8(htmlOf(report));
        QVERIFY(html.contains(QString::number(100 * evaluation.matrix.accuracy(), 'f', 2)));
        QVERIFY(html.contains(QString::number(evaluation.reliability.expectedError, 'f', 4)));
        const auto scaled = evaluate(adjusted(run.judged->rows.sources, 1.5, std::nullopt));
        QVERIFY(html.contains(QString::number(scaled.reliability.expectedError, 'f', 4)));
    }

    void aTemperatureAtTheLimitOfItsFitIsMarked() {
        ReportedRun run = sample();
        QVERIFY(!htmlOf(reportOf(run)).contains("limit of the fit"));
        run.judged->temperature = 20;
        QCOMPARE(htmlOf(reportOf(run)).count("20.000 (the limit of the fit)"), 2);
    }

    void whatIsNotDefinedIsADash() {
        ReportedRun run = sample();
        JudgedRows& rows = run.judged->rows;
        JudgedRows stars;
        for (std::size_t i = 0; i < rows.rows.size(); ++i)
            if (rows.sources.truth[i] == 0) {
                stars.rows.push_back(rows.rows[i]);
                stars.sources.truth.push_back(0);
                stars.sources.probabilities.push_back(rows.sources.probabilities[i]);
            }
        rows = stars;
        const auto scores = tableOf(reportOf(run), "scores");
        QCOMPARE(scores->rows[3][3], QString("–")); // recall of galaxies
        QCOMPARE(scores->rows[4][3], QString("–"));
        QCOMPARE(scores->rows[3].back(), QString("–"));
    }

    void everyMistakeIsInOnePair() {
        const ReportedRun run = sample();
        const auto mistakes = tableOf(reportOf(run), "mistakes");
        QVERIFY(mistakes);
        const ConfusionMatrix matrix = evaluate(run.judged->rows.sources).matrix;
        double counted = 0, before = 1e9;
        for (const QStringList& row : mistakes->rows) {
            const double count = row[2].toDouble();
            QVERIFY(count <= before && row[0] != row[1]);
            before = count;
            counted += count;
        }
        QCOMPARE(counted, matrix.total() - matrix.right());
    }

    void settingsAndVersionsAreInIt() {
        const Report report = reportOf(sample());
        const auto settings = tableOf(report, "settings");
        const auto dataset = tableOf(report, "dataset");
        QVERIFY(settings && dataset);
        QCOMPARE(valueOf(*settings, "Seed"), QString("4711"));
        QCOMPARE(valueOf(*settings, "Versions"), QString("IICnet Studio " IIC_VERSION ", LibTorch 1.13.0"));
        QVERIFY(valueOf(*settings, "Learned from").contains("aa"));
        QVERIFY(valueOf(*dataset, "Checksum").contains("feed5eed"));
        const auto sizes = tableOf(report, "sizes");
        int counted = 0;
        for (const QString& cell : sizes->rows.back().mid(1))
            counted += cell.toInt();
        QCOMPARE(counted, static_cast<int>(rowsInAll) - 1); // one has no class
    }

    void whatTheDeviceDidNotAllowIsSaid() {
        ReportedRun run = sample();
        const auto setting = [&](const char* name) { return valueOf(*tableOf(reportOf(run), "settings"), name); };
        QCOMPARE(setting("Batch"), QString("64"));
        run.record.batch = 16;
        QCOMPARE(setting("Batch"), QString("16 (64 asked for: memory was short)"));
        QCOMPARE(setting("Precision"), QString("float32"));
        run.record.options.precision = Precision::Tf32;
        QCOMPARE(setting("Precision"), QString("float32 (TF32 was asked for, and needs CUDA)"));
        run.record.device.cuda = true;
        QCOMPARE(setting("Precision"), QString("TF32, validation float32"));
    }

    void weightsOfAnotherMayHaveLearnedTheTest() {
        ReportedRun run = sample();
        QVERIFY(!htmlOf(reportOf(run)).contains("began with the weights"));
        run.record.options.startFrom = at("older") / "best.h5";
        const QByteArray html = htmlOf(reportOf(run));
        QVERIFY(html.contains("began with the weights of older/best.h5, which may have learned from sources of this split"));
    }

    void priorsHaveATableOfTheirOwn() {
        ReportedRun run = sample();
        QVERIFY(!tableOf(reportOf(run), "by-magnitude-at-priors"));
        run.priors = ClassProbabilities{90, 8, 2};
        const Report report = reportOf(run);
        const auto plain = tableOf(report, "by-magnitude");
        const auto there = tableOf(report, "by-magnitude-at-priors");
        QVERIFY(plain && there);
        const auto weights = priorWeights(run.judged->rows.sources.truth, *run.priors);
        const auto matrix = confusionOf(likeliest(adjusted(run.judged->rows.sources, 1.5, run.priors).probabilities),
                                        run.judged->rows.sources.truth, weights);
        QCOMPARE(there->rows.back()[2], percentText(matrix.accuracy()));
        QCOMPARE(there->rows.back()[7], percentText(matrix.scores(2).precision));
        QVERIFY(there->rows.back() != plain->rows.back());
    }

    void hostileNamesStayText() {
        ReportedRun run = sample("<img src=x onerror=alert(1)>");
        run.name = "<script>alert(1)</script>";
        run.record.device.name = "</td><script>";
        const QByteArray html = htmlOf(reportOf(run));
        QVERIFY(!html.contains("<script") && !html.contains("<img"));
        QVERIFY(html.contains("&lt;script&gt;alert(1)") && html.contains("&lt;img src=x"));
    }

    void aRunWithoutItsDatasetIsReportedWithout() {
        ReportedRun run = sample();
        run.judged.reset();
        run.whyNotJudged = "set.h5: no such file";
        const Report report = reportOf(run);
        QVERIFY(tableOf(report, "settings") && !tableOf(report, "scores"));
        QVERIFY(htmlOf(report).contains("set.h5: no such file"));
    }

    void cancelledIsNoReport() {
        std::stop_source stop;
        stop.request_stop();
        NoProgress quiet;
        const auto report = runReport(sample(), quiet, stop.get_token());
        QVERIFY(!report && isCancelled(report.error()));
    }
};

IIC_WINDOW_TEST_MAIN(TestRunReport)
#include "test_run_report.moc"
