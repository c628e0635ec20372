#include "widgets/GalleryAccessible.h"

#include "widgets/GalleryView.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>

namespace iic::ui {

namespace {

constexpr int mostItems = 2048; // kept at once

const GalleryView* galleryOf(const QPointer<GalleryView>& view) { return view && view->model() ? view.data() : nullptr; }

class ItemAccessible : public QAccessibleInterface {
  public:
    ItemAccessible(GalleryView* view, int row) : view_(view), row_(row) {}

    bool isValid() const override { return index().isValid(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return view_ ? view_->window()->windowHandle() : nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(view_.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    QString text(QAccessible::Text kind) const override {
        const QModelIndex item = index();
        if (kind == QAccessible::Description)
            return item.data(Qt::AccessibleDescriptionRole).toString();
        if (kind != QAccessible::Name)
            return {};
        const QString aloud = item.data(Qt::AccessibleTextRole).toString();
        return aloud.isEmpty() ? item.data(Qt::DisplayRole).toString() : aloud;
    }
    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect cell = view_->visualRect(index());
        return {view_->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = state.multiSelectable = true;
        state.selected = view_->selectionModel()->isSelected(index());
        state.focused = view_->hasFocus() && view_->currentIndex() == index();
        state.offscreen = !view_->viewport()->rect().intersects(view_->visualRect(index()));
        return state;
    }
    int row() const { return row_; }

  private:
    QModelIndex index() const {
        const GalleryView* view = galleryOf(view_);
        return view ? view->model()->index(row_, 0, view->rootIndex()) : QModelIndex();
    }

    QPointer<GalleryView> view_;
    int row_;
};

class GalleryAccessible : public QAccessibleWidget {
  public:
    explicit GalleryAccessible(GalleryView* view) : QAccessibleWidget(view, QAccessible::List), view_(view) {}
    ~GalleryAccessible() override { forget(); }

    int childCount() const override {
        const GalleryView* view = galleryOf(view_);
        return view ? view->model()->rowCount(view->rootIndex()) : 0;
    }
    QAccessibleInterface* child(int row) const override {
        if (row < 0 || row >= childCount())
            return nullptr;
        if (const auto known = items_.find(row); known != items_.end())
            return QAccessible::accessibleInterface(*known);
        if (items_.size() >= mostItems)
            forget();
        auto* item = new ItemAccessible(view_, row);
        items_.insert(row, QAccessible::registerAccessibleInterface(item));
        return item;
    }
    int indexOfChild(const QAccessibleInterface* item) const override {
        const auto* known = dynamic_cast<const ItemAccessible*>(item);
        return known ? known->row() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        return view_ ? child(view_->indexAt(view_->viewport()->mapFromGlobal(QPoint(x, y))).row()) : nullptr;
    }
    QAccessibleInterface* focusChild() const override { return view_ ? child(view_->currentIndex().row()) : nullptr; }

  private:
    void forget() const {
        for (const QAccessible::Id id : std::exchange(items_, {}))
            QAccessible::deleteAccessibleInterface(id);
    }

    QPointer<GalleryView> view_;
    mutable QHash<int, QAccessible::Id> items_;
};

QAccessibleInterface* makeAccessible(const QString& name, QObject* object) {
    if (name != QLatin1String(GalleryView::staticMetaObject.className()))
        return nullptr;
    return new GalleryAccessible(static_cast<GalleryView*>(object));
}

} // namespace

void installGalleryAccessibility() {
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace iic::ui
