#pragma once

#include "workspaces/ColourPopulation.h"
#include "workspaces/Inspection.h"
#include "workspaces/RowSteps.h"
#include "workspaces/Workspace.h"
#include "workspaces/dataset/DatasetPredictions.h"

class QAction;
class QSplitter;
class QStackedWidget;

namespace iic::ui {

class DatasetFigures;
class DatasetGallery;
class DatasetStart;
class DatasetSummaryView;
struct InspectedSource;
class InspectorPanel;
class SourceInspector;
class ThumbnailLoader;

/// A dataset: what it holds on the left, its cutouts and figures in the middle, the inspector on the right. While none is
/// open, the ways to one.
class DatasetWorkspace : public SourceWorkspace {
    Q_OBJECT

  public:
    DatasetWorkspace(DatasetDocument& document, SourceFilter& filter, DatasetPredictions& predictions, const ModelStore& models,
                     IssueModel& issues, QWidget* parent = nullptr);

    /// Offered while no dataset is open.
    void setStartActions(const QList<QAction*>& actions);

    DatasetGallery& gallery();
    DatasetFigures& figures();
    DatasetSummaryView& summary();

    const SourceList& sources() const override { return document_.sources(); }
    bool hasPositions() const override;
    void select(int row) override;
    QString goTo(const SkyCoord& position) override;
    void step(int by) override;
    void goToNextUnlabelled() override;
    void labelCurrent(UserLabel label) override;
    QString positionToCopy() const override;
    QString refusal() const override { return predictions_.refusal(); }
    bool isClassifying() const override { return predictions_.isClassifying(); }
    void classifyAll() override { predictions_.classifyAll(); }
    void zoomBy(double factor) override; ///< the pictures of the gallery
    void zoomToFit() override;
    void takeFocus() override;
    QList<QWidget*> listViews() override;

    void saveState() const;

  Q_SIGNALS:
    void figureSaved(const QString& file);

  private:
    void makeContent();
    void connectContent();
    QWidget* summaryPanel();
    void showDataset();
    void showModel();
    InputOptions inputOptions() const;
    void filterCell(std::optional<std::uint8_t> label, std::optional<DatasetSplit> split);
    void showCurrent(int row);
    void tell(const Error& error);
    void showFault(std::size_t row, const Error& error);
    void showPictures(std::size_t row, const InspectionPictures& pictures);
    void showInspected();
    InspectedSource inspected(int row) const;

    DatasetDocument& document_;
    SourceFilter& filter_;
    DatasetPredictions& predictions_;
    const ModelStore& models_;
    IssueModel& issues_;
    DatasetStart* start_;
    QStackedWidget* pages_;
    // All null until a dataset is opened.
    ThumbnailLoader* pictures_ = nullptr;
    DatasetSummaryView* summary_ = nullptr;
    QWidget* summaryPanel_ = nullptr;
    DatasetGallery* gallery_ = nullptr;
    DatasetFigures* figures_ = nullptr;
    InspectorPanel* inspectorPanel_ = nullptr;
    SourceInspector* inspector_ = nullptr;
    QSplitter* columns_ = nullptr;
    QSplitter* middle_ = nullptr;
    RowSteps steps_;
    ColourPopulation population_;
    InspectionPictures currentPictures_;
    QString currentFault_; ///< why it has none
};

} // namespace iic::ui
