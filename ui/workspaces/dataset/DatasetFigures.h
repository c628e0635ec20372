#pragma once

#include "base/Error.h"
#include "bridge/IoPool.h"

#include <QWidget>

#include <vector>

class QTabWidget;

namespace iic::ui {

class DatasetDocument;
class FigurePage;
class SourceFilter;
class ThumbnailLoader;

/// The figures of the paper made of a dataset, one a tab. Each is made while it is seen, of what the filter shows or what is chosen.
class DatasetFigures : public QWidget {
    Q_OBJECT

  public:
    enum class Page { SignalToNoise, Histograms, Waterfall, Colours, Field };

    DatasetFigures(DatasetDocument& document, SourceFilter& filter, ThumbnailLoader& pictures, QWidget* parent = nullptr);
    ~DatasetFigures() override;

    void setPage(Page page);
    Page page() const;
    /// A figure is being made.
    bool isBusy() const;

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);
    void pointPicked(int row);
    void pageChanged();

  private:
    void addPage(FigurePage* page, const QString& title, const QString& about);
    void setFolder(const QString& folder);

    QTabWidget* tabs_;
    std::vector<FigurePage*> pages_; ///< in the order of Page
    IoPool io_{2};
};

} // namespace iic::ui
