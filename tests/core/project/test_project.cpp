#include "ProjectFolder.h"
#include "TestSupport.h"

#include <cmath>

using namespace iic;
using iic::test::labelled;

class TestProject : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "sky.iicproj"; }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void aNewProjectIsEmptyAndKnowsItself() {
        IIC_VALUE(project, Project::create(file()));
        QVERIFY(!project.readOnly());
        IIC_VALUE(facts, project.facts());
        QCOMPARE(facts.uuid.size(), std::size_t(36));
        QVERIFY(facts.created.starts_with("20") && facts.created.ends_with("Z"));
        QVERIFY(!facts.program.empty());
        QCOMPARE(facts.version, 2);
        IIC_VALUE(counts, project.counts());
        QCOMPARE(counts.labelEvents + counts.tiles + counts.sources + counts.datasets + counts.runs + counts.predictions, 0);
        IIC_VALUE(faults, project.faults());
        QVERIFY(faults.empty());
    }

    void closedItIsOneFile() {
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.appendLabel(labelled("J1", UserLabel::Star)));
        IIC_DONE(project.close());
        QCOMPARE(folder_->everything().size(), std::size_t(1));
        QVERIFY(!project.labelEvents());
        IIC_VALUE(again, Project::open(file()));
        IIC_VALUE(events, again.labelEvents());
        QCOMPARE(events.size(), std::size_t(1));
    }

    void noFileIsOverwritten() {
        iic::test::write(file(), "mine");
        const auto project = Project::create(file());
        QVERIFY(!project);
        QCOMPARE(project.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(iic::test::contents(file()), std::string("mine"));
        QCOMPARE(Project::create(*folder_ / "no" / "folder.iicproj").error().code, ErrorCode::FileUnwritable);
    }

    void aWalWithoutItsProjectIsNotTakenOver() {
        iic::test::write(*folder_ / "sky.iicproj-wal", "labels of another project");
        const auto project = Project::create(file());
        QVERIFY(!project);
        QCOMPARE(folder_->everything().size(), std::size_t(1));
    }

    void aProjectOpensByALinkAndARelativePath() {
        IIC_DONE(Project::create(file()));
        std::filesystem::create_symlink(file(), *folder_ / "link.iicproj");
        IIC_VALUE(project, Project::open(*folder_ / "link.iicproj"));
        QCOMPARE(project.file(), file());
        QVERIFY(!project.readOnly());
        std::filesystem::create_directory_symlink(folder_->path(), *folder_ / "around");
        IIC_DONE(Project::create(*folder_ / "around" / "other ?#%41.iicproj"));
        QVERIFY(std::filesystem::exists(*folder_ / "other ?#%41.iicproj"));
    }

    void datasetsAreKeptWithTheirFiles() {
        iic::test::write(*folder_ / "data" / "a.h5", "cutouts");
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(first, project.addDataset("first", *folder_ / "data" / "a.h5", R"({"cutouts":7})"));
        IIC_DONE(project.renameDataset(first, "renamed \"né\""));
        IIC_VALUE(datasets, project.datasets());
        QCOMPARE(datasets.size(), std::size_t(1));
        QCOMPARE(datasets[0].name, std::string("renamed \"né\""));
        QCOMPARE(datasets[0].card, std::string(R"({"cutouts":7})"));
        QCOMPARE(datasets[0].file.path, *folder_ / "data" / "a.h5");
        QVERIFY(datasets[0].file.state == FileState::Present);
        iic::test::write(*folder_ / "data" / "a.h5", "cutoutz");
        IIC_VALUE(changed, project.datasets());
        QVERIFY(changed[0].file.state == FileState::Changed);
        IIC_VALUE(again, project.addDataset("second name", *folder_ / "data" / ".." / "data" / "a.h5", R"({"cutouts":8})"));
        QCOMPARE(again, first);
        IIC_VALUE(refreshed, project.datasets());
        QCOMPARE(refreshed.size(), std::size_t(1));
        QCOMPARE(refreshed[0].name, std::string("renamed \"né\""));
        QCOMPARE(refreshed[0].card, std::string(R"({"cutouts":8})"));
        QVERIFY(refreshed[0].file.state == FileState::Present);
        QCOMPARE(project.renameDataset(99, "x").error().code, ErrorCode::BadOption);
        QCOMPARE(project.addDataset("gone", *folder_ / "no.h5", "{}").error().code, ErrorCode::FileNotFound);
        QCOMPARE(project.addDataset("folder", *folder_ / "data", "{}").error().code, ErrorCode::FileUnreadable);
    }

    void runsAreKeptWithTags() {
        std::filesystem::create_directory(*folder_ / "run");
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(run, project.addRun("one", *folder_ / "run"));
        IIC_DONE(project.addRun("two", *folder_ / "gone"));
        IIC_DONE(project.renameRun(run, "best"));
        IIC_DONE(project.setRunTags(run, {"paper", "augmented", "paper"}));
        IIC_VALUE(runs, project.runs());
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].name, std::string("best"));
        QVERIFY(runs[0].isThere && !runs[1].isThere);
        QCOMPARE(runs[0].tags, (std::vector<std::string>{"augmented", "paper"}));
        IIC_DONE(project.setRunTags(run, {}));
        IIC_VALUE(untagged, project.runs());
        QVERIFY(untagged[0].tags.empty());
        QCOMPARE(project.setRunTags(77, {"x"}).error().code, ErrorCode::BadOption);
    }

    void aRunThatIsAddedAgainIsTheSame() {
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(run, project.addRun("one", *folder_ / "run"));
        IIC_VALUE(other, project.addRun("one", *folder_ / "other"));
        IIC_VALUE(again, project.addRun("second name", *folder_ / "other" / ".." / "run"));
        QCOMPARE(again, run);
        QVERIFY(other != run);
        IIC_VALUE(runs, project.runs());
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].name, std::string("one"));
    }

    void aRunGoesWithItsTagsAndPredictions() {
        std::filesystem::create_directory(*folder_ / "run");
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(run, project.addRun("one", *folder_ / "run"));
        IIC_VALUE(kept, project.addRun("two", *folder_ / "kept"));
        IIC_VALUE(numbers, project.addSources(std::vector<ProjectSource>{{"J1", {1, 1}, {}}}));
        const std::vector<ProjectPrediction> predictions{{numbers[0], {0, 1}, ""}};
        for (const auto each : {run, kept}) {
            IIC_DONE(project.setRunTags(each, {"paper"}));
            IIC_DONE(project.addPredictions(each, predictions));
        }
        IIC_DONE(project.removeRun(run));
        IIC_VALUE(runs, project.runs());
        QCOMPARE(runs.size(), std::size_t(1));
        QCOMPARE(runs[0].name, std::string("two"));
        QCOMPARE(runs[0].tags, std::vector<std::string>{"paper"});
        IIC_VALUE(gone, project.predictions(run));
        IIC_VALUE(left, project.predictions(kept));
        QVERIFY(gone.empty() && left.size() == 1);
        IIC_VALUE(faults, project.faults());
        QVERIFY(faults.empty());
        QVERIFY(std::filesystem::is_directory(*folder_ / "run"));
        QCOMPARE(project.removeRun(run).error().code, ErrorCode::BadOption);
    }

    void sourcesKeepTheirNumbers() {
        const std::vector<ProjectSource> sources{
            {"J1", {10, 20}, {}}, {"J1", {10, 21}, {}}, {"J2", {std::nan(""), std::nan("")}, {}}, {"J1", {10, 20}, {}}};
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(numbers, project.addSources(sources));
        QCOMPARE(numbers[3], numbers[0]);
        QVERIFY(numbers[1] != numbers[0] && numbers[2] != numbers[0]);
        IIC_VALUE(again, project.addSources(sources));
        QCOMPARE(again, numbers);
        IIC_VALUE(kept, project.sources());
        QCOMPARE(kept.size(), std::size_t(3));
        QCOMPARE(kept[numbers[1]].position.declination, 21.0);
        QVERIFY(std::isnan(kept[numbers[2]].position.rightAscension));
        QCOMPARE(project.addSources(std::vector<ProjectSource>{{"J3", {1, 1}, 5}}).error().code, ErrorCode::BadOption);
    }

    void aHundredThousandPredictionsComeBack() {
        constexpr std::size_t many = 100'000;
        std::vector<ProjectSource> sources;
        for (std::size_t i = 0; i < many; ++i)
            sources.push_back({"J" + std::to_string(i), {static_cast<double>(i) / 1000, 1}, {}});
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(run, project.addRun("one", *folder_ / "run"));
        IIC_VALUE(numbers, project.addSources(sources));
        std::vector<ProjectPrediction> predictions;
        for (const auto number : numbers)
            predictions.push_back({number, {0.25f, 0.5f, 0.25f}, "2026-01-01T00:00:00Z"});
        IIC_DONE(project.addPredictions(run, predictions));
        predictions.resize(1);
        predictions[0].probabilities = {0, 0, 1};
        IIC_DONE(project.addPredictions(run, predictions));
        IIC_VALUE(kept, project.predictions(run));
        QCOMPARE(kept.size(), many);
        QCOMPARE(kept[0].probabilities, (std::vector<float>{0, 0, 1}));
        QCOMPARE(kept[many - 1].probabilities, (std::vector<float>{0.25f, 0.5f, 0.25f}));
        IIC_VALUE(none, project.predictions(run + 1));
        QVERIFY(none.empty());
    }

    void whatIsNoPredictionIsRefusedWhole() {
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(run, project.addRun("one", *folder_ / "run"));
        IIC_VALUE(numbers, project.addSources(std::vector<ProjectSource>{{"J1", {1, 1}, {}}, {"J2", {2, 2}, {}}}));
        for (const std::vector<float>& bad :
             {std::vector<float>{}, {NAN, 1}, {INFINITY}, {-0.1f}, {1.5f}, std::vector<float>(2000, 0.f)})
            QCOMPARE(project.addPredictions(run, std::vector<ProjectPrediction>{{numbers[0], {1}, ""}, {numbers[1], bad, ""}})
                         .error()
                         .code,
                     ErrorCode::BadOption);
        QCOMPARE(
            project.addPredictions(run, std::vector<ProjectPrediction>{{numbers[0], {1}, ""}, {12345, {1}, ""}}).error().code,
            ErrorCode::BadOption);
        QCOMPARE(project.addPredictions(run + 1, std::vector<ProjectPrediction>{{numbers[0], {1}, ""}}).error().code,
                 ErrorCode::BadOption);
        IIC_VALUE(counts, project.counts());
        QCOMPARE(counts.predictions, 0);
    }

    void viewsComeBack() {
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(before, project.view("sky"));
        QVERIFY(!before);
        IIC_DONE(project.setView("sky", R"({"zoom":1})"));
        IIC_DONE(project.setView("sky", R"({"zoom":2})"));
        IIC_VALUE(after, project.view("sky"));
        QCOMPARE(after.value(), std::string(R"({"zoom":2})"));
        QCOMPARE(project.setView("sky", "{").error().code, ErrorCode::BadOption);
        QCOMPARE(project.setView("sky", '"' + std::string(2 << 20, 'x') + '"').error().code, ErrorCode::BadOption);
        QCOMPARE(project.setView(std::string(70'000, 'k'), "1").error().code, ErrorCode::BadOption);
    }

    void recentCatalogsKeepWhatTheirColumnsMean() {
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.rememberCatalog(*folder_ / "a.csv", {{"rightAscension", "ra"}}));
        IIC_DONE(project.rememberCatalog(*folder_ / "b.csv", {{"declination", "dé \"c\""}}));
        IIC_VALUE(catalogs, project.recentCatalogs());
        QCOMPARE(catalogs.size(), std::size_t(2));
        QCOMPARE(catalogs[0].path, *folder_ / "b.csv");
        QCOMPARE(catalogs[0].roles.at("declination"), std::string("dé \"c\""));
        IIC_DONE(project.rememberCatalog(*folder_ / "a.csv", {}));
        IIC_VALUE(again, project.recentCatalogs());
        QCOMPARE(again.size(), std::size_t(2));
        QCOMPARE(again[0].path, *folder_ / "a.csv");
        QVERIFY(again[0].roles.empty());
    }

    void onlyTheLatestCatalogsAreKept() {
        IIC_VALUE(project, Project::create(file()));
        for (int i = 0; i < 60; ++i)
            IIC_DONE(project.rememberCatalog(*folder_ / (std::to_string(i) + ".csv"), {}));
        IIC_VALUE(catalogs, project.recentCatalogs());
        QCOMPARE(catalogs.size(), std::size_t(50));
    }
};

IIC_CORE_TEST_MAIN(TestProject)
#include "test_project.moc"
