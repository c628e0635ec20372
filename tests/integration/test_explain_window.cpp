#include "ExplainSession.h"

#include "../core/analysis/UntrainedModel.h"
#include "analysis/CatalogColours.h"
#include "catalog/TableFile.h"
#include "widgets/FigurePanel.h"
#include "workspaces/explain/ChannelBars.h"

#include <QAction>
#include <QApplication>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>

using namespace iic;
using namespace iic::ui;

using Session = iic::test::ExplainSession;

/// Decisions explained in the window, by mouse and keyboard.
class TestExplainWindow : public iic::test::DatasetWindowTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { makeDataset(); }

    void emptyPagesSayWhatToDo() {
        Session without(scratch("no-model"), {});
        without.show();
        QVERIFY(shownTexts(without).contains(QStringLiteral("No model is loaded")));

        Session session(scratch("no-source"));
        QVERIFY(session.hasModel());
        session.show();
        QVERIFY(shownTexts(session).contains(QStringLiteral("No source is chosen")));
        QTest::mouseClick(session.part<QPushButton>("chooseInDatasetButton"), Qt::LeftButton);
        QVERIFY(session.isShown());
        session.show();
        QTest::mouseClick(session.part<QPushButton>("chooseOnSkyButton"), Qt::LeftButton);
        QVERIFY(&session.window.workspaces().current() == &session.window.sky());
    }

    void aSourceClickedOnTheSkyIsExplained() {
        Session session(scratch("sky-source"));
        QVERIFY(session.open(sky_) && session.hasModel());
        const int row = session.innerSource();
        session.click(session.sources().position(row));
        QTRY_COMPARE(session.document().current(), row);
        QTest::mouseClick(session.window.findChild<QToolButton*>(QStringLiteral("explainTab")), Qt::LeftButton);
        QVERIFY(session.explains(session.sources().name(row)));

        const Explanation& explanation = session.page().shown()->explanation;
        QTRY_VERIFY(session.sources().prediction(row).has_value());
        for (std::size_t k = 0; k < 3; ++k)
            QVERIFY(std::abs(explanation.probabilities[k] - session.sources().prediction(row)->probabilities[k]) < 1e-5F);
        QCOMPARE(session.stages().model()->rowCount(), 10);
        QCOMPARE(session.stageText(0), QStringLiteral("input"));
        QCOMPARE(session.stageText(2), QStringLiteral("RFB"));
        QTRY_COMPARE(session.stageText(1, StageModel::DetailRole), QStringLiteral("32 × 40 × 40 · 3.8 M"));
        QVERIFY(session.part<QLabel>("explainTime")->text().contains(QStringLiteral("ms")));
    }

    void stagesAreSteppedByMouseAndKeys() {
        Session session(scratch("steps"));
        QVERIFY(explainSome(session));
        QCOMPARE(session.page().strip().stage(), 1);
        QVERIFY(session.stages().hasFocus());
        session.pressInStages(Qt::Key_Right);
        QCOMPARE(session.page().strip().stage(), 2);
        QVERIFY(session.part<QLabel>("stageWords")->text().startsWith(QStringLiteral("Three branches")));
        QVERIFY(session.part<QLabel>("attentionTitle")->text().contains(QStringLiteral("follows")));
        QCOMPARE(session.part<ChannelBars>("channelWeights")->weights(),
                 session.page().shown()->explanation.attention.front().channels);
        session.pressInStages(Qt::Key_Left);
        session.press("stageBack");
        QCOMPARE(session.page().strip().stage(), 0);
        QVERIFY(!session.part<QToolButton>("stageBack")->isEnabled());
        QVERIFY(session.settles());
        QCOMPARE(session.maps().rowCount(), 3);
        QCOMPARE(session.maps().index(0).data().toString().left(1), QStringLiteral("W"));
        QVERIFY(!session.part<QLabel>("attentionTitle")->isVisible());
        session.press("stageForward");
        session.press("stageForward");
        session.press("stageForward");
        QCOMPARE(session.page().strip().stage(), 3);
        QVERIFY(session.part<QLabel>("attentionTitle")->text().contains(QStringLiteral("this CBAM")));
        session.clickStage(8);
        QCOMPARE(session.page().strip().stage(), 8);
        QVERIFY(session.settles());
        QCOMPARE(session.maps().rowCount(), 512);
        QVERIFY(session.stages().hasFocus());
        session.press("stagePlay");
        QTRY_COMPARE(session.page().strip().stage(), 9);
        QVERIFY(!session.part<QToolButton>("stagePlay")->isChecked());
        QVERIFY(session.settles());
        QCOMPARE(session.maps().rowCount(), 3);
        QVERIFY(session.maps().index(0).data().toString().contains(QRegularExpression(QStringLiteral("star|galaxy|quasar"))));
    }

    void mapsAreDrawnAsWanted() {
        Session session(scratch("maps"));
        QVERIFY(explainSome(session));
        session.clickStage(2);
        QVERIFY(session.settles());
        const Explanation& explanation = session.page().shown()->explanation;
        QCOMPARE(session.maps().rowCount(), 32);
        QVERIFY(session.maps().channelAt(0) == strongest(explanation.stages[2]));
        session.choose("mapOrder", 1);
        for (int place = 0; place < 32; ++place)
            QCOMPARE(session.maps().channelAt(place), place);
        session.choose("mapBranch", 3);
        QCOMPARE(session.maps().rowCount(), explanation.branches[2].channels);
        session.choose("mapBranch", 0);

        const auto picture = [&](int place) { return session.maps().index(place).data(Qt::DecorationRole).value<QImage>(); };
        const int faint = faintest(explanation.stages[2]);
        const QImage byItself = picture(faint);
        session.choose("mapScale", 1);
        QVERIFY(picture(faint) != byItself);
        session.pressInStages(Qt::Key_Right);
        QVERIFY(!session.part<QComboBox>("mapBranch")->isVisible());

        MapGrid& grid = session.page().panel().maps().grid();
        const int side = grid.side();
        QTest::keyClick(&session.window, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(grid.side() > side);
        QTest::keyClick(&session.window, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(grid.side(), MapGrid::usualSide);
    }

    void theNewestWishWins() {
        Session session(scratch("wishes"));
        QVERIFY(explainSome(session));
        const QStringList before{session.nameShown()};
        QStringList shown = before;
        connect(session.stages().model(), &QAbstractItemModel::dataChanged, &session.page(), [&] {
            if (shown.back() != session.nameShown())
                shown << session.nameShown();
        });
        for (int row = 20; row < 40; ++row)
            session.document().setCurrent(row);
        QVERIFY(session.explains(session.sources().name(39)));
        QCOMPARE(shown, before + QStringList{session.sources().name(39)});
    }

    void sourcesAreComparedSideBySide() {
        Session session(scratch("compare"));
        QVERIFY(explainSome(session));
        const QString first = session.nameShown();
        auto* add = session.part<QToolButton>("addCompared");
        session.press("addCompared");
        QVERIFY(!add->isEnabled()); // it stands there
        QVERIFY(session.settles());
        QCOMPARE(session.columns().size(), std::size_t(1));
        const int second = session.document().current() == 3 ? 4 : 3;
        session.document().setCurrent(second);
        QVERIFY(session.explains(session.sources().name(second)));
        QCOMPARE(session.columns().size(), std::size_t(2));
        QCOMPARE(session.columns()[0]->source()->name, first);
        QCOMPARE(session.columns()[1]->source()->name, session.sources().name(second));
        QVERIFY(add->isEnabled());

        // The same channels in the same places, scrolled and picked together, at every stage.
        session.clickStage(8);
        QVERIFY(session.settles());
        MapColumn &left = *session.columns()[0], &right = *session.columns()[1];
        QCOMPARE(left.model().rowCount(), 512);
        for (int place = 0; place < 512; ++place)
            QCOMPARE(left.model().channelAt(place), right.model().channelAt(place));
        left.grid().setFocus();
        QTest::keyClick(&left.grid(), Qt::Key_End);
        QCOMPARE(right.grid().currentIndex().row(), 511);
        QVERIFY(left.grid().verticalScrollBar()->value() > 0);
        QCOMPARE(right.grid().verticalScrollBar()->value(), left.grid().verticalScrollBar()->value());

        session.press("addCompared");
        QVERIFY(session.settles());
        QCOMPARE(session.columns().size(), std::size_t(2));
        const int third = second + 5;
        session.document().setCurrent(third);
        QVERIFY(session.explains(session.sources().name(third)));
        QCOMPARE(session.columns().size(), std::size_t(3));

        // Another model sees them all anew.
        const SharedExplanation before = session.columns()[0]->source();
        session.window.models().load(iic::test::demoModel());
        QTRY_VERIFY_WITH_TIMEOUT(session.page().shown() && session.settles() && session.columns().size() == 3 &&
                                     session.columns()[0]->source() != before,
                                 20000);
        QCOMPARE(session.columns()[0]->source()->name, first);

        auto* remove = session.columns()[0]->findChild<QToolButton*>(QStringLiteral("removeCompared"));
        QTest::mouseClick(remove, Qt::LeftButton);
        QVERIFY(session.settles());
        QCOMPARE(session.columns().size(), std::size_t(2));
        QCOMPARE(session.columns()[0]->source()->name, session.sources().name(second));
    }

    void figuresAreSaved() {
        Session session(scratch("figures"));
        QVERIFY(explainSome(session));
        const std::filesystem::path folder = scratch("figures");
        const auto save = [&](FigurePanel& panel, const char* name) {
            QSignalSpy saved(&session.page(), &ExplainWorkspace::figureSaved);
            const std::filesystem::path file = folder / name;
            panel.saveAs(QString::fromStdString(file.string()));
            return (!saved.isEmpty() || saved.wait(20000)) && std::filesystem::file_size(file) > 1000;
        };
        for (const char* name : {"way.png", "way.svg", "way.pdf", "way.csv"})
            QVERIFY2(save(session.page().strip().figurePanel(), name), name);
        const QImage way(QString::fromStdString((folder / "way.png").string()));
        QVERIFY(way.width() > 2 * way.height()); // four blocks in a row
        const auto table = readTable(folder / "way.csv");
        QVERIFY(table);
        QCOMPARE(table->rowCount(), std::size_t(48)); // sixteen maps of each of three stages
        QCOMPARE(table->find("stage")->text(47), std::string("cbam1"));

        session.clickStage(2);
        QVERIFY(save(session.page().panel().figurePanel(), "rfb.png"));
        QVERIFY(save(session.page().panel().figurePanel(), "rfb.csv"));
        const auto stage = readTable(folder / "rfb.csv");
        QVERIFY(stage);
        QCOMPARE(stage->rowCount(), std::size_t(32));
        QCOMPARE(stage->find("source")->text(0), session.nameShown().toStdString());
        QCOMPARE(stage->find("channel")->number(0), std::optional(double(session.maps().channelAt(0) + 1)));
    }

    void theListItWasChosenInIsStepped() {
        Session session(scratch("lists"));
        QVERIFY(session.open(sky_) && session.hasModel() && session.openDataset(file_));
        session.clickInGallery(4);
        const int row = session.dataset().current();
        QVERIFY(session.document().current() >= 0); // the same source on the sky
        session.show();
        QVERIFY(session.explains(session.rows().name(row)));
        QCOMPARE(session.page().sourceCount(), session.rows().size());
        QCOMPARE(session.inspectedHere(), session.nameShown());
        session.pressInStages(Qt::Key_N);
        QVERIFY(session.dataset().current() != row);
        QVERIFY(session.explains(session.rows().name(session.dataset().current())));
        session.pressInStages(Qt::Key_Q);
        QCOMPARE(session.rows().label(session.dataset().current()), UserLabel::Quasar);

        const int other = session.document().current() == 7 ? 8 : 7;
        session.document().setCurrent(other);
        QVERIFY(session.explains(session.sources().name(other)));
        QCOMPARE(session.page().sourceCount(), session.sources().size());
        QCOMPARE(session.inspectedHere(), session.nameShown());
        QTRY_VERIFY(session.sources().prediction(other).has_value());
        session.pressInStages(Qt::Key_G);
        QCOMPARE(session.sources().label(other), UserLabel::Galaxy);
    }

    void asManyAsMayBeComparedNeedNoWiderWindow() {
        Session session(scratch("many"));
        QVERIFY(explainSome(session));
        for (int row = 10; row < 10 + int(ComparedSources::most); ++row) {
            session.press("addCompared");
            session.document().setCurrent(row);
            QVERIFY(session.explains(session.sources().name(row)));
        }
        QCOMPARE(session.columns().size(), ComparedSources::most + 1);
        QVERIFY(!session.part<QToolButton>("addCompared")->isEnabled());
        QVERIFY(session.window.minimumSizeHint().width() <= 1280);
        QCOMPARE(session.window.width(), 1280);
    }

    void anotherModelExplainsAnew() {
        Session session(scratch("another"));
        QVERIFY(explainSome(session));
        const SharedExplanation before = session.page().shown();
        session.window.models().load(iic::test::demoModel());
        QTRY_VERIFY_WITH_TIMEOUT(session.page().shown() && session.page().shown() != before, 20000);
        QCOMPARE(session.page().shown()->name, before->name);
        QCOMPARE(session.page().strip().stage(), 1);
    }

    void aNetworkThatReadsMagnitudesHasNoMaps() {
        Session session(scratch("colours"));
        QVERIFY(explainSome(session));
        const int row = session.document().current();
        const auto colours =
            iic::test::untrainedModel(scratch("colours-run"), {}, colourCard({Band::W1, Band::W2, Band::W3}, ""));
        session.window.models().load(colours);
        auto* fault = session.part<QLabel>("explainFault");
        QTRY_VERIFY_WITH_TIMEOUT(fault->isVisible(), 20000);
        QVERIFY2(fault->text().contains(QStringLiteral("magnitudes")), qPrintable(fault->text()));
        session.window.workspaces().show(session.window.sky()); // the source is classified all the same
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().predictedClass(row).has_value(), 20000);
        QVERIFY(session.openDataset(file_));
        session.dataset().setCurrent(0);
        QTRY_VERIFY_WITH_TIMEOUT(session.rows().predictedClass(0).has_value(), 20000);
        session.show();
        QTRY_VERIFY_WITH_TIMEOUT(fault->isVisible(), 20000);
    }

    void whyASourceCannotBeExplainedIsSaid() {
        const std::filesystem::path poor = scratch("poor");
        for (const auto& file : std::filesystem::directory_iterator(sky_))
            if (file.path().extension() == ".fits" && file.path().filename().string().find("w3") == std::string::npos)
                std::filesystem::copy(file.path(), poor);
        Session session(scratch("poor-session"));
        QVERIFY(session.open(poor) && session.hasModel());
        session.document().setCurrent(0);
        session.show();
        auto* fault = session.part<QLabel>("explainFault");
        QTRY_VERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains(QStringLiteral("W3")), qPrintable(fault->text()));
    }

  private:
    bool explainSome(Session& session) {
        if (!session.open(sky_) || !session.hasModel())
            return false;
        const int row = session.innerSource();
        session.document().setCurrent(row);
        session.show();
        return session.explains(session.sources().name(row));
    }
    static QStringList shownTexts(Session& session) {
        QStringList texts;
        for (const QLabel* label : session.page().findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        return texts;
    }
    static std::vector<double> sums(const FeatureMaps& maps) {
        const auto area = static_cast<std::size_t>(maps.height * maps.width);
        std::vector<double> all;
        for (std::size_t channel = 0; channel < static_cast<std::size_t>(maps.channels); ++channel) {
            double sum = 0;
            for (std::size_t i = 0; i < area; ++i)
                sum += std::abs(maps.values[channel * area + i]);
            all.push_back(sum);
        }
        return all;
    }
    static int strongest(const FeatureMaps& maps) {
        const auto all = sums(maps);
        return static_cast<int>(std::ranges::max_element(all) - all.begin());
    }
    /// Of those that are not empty.
    static int faintest(const FeatureMaps& maps) {
        const auto all = sums(maps);
        int found = strongest(maps);
        for (std::size_t channel = 0; channel < all.size(); ++channel)
            if (all[channel] > 0 && all[channel] < all[static_cast<std::size_t>(found)])
                found = static_cast<int>(channel);
        return found;
    }
};

IIC_WINDOW_TEST_MAIN(TestExplainWindow)
#include "test_explain_window.moc"
