#include "TestSupport.h"

#include "analysis/SimulatedDataset.h"
#include "base/OutputFile.h"
#include "data/CopyDataset.h"
#include "nn/RunRecord.h"
#include "sim/SimulatedSpectra.h"
#include "study/StudyResults.h"

#include <QFile>
#include <QTemporaryDir>

#include <numeric>
#include <set>

using namespace iic;

class TestStudy : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    NoProgress quiet_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }

    StudyOptions options(const std::string& folder) const {
        StudyOptions options;
        options.dataset = at("set.h5");
        options.folder = at(folder);
        options.studies = {"stem"};
        options.repeats = 2;
        options.training.epochs = 2;
        options.training.batch = 16;
        options.training.learningRate = 1e-3;
        options.training.device = DeviceChoice::Cpu;
        options.input.side = 64;
        return options;
    }

    void writeSpectra(const std::filesystem::path& folder, std::size_t perClass) {
        SpectraSimulation simulation;
        simulation.countPerClass = perClass;
        std::filesystem::create_directories(folder);
        QVERIFY(writeSimulatedSpectra(simulation, folder, quiet_, {}).has_value());
    }

    static QString text(const std::filesystem::path& path) {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static std::ptrdiff_t doneOf(const StudyOptions& options) {
        const auto tasks = tasksOf(options).value();
        return std::ranges::count_if(tasks, &StudyTask::isDone);
    }

    static ErrorCode codeOf(const JobResult<void>& result) {
        return result ? ErrorCode::Internal : std::get<Error>(result.error()).code;
    }

  private Q_SLOTS:
    void initTestCase() {
        SimulatedDatasetOptions simulation;
        simulation.out = at("set.h5");
        simulation.numbers = {{20, 4, 4}, {20, 4, 4}, {20, 4, 4}};
        simulation.fieldSide = 500;
        simulation.sourcesPerField = 90;
        QVERIFY(simulateDataset(simulation, quiet_, {}).has_value());
    }

    void plansAreThoseOfThePaper() {
        const auto plans = paperStudies({});
        std::vector<std::string> names;
        for (const auto& plan : plans)
            names.push_back(plan.name);
        QCOMPARE(names, (std::vector<std::string>{"stem", "side", "networks", "bands", "presets", "modalities"}));
        QCOMPARE(plans[1].variants.size(), std::size_t{9}); // 64 to 128 in steps of 8
        QCOMPARE(plans[1].variants.front().input.side, 64);
        QCOMPARE(plans[1].variants.back().input.side, 128);
        QCOMPARE(plans[1].variants[2].paperAccuracy, std::optional(0.9521));
        QCOMPARE(plans[2].variants.size(), std::size_t{9});
        QCOMPARE(plans[3].variants[1].input.channels.size(), std::size_t{4});
        QCOMPARE(plans[5].variants.size(), std::size_t{4});
    }

    void whatTwoStudiesNeedRunsOnce() {
        auto all = options("all");
        all.studies.clear();
        all.repeats = 1;
        all.input = {};
        const auto tasks = tasksOf(all).value();
        std::size_t variants = 0;
        const auto plans = plansOf(all).value();
        for (const auto& plan : plans)
            variants += plan.variants.size();
        QCOMPARE(variants, std::size_t{29});
        QCOMPARE(tasks.size(), variants - 5); // the paper's own network is in all six
        std::set<std::string> titles;
        for (const auto& task : tasks)
            titles.insert(task.title);
        QCOMPARE(titles.size(), tasks.size());
        for (const char* title : {"IICnet", "IICnet, 3 × 3 stem", "IICnet, 64 × 64", "IICnet, W1 W2 W3 W4", "VGG16", "Spectra"})
            QVERIFY2(titles.contains(title), title);
        std::set<std::filesystem::path> folders;
        for (const auto& task : tasks)
            folders.insert(task.folder);
        QCOMPARE(folders.size(), tasks.size());
    }

    void stoppedStudyGoesOn() {
        const auto how = options("stopped");
        std::stop_source stop;
        int begun = 0, done = 0;
        StudyObserver observer;
        observer.onTask = [&](const StudyTask&, std::size_t, std::size_t count) {
            QCOMPARE(count, std::size_t{4});
            ++begun;
        };
        observer.onDone = [&](const StudyTask&) { ++done; };
        observer.training.onEpoch = [&](const EpochResult& epoch) {
            if (begun == 2 && epoch.epoch == 1)
                stop.request_stop();
        };
        QVERIFY(!runStudy(how, observer, quiet_, stop.get_token()));
        QCOMPARE(done, 1);
        const auto half = tasksOf(how).value();
        QCOMPARE(std::ranges::count_if(half, &StudyTask::isDone), 1);
        QVERIFY(std::filesystem::exists(half[1].folder / "last.h5"));
        estimateOfHalf(how, half);

        std::filesystem::copy_file(half[1].folder / "last.h5", at("kept-last.h5"));
        QVERIFY(writeTextFile(half[1].folder / "last.h5", "no checkpoint").has_value());
        const auto damaged = runStudy(how, {}, quiet_, {});
        QVERIFY(!damaged);
        const auto told = QString::fromStdString(std::get<Error>(damaged.error()).oneLine());
        QVERIFY2(told.contains("last.h5") && told.contains("begins anew"), qPrintable(told));
        std::filesystem::copy_file(at("kept-last.h5"), half[1].folder / "last.h5",
                                   std::filesystem::copy_options::overwrite_existing);

        int epochs = 0;
        observer.training.onEpoch = [&](const EpochResult&) { ++epochs; };
        QVERIFY(runStudy(how, observer, quiet_, {}).has_value());
        QCOMPARE(epochs, 5); // of the second run its other epoch, and two of each after it
        const auto results = readResults(how).value();
        QCOMPARE(results.size(), std::size_t{1});
        QCOMPARE(results[0].runsDone, std::size_t{4});
        for (const auto& variant : results[0].variants) {
            QCOMPARE(variant.runs.size(), std::size_t{2});
            QCOMPARE(variant.runs[0].testSources, std::size_t{12});
            QVERIFY(variant.runs[0].inputsPerSecond > 0 && variant.validation().mean > 0.2);
            QCOMPARE(variant.meanCurve().size(), std::size_t{2});
        }
        QVERIFY(!std::filesystem::exists(half[0].folder / "last.h5"));
        QVERIFY(std::filesystem::exists(half[0].folder / "best.h5"));
        QVERIFY(!results[0].verdict().empty());

        QVERIFY(writeStudyReport(how, results).has_value());
        const auto page = text(how.folder / "report.html");
        QVERIFY(page.contains("Fig. 8") && page.contains("<polyline") && page.contains("5 × 5"));
        QVERIFY(page.contains("set.h5") && page.contains("halved after epoch") && page.contains("64 × 64, flux-asinh"));
        QVERIFY(page.contains(QString::fromStdString(fmtPercent(results[0].variants[0].test()))));
        QCOMPARE(text(how.folder / "results.csv").count('\n'), 3);

        // with more repeats it goes on from there; with another recipe it is another study
        auto more = how;
        more.repeats = 3;
        QCOMPARE(doneOf(more), 4);
        auto other = how;
        other.training.epochs = 3;
        const auto refused = runStudy(other, {}, quiet_, {});
        QCOMPARE(codeOf(refused), ErrorCode::BadOption);
        QVERIFY(QString::fromStdString(std::get<Error>(refused.error()).detail).contains("epochs: 2 then, 3 now"));

        const auto found = readStudy(how.folder).value();
        QVERIFY(std::filesystem::equivalent(found.dataset, how.dataset));
        QCOMPARE(found.studies, how.studies);
        QCOMPARE(found.training.epochs, how.training.epochs);
        QCOMPARE(found.repeats, 2);
    }

    void damagedOutcomeIsRunAgain() {
        auto how = options("damaged");
        how.repeats = 1;
        how.training.epochs = 1;
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
        const auto before = readResults(how).value();
        const auto tasks = tasksOf(how).value();
        auto impossible = text(tasks[0].folder / "outcome.json");
        QVERIFY(impossible.contains("\"testSources\": 12"));
        impossible.replace("\"testSources\": 12", "\"testSources\": 0");
        for (const std::string& damage :
             {std::string(), std::string("{}"), std::string("[1]"), std::string("{\"testAccuracy\": \"high\"}"),
              std::string("\xff\xfe"), impossible.toStdString()}) {
            QVERIFY(writeTextFile(tasks[0].folder / "outcome.json", damage).has_value());
            QCOMPARE(doneOf(how), 1);
        }
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
        const auto after = readResults(how).value();
        QCOMPARE(after[0].variants[0].test().mean, before[0].variants[0].test().mean);
    }

    void coloursAndSpectraHaveTheirNetworks() {
        auto how = options("modalities");
        how.studies = {"modalities"};
        how.repeats = 1;
        how.training.epochs = 1;
        how.training.augment = true; // of images alone
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
        const auto results = readResults(how).value();
        QCOMPARE(results[0].runsDone, std::size_t{4});
        for (const auto& variant : results[0].variants)
            QVERIFY(variant.runs[0].testSources >= 6 && variant.runs[0].testAccuracy >= 0);
    }

    void whatCannotBeIsRefused() {
        auto unknown = options("refused");
        unknown.studies = {"stems"};
        QCOMPARE(codeOf(runStudy(unknown, {}, quiet_, {})), ErrorCode::BadOption);
        auto none = options("refused");
        none.dataset = at("none.h5");
        QCOMPARE(codeOf(runStudy(none, {}, quiet_, {})), ErrorCode::FileNotFound);
        auto many = options("refused");
        many.repeats = 0;
        QCOMPARE(codeOf(runStudy(many, {}, quiet_, {})), ErrorCode::BadOption);
        std::filesystem::create_directories(at("broken"));
        for (const std::string damage : {"", "{\"recipe\": 3}", "[]", "{\"recipe\": {}, \"studies\": [1]}"}) {
            QVERIFY(writeTextFile(at("broken") / "study.json", damage).has_value());
            QVERIFY(!readStudy(at("broken")));
            QVERIFY(!runStudy(options("broken"), {}, quiet_, {}));
        }
        QCOMPARE(readStudy(at("nowhere")).error().code, ErrorCode::FileNotFound);
    }

    void impossibleRecordsAreRefused() {
        auto how = options("impossible");
        how.repeats = 1;
        how.training.epochs = 1;
        how.studies = {"bands"};
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
        const auto record = text(how.folder / "study.json");
        using Change = std::pair<const char*, const char*>;
        for (const auto& [was, is] : {Change{"\"repeats\": 1", "\"repeats\": 1000000000"},
                                      {"\"side\": 64", "\"side\": 0"},
                                      {"\"side\": 64", "\"side\": 1000000"},
                                      {"\"W1\",", ""},
                                      {"\"W1\",", "\"W1\", \"W9\","},
                                      {"\"batch\": 16", "\"batch\": 0"}}) {
            auto damaged = record;
            QVERIFY(damaged.contains(was));
            QVERIFY(writeTextFile(how.folder / "study.json", damaged.replace(was, is).toStdString()).has_value());
            const auto read = readStudy(how.folder);
            QVERIFY2(!read && read.error().code == ErrorCode::BadRun, is);
        }
    }

    // Before anything is trained.
    void nothingToBeJudgedByIsRefused() {
        const auto dataset = Dataset::open(at("set.h5")).value();
        auto columns = dataset.columns().value();
        std::ranges::replace(columns.split, DatasetSplit::Test, DatasetSplit::Training);
        std::vector<std::size_t> rows(columns.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        QVERIFY(copyDataset(dataset, rows, dataset.card(), columns, at("untested.h5"), quiet_, {}).has_value());
        auto how = options("untested");
        how.dataset = at("untested.h5");
        int begun = 0;
        StudyObserver observer;
        observer.onTask = [&](const StudyTask&, std::size_t, std::size_t) { ++begun; };
        QCOMPARE(codeOf(runStudy(how, observer, quiet_, {})), ErrorCode::NothingOnTile);
        QCOMPARE(begun, 0);
    }

    void otherSpectraAreAnotherStudy() {
        auto how = options("spectra");
        how.studies = {"modalities"};
        how.repeats = 1;
        how.training.epochs = 1;
        how.spectra = at("spectra-one");
        writeSpectra(*how.spectra, 6);
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
        how.spectra = at("spectra-two");
        writeSpectra(*how.spectra, 5);
        how.repeats = 2;
        const auto refused = runStudy(how, {}, quiet_, {});
        QCOMPARE(codeOf(refused), ErrorCode::BadOption);
        QVERIFY(QString::fromStdString(std::get<Error>(refused.error()).detail).contains("spectra: 18 files"));
        how.studies = {"stem"}; // reads none
        how.repeats = 1;
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value());
    }

    void repeatsThatAreDoneStay() {
        auto how = options("stopped");
        how.repeats = 1;
        QVERIFY(runStudy(how, {}, quiet_, {}).has_value()); // done above with two
        QCOMPARE(readStudy(how.folder)->repeats, 2);
        how.training.epochs = 5;
        QCOMPARE(std::get<Error>(estimateStudy(how, quiet_, {}).error()).code, ErrorCode::BadOption);
    }

    // However many judged the other.
    void fewSourcesTellLittle() {
        StudyResult result;
        for (const auto& [accuracy, sources] : {std::pair{0.952, std::size_t{2175}}, {0.833, std::size_t{6}}}) {
            VariantResult variant;
            variant.variant.name = "of " + std::to_string(sources);
            RunOutcome run;
            run.testAccuracy = accuracy;
            run.testSources = sources;
            variant.runs.assign(3, run);
            result.variants.push_back(variant);
        }
        const auto verdict = QString::fromStdString(result.verdict());
        QVERIFY2(verdict.contains("cannot tell from chance (standard error 15.2)"), qPrintable(verdict));
        QVERIFY2(verdict.contains("judged by different sources, 2175 and 6"), qPrintable(verdict));
    }

    void curvesAreMeansOfAllRuns() {
        VariantResult variant;
        variant.curves.resize(2);
        for (const double accuracy : {0.4, 0.6, 0.8})
            variant.curves[0].push_back({.epoch = 1, .validationAccuracy = accuracy});
        variant.curves[1].push_back({.epoch = 1, .validationAccuracy = 0.6});
        QCOMPARE(variant.meanCurve().size(), std::size_t{1});
        QCOMPARE(variant.meanCurve()[0].mean, 0.5);
    }

    void smallerBatchesAreNoted() {
        StudyResult result;
        VariantResult variant;
        variant.variant.name = "VGG16";
        RunOutcome run;
        run.batch = 8;
        variant.runs.push_back(run);
        result.variants.push_back(variant);
        QVERIFY(result.notes(8).empty());
        QCOMPARE(result.notes(64).size(), std::size_t{1});
    }

    // However far ahead: another seed of the same network may be as far behind.
    void oneRunIsNotBeyondChance() {
        const auto resultOf = [](int runs) {
            StudyResult result;
            for (const double accuracy : {0.9, 0.5}) {
                VariantResult variant;
                variant.variant.name = accuracy > 0.6 ? "good" : "bad";
                RunOutcome run;
                run.testAccuracy = accuracy;
                run.testSources = 1000;
                variant.runs.assign(static_cast<std::size_t>(runs), run);
                result.variants.push_back(variant);
            }
            return QString::fromStdString(result.verdict());
        };
        QVERIFY2(resultOf(1).contains("Here good is best") && resultOf(1).contains("the seed may decide"),
                 qPrintable(resultOf(1)));
        QVERIFY2(resultOf(3).contains("a lead of 40.0 points, beyond chance"), qPrintable(resultOf(3)));
    }

    void estimateCountsWhatIsLeft() {
        auto how = options("stopped"); // all done above
        const auto done = estimateStudy(how, quiet_, {}).value();
        QCOMPARE(done.runs, std::size_t{4});
        QCOMPARE(done.runsDone, std::size_t{4});
        QCOMPARE(done.seconds, 0.0);
        how.repeats = 4;
        const auto more = estimateStudy(how, quiet_, {}).value();
        QVERIFY(more.seconds > 0 && more.bytes > 2 * 4 * 4 * 1'700'000);
    }

    void spreadIsThatOfTheRepeats() {
        const std::vector<double> values{0.8, 0.9, 1.0};
        const auto three = meanAndSpread(values);
        QVERIFY(std::abs(three.mean - 0.9) < 1e-12 && std::abs(three.spread - 0.1) < 1e-12);
        QCOMPARE(meanAndSpread(std::vector<double>{0.7}).spread, 0.0);
        QCOMPARE(meanAndSpread({}).count, std::size_t{0});
    }

  private:
    /// Of the 5 × 5 network, of which one run is done and another half done, nothing is timed.
    void estimateOfHalf(const StudyOptions& how, const std::vector<StudyTask>& tasks) {
        KnownNetworks known;
        const auto estimate = estimateStudy(how, known, quiet_, {}).value();
        QCOMPARE(estimate.secondsOf.size(), tasks.size());
        QCOMPARE(estimate.secondsOf[0], 0.0);
        QVERIFY(estimate.secondsOf[1] > 0 && estimate.secondsOf[2] > 0);
        QVERIFY(!known[runNameOf(tasks[1].variant)].step && known[runNameOf(tasks[2].variant)].step);
        std::vector<double> seconds;
        for (std::size_t run = 0; run < 2; ++run) {
            const auto epochs = readEpochs(tasks[run].folder).value();
            for (const auto& epoch : epochs)
                seconds.push_back(epoch.seconds);
        }
        QCOMPARE(seconds.size(), std::size_t{3});
        std::ranges::sort(seconds);
        QVERIFY(std::abs(estimate.secondsOf[1] - seconds[1]) < 1e-3); // one epoch is left
    }

    static std::string fmtPercent(const MeanAndSpread& accuracy) {
        return QString::number(100 * accuracy.mean, 'f', 2).toStdString();
    }
};

IIC_CORE_TEST_MAIN(TestStudy)
#include "test_study.moc"
