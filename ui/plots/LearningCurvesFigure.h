#pragma once

#include "nn/Training.h"

#include "plots/Chart.h"
#include "plots/Figure.h"

#include <QCoreApplication>

namespace iic::ui {

/// A run as the curves show it.
struct LearningRun {
    QString name;
    std::vector<EpochResult> epochs; ///< from the first on, none left out
    int bestEpoch = 0; ///< 0: none yet
    std::vector<QPointF> lossOfSteps = {}, accuracyOfSteps = {}; ///< x in epochs; empty: not known
};

/// How curves are drawn.
struct LearningCurvesOptions {
    enum class Quantity { Loss, Accuracy };
    Quantity quantity = Quantity::Loss;
    double smoothing = 0; ///< of the value before in each, 0 to 0.99 (as TensorBoard's); the plain values stay behind, faint
    bool isLogarithmic = false;
    int lastEpoch = 0; ///< the axis goes at least so far; 0: to where the curves end
    int halvesAfter = 0; ///< where the rate of the first run is halved; 0: nowhere
};

/// Loss or accuracy of training and validation by epoch (paper, Fig. 13), of one run or of several over each other; of the first
/// both curves, the best epoch and, faint, its steps, of the others validation alone.
class LearningCurvesFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(LearningCurvesFigure)

  public:
    LearningCurvesFigure(std::vector<LearningRun> runs, const LearningCurvesOptions& options);

    QString title() const override;
    QString suggestedName() const override;
    QSizeF paperSize() const override { return {620, 340}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// A row for each epoch of each run.
    Table numbers() const override;

    /// The epoch of the first run whose place is nearest to `position`, in a figure of this size; nullopt off its box.
    std::optional<int> epochAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;
    /// Epochs of the first run.
    int epochs() const { return runs_.empty() ? 0 : static_cast<int>(runs_.front().epochs.size()); }
    /// What every run has there: "epoch 3: training 0.4512, validation 0.4701".
    QString textOf(int epoch) const;
    /// A line through an epoch, with the values of every run there.
    void paintEpoch(QPainter& painter, const QSizeF& size, const FigureStyle& style, int epoch) const;

  private:
    struct Curve {
        QString name;
        std::size_t run;
        bool isValidation;
        std::vector<double> values, smoothed;
    };

    Chart chartFor(const QSizeF& size, const FigureStyle& style) const;
    QPen penOf(const Curve& curve, const FigureStyle& style) const;
    QPolygonF lineOf(const Chart& chart, const std::vector<double>& values) const;
    QPointF placeOf(const Chart& chart, double epoch, double value) const;
    const std::vector<QPointF>& steps() const;
    void paintSteps(QPainter& painter, const Chart& chart, const FigureStyle& style) const;
    QPointF legendCorner(const Chart& chart, const QSizeF& size, const FigureStyle& style) const;
    void paintLegend(QPainter& painter, const Chart& chart, const FigureStyle& style) const;
    void paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const;
    bool isLoss() const { return options_.quantity == LearningCurvesOptions::Quantity::Loss; }
    QString text(double value) const;

    std::vector<LearningRun> runs_;
    LearningCurvesOptions options_;
    std::vector<Curve> curves_;
};

} // namespace iic::ui
