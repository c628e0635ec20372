#include "project/LabelJournal.h"
#include "widgets/ClassStyle.h"
#include "widgets/GalleryView.h"

#include "TestSupport.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QImage>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QToolTip>
#include <QWheelEvent>

using namespace iic;
using namespace iic::ui;

namespace {

/// Pictures without number that remember which rows were asked for.
class CountingModel : public QAbstractListModel {
  public:
    explicit CountingModel(int rows) : rows_(rows) {}

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : rows_; }
    QVariant data(const QModelIndex& index, int role) const override {
        asked << index.row();
        switch (role) {
        case Qt::DecorationRole: return hasPictures ? picture_ : QImage();
        case Qt::DisplayRole: return QStringLiteral("source %1").arg(index.row());
        case Qt::ToolTipRole: return QStringLiteral("about source %1").arg(index.row());
        case gallery::CaptionRole: return QStringList{QStringLiteral("J%1").arg(index.row())};
        case gallery::BadgesRole:
            return QVariant::fromValue(GalleryBadges{{QStringLiteral("star"), classColour(SourceClass::Star)}});
        case gallery::LabelRole: return int(UserLabel::Galaxy);
        default: return {};
        }
    }
    void setRows(int rows) {
        beginResetModel();
        rows_ = rows;
        endResetModel();
    }
    void dropFirst(int count) {
        beginRemoveRows({}, 0, count - 1);
        rows_ -= count;
        endRemoveRows();
    }
    void tell(int row) { Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole}); }

    mutable QSet<int> asked;
    bool hasPictures = true;

  private:
    int rows_;
    QImage picture_ = [] {
        QImage image(80, 80, QImage::Format_RGB32);
        image.fill(Qt::red);
        return image;
    }();
};

/// A gallery on the screen over so many rows.
struct Shown {
    explicit Shown(int rows, QSize size = {800, 600}) : model(rows) {
        view.setModel(&model);
        view.resize(size);
        view.show();
        isShown = QTest::qWaitForWindowExposed(&view);
        view.setFocus();
        QCoreApplication::processEvents();
    }
    QPoint middle(int row) const { return view.visualRect(model.index(row)).center(); }
    void click(int row, Qt::KeyboardModifiers keys = {}) {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, keys, middle(row));
    }
    void press(int key, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&view, Qt::Key(key), keys); }
    QList<int> selected() const {
        QList<int> rows;
        for (const QModelIndex& index : view.selectionModel()->selectedIndexes())
            rows << index.row();
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    qsizetype selectedCount() const {
        qsizetype count = 0;
        for (const QItemSelectionRange& range : view.selectionModel()->selection())
            count += range.height();
        return count;
    }
    /// Repaints all that is seen and tells which rows were asked for.
    QSet<int> askedToPaint() {
        model.asked.clear();
        view.viewport()->repaint();
        return model.asked;
    }
    bool askedOnlyForWhatIsSeen() const {
        const auto seen = view.visibleRows();
        return std::all_of(model.asked.begin(), model.asked.end(),
                           [&](int row) { return row >= seen.first && row < seen.first + seen.count; });
    }
    void move(const QPoint& to, Qt::MouseButtons buttons, Qt::KeyboardModifiers keys = {}) {
        QMouseEvent event(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton, buttons, keys);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys = {}) {
        QTest::mousePress(view.viewport(), Qt::LeftButton, keys, from);
        move((from + to) / 2, Qt::LeftButton, keys);
        move(to, Qt::LeftButton, keys);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, keys, to);
    }
    void wheel(QPoint pixels, QPoint angle, Qt::KeyboardModifiers keys = {}) {
        const QPoint at(100, 100);
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), pixels, angle, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }

    CountingModel model;
    GalleryView view;
    bool isShown = false;
};

} // namespace

