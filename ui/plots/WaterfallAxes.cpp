#include "plots/WaterfallAxes.h"

#include "metrics/AxisTicks.h"

#include "plots/Chart.h"
#include "plots/Legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double tickLength = 5;
constexpr double widestName = 160; ///< has room for a designation, J000116.19+021820.6
constexpr std::array<double, 5> valueTicks{0, 64, 128, 192, 255};

double valueShare(double value) { return value / (channelValues - 1); }

/// The direction from `from` to `to` with length 1; downwards where they coincide.
QPointF direction(const QPointF& from, const QPointF& to) {
    const QLineF line(from, to);
    return line.length() < 1e-6 ? QPointF(0, 1) : (to - from) / line.length();
}

QString shownName(const SampleHistogram& sample, const FigureStyle& style) {
    return QFontMetricsF(style.font).elidedText(sample.name(), Qt::ElideRight, widestName);
}

/// How far a text reaches towards a direction.
double reach(const QSizeF& size, const QPointF& towards) {
    return std::abs(towards.x()) * size.width() + std::abs(towards.y()) * size.height();
}

constexpr double closeness = 0.2; ///< of the height of a line: so far may lines run into each other
constexpr double between = 2; ///< labels that stand side by side

/// Whether a label's letters would run into those of the one before; lines may come close.
bool overlaps(const QRectF& label, const QRectF& before) {
    const double close = label.height() * closeness;
    return !before.isNull() && label.adjusted(-between, close, between, -close).intersects(before);
}

/// Labels at an edge, the nearest first, in a column or a row beside it where each has room.
void lineUp(std::vector<QRectF>& labels, const QPointF& towards) {
    constexpr double steepest = 0.4; ///< of an edge that has a row, short ones apart
    const QPointF run = labels.back().center() - labels.front().center();
    const bool isColumn = std::abs(run.y()) > steepest * std::abs(run.x()) || std::abs(run.x()) < 5 * labels.front().width();
    const double step =
        isColumn ? -labels.front().height() * (1 - closeness) : std::copysign(labels.front().width() + between, run.x());
    const auto farther = [&](const QRectF& one, const QRectF& other) {
        return isColumn ? one.x() * towards.x() < other.x() * towards.x() : one.y() < other.y();
    };
    const QPointF outermost = std::ranges::max_element(labels, farther)->topLeft();
    double free = isColumn ? labels.front().y() : labels.front().x();
    for (QRectF& label : labels) {
        const double wanted = isColumn ? label.y() : label.x();
        const double at = step < 0 ? std::min(wanted, free) : std::max(wanted, free);
        label.moveTopLeft(isColumn ? QPointF(outermost.x(), at) : QPointF(at, outermost.y()));
        free = at + step;
    }
}

QSizeF textSize(const QFont& font, const QString& text) {
    const QFontMetricsF metrics(font);
    return {metrics.horizontalAdvance(text), metrics.height()};
}

} // namespace

CountAxis::CountAxis(double highest, CountScale countScale) : top(highest * 1.04), scale(countScale) {
    constexpr int wanted = 5;
    if (scale == CountScale::Linear) {
        ticks = linearTicks(0, top, wanted);
    } else {
        ticks = logarithmicTicks(1, std::max(10.0, top), wanted);
        ticks.erase(std::remove_if(ticks.begin(), ticks.end(), [this](double tick) { return tick > top; }), ticks.end());
        ticks.insert(ticks.begin(), 0.0);
    }
}

double CountAxis::share(double count) const {
    return scale == CountScale::Linear ? count / top : std::log1p(count) / std::log1p(top);
}

double waterfallDepth(std::size_t sample, std::size_t channel, std::size_t samples) {
    constexpr double step = 1.6; ///< between the last channel of a sample and the first of the next
    constexpr double rim = 0.6; ///< before the first and behind the last
    const double perSample = 2 + step;
    const double length = perSample * static_cast<double>(samples) - step + 2 * rim;
    return (rim + perSample * static_cast<double>(sample) + static_cast<double>(channel)) / length;
}

QRectF waterfallRoom(const QRectF& whole, const WaterfallCamera& camera, const std::vector<SampleHistogram>& samples,
                     const FigureStyle& style) {
    double name = 0;
    for (const SampleHistogram& sample : samples)
        name = std::max(name, QFontMetricsF(style.font).horizontalAdvance(shownName(sample, style)));
    const double line = QFontMetricsF(style.font).height();
    // The names stand at the right, at the left or below, as the box is turned; the numbers of the count on the other side.
    const WaterfallProjection trial({camera.azimuth, camera.elevation, 1}, whole);
    const double offset = trial.place({1 - trial.backX(), 0.5, 0}).x() - whole.center().x();
    const double rightwards = std::clamp(offset / (0.2 * whole.width()), -1.0, 1.0);
    const double numbers = 4.4 * line, beyond = std::max(0.0, name - 0.8 * line);
    const double left = numbers + std::max(0.0, -rightwards) * beyond;
    const double right = numbers + std::max(0.0, rightwards) * beyond;
    const double below = (4 - 0.6 * std::abs(rightwards)) * line;
    return whole.adjusted(std::min(left, whole.width() * 0.3), 1.2 * line, -std::min(right, whole.width() * 0.3),
                          -std::min(below, whole.height() * 0.25));
}

