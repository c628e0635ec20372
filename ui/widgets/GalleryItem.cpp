#include "widgets/GalleryItem.h"

#include "project/LabelJournal.h"
#include "widgets/ClassBadge.h"
#include "widgets/ClassStyle.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QVariant>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int padding = 5; // around the picture
constexpr int badgeGap = 5; // below the picture
constexpr int readableSide = 64; // below that a caption has no room
constexpr int markSide = 16;
constexpr double cornerRadius = 5;
constexpr qint64 scaledAtOnce = 700'000; // pixels

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

void GalleryPainter::setStyle(const GalleryItemStyle& style) {
    style_ = style;
    pictures_.clear();
    badges_.clear();
    cards_ = {};
}

void GalleryPainter::begin(int items) {
    pictures_.setMaxCost(std::max(1, items));
    scaling_ = scaledAtOnce;
    isRough_ = false;
}

void GalleryPainter::paintCard(QPainter& painter, const QRect& cell, const GalleryItemState& state) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize size = (QSizeF(cell.size()) * ratio).toSize();
    QPixmap& card = cards_[state.isSelected ? 2 : state.isHovered ? 1 : 0];
    if (card.size() != size) {
        card = QPixmap(size);
        card.setDevicePixelRatio(ratio);
        card.fill(style_.palette.color(QPalette::Base));
        QPainter drawing(&card);
        drawing.setRenderHint(QPainter::Antialiasing);
        drawing.setPen(Qt::NoPen);
        drawing.setBrush(style_.palette.color(state.isSelected  ? QPalette::Highlight
                                              : state.isHovered ? QPalette::Midlight
                                                                : QPalette::AlternateBase));
        drawing.drawRoundedRect(QRectF({}, QSizeF(cell.size())), cornerRadius, cornerRadius);
    }
    painter.drawPixmap(cell.topLeft(), card);
    if (!state.isCurrent)
        return;
    painter.setPen(QPen(style_.palette.color(QPalette::Link), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
}

void GalleryPainter::paintPicture(QPainter& painter, const QRect& box, const QImage& picture) {
    if (picture.isNull())
        return painter.fillRect(box, style_.palette.color(QPalette::Mid));
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize size = (QSizeF(box.size()) * ratio).toSize();
    const QPixmap* known = pictures_.object(picture.cacheKey());
    if (known && known->size() == size)
        return painter.drawPixmap(box.topLeft(), *known);
    if (scaling_ <= 0 && picture.size() != size) {
        isRough_ = true;
        return painter.drawImage(box, picture);
    }
    scaling_ -= picture.size() == size ? 0 : qint64(size.width()) * size.height();
    QPixmap drawn = QPixmap::fromImage(
        picture.size() == size ? picture : picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    drawn.setDevicePixelRatio(ratio);
    painter.drawPixmap(box.topLeft(), drawn);
    pictures_.insert(picture.cacheKey(), new QPixmap(std::move(drawn)));
}

void GalleryPainter::paintFault(QPainter& painter, const QRect& box, const QString& fault) const {
    painter.setPen(style_.palette.color(QPalette::Text));
    painter.drawText(box.adjusted(2, 2, -2, -2), Qt::AlignCenter | Qt::TextWordWrap, fault);
}

QPixmap GalleryPainter::badge(const GalleryBadge& badge, int width, double ratio) {
    const QString key = QStringLiteral("%1 %2 %3 %4").arg(badge.colour.rgb()).arg(width).arg(ratio).arg(badge.text);
    if (const QPixmap* known = badges_.object(key))
        return *known;
    const QFont font = style_.captionFont();
    QSize size = classBadgeSize(font, badge.text);
    size.setWidth(std::min(size.width(), width));
    QPixmap drawn((QSizeF(size) * ratio).toSize());
    drawn.setDevicePixelRatio(ratio);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    paintClassBadge(painter, QRect({}, size), font, badge.text, badge.colour);
    painter.end();
    badges_.insert(key, new QPixmap(drawn));
    return drawn;
}

void GalleryPainter::paintBadges(QPainter& painter, const QRect& line, const GalleryBadges& badges) {
    constexpr int arrow = 18;
    if (badges.isEmpty())
        return;
    const int shown = badges.size() > 1 ? 2 : 1;
    const int room = (line.width() - (shown - 1) * arrow) / shown;
    const double ratio = painter.device()->devicePixelRatioF();
    int left = line.left();
    for (int i = 0; i < shown; ++i) {
        const QPixmap drawn = badge(badges[i], room, ratio);
        painter.drawPixmap(QPoint(left, line.top()), drawn);
        left += static_cast<int>(drawn.width() / ratio);
        if (i + 1 == shown)
            break;
        painter.setPen(style_.palette.color(QPalette::PlaceholderText));
        painter.drawText(QRect(left, line.top(), arrow, line.height()), Qt::AlignCenter, QStringLiteral("→"));
        left += arrow;
    }
}

void GalleryPainter::paintCaption(QPainter& painter, QRect line, const QStringList& caption, bool isSelected) const {
    const QFontMetrics metrics = painter.fontMetrics();
    line.setHeight(metrics.lineSpacing());
    for (int i = 0; i < std::min<int>(style_.captionLines, int(caption.size())); ++i) {
        const auto role = isSelected ? QPalette::HighlightedText : i == 0 ? QPalette::Text : QPalette::PlaceholderText;
        painter.setPen(style_.palette.color(role));
        const QString& text = caption[i];
        const bool fits = metrics.horizontalAdvance(text) <= line.width();
        painter.drawText(QPoint(line.left(), line.top() + metrics.ascent()),
                         fits ? text : metrics.elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, metrics.lineSpacing());
    }
}

void GalleryPainter::paint(QPainter& painter, const QRect& cell, const QModelIndex& index, const GalleryItemState& state) {
    paintCard(painter, cell, state);
    const QRect picture(cell.left() + padding, cell.top() + padding, style_.side, style_.side);
    const auto image = index.data(Qt::DecorationRole).value<QImage>();
    paintPicture(painter, picture, image);
    if (image.isNull())
        paintFault(painter, picture, index.data(gallery::FaultRole).toString());
    paintLabel(painter, picture, static_cast<UserLabel>(index.data(gallery::LabelRole).toInt()));
    if (index.data(gallery::FlagRole).toBool())
        paintFlag(painter, picture);
    QRect below(picture.left(), picture.bottom() + 1, picture.width(), style_.badgeHeight());
    if (style_.hasBadges)
        paintBadges(painter, below.adjusted(0, badgeGap, 0, 0), index.data(gallery::BadgesRole).value<GalleryBadges>());
    if (style_.captionHeight() > 0)
        paintCaption(painter, below.translated(0, below.height() + 3), index.data(gallery::CaptionRole).toStringList(),
                     state.isSelected);
}

} // namespace iic::ui
