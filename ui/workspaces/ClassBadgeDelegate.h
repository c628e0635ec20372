#pragma once

#include <QStyledItemDelegate>

namespace iic::ui {

/// Paints a class as a coloured badge with its name.
class ClassBadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace iic::ui
