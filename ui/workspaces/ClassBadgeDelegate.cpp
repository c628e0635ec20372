#include "workspaces/ClassBadgeDelegate.h"

#include "models/SourceTableModel.h"
#include "widgets/ClassBadge.h"
#include "widgets/ClassStyle.h"

#include <QApplication>

namespace iic::ui {

void ClassBadgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QVariant sourceClass = index.data(SourceTableModel::ClassRole);
    if (!sourceClass.isValid() || sourceClass.toInt() < 0)
        return QStyledItemDelegate::paint(painter, option, index);

    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString name = cell.text;
    cell.text.clear();
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    QRect badge({}, classBadgeSize(option.font, name));
    badge.moveCenter(option.rect.center());
    badge.moveRight(option.rect.right() - 6);
    paintClassBadge(*painter, badge, option.font, name, classColour(static_cast<SourceClass>(sourceClass.toInt())));
}

} // namespace iic::ui
