#include "../../core/data/SampleDataset.h"
#include "models/IssueModel.h"
#include "workspaces/RowSteps.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/GalleryModel.h"

#include "TestSupport.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

using namespace iic;
using namespace iic::ui;

namespace {

/// A document with its project, as a session of the program has it.
struct Session {
    explicit Session(const std::filesystem::path& folder) : project(issues), labels(project, issues), document(labels, filter) {
        project.open(folder / "session.iicproj");
    }
    bool settled() {
        return QTest::qWaitFor([this] { return !document.shown().isWorking(); }, 20000);
    }
    void filterBy(const char* condition) {
        QVERIFY(filter.add(condition, condition));
        QVERIFY(settled());
    }

    IssueModel issues;
    ProjectStore project;
    LabelStore labels;
    SourceFilter filter;
    DatasetDocument document;
};

} // namespace

class TestDatasetDocument : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path root() const { return folder_.path().toStdString(); }
    SharedDataset dataset(const char* name, std::size_t rows = 12) {
        const std::filesystem::path path = root() / name;
        if (!test::write(path, test::sampleDataset(rows)))
            return nullptr;
        return openDataset(path).value_or(nullptr);
    }
    /// The sources of `dataset`, as images of which no place is known.
    SharedDataset images(const char* name) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        test::SampleDataset sample = test::sampleDataset(12);
        sample.card.kind = DatasetKind::Images;
        sample.card.bands.clear();
        sample.card.tiles.clear();
        sample.units.clear();
        std::ranges::fill(sample.columns.position, SkyCoord{none, none});
        std::ranges::fill(sample.columns.tile, -1);
        if (!test::write(root() / name, sample))
            return nullptr;
        return openDataset(root() / name).value_or(nullptr);
    }

  private Q_SLOTS:
    void rowsOfTheListAreThoseOfTheDataset() {
        Session session(root());
        const SharedDataset open = dataset("rows.h5");
        QVERIFY(open != nullptr);
        QSignalSpy changed(&session.document, &DatasetDocument::datasetChanged);
        session.document.setDataset(open);
        QCOMPARE(changed.count(), 1);
        const SourceList& sources = session.document.sources();
        QCOMPARE(sources.size(), 12);
        for (int row = 0; row < sources.size(); ++row) {
            const auto at = static_cast<std::size_t>(row);
            QCOMPARE(sources.name(row).toStdString(), open->columns.name[at]);
            QCOMPARE(sources.position(row).declination, open->columns.position[at].declination);
            const std::uint8_t label = open->columns.label[at];
            QCOMPARE(sources.truth(row).has_value(), label != noLabel);
            if (label != noLabel)
                QCOMPARE(static_cast<int>(*sources.truth(row)), static_cast<int>(label));
        }
    }

    void filtersReadClassSplitFlagsAndTile() {
        Session session(root());
        const SharedDataset open = dataset("filter.h5");
        session.document.setDataset(open);
        session.filterBy(R"(dataset_class == "star" && split == "training")");
        int expected = 0;
        for (std::size_t row = 0; row < open->columns.size(); ++row)
            expected += open->columns.label[row] == 0 && open->columns.split[row] == DatasetSplit::Training;
        QVERIFY(expected > 0);
        QCOMPARE(session.document.shown().count(), expected);
        session.filter.clear();
        session.filterBy(R"(isnull(dataset_class))");
        QCOMPARE(session.document.shown().count(), 1);
        session.filter.clear();
        session.filterBy(R"(tile == "1500p020_ac51")");
        QCOMPARE(session.document.shown().count(), 6);
    }

    void theCurrentRowIsAlwaysAmongTheChosen() {
        Session session(root());
        session.document.setDataset(dataset("chosen.h5"));
        QSignalSpy chosen(&session.document, &DatasetDocument::chosenChanged);
        session.document.setCurrent(4);
        QCOMPARE(session.document.chosen(), std::vector<int>{4});
        session.document.setChosen({1, 4, 7});
        QCOMPARE(session.document.chosen(), (std::vector<int>{1, 4, 7}));
        session.document.setCurrent(7);
        QCOMPARE(session.document.chosen(), (std::vector<int>{1, 4, 7}));
        session.document.setChosen({0, 1, 2, 3, 4, 5, 6, 8});
        QCOMPARE(session.document.chosen(), (std::vector<int>{0, 1, 2, 3, 4, 7}));
        session.document.setChosen({});
        QCOMPARE(session.document.chosen(), std::vector<int>{7});
        session.document.setCurrent(2);
        QCOMPARE(session.document.chosen(), std::vector<int>{2});
        session.document.setCurrent(-1);
        QVERIFY(session.document.chosen().empty());
        QCOMPARE(chosen.count(), 6);
    }

    void theSameFileOpenedAgainKeepsItsRow() {
        Session session(root());
        session.document.setDataset(dataset("again.h5"));
        session.document.setCurrent(5);
        session.document.setDataset(dataset("again.h5"));
        QCOMPARE(session.document.current(), 5);
        session.document.setDataset(dataset("again.h5", 9)); // written anew, without the last rows
        QCOMPARE(session.document.current(), 5);
        auto turned = test::sampleDataset(9);
        std::ranges::reverse(turned.columns.name);
        std::ranges::reverse(turned.columns.position);
        QVERIFY(test::write(root() / "again.h5", turned).has_value());
        session.document.setDataset(openDataset(root() / "again.h5").value_or(nullptr));
        QCOMPARE(session.document.current(), 3); // the same source in another row
        session.document.setDataset(dataset("another.h5"));
        QCOMPARE(session.document.current(), -1);
        session.document.setDataset(nullptr);
        QCOMPARE(session.document.sources().size(), 0);
    }

    void labelsComeBackWithTheDataset() {
        {
            Session session(root());
            session.document.setDataset(dataset("labels.h5"));
            session.document.labels().give(3, UserLabel::Quasar);
            QTRY_COMPARE_WITH_TIMEOUT(session.document.labels().writing(3), LabelStore::Writing::Saved, 20000);
        }
        Session session(root());
        session.document.setDataset(dataset("labels.h5"));
        QTRY_COMPARE_WITH_TIMEOUT(session.document.sources().label(3), UserLabel::Quasar, 20000);
    }

    void aLabelOfAnImageStaysInItsDataset() {
        std::filesystem::create_directories(root() / "images");
        Session session(root() / "images");
        session.document.setDataset(images("galaxies.h5"));
        session.document.labels().give(2, UserLabel::Galaxy);
        QCOMPARE(session.document.sources().label(2), UserLabel::Galaxy);
        QTRY_COMPARE_WITH_TIMEOUT(session.document.labels().writing(2), LabelStore::Writing::Saved, 20000);
        session.document.setDataset(images("others.h5"));
        QCOMPARE(session.document.sources().label(2), UserLabel::None);
        const SharedDataset sky = dataset("sky.h5"); // its sources have the same names, and places
        QCOMPARE(sky->columns.name[2], images("others.h5")->columns.name[2]);
        session.document.setDataset(sky);
        QCOMPARE(session.document.sources().label(2), UserLabel::None);
        session.labels.undoStack().undo();
        session.labels.undoStack().redo();
        QCOMPARE(session.document.sources().label(2), UserLabel::None);
        session.document.setDataset(images("galaxies.h5"));
        for (int row = 0; row < session.document.sources().size(); ++row)
            QCOMPARE(session.document.sources().label(row), row == 2 ? UserLabel::Galaxy : UserLabel::None);
    }

    void theGalleryTellsWhatIsKnownOfARow() {
        Session session(root() / "..");
        GalleryModel model(session.document);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const SharedDataset open = dataset("gallery.h5");
        session.document.setDataset(open);
        QCOMPARE(model.rowCount(), 12);
        const auto badges = [&](int place) { return model.index(place).data(gallery::BadgesRole).value<GalleryBadges>(); };
        QCOMPARE(badges(0).size(), 1);
        QCOMPARE(badges(0).front().text, QString("star"));
        QCOMPARE(badges(2).size(), 0); // has no class
        Prediction prediction;
        prediction.status = PredictionStatus::Classified;
        prediction.probabilities = {0.1F, 0.2F, 0.7F};
        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        session.document.store().setPredictions(0, std::vector{prediction});
        QCOMPARE(told.count(), 1);
        QCOMPARE(badges(0).back().text, QString("quasar"));
        QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains("0.70"));
        session.document.store().setLabel(0, UserLabel::Unsure);
        QCOMPARE(model.index(0).data(gallery::LabelRole).toInt(), static_cast<int>(UserLabel::Unsure));
        QVERIFY(model.index(0).data().toString().contains("unsure"));
        QVERIFY(!model.index(0).data(gallery::FlagRole).toBool());
        QVERIFY(model.index(1).data(gallery::FlagRole).toBool());
        QVERIFY(model.index(1).data(Qt::ToolTipRole).toString().contains("edge"));

        session.filterBy(R"(dataset_class == "galaxy")");
        QCOMPARE(model.rowCount(), session.document.shown().count());
        for (int place = 0; place < model.rowCount(); ++place)
            QCOMPARE(badges(place).front().text, QString("galaxy"));
    }

    void aNameThatLooksLikeMarkupIsShownAsWritten() {
        test::SampleDataset sample = test::sampleDataset(3);
        sample.columns.name[0] = "<img src=/tmp/picture>";
        QVERIFY(test::write(root() / "markup.h5", sample));
        Session session(root());
        GalleryModel model(session.document);
        session.document.setDataset(openDataset(root() / "markup.h5").value_or(nullptr));
        const QString tip = model.index(0).data(Qt::ToolTipRole).toString();
        QVERIFY2(!tip.contains("<img") && tip.contains("&lt;img"), qPrintable(tip));
    }

    void stepsGoRoundTheShownAndKeepALostPlace() {
        Session session(root());
        QSignalSpy restored(&session.document.labels(), &SourceLabels::restored);
        session.document.setDataset(dataset("steps.h5"));
        QVERIFY(restored.count() > 0 || restored.wait()); // or the project's labels, of which there are none, come in between
        int current = -1;
        const RowSteps steps(session.document.shown(), [&] { return current; });
        QCOMPARE(steps.step(1), 0);
        QCOMPARE(steps.step(-1), 11);
        current = 11;
        QCOMPARE(steps.step(1), 0);
        current = 4;
        session.filterBy(R"(designation != "J4004")"); // takes the current one away
        QCOMPARE(steps.step(1), 5);
        QCOMPARE(steps.step(-1), 3);
        session.filter.clear();
        QVERIFY(session.settled());
        QCOMPARE(steps.step(1), 5);
        session.document.store().setLabel(5, UserLabel::Star);
        QCOMPARE(steps.nextUnlabelled(), 6);
        current = 7;
        session.filterBy("isnull(label)");
        session.document.store().setLabel(7, UserLabel::Star); // takes itself away
        QTRY_VERIFY(!session.document.shown().isShown(7));
        QCOMPARE(steps.nextUnlabelled(), 8);
        session.filter.clear();
        QVERIFY(session.settled());
        session.filterBy("dec > 100");
        QCOMPARE(steps.step(1), -1);
        QCOMPARE(steps.nextUnlabelled(), -1);
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetDocument)
#include "test_dataset_document.moc"
