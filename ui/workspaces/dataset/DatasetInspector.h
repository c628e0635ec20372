#pragma once

#include "workspaces/ColourPopulation.h"
#include "workspaces/Inspection.h"
#include "workspaces/InspectorPanel.h"
#include "workspaces/dataset/DatasetPredictions.h"

namespace iic::ui {

struct InspectedSource;
class ThumbnailLoader;

/// The inspector of the selected row of a dataset, kept up with all that is known of it.
class DatasetInspector : public InspectorPanel {
    Q_OBJECT

  public:
    /// `pictures` are read for it as well; an outline in its diagram becomes a condition of the filter.
    DatasetInspector(DatasetDocument& document, SourceFilter& filter, DatasetPredictions& predictions, const ModelStore& models,
                     ThumbnailLoader& pictures, QWidget* parent = nullptr);

    /// The pictures may be others.
    void showCurrent();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void showFault(std::size_t row, const Error& error);
    void showPictures(std::size_t row, const InspectionPictures& pictures);
    void showInspected();
    InspectedSource inspected(int row) const;

    DatasetDocument& document_;
    DatasetPredictions& predictions_;
    const ModelStore& models_;
    ThumbnailLoader& pictures_;
    ColourPopulation population_;
    InspectionPictures currentPictures_;
    QString currentFault_; ///< why it has none
};

} // namespace iic::ui
