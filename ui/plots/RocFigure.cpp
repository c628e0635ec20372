#include "plots/RocFigure.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12, reach = 12, legendGap = 8;
constexpr double lowestRate = 1e-4; ///< of the logarithmic axis
constexpr double finest = 1.0 / 3000; ///< step of a rate that can be seen

std::pair<double, double> place(const RocPoint& point) { return {point.falsePositiveRate, point.truePositiveRate}; }
std::pair<double, double> place(const PrecisionPoint& point) { return {point.recall, point.precision}; }

/// Told from the one before on a plain axis and, near 0, on a logarithmic one.
bool isSeen(double x, double y, double lastX, double lastY) {
    return std::abs(x - lastX) > std::min(finest, 0.01 * lastX) || std::abs(y - lastY) > finest;
}

template <typename Points> std::size_t countAbove(const Points& points, double threshold) {
    return static_cast<std::size_t>(
        std::ranges::partition_point(points, [&](const auto& point) { return point.threshold >= threshold; }) - points.begin());
}

QString percent(double share) {
    return std::isnan(share) ? QStringLiteral("–") : QLocale().toString(100 * share, 'f', 1) + QStringLiteral(" %");
}

} // namespace

RocFigure::RocFigure(std::shared_ptr<const Evaluation> evaluation, QStringList classes, const Options& options)
    : evaluation_(std::move(evaluation)), classes_(std::move(classes)), options_(options) {
    auto curves = std::make_shared<Curves>();
    const auto add = [&](const QString& name, std::optional<std::size_t> which, const auto& points, double area) {
        Curve curve{name, which, {}, {}, {}, area};
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto [x, y] = place(points[i]);
            if (!curve.x.empty() && i + 1 < points.size() && !isSeen(x, y, curve.x.back(), curve.y.back()))
                continue;
            curve.x.push_back(x);
            curve.y.push_back(y);
            curve.thresholds.push_back(points[i].threshold);
        }
        curves->push_back(std::move(curve));
    };
    for (std::size_t which = 0; which < classCount; ++which) {
        const ClassCurves& of = evaluation_->classes[which];
        const QString name = classes_.value(static_cast<qsizetype>(which));
        isRoc() ? add(name, which, of.roc, of.area) : add(name, which, of.precision, of.averagePrecision);
    }
    if (isRoc()) {
        add(tr("macro"), std::nullopt, evaluation_->macroRoc, evaluation_->macroArea);
        add(tr("micro"), std::nullopt, evaluation_->micro.roc, evaluation_->micro.area);
    } else
        add(tr("micro"), std::nullopt, evaluation_->micro.precision, evaluation_->micro.averagePrecision);
    curves_ = std::move(curves);
}

std::shared_ptr<const RocFigure> RocFigure::with(const Options& options) const {
    return std::shared_ptr<const RocFigure>(new RocFigure(evaluation_, classes_, curves_, options));
}

QString RocFigure::title() const { return isRoc() ? tr("ROC, one class against the rest") : tr("Precision and recall"); }

QString RocFigure::suggestedName() const { return isRoc() ? QStringLiteral("roc") : QStringLiteral("precision-recall"); }

Table RocFigure::numbers() const {
    Texts names;
    Reals thresholds, across, up;
    const auto add = [&](std::string_view name, const auto& points) {
        for (const auto& point : points) {
            const auto [x, y] = place(point);
            names.emplace_back(name);
            thresholds.push_back(point.threshold);
            across.push_back(x);
            up.push_back(y);
        }
    };
    for (std::size_t which = 0; which < classCount; ++which) {
        const std::string name = classes_.value(static_cast<qsizetype>(which)).toStdString();
        isRoc() ? add(name, evaluation_->classes[which].roc) : add(name, evaluation_->classes[which].precision);
    }
    if (isRoc())
        add("macro", evaluation_->macroRoc);
    isRoc() ? add("micro", evaluation_->micro.roc) : add("micro", evaluation_->micro.precision);
    Table table;
    table.add(textColumn("curve", std::move(names)));
    table.add(realColumn("threshold", "", std::move(thresholds)));
    table.add(realColumn(isRoc() ? "false_positive_rate" : "recall", "", std::move(across)));
    table.add(realColumn(isRoc() ? "true_positive_rate" : "precision", "", std::move(up)));
    return table;
}

Chart RocFigure::chartFor(const QSizeF& size, const FigureStyle& style) const {
    ChartAxis x, y;
    x.isLogarithmic = isRoc() && options_.isLogarithmic;
    x.low = x.isLogarithmic ? lowestRate : 0;
    x.titles = {isRoc() ? tr("False positive rate") : tr("Recall")};
    y.titles = {isRoc() ? tr("True positive rate") : tr("Precision")};
    const QRectF outer = QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin);
    const Chart whole(outer, x, y, style);
    if (!isLegendBeside(whole, style))
        return whole;
    return {outer.adjusted(0, 0, -legendSize(legend(style), style).width() - legendGap, 0), x, y, style};
}

bool RocFigure::isLegendBeside(const Chart& whole, const FigureStyle& style) const {
    constexpr double mostOfHeight = 0.6, mostOfWidth = 0.5;
    const QSizeF size = legendSize(legend(style), style);
    return size.height() > mostOfHeight * whole.box().height() && size.width() < mostOfWidth * whole.box().width();
}

QPointF RocFigure::placeOf(const Chart& chart, const Curve& curve, std::size_t point) const {
    const double x = isRoc() && options_.isLogarithmic ? std::max(curve.x[point], lowestRate) : curve.x[point];
    return chart.place(x, curve.y[point]);
}

