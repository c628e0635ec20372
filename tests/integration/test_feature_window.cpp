#include "EvaluateSession.h"

#include "analysis/NetworkFeatures.h"
#include "catalog/TableFile.h"
#include "plots/PointPlot.h"
#include "widgets/FigurePanel.h"
#include "widgets/FilterChips.h"
#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/review/FeatureFinder.h"
#include "workspaces/review/FeaturePage.h"
#include "workspaces/review/IsolationFinder.h"
#include "workspaces/review/LastStepPage.h"
#include "workspaces/review/ReviewWorkspace.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

using namespace iic;
using namespace iic::ui;

namespace {

struct FeatureSession : iic::test::EvaluateSession {
    using EvaluateSession::EvaluateSession;

    ReviewWorkspace& review() { return window.review(); }
    FeatureFinder& finder() { return review().features(); }
    FeaturePage& features() { return *review().findChild<FeaturePage*>(); }
    PointPlot& plot() { return *review().findChild<PointPlot*>(QStringLiteral("featurePlot")); }
    QTabWidget& tabs() { return *review().findChild<QTabWidget*>(QStringLiteral("reviewFigures")); }
    QComboBox& choice(const char* name) { return *review().findChild<QComboBox*>(QLatin1String(name)); }
    const std::vector<DiagramPoint>& points() { return *plot().points(); }

    bool showReview(const std::filesystem::path& file, DatasetSplit split = DatasetSplit::Training) {
        if (!show(file) || !evaluate(split))
            return false;
        window.workspaces().show(review());
        return QTest::qWaitFor([this] { return !review().isBusy(); }, 20000);
    }
    void showTab(int tab) { QTest::mouseClick(tabs().tabBar(), Qt::LeftButton, {}, tabs().tabBar()->tabRect(tab).center()); }
    bool showFeatures(const std::filesystem::path& file, DatasetSplit split = DatasetSplit::Training) {
        return showReview(file, split) && (showTab(1), isLaidOut());
    }
    /// In the plane that is chosen, and drawn.
    bool isLaidOut() {
        return QTest::qWaitFor(
                   [this] { return finder().places() && finder().places()->isFinal && !features().isBusy() && isAtRest(); },
                   60000) &&
               plot().isVisible() && (plot().replot(), true);
    }
    bool filters() {
        return settles() && QTest::qWaitFor([this] { return !features().isBusy(); }, 20000);
    }

    QPointF pixelOf(const DiagramPoint& point) {
        return {plot().xAxis->coordToPixel(point.x), plot().yAxis->coordToPixel(point.y)};
    }
    /// Round the half of the sources that lies on the left.
    QRect leftHalf() {
        std::vector<double> across;
        for (const DiagramPoint& point : points())
            across.push_back(pixelOf(point).x());
        std::ranges::nth_element(across, across.begin() + std::ssize(across) / 2);
        QRect box = plot().axisRect()->rect().adjusted(3, 3, 0, -3);
        box.setRight(int(across[across.size() / 2]));
        return box;
    }
    void drawRound(const QRect& box, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&plot(), Qt::LeftButton, modifiers, box.topLeft());
        for (const QPoint& corner : {box.topRight(), box.bottomRight(), box.bottomLeft()}) {
            QMouseEvent move(QEvent::MouseMove, corner, plot().mapToGlobal(corner), Qt::NoButton, Qt::LeftButton, modifiers);
            QApplication::sendEvent(&plot(), &move);
        }
        QTest::mouseRelease(&plot(), Qt::LeftButton, modifiers, box.bottomLeft());
    }
    QToolButton* chip(const QString& text) {
        for (auto* chips : review().findChildren<FilterChips*>())
            for (auto* button : chips->findChildren<QToolButton*>())
                if (button->text().contains(text))
                    return button;
        return nullptr;
    }
    QString words() {
        QString all;
        for (const QLabel* label : features().findChildren<QLabel*>())
            all += label->text() + QLatin1Char('\n');
        return all;
    }
};

double distanceBetween(const FeatureTable& table, std::size_t a, std::size_t b) {
    double squares = 0;
    for (std::size_t i = 0; i < table.columns(); ++i)
        squares += std::pow(double(table.row(a)[i]) - double(table.row(b)[i]), 2);
    return std::sqrt(squares);
}

} // namespace

