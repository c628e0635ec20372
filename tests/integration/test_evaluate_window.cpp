#include "EvaluateSession.h"

#include "plots/ColourColourPlot.h"
#include "plots/ReliabilityView.h"
#include "plots/RocView.h"
#include "workspaces/dataset/DatasetInspector.h"
#include "workspaces/evaluate/EvaluationFigures.h"

#include <QApplication>
#include <QCheckBox>
#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace iic;
using namespace iic::ui;

using Session = iic::test::EvaluateSession;
using Cell = ConfusionFigure::Cell;

/// A network evaluated in the window, by mouse and keyboard: every number leads to the sources behind it.
class TestEvaluateWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_, file_, run_;
    JudgedSources judged_; ///< the training split, which is large enough to hold every kind of mistake

    ConfusionMatrix matrix() const { return iic::evaluate(judged_).matrix; }
    /// Away from the diagonal and not empty.
    Cell mistake() const { return commonestMistake(matrix()); }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeBalancedSky(scratch("sky"));
        file_ = test::buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
        run_ = test::trainBriefly(file_, scratch("runs") / "brief");
        QVERIFY(!run_.empty());
        judged_ = test::judgedBy(test::demoModel(), file_, DatasetSplit::Training);
        QVERIFY(matrix().count(*mistake().predicted, *mistake().truth) >= 3);
    }
    void cleanup() { QSettings().clear(); }

    void whatToDoFirstIsSaid() {
        Session session(scratch("first"));
        QVERIFY(session.hasModel());
        QTest::keyClick(&session.window, Qt::Key_4);
        QCOMPARE(&session.window.workspaces().current(), &session.page());
        QVERIFY(session.page().findChild<QPushButton*>() != nullptr); // the ways to a dataset
        session.window.open({file_});
        QVERIFY(QTest::qWaitFor([&] { return session.dataset().dataset() != nullptr; }, 20000));
        QCOMPARE(&session.window.workspaces().current(), &session.page());
        QVERIFY(session.matrix().accessibleName().contains(QStringLiteral("evaluate")));
        QVERIFY(session.part<QPushButton>("evaluate")->isEnabled());
    }

    void aSmallScreenHoldsItWithTheIssuesOpen() {
        Session session(scratch("small"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.window.resize(1600, 1000);
        session.window.issues().add(Severity::Error, QStringLiteral("a file cannot be read"),
                                    QStringLiteral("/somewhere/far.fits"));
        const auto* issues = session.window.findChild<QTableView*>(QStringLiteral("issuesTable"));
        QTRY_VERIFY(issues->isVisible());
        const int line = issues->verticalHeader()->defaultSectionSize();
        QTRY_VERIFY2(issues->viewport()->height() >= 4 * line && issues->viewport()->height() <= 6 * line,
                     qPrintable(QString::number(issues->viewport()->height())));
        for (int place = 0; place < session.window.workspaces().count(); ++place) {
            session.window.workspaces().setCurrentIndex(place);
            QCoreApplication::processEvents();
        }
        session.window.workspaces().show(session.page());
        session.window.resize(1, 1);
        QCoreApplication::processEvents();
        const QSize smallest = session.window.size();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 800,
                 qPrintable(QStringLiteral("%1 x %2").arg(smallest.width()).arg(smallest.height())));
        session.window.resize(1280, 800);
        QTRY_VERIFY(session.matrix().height() >= 130);
        auto* column = session.part<QScrollArea>("evaluationColumn");
        QCOMPARE(column->horizontalScrollBar()->maximum(), 0);
        auto* scores = session.part<QTableView>("scores");
        column->ensureWidgetVisible(scores, 0, 0);
        QVERIFY(scores->visibleRegion().boundingRect().height() > 0);
    }

    void aDatasetThatIsGoneIsNamed() {
        const auto gone = scratch("gone") / "set.h5";
        std::filesystem::copy_file(file_, gone);
        Session session(scratch("without"));
        QVERIFY(session.show(gone));
        QVERIFY(session.evaluate(DatasetSplit::Test));
        std::filesystem::remove(gone);
        QTest::mouseClick(session.part<QPushButton>("evaluate"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(session.window.issues().count(Severity::Error) > 0, 20000);
        const Issue& issue = session.window.issues().issues().back();
        QCOMPARE(issue.file, QString::fromStdString(gone.string()));
        QCOMPARE(issue.code, std::optional(ErrorCode::FileNotFound));
    }

    void theNumbersAreThoseOfCore() {
        Session session(scratch("numbers"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        const Evaluation expected = iic::evaluate(judged_);
        const Evaluation& found = *session.result().selection.evaluation;
        QCOMPARE(session.result().selection.members.size(), judged_.size());
        for (std::size_t row = 0; row < classCount; ++row) {
            for (std::size_t column = 0; column < classCount; ++column)
                QCOMPARE(found.matrix.count(row, column), expected.matrix.count(row, column));
            QCOMPARE(found.classes[row].area, expected.classes[row].area);
        }
        QCOMPARE(found.reliability.expectedError, expected.reliability.expectedError);
        QVERIFY2(session.summary().contains(QLocale().toString(100 * expected.matrix.accuracy(), 'f', 1)),
                 qPrintable(session.summary()));
        const auto* scores = session.part<QTableView>("scores")->model();
        QCOMPARE(scores->index(1, 1).data().toString().section('\n', 0, 0),
                 QLocale().toString(100 * expected.matrix.scores(1).precision, 'f', 1));
        QVERIFY(QTest::qWaitFor([&] { return !session.evaluation().intervals().empty(); }, 30000));
        QVERIFY(scores->index(4, 5).data().toString().contains(QChar(0x2013)));
    }

    void aCellLeadsToItsSources() {
        Session session(scratch("cell"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        QVERIFY(QTest::qWaitFor(
            [&] {
                return session.sources()
                    .predictedClass(session.sources().nearestOnSky(session.rows().position(session.result().sources->rows[0]), 1))
                    .has_value();
            },
            20000));
        const int all = session.shownCount();
        const Cell cell = mistake();
        const auto count = static_cast<int>(matrix().count(*cell.predicted, *cell.truth));
        session.click(cell);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), count);
        QCOMPARE(session.page().gallery().view().model()->rowCount(), count);
        QVERIFY(QTest::qWaitFor([&] { return session.window.document().shown().count() == count; }, 20000)); // on the sky
        for (int place = 0; place < count; ++place) {
            const int row = session.dataset().shown().sourceRow(place);
            QCOMPARE(int(*session.rows().truth(row)), int(*cell.truth));
            QCOMPARE(int(*session.rows().predictedClass(row)), int(*cell.predicted));
        }
        // The numbers are those of the selection; what there is to pick from stays.
        QVERIFY2(session.summary().startsWith(QString::number(count)), qPrintable(session.summary()));
        QCOMPARE(session.result().selection.evaluation->matrix.accuracy(), 0.0);
        QCOMPARE(session.result().scored.members.size(), judged_.size());
        QTest::mouseClick(session.part<QToolButton>("scoreSelection"), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(int(session.result().scored.members.size()), count);
        QCOMPARE(session.result().surroundings.evaluation->matrix.total(), double(judged_.size()));

        // Shift adds, a second click lets go.
        const Cell right{0, 0};
        session.click(right, Qt::ShiftModifier);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), count + int(matrix().count(0, 0)));
        session.click(right, Qt::ShiftModifier);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), count);
        session.click(cell);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), all);

        // A recall leads to all of the true class, as the name of its column does.
        auto* scores = session.part<QTableView>("scores");
        QTest::mouseClick(scores->viewport(), Qt::LeftButton, {}, scores->visualRect(scores->model()->index(1, 2)).center());
        QVERIFY(session.settles());
        QCOMPARE(session.page().picks().cells(), std::vector<Cell>({{std::nullopt, 1}}));
        scores->setCurrentIndex(scores->model()->index(0, 1));
        QTest::keyClick(scores, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(session.page().picks().cells(), std::vector<Cell>({{std::nullopt, 1}, {0, std::nullopt}}));
        session.page().picks().pickCell({0, std::nullopt}, true);
        session.click({std::nullopt, 1});
        QVERIFY(session.settles());
        QVERIFY(session.page().picks().cells().empty());
        session.click({std::nullopt, 1});
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), int(matrix().truth(1)));
        QCOMPARE(session.result().selection.evaluation->matrix.accuracy(), matrix().scores(1).recall);
        session.window.filter().clear();
        QVERIFY(session.settles());
        QVERIFY(session.page().picks().cells().empty());
    }

    void anOutlineOfColoursIsScoredByItself() {
        Session session(scratch("outline"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.dataset().setCurrent(session.result().sources->rows.front());
        auto* plot = session.page().findChild<ColourColourPlot*>();
        QVERIFY(QTest::qWaitFor([&] { return plot->isVisible() && plot->height() > 60; }, 5000));
        const QRect box = plot->rect().adjusted(60, 15, -plot->width() / 3, -plot->height() / 2); // the red ones
        QTest::mousePress(plot, Qt::LeftButton, {}, box.topLeft());
        for (const QPoint& corner : {box.topRight(), box.bottomRight(), box.bottomLeft()}) {
            QMouseEvent move(QEvent::MouseMove, corner, plot->mapToGlobal(corner), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(plot, &move);
        }
        QTest::mouseRelease(plot, Qt::LeftButton, {}, box.bottomLeft());
        QCOMPARE(session.chipTitles().filter(QStringLiteral("outline")).size(), 1);
        QVERIFY(session.settles());
        const int inside = session.shownCount();
        QVERIFY(inside > 0 && inside < int(judged_.size()));
        QTRY_COMPARE(int(session.result().surroundings.members.size()), inside);
        QCOMPARE(session.result().scored.evaluation->matrix.total(), double(inside));
        QVERIFY2(session.summary().startsWith(QString::number(inside)), qPrintable(session.summary()));
    }

    void theMatrixIsReachedByKeyboard() {
        Session session(scratch("keyboard"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.matrix().setFocus();
        QTest::keyClick(&session.matrix(), Qt::Key_Right);
        QTest::keyClick(&session.matrix(), Qt::Key_Down);
        QVERIFY2(session.matrix().accessibleDescription().contains(QStringLiteral("galaxy")),
                 qPrintable(session.matrix().accessibleDescription()));
        QTest::keyClick(&session.matrix(), Qt::Key_Return);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), int(matrix().count(1, 1)));
        QTest::keyClick(&session.matrix(), Qt::Key_Down);
        QTest::keyClick(&session.matrix(), Qt::Key_Down); // the name of the column
        QTest::keyClick(&session.matrix(), Qt::Key_Space);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), int(matrix().truth(1)));
        QTest::keyClick(&session.matrix(), Qt::Key_Escape);
        QVERIFY(session.settles());
        QVERIFY(session.page().picks().cells().empty());
    }

    void aThresholdIsDraggedAlongACurve() {
        Session session(scratch("threshold"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        auto* view = session.part<RocView>("rocCurves");
        const auto style = FigureStyle::onScreen(view->palette(), view->font());
        QPoint start(-1, -1);
        for (int x = 0; x < view->width() && start.x() < 0; ++x) // a curve at half the height
            if (view->curves()->heldAt(QPoint(x, view->height() / 2), view->size(), style))
                start = {x, view->height() / 2};
        QVERIFY(start.x() >= 0);
        QTest::mousePress(view, Qt::LeftButton, {}, start);
        const QString before = session.part<QLabel>("rocRates")->text();
        const QPointF up = start - QPoint(0, view->height() / 4);
        QMouseEvent move(QEvent::MouseMove, up, view->mapToGlobal(up), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(view, &move);
        QVERIFY(session.part<QLabel>("rocRates")->text() != before);
        QVERIFY(session.part<QLabel>("rocRates")->text().startsWith(QStringLiteral("P(")));
        QVERIFY(session.chipTitles().filter(QStringLiteral("P(")).isEmpty()); // not before it is let go
        QTest::mouseRelease(view, Qt::LeftButton, {}, up.toPoint());
        QVERIFY(session.settles());
        const auto& thresholds = session.page().picks().thresholds();
        QCOMPARE(thresholds.size(), std::size_t{1});
        const RocFigure::Held held = thresholds.front();
        const auto above = [&](const ClassProbabilities& p, const RocFigure::Held& one) { return p[one.which] >= one.threshold; };
        QCOMPARE(session.shownCount(),
                 int(std::ranges::count_if(judged_.probabilities, [&](const auto& p) { return above(p, held); })));
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(session.settles());
        const RocFigure::Held stepped = thresholds.front();
        QVERIFY(stepped.which == held.which && stepped.threshold < held.threshold);

        // With Shift that of another class comes beside it.
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(session.settles());
        QCOMPARE(thresholds.size(), std::size_t{2});
        QVERIFY(thresholds.front() == stepped && thresholds.back().which != stepped.which);
        QCOMPARE(session.shownCount(), int(std::ranges::count_if(judged_.probabilities, [&](const auto& p) {
                     return above(p, thresholds.front()) || above(p, thresholds.back());
                 })));
        QTest::mousePress(view, Qt::LeftButton, {}, start);
        QTest::mouseRelease(view, Qt::LeftButton, Qt::ShiftModifier, start);
        QVERIFY(thresholds.size() >= 2);
        QTest::mouseClick(view, Qt::LeftButton, {}, start);
        QCOMPARE(thresholds.size(), std::size_t{1});
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(thresholds.empty());
    }

    void aRangeOfConfidenceIsPicked() {
        Session session(scratch("reliability"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.page().figures().setPage(EvaluationFigures::Page::Reliability);
        auto* view = session.part<ReliabilityView>("reliability");
        QVERIFY(QTest::qWaitFor([&] { return view->isVisible() && view->figure(); }, 5000));
        const auto confidence = [](const ClassProbabilities& p) { return std::ranges::max(p); };
        const auto countIn = [&](const std::vector<EvaluationPicks::Range>& ranges) {
            return int(std::ranges::count_if(judged_.probabilities, [&](const ClassProbabilities& p) {
                return std::ranges::any_of(
                    ranges, [&](const auto& range) { return confidence(p) > range.low && confidence(p) <= range.high; });
            }));
        };
        const auto* figure = static_cast<const ReliabilityFigure*>(view->figure().get());
        const std::size_t surest = session.result().surroundings.evaluation->reliability.bins.size() - 1;
        const QPoint place =
            figure->placeOf(surest, view->size(), FigureStyle::onScreen(view->palette(), view->font())).center().toPoint();
        QTest::mouseClick(view, Qt::LeftButton, {}, place);
        QVERIFY(session.settles());
        const auto& ranges = session.page().picks().ranges();
        QCOMPARE(ranges.size(), std::size_t{1});
        QCOMPARE(ranges.front().high, 1.0);
        QVERIFY(countIn(ranges) > 0);
        QCOMPARE(session.shownCount(), countIn(ranges));
        QTest::keyClick(view, Qt::Key_Left);
        QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(session.settles());
        QCOMPARE(ranges.size(), std::size_t{2});
        QCOMPARE(session.shownCount(), countIn(ranges));
        QVERIFY2(view->accessibleDescription().startsWith(QStringLiteral("confidence")),
                 qPrintable(view->accessibleDescription()));
        QTest::mouseClick(view, Qt::LeftButton, Qt::ShiftModifier, place); // let go
        QVERIFY(session.settles());
        QCOMPARE(ranges.size(), std::size_t{1});
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(ranges.empty());
    }

    void rareClassesAreLessPure() {
        Session session(scratch("priors"));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.chooseMenu("priors", QStringLiteral("150 quasars"));
        QVERIFY(QTest::qWaitFor(
            [&] { return session.evaluation().sources() && !session.evaluation().sources()->weights.empty(); }, 20000));
        QVERIFY(session.settles());
        const ClassProbabilities tile{29'180, 11'670, 150};
        const auto sources = adjusted(judged_, std::nullopt, tile);
        const auto weights = priorWeights(judged_.truth, tile);
        const ConfusionMatrix expected = iic::evaluate(sources, weights).matrix;
        const ConfusionMatrix& found = session.result().surroundings.evaluation->matrix;
        for (std::size_t row = 0; row < classCount; ++row)
            for (std::size_t column = 0; column < classCount; ++column)
                QVERIFY(std::abs(found.count(row, column) - expected.count(row, column)) < 1e-6);
        QVERIFY(found.truth(2) / found.total() < 0.004); // quasars
        QVERIFY(!session.result().magnitudes.empty());
        session.chooseMenu("priors", QStringLiteral("As in the split"));
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().sources() && session.evaluation().sources()->weights.empty(); },
                                20000));
        QVERIFY(session.settles());
        QCOMPARE(session.result().surroundings.evaluation->matrix.count(2, 2), matrix().count(2, 2));
    }

    void otherFrequenciesAreSaidAndDoNotStay() {
        Session session(scratch("note"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.show(file_));
        QVERIFY(session.evaluate(DatasetSplit::Training));
        auto* other = session.part<NetworkBox>("comparedNetwork");
        other->choose(run_);
        Q_EMIT other->picked();
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().result() && session.result().compared && session.isAtRest(); },
                                60000));
        const SourceList &sky = session.sources(), &rows = session.rows();
        const int row = session.result().sources->rows.front();
        const int onSky = sky.find(rows.name(row), rows.position(row), sameSource);
        QVERIFY(onSky >= 0);
        session.dataset().setCurrent(row);
        QTRY_VERIFY(sky.comparedClass(onSky));
        const auto probabilities = [](const SourceList& list, int at) { return list.prediction(at)->probabilities; };
        const auto plain = probabilities(rows, row);
        const auto* status = session.page().findChild<DatasetInspector*>()->findChild<QLabel*>(QStringLiteral("sourceStatus"));
        for (const SourceList* list : {&sky, &rows})
            QVERIFY(!list->hasAdjusted());
        session.chooseMenu("priors", QStringLiteral("150 quasars"));
        QTRY_VERIFY(rows.hasAdjusted() && sky.hasAdjusted());
        QVERIFY(probabilities(rows, row) != plain && probabilities(sky, onSky) == probabilities(rows, row));
        QVERIFY2(status->text().contains(QStringLiteral("class at the set frequencies")), qPrintable(status->text()));
        QVERIFY(!sky.adjustment(onSky).isEmpty());
        session.chooseMenu("priors", QStringLiteral("As in the split"));
        QTRY_VERIFY(!rows.hasAdjusted() && !sky.hasAdjusted());
        QVERIFY(probabilities(rows, row) == plain && probabilities(sky, onSky) == plain);
        QVERIFY2(!status->text().contains(QStringLiteral("frequencies")), qPrintable(status->text()));
        session.chooseMenu("priors", QStringLiteral("150 quasars"));
        QTRY_VERIFY(rows.hasAdjusted() && sky.hasAdjusted());
        session.evaluation().setJudgement(nullptr);
        QVERIFY(probabilities(rows, row) == plain && probabilities(sky, onSky) == plain);
        QVERIFY(!rows.comparedClass(row) && !sky.comparedClass(onSky));
    }

    void whatWasSetIsSoAtTheNextStart() {
        const auto folder = scratch("state");
        QList<QList<int>> sizes;
        const std::array chips{"hideDiagonal", "logarithmicRates", "scoreSelection", "scoreIntervals", "scorePaper"};
        std::array<bool, chips.size()> areOn{};
        {
            Session session(folder);
            QVERIFY(session.show(file_));
            for (std::size_t i = 0; i < chips.size(); ++i) {
                auto* chip = session.part<QToolButton>(chips[i]);
                chip->click();
                areOn[i] = chip->isChecked();
            }
            session.part<QCheckBox>("calibrated")->click();
            session.part<QTabWidget>("evaluationFigures")->setCurrentIndex(3);
            auto* numbers = session.part<QComboBox>("matrixNumbers");
            numbers->setFocus();
            QTest::keyClick(numbers, Qt::Key_Down);
            session.splitters().at(0)->setSizes({450, 430, 400});
            QCoreApplication::processEvents(); // what was switched on makes room for itself
            for (QSplitter* splitter : session.splitters())
                sizes << splitter->sizes();
            session.window.close();
            QTRY_VERIFY(!session.window.isVisible());
        }
        Session session(folder);
        QVERIFY(QTest::qWaitForWindowActive(&session.window));
        QCOMPARE(&session.window.workspaces().current(), &session.page());
        session.window.open({file_});
        QVERIFY(QTest::qWaitFor([&] { return session.part<QPushButton>("evaluate") != nullptr; }, 20000));
        for (std::size_t i = 0; i < chips.size(); ++i)
            QVERIFY2(session.part<QToolButton>(chips[i])->isChecked() == areOn[i], chips[i]);
        QVERIFY(session.part<QCheckBox>("calibrated")->isChecked());
        QCOMPARE(session.part<QTabWidget>("evaluationFigures")->currentIndex(), 3);
        QCOMPARE(session.part<QComboBox>("matrixNumbers")->currentIndex(), 1);
        QCOMPARE(session.splitters().size(), sizes.size());
        for (qsizetype i = 0; i < sizes.size(); ++i)
            QTRY_COMPARE(session.splitters()[i]->sizes(), sizes[i]);
    }
};

IIC_WINDOW_TEST_MAIN(TestEvaluateWindow)
#include "test_evaluate_window.moc"
