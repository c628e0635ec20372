#include "WindowSession.h"
#include "WrittenRun.h"

#include "shell/ReportActions.h"
#include "workspaces/train/RunsPanel.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QTimer>

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

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
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
};

IIC_WINDOW_TEST_MAIN(TestReportWindow)
#include "test_report_window.moc"
