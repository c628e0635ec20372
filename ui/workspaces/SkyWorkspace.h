#pragma once

#include "widgets/SkyView.h"
#include "widgets/StretchPanel.h"
#include "workspaces/RowSteps.h"
#include "workspaces/SkyController.h"
#include "workspaces/Workspace.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSplitter;

namespace iic::ui {

class InspectorPanel;
class SpectrumStore;
class SourceTable;

/// The sky with its catalog below and the inspector on the right.
class SkyWorkspace : public SourceWorkspace {
    Q_OBJECT

  public:
    SkyWorkspace(SkyDocument& document, SourceFilter& filter, SkyController& controller, const ModelStore& models,
                 SpectrumStore& spectra, QWidget* parent = nullptr);

    SkyView& sky() { return *sky_; }
    StretchPanel& stretchPanel() { return *stretch_; }
    SourceTable& table() { return *table_; }

    /// One more inspector of its selected source, for another page.
    InspectorPanel* makeInspector() const;

    /// The next drag on the sky keeps only the sources inside.
    void outlineRegion() { sky_->armOutline(); }

    const SourceList& sources() const override { return document_.sources(); }
    bool hasPositions() const override { return document_.tile() != nullptr; }
    void select(int row) override;
    /// Measures what is there where no source is listed.
    QString goTo(const SkyCoord& position) override;
    void step(int by) override;
    void goToNextUnlabelled() override;
    void labelCurrent(UserLabel label) override;
    ShownSources& shownSources() override { return document_.shown(); }
    SourceLabels& sourceLabels() override { return document_.labels(); }
    /// Of the selected source, else of the pointer.
    QString positionToCopy() const override;
    QString refusal() const override { return controller_.refusal(); }
    bool isClassifying() const override { return controller_.isClassifying(); }
    void classifyAll() override { controller_.classifyAll(); }
    void zoomBy(double factor) override { sky_->zoomBy(factor); }
    void zoomToFit() override { sky_->zoomToFit(); }
    void takeFocus() override { sky_->setFocus(); }
    QList<QWidget*> listViews() override;

    void saveState() const;
    void restoreState();

  Q_SIGNALS:
    void refused(const QString& reason); ///< what the user has drawn
    void readoutChanged(const QString& position, const QString& bands);

  private:
    void showTile(const std::array<BandLimits, bandCount>& limits);
    void showSources();
    void showCurrent(int row);
    void updateHeader();
    void filterRegion(const std::vector<SkyCoord>& corners);
    QWidget* skyPanel();

    SkyDocument& document_;
    SourceFilter& filter_;
    SkyController& controller_;
    const ModelStore& models_;
    SpectrumStore& spectra_;
    SkyView* sky_;
    StretchPanel* stretch_;
    SourceTable* table_;
    QLabel* skyTitle_;
    QLabel* skyScale_;
    QComboBox* tileChoice_;
    QSplitter* mainSplitter_;
    QSplitter* skySplitter_;
    RowSteps steps_;
    std::optional<SkyCoord> pointer_;
};

} // namespace iic::ui
