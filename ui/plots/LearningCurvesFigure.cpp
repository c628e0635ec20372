#include "plots/LearningCurvesFigure.h"

#include "plots/Legend.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr double margin = 12;
constexpr double legendMargin = 8;
constexpr double lowestLogarithmic = 1e-6;
constexpr double leastAccuracySpan = 0.05; ///< of the axis: less is noise, which looks like learning

double valueOf(const EpochResult& epoch, bool isLoss, bool isValidation) {
    if (isLoss)
        return isValidation ? epoch.validationLoss : epoch.trainingLoss;
    return isValidation ? epoch.validationAccuracy : epoch.trainingAccuracy;
}

/// Each value with a share of the mean before it, as if there had been nothing before the first.
std::vector<double> smoothed(const std::vector<double>& values, double share) {
    std::vector<double> means;
    double mean = 0, weight = 0;
    for (const double value : values) {
        mean = share * mean + (1 - share) * value;
        weight = share * weight + (1 - share);
        means.push_back(mean / weight);
    }
    return means;
}

/// Strokes and colours of the runs after the first, told apart by eyes of every kind (Okabe and Ito).
QPen overlaidPen(std::size_t run) {
    constexpr std::array<QRgb, 5> colours{0xE69F00, 0xCC79A7, 0x009E73, 0xD55E00, 0xF0E442};
    constexpr std::array strokes{Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
    return {QColor(colours[(run - 1) % colours.size()]), 1.4, strokes[(run - 1) / colours.size() % strokes.size()]};
}

} // namespace

LearningCurvesFigure::LearningCurvesFigure(std::vector<LearningRun> runs, const LearningCurvesOptions& options)
    : runs_(std::move(runs)), options_(options) {
    for (std::size_t run = 0; run < runs_.size(); ++run)
        for (const bool isValidation : {false, true}) {
            if (run > 0 && !isValidation)
                continue;
            Curve curve{run > 0        ? tr("%1, validation").arg(runs_[run].name)
                        : isValidation ? tr("validation")
                                       : tr("training"),
                        run,
                        isValidation,
                        {},
                        {}};
            for (const EpochResult& epoch : runs_[run].epochs)
                curve.values.push_back(valueOf(epoch, isLoss(), isValidation));
            curve.smoothed = smoothed(curve.values, std::clamp(options_.smoothing, 0.0, 0.99));
            curves_.push_back(std::move(curve));
        }
}

QString LearningCurvesFigure::title() const { return isLoss() ? tr("Loss by epoch") : tr("Accuracy by epoch"); }

QString LearningCurvesFigure::suggestedName() const {
    return isLoss() ? QStringLiteral("loss-by-epoch") : QStringLiteral("accuracy-by-epoch");
}

Table LearningCurvesFigure::numbers() const {
    Texts names;
    Integers epochs;
    std::array<Reals, 6> columns;
    for (const LearningRun& run : runs_)
        for (const EpochResult& epoch : run.epochs) {
            names.push_back(run.name.toStdString());
            epochs.push_back(epoch.epoch);
            const std::array values{epoch.trainingLoss,       epoch.trainingAccuracy, epoch.validationLoss,
                                    epoch.validationAccuracy, epoch.learningRate,     epoch.seconds};
            for (std::size_t i = 0; i < values.size(); ++i)
                columns[i].push_back(values[i]);
        }
    constexpr std::array titles{"training_loss",       "training_accuracy", "validation_loss",
                                "validation_accuracy", "learning_rate",     "seconds"};
    Table table;
    table.add(textColumn("run", std::move(names)));
    table.add(integerColumn("epoch", "", std::move(epochs)));
    for (std::size_t i = 0; i < titles.size(); ++i)
        table.add(realColumn(titles[i], titles[i] == std::string_view("seconds") ? "s" : "", std::move(columns[i])));
    return table;
}

QString LearningCurvesFigure::text(double value) const { return QLocale().toString(value, 'f', isLoss() ? 4 : 3); }

