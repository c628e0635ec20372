#include "CorrectionSession.h"

#include "analysis/CrossValidation.h"
#include "data/CopyDataset.h"
#include "nn/RunLock.h"
#include "nn/RunRecord.h"
#include "workspaces/review/CrossValidationDialog.h"
#include "workspaces/review/CrossValidator.h"
#include "workspaces/review/MistakeCard.h"
#include "workspaces/review/SuspectCards.h"

#include <QSignalSpy>
#include <QSpinBox>

#include <numeric>
#include <set>

using namespace iic;
using namespace iic::ui;

namespace {

struct SuspectSession : iic::test::CorrectionSession {
    using CorrectionSession::CorrectionSession;

    CrossValidator& validator() { return window.review().validator(); }
    SuspectCards& cards() { return window.review().suspects(); }
    QPushButton& button() { return *ofReview<QPushButton>("crossValidate"); }
    bool showReview(const std::filesystem::path& file) {
        if (!show(file) || !evaluate(DatasetSplit::Test))
            return false;
        window.workspaces().show(window.review());
        window.review().setLeftPage(ReviewWorkspace::LeftPage::Labels);
        return QTest::qWaitFor([this] { return !window.review().isBusy(); }, 20000);
    }
    /// As the user does.
    bool begin(int folds, int epochs) {
        QTest::mouseClick(&button(), Qt::LeftButton);
        auto* dialog = window.findChild<CrossValidationDialog*>();
        if (!dialog)
            return false;
        dialog->findChild<QSpinBox*>(QStringLiteral("folds"))->setValue(folds);
        dialog->findChild<QSpinBox*>(QStringLiteral("foldEpochs"))->setValue(epochs);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("go")), Qt::LeftButton);
        window.activateWindow(); // without a window system the dialog keeps the keyboard
        return validator().isBusy();
    }
};

/// The folders of the networks of all cross-validations.
std::vector<std::filesystem::path> networksBeside(const std::filesystem::path& project) {
    std::vector<std::filesystem::path> folders;
    std::error_code absent; // before the first is begun
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project / "runs" / "cross-validation", absent))
        if (entry.path().filename() == "best.h5")
            folders.push_back(entry.path().parent_path());
    return folders;
}

std::vector<std::filesystem::path> networksOf(const std::filesystem::path& project, const std::string& fold) {
    auto networks = networksBeside(project);
    std::erase_if(networks, [&](const std::filesystem::path& network) { return network.filename() != fold; });
    return networks;
}

/// How long its epochs took, which no two trainings have in common.
std::vector<double> timesOf(const std::filesystem::path& run) {
    std::vector<double> seconds;
    const auto epochs = readEpochs(run).value();
    for (const EpochResult& epoch : epochs)
        seconds.push_back(epoch.seconds);
    return seconds;
}

} // namespace

