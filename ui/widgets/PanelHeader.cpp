#include "widgets/PanelHeader.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace iic::ui {

PanelTitle::PanelTitle(const QString& text) : QLabel(text) {
    setTextFormat(Qt::PlainText);
    setProperty("panelTitle", true);
    QFont capitals = font();
    capitals.setCapitalization(QFont::AllUppercase);
    capitals.setBold(true);
    capitals.setPointSizeF(capitals.pointSizeF() * 0.9);
    capitals.setLetterSpacing(QFont::PercentageSpacing, 106);
    setFont(capitals);
    setMinimumWidth(1);
}

void PanelTitle::setTexts(const QStringList& texts) {
    shorter_ = texts.mid(1);
    setText(texts.front());
}

QString PanelTitle::shownText() const {
    const int room = contentsRect().width();
    if (fontMetrics().horizontalAdvance(text()) <= room)
        return text();
    for (const QString& shorter : shorter_)
        if (fontMetrics().horizontalAdvance(shorter) <= room)
            return shorter;
    return fontMetrics().elidedText(shorter_.isEmpty() ? text() : shorter_.back(), Qt::ElideRight, room);
}

void PanelTitle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawFrame(&painter);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shownText(),
                          foregroundRole());
}

PanelTitle* panelTitle(const QString& text) { return new PanelTitle(text); }

QLabel* panelNote(const QString& text) {
    auto* note = new QLabel(text);
    note->setTextFormat(Qt::PlainText);
    note->setProperty("muted", true);
    note->setWordWrap(true);
    note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    note->setContentsMargins(12, 10, 12, 10);
    return note;
}

QFrame* panelHeader(QLabel* title, const QList<QWidget*>& right) {
    auto* header = new QFrame;
    header->setProperty("panelHeader", true);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(6);
    layout->addWidget(title, 1);
    for (QWidget* widget : right)
        layout->addWidget(widget);
    header->setFixedHeight(32);
    return header;
}

} // namespace iic::ui
