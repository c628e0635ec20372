#pragma once

#include "plots/ColourDiagram.h"
#include "plots/CustomPlot.h"

namespace iic::ui {

/// What lies between the axes of the colour–colour diagram: points, guides and legend. Draws from the vector itself; QCPGraph would
/// sort and copy a million points.
class ColourCloud : public QCPAbstractPlottable {
  public:
    ColourCloud(QCPAxis* w2w3, QCPAxis* w1w2);

    void setPoints(ColourPoints points);
    void setStyle(const FigureStyle& style) { style_ = style; }
    void setLegendShown(bool isShown) { hasLegend_ = isShown; }
    const ColourCounts& counts() const { return counts_; }

    ColourRange range() const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& isFound, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& isFound, QCP::SignDomain, const QCPRange&) const override;

  protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

  private:
    ColourPoints points_;
    ColourCounts counts_;
    FigureStyle style_;
    bool hasLegend_ = false;
};

} // namespace iic::ui
