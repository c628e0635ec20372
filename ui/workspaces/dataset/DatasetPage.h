#pragma once

#include "workspaces/RowSteps.h"
#include "workspaces/Workspace.h"
#include "workspaces/dataset/DatasetPredictions.h"

namespace iic::ui {

class GalleryView;

/// A page over the rows of the open dataset, which are shown in a gallery.
class DatasetPage : public SourceWorkspace {
    Q_OBJECT

  public:
    DatasetPage(DatasetDocument& document, DatasetPredictions& predictions, QWidget* parent);

    const SourceList& sources() const override { return document_.sources(); }
    bool hasPositions() const override;
    void select(int row) override { document_.setCurrent(row); }
    QString goTo(const SkyCoord& position) override;
    void step(int by) override;
    void goToNextUnlabelled() override;
    void labelCurrent(UserLabel label) override { document_.labels().give(document_.current(), label); }
    ShownSources& shownSources() override { return document_.shown(); }
    SourceLabels& sourceLabels() override { return document_.labels(); }
    QString positionToCopy() const override;
    QString refusal() const override { return predictions_.refusal(); }
    bool isClassifying() const override { return predictions_.isClassifying(); }
    void classifyAll() override { predictions_.classifyAll(); }
    void zoomBy(double factor) override; ///< the pictures of the gallery
    void zoomToFit() override;
    QList<QWidget*> listViews() override;

  protected:
    virtual GalleryView* galleryView() const = 0; ///< null while it is not made

    DatasetDocument& document_;
    DatasetPredictions& predictions_;

  private:
    RowSteps steps_;
};

} // namespace iic::ui
