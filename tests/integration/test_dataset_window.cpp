#include "DatasetSession.h"

#include "plots/WaterfallView.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/DatasetSummaryView.h"
#include "workspaces/dataset/FigureWork.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace iic;
using namespace iic::ui;
using iic::test::DatasetSession;

namespace {

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

} // namespace

/// The dataset workspace in the real window, with mouse and keyboard.
class TestDatasetWindow : public iic::test::DatasetWindowTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { makeDataset(); }
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

    void theOrderOfTheGalleryIsKept() {
        std::vector<int> before;
        const auto order = [](DatasetSession& session) {
            std::vector<int> rows;
            for (int place = 0; place < session.dataset().shown().count(); ++place)
                rows.push_back(session.dataset().shown().sourceRow(place));
            return rows;
        };
        {
            DatasetSession session(scratch("order"));
            QVERIFY(session.openDataset(file_));
            const std::vector<int> plain = order(session);
            auto* sort = session.find<QComboBox>(QStringLiteral("gallerySort"));
            sort->setFocus();
            while (sort->currentText() != "w2mpro" && sort->currentIndex() + 1 < sort->count())
                QTest::keyClick(sort, Qt::Key_Down);
            QTest::mouseClick(session.find<QToolButton>(QStringLiteral("gallerySortDirection")), Qt::LeftButton);
            QVERIFY(session.settled());
            before = order(session);
            QVERIFY(before != plain);
            session.window.close();
        }
        DatasetSession session(scratch("order"));
        QVERIFY(session.openDataset(file_));
        QCOMPARE(session.find<QComboBox>(QStringLiteral("gallerySort"))->currentText(), QString("w2mpro"));
        QVERIFY(session.find<QToolButton>(QStringLiteral("gallerySortDirection"))->isChecked());
        QCOMPARE(order(session), before);
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
};

IIC_WINDOW_TEST_MAIN(TestDatasetWindow)
#include "test_dataset_window.moc"
