#pragma once

#include "metrics/Evaluation.h"

#include "plots/Chart.h"
#include "plots/Figure.h"
#include "plots/Legend.h"

#include <QCoreApplication>
#include <QStringList>

namespace iic::ui {

/// How well each class is told from the rest by the threshold its probability must reach (paper, Fig. 14): rates of true against
/// false positives, or precision against recall.
class RocFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(RocFigure)

  public:
    enum class Kind { Roc, PrecisionRecall };
    /// A threshold that is looked at, of one class.
    struct Held {
        std::size_t which = 0;
        double threshold = 0.5;
        bool operator==(const Held&) const = default;
    };
    struct Options {
        Kind kind = Kind::Roc;
        bool isLogarithmic = false; ///< the axis of false positives
        std::optional<Held> held; ///< marked; nullopt: ½ is marked on every curve
        std::vector<Held> kept; ///< marked beside it, of other classes
    };

    /// `classes` are their names, in the order of the evaluation.
    RocFigure(std::shared_ptr<const Evaluation> evaluation, QStringList classes, const Options& options);
    /// The same curves.
    std::shared_ptr<const RocFigure> with(const Options& options) const;
    const Options& options() const { return options_; }

    QString title() const override;
    QString suggestedName() const override;
    QSizeF paperSize() const override { return {460, 420}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// Curve, threshold and both rates of every point.
    Table numbers() const override;

    /// The threshold of the point of a class's curve that is nearest to a position: of any class, at most 12 pixels away; of `which`
    /// alone, at any distance.
    std::optional<Held> heldAt(const QPointF& position, const QSizeF& size, const FigureStyle& style,
                               std::optional<std::size_t> which = {}) const;
    /// So many points on along the curve, `by` above 0 to lower thresholds.
    Held stepped(const Held& from, int by) const;
    bool hasCurve(std::size_t which) const;
    /// "P(star) ≥ 0.731: TPR 94.1 %, FPR 1.2 %, precision 96.0 %".
    QString ratesText(const Held& held) const;

  private:
    /// As it is drawn: without the points that could not be told from their neighbours.
    struct Curve {
        QString name;
        std::optional<std::size_t> which; ///< of the classes; nullopt: macro or micro
        std::vector<double> x, y, thresholds;
        double area;
    };
    using Curves = std::vector<Curve>;

    RocFigure(std::shared_ptr<const Evaluation> evaluation, QStringList classes, std::shared_ptr<const Curves> curves,
              const Options& options)
        : evaluation_(std::move(evaluation)), classes_(std::move(classes)), curves_(std::move(curves)), options_(options) {}

    bool isRoc() const { return options_.kind == Kind::Roc; }
    Chart chartFor(const QSizeF& size, const FigureStyle& style) const;
    /// In its box there is no room for it between the axes and the curves.
    bool isLegendBeside(const Chart& whole, const FigureStyle& style) const;
    QPointF placeOf(const Chart& chart, const Curve& curve, std::size_t point) const;
    std::optional<QPointF> placeOf(const Chart& chart, const Held& held) const;
    QPen penOf(const Curve& curve, const FigureStyle& style) const;
    void paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const;
    std::vector<LegendLine> legend(const FigureStyle& style) const;
    void paintLegend(QPainter& painter, const Chart& chart, const QSizeF& size, const FigureStyle& style) const;

    std::shared_ptr<const Evaluation> evaluation_;
    QStringList classes_;
    std::shared_ptr<const Curves> curves_;
    Options options_;
};

} // namespace iic::ui
