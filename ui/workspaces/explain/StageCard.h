#pragma once

#include <QStyledItemDelegate>

namespace iic::ui {

/// Paints a stage as a card, with an arrow to the next.
class StageCard : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int cardHeight(const QFont& font);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace iic::ui
