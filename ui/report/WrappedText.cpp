#include "report/WrappedText.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr int mostLines = 12;
constexpr int mostCharacters = 4000;

/// With the ends of lines as QTextLayout wants them, other control characters as spaces.
QString plain(QString text) {
    for (QChar& character : text)
        if (character == QLatin1Char('\n'))
            character = QChar::LineSeparator;
        else if (character.category() == QChar::Other_Control || character == QChar::ParagraphSeparator)
            character = QLatin1Char(' ');
    return text.size() > mostCharacters ? text.left(mostCharacters) + QChar(0x2026) : text;
}

} // namespace

WrappedText::WrappedText(const QString& text, const QFont& font, double width, QPaintDevice* device, Qt::Alignment alignment)
    : layout_(std::make_shared<QTextLayout>(plain(text), font, device)) {
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    layout_->setTextOption(option);
    layout_->setCacheEnabled(true);
    layout_->beginLayout();
    for (int i = 0; i < mostLines; ++i) {
        QTextLine line = layout_->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, height_});
        height_ += line.height();
    }
    layout_->endLayout();
}

void WrappedText::paint(QPainter& painter, const QPointF& place, const QColor& colour) const {
    painter.setPen(colour);
    layout_->draw(&painter, place);
}

double WrappedText::naturalWidth(const QString& text, const QFont& font, QPaintDevice* device) {
    double widest = 0;
    for (const QString& line : plain(text).split(QChar(QChar::LineSeparator)))
        widest = std::max(widest, QFontMetricsF(font, device).horizontalAdvance(line));
    return std::ceil(widest) + 1;
}

} // namespace iic::ui
