#include "widgets/ClassBadge.h"

#include <QFontMetrics>
#include <QPainter>

namespace iic::ui {

namespace {

constexpr int endRoom = 8; // on either side of the name

QFont badgeFont(QFont font) {
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

} // namespace

QSize classBadgeSize(const QFont& font, const QString& name) {
    const QFontMetrics metrics(badgeFont(font));
    return {metrics.horizontalAdvance(name) + 2 * endRoom, metrics.height() + 2};
}

void paintClassBadge(QPainter& painter, const QRect& box, const QFont& font, const QString& name, const QColor& colour) {
    const QFont bold = badgeFont(font);
    const QFontMetrics metrics(bold);
    QString shown = name;
    while (!shown.isEmpty() && metrics.horizontalAdvance(shown) + endRoom > box.width())
        shown.chop(1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(box, box.height() / 2.0, box.height() / 2.0);
    painter.setPen(QColor(20, 22, 26));
    painter.setFont(bold);
    painter.drawText(box, Qt::AlignCenter, shown);
    painter.restore();
}

} // namespace iic::ui
