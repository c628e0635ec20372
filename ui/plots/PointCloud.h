#pragma once

#include "plots/CustomPlot.h"
#include "plots/PointDiagram.h"

namespace iic::ui {

/// What lies between the axes of a diagram: points, guides and legend. Draws from the vector itself; QCPGraph would sort and copy
/// a million points.
class PointCloud : public QCPAbstractPlottable {
  public:
    PointCloud(QCPAxis* x, QCPAxis* y);

    void setTerms(const DiagramTerms& terms) { terms_ = terms; }
    void setPoints(DiagramPoints points, PointColours colours);
    void setStyle(const FigureStyle& style) { style_ = style; }
    void setLegendShown(bool isShown) { hasLegend_ = isShown; }
    const PointCounts& counts() const { return counts_; }

    DiagramRange range() const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& isFound, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& isFound, QCP::SignDomain, const QCPRange&) const override;

  protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

  private:
    DiagramTerms terms_;
    DiagramPoints points_;
    PointCounts counts_;
    FigureStyle style_;
    bool hasLegend_ = false;
};

} // namespace iic::ui
