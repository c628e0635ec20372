#include "workspaces/compare/StudyListView.h"

#include "workspaces/compare/StudyListModel.h"

#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>

namespace iic::ui {

namespace {

constexpr int padding = 5, lineGap = 2, barHeight = 3;

QFont smaller(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

class StudyDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& plain, const QModelIndex& index) const override {
        QStyleOptionViewItem option = plain;
        initStyleOption(&option, index);
        const QString title = option.text;
        option.text.clear();
        option.state.setFlag(QStyle::State_HasFocus, false); // the selection tells
        const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget); // ground and check box
        option.text = title;
        const QRect box = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
        const QRect room = option.rect.adjusted(box.right() - option.rect.left() + 10, padding, -10, -padding);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        const QFontMetrics metrics(option.font);
        painter->drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(title, Qt::ElideRight, room.width()));
        painter->setFont(smaller(option.font));
        if (!isSelected)
            painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const QFontMetrics small(smaller(option.font));
        painter->drawText(QRect(room.left(), room.top() + metrics.height() + lineGap, room.width(), small.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          small.elidedText(index.data(StudyListModel::Details).toString(), Qt::ElideRight, room.width()));
        const double share = index.data(StudyListModel::Share).toDouble();
        const QRectF bar(room.left(), room.bottom() - barHeight + 1, room.width(), barHeight);
        painter->fillRect(bar, option.palette.color(QPalette::Midlight));
        painter->fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, bar.height())), option.palette.color(QPalette::Link));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, QFontMetrics(option.font).height() + lineGap + QFontMetrics(smaller(option.font)).height() + lineGap +
                         barHeight + 2 + 2 * padding};
    }
};

} // namespace

StudyListView::StudyListView(StudyListModel& model, QWidget* parent) : QListView(parent) {
    setObjectName(QStringLiteral("studies"));
    setAccessibleName(tr("Studies"));
    setModel(&model);
    setItemDelegate(new StudyDelegate(this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
}

QSize StudyListView::sizeHint() const { return {300, model()->rowCount() * sizeHintForRow(0) + 2}; }

QSize StudyListView::minimumSizeHint() const { return {200, 2 * sizeHintForRow(0)}; }

} // namespace iic::ui
