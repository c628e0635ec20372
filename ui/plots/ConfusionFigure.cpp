#include "plots/ConfusionFigure.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12, gap = 3;
constexpr QColor right(0x25, 0x63, 0xEB), wrong(0xC2, 0x41, 0x3D);

QString countText(double count) { return QLocale().toString(count, 'f', count == std::round(count) ? 0 : 1); }
QString signedText(double number) {
    return number > 0   ? QLatin1Char('+') + countText(number)
           : number < 0 ? QStringLiteral("−") + countText(-number)
                        : QStringLiteral("0");
}
QString percentText(double share) {
    return std::isnan(share) ? QStringLiteral("–") : QLocale().toString(100 * share, 'f', 1) + QStringLiteral(" %");
}

} // namespace

ConfusionFigure::ConfusionFigure(const ConfusionMatrix& matrix, QStringList classes, const Options& options,
                                 std::vector<Cell> picked)
    : matrix_(matrix), classes_(std::move(classes)), options_(options), picked_(std::move(picked)) {}

QString ConfusionFigure::title() const {
    return !isOfTruth() ? tr("Changes of class") : isDifference() ? tr("Difference of the matrices") : tr("Confusion matrix");
}

QString ConfusionFigure::suggestedName() const {
    return isDifference() ? QStringLiteral("matrix-difference")
           : isOfTruth()  ? QStringLiteral("confusion-matrix")
                          : QStringLiteral("class-changes");
}

Table ConfusionFigure::numbers() const {
    Texts predicted, truth;
    Reals counts, ofPredicted, ofTrue, before;
    for (std::size_t row = 0; row < classCount; ++row)
        for (std::size_t column = 0; column < classCount; ++column) {
            predicted.push_back(classes_.value(static_cast<qsizetype>(row)).toStdString());
            truth.push_back(classes_.value(static_cast<qsizetype>(column)).toStdString());
            counts.push_back(matrix_.count(row, column));
            before.push_back(options_.before.count(row, column));
            ofPredicted.push_back(matrix_.count(row, column) / matrix_.predicted(row));
            ofTrue.push_back(matrix_.count(row, column) / matrix_.truth(column));
        }
    Table table;
    table.add(textColumn("predicted", std::move(predicted)));
    table.add(textColumn(isOfTruth() ? "true" : "compared", std::move(truth)));
    table.add(realColumn("count", "", std::move(counts)));
    if (isDifference())
        table.add(realColumn("count_before", "", std::move(before)));
    table.add(realColumn("share_of_predicted", "", std::move(ofPredicted)));
    table.add(realColumn(isOfTruth() ? "share_of_true" : "share_of_compared", "", std::move(ofTrue)));
    return table;
}

QRectF ConfusionFigure::Layout::cell(std::size_t row, std::size_t column) const {
    const double width = cells.width() / classCount, height = cells.height() / classCount;
    return QRectF(cells.left() + width * static_cast<double>(column), cells.top() + height * static_cast<double>(row), width,
                  height)
        .adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
}

ConfusionFigure::Layout ConfusionFigure::layoutFor(const QSizeF& size, const FigureStyle& style) const {
    const QFontMetricsF metrics(style.font);
    double names = 0;
    for (const QString& name : classes_)
        names = std::max(names, metrics.horizontalAdvance(name));
    const double left = margin + metrics.height() + 8 + names + 10, below = margin + 2 * metrics.height() + 14;
    return {QRectF(left, margin, std::max(30.0, size.width() - left - margin), std::max(30.0, size.height() - margin - below))};
}

double ConfusionFigure::shareOf(std::size_t row, std::size_t column) const {
    const double whole = options_.numbers == Numbers::OfPredicted ? matrix_.predicted(row) : matrix_.truth(column);
    return matrix_.count(row, column) / whole;
}