/// The space of the network's features in the real window, by mouse and keyboard.
class TestFeatureWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_, file_;
    JudgedSources judged_;

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeBalancedSky(scratch("sky"));
        file_ = test::buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
        judged_ = test::judgedBy(test::demoModel(), file_, DatasetSplit::Training);
    }
    void cleanup() { QSettings().clear(); }

    void nothingIsWorkedOutBeforeItIsSeen() {
        FeatureSession session(scratch("unseen"));
        QVERIFY(session.showReview(file_));
        QVERIFY(!session.finder().features() && !session.finder().isBusy());
    }

    void anOutlineLeadsToTheSourcesInside() {
        FeatureSession session(scratch("outline"));
        QVERIFY(session.showFeatures(file_));
        QCOMPARE(session.points().size(), judged_.size());
        QVERIFY2(session.words().contains(QStringLiteral("% of the variance")), qPrintable(session.words()));
        const QRect box = session.leftHalf();
        QSignalSpy drawn(&session.plot(), &PointPlot::outlineDrawn);
        session.drawRound(box);
        QCOMPARE(drawn.count(), 1);
        const auto outline = drawn[0][0].value<QPolygonF>();
        QCOMPARE(session.chipTitles().filter(QStringLiteral("features")).size(), 1);
        QVERIFY(session.filters());
        int inside = 0;
        for (const DiagramPoint& point : session.points()) {
            inside += outline.containsPoint({point.x, point.y}, Qt::OddEvenFill);
            QCOMPARE(point.isShown, session.dataset().shown().isShown(point.row));
            if (const double beside = session.pixelOf(point).x() - box.right(); std::abs(beside) > 2)
                QCOMPARE(point.isShown, beside < 0);
        }
        QVERIFY(inside > 0 && inside < int(judged_.size()));
        QCOMPARE(session.shownCount(), inside);
        QCOMPARE(session.review().gallery().view().model()->rowCount(), inside);
        QTRY_COMPARE(int(session.result().surroundings.members.size()), inside);

        session.drawRound(box.adjusted(0, box.height() / 2, 0, 0), Qt::ShiftModifier);
        QVERIFY(session.filters());
        QVERIFY(session.shownCount() < inside);
        QCOMPARE(session.chipTitles().filter(QStringLiteral("features")).size(), 2);
        while (auto* chip = session.chip(QStringLiteral("features"))) {
            QTest::mouseClick(chip, Qt::LeftButton);
            QVERIFY(session.filters());
        }
        QVERIFY(session.window.filter().chips().empty() || session.chipTitles().filter(QStringLiteral("features")).isEmpty());
        QCOMPARE(session.shownCount(), int(judged_.size()));
    }

    void theSkyFollowsTheOutline() {
        FeatureSession session(scratch("follows"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.showFeatures(file_));
        const auto& places = *session.finder().places();
        QTRY_VERIFY(
            std::isfinite(session.sources()
                              .featurePlace(session.sources().nearestOnSky(
                                  session.rows().position(int(session.finder().judgement()->rows.rows[places.members[0]])), 1))
                              .x));
        session.drawRound(session.leftHalf());
        QVERIFY(session.filters());
        QVERIFY(session.shownCount() > 0);
        QTRY_COMPARE(session.document().shown().count(), session.shownCount());
    }

    void aClickPicksASourceAndItsNeighboursAreShown() {
        FeatureSession session(scratch("click"));
        QVERIFY(session.showFeatures(file_));
        const QPoint at = session.pixelOf(session.points()[7]).toPoint();
        QTest::mouseClick(&session.plot(), Qt::LeftButton, {}, at);
        const int row = session.dataset().current();
        const auto picked = std::ranges::find(session.points(), row, &DiagramPoint::row);
        QVERIFY(picked != session.points().end());
        QVERIFY((session.pixelOf(*picked) - at).manhattanLength() <= 2);
        QCOMPARE(session.plot().graph(0)->dataCount(), 1);

        auto* first = session.review().findChild<QToolButton*>(QStringLiteral("neighbour1"));
        const auto& features = *session.finder().features();
        const auto& rows = session.finder().judgement()->rows.rows;
        const auto member = std::size_t(std::ranges::find(rows, std::size_t(row)) - rows.begin());
        std::size_t nearest = member == 0 ? 1 : 0;
        for (std::size_t other = 0; other < rows.size(); ++other)
            if (other != member && distanceBetween(features, member, other) < distanceBetween(features, member, nearest))
                nearest = other;
        QTRY_VERIFY(first->isVisible() && first->accessibleName().startsWith(session.rows().name(int(rows[nearest]))));
        QTRY_VERIFY(!first->icon().isNull());
        QTest::mouseClick(first, Qt::LeftButton);
        QCOMPARE(session.dataset().current(), int(rows[nearest]));
    }

    void theNearestOfTheTrainingSplitAreShown() {
        FeatureSession session(scratch("training"));
        QVERIFY(session.showFeatures(file_, DatasetSplit::Test));
        session.dataset().setCurrent(session.points()[3].row);
        auto& among = session.choice("neighboursAmong");
        QTRY_VERIFY(among.isVisible());
        QVERIFY(!session.review().isolation().neighbours() && !session.review().isolation().isBusy()); // unasked, nothing is done
        among.setFocus();
        QTest::keyClick(&among, Qt::Key_Down);
        QVERIFY(QTest::qWaitFor([&] { return session.review().isolation().neighbours() != nullptr; }, 60000));
        QVERIFY(session.filters());

        const TrainingNeighbours& neighbours = *session.review().isolation().neighbours();
        NoProgress quiet;
        const auto dataset = Dataset::open(file_);
        const auto columns = dataset->columns();
        auto network = Classifier::load(test::demoModel());
        const auto training = wholeRows(*columns, DatasetSplit::Training).rows;
        const auto known = networkFeatures(*dataset, training, *network, quiet, {});
        const Standardiser scale(*known);
        const auto asked = scale.apply(networkFeatures(*dataset, neighbours.judgement->rows.rows, *network, quiet, {}).value());
        const auto all = scale.apply(*known);
        const auto& rows = neighbours.judgement->rows.rows;
        const auto member = std::size_t(std::ranges::find(rows, std::size_t(session.dataset().current())) - rows.begin());
        std::size_t nearest = 0;
        const auto distance = [&](std::size_t place) {
            double squares = 0;
            for (std::size_t i = 0; i < all.columns(); ++i)
                squares += std::pow(double(all.row(place)[i]) - double(asked.row(member)[i]), 2);
            return squares;
        };
        for (std::size_t place = 1; place < training.size(); ++place)
            if (distance(place) < distance(nearest))
                nearest = place;
        auto* first = session.review().findChild<QToolButton*>(QStringLiteral("neighbour1"));
        QTRY_VERIFY(first->isVisible() && first->accessibleName().startsWith(session.rows().name(int(training[nearest]))));
        QTRY_VERIFY(!first->icon().isNull());

        // and lists are sorted and filtered by how far away they are.
        QVERIFY(session.window.filter().add(QStringLiteral("far"), QStringLiteral("isolation > 0.9")));
        QVERIFY(session.filters());
        QCOMPARE(session.shownCount(),
                 int(std::ranges::count_if(neighbours.isolation.rank, [](float rank) { return rank > 0.9F; })));
    }

    void thereIsNoTrainingSplitBesideTheTrainingSplit() {
        FeatureSession session(scratch("itself"));
        QVERIFY(session.showFeatures(file_));
        session.dataset().setCurrent(session.points()[3].row);
        auto& among = session.choice("neighboursAmong");
        QTRY_VERIFY(among.isVisible());
        among.setFocus();
        QTest::keyClick(&among, Qt::Key_Down);
        QTRY_VERIFY(
            session.review().findChild<QLabel*>(QStringLiteral("neighboursReason"))->text().contains(QStringLiteral("itself")));
        QVERIFY(!session.review().isolation().isBusy() && !session.review().isolation().neighbours());
    }

    void aMachineIsPutInThePlaceOfTheLastLayer() {
        FeatureSession session(scratch("machine"));
        QVERIFY(session.showReview(file_));
        session.showTab(2);
        auto& page = *session.review().findChild<LastStepPage*>();
        QVERIFY(page.isVisible() && !page.isBusy() && !page.result());
        QTest::mouseClick(session.review().findChild<QToolButton*>(QStringLiteral("compareLastStep")), Qt::LeftButton);
        QVERIFY(page.isBusy());
        QVERIFY(QTest::qWaitFor([&] { return page.result() != nullptr; }, 120000));

        const Evaluation& evaluation = *session.result().surroundings.evaluation;
        QCOMPARE(page.result()->softmax.accuracy(), evaluation.matrix.accuracy());
        QCOMPARE(page.result()->machineByFold.size(), std::size_t(5));
        const TableFigure::Content& content = page.findChild<ContentTable*>()->model().content();
        QCOMPARE(content.lines[0][1], QString::number(100 * evaluation.matrix.accuracy(), 'f', 1));
        QCOMPARE(content.lines[0][2], QString::number(100 * page.result()->machine.accuracy(), 'f', 1));
        QCOMPARE(content.numbers.find("SVM")->number(0).value(), page.result()->machine.accuracy());
        QVERIFY(page.result()->machine.accuracy() > 0.5);

        session.window.workspaces().show(session.page());
        QVERIFY(session.evaluate(DatasetSplit::Test)); // of other sources there is none yet
        QVERIFY(!page.result());
    }

    void planeAndColoursAreChosenByKeyboardAndRemembered() {
        {
            FeatureSession session(scratch("keyboard"));
            QVERIFY(session.showFeatures(file_));
            session.drawRound(session.leftHalf());
            QVERIFY(session.filters());
            const auto features = session.finder().features();
            const QString ofPca = session.plot().accessibleName();
            session.choice("featurePlane").setFocus();
            QTest::keyClick(&session.choice("featurePlane"), Qt::Key_Down);
            QVERIFY(session.isLaidOut());
            QCOMPARE(session.finder().places()->plane, FeaturePlane::Tsne);
            QVERIFY(session.plot().accessibleName() != ofPca && session.words().contains(QStringLiteral("t-SNE · ")));
            QCOMPARE(session.finder().features(), features); // not asked for again
            QVERIFY(session.chipTitles().filter(QStringLiteral("features")).isEmpty()); // drawn in another plane
            QCOMPARE(session.shownCount(), int(judged_.size()));

            const QString byClass = session.plot().accessibleDescription();
            QVERIFY2(byClass.contains(QStringLiteral("quasar")), qPrintable(byClass));
            session.choice("featureColours").setFocus();
            QTest::keyClick(&session.choice("featureColours"), Qt::Key_Down);
            QVERIFY(session.isLaidOut());
            std::array<int, 3> truths{};
            for (const std::size_t truth : judged_.truth)
                ++truths[truth];
            QVERIFY2(session.plot().accessibleDescription().startsWith(QStringLiteral("star %1,").arg(truths[0])),
                     qPrintable(session.plot().accessibleDescription()));
            QTest::keyClick(&session.choice("featureColours"), Qt::Key_Down);
            QVERIFY(session.isLaidOut());
            int sure = 0;
            for (const DiagramPoint& point : session.points())
                sure += point.confidence >= 0.9F;
            QVERIFY2(session.plot().accessibleDescription().endsWith(QStringLiteral("confidence 0.9 to 1.0 %1").arg(sure)),
                     qPrintable(session.plot().accessibleDescription()));
        }
        FeatureSession session(scratch("remembered"));
        QVERIFY(session.showReview(file_));
        QCOMPARE(session.tabs().currentIndex(), 1);
        QCOMPARE(session.choice("featureColours").currentIndex(), 2);
        QVERIFY(session.isLaidOut());
        QCOMPARE(session.finder().places()->plane, FeaturePlane::Tsne);
    }

    void otherFrequenciesOfTheClassesLeaveThePlaces() {
        FeatureSession session(scratch("priors"));
        QVERIFY(session.showFeatures(file_));
        const SharedPlaces places = session.finder().places();
        const std::vector<DiagramPoint> before = session.points();
        session.evaluation().setPriors(ClassProbabilities{0.02, 0.96, 0.02});
        QVERIFY(session.filters() && session.isLaidOut());
        QCOMPARE(session.finder().places(), places);
        const auto galaxies = [](const std::vector<DiagramPoint>& points) {
            return std::ranges::count(points, std::optional(SourceClass::Galaxy), &DiagramPoint::sourceClass);
        };
        QTRY_VERIFY(galaxies(session.points()) > galaxies(before));
    }

    void whatWasStoppedWaitsToBeChosenAgain() {
        FeatureSession session(scratch("stopped"));
        QVERIFY(session.showReview(file_));
        auto stopping = std::make_unique<QObject>();
        QObject::connect(&session.finder(), &FeatureFinder::jobStarted, stopping.get(), [](Job* job) { job->cancel(); });
        session.tabs().setCurrentIndex(1);
        QTRY_VERIFY(session.finder().whyNone().contains(QStringLiteral("stopped")));
        QTRY_VERIFY(!session.features().isBusy());
        QVERIFY(!session.plot().isVisible() && !session.finder().places());
        stopping.reset();
        session.choice("featurePlane").setFocus();
        QTest::keyClick(&session.choice("featurePlane"), Qt::Key_Down);
        QVERIFY(session.isLaidOut());
    }

    void theNumbersAreSaved() {
        FeatureSession session(scratch("saved"));
        QVERIFY(session.showFeatures(file_));
        QSignalSpy saved(&session.features(), &FigurePage::saved);
        const std::filesystem::path file = scratch("figures") / "features.csv";
        session.features().findChild<FigurePanel*>()->saveAs(QString::fromStdString(file.string()));
        QTRY_COMPARE(saved.count(), 1);
        const Table table = readTable(file).value();
        QCOMPARE(table.rowCount(), judged_.size());
        const DiagramPoint& point = session.points()[3];
        QCOMPARE(table.find("name")->text(3), session.rows().name(point.row).toStdString());
        QVERIFY(std::abs(table.find("component1")->number(3).value() - point.x) < 1e-5);
        QVERIFY(std::abs(table.find("confidence")->number(3).value() - double(point.confidence)) < 1e-5);
        QCOMPARE(table.find("class")->text(3), std::string(className(*point.sourceClass)));
    }
};

QTEST_MAIN(TestFeatureWindow)
#include "test_feature_window.moc"
