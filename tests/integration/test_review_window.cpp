#include "EvaluateSession.h"

#include "plots/ConfidenceView.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/review/CasesPanel.h"
#include "workspaces/review/MistakeCard.h"
#include "workspaces/review/MistakeFinder.h"
#include "workspaces/review/MistakeGroups.h"
#include "workspaces/review/OutlierPanel.h"
#include "workspaces/review/ReviewWorkspace.h"
#include "workspaces/review/SuspectCards.h"

#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>

using namespace iic;
using namespace iic::ui;

namespace {

struct ReviewSession : iic::test::EvaluateSession {
    using EvaluateSession::EvaluateSession;

    ReviewWorkspace& review() { return window.review(); }
    ConfidenceView& histogram() { return review().outliers().view(); }
    bool showReview(const std::filesystem::path& file) {
        if (!show(file) || !evaluate(DatasetSplit::Training))
            return false;
        window.workspaces().show(review());
        return QTest::qWaitFor([this] { return histogram().confidences() != nullptr && !review().isBusy(); }, 20000);
    }
    /// Where the threshold is, in the view.
    QPoint placeOf(double threshold) {
        const auto style = FigureStyle::onScreen(histogram().palette(), histogram().font());
        const auto size = histogram().size();
        for (int x = 0; x < size.width(); ++x)
            if (histogram().confidences()->thresholdAt(QPointF(x, size.height() / 2), size, style) >= threshold)
                return {x, size.height() / 2};
        return {};
    }
};

} // namespace

