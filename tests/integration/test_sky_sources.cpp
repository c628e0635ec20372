#include "WindowSession.h"

#include "shell/ExportActions.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include <fstream>

using namespace iic;
using namespace iic::ui;
using iic::test::WindowSession;

/// Where sources come from, what becomes of them when others come, and what the keys and filters do to them.
class TestSkySources : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_, images_;

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeSmallSky(scratch("sky"));
        QVERIFY(!sky_.empty());
        images_ = scratch("images");
        for (const auto& entry : std::filesystem::directory_iterator(sky_))
            if (entry.path().extension() == ".fits")
                std::filesystem::copy(entry.path(), images_ / entry.path().filename());
    }

    void cleanup() { QSettings().clear(); }

    void aCatalogDroppedWhileImagesOpenIsShown() {
        WindowSession session(scratch("early"));
        session.window.open({images_});
        session.window.open({sky_ / "catalog.tbl"});
        QTRY_COMPARE_WITH_TIMEOUT(session.document().sourcesName(), QString("catalog.tbl"), 20000);
        QCOMPARE(session.window.issues().count(Severity::Error), 0);
    }

    void aCatalogAloneAsksForImages() {
        WindowSession session(scratch("alone"));
        session.window.open({sky_ / "catalog.tbl"});
        QVERIFY(session.window.isBusy()); // it is looked at on another thread
        QCOMPARE(session.window.issues().count(Severity::Error), 0);
        QTRY_COMPARE(session.window.issues().count(Severity::Error), 1);
        QVERIFY(session.window.issues().issues().back().file.endsWith("catalog.tbl"));
    }

    void aNamedCatalogGoesBeforeThatOfTheFolder() {
        const std::filesystem::path mine = scratch("named") / "mine.csv";
        WindowSession session(scratch("named"));
        QVERIFY(session.open(sky_));
        const SkyCoord place = session.sources().position(0);
        std::ofstream(mine) << "name,ra,dec\nmy own," << place.rightAscension << ',' << place.declination << '\n';
        session.window.open({mine, sky_});
        QTRY_COMPARE_WITH_TIMEOUT(session.document().sourcesName(), QString("mine.csv"), 20000);
        QCOMPARE(session.sources().name(0), QString("my own"));
    }

    void whatWasClickedAndLabelledComesBack() {
        const std::filesystem::path journal = scratch("clicked");
        SkyCoord place;
        {
            WindowSession session(journal);
            QVERIFY(session.open(sky_));
            place = session.emptyPlace();
            const int before = session.sources().size();
            session.click(place);
            QTRY_COMPARE(session.document().current(), before);
            place = session.sources().position(session.sources().size() - 1);
            session.press(Qt::Key_Q);
        }
        WindowSession session(journal);
        QVERIFY(session.open(sky_));
        QTRY_VERIFY(separationArcsec(session.sources().position(session.sources().size() - 1), place) < 1);
        QCOMPARE(session.sources().label(session.sources().size() - 1), UserLabel::Quasar);
    }

    void whatWasClickedStaysWhenOtherSourcesCome() {
        WindowSession session(scratch("stays"));
        QVERIFY(session.open(sky_));
        const SkyCoord place = session.emptyPlace();
        const int before = session.sources().size();
        session.click(place);
        QTRY_COMPARE(session.document().current(), before);
        QSignalSpy came(&session.document().store(), &SourceStore::wasReset);
        session.window.controller().detect();
        QTRY_COMPARE_WITH_TIMEOUT(came.count(), 1, 20000);
        QVERIFY(separationArcsec(session.sources().position(session.sources().size() - 1), place) < 2);
        QCOMPARE(session.document().current(), session.sources().size() - 1);
    }

    void whatWasClickedCanBeRemoved() {
        const std::filesystem::path journal = scratch("removed");
        SkyCoord place;
        {
            WindowSession session(journal);
            QVERIFY(session.open(sky_));
            const int before = session.sources().size();
            QAction* remove = action(session, "R&emove the measured source");
            QVERIFY(remove && !remove->isEnabled());
            session.click(session.sources().position(session.innerSource()));
            QVERIFY(session.document().current() >= 0 && !remove->isEnabled()); // of the catalog
            session.press(Qt::Key_Delete);
            QCOMPARE(session.sources().size(), before);

            place = session.emptyPlace();
            session.click(place);
            QTRY_COMPARE(session.document().current(), before);
            QVERIFY(remove->isEnabled());
            session.press(Qt::Key_Q);
            session.press(Qt::Key_Delete);
            QCOMPARE(session.sources().size(), before);
            QCOMPARE(session.document().current(), -1);
            QVERIFY(!remove->isEnabled());
            QCOMPARE(session.document().shown().count(), before);
            QCOMPARE(session.window.sky().table().view().model()->rowCount(), before);

            session.press(Qt::Key_Z, Qt::ControlModifier); // the label asks for its source again
            QTRY_COMPARE(session.sources().size(), before + 1);
            QCOMPARE(session.sources().label(before), UserLabel::Quasar);
            session.click(place);
            QCOMPARE(session.document().current(), before);
            remove->trigger();
            QCOMPARE(session.sources().size(), before);
        }
        WindowSession session(journal);
        QVERIFY(session.open(sky_));
        QTRY_VERIFY(!session.window.isBusy());
        QVERIFY(session.document().labelledPlacesWithoutSource().empty());
        QVERIFY(session.sources().added().empty());
        session.click(place); // nothing is there, so it is measured anew
        QTRY_COMPARE(session.sources().added().size(), std::size_t(1));
        QCOMPARE(session.currentLabel(), UserLabel::None);
    }

    void nothingIsRemovedWhileClassesComeByRow() {
        WindowSession session(scratch("while classifying"));
        QVERIFY(session.open(sky_) && session.hasModel());
        const int before = session.sources().size();
        session.click(session.emptyPlace());
        QTRY_COMPARE(session.document().current(), before);
        QAction* remove = action(session, "R&emove the measured source");
        QVERIFY(remove->isEnabled());
        QSignalSpy classified(&session.window.controller(), &SkyController::classified);
        session.window.controller().classifyAll();
        QVERIFY(!remove->isEnabled());
        session.press(Qt::Key_Delete);
        QCOMPARE(session.sources().size(), before + 1);
        QTRY_COMPARE_WITH_TIMEOUT(classified.count(), 1, 60'000);
        QTRY_VERIFY(remove->isEnabled());
    }

    void deleteInTheFilterIsNoRemoval() {
        WindowSession session(scratch("delete"));
        QVERIFY(session.open(sky_));
        const int before = session.sources().size();
        session.click(session.emptyPlace());
        QTRY_COMPARE(session.document().current(), before);
        auto* filter = session.window.findChild<QLineEdit*>("filterEdit");
        filter->setFocus();
        QTest::keyClicks(filter, "xy");
        QTest::keyClick(filter, Qt::Key_Home);
        QTest::keyClick(filter, Qt::Key_Delete);
        QCOMPARE(filter->text(), QString("y"));
        QCOMPARE(session.sources().size(), before + 1);
        session.window.sky().table().view().setFocus();
        QTest::keyClick(&session.window.sky().table().view(), Qt::Key_Delete); // there it is
        QCOMPARE(session.sources().size(), before);
    }

    void aLaterClickIsNotOverruledByAnEarlierOne() {
        WindowSession session(scratch("later"));
        QVERIFY(session.open(sky_));
        const int known = session.innerSource(), before = session.sources().size();
        session.click(session.emptyPlace()); // measured on another thread
        session.click(session.sources().position(known));
        const int picked = session.document().current();
        QVERIFY(picked >= 0 && picked < before);
        QSignalSpy came(&session.document().store(), &SourceStore::wasReset);
        session.window.controller().detect(); // takes longer than the measurement
        QTRY_COMPARE_WITH_TIMEOUT(came.count(), 1, 20000);
        QVERIFY(session.sources().added().empty());
    }

    void aPressOnThePanelIsNotOneOnTheSky() {
        WindowSession session(scratch("panel"));
        QVERIFY(session.open(sky_));
        for (int i = 0; i < 12; ++i)
            session.sky().zoomBy(1.25); // so that there is sky below the panel
        const int before = session.sources().size();
        StretchPanel& panel = session.window.sky().stretchPanel();
        for (auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                QTest::mouseClick(label, Qt::LeftButton);
        QTest::mouseClick(&panel, Qt::LeftButton, {}, QPoint(3, 3));
        QCOMPARE(session.document().current(), -1);
        QCOMPARE(session.sources().size(), before);
    }

    void labellingUnderAFilterKeepsTheSource() {
        WindowSession session(scratch("filter"));
        QVERIFY(session.open(sky_));
        QTest::mouseClick(session.window.findChild<QToolButton*>("unlabelledChip"), Qt::LeftButton);
        session.press(Qt::Key_N);
        session.press(Qt::Key_N);
        QCOMPARE(session.document().current(), 1);
        session.press(Qt::Key_G); // the row leaves the table, not the selection
        QCOMPARE(session.document().current(), 1);
        session.press(Qt::Key_S); // a second thought
        QCOMPARE(session.sources().label(1), UserLabel::Star);
        QCOMPARE(session.sources().label(2), UserLabel::None);
        session.press(Qt::Key_N); // goes on where the row stood
        QCOMPARE(session.document().current(), 2);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.document().current(), 1); // what was undone is shown
        QCOMPARE(session.sources().label(1), UserLabel::Galaxy);
    }

    void spaceKeepsToWhatTheFilterShows() {
        WindowSession session(scratch("space"));
        QVERIFY(session.open(sky_));
        QTest::mouseClick(session.window.findChild<QToolButton*>("snrChip"), Qt::LeftButton);
        const ShownSources& shown = session.document().shown();
        QTRY_VERIFY(shown.count() > 0 && shown.count() < session.sources().size());
        for (int step = 0; step < shown.count(); ++step) {
            session.press(Qt::Key_Space);
            QCOMPARE(shown.placeOf(session.document().current()), step);
        }
    }

    void labelsExportedTwiceAreTheLatest() {
        const std::filesystem::path file = scratch("twice") / "export.csv";
        WindowSession session(scratch("twice"));
        QVERIFY(session.open(sky_));
        const auto exportLabels = [&] {
            QSignalSpy written(&session.window.exports(), &ExportActions::exported);
            session.window.exports().exportTable(file, TableFormat::Csv);
            return written.wait(20000);
        };
        session.press(Qt::Key_N);
        session.press(Qt::Key_G);
        QVERIFY(exportLabels());
        session.window.open({file});
        QTRY_COMPARE_WITH_TIMEOUT(session.document().sourcesName(), QString("export.csv"), 20000);
        session.press(Qt::Key_Q);
        QVERIFY(exportLabels());
        const Result<Catalog> read = readCatalog(file);
        QVERIFY(read);
        QVERIFY(!read->table().find("label_iicnet"));
        QCOMPARE(read->table().find("label")->text(std::size_t(session.document().current())), std::string("quasar"));
    }

    void findGoesToAPlaceOrSaysWhyNot() {
        WindowSession session(scratch("find"));
        QVERIFY(session.open(sky_));
        const SkyCoord place = session.emptyPlace();
        const int before = session.sources().size();
        QDialog* dialog = openFind(session);
        QVERIFY(dialog);
        auto* text = dialog->findChild<QLineEdit*>("findText");
        QTest::keyClicks(text, "10.0 -45.0");
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        const auto answers = dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(answers.begin(), answers.end(),
                            [](QLabel* label) { return label->text().contains("not on this tile"); }));
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("%1 %2").arg(place.rightAscension, 0, 'f', 6).arg(place.declination, 0, 'f', 6));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(session.document().current(), before); // measured there, for no source was listed
    }

    void returnAsksAboutTheMiddle() {
        WindowSession session(scratch("return"));
        QVERIFY(session.open(sky_));
        session.press(Qt::Key_Return);
        QTRY_VERIFY(session.document().current() >= 0);
        const PixelCoord found = session.sources().pixel(session.document().current());
        QVERIFY(std::hypot(found.x - 199.5, found.y - 199.5) < 6);
    }

    void aSourceOffTheTileIsNoError() {
        const std::filesystem::path file = scratch("off") / "some.csv";
        WindowSession session(scratch("off"));
        QVERIFY(session.open(sky_));
        const SkyCoord place = session.sources().position(0);
        std::ofstream(file) << "name,ra,dec\non," << place.rightAscension << ',' << place.declination
                            << "\noff,10,-45\nno place,,\n";
        session.window.open({file});
        QTRY_COMPARE_WITH_TIMEOUT(session.sources().size(), 3, 20000);
        QVERIFY(session.hasModel());
        for (int row = 0; row < 3; ++row) {
            session.press(Qt::Key_N);
            QTRY_VERIFY(session.sources().prediction(row).has_value());
        }
        QCOMPARE(session.window.issues().count(Severity::Error), 0);
        QCOMPARE(session.sources().prediction(1)->status, PredictionStatus::OffTile);
    }

    void aBrokenModelGivesWayToTheBundledOne() {
        const std::filesystem::path broken = scratch("broken") / "broken.h5";
        std::ofstream(broken) << "no weights";
        WindowSession session(scratch("broken"), broken);
        QVERIFY(session.hasModel());
        QCOMPARE(session.window.models().card()->runId, std::string("demo"));
        QCOMPARE(session.window.issues().count(Severity::Error), 1);
    }

    void theStretchComesBack() {
        {
            WindowSession session(scratch("stretch"));
            QVERIFY(session.open(sky_));
            StretchPanel& panel = session.window.sky().stretchPanel();
            StretchChoice choice = panel.choice();
            choice.limits = 1;
            choice.channels = {2, 1, 0};
            choice.singleBand = 3;
            panel.setChoice(choice);
            session.window.sky().table().view().sortByColumn(static_cast<int>(SourceColumn::Magnitude1), Qt::DescendingOrder);
            session.window.close();
        }
        WindowSession session(scratch("stretch"));
        QVERIFY(session.open(sky_));
        const StretchChoice& choice = session.window.sky().stretchPanel().choice();
        QCOMPARE(choice.limits, 1);
        QCOMPARE(choice.channels, (std::array<int, 3>{2, 1, 0}));
        QCOMPARE(choice.singleBand, 3);
        const ShownSources& shown = session.document().shown();
        QTRY_COMPARE(shown.count(), session.sources().size());
        for (int place = 1; place < shown.count(); ++place)
            QVERIFY(session.sources().magnitude(shown.sourceRow(place - 1), Band::W1) >=
                    session.sources().magnitude(shown.sourceRow(place), Band::W1));
    }

  private:
    static QAction* action(WindowSession& session, const QString& text) {
        for (auto* action : session.window.findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    static QDialog* openFind(WindowSession& session) {
        session.press(Qt::Key_F, Qt::ControlModifier);
        return qobject_cast<QDialog*>(QApplication::activeModalWidget());
    }

    void aRegionOutlinedOnTheSkyKeepsWhatIsInside() {
        WindowSession session(scratch("region"));
        QVERIFY(session.open(sky_));
        SkyView& sky = session.sky();
        const auto drag = [&](const QRect& box, Qt::KeyboardModifiers modifiers) {
            QTest::mousePress(&sky, Qt::LeftButton, modifiers, box.topLeft());
            for (const QPoint& corner : {box.topRight(), box.bottomRight(), box.bottomLeft()}) {
                QMouseEvent move(QEvent::MouseMove, corner, sky.mapToGlobal(corner), Qt::LeftButton, Qt::LeftButton, modifiers);
                QApplication::sendEvent(&sky, &move);
            }
            QTest::mouseRelease(&sky, Qt::LeftButton, modifiers, box.bottomLeft());
        };
        const QRect box(sky.width() / 2 - 120, sky.height() / 2 - 100, 240, 200);
        const auto isInside = [&](int row) {
            return box.contains(sky.widgetPosition(session.sources().position(row)).toPoint());
        };
        drag(box, Qt::ShiftModifier);
        QTRY_VERIFY(session.document().shown().count() < session.sources().size());
        int expected = 0;
        for (int row = 0; row < session.sources().size(); ++row) {
            expected += isInside(row);
            QCOMPARE(session.document().shown().isShown(row), isInside(row));
        }
        QVERIFY(expected > 3);
        QCOMPARE(session.window.filter().chips().size(), std::size_t(1));

        session.press(Qt::Key_O); // armed, another region takes the place of the first
        drag(box.translated(0, 40), {});
        QTRY_VERIFY(!session.document().shown().isWorking());
        QCOMPARE(session.window.filter().chips().size(), std::size_t(1));
        session.press(Qt::Key_O);
        session.press(Qt::Key_Escape);
        const SkyCoord before = *session.document().tile()->reference().wcs.toSky(sky.pixelAt({50, 50}));
        drag(box, {}); // pans again
        QVERIFY(separationArcsec(before, *session.document().tile()->reference().wcs.toSky(sky.pixelAt({50, 50}))) > 10);
        QCOMPARE(session.window.filter().chips().size(), std::size_t(1));
    }
};

IIC_WINDOW_TEST_MAIN(TestSkySources)
#include "test_sky_sources.moc"