Chart LearningCurvesFigure::chartFor(const QSizeF& size, const FigureStyle& style) const {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    std::size_t epochs = 1;
    for (const Curve& curve : curves_) {
        epochs = std::max(epochs, curve.values.size());
        for (const double value : curve.values)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    }
    for (const QPointF& step : steps()) {
        low = std::min(low, step.y());
        high = std::max(high, step.y());
        epochs = std::max(epochs, static_cast<std::size_t>(std::ceil(step.x())));
    }
    ChartAxis x, y;
    x.low = 0;
    x.high = std::max<double>(options_.lastEpoch, static_cast<double>(epochs));
    x.titles = {tr("Epoch")};
    y.titles = {isLoss() ? tr("Loss") : tr("Accuracy")};
    y.isLogarithmic = options_.isLogarithmic;
    if (!(high >= low)) {
        low = y.isLogarithmic ? 0.1 : 0;
        high = 1;
    }
    if (y.isLogarithmic) {
        y.low = std::max(low, lowestLogarithmic) / 1.1;
        y.high = std::max(high, lowestLogarithmic) * 1.1;
    } else {
        const double span = std::max(high - low, isLoss() ? 1e-3 : leastAccuracySpan), room = span * 0.06;
        const double middle = (low + high) / 2, half = span / 2 + room;
        y.low = isLoss() ? 0 : std::max(0.0, std::min(middle, 1 - span / 2) - half);
        y.high = isLoss() ? high + room : std::min(1.0, std::max(middle, span / 2) + half);
    }
    return {QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin), x, y, style};
}

QPen LearningCurvesFigure::penOf(const Curve& curve, const FigureStyle& style) const {
    if (curve.run > 0)
        return overlaidPen(curve.run);
    return {curve.isValidation ? QColor(0x3B, 0x82, 0xF6) : style.text, 1.8};
}

QPointF LearningCurvesFigure::placeOf(const Chart& chart, double epoch, double value) const {
    return chart.place(epoch, options_.isLogarithmic ? std::max(value, lowestLogarithmic) : value);
}

QPolygonF LearningCurvesFigure::lineOf(const Chart& chart, const std::vector<double>& values) const {
    QPolygonF line;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i]))
            line << placeOf(chart, static_cast<double>(i + 1), values[i]);
    return line;
}

const std::vector<QPointF>& LearningCurvesFigure::steps() const {
    static const std::vector<QPointF> none;
    if (runs_.empty())
        return none;
    return isLoss() ? runs_.front().lossOfSteps : runs_.front().accuracyOfSteps;
}

void LearningCurvesFigure::paintSteps(QPainter& painter, const Chart& chart, const FigureStyle& style) const {
    QPolygonF line;
    for (const QPointF& step : steps())
        line << placeOf(chart, step.x(), step.y());
    painter.setPen(QPen(blended(style.muted, style.ground, 0.5), 1));
    painter.drawPolyline(line);
}

