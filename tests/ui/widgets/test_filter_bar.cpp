#include "widgets/FilterChips.h"
#include "widgets/FilterEdit.h"
#include "widgets/FlowLayout.h"

#include "../models/SampleSources.h"
#include "../plots/DrawnTexts.h"
#include "TestSupport.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>

using namespace iic;
using namespace iic::ui;

namespace {

/// The sources of `sampleList` with two more columns, of which one begins as the other.
SourceList redshiftList() {
    Table table;
    table.add(realColumn("w1mpro", "mag", {10, 11, 12}));
    table.add(realColumn("z", {}, {0.5, 1.5, 2.5}));
    table.add(realColumn("zwarning", {}, {0, 0, 4}));
    return test::listOf(std::move(table));
}

/// A filter bar over a list, as the catalog below the sky has it.
class Bar : public QWidget {
  public:
    explicit Bar(SourceList sources, const QStringList& switched = {}) {
        store.reset(std::move(sources));
        edit = new FilterEdit(filter, shown);
        chips = new FilterChips(filter, shown, switched);
        list = new QWidget;
        list->setFocusPolicy(Qt::StrongFocus);
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(edit);
        layout->addWidget(chips);
        layout->addWidget(list, 1);
        connect(edit, &FilterEdit::faultFound, chips, &FilterChips::showFault);
        resize(400, 300);
        show();
        activateWindow();
        edit->setFocus();
        isReady = QTest::qWaitForWindowActive(this);
    }

    /// Keys as the window system gives them: a list of completions takes them first.
    void type(const char* text) {
        for (; *text; ++text)
            QTest::keyClick(windowHandle(), *text);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(windowHandle(), key, modifiers); }
    static QStringList completions() {
        const auto* popup = qobject_cast<QAbstractItemView*>(QApplication::activePopupWidget());
        QStringList words;
        for (int row = 0; popup && row < popup->model()->rowCount(); ++row)
            words << popup->model()->index(row, 0).data().toString();
        return words;
    }

    QList<QToolButton*> chipButtons() const {
        QCoreApplication::processEvents(); // they are laid out and shown
        QList<QToolButton*> buttons;
        for (auto* button : chips->findChildren<QToolButton*>())
            if (button->isVisible() && button->objectName() != "clearFilters")
                buttons << button;
        return buttons;
    }
    QStringList conditions() const {
        QStringList texts;
        for (const FilterChip& chip : filter.chips())
            texts << QString::fromStdString(chip.condition.text());
        return texts;
    }
    QLabel* fault() const { return chips->findChild<QLabel*>("filterFault"); }

    /// Where the line below the wrong word begins and ends, within the edit; a null range without one.
    std::pair<int, int> underline() const {
        const QImage image = edit->grab().toImage();
        int first = image.width(), last = -1;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QColor colour = image.pixelColor(x, y);
                if (colour.red() - std::max(colour.green(), colour.blue()) < 60)
                    continue;
                first = std::min(first, x);
                last = std::max(last, x);
            }
        return last < 0 ? std::pair(0, 0) : std::pair(first, last);
    }

    SourceStore store;
    SourceFilter filter;
    ShownSources shown{store, filter};
    FilterEdit* edit = nullptr;
    FilterChips* chips = nullptr;
    QWidget* list = nullptr;
    bool isReady = false;
};

/// Widgets of one size in a FlowLayout.
struct Flow {
    explicit Flow(int count) {
        for (int i = 0; i < count; ++i) {
            auto* item = new QWidget;
            item->setFixedSize(100, 20);
            layout.addWidget(item);
            items << item;
        }
        panel.resize(500, 200);
        panel.show();
    }
    QList<QPoint> places(int width) {
        panel.resize(width, 200);
        layout.activate();
        QList<QPoint> found;
        for (const QWidget* item : items)
            if (item->isVisible())
                found << item->pos();
        return found;
    }

    QWidget panel;
    FlowLayout layout{&panel};
    QList<QWidget*> items;
};

} // namespace

