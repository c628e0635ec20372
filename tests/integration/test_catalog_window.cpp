#include "WindowSession.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

#include <fmt/format.h>
#include <fstream>

using namespace iic;
using namespace iic::ui;
using iic::test::WindowSession;

/// What the columns of the open catalog mean, and its match with another, as a user does both.
class TestCatalogWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path images_;
    std::vector<SkyCoord> places_;
    std::vector<SourceClass> truths_;
    std::vector<double> w1_, w2_;

    /// The simulated sources as a table of three to five columns under a header of one's own.
    std::filesystem::path write(const char* name, const std::string& header) {
        const std::filesystem::path file = scratch("tables") / name;
        std::ofstream out(file);
        out << header << '\n';
        for (std::size_t i = 0; i < places_.size(); ++i)
            out << fmt::format("s{},{:.7f},{:.7f},{:.3f},{:.3f}\n", i, places_[i].rightAscension, places_[i].declination, w1_[i],
                               w2_[i]);
        return file;
    }
    /// The same places 0.7 arcsec further north but the last 20, with classes as SDSS gives them; the first 10 have a warning.
    std::filesystem::path writeClasses(const char* name, bool scrambled = false) {
        const std::filesystem::path file = scratch("tables") / name;
        std::ofstream out(file);
        out << "specobjid,ra,dec,class,z,zWarning\n";
        for (std::size_t i = 0; i + 20 < places_.size(); ++i) {
            const SourceClass which = scrambled ? static_cast<SourceClass>(i % 3) : truths_[i];
            const char* label = which == SourceClass::Star ? "STAR" : which == SourceClass::Galaxy ? "GALAXY" : "QSO";
            out << fmt::format("{},{:.7f},{:.7f},{},0.5,{}\n", 1000 + i, places_[i].rightAscension,
                               places_[i].declination + 0.7 / 3600, label, i < 10 ? 4 : 0);
        }
        return file;
    }

    template <typename T> static T* in(QWidget* window, const char* name) {
        return window ? window->findChild<T*>(name) : nullptr;
    }
    static QDialog* dialog() { return qobject_cast<QDialog*>(QApplication::activeModalWidget()); }
    static void click(QWidget* window, const char* name) {
        auto* button = in<QAbstractButton>(window, name);
        QVERIFY2(button && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// Goes down a list with the keyboard to the first entry that starts so.
    static void choose(QWidget* window, const char* name, const char* start) {
        auto* list = in<QComboBox>(window, name);
        QVERIFY2(list, name);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        for (int step = 0; step < list->count() && !list->currentText().startsWith(start); ++step)
            QTest::keyClick(list, Qt::Key_Down);
        QVERIFY2(list->currentText().startsWith(start), start);
    }
    static QAction* action(WindowSession& session, const QString& text) {
        for (QAction* menu : session.window.menuBar()->actions())
            for (QAction* action : menu->menu()->actions())
                if (action->text().remove('&') == text)
                    return action;
        return nullptr;
    }
    static QStringList issues(WindowSession& session, Severity severity) {
        QStringList found;
        for (const Issue& issue : session.window.issues().issues())
            if (issue.severity == severity)
                found << issue.what;
        return found;
    }
    static QStringList rememberedNotes(WindowSession& session) {
        return issues(session, Severity::Note).filter("roles that you chose");
    }
    bool openWith(WindowSession& session, const std::filesystem::path& table) {
        session.window.open({images_, table});
        return QTest::qWaitFor(
            [&] { return session.document().sourcesName() == QString::fromStdString(table.filename().string()); }, 30000);
    }
    static QDialog* openMatch(WindowSession& session, const std::filesystem::path& other) {
        action(session, "Match with a catalog…")->trigger();
        QDialog* match = dialog();
        auto* file = in<QLineEdit>(match, "otherFile");
        if (!file)
            return nullptr;
        QTest::keyClicks(file, QString::fromStdString(other.string()));
        QTest::keyClick(file, Qt::Key_Return);
        return match;
    }
    static bool isReady(QDialog* match) {
        return QTest::qWaitFor([&] { return in<QPushButton>(match, "match")->isEnabled(); }, 20000);
    }
    static int known(const SourceList& sources, SourceClass which) {
        const auto& truths = sources.columns()->truth;
        return int(std::count(truths.begin(), truths.end(), std::optional(which)));
    }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        const std::filesystem::path sky = test::writeSmallSky(scratch("sky"));
        QVERIFY(!sky.empty());
        images_ = scratch("images");
        for (const auto& entry : std::filesystem::directory_iterator(sky))
            if (entry.path().extension() == ".fits")
                std::filesystem::copy(entry.path(), images_ / entry.path().filename());
        const Result<Catalog> catalog = readCatalog(sky / "catalog.tbl"), truth = readCatalog(sky / "truth.tbl");
        QVERIFY(catalog && truth && catalog->size() == truth->size());
        for (std::size_t row = 0; row < catalog->size(); ++row) {
            places_.push_back(*catalog->position(row));
            truths_.push_back(*truth->truth(row));
            w1_.push_back(catalog->magnitude(row, Band::W1).value_or(15));
            w2_.push_back(catalog->magnitude(row, Band::W2).value_or(15));
        }
    }
    void cleanup() { QSettings().clear(); }

    void rolesAreChosenAndRemembered() {
        const std::filesystem::path table = write("bright.csv", "name,ra,dec,bright,w2mpro");
        {
            WindowSession session(scratch("roles"));
            QVERIFY(openWith(session, table));
            QVERIFY(std::isnan(session.sources().magnitude(0, Band::W1)));
            click(&session.window, "rolesButton");
            QDialog* roles = dialog();
            QVERIFY(roles);
            QCOMPARE(in<QComboBox>(roles, "magnitude2")->currentText(), QString("w2mpro"));
            QCOMPARE(in<QLabel>(roles, "magnitude2State")->text(), QString("guessed"));
            QVERIFY(!in<QPushButton>(roles, "backToGuess")->isEnabled());
            choose(roles, "magnitude1", "bri");
            QCOMPARE(in<QComboBox>(roles, "magnitude1")->currentText(), QString("bright"));
            QCOMPARE(in<QLabel>(roles, "magnitude1State")->text(), QString("you"));
            click(roles, "backToGuess");
            QCOMPARE(in<QComboBox>(roles, "magnitude1")->currentIndex(), 0);
            choose(roles, "magnitude1", "bri");
            click(roles, "useRoles");
            QTRY_COMPARE(session.sources().magnitude(0, Band::W1), std::round(w1_[0] * 1000) / 1000);
            QVERIFY(rememberedNotes(session).isEmpty());
        }
        const std::filesystem::path alike = write("other.csv", "name,ra,dec,bright,w2mpro");
        WindowSession session(scratch("elsewhere"));
        QVERIFY(openWith(session, alike));
        QVERIFY(!std::isnan(session.sources().magnitude(0, Band::W1)));
        QCOMPARE(rememberedNotes(session).size(), 1);
        QVERIFY2(rememberedNotes(session).first().contains("Magnitude in W1: bright"),
                 qPrintable(rememberedNotes(session).first()));

        action(session, "Column roles…")->trigger();
        QCOMPARE(in<QLabel>(dialog(), "magnitude1State")->text(), QString("you"));
        click(dialog(), "backToGuess");
        click(dialog(), "useRoles");
        QTRY_VERIFY(std::isnan(session.sources().magnitude(0, Band::W1)));
        QSignalSpy came(&session.document().store(), &SourceStore::wasReset);
        session.window.open({table});
        QTRY_COMPARE(came.count(), 1);
        QVERIFY(std::isnan(session.sources().magnitude(0, Band::W1)));
        QCOMPARE(rememberedNotes(session).size(), 1);
    }

    void rolesGoWithTheProject() {
        const std::filesystem::path table = write("own.csv", "name,ra,dec,bright,w2mpro"),
                                    project = scratch("goes") / "a.iicproj";
        {
            WindowSession session(scratch("elsewhere"));
            session.window.open({project});
            QTRY_COMPARE(session.window.project().file(), project);
            QVERIFY(openWith(session, table));
            action(session, "Column roles…")->trigger();
            choose(dialog(), "magnitude1", "bri");
            click(dialog(), "useRoles");
            QTRY_VERIFY(!std::isnan(session.sources().magnitude(0, Band::W1)));
        }
        QSettings().clear(); // as on another machine
        WindowSession session(scratch("elsewhere"));
        session.window.open({project});
        QTRY_COMPARE_WITH_TIMEOUT(session.document().sourcesName(), QString("own.csv"), 20000);
        QVERIFY(!std::isnan(session.sources().magnitude(0, Band::W1)));
        QCOMPARE(rememberedNotes(session).size(), 1);
    }

    void unknownPositionsAreAskedFor() {
        const std::filesystem::path table = write("where.csv", "name,east,north,w1mpro,w2mpro");
        WindowSession session(scratch("asked"));
        session.window.open({images_, table});
        QTRY_VERIFY_WITH_TIMEOUT(dialog(), 30000);
        QVERIFY(in<QLabel>(dialog(), "roleProblem")->text().contains("no columns with positions"));
        QVERIFY(!in<QPushButton>(dialog(), "useRoles")->isEnabled());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_COMPARE(session.window.issues().count(Severity::Error), 1);
        QCOMPARE(session.document().store().size(), 0);

        session.window.open({table});
        QTRY_VERIFY_WITH_TIMEOUT(dialog(), 30000);
        QCOMPARE(QApplication::focusWidget()->objectName(), QString("rightAscension"));
        QTest::keyClicks(QApplication::focusWidget(), "eas");
        QTest::keyClick(dialog(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QString("declination"));
        QTest::keyClicks(QApplication::focusWidget(), "nor");
        QTest::keyClick(dialog(), Qt::Key_Return);
        QTRY_COMPARE(session.sources().size(), int(places_.size()));
        QCOMPARE(session.window.issues().count(Severity::Error), 1);

        WindowSession second(scratch("asked again"));
        QVERIFY(openWith(second, table));
        QVERIFY(!dialog());
        QCOMPARE(rememberedNotes(second).size(), 1);
    }

    void detectedSourcesHaveNoRoles() {
        WindowSession session(scratch("detected"));
        QVERIFY(!action(session, "Match with a catalog…")->isEnabled());
        QVERIFY(session.open(images_));
        QVERIFY(!action(session, "Column roles…")->isEnabled());
        QVERIFY(!in<QToolButton>(&session.window, "rolesButton")->isEnabled());
        QVERIFY(action(session, "Match with a catalog…")->isEnabled());
    }

    void aMatchGivesTruthsAndCounts() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        WindowSession session(scratch("match"));
        QVERIFY(openWith(session, table));
        QVERIFY(session.hasModel());
        const int row = 12;
        session.document().setCurrent(row);
        session.press(Qt::Key_G);
        QTRY_VERIFY(session.sources().prediction(row).has_value());
        const SkyCoord empty = session.emptyPlace();
        session.click(empty);
        QTRY_COMPARE(session.sources().size(), int(places_.size()) + 1);
        QTRY_VERIFY(session.sources().prediction(session.sources().size() - 1).has_value());
        const std::array<float, 3> predicted = session.sources().prediction(row)->probabilities;

        QDialog* match = openMatch(session, writeClasses("sdss.csv"));
        QVERIFY(match);
        QVERIFY(isReady(match));
        QCOMPARE(in<QDoubleSpinBox>(match, "matchRadius")->value(), 2.0);
        QCOMPARE(in<QComboBox>(match, "classColumn")->currentText(), QString("class"));
        QVERIFY(in<QCheckBox>(match, "leaveDoubtfulOut")->isChecked());
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        QTest::keyClick(in<QLineEdit>(match, "otherFile"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);

        const SourceList& sources = session.sources();
        QCOMPARE(sources.size(), int(places_.size()) + 1);
        for (std::size_t i = 0; i < places_.size(); ++i)
            QCOMPARE(sources.truth(int(i)), i >= 10 && i + 20 < places_.size() ? std::optional(truths_[i]) : std::nullopt);
        QVERIFY(known(sources, SourceClass::Star) > 0 && known(sources, SourceClass::Quasar) > 0);
        const Table& columns = sources.columns()->catalog->table();
        for (const char* name : {"name", "w1mpro", "specobjid", "ra_2", "class", "zWarning", "separation"})
            QVERIFY2(columns.find(name), name);
        QVERIFY(std::abs(*columns.find("separation")->number(0) - 0.7) < 0.01);
        QVERIFY(!columns.find("separation")->number(places_.size() - 1));
        QCOMPARE(sources.label(row), UserLabel::Galaxy);
        QCOMPARE(sources.prediction(row)->probabilities, predicted);
        QVERIFY(sources.prediction(sources.size() - 1).has_value()); // of what was clicked
        QCOMPARE(session.document().current(), sources.size() - 1);
        const QString note = issues(session, Severity::Note).first();
        const auto matched = int(places_.size()) - 20;
        QVERIFY2(note.contains(QString("%1 of %2 sources matched within 2″, median 0.70″").arg(matched).arg(places_.size())),
                 qPrintable(note));
        QVERIFY2(note.contains(QString("%1 have a class now").arg(matched - 10)) && note.contains("20 unmatched") &&
                     note.contains("10 labels left out because their zWarning is not 0"),
                 qPrintable(note));
        QVERIFY(issues(session, Severity::Warning).filter("different sources").isEmpty());
        QVERIFY(session.document().sourcesName().contains("sdss.csv"));
    }

    void whatIsAskedForIsMatched() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        WindowSession session(scratch("asked match"));
        QVERIFY(openWith(session, table));
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        QDialog* match = openMatch(session, writeClasses("sdss.csv"));
        QVERIFY(isReady(match));
        QTest::mouseClick(in<QCheckBox>(match, "leaveDoubtfulOut"), Qt::LeftButton, {}, QPoint(8, 8));
        auto* radius = in<QDoubleSpinBox>(match, "matchRadius");
        radius->setFocus();
        radius->selectAll();
        QTest::keyClicks(radius, "1.5");
        click(match, "mutualPairs");
        click(match, "match");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
        QCOMPARE(session.sources().truth(0), std::optional(truths_[0])); // in spite of its zWarning
        QVERIFY(issues(session, Severity::Note).first().contains("within 1.5″"));

        match = openMatch(session, writeClasses("sdss.csv")); // instead of the first
        QVERIFY(isReady(match));
        choose(match, "classColumn", "none");
        click(match, "match");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, 20000);
        QVERIFY(!session.sources().truth(20));
        QVERIFY(!session.sources().columns()->catalog->table().find("class_2"));
    }

    void implausibleColoursAreWarnedOf() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        WindowSession session(scratch("implausible"));
        QVERIFY(openWith(session, table));
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        QDialog* match = openMatch(session, writeClasses("scrambled.csv", true));
        QVERIFY(isReady(match));
        click(match, "match");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
        QCOMPARE(issues(session, Severity::Warning).filter("different sources").size() > 0, true);
    }

    void theOtherCatalogMayNeedRoles() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        const std::filesystem::path other = write("where.csv", "name,east,north,w1,w2");
        WindowSession session(scratch("other roles"));
        QVERIFY(openWith(session, table));
        QDialog* match = openMatch(session, other);
        QTRY_VERIFY(in<QLabel>(match, "otherCatalog")->text().contains("no columns with positions"));
        QVERIFY(!in<QPushButton>(match, "match")->isEnabled());
        click(match, "otherRoles");
        choose(dialog(), "rightAscension", "eas");
        choose(dialog(), "declination", "nor");
        click(dialog(), "useRoles");
        QVERIFY(isReady(match));
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        click(match, "match");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
        QVERIFY(session.sources().columns()->catalog->table().find("north"));
    }

    void aFileThatIsNoTableIsRefused() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        WindowSession session(scratch("no table"));
        QVERIFY(openWith(session, table));
        QDialog* match = openMatch(session, scratch("tables") / "missing.csv");
        QTRY_VERIFY(!in<QLabel>(match, "otherCatalog")->text().isEmpty() &&
                    !in<QLabel>(match, "otherCatalog")->text().startsWith("Reading"));
        QVERIFY(!in<QPushButton>(match, "match")->isEnabled());
        QVERIFY(match->isVisible());
        match->reject();
    }

    void cancellingAMatchLeavesTheSources() {
        const std::filesystem::path table = write("plain.csv", "name,ra,dec,w1mpro,w2mpro");
        WindowSession session(scratch("cancel"));
        QVERIFY(openWith(session, table));
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        QSignalSpy reset(&session.document().store(), &SourceStore::wasReset);
        QSignalSpy started(&session.window.controller(), &SkyController::jobStarted);
        QDialog* match = openMatch(session, writeClasses("sdss.csv"));
        QVERIFY(isReady(match));
        click(match, "match");
        QCOMPARE(started.count(), 1);
        QSignalSpy cancelled(qobject_cast<Job*>(started.first().first().value<QObject*>()), &Job::cancelled);
        click(&session.window, "cancelJob");
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 20000);
        QCOMPARE(done.count() + reset.count(), 0);
        QVERIFY(!session.sources().truth(20));
        QVERIFY(!session.sources().columns()->catalog->table().find("separation"));
        QCOMPARE(session.document().sourcesName(), QString("plain.csv"));
        QCOMPARE(session.window.issues().count(Severity::Error), 0);
    }

    void rolesChangedAfterAMatchKeepIt() {
        const std::filesystem::path table = write("bright.csv", "name,ra,dec,bright,w2mpro");
        WindowSession session(scratch("after"));
        QVERIFY(openWith(session, table));
        QSignalSpy done(&session.window.controller(), &SkyController::matched);
        QDialog* match = openMatch(session, writeClasses("sdss.csv"));
        QVERIFY(isReady(match));
        click(match, "match");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
        action(session, "Column roles…")->trigger();
        choose(dialog(), "magnitude1", "bri");
        click(dialog(), "useRoles");
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, 20000);
        QCOMPARE(session.sources().truth(20), std::optional(truths_[20]));
        QVERIFY(!std::isnan(session.sources().magnitude(20, Band::W1)));
        session.window.controller().detect();
        QTRY_VERIFY(session.document().sourcesName().contains("detected"));
        QCOMPARE(done.count(), 2);
    }
};

IIC_WINDOW_TEST_MAIN(TestCatalogWindow)
#include "test_catalog_window.moc"
