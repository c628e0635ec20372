#include "plots/Chart.h"

#include "metrics/AxisTicks.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double tickLength = 4;
constexpr double gap = 4;

QString superscript(int number) {
    const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text;
    for (const QChar digit : QString::number(number))
        text += digit == QLatin1Char('-') ? QChar(0x207B) : digits[digit.digitValue()];
    return text;
}

int wantedTicks(double length, double each) { return std::clamp(static_cast<int>(length / each), 2, 6); }

std::vector<double> ticksOf(const ChartAxis& axis, int wanted) {
    if (!axis.ticks.empty())
        return axis.ticks;
    return axis.isLogarithmic ? logarithmicTicks(axis.low, axis.high, wanted) : linearTicks(axis.low, axis.high, wanted);
}

} // namespace

QString fittingTitle(const QStringList& titles, const QFontMetricsF& metrics, double length) {
    const auto fitting =
        std::ranges::find_if(titles, [&](const QString& title) { return metrics.horizontalAdvance(title) <= length; });
    return fitting == titles.end() ? QString() : *fitting;
}

QString tickText(double value) {
    const double size = std::abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
        const int power = static_cast<int>(std::floor(std::log10(size) + 1e-9));
        const double factor = value / std::pow(10.0, power);
        const QString tens = QStringLiteral("10") + superscript(power);
        return std::abs(factor - 1) < 1e-6 ? tens : QLocale().toString(factor, 'g', 3) + QStringLiteral("×") + tens;
    }
    return QLocale().toString(value, 'g', 6).replace(QLatin1Char('-'), QChar(0x2212));
}

double ChartAxis::share(double value) const {
    if (isLogarithmic)
        return (std::log10(value) - std::log10(low)) / (std::log10(high) - std::log10(low));
    return (value - low) / (high - low);
}

Chart::Chart(const QRectF& outer, ChartAxis x, ChartAxis y, const FigureStyle& style)
    : outer_(outer), x_(std::move(x)), y_(std::move(y)), style_(style) {
    const QFontMetricsF small(style.smallFont()), normal(style.font);
    const double below = (x_.hasNumbers ? small.height() : 0) + (x_.titles.isEmpty() ? 0 : normal.height() + gap);
    const double height = outer.height() - below - tickLength - gap;
    y_.ticks = ticksOf(y_, wantedTicks(height, 3.2 * small.height()));
    const double left = numberWidth() + (y_.titles.isEmpty() ? 0 : normal.height() + gap) + tickLength + gap;
    const double overhang = small.height() / 2; // of the topmost and the rightmost number
    box_ = QRectF(outer.left() + left, outer.top() + overhang, std::max(10.0, outer.width() - left - 2 * overhang),
                  std::max(10.0, height - overhang));
    x_.ticks = ticksOf(x_, wantedTicks(box_.width(), 6 * small.averageCharWidth()));
}

double Chart::numberWidth() const {
    const QFontMetricsF small(style_.smallFont());
    double widest = 0;
    for (const double tick : y_.ticks)
        widest = std::max(widest, small.horizontalAdvance(tickText(tick)));
    return y_.hasNumbers ? widest : 0;
}

QPointF Chart::place(double x, double y) const {
    return {box_.left() + box_.width() * x_.share(x), box_.bottom() - box_.height() * y_.share(y)};
}

void Chart::drawGrid(QPainter& painter) const {
    painter.setPen(QPen(style_.grid, 1));
    for (const double tick : x_.ticks)
        painter.drawLine(QLineF(place(tick, y_.low), place(tick, y_.high)));
    for (const double tick : y_.ticks)
        painter.drawLine(QLineF(place(x_.low, tick), place(x_.high, tick)));
}

void Chart::drawAxes(QPainter& painter) const {
    painter.setPen(QPen(style_.muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box_);
    for (const double tick : x_.ticks) {
        const QPointF foot = place(tick, y_.low);
        painter.drawLine(QLineF(foot, foot + QPointF(0, tickLength)));
    }
    for (const double tick : y_.ticks) {
        const QPointF foot = place(x_.low, tick);
        painter.drawLine(QLineF(foot, foot - QPointF(tickLength, 0)));
    }
    drawNumbers(painter);
    drawTitles(painter);
}

void Chart::drawNumbers(QPainter& painter) const {
    painter.setFont(style_.smallFont());
    painter.setPen(style_.muted);
    const QFontMetricsF metrics(style_.smallFont());
    const double height = metrics.height();
    double free = -1e9; // right end of the number before
    for (const double tick : x_.hasNumbers ? x_.ticks : std::vector<double>{}) {
        const double width = metrics.horizontalAdvance(tickText(tick));
        const double left = place(tick, y_.low).x() - width / 2;
        if (left < free)
            continue;
        painter.drawText(QRectF(left - 1, box_.bottom() + tickLength, width + 2, height), Qt::AlignCenter | Qt::TextDontClip,
                         tickText(tick));
        free = left + width + gap;
    }
    double lowest = 1e9; // where the number before begins
    for (const double tick : y_.hasNumbers ? y_.ticks : std::vector<double>{}) {
        const double top = place(x_.low, tick).y() - height / 2;
        if (top + height > lowest)
            continue;
        painter.drawText(QRectF(outer_.left(), top, box_.left() - tickLength - gap - outer_.left(), height),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, tickText(tick));
        lowest = top;
    }
}

void Chart::drawTitles(QPainter& painter) const {
    painter.setFont(style_.font);
    painter.setPen(style_.text);
    const QFontMetricsF metrics(style_.font);
    painter.drawText(QRectF(box_.left(), outer_.bottom() - metrics.height(), box_.width(), metrics.height()), Qt::AlignCenter,
                     fittingTitle(x_.titles, metrics, box_.width()));
    painter.save();
    painter.translate(outer_.left(), box_.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-box_.height() / 2, 0, box_.height(), metrics.height()), Qt::AlignCenter,
                     fittingTitle(y_.titles, metrics, box_.height()));
    painter.restore();
}

std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& rectangle) {
    double from = 0, to = 1; // Liang and Barsky 1984
    const auto narrow = [&](double run, double room) {
        if (run == 0)
            return room >= 0;
        const double at = room / run;
        (run < 0 ? from : to) = run < 0 ? std::max(from, at) : std::min(to, at);
        return true;
    };
    const bool isInside = narrow(-line.dx(), line.x1() - rectangle.left()) && narrow(line.dx(), rectangle.right() - line.x1()) &&
                          narrow(-line.dy(), line.y1() - rectangle.top()) && narrow(line.dy(), rectangle.bottom() - line.y1());
    if (!isInside || from >= to)
        return std::nullopt;
    return QLineF(line.pointAt(from), line.pointAt(to));
}

} // namespace iic::ui
