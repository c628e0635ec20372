#pragma once

#include "metrics/Evaluation.h"

#include "plots/Chart.h"
#include "plots/Figure.h"

#include <QCoreApplication>
#include <QStringList>

namespace iic::ui {

/// How well each class is told from the rest by the threshold its probability must reach (paper, Fig. 14): rates of true against
/// false positives, or precision against recall.
class RocFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(RocFigure)

  public:
    enum class Kind { Roc, PrecisionRecall };
    struct Options {
        Kind kind = Kind::Roc;
        bool isLogarithmic = false; ///< the axis of false positives
        double threshold = 0.5; ///< marked on the curve of each class
    };

    /// `classes` are their names, in the order of the evaluation.
    RocFigure(std::shared_ptr<const Evaluation> evaluation, QStringList classes, const Options& options);

    QString title() const override;
    QString suggestedName() const override;
    QSizeF paperSize() const override { return {460, 420}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// Curve, threshold and both rates of every point.
    Table numbers() const override;

    /// A class and the threshold of the point of its curve nearest to a position, at most 12 pixels away.
    struct Place {
        std::size_t which;
        double threshold;
    };
    std::optional<Place> placeAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;

  private:
    struct Curve {
        QString name;
        std::optional<std::size_t> which; ///< of the classes; nullopt: macro or micro
        std::vector<double> x, y, thresholds;
        double area;
    };

    Chart chartFor(const QSizeF& size, const FigureStyle& style) const;
    QPointF placeOf(const Chart& chart, const Curve& curve, std::size_t point) const;
    QPen penOf(const Curve& curve, const FigureStyle& style) const;
    void addCurve(const QString& name, std::optional<std::size_t> which, const std::vector<RocPoint>& points, double area);
    void addCurve(const QString& name, std::optional<std::size_t> which, const std::vector<PrecisionPoint>& points, double area);
    bool isRoc() const { return options_.kind == Kind::Roc; }

    std::shared_ptr<const Evaluation> evaluation_;
    QStringList classes_;
    Options options_;
    std::vector<Curve> curves_;
};

} // namespace iic::ui
