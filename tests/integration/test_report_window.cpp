#include "WindowSession.h"
#include "WrittenRun.h"

#include "shell/ReportActions.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
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
        QTimer answers;
        connect(&answers, &QTimer::timeout, this, [&] {
            QWidget* asked = QApplication::activeModalWidget();
            if (auto* which = qobject_cast<QInputDialog*>(asked)) {
                offered = which->comboBoxItems();
                which->setTextValue(offered.value(1));
                which->accept();
            } else if (auto* where = qobject_cast<QFileDialog*>(asked)) {
                where->selectNameFilter(where->nameFilters().at(1));
                where->selectFile(file);
                QMetaObject::invokeMethod(where, "accept");
            }
        });
        answers.start(20);
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
};

IIC_WINDOW_TEST_MAIN(TestReportWindow)
#include "test_report_window.moc"
