#include "plots/Legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr double signWidth = 22;
constexpr double gap = 6;
constexpr double columnGap = 18;

double lineHeight(const FigureStyle& style) { return QFontMetricsF(style.smallFont()).height() + 3; }

double widestText(const std::vector<LegendLine>& lines, const FigureStyle& style) {
    const QFontMetricsF metrics(style.smallFont());
    double widest = 0;
    for (const LegendLine& line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line.text));
    return widest;
}

void drawLine(QPainter& painter, const QPointF& topLeft, double width, const LegendLine& line, const FigureStyle& style) {
    const double height = lineHeight(style);
    line.sign(painter, QRectF(topLeft, QSizeF(signWidth, height)));
    painter.setFont(style.smallFont());
    painter.setPen(style.text);
    painter.drawText(QRectF(topLeft.x() + signWidth + gap, topLeft.y(), width - signWidth - gap + 2, height),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, line.text);
}

} // namespace

QSizeF legendSize(const std::vector<LegendLine>& lines, const FigureStyle& style) {
    return {signWidth + 3 * gap + 2 + widestText(lines, style), lineHeight(style) * static_cast<double>(lines.size()) + gap};
}

void drawLegend(QPainter& painter, const QPointF& topLeft, const std::vector<LegendLine>& lines, const FigureStyle& style) {
    if (lines.empty())
        return;
    const QSizeF size = legendSize(lines, style);
    const double width = size.width() - 2 * gap - 2;
    painter.setPen(QPen(style.grid, 1));
    painter.setBrush(style.ground);
    painter.drawRect(QRectF(topLeft, size));
    QPointF at = topLeft + QPointF(gap, gap / 2);
    for (const LegendLine& line : lines) {
        drawLine(painter, at, width, line, style);
        at.ry() += lineHeight(style);
    }
}

LegendRows::LegendRows(std::vector<LegendLine> lines, double width, const FigureStyle& style)
    : lines_(std::move(lines)),
      width_(width),
      style_(style),
      columnWidth_(signWidth + gap + widestText(lines_, style) + columnGap) {
    const auto most = static_cast<std::size_t>(std::max(1.0, (width + columnGap) / columnWidth_));
    const std::size_t rows = (lines_.size() + most - 1) / most;
    columns_ = rows == 0 ? 1 : (lines_.size() + rows - 1) / rows;
}

double LegendRows::height() const { return lineHeight(style_) * static_cast<double>((lines_.size() + columns_ - 1) / columns_); }

void LegendRows::draw(QPainter& painter, const QPointF& topLeft) const {
    const double used = columnWidth_ * static_cast<double>(std::min(columns_, lines_.size())) - columnGap;
    const double left = topLeft.x() + std::max(0.0, (width_ - used) / 2);
    for (std::size_t i = 0; i < lines_.size(); ++i)
        drawLine(painter,
                 {left + columnWidth_ * static_cast<double>(i % columns_),
                  topLeft.y() + lineHeight(style_) * static_cast<double>(i / columns_)},
                 columnWidth_ - columnGap, lines_[i], style_);
}

Sign strokeSign(const QPen& pen) {
    return [pen](QPainter& painter, const QRectF& place) {
        painter.setPen(pen);
        painter.drawLine(QLineF(place.left(), place.center().y(), place.right(), place.center().y()));
    };
}

void drawClassSign(QPainter& painter, const QPointF& centre, double diameter, const std::optional<SourceClass>& sourceClass) {
    const double half = diameter / 2;
    if (!sourceClass || *sourceClass == SourceClass::Star) {
        painter.drawEllipse(centre, half, half);
    } else if (*sourceClass == SourceClass::Galaxy) {
        const double reach = half * 1.25;
        painter.drawConvexPolygon(QPolygonF(
            {centre + QPointF(0, -reach), centre + QPointF(reach, 0), centre + QPointF(0, reach), centre + QPointF(-reach, 0)}));
    } else {
        const double reach = half * 1.2;
        painter.drawConvexPolygon(QPolygonF(
            {centre + QPointF(0, -reach), centre + QPointF(reach, reach * 0.8), centre + QPointF(-reach, reach * 0.8)}));
    }
}

Sign classSign(const std::optional<SourceClass>& sourceClass, const FigureStyle& style) {
    return [sourceClass, colour = style.classColour(sourceClass)](QPainter& painter, const QRectF& place) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        drawClassSign(painter, place.center(), 9, sourceClass);
    };
}

} // namespace iic::ui