void WaterfallAxes::drawWalls(QPainter& painter) const {
    const double x = projection_.backX(), y = projection_.backY();
    painter.setPen(Qt::NoPen);
    const auto face = [&](std::initializer_list<BoxPlace> corners, double shade) {
        QPolygonF polygon;
        for (const BoxPlace& corner : corners)
            polygon << projection_.place(corner);
        painter.setBrush(blended(style_.text, style_.ground, shade));
        painter.drawPolygon(polygon);
    };
    face({{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}}, 0.05);
    face({{0, y, 0}, {1, y, 0}, {1, y, 1}, {0, y, 1}}, 0.02);
    face({{x, 0, 0}, {x, 1, 0}, {x, 1, 1}, {x, 0, 1}}, 0.035);
    painter.setPen(QPen(blended(style_.text, style_.ground, 0.16), 1));
    for (const double value : valueTicks) {
        const double at = valueShare(value);
        painter.drawLine(line({at, 0, 0}, {at, 1, 0}));
        painter.drawLine(line({at, y, 0}, {at, y, 1}));
    }
    for (const double tick : counts_.ticks) {
        const double at = counts_.share(tick);
        painter.drawLine(line({0, y, at}, {1, y, at}));
        painter.drawLine(line({x, 0, at}, {x, 1, at}));
    }
    painter.setPen(QPen(style_.muted, 1));
    painter.drawLine(line({x, y, 0}, {x, y, 1}));
    painter.drawLine(line({0, y, 0}, {1, y, 0}));
    painter.drawLine(line({x, 0, 0}, {x, 1, 0}));
}

QRectF WaterfallAxes::labelPlace(const QPointF& at, const QPointF& towards, double distance, const QSizeF& size) const {
    const QPointF anchor = at + towards * distance;
    const double rightOf = std::clamp(0.5 + 0.8 * towards.x(), 0.0, 1.0); // 1: all of it right of the anchor
    return {anchor.x() - size.width() * (1 - rightOf), anchor.y() + (towards.y() - 1) * size.height() / 2, size.width(),
            size.height()};
}

/// Along the middle of an edge, never upside down.
void WaterfallAxes::drawTitle(QPainter& painter, const QLineF& edge, const QPointF& towards, double distance,
                              const QString& text) const {
    const QSizeF size = textSize(style_.font, text);
    double angle = std::remainder(-edge.angle(), 180);
    if (angle > 70)
        angle -= 180; // what stands upright is read upwards
    painter.save();
    const QPointF across = direction({}, {edge.dy(), -edge.dx()});
    const double lean = std::abs(QPointF::dotProduct(across, towards));
    painter.translate(edge.center() + towards * ((distance + size.height() / 2) / std::max(0.4, lean)));
    painter.rotate(angle);
    painter.setFont(style_.font);
    painter.setPen(style_.text);
    painter.drawText(QRectF(-size.width() / 2 - 1, -size.height() / 2, size.width() + 2, size.height()),
                     Qt::AlignCenter | Qt::TextDontClip, text);
    painter.restore();
}

void WaterfallAxes::drawValueAxis(QPainter& painter) const {
    const double front = 1 - projection_.backY(), back = projection_.backY();
    const QLineF edge = line({0, front, 0}, {1, front, 0});
    painter.setPen(QPen(style_.muted, 1));
    painter.drawLine(edge);
    painter.setFont(style_.smallFont());
    QRectF before;
    double deepest = 0;
    for (const double value : valueTicks) {
        const QPointF foot = projection_.place({valueShare(value), front, 0});
        const QPointF towards = direction(projection_.place({valueShare(value), back, 0}), foot);
        painter.drawLine(QLineF(foot, foot + towards * tickLength));
        const QSizeF size = textSize(style_.smallFont(), tickText(value));
        const QRectF label = labelPlace(foot, towards, tickLength + 3, size);
        if (overlaps(label, before))
            continue;
        painter.drawText(label.adjusted(-1, 0, 1, 0), Qt::AlignCenter | Qt::TextDontClip, tickText(value));
        before = label;
        deepest = std::max(deepest, tickLength + 3 + reach(size, towards));
    }
    const QPointF towards = direction(projection_.place({0.5, back, 0}), projection_.place({0.5, front, 0}));
    drawTitle(painter, edge, towards, deepest + 3, tr("Pixel value"));
}

