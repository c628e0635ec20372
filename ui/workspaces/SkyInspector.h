#pragma once

#include "workspaces/ColourPopulation.h"
#include "workspaces/InspectorPanel.h"
#include "workspaces/SkyController.h"

namespace iic::ui {

/// The inspector of the selected source of the sky, kept up with all that is known of it.
class SkyInspector : public InspectorPanel {
    Q_OBJECT

  public:
    SkyInspector(SkyDocument& document, SkyController& controller, const ModelStore& models, QWidget* parent = nullptr);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void showInspected();

    SkyDocument& document_;
    SkyController& controller_;
    const ModelStore& models_;
    ColourPopulation population_;
};

} // namespace iic::ui
