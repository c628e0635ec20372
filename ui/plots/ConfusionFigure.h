#pragma once

#include "metrics/ConfusionMatrix.h"

#include "plots/Figure.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>
#include <vector>

namespace iic::ui {

/// How many of each true class were taken for which (paper, Fig. 18): rows predicted, columns true. Or how often two networks
/// say the same.
class ConfusionFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ConfusionFigure)

  public:
    /// OfPredicted, OfTrue: percent of the row, of the column; Difference: more or fewer than before.
    enum class Numbers { Counts, OfPredicted, OfTrue, Difference };
    struct Options {
        Numbers numbers = Numbers::Counts;
        bool hidesDiagonal = false; ///< so that the mistakes are told apart by their colour
        QString rowsTitle, columnsTitle; ///< empty: predicted, true
        ConfusionMatrix before; ///< of Difference: of another network on the same sources
    };
    /// A cell, a whole row (no column) or a whole column (no row).
    struct Cell {
        std::optional<std::size_t> predicted, truth;
        bool operator==(const Cell&) const = default;
        bool contains(std::size_t row, std::size_t column) const {
            return predicted.value_or(row) == row && truth.value_or(column) == column;
        }
    };

    /// What lies in `picked` has a frame.
    ConfusionFigure(const ConfusionMatrix& matrix, QStringList classes, const Options& options, std::vector<Cell> picked = {});

    QString title() const override;
    QString suggestedName() const override;
    QSizeF paperSize() const override { return {420, 380}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

    /// What lies under a position: a cell, or the name of a row or column. nullopt elsewhere.
    std::optional<Cell> cellAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;
    /// Where it lies.
    QRectF placeOf(const Cell& cell, const QSizeF& size, const FigureStyle& style) const;
    /// "33 of true class galaxy, predicted star", with both shares where it is one cell.
    QString textOf(const Cell& cell) const;

  private:
    struct Layout {
        QRectF cells; ///< all of them
        QRectF cell(std::size_t row, std::size_t column) const;
    };
    bool isOfTruth() const { return options_.rowsTitle.isEmpty(); }
    bool isDifference() const { return options_.numbers == Numbers::Difference; }
    double gained(std::size_t row, std::size_t column) const {
        return matrix_.count(row, column) - options_.before.count(row, column);
    }
    Layout layoutFor(const QSizeF& size, const FigureStyle& style) const;
    double shareOf(std::size_t row, std::size_t column) const;
    QColor colourOf(std::size_t row, std::size_t column, const FigureStyle& style) const;
    QColor colourOfDifference(std::size_t row, std::size_t column, const FigureStyle& style) const;
    /// The number of a cell and what stands below it, smaller.
    std::pair<QString, QString> textsOf(std::size_t row, std::size_t column) const;
    void paintCell(QPainter& painter, const QRectF& place, std::size_t row, std::size_t column, const FigureStyle& style) const;

    ConfusionMatrix matrix_;
    QStringList classes_;
    Options options_;
    std::vector<Cell> picked_;
};

/// The fullest cell away from the diagonal.
ConfusionFigure::Cell commonestMistake(const ConfusionMatrix& matrix);

} // namespace iic::ui
