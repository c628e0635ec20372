#pragma once

#include "workspaces/SkyController.h"

#include "widgets/SkyView.h"
#include "widgets/SourceInspector.h"
#include "widgets/StretchPanel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QSplitter;

namespace iic::ui {

class SourceTable;

/// The sky with its catalog below and the inspector on the right.
class SkyWorkspace : public QWidget {
    Q_OBJECT

  public:
    SkyWorkspace(SkyDocument& document, SourceFilter& filter, SkyController& controller, QWidget* parent = nullptr);

    SkyView& sky() { return *sky_; }
    StretchPanel& stretchPanel() { return *stretch_; }
    SourceTable& table() { return *table_; }

    void step(int by); ///< along the table as it is sorted
    void goToNextUnlabelled();
    void select(int row); ///< and pan to it
    /// Selects what is at a position, measuring it where no source is listed; false when it is off the tile.
    bool goTo(const SkyCoord& position);
    void labelCurrent(UserLabel label);
    /// Of the selected source, else of the pointer; empty when there is neither.
    QString positionToCopy() const;

    void saveState() const;
    void restoreState();

  Q_SIGNALS:
    void readoutChanged(const QString& position, const QString& bands);

  private:
    void showTile(const std::array<BandLimits, bandCount>& limits);
    void showSources();
    void showCurrent(int row);
    void showPictures(int row, const InspectionPictures& pictures);
    void showInspected();
    void showPopulation();
    void showPopulationSoon();
    void updateHeader();
    SkyView::Marker marker(int row) const;
    void setMarkers(int first, int last);
    QWidget* skyPanel();
    QWidget* inspectorPanel();

    SkyDocument& document_;
    SkyController& controller_;
    SkyView* sky_;
    StretchPanel* stretch_;
    SourceTable* table_;
    SourceInspector* inspector_;
    QLabel* skyTitle_;
    QLabel* skyScale_;
    QComboBox* tileChoice_;
    QLabel* inspectorCount_;
    QSplitter* mainSplitter_;
    QSplitter* skySplitter_;
    InspectedSource inspected_;
    QTimer populationTimer_;
    std::optional<SkyCoord> pointer_;
};

} // namespace iic::ui
