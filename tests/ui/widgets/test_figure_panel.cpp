#include "TestSupport.h"

#include "bridge/IoPool.h"
#include "plots/FigureView.h"
#include "plots/SignalToNoiseFigure.h"
#include "widgets/FigurePanel.h"
#include "widgets/PanelHeader.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace iic;
using namespace iic::ui;

namespace {

FigurePointer someFigure() {
    return std::make_shared<SignalToNoiseFigure>(
        std::array<std::vector<double>, bandCount>{std::vector<double>{3, 4, 5, 20}, {2, 3}, {1}, {}});
}

} // namespace

class TestFigurePanel : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void theButtonAsksAndSaves() {
        const QTemporaryDir folder;
        IoPool io(1);
        auto* view = new FigureView;
        view->setFigure(someFigure());
        FigurePanel panel(io, "Signal to noise", view, {new QComboBox});
        panel.setFolder(folder.path());
        panel.show();
        QSignalSpy saved(&panel, &FigurePanel::saved);
        QTest::mouseClick(panel.findChild<QToolButton*>("saveFigure"), Qt::LeftButton);
        auto* dialog = panel.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->nameFilters().size(), 4);
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QString("signal-to-noise.png"));
        auto* forms = dialog->findChild<QComboBox*>("fileTypeCombo");
        QVERIFY(forms);
        QTest::keyClick(forms, Qt::Key_Down);
        QTest::keyClick(forms, Qt::Key_Down);
        QCOMPARE(dialog->defaultSuffix(), QString("pdf"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(QFileInfo::exists(folder.filePath("signal-to-noise.pdf")));
        QVERIFY(panel.findChild<QToolButton*>("saveFigure")->isEnabled());
    }

    void aTitleIsSaidInFewerWordsWhereThereIsLittleRoom() {
        PanelTitle title;
        title.setTexts({"Scores of 2,175 judged, %", "Scores of 2,175", "Scores"});
        const auto roomFor = [&](const QString& text) { return title.fontMetrics().horizontalAdvance(text); };
        const auto shown = [&](int width) {
            title.resize(width, 20);
            return title.shownText();
        };
        QCOMPARE(shown(roomFor(title.text())), title.text());
        QCOMPARE(shown(roomFor(title.text()) - 1), QString("Scores of 2,175"));
        QCOMPARE(shown(roomFor("Scores of 2,175") - 1), QString("Scores"));
        QVERIFY(shown(roomFor("Scores") - 1).endsWith(QChar(0x2026)));
        QVERIFY(title.sizeHint().width() >= roomFor(title.text()));
    }

    void whatFailsIsToldByASignal() {
        const QTemporaryDir folder;
        IoPool io(1);
        auto* view = new FigureView;
        view->setFigure(someFigure());
        FigurePanel panel(io, "Signal to noise", view);
        QSignalSpy failed(&panel, &FigurePanel::failed);
        panel.saveAs(folder.filePath("nowhere/figure.svg"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<iic::Error>().code, ErrorCode::FileUnwritable);
        QTRY_VERIFY(panel.findChild<QToolButton*>("saveFigure")->isEnabled());
    }

    void nothingIsSavedOfNoFigure() {
        IoPool io(1);
        FigurePanel panel(io, "Empty", new FigureView);
        auto* save = panel.findChild<QToolButton*>("saveFigure");
        panel.setSavable(false);
        QVERIFY(!save->isEnabled());
        panel.setSavable(true);
        QVERIFY(save->isEnabled());
        panel.askAndSave();
        QVERIFY(!panel.findChild<QFileDialog*>());
    }
};

IIC_WINDOW_TEST_MAIN(TestFigurePanel)
#include "test_figure_panel.moc"