/// The doubtful and the wrong in the real window, by mouse and keyboard.
class TestReviewWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path file_;
    JudgedSources judged_;

    int rightBelow(double threshold) const {
        int count = 0;
        for (std::size_t i = 0; i < judged_.size(); ++i) {
            const auto& probabilities = judged_.probabilities[i];
            const auto best = std::ranges::max_element(probabilities);
            count +=
                static_cast<std::size_t>(best - probabilities.begin()) == judged_.truth[i] && float(*best) < float(threshold);
        }
        return count;
    }

    static void callSomeStarsGalaxies(const std::filesystem::path& truth) {
        QFile file(QString::fromStdString(truth.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArrayList lines = file.readAll().split('\n');
        int stars = 0;
        for (QByteArray& line : lines)
            if (line.contains(" star   ") && ++stars % 4 == 0)
                line.replace(" star   ", " galaxy ");
        file.resize(0);
        file.write(lines.join('\n'));
        QVERIFY(stars > 40);
    }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        file_ = test::buildSmallDataset(test::writeBalancedSky(scratch("sky")));
        QVERIFY(!file_.empty());
        judged_ = test::judgedBy(test::demoModel(), file_, DatasetSplit::Training);
        QVERIFY(rightBelow(0.6) >= 3 && rightBelow(0.6) < rightBelow(0.9));
    }
    void cleanup() { QSettings().clear(); }

    void whatToDoFirstIsSaid() {
        ReviewSession session(scratch("first"));
        QVERIFY(session.hasModel());
        QTest::keyClick(&session.window, Qt::Key_5);
        QCOMPARE(&session.window.workspaces().current(), &session.review());
        session.window.open({file_});
        QVERIFY(QTest::qWaitFor([&] { return session.dataset().dataset() != nullptr; }, 20000));
        QCOMPARE(&session.window.workspaces().current(), &session.review());
        QPushButton* evaluate = nullptr;
        for (QPushButton* button : session.review().findChildren<QPushButton*>())
            if (button->isVisible())
                evaluate = button;
        QVERIFY(evaluate && evaluate->isEnabled());
        QTest::mouseClick(evaluate, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().judgement() && session.histogram().confidences(); }, 60000));
        QVERIFY(session.histogram().isVisible());
    }

    void theThresholdLeadsToTheOutliers() {
        ReviewSession session(scratch("threshold"));
        QVERIFY(session.showReview(file_));
        QTest::mousePress(&session.histogram(), Qt::LeftButton, {}, session.placeOf(0.7));
        QTest::mouseMove(&session.histogram(), session.placeOf(0.9));
        QCOMPARE(session.histogram().confidences()->below(), static_cast<std::size_t>(rightBelow(0.9)));
        QTest::mouseRelease(&session.histogram(), Qt::LeftButton, {}, session.placeOf(0.9));
        QVERIFY(session.settles());
        QCOMPARE(session.review().gallery().view().model()->rowCount(), rightBelow(0.9));
        for (int place = 0; place < session.shownCount(); ++place)
            QVERIFY(OutlierPanel::isOutlier(session.rows(), session.dataset().shown().rows()->sourceRow(place), 0.9));

        session.histogram().setFocus();
        QTest::keyClick(&session.histogram(), Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(&session.histogram(), Qt::Key_Return);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), rightBelow(0.8));
        QVERIFY(session.histogram().accessibleDescription().contains(QString::number(rightBelow(0.8))));
        QTest::keyClick(&session.histogram(), Qt::Key_Escape);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(judged_.size()));
    }

    void aGroupOfMistakesLeadsToItsSources() {
        ReviewSession session(scratch("groups"));
        QVERIFY(session.showReview(file_));
        QVERIFY(QTest::qWaitFor([&] { return session.review().finder().review() && !session.review().isBusy(); }, 20000));
        const MistakeReview& review = *session.review().finder().review();
        const auto& cards = session.review().groups().cards();
        QCOMPARE(cards.size(), review.groups.size());
        std::size_t mistakes = 0;
        for (std::size_t i = 0; i < judged_.size(); ++i)
            mistakes += static_cast<std::size_t>(std::ranges::max_element(judged_.probabilities[i]) -
                                                 judged_.probabilities[i].begin()) != judged_.truth[i];
        std::size_t members = 0;
        for (const MistakeGroup& group : review.groups)
            members += group.members.size();
        QCOMPARE(members, mistakes);

        QTest::mouseClick(cards[0], Qt::LeftButton);
        QVERIFY(session.settles());
        QVERIFY(cards[0]->isChecked());
        QCOMPARE(session.shownCount(), static_cast<int>(review.groups[0].members.size()));
        for (const std::size_t member : review.groups[0].members)
            QVERIFY(session.dataset().shown().rows()->isShown(static_cast<int>(review.mistakes[member].row)));
        QTest::mouseClick(cards[1], Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(review.groups[0].members.size() + review.groups[1].members.size()));
        QTest::mouseClick(cards[1], Qt::LeftButton);
        QVERIFY(session.settles());
        QVERIFY(!cards[0]->isChecked() && cards[1]->isChecked()); // of several the one that was clicked stays
        QCOMPARE(session.shownCount(), static_cast<int>(review.groups[1].members.size()));
        QTest::mouseClick(cards[1], Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(judged_.size()));

        // Grouped anew, another group has its number.
        QTest::mouseClick(cards[0], Qt::LeftButton);
        QVERIFY(session.settles());
        const auto before = session.review().finder().review();
        auto* grouping = session.review().findChild<QComboBox*>("mistakeGrouping");
        grouping->setFocus();
        QTest::keyClick(grouping, Qt::Key_Down);
        QVERIFY(
            QTest::qWaitFor([&] { return session.review().finder().review() != before && !session.review().isBusy(); }, 60000));
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(judged_.size()));
    }

    void mistakesThatMayBeContaminatedAreFound() {
        ReviewSession session(scratch("contaminated"));
        QVERIFY(session.showReview(file_));
        QVERIFY(QTest::qWaitFor([&] { return session.review().finder().review() && !session.review().isBusy(); }, 20000));
        int contaminated = 0;
        for (const Mistake& mistake : session.review().finder().review()->mistakes)
            contaminated += mistake.noted.isContaminated();
        auto* only = session.review().findChild<QCheckBox*>("contaminatedOnly");
        QTest::keyClick(only, Qt::Key_Space);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), contaminated);
        session.window.filter().clear(); // as its chips do
        QVERIFY(!only->isChecked());
    }

    void labelsAreDoubtedOnlyByANetworkThatHasNotLearnedFromThem() {
        const std::filesystem::path sky = test::writeBalancedSky(scratch("mislabelled"));
        callSomeStarsGalaxies(sky / "truth.tbl");
        const std::filesystem::path file = test::buildSmallDataset(sky);
        const std::filesystem::path run = test::trainBriefly(file, scratch("runs") / "brief");
        QVERIFY(!run.empty());
        {
            ReviewSession session(scratch("unknown")); // the bundled network: nobody knows whether it saw these sources
            QVERIFY(session.show(file) && session.evaluate(DatasetSplit::Test));
            session.window.workspaces().show(session.review());
            QVERIFY(QTest::qWaitFor([&] { return session.review().finder().review() && !session.review().isBusy(); }, 20000));
            QVERIFY(!session.review().finder().suspects());
        }
        ReviewSession session(scratch("suspects"), run);
        QVERIFY(session.showReview(file)); // of the training split
        QVERIFY(QTest::qWaitFor([&] { return session.review().finder().review() && !session.review().isBusy(); }, 20000));
        QVERIFY(!session.review().finder().suspects() && !session.review().suspects().judged().isEnabled());

        session.window.workspaces().show(session.page());
        QVERIFY(session.evaluate(DatasetSplit::Test));
        session.window.workspaces().show(session.review());
        QVERIFY(QTest::qWaitFor([&] { return session.review().finder().suspects() && !session.review().isBusy(); }, 20000));
        const LabelSuspects suspects = *session.review().finder().suspects();
        QVERIFY(suspects.counted > 0);
        const std::vector<int> rows = session.review().finder().sources()->rows;
        session.review().setLeftPage(ReviewWorkspace::LeftPage::Labels);
        QTest::mouseClick(&session.review().suspects().judged(), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(suspects.counted));
        QCOMPARE(session.dataset().shown().rows()->sourceRow(0), rows[suspects.ranked[0].source]); // the most doubted first
        QTest::mouseClick(&session.review().suspects().judged(), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(rows.size()));
    }

    void sourcesAreSortedIntoCasesThatTheProjectKeeps() {
        const auto project = scratch("cases");
        std::vector<QString> sorted;
        {
            ReviewSession session(project);
            QVERIFY(session.showReview(file_));
            session.review().setLeftPage(ReviewWorkspace::LeftPage::Cases);
            CasesPanel& cases = session.review().cases();
            QCOMPARE(cases.cards().size(), std::size_t(6)); // as many as the paper's
            auto& gallery = session.review().gallery().view();
            session.window.activateWindow(); // keys are heard by the page that has the keyboard
            QVERIFY(QTest::qWaitForWindowActive(&session.window));
            gallery.setFocus();
            const auto click = [&](int place, Qt::KeyboardModifiers modifiers = {}) {
                QTest::mouseClick(gallery.viewport(), Qt::LeftButton, modifiers,
                                  gallery.visualRect(gallery.model()->index(place, 0)).center());
            };
            click(0);
            click(1, Qt::ControlModifier);
            for (const int row : session.dataset().chosen())
                sorted.push_back(session.rows().name(row));
            QCOMPARE(sorted.size(), std::size_t(2));
            QTest::keyClick(&gallery, Qt::Key_2, Qt::ControlModifier);
            QCOMPARE(session.rows().caseNumber(session.dataset().current()), 2);
            QTest::mouseClick(cases.cards()[1], Qt::LeftButton);
            QVERIFY(session.settles());
            QCOMPARE(session.shownCount(), 2);
            auto* name = session.review().findChild<QLineEdit*>("caseName");
            name->setFocus();
            name->selectAll();
            QTest::keyClicks(name, "Stars with halos");
            QTest::keyClick(name, Qt::Key_Return);
            auto* notes = session.review().findChild<QPlainTextEdit*>("caseNotes");
            notes->setFocus();
            QTest::keyClicks(notes, "wide wings");
            QTest::keyClick(notes, Qt::Key_7, Qt::ControlModifier); // sorts the source while notes are taken
            QTest::keyClick(notes, Qt::Key_2, Qt::ControlModifier);
            QCOMPARE(notes->toPlainText(), QStringLiteral("wide wings"));
            QTest::keyClicks(notes, " in W3");
            QTest::mouseClick(session.review().findChild<QToolButton*>("newCase"), Qt::LeftButton);
            QVERIFY(cases.cards()[1]->accessibleDescription().contains("wide wings in W3"));
            QTest::mouseClick(cases.cards()[1], Qt::LeftButton);
            notes->setFocus();
            QTest::keyClicks(notes, "!");
            QTest::mouseClick(cases.cards()[2], Qt::LeftButton); // leaves the notes by this very click
            QVERIFY(cases.cards()[2]->isChecked());
            QTest::mouseClick(cases.cards()[1], Qt::LeftButton);
            QVERIFY(session.settles());
            gallery.setFocus();
            click(0);
            QTest::keyClick(&gallery, Qt::Key_Delete, Qt::ControlModifier); // out again
            QVERIFY(session.settles());
            QCOMPARE(session.shownCount(), 1);
            sorted.erase(std::ranges::find(sorted, session.rows().name(session.dataset().current())));
            session.window.filter().clear(); // as its chips do
            QCOMPARE(cases.current(), 0);
        }
        ReviewSession session(project);
        QVERIFY(session.showReview(file_));
        CasesPanel& cases = session.review().cases();
        QVERIFY(QTest::qWaitFor([&] { return cases.cards()[1]->text() == QStringLiteral("Stars with halos"); }, 20000));
        QVERIFY(cases.cards()[1]->accessibleDescription().contains("wide wings"));
        QTest::mouseClick(cases.cards()[1], Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), 1);
        QCOMPARE(session.rows().name(session.dataset().shown().rows()->sourceRow(0)), sorted[0]);
    }

    void theThresholdIsRemembered() {
        {
            ReviewSession session(scratch("remembered"));
            QVERIFY(session.showReview(file_));
            session.histogram().setFocus();
            QTest::keyClick(&session.histogram(), Qt::Key_Right, Qt::ShiftModifier);
            QTest::keyClick(&session.histogram(), Qt::Key_Return);
        }
        ReviewSession session(scratch("again"));
        QVERIFY(session.showReview(file_));
        QCOMPARE(session.histogram().confidences()->threshold(), 0.7);
    }
};

QTEST_MAIN(TestReviewWindow)
#include "test_review_window.moc"
