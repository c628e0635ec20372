#include "WindowSession.h"
#include "WrittenRun.h"

#include "shell/ReportActions.h"
#include "workspaces/train/RunsPanel.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QTimer>

#include <fstream>

using namespace iic;
using namespace iic::ui;

/// The report of a run, asked for by menu.
class TestReportWindow : public iic::test::WindowTest {
    Q_OBJECT

    static QAction* action(const MainWindow& window) {
        for (QAction* menu : window.menuBar()->actions())
            for (QAction* action : menu->menu()->actions())
                if (action->text().remove('&').contains("report of a run"))
                    return action;
        return nullptr;
    }

    /// Takes the second run that is offered, and this file as a page.
    std::unique_ptr<QTimer> answerWith(const QString& file, QStringList* offered) {
        auto timer = std::make_unique<QTimer>();
        connect(timer.get(), &QTimer::timeout, this, [=] {
            QWidget* asked = QApplication::activeModalWidget();
            if (auto* which = qobject_cast<QInputDialog*>(asked)) {
                *offered = which->comboBoxItems();
                which->setTextValue(offered->value(1));
                which->accept();
            } else if (auto* where = qobject_cast<QFileDialog*>(asked)) {
                where->selectNameFilter(where->nameFilters().at(1));
                where->findChild<QLineEdit*>()->setText(file);
                QMetaObject::invokeMethod(where, "accept");
            }
        });
        timer->start(20);
        return timer;
    }

    /// The dialog that asks where the report of the run goes.
    static QFileDialog* askedWhere(test::WindowSession& session, const std::filesystem::path& run) {
        session.window.reports().saveReport({run, {}, std::nullopt});
        return session.window.findChild<QFileDialog*>();
    }
    static void answer(const test::WindowSession& session, QMessageBox::ButtonRole role) {
        auto* box = session.window.findChild<QMessageBox*>(QStringLiteral("replaceReport"));
        QVERIFY(box);
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == role)
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!session.window.findChild<QMessageBox*>(QStringLiteral("replaceReport")));
    }
    static QString nameIn(QFileDialog& dialog) { return dialog.findChild<QLineEdit*>()->text(); }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QSettings().clear();
    }
    void cleanupTestCase() { QSettings().clear(); }

    void theReportOfARunOfTheProjectIsSaved() {
        const auto folder = scratch("saved");
        test::writeRun(folder / "one", 3);
        test::writeRun(folder / "two", 4);
        test::WindowSession session(folder);
        session.window.runs().add(folder / "one", "first");
        session.window.runs().add(folder / "two", "second");
        QTRY_COMPARE(session.window.runs().runs().size(), std::size_t(2));
        const QString file = QString::fromStdString((folder / "report").string());
        QStringList offered;
        const auto answers = answerWith(file, &offered);
        QAction* save = action(session.window);
        QVERIFY(save);
        save->trigger();
        QCOMPARE(offered.size(), 3);
        QVERIFY(offered[0].startsWith("second") && offered[1].startsWith("first"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file + ".html"), 20'000);
        QFile page(file + ".html");
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray html = page.readAll();
        QVERIFY(html.contains("<h1>first</h1>") && html.contains("Not tested: ") && html.contains("3 of 200"));
        QCOMPARE(session.window.issues().rowCount(), 0);
    }

    void theListOfRunsHasReportsAndForgetsWhatItCannotRead() {
        const auto folder = scratch("list");
        test::writeRun(folder / "sound", 3);
        std::filesystem::create_directories(folder / "damaged");
        test::WindowSession session(folder);
        session.window.runs().add(folder / "sound", "<i>sound</i>");
        session.window.runs().add(folder / "damaged", "damaged");
        QTRY_COMPARE(session.window.runs().runs().size(), std::size_t(2));
        RunsPanel& panel = session.window.train().runsPanel();
        auto* report = panel.findChild<QAction*>("reportRun");
        auto* forget = panel.findChild<QAction*>("forgetRun");
        QVERIFY(report && forget);
        panel.select(session.window.runs().find(folder / "damaged")->id);
        QVERIFY(!report->isEnabled() && forget->isEnabled());
        forget->trigger();
        QTRY_COMPARE(session.window.runs().runs().size(), std::size_t(1));
        QVERIFY(std::filesystem::exists(folder / "damaged"));
        panel.select(session.window.runs().runs()[0].id);
        QVERIFY(report->isEnabled() && !forget->isEnabled());
        const QString file = QString::fromStdString((folder / "report").string());
        QStringList offered;
        const auto answers = answerWith(file, &offered);
        report->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file + ".html"), 20'000);
        QFile page(file + ".html");
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(page.readAll().contains("<h1>&lt;i&gt;sound&lt;/i&gt;</h1>"));
    }

    void theChosenFormIsSeenInTheName() {
        const auto folder = scratch("form");
        test::writeRun(folder / "run 1.5", 3);
        test::WindowSession session(folder);
        auto* dialog = askedWhere(session, folder / "run 1.5");
        QVERIFY(dialog);
        dialog->setDirectory(QString::fromStdString(folder.string()));
        QCOMPARE(nameIn(*dialog), QString("run 1.5-report.pdf"));
        auto* forms = dialog->findChild<QComboBox*>("fileTypeCombo");
        QVERIFY(forms);
        QTest::keyClick(forms, Qt::Key_Down);
        QCOMPARE(nameIn(*dialog), QString("run 1.5-report.html"));
        QTest::keyClick(forms, Qt::Key_Down);
        QCOMPARE(nameIn(*dialog), QString("run 1.5-report"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(folder / "run 1.5-report" / "report.html"), 20'000);
        QCOMPARE(session.window.issues().rowCount(), 0);
    }

    void whatIsThereIsReplacedOnlyWhenAsked_data() {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("written");
        QTest::newRow("the ending of the form is added") << "there" << 1 << "there.html";
        QTest::newRow("an ending that was typed") << "there.html" << 0 << "there.html";
        QTest::newRow("a folder") << "there" << 2 << "there/report.html";
    }

    void whatIsThereIsReplacedOnlyWhenAsked() {
        QFETCH(QString, chosen);
        QFETCH(int, form);
        QFETCH(QString, written);
        const auto folder = scratch(QTest::currentDataTag());
        test::writeRun(folder / "run", 3);
        const auto file = folder / written.toStdString();
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "dear to me";
        const auto isKept = [&] {
            std::string text;
            std::getline(std::ifstream(file), text);
            return text == "dear to me";
        };
        test::WindowSession session(folder);
        for (const auto role : {QMessageBox::RejectRole, QMessageBox::AcceptRole}) {
            auto* dialog = askedWhere(session, folder / "run");
            QVERIFY(dialog);
            dialog->selectNameFilter(dialog->nameFilters().at(form));
            Q_EMIT dialog->fileSelected(
                QString::fromStdString((folder / chosen.toStdString()).string())); // a system's dialog may
            dialog->reject();
            QTRY_VERIFY(!session.window.findChild<QFileDialog*>());
            answer(session, role);
            if (role == QMessageBox::RejectRole)
                QVERIFY(isKept());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!isKept(), 20'000);
        QCOMPARE(session.window.issues().rowCount(), 0);
    }
};

IIC_WINDOW_TEST_MAIN(TestReportWindow)
#include "test_report_window.moc"