/// Labels of the training split doubted in the real window by networks that have not learned from them.
class TestSuspectWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path file_;

    /// The dataset with its classes in another order than the window's.
    static bool writeReordered(const std::filesystem::path& from, const std::filesystem::path& to) {
        const auto set = Dataset::open(from);
        auto card = set->card();
        auto columns = set->columns().value();
        std::ranges::rotate(card.classes, card.classes.begin() + 1);
        for (std::uint8_t& label : columns.label)
            if (label != noLabel)
                label = static_cast<std::uint8_t>((label + 2) % 3);
        std::vector<std::size_t> rows(set->size());
        std::iota(rows.begin(), rows.end(), 0);
        NoProgress quiet;
        return copyDataset(*set, rows, card, columns, to, quiet, {}).has_value();
    }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        const auto ordered = test::buildSmallDataset(test::writeBalancedSky(scratch("sky")));
        QVERIFY(!ordered.empty());
        file_ = scratch("sources") / "reordered.h5";
        QVERIFY(writeReordered(ordered, file_));
    }

    void theTrainingSplitIsCrossValidated() {
        const auto folder = scratch("session");
        QVERIFY(test::makeProjectWithRun(folder, file_));
        SuspectSession session(folder);
        QVERIFY(session.showReview(file_));
        QVERIFY(!session.cards().training().isEnabled() && session.button().isEnabled());
        const auto older = folder / "runs" / "cross-validation";
        const auto olderOne = [&](int hours) { return older / (std::string(11, 'a') + std::to_string(hours)); };
        for (int hours = 0; hours < 10; ++hours) {
            std::filesystem::create_directories(olderOne(hours) / "fold-1");
            std::filesystem::last_write_time(olderOne(hours),
                                             std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours));
        }
        std::filesystem::create_directories(older / "of the user's");
        const auto inUse = RunLock::acquire(olderOne(9) / "fold-1"); // by another window
        QVERIFY(inUse.has_value());
        QVERIFY(session.begin(2, 1));
        QVERIFY(!session.button().isEnabled() && session.cards().isVisible());
        QVERIFY(!session.window.training().otherWork().isEmpty()); // no run begins meanwhile
        TrainingRequest request;
        request.dataset = file_;
        request.options.runFolder = folder / "runs" / "meanwhile";
        session.window.training().start(request);
        QVERIFY(!session.window.training().isActive());
        QVERIFY(QTest::qWaitFor([&] { return session.validator().doubts() != nullptr; }, 240000));
        QVERIFY(session.settles());
        const TrainingDoubts& doubts = *session.validator().doubts();
        for (int hours = 0; hours < 10; ++hours) // with this one eight are kept, and what is in use
            QCOMPARE(std::filesystem::exists(olderOne(hours)), hours < 7 || hours == 9);
        QVERIFY(std::filesystem::exists(older / "of the user's"));

        // Each half was asked of the network that learned from the other,
        const auto networks = networksBeside(folder);
        QCOMPARE(networks.size(), std::size_t(2));
        std::size_t learnedFrom = 0;
        for (const auto& network : networks)
            learnedFrom += readRunRecord(network)->trainingInputs;
        QCOMPARE(learnedFrom, doubts.answers.rows.size());
        QCOMPARE(readRunRecord(networks[0])->options.learningRate,
                 readRunRecord(folder / "runs" / "run 1")->options.learningRate);

        // the card leads to the suspects, the most doubted first, and to what they rather look like,
        QVERIFY(doubts.suspects.counted > 0);
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(doubts.suspects.counted));
        std::set<int> expected;
        for (std::size_t i = 0; i < doubts.suspects.counted; ++i)
            expected.insert(static_cast<int>(doubts.answers.rows[doubts.suspects.ranked[i].source]));
        for (int place = 0; place < session.shownCount(); ++place) {
            const int row = session.dataset().shown().rows()->sourceRow(place);
            QVERIFY(expected.contains(row));
            QVERIFY(session.dataset().dataset()->columns.split[static_cast<std::size_t>(row)] == DatasetSplit::Training);
        }
        const int first = session.dataset().shown().rows()->sourceRow(0);
        QCOMPARE(first, static_cast<int>(doubts.answers.rows[doubts.suspects.ranked[0].source]));
        QVERIFY(session.rows().reviewMarks(first).likely == static_cast<SourceClass>(doubts.suspects.ranked[0].likely));
        for (const LabelSuspect& suspect : doubts.suspects.ranked) {
            const auto row = static_cast<int>(doubts.answers.rows[suspect.source]);
            QVERIFY(session.rows().truth(row) == static_cast<SourceClass>(suspect.given));
            QCOMPARE(session.rows().reviewMarks(row).likely.has_value(), suspect.margin < 0); // a label that is trusted is let be
        }
        const auto badges = session.window.review().gallery().view().model()->index(0, 0).data(gallery::BadgesRole);
        QCOMPARE(badges.value<GalleryBadges>().size(), 2);

        // and once more to what was under review, with what was filtered by before,
        static_cast<void>(session.window.filter().add("sure", "confidence > 0"));
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QTRY_COMPARE(session.shownCount(), static_cast<int>(session.evaluation().judgement()->size()));
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(doubts.suspects.counted));

        // unless all is cleared.
        static_cast<void>(session.window.filter().add("sure", "confidence > 2"));
        session.window.filter().clear();
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), session.rows().size());
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), static_cast<int>(doubts.suspects.counted));
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QVERIFY(session.settles());
        QVERIFY(session.window.filter().chips().empty());
    }

    void whatWasStoppedIsGoneOnWith() {
        const auto folder = scratch("stopped");
        QVERIFY(test::makeProjectWithRun(folder, file_));
        SuspectSession session(folder);
        QVERIFY(session.showReview(file_));
        QSignalSpy jobs(&session.validator(), &CrossValidator::jobStarted);
        QVERIFY(session.begin(2, 2));
        QVERIFY(QTest::qWaitFor([&] { return networksBeside(folder).size() == 2; }, 240000)); // the second has begun
        jobs[0][0].value<Job*>()->cancel();
        QVERIFY(QTest::qWaitFor([&] { return !session.validator().isBusy(); }, 60000));
        QVERIFY(!session.validator().doubts() && session.button().isEnabled());
        const auto firstNetwork = networksOf(folder, "fold-1");
        QCOMPARE(firstNetwork.size(), std::size_t(1));
        const auto itsEpochs = timesOf(firstNetwork[0]);
        QCOMPARE(itsEpochs.size(), std::size_t(2));
        QVERIFY(session.begin(2, 2));
        QVERIFY(QTest::qWaitFor([&] { return session.validator().doubts() != nullptr; }, 240000));
        QCOMPARE(networksBeside(folder).size(), std::size_t(2));
        QCOMPARE(timesOf(firstNetwork[0]), itsEpochs); // it was not trained again

        // With a correction it is another.
        QTest::mouseClick(&session.cards().training(), Qt::LeftButton);
        QVERIFY(session.settles());
        auto& gallery = session.window.review().gallery().view();
        QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, gallery.visualRect(gallery.model()->index(0, 0)).center());
        const auto row = static_cast<std::size_t>(session.dataset().current());
        QTest::keyClick(&gallery, Qt::Key_X);
        QVERIFY(session.isWritten());
        QVERIFY(session.begin(2, 2));
        QVERIFY(QTest::qWaitFor([&] { return !session.validator().isBusy(); }, 240000));
        QCOMPARE(networksBeside(folder).size(), std::size_t(4));
        QVERIFY(std::ranges::find(session.validator().doubts()->answers.rows, row) ==
                session.validator().doubts()->answers.rows.end());
    }
};

QTEST_MAIN(TestSuspectWindow)
#include "test_suspect_window.moc"
