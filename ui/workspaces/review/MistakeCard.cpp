#include "workspaces/review/MistakeCard.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int margin = 10, gap = 5, pictureSide = 48;

} // namespace

MistakeCard::MistakeCard(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void MistakeCard::setContent(const Content& content) {
    content_ = content;
    setText(content.title);
    setAccessibleName(content.count ? tr("%1, sources: %L2").arg(content.title).arg(*content.count) : content.title);
    const QStringList lines = content.count ? QStringList{content.pairs} + content.words : content.words;
    setAccessibleDescription(lines.join(QStringLiteral(". ")));
    setToolTip((QStringList{content.title} + lines).join(QLatin1Char('\n')));
    setEnabled(content.count.value_or(0) > 0 || !content.isOffWhenEmpty);
    updateGeometry();
    update();
}

void MistakeCard::setMembers(std::vector<QImage> pictures) {
    members_ = std::move(pictures);
    update();
}

QSize MistakeCard::sizeHint() const {
    const int line = fontMetrics().height() + 2;
    const int lines = (content_.count ? 2 : 1) + static_cast<int>(content_.words.size());
    return {320, 2 * margin + lines * line + (content_.count.value_or(0) > 0 ? gap + pictureSide : 0)};
}

void MistakeCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor accent = palette().color(QPalette::Highlight);
    QColor ground = palette().color(QPalette::Button);
    if (underMouse() && isEnabled())
        ground = ground.lightness() < 128 ? ground.lighter(115) : ground.darker(104);
    painter.setBrush(ground);
    painter.setPen(isChecked() || hasFocus() ? QPen(accent, isChecked() ? 2 : 1.2) : QPen(Qt::NoPen));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);

    const int line = fontMetrics().height() + 2, width = this->width() - 2 * margin;
    int y = margin;
    const auto write = [&](const QString& text, const QString& right, const QColor& colour) {
        painter.setPen(colour);
        const int taken = right.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(right) + gap;
        painter.drawText(QRect(margin, y, width - taken, line), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, width - taken));
        painter.drawText(QRect(margin, y, width, line), Qt::AlignRight | Qt::AlignVCenter, right);
        y += line;
    };
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QColor strong = palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    write(content_.title, content_.count ? QLocale().toString(*content_.count) : QString(), strong);
    painter.setFont(font());
    if (content_.count)
        write(content_.pairs.isEmpty() ? tr("none") : content_.pairs, {}, muted);
    for (const QString& words : content_.words)
        write(words, {}, muted);
    if (content_.count.value_or(0) == 0)
        return;
    const int pictures = memberPictures + 1, side = std::min(pictureSide, (width - (pictures - 1) * gap) / pictures);
    int x = margin;
    y += gap;
    const auto draw = [&](const QImage& picture) {
        const QRect box(x, y, side, side);
        painter.fillRect(box, palette().color(QPalette::Base));
        if (!picture.isNull())
            painter.drawImage(box, picture);
        x += side + gap;
    };
    if (!content_.mean.isNull()) {
        draw(content_.mean);
        painter.setPen(QPen(muted, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRect(margin, y, side - 1, side - 1)); // a mean, not a source
    }
    for (const QImage& picture : members_)
        draw(picture);
}

} // namespace iic::ui
