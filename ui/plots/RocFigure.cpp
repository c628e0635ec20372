#include "plots/RocFigure.h"

#include "plots/Legend.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12, reach = 12;
constexpr double lowestRate = 1e-4; ///< of the logarithmic axis

} // namespace

RocFigure::RocFigure(std::shared_ptr<const Evaluation> evaluation, QStringList classes, const Options& options)
    : evaluation_(std::move(evaluation)), classes_(std::move(classes)), options_(options) {
    for (std::size_t which = 0; which < classCount; ++which) {
        const ClassCurves& of = evaluation_->classes[which];
        const QString name = classes_.value(static_cast<qsizetype>(which));
        if (isRoc())
            addCurve(name, which, of.roc, of.area);
        else
            addCurve(name, which, of.precision, of.averagePrecision);
    }
    if (isRoc()) {
        addCurve(tr("macro"), std::nullopt, evaluation_->macroRoc, evaluation_->macroArea);
        addCurve(tr("micro"), std::nullopt, evaluation_->micro.roc, evaluation_->micro.area);
    } else
        addCurve(tr("micro"), std::nullopt, evaluation_->micro.precision, evaluation_->micro.averagePrecision);
}

void RocFigure::addCurve(const QString& name, std::optional<std::size_t> which, const std::vector<RocPoint>& points,
                         double area) {
    Curve curve{name, which, {}, {}, {}, area};
    for (const RocPoint& point : points) {
        curve.x.push_back(point.falsePositiveRate);
        curve.y.push_back(point.truePositiveRate);
        curve.thresholds.push_back(point.threshold);
    }
    curves_.push_back(std::move(curve));
}

void RocFigure::addCurve(const QString& name, std::optional<std::size_t> which, const std::vector<PrecisionPoint>& points,
                         double area) {
    Curve curve{name, which, {}, {}, {}, area};
    for (const PrecisionPoint& point : points) {
        curve.x.push_back(point.recall);
        curve.y.push_back(point.precision);
        curve.thresholds.push_back(point.threshold);
    }
    curves_.push_back(std::move(curve));
}

QString RocFigure::title() const { return isRoc() ? tr("ROC, one class against the rest") : tr("Precision and recall"); }

QString RocFigure::suggestedName() const { return isRoc() ? QStringLiteral("roc") : QStringLiteral("precision-recall"); }

Table RocFigure::numbers() const {
    Texts names;
    Reals thresholds, x, y;
    for (const Curve& curve : curves_)
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            names.push_back(curve.name.toStdString());
            thresholds.push_back(curve.thresholds[i]);
            x.push_back(curve.x[i]);
            y.push_back(curve.y[i]);
        }
    Table table;
    table.add(textColumn("curve", std::move(names)));
    table.add(realColumn("threshold", "", std::move(thresholds)));
    table.add(realColumn(isRoc() ? "false_positive_rate" : "recall", "", std::move(x)));
    table.add(realColumn(isRoc() ? "true_positive_rate" : "precision", "", std::move(y)));
    return table;
}

Chart RocFigure::chartFor(const QSizeF& size, const FigureStyle& style) const {
    ChartAxis x, y;
    x.isLogarithmic = isRoc() && options_.isLogarithmic;
    x.low = x.isLogarithmic ? lowestRate : 0;
    x.titles = {isRoc() ? tr("False positive rate") : tr("Recall")};
    y.titles = {isRoc() ? tr("True positive rate") : tr("Precision")};
    return {QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin), x, y, style};
}

QPointF RocFigure::placeOf(const Chart& chart, const Curve& curve, std::size_t point) const {
    const double x = isRoc() && options_.isLogarithmic ? std::max(curve.x[point], lowestRate) : curve.x[point];
    return chart.place(x, curve.y[point]);
}

QPen RocFigure::penOf(const Curve& curve, const FigureStyle& style) const {
    constexpr std::array strokes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};
    if (curve.which)
        return {style.classColour(static_cast<SourceClass>(*curve.which)), 1.8, strokes[*curve.which]};
    return {style.muted, 1.2, curve.name == tr("macro") ? Qt::DotLine : Qt::SolidLine};
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
    std::vector<LegendLine> legend;
    for (const Curve& curve : curves_) {
        QPolygonF line;
        for (std::size_t i = 0; i < curve.x.size(); ++i)
            line << placeOf(chart, curve, i);
        painter.setPen(penOf(curve, style));
        painter.drawPolyline(line);
        legend.push_back(
            {strokeSign(penOf(curve, style)),
             (isRoc() ? tr("%1  AUC %2") : tr("%1  AP %2"))
                 .arg(curve.name, std::isnan(curve.area) ? QStringLiteral("–") : QLocale().toString(curve.area, 'f', 4))});
    }
    for (const Curve& curve : curves_) {
        if (!curve.which || curve.x.empty())
            continue;
        const auto below = std::ranges::partition_point(curve.thresholds, [&](double one) { return one >= options_.threshold; });
        if (below == curve.thresholds.begin())
            continue;
        painter.setPen(QPen(style.ground, 1));
        painter.setBrush(penOf(curve, style).color());
        painter.drawEllipse(placeOf(chart, curve, static_cast<std::size_t>(below - curve.thresholds.begin()) - 1), 4.5, 4.5);
    }
    chart.drawAxes(painter);
    double width = 0;
    for (const LegendLine& line : legend)
        width = std::max(width, QFontMetricsF(style.smallFont()).horizontalAdvance(line.text));
    const double height = 20 * static_cast<double>(legend.size()) + 8;
    const double left = isRoc() ? chart.box().right() - width - 62 : chart.box().left() + 12;
    drawLegend(painter, QPointF(left, chart.box().bottom() - height - 6), legend, style);
}

std::optional<RocFigure::Place> RocFigure::placeAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const {
    const Chart chart = chartFor(size, style);
    std::optional<Place> nearest;
    double least = reach;
    for (const Curve& curve : curves_)
        for (std::size_t i = 0; curve.which && i < curve.x.size(); ++i)
            if (const double distance = QLineF(position, placeOf(chart, curve, i)).length(); distance < least) {
                least = distance;
                nearest = Place{*curve.which, std::min(curve.thresholds[i], 1.0)};
            }
    return nearest;
}

} // namespace iic::ui
