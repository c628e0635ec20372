#include "CorrectionSession.h"

#include "analysis/TrainingMaterial.h"
#include "nn/RunRecord.h"
#include "workspaces/evaluate/EvaluationFigures.h"

#include <QComboBox>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr int difference = static_cast<int>(ConfusionFigure::Numbers::Difference);

Qt::Key keyOf(SourceClass sourceClass) {
    return sourceClass == SourceClass::Star ? Qt::Key_S : sourceClass == SourceClass::Galaxy ? Qt::Key_G : Qt::Key_Q;
}

} // namespace

/// From a mistake to a network that has learned from its correction, by mouse and keyboard.
class TestCorrectionWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_, file_;

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeBalancedSky(scratch("sky"));
        file_ = test::buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
    }

    void fromACellOverTheSkyToWhatFlipped() {
        const auto folder = scratch("session");
        QVERIFY(test::makeProjectWithRun(folder, file_));
        test::CorrectionSession session(folder);
        QVERIFY(session.show(file_) && session.evaluate(DatasetSplit::Training));

        // A cell of the matrix leads to the gallery,
        const auto cell = commonestMistake(session.result().surroundings.evaluation->matrix);
        const int mistakes =
            static_cast<int>(session.result().surroundings.evaluation->matrix.count(*cell.predicted, *cell.truth));
        QVERIFY(mistakes >= 3);
        session.click(cell);
        QVERIFY(session.settles());
        QCOMPARE(session.judgedGallery().view().model()->rowCount(), mistakes);

        // the gallery to the sky,
        session.clickJudged(0);
        std::vector<int> relabelled{session.dataset().current()};
        const SkyCoord onSky = session.rows().position(relabelled[0]);
        QTest::keyClick(&session.judgedGallery().view(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(session.shows(session.window.sky()));
        QVERIFY(QTest::qWaitFor(
            [&] {
                const int row = session.document().current();
                return row >= 0 && separationArcsec(session.sources().position(row), onSky) < 3;
            },
            30000));

        // where it is relabelled as the network has it, and two others are in the gallery, of which one is taken back.
        const auto key = keyOf(static_cast<SourceClass>(*cell.predicted));
        session.press(key);
        QVERIFY(session.currentLabel() != UserLabel::None);
        QVERIFY(session.goesTo(Qt::Key_4, session.page()));
        for (const int place : {1, 2}) {
            session.clickJudged(place);
            relabelled.push_back(session.dataset().current());
            QTest::keyClick(&session.judgedGallery().view(), key);
        }
        for (const int row : relabelled)
            QVERIFY(session.rows().label(row) != UserLabel::None);
        QTest::keyClick(&session.judgedGallery().view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.rows().label(relabelled.back()), UserLabel::None);
        relabelled.pop_back();
        std::ranges::sort(relabelled);

        // The two are learned from,
        QVERIFY(session.goesTo(Qt::Key_5, session.window.review()));
        auto* retrain = session.ofReview<QPushButton>("retrain");
        QVERIFY(QTest::qWaitFor([&] { return retrain->isEnabled(); }, 20000));
        QVERIFY2(session.corrections().startsWith('2'), qPrintable(session.corrections()));
        QTest::mouseClick(retrain, Qt::LeftButton);
        QVERIFY(!retrain->isEnabled());
        QVERIFY(QTest::qWaitFor([&] { return session.window.review().retraining().done() != nullptr; }, 240000));
        const auto record = readRunRecord(folder / "runs" / "run 2");
        QVERIFY(record.has_value());
        const LabelCorrections corrections = correctionsOf(record->options.material);
        QCOMPARE(corrections.size(), relabelled.size());
        for (std::size_t i = 0; i < relabelled.size(); ++i) {
            QCOMPARE(static_cast<int>(corrections[i].row), relabelled[i]);
            QCOMPARE(std::size_t(corrections[i].label), *cell.predicted);
        }
        QVERIFY(record->trainingFingerprint != readRunRecord(folder / "runs" / "run 1")->trainingFingerprint);
        QCOMPARE(record->options.seed, readRunRecord(folder / "runs" / "run 1")->options.seed);

        // and what flipped is seen: how often each was taken for which before, and the sources themselves.
        auto* compare = session.ofReview<QPushButton>("compareRetrained");
        QVERIFY(QTest::qWaitFor([&] { return compare->isVisible() && compare->isEnabled(); }, 20000));
        session.window.filter().clear();
        QTest::mouseClick(compare, Qt::LeftButton);
        QVERIFY(session.shows(session.page()));
        QVERIFY(QTest::qWaitFor([&] { return session.evaluation().result() && session.result().compared && session.isAtRest(); },
                                60000));
        QCOMPARE(session.evaluation().judgement()->model, folder / "runs" / "run 2" / "best.h5");
        QCOMPARE(session.evaluation().comparison()->model, folder / "runs" / "run 1" / "best.h5");
        const ComparedRuns compared = *session.result().compared;
        int flipped = 0;
        for (std::size_t row = 0; row < classCount; ++row)
            for (std::size_t column = 0; column < classCount; ++column)
                flipped += row != column ? static_cast<int>(compared.changes.count(row, column)) : 0;
        QVERIFY(flipped > 0);
        QTest::mouseClick(session.part<QToolButton>("showFlipped"), Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.shownCount(), flipped);
        for (int place = 0; place < flipped; ++place) {
            const int row = session.dataset().shown().rows()->sourceRow(place);
            QVERIFY(session.rows().comparedClass(row) != session.rows().predictedClass(row));
        }
        session.part<QComboBox>("matrixNumbers")->setFocus();
        while (session.part<QComboBox>("matrixNumbers")->currentIndex() != difference)
            QTest::keyClick(session.part<QComboBox>("matrixNumbers"), Qt::Key_Down);
        QCOMPARE(session.matrix().figure()->title(), QStringLiteral("Difference of the matrices"));
    }

    void whatIsLeftOutIsNotLearnedFrom() {
        const auto folder = scratch("artefacts");
        QVERIFY(test::makeProjectWithRun(folder, file_));
        test::CorrectionSession session(folder);
        QVERIFY(session.show(file_) && session.evaluate(DatasetSplit::Training));
        session.clickJudged(0);
        QTest::keyClick(&session.judgedGallery().view(), Qt::Key_X);
        QVERIFY(session.isWritten());
        QVERIFY(session.goesTo(Qt::Key_5, session.window.review()));
        auto* retrain = session.ofReview<QPushButton>("retrain");
        QVERIFY(QTest::qWaitFor([&] { return retrain->isEnabled(); }, 20000));
        QTest::mouseClick(retrain, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return session.window.review().retraining().done() != nullptr; }, 240000));
        const auto before = readRunRecord(folder / "runs" / "run 1"), after = readRunRecord(folder / "runs" / "run 2");
        QCOMPARE(after->trainingInputs, before->trainingInputs - 1);

        // It has not learned from what is said later.
        auto* state = session.ofReview<QLabel>("retrainingState");
        QTRY_VERIFY2(state->text().contains("run 2 has learned"), qPrintable(state->text()));
        session.window.activateWindow();
        session.window.workspaces().show(session.page());
        QVERIFY(session.settles());
        const int first = session.dataset().current();
        session.clickJudged(1);
        QVERIFY(session.dataset().current() != first);
        QTest::keyClick(&session.judgedGallery().view(), Qt::Key_X);
        QTRY_VERIFY2(!state->text().contains("has learned"), qPrintable(state->text()));
        QVERIFY(session.corrections().startsWith('2') && retrain->isEnabled());

        // Another dataset is not what the run learned from.
        const auto other = test::buildSmallDataset(sky_, "other.h5", 9);
        session.window.open({other});
        QVERIFY(QTest::qWaitFor([&] { return session.dataset().dataset()->dataset.path() == other; }, 20000));
        session.window.workspaces().show(session.page());
        QVERIFY(session.evaluate(DatasetSplit::Training));
        session.clickJudged(0);
        QTest::keyClick(&session.judgedGallery().view(), Qt::Key_X);
        session.window.workspaces().show(session.window.review());
        QTRY_VERIFY2(state->text().contains("another dataset"), qPrintable(state->text()));
        QVERIFY(!retrain->isEnabled());
        QVERIFY(session.ofReview<QPushButton>("compareRetrained")->isHidden());
    }

    void whyNothingIsRetrainedIsSaid() {
        test::CorrectionSession session(scratch("unknown")); // a project without the run
        QVERIFY(session.openDataset(file_));
        QTest::keyClick(&session.window, Qt::Key_5);
        QCOMPARE(session.window.review().retraining().count().corrected, std::size_t(0));
        QVERIFY(!session.window.review().retraining().whyNot().isEmpty());
    }
};

QTEST_MAIN(TestCorrectionWindow)
#include "test_correction_window.moc"