void LearningCurvesFigure::paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const {
    const QRectF& box = chart.box();
    const auto mark = [&](int epoch, const QString& words, const QColor& colour, bool atTop) {
        const double x = chart.place(epoch, 1).x();
        painter.setPen(QPen(colour, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
        painter.setFont(style.smallFont());
        painter.setPen(colour);
        const QFontMetricsF metrics(style.smallFont());
        const double width = metrics.horizontalAdvance(words), left = x + 4 + width > box.right() ? x - 4 - width : x + 4;
        painter.drawText(QPointF(left, atTop ? box.top() + metrics.ascent() + 4 : box.bottom() - 6), words);
    };
    if (options_.halvesAfter > 0 && chart.place(options_.halvesAfter, 1).x() <= box.right())
        mark(options_.halvesAfter, tr("rate halves"), style.muted, true);
    if (!runs_.empty() && runs_.front().bestEpoch > 0)
        mark(runs_.front().bestEpoch, tr("best %1").arg(runs_.front().bestEpoch), QColor(0x22, 0xA0, 0x6B), false);
}

void LearningCurvesFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Chart chart = chartFor(size, style);
    chart.drawGrid(painter);
    paintMarks(painter, chart, style);
    painter.setBrush(Qt::NoBrush);
    paintSteps(painter, chart, style);
    for (const Curve& curve : curves_) {
        const QPen pen = penOf(curve, style);
        if (options_.smoothing > 0) {
            painter.setPen(QPen(blended(pen.color(), style.ground, 0.3), 1));
            painter.drawPolyline(lineOf(chart, curve.values));
        }
        painter.setPen(pen);
        const QPolygonF line = lineOf(chart, curve.smoothed);
        if (line.size() == 1)
            painter.drawEllipse(line.front(), 2, 2);
        else
            painter.drawPolyline(line);
    }
    chart.drawAxes(painter);
    paintLegend(painter, chart, style);
}

void LearningCurvesFigure::paintLegend(QPainter& painter, const Chart& chart, const FigureStyle& style) const {
    std::vector<LegendLine> legend;
    for (const Curve& curve : curves_)
        legend.push_back({strokeSign(penOf(curve, style)), curve.name});
    if (!steps().empty())
        legend.push_back({strokeSign(QPen(blended(style.muted, style.ground, 0.5), 1)), tr("training, each step")});
    drawLegend(painter, legendCorner(chart, legendSize(legend, style), style), legend, style);
}

/// Of the corners of the box, clear of the words of marks, the one where it hides least of the curves.
QPointF LearningCurvesFigure::legendCorner(const Chart& chart, const QSizeF& size, const FigureStyle& style) const {
    const double words = QFontMetricsF(style.smallFont()).height() + legendMargin;
    const QRectF room = chart.box().adjusted(legendMargin, words, -size.width() - legendMargin, -size.height() - words);
    std::array corners{room.topRight(), room.bottomRight(), room.topLeft(), room.bottomLeft()};
    if (!isLoss())
        std::swap(corners[0], corners[1]);
    const auto hidden = [&](const QPointF& corner) {
        const QRectF place(corner, size);
        double weight = 0;
        for (const Curve& curve : curves_) {
            const QPolygonF line = lineOf(chart, curve.smoothed);
            for (qsizetype i = 0; i + 1 < line.size(); ++i)
                if (const auto seen = clippedLine(QLineF(line[i], line[i + 1]), place))
                    weight += seen->length();
        }
        for (const QPointF& step : steps())
            weight += place.contains(placeOf(chart, step.x(), step.y()));
        return weight;
    };
    return *std::ranges::min_element(corners, {}, hidden);
}

std::optional<int> LearningCurvesFigure::epochAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const {
    const Chart chart = chartFor(size, style);
    if (runs_.empty() || runs_.front().epochs.empty() || !chart.box().contains(position))
        return std::nullopt;
    const double unit = chart.place(1, 1).x() - chart.place(0, 1).x();
    const int nearest = static_cast<int>(std::lround((position.x() - chart.place(0, 1).x()) / unit));
    return std::clamp(nearest, 1, static_cast<int>(runs_.front().epochs.size()));
}

QString LearningCurvesFigure::textOf(int epoch) const {
    QStringList values;
    for (const Curve& curve : curves_)
        if (epoch >= 1 && epoch <= static_cast<int>(curve.values.size()))
            values << QStringLiteral("%1 %2").arg(curve.name, text(curve.values[static_cast<std::size_t>(epoch - 1)]));
    return tr("epoch %1: %2").arg(epoch).arg(values.join(QStringLiteral(", ")));
}

void LearningCurvesFigure::paintEpoch(QPainter& painter, const QSizeF& size, const FigureStyle& style, int epoch) const {
    const Chart chart = chartFor(size, style);
    const double x = chart.place(epoch, 1).x();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.muted, 1));
    painter.drawLine(QPointF(x, chart.box().top()), QPointF(x, chart.box().bottom()));
    std::vector<LegendLine> lines{{[](QPainter&, const QRectF&) {}, tr("epoch %1").arg(epoch)}};
    for (const Curve& curve : curves_) {
        if (epoch > static_cast<int>(curve.values.size()))
            continue;
        const double value = curve.values[static_cast<std::size_t>(epoch - 1)];
        lines.push_back({strokeSign(penOf(curve, style)), QStringLiteral("%1  %2").arg(curve.name, text(value))});
        painter.setBrush(penOf(curve, style).color());
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(placeOf(chart, epoch, value), 3, 3);
    }
    const QSizeF taken = legendSize(lines, style);
    const bool isRight = x + 8 + taken.width() > chart.box().right();
    drawLegend(painter, QPointF(isRight ? x - 8 - taken.width() : x + 8, chart.box().center().y() - taken.height() / 2), lines,
               style);
}

} // namespace iic::ui
