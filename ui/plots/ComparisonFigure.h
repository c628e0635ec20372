#pragma once

#include "plots/Chart.h"
#include "plots/Figure.h"

#include <QCoreApplication>

#include <set>

namespace iic::ui {

/// A value, and how far repeats of it lie apart.
struct ComparedPoint {
    double x = 0, y = 0;
    double spread = 0; ///< up and down; 0: none is drawn
};
struct ComparedSeries {
    QString name;
    std::vector<ComparedPoint> points;
};
/// A value that the paper gives.
struct PaperMark {
    QString name; ///< of what it is, where no series is; empty where that is plain
    double y = 0;
    std::optional<std::size_t> series; ///< in whose colour it is drawn
};

/// What a comparison shows, and its words.
struct Comparison {
    enum class Kind {
        Curves, ///< by epoch, the spread as a band
        Points, ///< against a number, each with a bar
    };
    Kind kind = Kind::Curves;
    QString title, suggestedName;
    QString xTitle, yTitle;
    QString place; ///< of a point, %1 being its x: "epoch %1"
    std::vector<ComparedSeries> series;
    std::vector<PaperMark> marks;
    std::set<std::size_t> hidden; ///< series that are only named
};

/// What several networks reach (paper, Fig. 8, 12, 15, 16): told apart by colour, stroke and sign, named beside the data, the paper's
/// values as dashed lines.
class ComparisonFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ComparisonFigure)

  public:
    /// A series, and one of its points.
    struct Pointed {
        std::size_t series = 0;
        std::optional<std::size_t> point;
        bool operator==(const Pointed&) const = default;
    };

    explicit ComparisonFigure(Comparison content) : content_(std::move(content)) {}

    QString title() const override { return content_.title; }
    QString suggestedName() const override { return content_.suggestedName; }
    QSizeF paperSize() const override { return {720, 400}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override {
        paint(painter, size, style, std::nullopt);
    }
    /// The others stand back behind the series pointed at.
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style, const std::optional<Pointed>& pointed) const;
    /// A row for each point, and for each of the paper's values.
    Table numbers() const override;

    const Comparison& content() const { return content_; }
    bool isHidden(std::size_t series) const { return content_.hidden.contains(series); }
    /// Whether any series that is shown has a point.
    bool hasPoints() const;
    /// The line or name at a position, in a figure of this size; nullopt where there is none.
    std::optional<Pointed> at(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;
    /// Whose name is there.
    std::optional<std::size_t> nameAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;
    /// "VGG16, epoch 3: 0.912 ± 0.004".
    QString textOf(const Pointed& pointed) const;

  private:
    static constexpr double strokeWidth = 30, nameGap = 8; ///< before a name

    Chart chartFor(const QSizeF& size, const FigureStyle& style) const;
    /// Of a series, and behind them of the marks.
    QRectF nameBox(std::size_t place, const QSizeF& size, const FigureStyle& style) const;
    double namesWidth(const QSizeF& size, const FigureStyle& style) const;
    std::vector<std::size_t> shownMarks() const;
    QString markText(const PaperMark& mark) const;
    QPolygonF lineOf(std::size_t series, const Chart& chart) const;
    QPen penOf(std::size_t series, const FigureStyle& style, bool standsBack) const;
    QPen penOf(const PaperMark& mark, const FigureStyle& style) const;
    void paintSpread(QPainter& painter, const Chart& chart, const FigureStyle& style, std::size_t series, bool standsBack) const;
    void paintSeries(QPainter& painter, const Chart& chart, const FigureStyle& style, std::size_t series, bool standsBack) const;
    void paintSign(QPainter& painter, std::size_t series, const QPointF& centre, const QColor& colour) const;
    void paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const;
    void paintNames(QPainter& painter, const QSizeF& size, const FigureStyle& style, const std::optional<Pointed>& pointed) const;
    void paintPointed(QPainter& painter, const Chart& chart, const FigureStyle& style, const Pointed& pointed) const;

    Comparison content_;
};

} // namespace iic::ui