class TestFilterBar : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void theHintIsWholeAtAnyWidth() {
        Bar bar(redshiftList());
        bar.list->setFocus();
        QSet<QString> hints;
        for (const int width : {100, 122, 150, 220, 300, 380}) {
            bar.edit->setFixedWidth(width);
            QCoreApplication::processEvents();
            test::TextRecorder recorder(bar.edit->size());
            bar.edit->render(&recorder);
            QCOMPARE(recorder.texts().size(), std::size_t(1));
            const QString hint = recorder.texts().front().text;
            QVERIFY2(hint.startsWith("Filter") && !hint.contains(QChar(0x2026)), qPrintable(hint));
            hints << hint;
        }
        QVERIFY(hints.size() > 1);
        QVERIFY(bar.edit->toolTip().contains("w1mpro"));
    }

    void returnMakesAChip() {
        Bar bar(test::sampleList(70));
        QVERIFY(bar.isReady);
        bar.type("w1mpro < 12");
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.conditions(), QStringList{"w1mpro < 12"});
        QVERIFY(bar.edit->text().isEmpty());
        QCOMPARE(bar.chipButtons().size(), 1);
        QTRY_COMPARE(bar.shown.count(), 20);
        bar.press(Qt::Key_Return); // with nothing written
        QCOMPARE(bar.conditions().size(), 1);
    }

    void aNameIsCompletedByKeyboard() {
        Bar bar(test::sampleList(10));
        QSignalSpy faults(bar.edit, &FilterEdit::faultFound);
        bar.type("3 < W1");
        QCOMPARE(Bar::completions(), (QStringList{"w1w2", "w1mpro", "w1sigmpro", "w1snr"}));
        bar.press(Qt::Key_Down);
        bar.press(Qt::Key_Down);
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.edit->text(), QString("3 < w1mpro"));
        QVERIFY(Bar::completions().isEmpty());
        QVERIFY(bar.filter.chips().empty());
        for (const auto& told : faults)
            QVERIFY2(told[0].toString().isEmpty(), qPrintable(told[0].toString()));
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.conditions(), QStringList{"3 < w1mpro"});
    }

    void aNameIsCompletedInTheMiddle() {
        Bar bar(redshiftList());
        bar.type("zw == 0 && w1mpro < 12");
        for (int i = 0; i < 20; ++i)
            bar.press(Qt::Key_Left);
        bar.type("a"); // of "zwa", and then one more
        QCOMPARE(Bar::completions(), QStringList{"zwarning"});
        bar.press(Qt::Key_Down);
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.edit->text(), QString("zwarning == 0 && w1mpro < 12"));
        QCOMPARE(bar.edit->cursorPosition(), 8);
    }

    void returnTakesWhatIsWrittenWhereNoCompletionWasChosen() {
        Bar bar(redshiftList());
        bar.type("1 < z");
        QCOMPARE(Bar::completions(), QStringList{"zwarning"});
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.conditions(), QStringList{"1 < z"});
        QCOMPARE(bar.edit->text(), QString());
        QVERIFY(Bar::completions().isEmpty());
    }

    void escapeKeepsWhatIsWritten() {
        Bar bar(redshiftList());
        bar.type("zw");
        QVERIFY(!Bar::completions().isEmpty());
        bar.press(Qt::Key_Escape);
        QVERIFY(Bar::completions().isEmpty());
        QCOMPARE(bar.edit->text(), QString("zw"));
    }

    void whatIsWrongIsUnderlinedAndTold() {
        Bar bar(redshiftList());
        QSignalSpy faults(bar.edit, &FilterEdit::faultFound);
        const QString written = "w1mpro < 15 && w1mpo > 3";
        bar.type(written.toLatin1());
        QCOMPARE(bar.underline(), std::pair(0, 0));
        bar.press(Qt::Key_Return);
        QVERIFY(bar.filter.chips().empty());
        QCOMPARE(bar.edit->text(), written);
        QCOMPARE(bar.edit->cursorPosition(), 15);
        const QString sentence = faults.last()[0].toString();
        QVERIFY2(sentence.startsWith("Character 16: ") && sentence.contains("w1mpro?"), qPrintable(sentence));
        QCOMPARE(bar.edit->accessibleDescription(), sentence);
        QVERIFY(bar.fault()->isVisible());
        QCOMPARE(bar.fault()->text(), sentence);

        const auto [first, last] = bar.underline();
        const QRect cursor = bar.edit->inputMethodQuery(Qt::ImCursorRectangle).toRect();
        const int width = bar.edit->fontMetrics().horizontalAdvance("w1mpo");
        QVERIFY2(std::abs(first - cursor.center().x()) <= 4 && std::abs(last - first - width) <= 4,
                 qPrintable(QString("%1 … %2 at %3, %4 wide").arg(first).arg(last).arg(cursor.center().x()).arg(width)));

        for (int i = 0; i < 4; ++i)
            bar.press(Qt::Key_Right);
        bar.type("r");
        QCOMPARE(bar.underline(), std::pair(0, 0));
        QVERIFY(faults.last()[0].toString().isEmpty());
        QVERIFY(bar.edit->accessibleDescription().isEmpty());
        QVERIFY(!bar.fault()->isVisible());
        bar.press(Qt::Key_Escape);
        bar.press(Qt::Key_Return);
        QCOMPARE(bar.conditions().size(), 1);
    }

    void whatIsClearedIsMended() {
        Bar bar(redshiftList());
        bar.type("zz > 1");
        bar.press(Qt::Key_Return);
        QVERIFY(bar.fault()->isVisible());
        auto* clear = bar.edit->findChild<QToolButton*>();
        QVERIFY(clear);
        QTest::mouseClick(clear, Qt::LeftButton);
        QVERIFY(bar.edit->text().isEmpty());
        QVERIFY(!bar.fault()->isVisible());
        QVERIFY(!bar.chips->isVisible());
    }

    void thePlaceCountsCharactersBeyondTheBasicOnes() {
        Bar bar(redshiftList());
        QSignalSpy faults(bar.edit, &FilterEdit::faultFound);
        QApplication::clipboard()->setText(QString::fromUtf8("\"\xF0\x9D\x84\x9E\" == zz"));
        bar.press(Qt::Key_V, Qt::ControlModifier);
        bar.press(Qt::Key_Return);
        QVERIFY2(faults.last()[0].toString().startsWith("Character 8: "), qPrintable(faults.last()[0].toString()));
        QCOMPARE(bar.edit->cursorPosition(), 8); // in UTF-16 units
    }

    void theFaultIsShownAsItIsWritten() {
        Bar bar(redshiftList());
        bar.type("\"<b>bold</b>");
        bar.press(Qt::Key_Return);
        QVERIFY(bar.fault()->isVisible());
        QCOMPARE(bar.fault()->textFormat(), Qt::PlainText);
    }

    void aChipForEachCondition() {
        Bar bar(redshiftList());
        QVERIFY(bar.filter.add("far", "z > 1"));
        QCOMPARE(bar.chips->findChild<QToolButton*>("clearFilters"), nullptr);
        QVERIFY(bar.filter.add("z > 1 && w1mpro < 12", "z > 1 && w1mpro < 12"));
        const QList<QToolButton*> chips = bar.chipButtons();
        QCOMPARE(chips.size(), 2);
        QCOMPARE(chips[0]->text(), QString("far  ×"));
        QCOMPARE(chips[1]->text().replace("&&", "&"), QString("z > 1 && w1mpro < 12  ×")); // as a button shows it
        QVERIFY(chips[0]->toolTip().contains("z > 1"));
        QCOMPARE(chips[0]->accessibleName(), QString("Remove filter far"));
        QVERIFY(chips[1]->x() > chips[0]->x() || chips[1]->y() > chips[0]->y());
    }

    void aConditionThatLooksLikeMarkupIsShownAsWritten() {
        Bar bar(redshiftList());
        QVERIFY(bar.filter.add("odd", R"(name == "<img src=/tmp/picture>")"));
        const QString tip = bar.chipButtons()[0]->toolTip();
        QVERIFY2(!tip.contains("<img") && tip.contains("&lt;img"), qPrintable(tip));
    }

    void aChipIsClosedByMouse() {
        Bar bar(redshiftList());
        QVERIFY(bar.filter.add("", "z > 1") && bar.filter.add("", "z > 2") && bar.filter.add("", "z > 3"));
        QTest::mouseClick(bar.chipButtons()[1], Qt::LeftButton);
        QTRY_COMPARE(bar.conditions(), (QStringList{"z > 1", "z > 3"}));
        QCOMPARE(bar.chipButtons().size(), 2);
        QTest::mouseClick(bar.chips->findChild<QToolButton*>("clearFilters"), Qt::LeftButton);
        QTRY_VERIFY(bar.filter.chips().empty());
        QVERIFY(bar.chipButtons().isEmpty());
    }

    void aChipIsClosedByKeyboard() {
        Bar bar(redshiftList());
        QVERIFY(bar.filter.add("", "z > 1") && bar.filter.add("", "z > 2") && bar.filter.add("", "z > 3"));
        bar.press(Qt::Key_Tab); // from where conditions are written, before what they narrow
        QCOMPARE(QApplication::focusWidget(), bar.chipButtons()[0]);
        bar.press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), bar.chipButtons()[1]);
        bar.press(Qt::Key_Space);
        QTRY_COMPARE(bar.conditions(), (QStringList{"z > 1", "z > 3"}));
        QCOMPARE(QApplication::focusWidget(), bar.chipButtons()[1]); // the next, to be closed too
        bar.press(Qt::Key_Space);
        QTRY_COMPARE(bar.conditions(), QStringList{"z > 1"});
        QCOMPARE(QApplication::focusWidget(), bar.chipButtons()[0]);
        bar.press(Qt::Key_Space);
        QTRY_VERIFY(bar.filter.chips().empty());
    }

    void aConditionThatCannotBeAskedIsMarkedWithTheReason() {
        Bar bar(test::sampleList(10));
        QVERIFY(bar.filter.add("far", "z > 1") && bar.filter.add("bright", "w1mpro < 12"));
        QList<QToolButton*> chips = bar.chipButtons();
        QVERIFY(chips[0]->property("isPassedOver").toBool() && !chips[1]->property("isPassedOver").toBool());
        QVERIFY2(chips[0]->toolTip().contains("no column has this name"), qPrintable(chips[0]->toolTip()));
        QCOMPARE(chips[0]->accessibleName(), QString("Filter far, not asked here"));
        bar.store.reset(redshiftList());
        chips = bar.chipButtons();
        QCOMPARE(chips.size(), 2);
        QVERIFY(!chips[0]->property("isPassedOver").toBool());
        QCOMPARE(chips[0]->accessibleName(), QString("Remove filter far"));
        bar.store.reset(test::sampleList(10));
        QTest::mouseClick(bar.chipButtons()[0], Qt::LeftButton); // one that is not asked goes too
        QTRY_COMPARE(bar.conditions(), QStringList{"w1mpro < 12"});
    }

    void whatASwitchShowsIsNoChip() {
        Bar bar(redshiftList(), {"far"});
        const int top = bar.list->y();
        QVERIFY(bar.filter.add("far", "z > 1", "far"));
        QVERIFY(!bar.chips->isVisible());
        QVERIFY(bar.filter.add("bright", "w1mpro < 12"));
        QCOMPARE(bar.chipButtons().size(), 1);
        QTest::mouseClick(bar.chipButtons()[0], Qt::LeftButton);
        QTRY_COMPARE(bar.conditions(), QStringList{"z > 1"});
        QTRY_COMPARE(bar.list->y(), top);
    }

    void theChipsTakeNoRoomWhenThereAreNone() {
        Bar bar(redshiftList());
        const int top = bar.list->y();
        QVERIFY(!bar.chips->isVisible());
        QVERIFY(bar.filter.add("", "z > 1"));
        QTRY_VERIFY(bar.list->y() > top);
        const int oneLine = bar.list->y();
        for (int i = 2; i < 12; ++i)
            QVERIFY(bar.filter.add("", QString("z > %1 || w1mpro < 12").arg(i)));
        QTRY_VERIFY(bar.list->y() > oneLine);
        bar.filter.clear();
        QTRY_COMPARE(bar.list->y(), top);
        bar.type("zz > 1");
        bar.press(Qt::Key_Return);
        QTRY_VERIFY(bar.list->y() > top);
        bar.press(Qt::Key_Delete);
        QTRY_COMPARE(bar.list->y(), top);
    }

    void widgetsFlowInLines() {
        Flow flow(5); // margins of 10 and 5, gaps of 6
        QCOMPARE(flow.places(332), (QList<QPoint>{{10, 5}, {116, 5}, {222, 5}, {10, 31}, {116, 31}}));
        QCOMPARE(flow.places(331), (QList<QPoint>{{10, 5}, {116, 5}, {10, 31}, {116, 31}, {10, 57}}));
        QCOMPARE(flow.layout.heightForWidth(1000), 30);
        QCOMPARE(flow.layout.heightForWidth(332), 56);
        QCOMPARE(flow.layout.heightForWidth(331), 82);
        QCOMPARE(flow.layout.heightForWidth(120), 134);
        QCOMPARE(flow.layout.minimumSize(), QSize(120, 30));
    }

    void aHiddenWidgetTakesNoRoom() {
        Flow flow(4);
        flow.items[1]->hide();
        QCOMPARE(flow.places(332), (QList<QPoint>{{10, 5}, {116, 5}, {222, 5}}));
        QCOMPARE(flow.layout.heightForWidth(332), 30);
        flow.items[0]->hide(); // nor the gap after it
        QCOMPARE(flow.places(332), (QList<QPoint>{{10, 5}, {116, 5}}));
        flow.items[1]->show();
        QCOMPARE(flow.places(226), (QList<QPoint>{{10, 5}, {116, 5}, {10, 31}}));
    }

    void aWidgetThatIsTooWideIsNarrowed() {
        Flow flow(1);
        auto* wide = new QLabel(QString(200, 'w'));
        wide->setMinimumWidth(10);
        flow.layout.addWidget(wide);
        wide->show();
        flow.places(300);
        QCOMPARE(wide->geometry().topLeft(), QPoint(10, 31));
        QCOMPARE(wide->width(), 280);
    }
};

IIC_WINDOW_TEST_MAIN(TestFilterBar)
#include "test_filter_bar.moc"
