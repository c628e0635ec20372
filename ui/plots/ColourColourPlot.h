#pragma once

#include "catalog/Catalog.h"

#include "plots/CustomPlot.h"

#include <optional>
#include <vector>

namespace iic::ui {

struct ColourPoint {
    double w1w2 = 0;
    double w2w3 = 0;
    std::optional<SourceClass> sourceClass;
    int row = -1;
};

/// W1 − W2 against W2 − W3 by class, with the AGN wedge of Jarrett et al. 2011 and the cut of Stern et al. 2012.
class ColourColourPlot : public QCustomPlot {
    Q_OBJECT

  public:
    explicit ColourColourPlot(QWidget* parent = nullptr);

    void setPoints(std::vector<ColourPoint> points);
    /// The selected source; nullopt when its colours are not known.
    void setSelected(const std::optional<ColourPoint>& point);

  Q_SIGNALS:
    void pointPicked(int row);

  protected:
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

  private:
    void addGuides();
    void useThemeColours();

    static constexpr std::size_t kinds = 4; ///< three classes and none
    std::vector<ColourPoint> points_;
    std::array<QCPGraph*, kinds> graphs_{};
    QCPGraph* selected_ = nullptr;
    QList<QCPCurve*> guides_;
};

} // namespace iic::ui
