#pragma once

#include "workspaces/review/FeaturePoints.h"

class QComboBox;

namespace iic::ui {

class EvaluationDocument;
class FeatureFinder;
class IsolationFinder;
class ModelStore;
class NeighbourStrip;
class PointPlot;

/// What was evaluated, in a plane of what the network's last layer says of it: those filtered out faint, outliers with a triangle,
/// and beside it the sources nearest to the selected one. An outline drawn there becomes a chip of the filter.
class FeaturePage : public FigurePage {
    Q_OBJECT

  public:
    FeaturePage(EvaluationDocument& evaluation, DatasetDocument& document, SourceFilter& filter, FeatureFinder& finder,
                IsolationFinder& isolation, const ModelStore& models, IoPool& io);

    bool isBusy() const override;
    void setMarked(ColourPage::Marked isMarked);

  Q_SIGNALS:
    void pointPicked(int row);

  protected:
    void make() override;

  private:
    void makeChoices();
    FeatureColours colours() const;
    void showPoints(const DiagramPoints& points, const SharedPlaces& places);
    void showNothing(const QString& reason);
    void showTexts(const SharedPlaces& places);
    void markCurrent();
    void keepInside(const QPolygonF& outline, Qt::KeyboardModifiers modifiers);
    void dropOutlines();

    EvaluationDocument& evaluation_;
    SourceFilter& filter_;
    FeatureFinder& finder_;
    QComboBox* plane_;
    QComboBox* colours_;
    QStackedWidget* stack_;
    PointPlot* plot_;
    NeighbourStrip* neighbours_;
    FigureView* reason_;
    ColourPage::Marked isMarked_;
    SharedPlaces shown_; ///< in the plot
    SharedPlaces outlined_; ///< those that outlines were drawn in; null: there are no outlines
};

} // namespace iic::ui