std::optional<QPointF> RocFigure::placeOf(const Chart& chart, const Held& held) const {
    const Curve& curve = curves_->at(held.which);
    const auto above = static_cast<std::size_t>(
        std::ranges::partition_point(curve.thresholds, [&](double one) { return one >= held.threshold; }) -
        curve.thresholds.begin());
    return above == 0 ? std::nullopt : std::optional(placeOf(chart, curve, above - 1));
}

QPen RocFigure::penOf(const Curve& curve, const FigureStyle& style) const {
    constexpr std::array strokes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};
    if (curve.which)
        return {style.classColour(static_cast<SourceClass>(*curve.which)), 1.8, strokes[*curve.which]};
    return {style.muted, 1.2, curve.name == tr("macro") ? Qt::DotLine : Qt::SolidLine};
}

void RocFigure::paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const {
    constexpr double small = 4, large = 6.5;
    const auto draw = [&](const Held& held, bool isHeld) {
        const auto at = placeOf(chart, held);
        if (!at)
            return;
        const QColor colour = penOf(curves_->at(held.which), style).color();
        painter.setPen(QPen(isHeld ? colour : style.ground, isHeld ? 2.5 : 1));
        painter.setBrush(isHeld ? style.text : colour);
        painter.drawEllipse(*at, isHeld ? large : small, isHeld ? large : small);
    };
    for (std::size_t which = 0; !options_.held && which < classCount; ++which)
        draw({which, 0.5}, false);
    for (const Held& kept : options_.kept)
        if (!options_.held || kept.which != options_.held->which)
            draw(kept, true);
    if (options_.held)
        draw(*options_.held, true);
}

std::vector<LegendLine> RocFigure::legend(const FigureStyle& style) const {
    std::vector<LegendLine> lines;
    for (const Curve& curve : *curves_)
        lines.push_back(
            {strokeSign(penOf(curve, style)),
             (isRoc() ? tr("%1  AUC %2") : tr("%1  AP %2"))
                 .arg(curve.name, std::isnan(curve.area) ? QStringLiteral("–") : QLocale().toString(curve.area, 'f', 4))});
    return lines;
}

void RocFigure::paintLegend(QPainter& painter, const Chart& chart, const QSizeF& size, const FigureStyle& style) const {
    const std::vector<LegendLine> lines = legend(style);
    const QSizeF own = legendSize(lines, style);
    if (const double beside = size.width() - margin - own.width(); beside > chart.box().right())
        return drawLegend(painter, QPointF(beside, chart.box().top()), lines, style);
    const double left =
        isRoc() && !options_.isLogarithmic ? chart.box().right() - own.width() - legendGap : chart.box().left() + legendGap;
    drawLegend(painter, QPointF(left, chart.box().bottom() - own.height() - legendGap), lines, style);
}

void RocFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Chart chart = chartFor(size, style);
    chart.drawGrid(painter);
    painter.setBrush(Qt::NoBrush);
    if (isRoc() && !options_.isLogarithmic) {
        painter.setPen(QPen(style.muted, 1, Qt::DashLine));
        painter.drawLine(chart.place(0, 0), chart.place(1, 1));
    }
    for (const Curve& curve : *curves_) {
        QPolygonF line;
        for (std::size_t i = 0; i < curve.x.size(); ++i)
            line << placeOf(chart, curve, i);
        painter.setPen(penOf(curve, style));
        painter.drawPolyline(line);
    }
    paintLegend(painter, chart, size, style);
    chart.drawAxes(painter);
    paintMarks(painter, chart, style);
}

std::optional<RocFigure::Held> RocFigure::heldAt(const QPointF& position, const QSizeF& size, const FigureStyle& style,
                                                 std::optional<std::size_t> which) const {
    const Chart chart = chartFor(size, style);
    std::optional<Held> nearest;
    double least = which ? HUGE_VAL : reach;
    for (const Curve& curve : *curves_)
        for (std::size_t i = 0; curve.which && (!which || which == curve.which) && i < curve.x.size(); ++i)
            if (const double distance = QLineF(position, placeOf(chart, curve, i)).length(); distance < least) {
                least = distance;
                nearest = Held{*curve.which, std::min(curve.thresholds[i], 1.0)};
            }
    return nearest;
}

RocFigure::Held RocFigure::stepped(const Held& from, int by) const {
    const std::vector<double>& thresholds = curves_->at(from.which).thresholds;
    if (thresholds.empty())
        return from;
    const auto above =
        std::ranges::partition_point(thresholds, [&](double one) { return one >= from.threshold; }) - thresholds.begin();
    const auto point = std::clamp<std::ptrdiff_t>(above - 1 + by, 0, std::ssize(thresholds) - 1);
    return {from.which, std::min(thresholds[static_cast<std::size_t>(point)], 1.0)};
}

bool RocFigure::hasCurve(std::size_t which) const { return !curves_->at(which).x.empty(); }

QString RocFigure::ratesText(const Held& held) const {
    const ClassCurves& of = evaluation_->classes.at(held.which);
    const QString name = classes_.value(static_cast<qsizetype>(held.which));
    const QString condition = tr("P(%1) ≥ %2").arg(name, QLocale().toString(held.threshold, 'f', 3));
    if (of.roc.empty())
        return condition;
    const RocPoint rates = pointAt(of.roc, held.threshold);
    const std::size_t taken = countAbove(of.precision, held.threshold);
    const double precision = taken == 0 ? std::nan("") : of.precision[taken - 1].precision;
    return tr("%1: TPR %2, FPR %3, precision %4")
        .arg(condition, percent(rates.truePositiveRate), percent(rates.falsePositiveRate), percent(precision));
}

} // namespace iic::ui
