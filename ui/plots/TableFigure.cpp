#include "plots/TableFigure.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr double margin = 12, columnGap = 18, lineGap = 6;

double widthOf(const QString& cell, const QFontMetricsF& metrics) {
    double widest = 0;
    for (const QString& line : cell.split(QLatin1Char('\n')))
        widest = std::max(widest, metrics.horizontalAdvance(line));
    return widest;
}

qsizetype heightOf(const QStringList& line) {
    qsizetype most = 1;
    for (const QString& cell : line)
        most = std::max(most, cell.count(QLatin1Char('\n')) + 1);
    return most;
}

std::vector<double> widths(const TableFigure::Content& content, const QFontMetricsF& metrics) {
    std::vector<double> columns;
    for (qsizetype column = 0; column < content.heads.size(); ++column) {
        double widest = widthOf(content.heads[column], metrics);
        for (const QStringList& line : content.lines)
            widest = std::max(widest, widthOf(line.value(column), metrics));
        columns.push_back(widest + columnGap);
    }
    return columns;
}

} // namespace

QSizeF TableFigure::paperSize() const {
    const QFontMetricsF metrics(FigureStyle::onPaper().boldFont());
    double width = 2 * margin, height = 2 * margin + metrics.height() + 2 * lineGap;
    for (const double column : widths(content_, metrics))
        width += column;
    for (const QStringList& line : content_.lines)
        height += metrics.height() * static_cast<double>(heightOf(line)) + lineGap;
    return {width, height};
}

void TableFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const std::vector<double> columns = widths(content_, QFontMetricsF(style.boldFont()));
    double top = margin;
    const auto drawLine = [&](const QStringList& line) {
        const double height = painter.fontMetrics().height() * static_cast<double>(heightOf(line));
        double left = margin;
        for (qsizetype column = 0; column < content_.heads.size(); ++column) {
            const double width = columns[static_cast<std::size_t>(column)];
            painter.drawText(QRectF(left, top, width - columnGap / 2, height),
                             (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop | Qt::TextDontClip,
                             line.value(column));
            left += width;
        }
        top += height + lineGap;
    };
    painter.setPen(style.text);
    painter.setFont(style.boldFont());
    drawLine(content_.heads);
    painter.setPen(QPen(style.muted, 1));
    painter.drawLine(QPointF(margin, top - lineGap / 2), QPointF(size.width() - margin, top - lineGap / 2));
    painter.setPen(style.text);
    painter.setFont(style.font);
    for (const QStringList& line : content_.lines)
        drawLine(line);
}

} // namespace iic::ui
