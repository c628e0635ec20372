#include "WindowSession.h"

#include "plots/WaterfallView.h"
#include "shell/ExportActions.h"
#include "shell/FindDialog.h"
#include "shell/WorkspaceStack.h"
#include "widgets/FilterChips.h"
#include "widgets/FilterEdit.h"
#include "widgets/GalleryView.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetSummaryView.h"
#include "workspaces/dataset/DatasetWorkspace.h"
#include "workspaces/dataset/FigureWork.h"

#include "TestSupport.h"

#include "data/BuildDataset.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace iic;
using namespace iic::ui;
using iic::test::WindowSession;

namespace {

/// A dataset of a small sky, beside it on the disk.
std::filesystem::path buildSmallDataset(const std::filesystem::path& sky) {
    BuildOptions options;
    options.tiles = {sky};
    options.catalogs = {{sky / "catalog.tbl", sky / "truth.tbl"}};
    options.out = sky / "sources.h5";
    options.split.rule = SplitRule::Random;
    NoProgress quiet;
    return buildDataset(options, quiet, {}) ? options.out : std::filesystem::path();
}

using Columns = std::vector<std::vector<std::string>>;

Columns columnsOf(const Table& table) {
    Columns columns;
    for (const Column& column : table.columns()) {
        columns.emplace_back();
        for (std::size_t row = 0; row < column.size(); ++row)
            columns.back().push_back(column.text(row));
    }
    return columns;
}

/// A window with a dataset open and its workspace shown.
struct DatasetSession : WindowSession {
    using WindowSession::WindowSession;

    bool openDataset(const std::filesystem::path& file) {
        window.open({file});
        return QTest::qWaitFor([this] { return dataset().dataset() != nullptr && isShown(); }, 20000) && settled();
    }
    DatasetDocument& dataset() { return window.datasetDocument(); }
    const SourceList& rows() { return dataset().sources(); }
    GalleryView& gallery() { return window.dataset().gallery().view(); }
    bool isShown() { return &window.workspaces().current() == &window.dataset(); }
    bool settled() {
        return QTest::qWaitFor([this] { return !dataset().shown().isWorking(); }, 20000);
    }
    void pressInGallery(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&gallery(), key, modifiers); }
    void clickInGallery(int place, Qt::KeyboardModifiers modifiers = {}) {
        const QModelIndex index = gallery().model()->index(place, 0);
        QTest::mouseClick(gallery().viewport(), Qt::LeftButton, modifiers, gallery().visualRect(index).center());
    }
    template <typename Widget> Widget* find(const QString& name) { return window.dataset().findChild<Widget*>(name); }
    void typeFilter(const QString& text) {
        auto* edit = window.dataset().findChild<FilterEdit*>();
        edit->setFocus();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Escape); // no completion
        QTest::keyClick(edit, Qt::Key_Return);
        window.activateWindow(); // without a window system the list of completions keeps the keyboard
    }
    QStringList chipTitles() {
        QStringList titles;
        for (const FilterChip& chip : window.filter().chips())
            titles << chip.title;
        return titles;
    }
    /// By name, in order.
    QStringList knownToTheProject() {
        QStringList names{QStringLiteral("not told")};
        const auto take = [&](const std::vector<ProjectDataset>& known) {
            names.clear();
            for (const ProjectDataset& dataset : known)
                names << QString::fromStdString(dataset.name);
            names.sort();
        };
        Job* job =
            window.project().submit<std::vector<ProjectDataset>>([](Project& project) { return project.datasets(); }, take);
        QSignalSpy ended(job, &Job::ended);
        static_cast<void>(ended.wait(20000));
        return names;
    }
    QAction* findAction(const QString& text) {
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    /// What the dialog answers; empty once it has found something.
    QString searchFor(const QString& text) {
        pressInGallery(Qt::Key_F, Qt::ControlModifier);
        auto* dialog = window.findChild<FindDialog*>();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("findText")), text);
        QTest::keyClick(dialog, Qt::Key_Return);
        QString answer;
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->objectName() == QStringLiteral("findAnswer") && dialog->isVisible())
                answer = label->text();
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return answer;
    }
    QString inspectedName() { return find<QLabel>(QStringLiteral("sourceName"))->text(); }
};

} // namespace

