#include "widgets/PanelHeader.h"

#include <QHBoxLayout>

namespace iic::ui {

QLabel* panelTitle(const QString& text) {
    auto* title = new QLabel(text);
    title->setTextFormat(Qt::PlainText);
    title->setProperty("panelTitle", true);
    QFont font = title->font();
    font.setCapitalization(QFont::AllUppercase);
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    title->setFont(font);
    title->setMinimumWidth(1); // gives way to what is on the right
    return title;
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
