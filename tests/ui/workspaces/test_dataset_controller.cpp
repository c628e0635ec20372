#include "../../core/data/BuildScene.h"
#include "catalog/RoleChanges.h"
#include "catalog/TableFile.h"
#include "data/TrainingSet.h"
#include "models/IssueModel.h"
#include "workspaces/CatalogWork.h"
#include "workspaces/dataset/DatasetController.h"

#include "TestSupport.h"

#include <QCoreApplication>
#include <QImage>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace iic;
using namespace iic::ui;

namespace {

/// A controller, and what it told of.
struct Session {
    Session() : controller(issues) {
        for (const auto there : {&DatasetController::opened, &DatasetController::made})
            QObject::connect(&controller, there, &controller,
                             [this](const SharedDataset& dataset) { opened.push_back(dataset); });
        QObject::connect(&controller, &DatasetController::jobStarted, &controller, [this](Job* job, const QString& title) {
            titles << title;
            jobs << job;
        });
        QObject::connect(&controller, &DatasetController::checked, &controller,
                         [this](const SharedDataset&, qsizetype changed) { checks << changed; });
    }
    /// What is said of a file of that name, or everything.
    QStringList said(Severity severity) const {
        QStringList words;
        for (const Issue& issue : issues.issues())
            if (issue.severity == severity)
                words << issue.file + QStringLiteral(": ") + issue.what;
        return words;
    }
    QString allSaid() const { return said(Severity::Error).join('\n') + said(Severity::Warning).join('\n'); }

    IssueModel issues;
    DatasetController controller;
    std::vector<SharedDataset> opened;
    QStringList titles;
    QList<QPointer<Job>> jobs;
    QList<qsizetype> checks;
};

void appendByte(const std::filesystem::path& file) { std::ofstream(file, std::ios::app) << ' '; }

} // namespace