/// The dataset workspace in the real window, with mouse and keyboard.
class TestDatasetWindow : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path sky_, file_;
    std::filesystem::path scratch(const char* name) {
        const std::filesystem::path path = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        return path;
    }

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("IICnet");
        QCoreApplication::setApplicationName("test_dataset_window");
        sky_ = test::writeSmallSky(scratch("sky"));
        file_ = buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
    }
    void cleanup() { QSettings().clear(); }

    void withoutADatasetTheWaysToOneAreOffered() {
        DatasetSession session(scratch("start"));
        QVERIFY(QTest::qWaitForWindowActive(&session.window));
        QTest::keyClick(&session.sky(), Qt::Key_2);
        QVERIFY(session.isShown());
        auto* build = session.find<QPushButton>(QStringLiteral("buildDatasetButton"));
        QVERIFY(build && build->isVisible());
        QTest::mouseClick(build, Qt::LeftButton);
        QTRY_VERIFY(QApplication::activeModalWidget() != nullptr);
        QApplication::activeModalWidget()->close();
    }

    void numberKeysAndTabsSwitchWorkspaces() {
        DatasetSession session(scratch("tabs"));
        QVERIFY(session.openDataset(file_));
        session.pressInGallery(Qt::Key_1);
        QVERIFY(!session.isShown());
        QVERIFY(session.sky().hasFocus());
        QTest::mouseClick(session.window.findChild<QToolButton*>(QStringLiteral("datasetTab")), Qt::LeftButton);
        QVERIFY(session.isShown());
        QVERIFY(session.gallery().hasFocus());
    }

    void theWorkspaceSeenLastIsShownAgain() {
        {
            DatasetSession session(scratch("last"));
            QVERIFY(QTest::qWaitForWindowActive(&session.window));
            QVERIFY(!session.isShown());
            session.press(Qt::Key_2);
            QVERIFY(session.isShown());
            session.window.close();
        }
        DatasetSession session(scratch("last"));
        QVERIFY(session.isShown());
        QVERIFY(session.window.findChild<QToolButton*>(QStringLiteral("datasetTab"))->isChecked());
        QVERIFY(session.open(sky_)); // which is where images are
        QVERIFY(!session.isShown());
    }

    void aNumberOfTheTableBecomesAFilter() {
        DatasetSession session(scratch("cell"));
        QVERIFY(session.openDataset(file_));
        auto* table = session.window.dataset().summary().findChild<QTableView*>();
        const QModelIndex cell = table->model()->index(0, 1);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
        QVERIFY(session.settled());
        QCOMPARE(session.chipTitles(), QStringList{"star · training"});
        QCOMPARE(session.dataset().shown().count(), cell.data().toString().remove(',').toInt());
        QVERIFY(session.dataset().shown().count() > 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(1, 1)).center());
        QVERIFY(session.settled());
        QCOMPARE(session.chipTitles(), QStringList{"galaxy · training"});
    }

    void aClickOnAPictureIsInspectedAndClassified() {
        DatasetSession session(scratch("click"));
        QVERIFY(session.hasModel());
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(1);
        QCOMPARE(session.dataset().current(), session.dataset().shown().sourceRow(1));
        QCOMPARE(session.inspectedName(), session.rows().name(session.dataset().current()));
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().prediction(session.dataset().current()).has_value(), 20000);
        session.pressInGallery(Qt::Key_N);
        QCOMPARE(session.dataset().current(), session.dataset().shown().sourceRow(2));
        session.pressInGallery(Qt::Key_P);
        QCOMPARE(session.dataset().current(), session.dataset().shown().sourceRow(1));
    }

    void allCutoutsAreClassifiedAsOnTheirTile() {
        DatasetSession session(scratch("all"));
        QVERIFY(session.hasModel());
        QVERIFY(session.open(sky_));
        session.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(session.openDataset(file_));
        session.pressInGallery(Qt::Key_Return, Qt::ControlModifier);
        const auto isDone = [](const SourceList& list) {
            for (int row = 0; row < list.size(); ++row)
                if (!list.prediction(row))
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(session.sources()) && isDone(session.rows()), 120000);
        for (int row = 0; row < session.rows().size(); ++row) {
            const int there = session.sources().find(session.rows().name(row), session.rows().position(row), 0.5);
            QVERIFY(there >= 0);
            const Prediction &cutout = *session.rows().prediction(row), &tile = *session.sources().prediction(there);
            QCOMPARE(cutout.isClassified(), tile.isClassified());
            for (std::size_t c = 0; c < 3; ++c)
                QVERIFY(std::abs(cutout.probabilities[c] - tile.probabilities[c]) < 1e-4);
        }
    }

    void theClassifiedListIsExported() {
        DatasetSession session(scratch("export"));
        QVERIFY(session.hasModel());
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        session.pressInGallery(Qt::Key_Q);
        session.pressInGallery(Qt::Key_Return, Qt::ControlModifier);
        const auto isDone = [&] {
            return std::ranges::all_of(session.rows().predictions(), [](const auto& given) { return given.has_value(); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60000);
        QVERIFY(session.findAction("&Export classified catalog…")->isEnabled());
        QVERIFY(session.findAction("Export DS9 &regions…")->isEnabled());
        QSignalSpy written(&session.window.exports(), &ExportActions::exported);
        session.window.exports().exportTable(sky_ / "list.csv", TableFormat::Csv);
        session.window.exports().exportRegions(sky_ / "list.reg");
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 2, 20000);
        const Result<Catalog> read = readCatalog(sky_ / "list.csv");
        QVERIFY(read);
        QCOMPARE(int(read->size()), session.rows().size());
        int classified = 0;
        for (std::size_t row = 0; row < read->size(); ++row) {
            QCOMPARE(read->table().find("designation")->text(row), session.rows().name(int(row)).toStdString());
            const auto given = session.rows().predictedClass(int(row));
            classified += given.has_value();
            if (given)
                QCOMPARE(read->table().find("class")->text(row), std::string(className(*given)));
        }
        QCOMPARE(read->table().find("label")->text(std::size_t(session.dataset().current())), std::string("quasar"));
        QFile regions(QString::fromStdString((sky_ / "list.reg").string()));
        QVERIFY(regions.open(QIODevice::ReadOnly));
        QVERIFY(classified > 0);
        QCOMPARE(int(regions.readAll().count("point(")), classified);
    }

    void aCutoutIsFoundByNameAndPlace() {
        DatasetSession session(scratch("find"));
        QVERIFY(session.openDataset(file_));
        session.searchFor(session.rows().name(5));
        QCOMPARE(session.dataset().current(), 5);
        QVERIFY(session.isShown());
        session.searchFor(QString::fromStdString(sexagesimal(session.rows().position(7))));
        QCOMPARE(session.rows().name(session.dataset().current()), session.rows().name(7));
        const QString problem = session.searchFor("10.5 +80");
        QVERIFY2(problem.contains("No cutout"), qPrintable(problem));
    }

    void picturesHaveNoPlaceOnTheSky() {
        for (const char* name : {"star", "galaxy"}) {
            const std::filesystem::path folder = scratch((std::string("pictures/") + name).c_str());
            QImage image(12, 12, QImage::Format_RGB32);
            image.fill(Qt::darkBlue);
            for (int i = 0; i < 10; ++i)
                QVERIFY(image.save(QString::fromStdString((folder / (name + std::to_string(i) + ".png")).string())));
        }
        ImportOptions options;
        options.source = scratch("pictures");
        options.out = scratch("imported") / "pictures.h5";
        NoProgress quiet;
        QVERIFY(importImages(options, quiet, {}));
        DatasetSession session(scratch("images"));
        QVERIFY(session.openDataset(options.out));
        QVERIFY(session.findAction("&Export classified catalog…")->isEnabled());
        QVERIFY(!session.findAction("Export DS9 &regions…")->isEnabled());
        QVERIFY(session.findAction("Export DS9 &regions…")->toolTip().contains("no place"));
        const QString problem = session.searchFor("10.5 +80");
        QVERIFY2(problem.contains("no place"), qPrintable(problem));
        session.searchFor(session.rows().name(3));
        QCOMPARE(session.dataset().current(), 3);
    }

    void labelsAreSharedWithTheSkyAndUndone() {
        DatasetSession session(scratch("labels"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(0);
        const int row = session.dataset().current();
        session.pressInGallery(Qt::Key_Q);
        QCOMPARE(session.rows().label(row), UserLabel::Quasar);
        const int there = session.sources().find(session.rows().name(row), session.rows().position(row), 0.5);
        QCOMPARE(session.sources().label(there), UserLabel::Quasar);
        QTRY_VERIFY_WITH_TIMEOUT(session.find<QLabel>(QStringLiteral("labelTitle"))->text().contains("saved"), 20000);
        session.pressInGallery(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.rows().label(row), UserLabel::None);
        QCOMPARE(session.sources().label(there), UserLabel::None);
    }

    void oneSelectionForSkyAndDataset() {
        DatasetSession session(scratch("selection"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(3);
        const auto name = [&] { return session.rows().name(session.dataset().current()); };
        QVERIFY(session.document().current() >= 0);
        QCOMPARE(session.sources().name(session.document().current()), name());
        session.pressInGallery(Qt::Key_1);
        const QString before = name();
        const SkyCoord other = session.rows().position(session.dataset().shown().sourceRow(7));
        session.sky().centreOn(other);
        session.click(other);
        QTRY_COMPARE(session.sources().name(session.document().current()), name());
        QVERIFY(name() != before);
    }

    void aFilterIsWrittenCheckedAndSharedByBothWorkspaces() {
        DatasetSession session(scratch("filter"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.openDataset(file_));
        const int all = session.dataset().shown().count();
        session.typeFilter("w1mpro < 13 && w9mpro > 2");
        auto* fault = session.find<QLabel>(QStringLiteral("filterFault"));
        QVERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains("16"), qPrintable(fault->text())); // the character where w9mpro begins
        QVERIFY(session.chipTitles().isEmpty());
        session.window.dataset().findChild<FilterEdit*>()->clear();
        session.typeFilter("w1mpro < 13");
        QVERIFY(session.settled());
        QCOMPARE(session.chipTitles().size(), 1);
        QVERIFY(session.dataset().shown().count() < all && session.dataset().shown().count() > 0);
        for (int place = 0; place < session.dataset().shown().count(); ++place)
            QVERIFY(session.rows().magnitude(session.dataset().shown().sourceRow(place), Band::W1) < 13);
        QTRY_VERIFY(session.document().shown().count() < session.sources().size());
        for (int place = 0; place < session.document().shown().count(); ++place)
            QVERIFY(session.sources().magnitude(session.document().shown().sourceRow(place), Band::W1) < 13);
    }

    void rowsChosenTogetherAreComparedAndDrawn() {
        DatasetSession session(scratch("chosen"));
        QVERIFY(session.openDataset(file_));
        session.window.dataset().figures().setPage(DatasetFigures::Page::Waterfall);
        session.clickInGallery(0);
        session.clickInGallery(2, Qt::ControlModifier);
        session.clickInGallery(4, Qt::ControlModifier);
        QCOMPARE(session.dataset().chosen().size(), std::size_t(3));
        const auto* view = session.window.dataset().figures().findChild<WaterfallView*>();
        const auto drawn = [&] { return view->figure() ? columnsOf(view->figure()->numbers()) : Columns(); };
        const auto wanted = [&] {
            const OpenDataset& open = *session.dataset().dataset();
            return columnsOf(sampleTable(*readSamples(open, shownInput(open.dataset), session.dataset().chosen()).histograms));
        };
        const Columns ofThree = wanted();
        QCOMPARE(ofThree.size(), std::size_t(1 + 3 * 3)); // pixel values; red, green and blue of each
        QTRY_VERIFY_WITH_TIMEOUT(drawn() == ofThree, 20000);
        session.clickInGallery(1, Qt::ControlModifier);
        QCOMPARE(wanted().size(), std::size_t(1 + 4 * 3));
        QTRY_VERIFY_WITH_TIMEOUT(drawn() == wanted(), 20000);
        session.pressInGallery(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(session.dataset().chosen().size(), DatasetDocument::mostChosen);
    }

    void aPlainClickChoosesThatCutoutAlone() {
        DatasetSession session(scratch("plain"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(5);
        session.clickInGallery(2);
        const int row = session.dataset().shown().sourceRow(2);
        QCOMPARE(session.dataset().chosen(), std::vector<int>{row});
        session.pressInGallery(Qt::Key_Right);
        QCOMPARE(session.dataset().chosen(), std::vector<int>{session.dataset().shown().sourceRow(3)});
    }

    void theGalleryShowsTheChosenAfterAFilter() {
        DatasetSession session(scratch("kept"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(0);
        session.clickInGallery(2, Qt::ControlModifier);
        session.clickInGallery(4, Qt::ControlModifier);
        const std::vector<int> chosen = session.dataset().chosen();
        const auto highlighted = [&] {
            std::vector<int> rows;
            for (const QModelIndex& index : session.gallery().selectionModel()->selectedRows())
                rows.push_back(session.dataset().shown().sourceRow(index.row()));
            std::ranges::sort(rows);
            return rows;
        };
        session.typeFilter("w1mpro < 99");
        QVERIFY(session.settled());
        QCOMPARE(session.dataset().chosen(), chosen);
        QCOMPARE(highlighted(), chosen);
        session.pressInGallery(Qt::Key_P); // not among the chosen
        QCOMPARE(session.dataset().chosen().size(), std::size_t(1));
        QCOMPARE(highlighted(), session.dataset().chosen());
    }

    void labellingUnderAFilterKeepsThePlace() {
        DatasetSession session(scratch("place"));
        QVERIFY(session.openDataset(file_));
        session.typeFilter("isnull(label)");
        QVERIFY(session.settled());
        const int place = session.dataset().shown().count() - 3;
        session.gallery().scrollTo(session.gallery().model()->index(place, 0));
        session.clickInGallery(place);
        const int offset = session.gallery().verticalScrollBar()->value();
        const int labelled = session.dataset().current(), next = session.dataset().shown().sourceRow(place + 1);
        session.pressInGallery(Qt::Key_S);
        QTRY_VERIFY(!session.dataset().shown().isShown(labelled));
        QVERIFY(std::abs(session.gallery().verticalScrollBar()->value() - offset) <= session.gallery().height());
        QVERIFY(offset == 0 || session.gallery().verticalScrollBar()->value() > 0);
        session.pressInGallery(Qt::Key_Space);
        QCOMPARE(session.dataset().current(), next);
    }

    void aCutoutLeadsToItsPlaceOnTheSky() {
        DatasetSession session(scratch("lead"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        const SkyCoord place = session.rows().position(session.dataset().current());
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(session.document().current() >= 0, 30000);
        QVERIFY(!session.isShown());
        QVERIFY(separationArcsec(session.sources().position(session.document().current()), place) < 3);
        QVERIFY(session.sky().rect().contains(session.sky().widgetPosition(place).toPoint()));
    }

    void aCutoutWhoseSourcesNeverComeIsShownAllTheSame() {
        DatasetSession session(scratch("never"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        const SkyCoord place = session.rows().position(session.dataset().current());
        bool isCancelled = false;
        connect(&session.window.controller(), &SkyController::jobStarted, this, [&](Job* job, const QString& title) {
            if (title != QStringLiteral("Finding sources") && !title.startsWith(QStringLiteral("Reading")))
                return;
            connect(job, &Job::cancelled, this, [&] { isCancelled = true; });
            if (!isCancelled)
                job->cancel();
        });
        const auto isSeen = [&] { return session.sky().rect().contains(session.sky().widgetPosition(place).toPoint()); };
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isCancelled, 30000);
        QVERIFY(isSeen());
        QTRY_VERIFY_WITH_TIMEOUT(!session.window.isBusy(), 30000);
        session.sky().zoomBy(20);
        for (int step = 0; step < 100 && isSeen(); ++step)
            QTest::keyClick(&session.sky(), Qt::Key_Right);
        QVERIFY(!isSeen());
        session.window.open({sky_ / "catalog.tbl"}); // brings the selected source, to which the sky pans as ever
        QTRY_VERIFY_WITH_TIMEOUT(session.document().current() >= 0, 30000);
        QVERIFY(isSeen());
    }

    void aTileThatIsGoneOrChangedIsSaid() {
        const std::filesystem::path sky = test::writeSmallSky(scratch("moving"));
        const std::filesystem::path file = buildSmallDataset(sky);
        std::filesystem::path image;
        for (const auto& entry : std::filesystem::directory_iterator(sky))
            if (entry.path().string().find("-w1-") != std::string::npos)
                image = entry.path();
        QVERIFY(!image.empty());
        DatasetSession session(scratch("gone"));
        QVERIFY(session.openDataset(file));
        QTRY_VERIFY_WITH_TIMEOUT(!session.window.isBusy(), 20000);
        const std::filesystem::path away = sky / "away";
        std::filesystem::rename(image, away);
        session.clickInGallery(2);
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().count(Severity::Error), 1, 20000);
        const Issue gone = session.window.issues().issues().back();
        QVERIFY2(gone.what.contains("no longer there"), qPrintable(gone.what));
        QCOMPARE(gone.file, QString::fromStdString(image.string()));
        QVERIFY(!session.document().tile());

        std::filesystem::rename(away, image);
        QFile changed(QString::fromStdString(image.string()));
        QVERIFY(changed.open(QIODevice::Append));
        changed.write(QByteArray(2880, '\0'));
        changed.close();
        session.press(Qt::Key_2);
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        const auto isSaid = [&] {
            return std::ranges::any_of(session.window.issues().issues(), [&](const Issue& issue) {
                return issue.severity == Severity::Warning && issue.what.contains("has changed") && issue.file == gone.file;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), 20000);
    }

    void aProjectBringsBackItsDataset() {
        const std::filesystem::path project = sky_ / "with-dataset.iicproj";
        {
            DatasetSession session(scratch("elsewhere"));
            session.window.open({project});
            QTRY_COMPARE_WITH_TIMEOUT(session.window.project().file(), project, 20000);
            QVERIFY(session.openDataset(file_));
        }
        DatasetSession session(scratch("again"));
        session.window.open({project});
        QTRY_VERIFY_WITH_TIMEOUT(session.dataset().dataset() != nullptr, 20000);
        QCOMPARE(session.dataset().dataset()->dataset.path().filename(), file_.filename());
        QCOMPARE(session.knownToTheProject(), QStringList{"sources"});
    }

    void anotherProjectDoesNotGetTheDatasetOfTheOneBefore() {
        DatasetSession session(scratch("before"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(1);
        const std::filesystem::path other = scratch("other") / "other.iicproj";
        session.window.open({other});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.project().file(), other, 20000);
        QVERIFY(!session.dataset().dataset());
        QVERIFY(session.find<QPushButton>(QStringLiteral("buildDatasetButton"))->isVisible());
        QCOMPARE(session.knownToTheProject(), QStringList());
        QVERIFY(session.openDataset(file_));
        QCOMPARE(session.knownToTheProject(), QStringList{"sources"});
    }

    void whatIsMadeMeanwhileIsOfferedNotShown() {
        DatasetSession session(scratch("meanwhile"));
        const auto simulate = [&](const char* name) {
            SimulatedDatasetOptions options;
            options.out = scratch("made") / name;
            options.numbers = {{20, 5, 5}, {20, 5, 5}, {20, 5, 5}};
            options.fieldSide = 400;
            options.sourcesPerField = 60;
            QSignalSpy made(&session.window.datasets(), &DatasetController::made);
            session.window.datasets().simulate(options);
            return QTest::qWaitFor([&] { return made.count() > 0; }, 60000);
        };
        const auto isOpen = [&](const char* name) { return session.dataset().dataset()->dataset.path().filename() == name; };
        auto* offer = session.window.findChild<QToolButton*>(QStringLiteral("openMadeButton"));
        QVERIFY(simulate("first.h5"));
        QVERIFY(isOpen("first.h5")); // there was nothing else to look at
        QVERIFY(!offer->isVisible());
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(1);
        const int row = session.dataset().current();
        QVERIFY(simulate("second.h5"));
        QVERIFY(isOpen("sources.h5"));
        QCOMPARE(session.dataset().current(), row);
        QCOMPARE(session.knownToTheProject(), (QStringList{"first", "second", "sources"}));
        QVERIFY(offer->isVisible());
        QVERIFY(offer->text().contains("second.h5"));
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen("second.h5"), 20000);
        QVERIFY(!offer->isVisible());
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetWindow)
#include "test_dataset_window.moc"
