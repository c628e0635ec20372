#include "widgets/GalleryItem.h"

#include "project/LabelJournal.h"
#include "widgets/ClassBadge.h"
#include "widgets/ClassStyle.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QVariant>

namespace iic::ui {

namespace {

constexpr int padding = 5; // around the picture
constexpr int badgeGap = 5; // below the picture
constexpr int readableSide = 64; // below that a caption has no room
constexpr int markSide = 16;

void paintPlate(QPainter& painter, const QRect& box) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(15, 17, 21, 200)); // pictures are dark in either theme
    painter.drawRoundedRect(box, 4, 4);
}

/// The user's label: the sign of its class, or a letter where it is none.
void paintLabel(QPainter& painter, const QRect& picture, UserLabel label) {
    if (label == UserLabel::None)
        return;
    const QRect box(picture.right() - markSide - 2, picture.top() + 3, markSide, markSide);
    paintPlate(painter, box);
    if (label == UserLabel::Unsure || label == UserLabel::Artefact) {
        painter.setPen(QColor(0xE6, 0xE9, 0xEF));
        painter.drawText(box, Qt::AlignCenter, label == UserLabel::Unsure ? QStringLiteral("?") : QStringLiteral("✕"));
        return;
    }
    const auto sourceClass = label == UserLabel::Star     ? SourceClass::Star
                             : label == UserLabel::Galaxy ? SourceClass::Galaxy
                                                          : SourceClass::Quasar;
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap sign = classMarker(sourceClass, 9, ratio);
    const QSizeF size = QSizeF(sign.size()) / ratio;
    painter.drawPixmap(QPointF(box.center().x() + 0.5 - size.width() / 2, box.center().y() + 0.5 - size.height() / 2), sign);
}

void paintFlag(QPainter& painter, const QRect& picture) {
    const QRect box(picture.left() + 3, picture.top() + 3, markSide, markSide);
    paintPlate(painter, box);
    const QRectF inner = QRectF(box).adjusted(2.5, 2.5, -2.5, -3);
    QPainterPath sign;
    sign.addPolygon(QPolygonF({{inner.center().x(), inner.top()}, {inner.right(), inner.bottom()}, inner.bottomLeft()}));
    sign.closeSubpath();
    painter.fillPath(sign, QColor(0xF2, 0xC1, 0x4E));
    painter.setPen(QPen(QColor(20, 22, 26), 1.4));
    painter.drawLine(QPointF(inner.center().x(), inner.top() + 4), QPointF(inner.center().x(), inner.bottom() - 3.4));
    painter.drawPoint(QPointF(inner.center().x(), inner.bottom() - 1.5));
}

void paintBadges(QPainter& painter, const QRect& line, const GalleryBadges& badges, const GalleryItemStyle& style) {
    constexpr int arrow = 18;
    if (badges.isEmpty())
        return;
    const int shown = badges.size() > 1 ? 2 : 1;
    const int room = (line.width() - (shown - 1) * arrow) / shown;
    int left = line.left();
    for (int i = 0; i < shown; ++i) {
        const GalleryBadge& badge = badges[i];
        const QSize size = classBadgeSize(style.captionFont(), badge.text);
        const QRect box(left, line.top(), std::min(size.width(), room), size.height());
        paintClassBadge(painter, box, style.captionFont(), badge.text, badge.colour);
        left = box.right() + 1;
        if (i + 1 == shown)
            break;
        painter.setPen(style.palette.color(QPalette::PlaceholderText));
        painter.drawText(QRect(left, line.top(), arrow, size.height()), Qt::AlignCenter, QStringLiteral("→"));
        left += arrow;
    }
}

void paintCaption(QPainter& painter, QRect line, const QStringList& caption, const GalleryItemStyle& style, bool isSelected) {
    painter.setFont(style.captionFont());
    const QFontMetrics metrics = painter.fontMetrics();
    for (int i = 0; i < std::min<int>(style.captionLines, int(caption.size())); ++i) {
        const auto role = isSelected ? QPalette::HighlightedText : i == 0 ? QPalette::Text : QPalette::PlaceholderText;
        painter.setPen(style.palette.color(role));
        line.setHeight(metrics.lineSpacing());
        const QString& text = caption[i];
        const bool fits = metrics.horizontalAdvance(text) <= line.width();
        painter.drawText(line, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                         fits ? text : metrics.elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, metrics.lineSpacing());
    }
}

void paintCard(QPainter& painter, const QRect& cell, const QPalette& palette, const GalleryItemState& state) {
    const QColor fill = palette.color(state.isSelected  ? QPalette::Highlight
                                      : state.isHovered ? QPalette::Midlight
                                                        : QPalette::AlternateBase);
    painter.setBrush(fill);
    painter.setPen(state.isCurrent ? QPen(palette.color(QPalette::Link), 2) : QPen(Qt::NoPen));
    const double inset = state.isCurrent ? 1 : 0;
    painter.drawRoundedRect(QRectF(cell).adjusted(inset, inset, -inset, -inset), 5, 5);
}

} // namespace

QFont GalleryItemStyle::captionFont() const {
    QFont small = font;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

int GalleryItemStyle::badgeHeight() const {
    return hasBadges ? classBadgeSize(captionFont(), QStringLiteral("x")).height() + badgeGap : 0;
}

int GalleryItemStyle::captionHeight() const {
    return side < readableSide || captionLines == 0 ? 0 : captionLines * QFontMetrics(captionFont()).lineSpacing() + 3;
}

QSize GalleryItemStyle::cell() const { return {side + 2 * padding, side + 2 * padding + badgeHeight() + captionHeight()}; }

void paintGalleryItem(QPainter& painter, const QRect& cell, const QModelIndex& index, const GalleryItemStyle& style,
                      const GalleryItemState& state) {
    paintCard(painter, cell, style.palette, state);
    const QRect picture(cell.left() + padding, cell.top() + padding, style.side, style.side);
    const auto image = index.data(Qt::DecorationRole).value<QImage>();
    if (image.isNull())
        painter.fillRect(picture, style.palette.color(QPalette::Button));
    else
        painter.drawImage(picture, image);
    paintLabel(painter, picture, static_cast<UserLabel>(index.data(gallery::LabelRole).toInt()));
    if (index.data(gallery::FlagRole).toBool())
        paintFlag(painter, picture);
    QRect below(picture.left(), picture.bottom() + 1 + badgeGap, picture.width(), style.badgeHeight() - badgeGap);
    if (style.hasBadges) {
        paintBadges(painter, below, index.data(gallery::BadgesRole).value<GalleryBadges>(), style);
        below.moveTop(below.bottom() + 1);
    } else {
        below.moveTop(picture.bottom() + 1);
    }
    if (style.captionHeight() > 0)
        paintCaption(painter, below.translated(0, 3), index.data(gallery::CaptionRole).toStringList(), style, state.isSelected);
}

} // namespace iic::ui