class TestGalleryView : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void asksOnlyForWhatIsSeen() {
        Shown shown(200'000);
        QVERIFY(shown.isShown);
        QVERIFY(!shown.model.asked.isEmpty());
        QVERIFY(shown.askedOnlyForWhatIsSeen());
        QVERIFY(shown.view.visibleRows().count < 60);

        shown.model.asked.clear();
        shown.press(Qt::Key_End);
        QCoreApplication::processEvents();
        QVERIFY(shown.model.asked.contains(199'999));
        QVERIFY(shown.askedOnlyForWhatIsSeen());
        QCOMPARE(shown.view.verticalScrollBar()->value(), shown.view.verticalScrollBar()->maximum());

        for (const int width : {700, 500, 900}) {
            shown.model.asked.clear();
            shown.view.resize(width, 600);
            QCoreApplication::processEvents();
            QVERIFY(shown.askedOnlyForWhatIsSeen());
        }
        shown.model.asked.clear();
        shown.view.selectAll();
        QCoreApplication::processEvents();
        QVERIFY(shown.askedOnlyForWhatIsSeen());
        QCOMPARE(shown.selectedCount(), 200'000);
    }

    void paintsWhatIsSeenAndOnlyWhatChanged() {
        Shown shown(1000);
        const auto seen = shown.view.visibleRows();
        QCOMPARE(shown.askedToPaint().size(), seen.count);
        shown.model.asked.clear();
        shown.model.tell(2);
        shown.model.tell(900);
        QCoreApplication::processEvents();
        QCOMPARE(shown.model.asked, QSet<int>{2});
    }

    void columnsFollowTheWidth() {
        Shown shown(1000);
        const int before = shown.view.columns();
        shown.view.resize(400, 600);
        QVERIFY(shown.view.columns() < before);
        shown.view.resize(80, 600);
        QCOMPARE(shown.view.columns(), 1);
        shown.view.resize(800, 600);
        QCOMPARE(shown.view.columns(), before);
        for (int row = 0; row < before; ++row)
            QVERIFY(shown.view.viewport()->rect().contains(shown.view.visualRect(shown.model.index(row))));
    }

    void theTopRowStays() {
        Shown shown(200'000);
        const int row = 123'456;
        shown.view.scrollTo(shown.model.index(row), QAbstractItemView::PositionAtTop);
        const auto topLine = [&] { return shown.view.visualRect(shown.model.index(row)); };
        const int height = topLine().height();
        for (const int width : {640, 333, 1200, 800}) {
            shown.view.resize(width, 600);
            QVERIFY(topLine().top() >= -height && topLine().top() < height);
        }
        for (const int side : {240, 48, 150, 96}) {
            shown.view.setPictureSide(side);
            QVERIFY(topLine().top() >= -topLine().height() && topLine().top() < topLine().height());
        }
        shown.view.scrollTo(shown.model.index(0), QAbstractItemView::PositionAtTop);
        shown.view.setPictureSide(200);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
    }

    void thePictureSideHasLimits() {
        Shown shown(10);
        QSignalSpy changed(&shown.view, &GalleryView::pictureSideChanged);
        shown.view.setPictureSide(10);
        QCOMPARE(shown.view.pictureSide(), 48);
        shown.view.setPictureSide(1000);
        QCOMPARE(shown.view.pictureSide(), 240);
        shown.wheel({}, {0, -120}, Qt::ControlModifier);
        QCOMPARE(shown.view.pictureSide(), 232);
        QCOMPARE(changed.count(), 3);
    }

    void keysMoveTheCurrentItem() {
        Shown shown(200'000);
        const int columns = shown.view.columns();
        const auto current = [&] { return shown.view.currentIndex().row(); };
        shown.press(Qt::Key_Home);
        QCOMPARE(current(), 0);
        shown.press(Qt::Key_Right);
        QCOMPARE(current(), 1);
        shown.press(Qt::Key_Down);
        QCOMPARE(current(), 1 + columns);
        shown.press(Qt::Key_Left);
        shown.press(Qt::Key_Up);
        QCOMPARE(current(), 0);
        shown.press(Qt::Key_Up);
        shown.press(Qt::Key_Left);
        QCOMPARE(current(), 0);
        shown.press(Qt::Key_PageDown);
        const int page = current();
        QVERIFY(page >= columns && page % columns == 0);
        shown.press(Qt::Key_PageDown);
        QCOMPARE(current(), 2 * page);
        shown.press(Qt::Key_PageUp);
        QCOMPARE(current(), page);
        QVERIFY(shown.view.viewport()->rect().contains(shown.view.visualRect(shown.view.currentIndex())));
        shown.press(Qt::Key_End);
        QCOMPARE(current(), 199'999);
        QVERIFY(shown.view.viewport()->rect().contains(shown.view.visualRect(shown.view.currentIndex())));
        shown.press(Qt::Key_Down);
        QCOMPARE(current(), 199'999);
        QCOMPARE(shown.selected(), QList<int>{199'999});
    }

    void keysSelect() {
        Shown shown(200'000);
        shown.press(Qt::Key_Home);
        shown.press(Qt::Key_Right, Qt::ShiftModifier);
        shown.press(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(shown.selected(), (QList<int>{0, 1, 2}));
        shown.press(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(shown.selected(), (QList<int>{0, 1}));
        shown.press(Qt::Key_Right, Qt::ControlModifier);
        shown.press(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(shown.selected(), (QList<int>{0, 1}));
        shown.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(shown.selected(), (QList<int>{0, 1, 3}));
        shown.press(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(shown.selectedCount(), 200'000 - 3);
        shown.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(shown.selectedCount(), 200'000);
        QSignalSpy activated(&shown.view, &GalleryView::activated);
        shown.press(Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void typedLettersLookThroughNothing() {
        Shown shown(200'000);
        shown.press(Qt::Key_Home);
        QCoreApplication::processEvents();
        shown.model.asked.clear();
        QTest::keyClicks(&shown.view, "sgq");
        QCoreApplication::processEvents();
        QVERIFY(shown.askedOnlyForWhatIsSeen());
        QCOMPARE(shown.view.currentIndex().row(), 0);
    }

    void theMouseSelects() {
        Shown shown(200'000);
        QSignalSpy clicked(&shown.view, &GalleryView::clicked);
        shown.click(3);
        QCOMPARE(shown.selected(), QList<int>{3});
        QCOMPARE(clicked.last()[0].toModelIndex().row(), 3);
        shown.click(5, Qt::ControlModifier);
        QCOMPARE(shown.selected(), (QList<int>{3, 5}));
        shown.click(3, Qt::ControlModifier);
        QCOMPARE(shown.selected(), QList<int>{5});
        shown.click(4);
        shown.click(6, Qt::ShiftModifier);
        QCOMPARE(shown.selected(), (QList<int>{4, 5, 6}));
        shown.view.scrollTo(shown.model.index(150'000), QAbstractItemView::PositionAtTop);
        shown.click(150'001, Qt::ShiftModifier);
        QCOMPARE(shown.selectedCount(), 150'001 - 4 + 1);
        const QRect cell = shown.view.visualRect(shown.model.index(150'001));
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, cell.topRight() + QPoint(3, 5)); // between two cells
        QCOMPARE(shown.selectedCount(), 0);
        QSignalSpy activated(&shown.view, &GalleryView::activated);
        QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {}, shown.middle(150'002));
        QCOMPARE(activated.last()[0].toModelIndex().row(), 150'002);
    }

    void aClickOnHalfAnItemDoesNotScroll() {
        Shown shown(1000);
        shown.wheel({0, -30}, {});
        const int before = shown.view.verticalScrollBar()->value();
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(shown.middle(1).x(), 4));
        QCOMPARE(shown.view.currentIndex().row(), 1);
        QCOMPARE(shown.view.verticalScrollBar()->value(), before);
    }

    void aBandSelectsWhatItTouches() {
        Shown shown(200'000);
        const int columns = shown.view.columns();
        QVERIFY(columns >= 4);
        const QPoint from = shown.middle(1), to = shown.middle(columns + 2);
        shown.drag(from, to);
        QCOMPARE(shown.selected(), (QList<int>{1, 2, columns + 1, columns + 2}));
        shown.drag(shown.middle(columns + 3), shown.middle(columns + 3) + QPoint(20, 20), Qt::ControlModifier);
        QCOMPARE(shown.selected(), (QList<int>{1, 2, columns + 1, columns + 2, columns + 3}));
        shown.drag(QPoint(2, 2), QPoint(shown.view.viewport()->width() - 2, shown.middle(columns).y()));
        QCOMPARE(shown.selectedCount(), 2 * columns);
        QCOMPARE(shown.view.selectionModel()->selection().size(), 1); // whole lines are one range
    }

    void aBandOverTheEdgeScrolls() {
        Shown shown(200'000);
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.middle(0));
        const QPoint below(shown.middle(0).x(), shown.view.viewport()->height() + 80);
        shown.move(shown.middle(shown.view.columns()), Qt::LeftButton);
        shown.move(below, Qt::LeftButton);
        QTRY_VERIFY(shown.view.verticalScrollBar()->value() > 300);
        QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, below);
        const QList<int> rows = shown.selected();
        QVERIFY(rows.size() > 4);
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows[i], int(i) * shown.view.columns());
        const int stopped = shown.view.verticalScrollBar()->value();
        QCoreApplication::processEvents();
        QCOMPARE(shown.view.verticalScrollBar()->value(), stopped);
    }

    void theWheelScrollsByPixels() {
        Shown shown(200'000);
        QSignalSpy seen(&shown.view, &GalleryView::visibleRowsChanged);
        shown.wheel({0, -7}, {0, -14});
        QCOMPARE(shown.view.verticalScrollBar()->value(), 7);
        shown.wheel({0, 3}, {0, 6});
        QCOMPARE(shown.view.verticalScrollBar()->value(), 4);
        for (int i = 0; i < 8; ++i)
            shown.wheel({}, {0, -15}); // an eighth of a notch
        const int notch = shown.view.verticalScrollBar()->value() - 4;
        shown.wheel({}, {0, -120});
        QCOMPARE(shown.view.verticalScrollBar()->value(), 4 + 2 * notch);
        shown.wheel({0, -2000}, {});
        QVERIFY(seen.count() > 0);
        QCOMPARE(seen.last()[0].toInt(), shown.view.visibleRows().first);
    }

    void rowsBeyondAnIntsPixelsAreReached() {
        Shown shown(1'000'000, {300, 700});
        shown.view.setPictureSide(240);
        QCOMPARE(shown.view.columns(), 1);
        shown.press(Qt::Key_End);
        QCOMPARE(shown.view.indexAt(shown.middle(999'999)).row(), 999'999);
        shown.model.setRows(50'000'000); // some 15 · 10⁹ pixels
        shown.press(Qt::Key_End);
        QCOMPARE(shown.view.currentIndex().row(), 49'999'999);
        QVERIFY(shown.view.viewport()->rect().contains(shown.middle(49'999'999)));
        QVERIFY(shown.view.verticalScrollBar()->maximum() > 0);
        QCOMPARE(shown.view.verticalScrollBar()->value(), shown.view.verticalScrollBar()->maximum());
        const int before = shown.middle(49'999'998).y();
        shown.wheel({0, 5}, {});
        QCOMPARE(shown.middle(49'999'998).y(), before + 5); // still by pixels
        shown.view.verticalScrollBar()->setValue(shown.view.verticalScrollBar()->maximum() / 2);
        const auto seen = shown.view.visibleRows();
        QVERIFY(std::abs(seen.first - 25'000'000) < 100);
        QCOMPARE(shown.view.visualRect(shown.model.index(0)).bottom() < 0, true);
        shown.view.scrollTo(shown.model.index(0));
        QVERIFY(shown.view.viewport()->rect().contains(shown.middle(0)));
    }

    void theModelMayChange() {
        Shown shown(1000);
        shown.view.scrollTo(shown.model.index(990));
        QSignalSpy seen(&shown.view, &GalleryView::visibleRowsChanged);
        shown.model.dropFirst(995);
        QCoreApplication::processEvents();
        QCOMPARE(shown.view.visibleRows(), (GalleryView::Rows{0, 5}));
        QVERIFY(seen.count() > 0);
        QVERIFY(!shown.view.verticalScrollBar()->isVisible());
        shown.model.setRows(0);
        QCoreApplication::processEvents();
        QCOMPARE(shown.view.visibleRows().count, 0);
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_End);
        shown.drag({5, 5}, {200, 200});
        QVERIFY(!shown.view.currentIndex().isValid());
        shown.model.setRows(7);
        QCoreApplication::processEvents();
        QCOMPARE(shown.view.visibleRows().count, 7);
    }

    void picturesStandWhereTheyBelong() {
        Shown shown(20);
        const QImage with = shown.view.viewport()->grab().toImage();
        const QRect cell = shown.view.visualRect(shown.model.index(4));
        QCOMPARE(with.pixelColor(cell.center().x(), cell.top() + 60), QColor(Qt::red));
        shown.model.hasPictures = false;
        const QImage without = shown.view.viewport()->grab().toImage();
        QVERIFY(without.pixelColor(cell.center().x(), cell.top() + 60) != QColor(Qt::red));
        const QColor badge = classColour(SourceClass::Star);
        bool hasBadge = false;
        for (int y = cell.top() + 100; y < cell.bottom(); ++y)
            hasBadge = hasBadge || with.pixelColor(cell.left() + 12, y) == badge;
        QVERIFY(hasBadge);
    }

    void theHoveredItemStandsOut() {
        Shown shown(20);
        const QRect cell = shown.view.visualRect(shown.model.index(2));
        const QPoint corner = cell.topLeft() + QPoint(3, cell.height() - 4);
        const QColor before = shown.view.viewport()->grab().toImage().pixelColor(corner);
        QSignalSpy entered(&shown.view, &GalleryView::entered);
        shown.move(cell.center(), Qt::NoButton);
        QCOMPARE(entered.last()[0].toModelIndex().row(), 2);
        QVERIFY(shown.view.viewport()->grab().toImage().pixelColor(corner) != before);
        QHelpEvent help(QEvent::ToolTip, cell.center(), shown.view.viewport()->mapToGlobal(cell.center()));
        QCoreApplication::sendEvent(shown.view.viewport(), &help);
        QCOMPARE(QToolTip::text(), QString("about source 2"));
        QToolTip::hideText();
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(shown.view.viewport(), &leave);
        QCOMPARE(shown.view.viewport()->grab().toImage().pixelColor(corner), before);
    }

    void canBeReadAloud() {
        Shown shown(200'000);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&shown.view);
        QVERIFY(accessible);
        QCOMPARE(accessible->text(QAccessible::Name), QString("Gallery"));
        QCOMPARE(accessible->role(), QAccessible::List);
        QCOMPARE(accessible->childCount(), 200'000);
        QAccessibleInterface* item = accessible->child(123'456);
        QVERIFY(item && item->isValid());
        QCOMPARE(item->text(QAccessible::Name), QString("source 123456"));
        QCOMPARE(item->parent(), accessible);
        QCOMPARE(accessible->indexOfChild(item), 123'456);
        shown.click(1);
        QVERIFY(accessible->child(1)->state().selected && accessible->focusChild() == accessible->child(1));
        QVERIFY(!accessible->child(2)->state().selected);
        const QPoint place = accessible->child(2)->rect().center();
        QCOMPARE(accessible->childAt(place.x(), place.y()), accessible->child(2));
        shown.model.setRows(3);
        QVERIFY(!accessible->child(3));
    }
};

IIC_WINDOW_TEST_MAIN(TestGalleryView)
#include "test_gallery_view.moc"
