#include "workspaces/explain/StageCard.h"

#include "workspaces/explain/StageModel.h"

#include <QFontMetrics>
#include <QPainter>

namespace iic::ui {

namespace {

constexpr int pictureSide = 136, padding = 9, margin = 8, arrowRoom = 22;

QFont smallFont(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

QFont boldFont(QFont font) {
    font.setBold(true);
    return font;
}

int textHeight(const QFont& font) { return QFontMetrics(boldFont(font)).height() + QFontMetrics(smallFont(font)).height() + 5; }

} // namespace

int StageCard::cardHeight(const QFont& font) { return pictureSide + textHeight(font) + 2 * (padding + margin); }

QSize StageCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {pictureSide + 2 * padding + margin + arrowRoom, cardHeight(option.font)};
}

void StageCard::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool isChosen = option.state & QStyle::State_Selected;
    const QPalette& palette = option.palette;
    const QRect card = option.rect.adjusted(margin, margin, -arrowRoom, -margin);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isChosen && (option.state & QStyle::State_HasFocus) ? QPen(palette.color(QPalette::Link), 1.5)
                                                                        : QPen(Qt::NoPen));
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->setBrush(palette.color(isChosen ? QPalette::Highlight : isHovered ? QPalette::Light : QPalette::Midlight));
    painter->drawRoundedRect(card, 7, 7);

    QRect line = card.adjusted(padding, padding, -padding, 0);
    const QFont bold = boldFont(option.font), small = smallFont(option.font);
    line.setHeight(QFontMetrics(bold).height());
    painter->setFont(bold);
    painter->setPen(palette.color(isChosen ? QPalette::HighlightedText : QPalette::WindowText));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    line.moveTop(line.bottom() + 1);
    line.setHeight(QFontMetrics(small).height());
    painter->setFont(small);
    if (!isChosen)
        painter->setPen(palette.color(QPalette::PlaceholderText));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, index.data(StageModel::DetailRole).toString());

    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect picture(card.left() + padding, card.bottom() + 1 - padding - pictureSide, pictureSide, pictureSide);
    painter->drawImage(picture, index.data(Qt::DecorationRole).value<QImage>());
    if (index.row() + 1 < index.model()->rowCount()) {
        painter->setFont(option.font);
        painter->setPen(palette.color(QPalette::PlaceholderText));
        painter->drawText(QRect(card.right() + 1, card.top(), arrowRoom + margin, card.height()), Qt::AlignCenter,
                          QStringLiteral("→"));
    }
    painter->restore();
}

} // namespace iic::ui
