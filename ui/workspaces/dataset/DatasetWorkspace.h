#pragma once

#include "workspaces/dataset/DatasetPage.h"

class QAction;
class QSplitter;
class QStackedWidget;

namespace iic::ui {

class DatasetFigures;
class DatasetGallery;
class DatasetInspector;
class DatasetStart;
class DatasetSummaryView;
class InspectorPanel;
class SpectrumStore;
class ThumbnailLoader;

/// A dataset: what it holds on the left, its cutouts and figures in the middle, the inspector on the right. While none is
/// open, the ways to one.
class DatasetWorkspace : public DatasetPage {
    Q_OBJECT

  public:
    DatasetWorkspace(DatasetDocument& document, SourceFilter& filter, DatasetPredictions& predictions, const ModelStore& models,
                     SpectrumStore& spectra, IssueModel& issues, QWidget* parent = nullptr);

    /// Offered while no dataset is open.
    void setStartActions(const QList<QAction*>& actions);

    DatasetGallery& gallery();
    DatasetFigures& figures();
    DatasetSummaryView& summary();
    /// One more inspector of its selected row, for another page.
    InspectorPanel* makeInspector();

    void takeFocus() override;

    void saveState() const;

  Q_SIGNALS:
    void figureSaved(const QString& file);

  protected:
    GalleryView* galleryView() const override;

  private:
    void makeContent();
    void connectContent();
    DatasetInspector* inspectorWithSpectra();
    QWidget* summaryPanel();
    void showDataset();
    void showModel();
    void filterCell(std::optional<std::uint8_t> label, std::optional<DatasetSplit> split);
    void tell(const Error& error);

    SourceFilter& filter_;
    const ModelStore& models_;
    SpectrumStore& spectra_;
    IssueModel& issues_;
    DatasetStart* start_;
    QStackedWidget* pages_;
    // All null until a dataset is opened.
    ThumbnailLoader* pictures_ = nullptr;
    DatasetSummaryView* summary_ = nullptr;
    QWidget* summaryPanel_ = nullptr;
    DatasetGallery* gallery_ = nullptr;
    DatasetFigures* figures_ = nullptr;
    DatasetInspector* inspector_ = nullptr;
    QSplitter* columns_ = nullptr;
    QSplitter* middle_ = nullptr;
};

} // namespace iic::ui