/// More that are right, and fewer that are wrong, are for the better.
QColor ConfusionFigure::colourOfDifference(std::size_t row, std::size_t column, const FigureStyle& style) const {
    double most = 0;
    for (std::size_t i = 0; i < classCount; ++i)
        for (std::size_t j = 0; j < classCount; ++j)
            most = std::max(most, std::abs(gained(i, j)));
    const double gain = gained(row, column);
    if (gain == 0)
        return style.grid;
    return blended((gain > 0) == (row == column) ? right : wrong, style.ground, 0.15 + 0.65 * std::abs(gain) / most);
}

QColor ConfusionFigure::colourOf(std::size_t row, std::size_t column, const FigureStyle& style) const {
    if (isDifference())
        return colourOfDifference(row, column, style);
    const auto share = [this](std::size_t i, std::size_t j) {
        const double of = shareOf(i, j);
        return std::isnan(of) ? 0 : of; // of none
    };
    if (row == column)
        return options_.hidesDiagonal ? style.grid : blended(right, style.ground, 0.25 + 0.7 * share(row, column));
    double most = 0;
    for (std::size_t i = 0; i < classCount; ++i)
        for (std::size_t j = 0; j < classCount; ++j)
            most = std::max(most, i == j ? 0 : share(i, j));
    const double full = options_.hidesDiagonal ? most : std::max(most, 0.2);
    return blended(wrong, style.ground, full > 0 ? 0.08 + 0.7 * share(row, column) / full : 0.08);
}

std::pair<QString, QString> ConfusionFigure::textsOf(std::size_t row, std::size_t column) const {
    const QString count = countText(matrix_.count(row, column));
    if (isDifference())
        return {signedText(gained(row, column)), countText(options_.before.count(row, column)) + QStringLiteral(" → ") + count};
    const QString share = percentText(shareOf(row, column));
    return options_.numbers == Numbers::Counts ? std::pair(count, share) : std::pair(share, count);
}

void ConfusionFigure::paintCell(QPainter& painter, const QRectF& place, std::size_t row, std::size_t column,
                                const FigureStyle& style) const {
    const QColor colour = colourOf(row, column, style);
    const bool isPicked = std::ranges::any_of(picked_, [&](const Cell& cell) { return cell.contains(row, column); });
    painter.setPen(isPicked ? QPen(style.text, 2) : QPen(Qt::NoPen));
    painter.setBrush(colour);
    painter.drawRoundedRect(place, 3, 3);
    if (row == column && options_.hidesDiagonal && !isDifference())
        return;
    const bool isDark = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF() < 0.55;
    painter.setPen(isDark ? Qt::white : QColor(0x16, 0x19, 0x1e));
    const auto [first, second] = textsOf(row, column);
    QFont large = style.boldFont();
    large.setPixelSize(qRound(style.font.pixelSize() * 1.25));
    const double height = QFontMetricsF(large).height(), small = QFontMetricsF(style.smallFont()).height();
    const bool hasRoom = place.height() > height + small + 6;
    const double top = place.center().y() - (hasRoom ? height + small : height) / 2;
    painter.setFont(large);
    painter.drawText(QRectF(place.left(), top, place.width(), height), Qt::AlignCenter, first);
    if (!hasRoom)
        return;
    painter.setFont(style.smallFont());
    painter.drawText(QRectF(place.left(), top + height, place.width(), small), Qt::AlignCenter, second);
}

void ConfusionFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Layout layout = layoutFor(size, style);
    const double line = QFontMetricsF(style.font).height();
    for (std::size_t row = 0; row < classCount; ++row) {
        for (std::size_t column = 0; column < classCount; ++column)
            paintCell(painter, layout.cell(row, column), row, column, style);
        painter.setFont(style.font);
        painter.setPen(style.text);
        const QString name = classes_.value(static_cast<qsizetype>(row));
        const QRectF beside = layout.cell(row, 0), above = layout.cell(classCount - 1, row);
        painter.drawText(QRectF(0, beside.top(), layout.cells.left() - 8, beside.height()), Qt::AlignRight | Qt::AlignVCenter,
                         name);
        painter.drawText(QRectF(above.left(), layout.cells.bottom() + 4, above.width(), line), Qt::AlignCenter, name);
    }
    painter.setPen(style.muted);
    painter.drawText(QRectF(layout.cells.left(), layout.cells.bottom() + 8 + line, layout.cells.width(), line), Qt::AlignCenter,
                     isOfTruth() ? tr("True") : options_.columnsTitle);
    painter.save();
    painter.translate(margin, layout.cells.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-layout.cells.height() / 2, 0, layout.cells.height(), line), Qt::AlignCenter,
                     isOfTruth() ? tr("Predicted") : options_.rowsTitle);
    painter.restore();
}