std::vector<WaterfallAxes::ChannelMark> WaterfallAxes::channelMarks(const QSizeF& letter) const {
    const double front = 1 - projection_.backX(), back = projection_.backX();
    std::vector<ChannelMark> marks;
    std::vector<QRectF> labels;
    for (std::size_t i = 0; i < 3 * samples_.size(); ++i) {
        const double depth = waterfallDepth(i / 3, i % 3, samples_.size());
        const QPointF foot = projection_.place({front, depth, 0});
        const QPointF towards = direction(projection_.place({back, depth, 0}), foot);
        labels.push_back(labelPlace(foot, towards, tickLength + 3, letter));
        marks.push_back({foot, towards, labels.back(), {}});
    }
    if (std::ranges::adjacent_find(labels, overlaps) == labels.end())
        return marks;
    const bool isLastNear = projection_.backY() < 0.5;
    if (isLastNear)
        std::ranges::reverse(labels);
    lineUp(labels, marks.front().towards);
    if (isLastNear)
        std::ranges::reverse(labels);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        marks[i].moved = labels[i].center() - marks[i].label.center();
        marks[i].label = labels[i];
    }
    return marks;
}

void WaterfallAxes::drawSampleAxis(QPainter& painter) const {
    const double front = 1 - projection_.backX();
    painter.setPen(QPen(style_.muted, 1));
    painter.drawLine(line({front, 0, 0}, {front, 1, 0}));
    const std::array<QString, 3> letters{tr("R", "red"), tr("G", "green"), tr("B", "blue")};
    const QSizeF letter = textSize(style_.smallFont(), letters[1]);
    const std::vector<ChannelMark> marks = channelMarks(letter);
    painter.setFont(style_.smallFont());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const ChannelMark& mark = marks[i];
        const QPointF tick = mark.foot + mark.towards * tickLength;
        painter.setPen(QPen(style_.muted, 1));
        painter.drawLine(QLineF(mark.foot, tick));
        if (!mark.moved.isNull()) {
            painter.setPen(QPen(blended(style_.muted, style_.ground, 0.6), 1));
            painter.drawLine(QLineF(tick, tick + mark.moved));
        }
        painter.setPen(style_.channelPen(i % 3).color());
        painter.drawText(mark.label, Qt::AlignCenter | Qt::TextDontClip, letters[i % 3]);
    }
    QRectF before;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        const ChannelMark& green = marks[3 * i + 1];
        const QString name = shownName(samples_[i], style_);
        constexpr double signWidth = 15;
        const bool hasSign = samples_[i].sample.sourceClass.has_value();
        QSizeF size = textSize(style_.font, name);
        size.rwidth() += hasSign ? signWidth : 0;
        QRectF label = labelPlace(green.foot + green.moved, green.towards, tickLength + 9 + reach(letter, green.towards), size);
        while (std::ranges::any_of(marks, [&](const ChannelMark& mark) { return overlaps(label, mark.label); }))
            label.translate(green.towards * letter.height() / 4);
        if (overlaps(label, before))
            continue;
        if (hasSign)
            classSign(samples_[i].sample.sourceClass, style_)(painter, {label.left(), label.top(), 9, label.height()});
        painter.setFont(style_.font);
        painter.setPen(style_.text);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, name);
        before = label;
    }
}

void WaterfallAxes::drawCountAxis(QPainter& painter) const {
    // The upright edge where the wall beside the samples ends in front: never where their names stand.
    const BoxPlace at{projection_.backX(), 1 - projection_.backY(), 0};
    const QLineF edge = line({at.x, at.y, 0}, {at.x, at.y, 1});
    const bool isLeft = edge.x1() < projection_.place({1 - at.x, at.y, 0}).x();
    const QPointF outwards(isLeft ? -1 : 1, 0);
    painter.setPen(QPen(style_.muted, 1));
    painter.drawLine(edge);
    painter.setFont(style_.smallFont());
    QRectF before;
    double widest = 0;
    for (const double tick : counts_.ticks) {
        const QPointF foot = projection_.place({at.x, at.y, counts_.share(tick)});
        painter.drawLine(QLineF(foot, foot + outwards * tickLength));
        const QSizeF size = textSize(style_.smallFont(), tickText(tick));
        const QRectF label = labelPlace(foot, outwards, tickLength + 3, size);
        if (overlaps(label, before))
            continue;
        painter.drawText(label.adjusted(-1, 0, 1, 0), Qt::AlignCenter | Qt::TextDontClip, tickText(tick));
        before = label;
        widest = std::max(widest, size.width());
    }
    drawTitle(painter, edge, outwards, tickLength + 6 + widest, tr("Pixels"));
}

void WaterfallAxes::drawLabels(QPainter& painter) const {
    drawValueAxis(painter);
    drawSampleAxis(painter);
    drawCountAxis(painter);
}

} // namespace iic::ui
