#include "WindowSession.h"

#include "shell/ExportActions.h"

#include "catalog/TableFile.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include <cmath>
#include <fstream>

using namespace iic;
using namespace iic::ui;

using iic::test::WindowSession;

class TestSkyWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_;

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeSmallSky(scratch("sky"));
        QVERIFY(!sky_.empty());
    }

    void opensAFolderWithItsCatalog() {
        WindowSession session(scratch("open"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.sources().size() > 50);
        QCOMPARE(session.document().shown().count(), session.sources().size());
    }

    void withoutACatalogItFindsSources() {
        const std::filesystem::path images = scratch("images");
        for (const auto& entry : std::filesystem::directory_iterator(sky_))
            if (entry.path().extension() == ".fits")
                std::filesystem::copy(entry.path(), images / entry.path().filename());
        WindowSession session(scratch("detect"));
        QVERIFY(session.open(images));
        QVERIFY(session.sources().size() > 20);
    }

    void aClickClassifiesTheSourceAndKeysLabelIt() {
        WindowSession session(scratch("click"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.hasModel());
        const int row = session.innerSource();
        session.click(session.sources().position(row));
        QTRY_VERIFY(session.document().current() >= 0);
        const int picked = session.document().current();
        QVERIFY(separationArcsec(session.sources().position(picked), session.sources().position(row)) < 6);
        auto* galaxy = session.window.sky().findChild<QProgressBar*>("galaxy");
        auto* star = session.window.sky().findChild<QProgressBar*>("star");
        auto* quasar = session.window.sky().findChild<QProgressBar*>("quasar");
        QVERIFY(galaxy && star && quasar);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(galaxy->value() + star->value() + quasar->value() - galaxy->maximum()) <= 2, 10000);
        QVERIFY(session.sources().predictedClass(picked).has_value());

        session.press(Qt::Key_G);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_S);
        QCOMPARE(session.currentLabel(), UserLabel::Star);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::None);
        session.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
    }

    void labelsComeBackAtTheNextStart() {
        const std::filesystem::path journal = scratch("labels");
        QString name;
        {
            WindowSession session(journal);
            QVERIFY(session.open(sky_));
            session.press(Qt::Key_N);
            QCOMPARE(session.document().current(), 0);
            session.press(Qt::Key_Q);
            name = session.sources().name(0);
        }
        WindowSession session(journal);
        QVERIFY(session.open(sky_));
        QTRY_COMPARE(session.sources().label(indexOf(session.sources(), name)), UserLabel::Quasar);
    }

    /// The inspector's pictures are as high as its width asks, and a scroll bar takes some of that.
    void everyHeightOfTheWindowCanBeHad() {
        WindowSession session(scratch("heights"));
        QVERIFY(session.open(sky_));
        session.press(Qt::Key_N);
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().prediction(0).has_value(), 20000);
        for (int height = 860; height >= 700; height -= 3) {
            session.window.resize(1280, height);
            QCoreApplication::processEvents();
            session.press(Qt::Key_N);
        }
        QCOMPARE(session.document().current(), 54);
    }

    void theSkyHasTheKeyboardFromTheStart() {
        WindowSession session(scratch("focus"));
        QVERIFY(session.open(sky_));
        QCOMPARE(session.window.focusWidget(), static_cast<QWidget*>(&session.window.sky().sky()));
    }

    void keysWalkThroughTheSources() {
        WindowSession session(scratch("walk"));
        QVERIFY(session.open(sky_));
        session.press(Qt::Key_N);
        session.press(Qt::Key_N);
        QCOMPARE(session.document().current(), 1);
        session.press(Qt::Key_P);
        QCOMPARE(session.document().current(), 0);
        session.press(Qt::Key_U);
        session.press(Qt::Key_Space);
        QCOMPARE(session.document().current(), 1);
        QTest::keyClick(&session.window.sky().table().view(), Qt::Key_Down);
        QCOMPARE(session.document().current(), 2);
    }

    void aClickOnEmptySkyAddsASource() {
        WindowSession session(scratch("empty"));
        QVERIFY(session.open(sky_));
        const int before = session.sources().size();
        const SkyCoord empty = session.emptyPlace();
        session.click(empty);
        QTRY_COMPARE(session.sources().size(), before + 1);
        QCOMPARE(session.document().current(), before);
        QVERIFY(separationArcsec(session.sources().position(session.sources().size() - 1), empty) < 2);
    }

    void classifiesAllAndExports() {
        WindowSession session(scratch("all"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.hasModel());
        QSignalSpy done(&session.window.controller(), &SkyController::classified);
        auto* button = session.window.findChild<QToolButton*>("classifyButton");
        QVERIFY(button && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 60000);
        const SourceList& sources = session.sources();
        int classified = 0;
        for (int row = 0; row < sources.size(); ++row) {
            QVERIFY(sources.prediction(row).has_value());
            classified += sources.predictedClass(row).has_value();
        }
        QVERIFY(classified > sources.size() / 2);

        const std::filesystem::path csv = scratch("all") / "classified.csv";
        const std::filesystem::path regions = scratch("all") / "classified.reg";
        QSignalSpy written(&session.window.exports(), &ExportActions::exported);
        typeIntoFileDialog(csv);
        session.press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, 10000);
        typeIntoFileDialog(regions);
        action(session.window, "Export DS9 &regions…")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 2, 10000);
        const Result<Catalog> read = readCatalog(csv);
        QVERIFY(read);
        QCOMPARE(int(read->size()), sources.size());
        QVERIFY(read->table().find("confidence"));
        QVERIFY(std::filesystem::file_size(regions) > 100);
    }

    void cancelStopsClassifying() {
        WindowSession session(scratch("cancel"));
        QVERIFY(session.open(sky_));
        QVERIFY(session.hasModel());
        auto* button = session.window.findChild<QToolButton*>("classifyButton");
        auto* cancel = session.window.findChild<QToolButton*>("cancelJob");
        QVERIFY(button && cancel);
        // At the first answers, while the window still knows the job as running.
        auto watching = std::make_unique<QObject>();
        connect(&session.document().store(), &SourceStore::predictionsChanged, watching.get(), [&] {
            QVERIFY(cancel->isVisible());
            QTest::mouseClick(cancel, Qt::LeftButton);
            QVERIFY(!session.window.isBusy());
            watching.reset();
        });
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!watching);
        QTRY_VERIFY(!session.window.controller().isClassifying());
        QVERIFY(session.sources().prediction(0).has_value());
        QVERIFY(!session.sources().prediction(session.sources().size() - 1).has_value());
    }

    void aFileThatIsNoImageBecomesAnIssue() {
        const std::filesystem::path file = scratch("bad") / "notes.fits";
        std::ofstream(file) << "these are my notes";
        WindowSession session(scratch("bad"));
        session.window.open({file});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().count(Severity::Error), 1, 10000);
        QCOMPARE(QString::fromStdString(file.string()), session.window.issues().issues().back().file);
        QVERIFY(!session.document().tile());
    }

    void dropOpensAFolder() {
        WindowSession session(scratch("drop"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(sky_.string()))});
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&session.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&session.window, &drop);
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().size() > 0, 20000);
    }

    void theRealGalaxyIsAGalaxy() {
        IIC_REQUIRE_REAL_DATA(data);
        WindowSession session(scratch("real"));
        QVERIFY(session.open(data / "allwise/2010H"));
        QVERIFY(session.hasModel());
        session.click({121.6006, 1.0362});
        QTRY_VERIFY(session.document().current() >= 0);
        const int row = session.document().current();
        QTRY_VERIFY_WITH_TIMEOUT(session.sources().prediction(row).has_value(), 10000);
        QCOMPARE(session.sources().predictedClass(row), std::optional(SourceClass::Galaxy));
        session.press(Qt::Key_G);
        QCOMPARE(session.currentLabel(), UserLabel::Galaxy);
        session.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.currentLabel(), UserLabel::None);

        QSignalSpy done(&session.window.controller(), &SkyController::classified);
        session.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 60000);
        QSignalSpy written(&session.window.exports(), &ExportActions::exported);
        const std::filesystem::path table = scratch("real") / "2010H.tbl";
        typeIntoFileDialog(table);
        session.press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, 10000);
        const Result<Catalog> read = readCatalog(table);
        QVERIFY(read);
        QCOMPARE(int(read->size()), session.sources().size());
        QCOMPARE(read->table().find("class")->text(std::size_t(row)), std::string("galaxy"));
    }

  private:
    /// Answers the file dialog that opens next as a hand would: the name, then Save; again where the dialog, which reads
    /// its folder meanwhile, took the name away or kept Save disabled. Without its suggestions, which pop up over it and
    /// swallow keys.
    void typeIntoFileDialog(const std::filesystem::path& file) {
        auto* timer = new QTimer(this);
        auto answered = std::make_shared<QPointer<QFileDialog>>();
        connect(timer, &QTimer::timeout, this, [timer, file, answered] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            if (answered->isNull())
                connect(dialog, &QDialog::finished, timer, &QObject::deleteLater);
            *answered = dialog;
            const QString wanted = QString::fromStdString(file.string());
            auto* name = dialog->findChild<QLineEdit*>("fileNameEdit");
            name->setCompleter(nullptr);
            auto* save = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
            if (name->text() != wanted || !save->isEnabled()) {
                name->selectAll();
                QTest::keyClicks(name, wanted);
            }
            QTest::mouseClick(save, Qt::LeftButton);
        });
        timer->start(100);
    }
    static QAction* action(const MainWindow& window, const QString& text) {
        for (auto* action : window.findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    static int indexOf(const SourceList& sources, const QString& name) {
        for (int row = 0; row < sources.size(); ++row)
            if (sources.name(row) == name)
                return row;
        return 0;
    }
};

IIC_WINDOW_TEST_MAIN(TestSkyWindow)
#include "test_sky_window.moc"
