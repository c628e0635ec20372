#include "workspaces/ClassBadgeDelegate.h"

#include "models/SourceTableModel.h"
#include "widgets/ClassStyle.h"

#include <QApplication>
#include <QPainter>

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

    QFont font = option.font;
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.9);
    const QFontMetrics metrics(font);
    QRect badge(0, 0, metrics.horizontalAdvance(name) + 16, metrics.height() + 2);
    badge.moveCenter(option.rect.center());
    badge.moveRight(option.rect.right() - 6);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(classColour(static_cast<SourceClass>(sourceClass.toInt())));
    painter->drawRoundedRect(badge, badge.height() / 2.0, badge.height() / 2.0);
    painter->setPen(QColor(20, 22, 26));
    painter->setFont(font);
    painter->drawText(badge, Qt::AlignCenter, name);
    painter->restore();
}

} // namespace iic::ui