QRectF ConfusionFigure::placeOf(const Cell& cell, const QSizeF& size, const FigureStyle& style) const {
    const Layout layout = layoutFor(size, style);
    if (cell.predicted && cell.truth)
        return layout.cell(*cell.predicted, *cell.truth);
    if (cell.predicted) {
        const QRectF beside = layout.cell(*cell.predicted, 0);
        return {QPointF(margin, beside.top()), QPointF(beside.left() - gap, beside.bottom())};
    }
    const QRectF above = layout.cell(classCount - 1, *cell.truth);
    return {QPointF(above.left(), above.bottom() + gap), QPointF(above.right(), size.height() - margin / 2)};
}

QString ConfusionFigure::textOf(const Cell& cell) const {
    const auto name = [&](std::size_t which) { return classes_.value(static_cast<qsizetype>(which)); };
    if (!cell.truth)
        return (isOfTruth() ? tr("%1 predicted %2") : tr("%1 that this run calls %2"))
            .arg(countText(matrix_.predicted(*cell.predicted)), name(*cell.predicted));
    if (!cell.predicted)
        return (isOfTruth() ? tr("%1 of true class %2") : tr("%1 that the other run calls %2"))
            .arg(countText(matrix_.truth(*cell.truth)), name(*cell.truth));
    const double count = matrix_.count(*cell.predicted, *cell.truth);
    const QString row = name(*cell.predicted), column = name(*cell.truth);
    if (isDifference())
        return tr("%1 of true class %2, predicted %3; by the other run %4")
            .arg(countText(count), column, row, countText(options_.before.count(*cell.predicted, *cell.truth)));
    const QString ofRow = percentText(count / matrix_.predicted(*cell.predicted)),
                  ofColumn = percentText(count / matrix_.truth(*cell.truth));
    return (isOfTruth() ? tr("%1 of true class %2, predicted %3: %4 of the true, %5 of the predicted")
                        : tr("%1 that the other run calls %2 and this one %3: %4 of the other's, %5 of this one's"))
        .arg(countText(count), column, row, ofColumn, ofRow);
}

std::optional<ConfusionFigure::Cell> ConfusionFigure::cellAt(const QPointF& position, const QSizeF& size,
                                                             const FigureStyle& style) const {
    const Layout layout = layoutFor(size, style);
    for (std::size_t row = 0; row < classCount; ++row) {
        for (std::size_t column = 0; column < classCount; ++column)
            if (layout.cell(row, column).contains(position))
                return Cell{row, column};
        const QRectF beside = layout.cell(row, 0), above = layout.cell(classCount - 1, row);
        if (position.x() < layout.cells.left() && position.y() >= beside.top() && position.y() <= beside.bottom())
            return Cell{row, std::nullopt};
        if (position.y() > layout.cells.bottom() && position.x() >= above.left() && position.x() <= above.right())
            return Cell{std::nullopt, row};
    }
    return std::nullopt;
}

ConfusionFigure::Cell commonestMistake(const ConfusionMatrix& matrix) {
    ConfusionFigure::Cell commonest{0, 1};
    for (std::size_t row = 0; row < classCount; ++row)
        for (std::size_t column = 0; column < classCount; ++column)
            if (row != column && matrix.count(row, column) > matrix.count(*commonest.predicted, *commonest.truth))
                commonest = {row, column};
    return commonest;
}

} // namespace iic::ui
