#pragma once

#include "plots/PointDiagram.h"
#include "workspaces/dataset/FigurePage.h"

#include <functional>

class QPolygonF;
class QStackedWidget;

namespace iic::ui {

class ColourColourPlot;

/// The colours of the rows by class (paper, Fig. 6), those filtered out faint. An outline drawn there becomes a chip of the filter.
class ColourPage : public FigurePage {
    Q_OBJECT

  public:
    ColourPage(DatasetDocument& document, SourceFilter& filter, IoPool& io);

    /// Only what lies inside an outline of W2 − W3 and W1 − W2 is shown; with Shift, what lies inside the one before as well.
    static void keepInside(SourceFilter& filter, const QPolygonF& outline, Qt::KeyboardModifiers modifiers);

    /// Rows of any list that have a triangle; null: none. Called on other threads.
    using Marked = std::function<bool(const SourceList& sources, int row)>;
    void setMarked(Marked isMarked);

  Q_SIGNALS:
    void pointPicked(int row);

  protected:
    void make() override;

  private:
    void showPoints(const DiagramPoints& points, const SourceList& sources);
    void showNothing(const QString& reason);
    void markCurrent();

    SourceFilter& filter_;
    QStackedWidget* stack_;
    ColourColourPlot* plot_;
    Marked isMarked_;
    SourceList sources_; ///< those of the points, for their names
    FigureView* reason_;
};

} // namespace iic::ui