class TestDatasetController : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            found.push_back(entry.path().filename().string());
        return found;
    }
    bool isThere(const std::string& beginning) const {
        return std::ranges::any_of(names(), [&](const std::string& name) { return name.starts_with(beginning); });
    }
    SimulatedDatasetOptions small(const char* out) const {
        SimulatedDatasetOptions options;
        options.out = at(out);
        options.numbers = {{80, 10, 11}, {81, 10, 10}, {79, 11, 10}};
        options.fieldSide = 400;
        options.sourcesPerField = 60;
        return options;
    }

  private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("IICnet");
        QCoreApplication::setApplicationName("test_dataset_controller");
        QSettings().clear();
        test::simulateFields(folder_.path().toStdString());
    }
    void cleanupTestCase() { QSettings().clear(); }

    void simulatesOpensSplitsAndExports() {
        Session session;
        session.controller.simulate(small("simulated.h5"));
        QCOMPARE(session.titles, QStringList{"Simulating simulated.h5"});
        QTRY_COMPARE_WITH_TIMEOUT(session.opened.size(), std::size_t(1), 60'000);
        const SharedDataset simulated = session.opened[0];
        QCOMPARE(simulated->dataset.size(), std::size_t(302));
        QCOMPARE(simulated->columns.size(), std::size_t(302));
        QCOMPARE(simulated->summary.classes[1].rows[0], std::size_t(81));

        SplitOptions split;
        split.rule = SplitRule::Random;
        split.seed = 9;
        session.controller.splitAgain(simulated, split, at("split.h5"));
        QTRY_COMPARE_WITH_TIMEOUT(session.opened.size(), std::size_t(2), 60'000);
        QCOMPARE(session.opened[1]->dataset.path(), at("split.h5"));
        QVERIFY(session.opened[1]->dataset.card().split.leaking);
        QCOMPARE(session.opened[1]->dataset.card().split.seed, std::uint64_t(9));

        ExportOptions exporting;
        exporting.folder = at("pictures");
        QSignalSpy exported(&session.controller, &DatasetController::exported);
        session.controller.exportImages(session.opened[1], exporting);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 60'000);
        QCOMPARE(exported[0][1].toLongLong(), 302);
        QVERIFY(std::filesystem::is_regular_file(at("pictures") / "index.csv"));
        QVERIFY(session.checks.empty());
        QCOMPARE(session.issues.rowCount(), 0);
    }

    void cancelLeavesNothingHalfWritten() {
        Session session;
        auto options = small("cancelled.h5");
        options.numbers = {{8000, 1000, 1000}, {8000, 1000, 1000}, {8000, 1000, 1000}};
        session.controller.simulate(options);
        QPointer<Job> job = session.jobs.last();
        QSignalSpy progressed(job, &Job::progressed), cancelled(job, &Job::cancelled);
        QTRY_VERIFY(progressed.count() > 0);
        job->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 60'000);
        QVERIFY(!isThere("cancelled"));
        QVERIFY(session.opened.empty());
        QCOMPARE(session.issues.rowCount(), 0);
    }

    void buildsAndSaysWhatItHadDone() {
        Session session;
        const BuildOptions options = test::optionsIn(folder_.path().toStdString(), "built.h5");
        { // a build that was broken off
            NoProgress quiet;
            class StopAfter : public ProgressSink {
              public:
                std::stop_source stop;
                void report(const Progress& progress) override {
                    if (progress.label == "Cutting out" && progress.done > 0)
                        stop.request_stop();
                }
            } sink;
            QVERIFY(!buildDataset(options, sink, sink.stop.get_token()));
            QVERIFY(std::filesystem::exists(partsFolder(options.out)));
        }
        session.controller.build(options);
        QTRY_VERIFY2_WITH_TIMEOUT(session.opened.size() == 1, qPrintable(session.allSaid()), 60000);
        QVERIFY(!std::filesystem::exists(partsFolder(options.out)));
        const QStringList notes = session.said(Severity::Note);
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes[0].contains("earlier run"), qPrintable(notes[0]));
        session.controller.open(options.out);
        QTRY_COMPARE(session.checks, QList<qsizetype>{0});
    }

    /// The split leaves no quasar to test on, which is said when the dataset is opened.
    void buildsByTheRolesThatWereChosenBefore() {
        Table table = readTable(at("a/catalog.tbl")).value();
        const Catalog truth = withTruth(table, readTable(at("a/truth.tbl")).value(), "truth").value();
        Texts kinds;
        int quasars = 0;
        for (std::size_t row = 0; row < truth.size(); ++row) {
            const auto kind = truth.truth(row);
            const bool isKept = kind != SourceClass::Quasar || ++quasars <= 3;
            kinds.push_back(kind && isKept ? std::string(className(*kind)) : "");
        }
        table.add(textColumn("kind", std::move(kinds)));
        QVERIFY(writeTable(at("kinds.csv"), table, TableFormat::Csv));
        RoleMap roles = guessRoles(table);
        QVERIFY(!roles.contains(Role::ClassLabel));
        roles[Role::ClassLabel] = "kind";
        rememberRoles(tableShape(readTable(at("kinds.csv")).value()), roles);

        BuildOptions options = test::optionsIn(folder_.path().toStdString(), "kinds.h5");
        options.tiles = {at("a")};
        options.catalogs = {{at("kinds.csv"), {}}};
        options.selection.dropFlags = 0;
        Session session;
        session.controller.build(options);
        QTRY_VERIFY2_WITH_TIMEOUT(session.opened.size() == 1, qPrintable(session.allSaid()), 60000);
        QCOMPARE(session.opened[0]->dataset.card().catalogs[0].roles.at("class"), std::string("kind"));
        const auto& quasarRows = session.opened[0]->summary.classes[2].rows;
        QVERIFY(quasarRows[0] + quasarRows[1] + quasarRows[2] > 0);
        session.controller.open(at("kinds.h5"));
        QTRY_COMPARE(session.checks.size(), 1);
        const QStringList warnings = session.said(Severity::Warning);
        QVERIFY2(warnings.join('\n').contains("validation has no quasar"), qPrintable(warnings.join('\n')));
    }

    void aCancelledBuildSaysThatItGoesOn() {
        Session session;
        session.controller.build(test::optionsIn(folder_.path().toStdString(), "broken off.h5"));
        QPointer<Job> job = session.jobs.last();
        bool isCutting = false;
        connect(job, &Job::progressed, this, [&](const QString& label) { isCutting = isCutting || label == "Cutting out"; });
        QTRY_VERIFY_WITH_TIMEOUT(isCutting || !session.opened.empty(), 60'000);
        if (!session.opened.empty())
            QSKIP("the build was faster than its first report");
        QSignalSpy cancelled(job, &Job::cancelled);
        job->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 60'000);
        QVERIFY(!std::filesystem::exists(at("broken off.h5")));
        QCOMPARE(session.said(Severity::Note).size(), std::filesystem::exists(at("broken off.h5.parts/cutouts")) ? 1 : 0);
        QVERIFY(session.opened.empty());
    }

    void aChangedTileIsAWarning() {
        const std::filesystem::path built = at("built.h5");
        QVERIFY(std::filesystem::exists(built));
        appendByte(at("a/truth.tbl"));
        std::filesystem::rename(at("b/catalog.tbl"), at("b/elsewhere.tbl"));
        Session session;
        session.controller.open(built);
        QTRY_COMPARE(session.opened.size(), std::size_t(1));
        QTRY_COMPARE(session.checks, QList<qsizetype>{2});
        QCOMPARE(session.issues.count(Severity::Error), 0);
        const QString words = session.said(Severity::Warning).join('\n');
        QVERIFY2(words.contains("truth.tbl") && words.contains("has changed"), qPrintable(words));
        QVERIFY2(words.contains("catalog.tbl") && words.contains("built.h5"), qPrintable(words));
        std::filesystem::rename(at("b/elsewhere.tbl"), at("b/catalog.tbl"));
    }

    void importsAFolder() {
        for (const char* name : {"star", "galaxy"}) {
            std::filesystem::create_directories(at("images") / name);
            for (int i = 0; i < 20; ++i) {
                QImage image(12, 12, QImage::Format_RGB32);
                image.fill(QColor(10 * i, 100, 200));
                QVERIFY(image.save(QString::fromStdString((at("images") / name / (std::to_string(i) + ".png")).string())));
            }
        }
        Session session;
        ImportOptions options;
        options.source = at("images");
        options.out = at("images.h5");
        session.controller.importImages(options);
        QTRY_VERIFY2(session.opened.size() == 1, qPrintable(session.allSaid()));
        QCOMPARE(session.opened[0]->dataset.card().kind, DatasetKind::Images);
        QCOMPARE(session.opened[0]->dataset.size(), std::size_t(40));
    }

    void whatCannotBeOpenedIsAnIssue() {
        std::ofstream(at("nonsense.h5")) << "this is none";
        Session session;
        session.controller.open(at("nonsense.h5"));
        QTRY_COMPARE(session.issues.count(Severity::Error), 1);
        QVERIFY(session.issues.issues()[0].file.endsWith("nonsense.h5"));
        session.controller.build({});
        QTRY_COMPARE(session.issues.count(Severity::Error), 2);
        QVERIFY(session.opened.empty());
    }

    void ofTwoOpenedTheLaterIsShown() {
        Session session;
        session.controller.open(at("simulated.h5"));
        session.controller.open(at("split.h5"));
        QTRY_COMPARE(session.checks.size(), 1);
        QCOMPARE(session.opened.size(), std::size_t(1));
        QCOMPARE(session.opened[0]->dataset.path(), at("split.h5"));
    }

    /// A file that cannot be read to its end stands for one that takes long.
    void openingDoesNotWaitForTheFilesToBeChecked() {
        const std::filesystem::path endless = at("b/catalog.tbl"), kept = at("b/kept.tbl");
        std::filesystem::rename(endless, kept);
        QCOMPARE(mkfifo(endless.c_str(), 0600), 0);
        Session session;
        const auto letGo = [&] { // every reader of it comes to the end
            const std::fstream writer(endless, std::ios::in | std::ios::out);
            std::filesystem::rename(kept, endless);
        };
        auto atLast = qScopeGuard(letGo);
        for (std::size_t times = 1; times <= 5; ++times) {
            session.controller.open(at("built.h5"));
            QTRY_COMPARE(session.opened.size(), times);
        }
        QVERIFY(session.checks.empty());
        session.controller.open(at("simulated.h5"));
        QTRY_COMPARE(session.opened.size(), std::size_t(6));
        atLast.dismiss();
        letGo();
        QTRY_VERIFY(std::ranges::all_of(session.jobs, [](const QPointer<Job>& job) { return job.isNull(); }));
        QCOMPARE(session.checks, QList<qsizetype>{0}); // of the one that is open alone
    }

    void oneFileIsMadeOnceAtATime() {
        Session session;
        session.controller.simulate(small("twice.h5"));
        session.controller.simulate(small("sub/../twice.h5"));
        QCOMPARE(session.issues.count(Severity::Error), 1);
        QCOMPARE(session.jobs.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(session.opened.size(), std::size_t(1), 60'000);
        session.controller.simulate(small("twice.h5"));
        QTRY_COMPARE_WITH_TIMEOUT(session.opened.size(), std::size_t(2), 60'000);
    }

    void closingEndsWhatIsUnderWay() {
        {
            Session session;
            auto options = small("closed.h5");
            options.numbers[0][0] = 100'000;
            session.controller.simulate(options);
            QSignalSpy progressed(session.jobs.last().data(), &Job::progressed);
            QTRY_VERIFY(progressed.count() > 0);
        }
        QVERIFY(!isThere("closed"));
    }
};

IIC_CORE_TEST_MAIN(TestDatasetController)
#include "test_dataset_controller.moc"
