#pragma once

#include "plots/ColourDiagram.h"
#include "workspaces/dataset/FigurePage.h"

class QPolygonF;
class QStackedWidget;

namespace iic::ui {

class ColourColourPlot;

/// The colours of the rows by class (paper, Fig. 6), those filtered out faint. An outline drawn there becomes a chip of the filter.
class ColourPage : public FigurePage {
    Q_OBJECT

  public:
    ColourPage(DatasetDocument& document, SourceFilter& filter, IoPool& io);

  Q_SIGNALS:
    void pointPicked(int row);

  protected:
    void make() override;

  private:
    void showPoints(const ColourPoints& points, const SourceList& sources);
    void showNothing(const QString& reason);
    void markCurrent();
    /// In the place of the last one, or beside it where Shift is held.
    void filterBy(const QPolygonF& outline, Qt::KeyboardModifiers modifiers);

    SourceFilter& filter_;
    QStackedWidget* stack_;
    ColourColourPlot* plot_;
    SourceList sources_; ///< those of the points, for their names
    FigureView* reason_;
};

} // namespace iic::ui
