#pragma once

#include "workspaces/dataset/GalleryModel.h"

#include <QItemSelection>
#include <QWidget>

class QComboBox;
class QSlider;
class QToolButton;

namespace iic::ui {

class FilterChips;
class GalleryView;
class SourceFilter;
class PanelTitle;
class ThumbnailLoader;
class ThumbnailModel;

/// The cutouts of a dataset that pass the filter, under a header that counts, filters and sorts them. Shares current and
/// chosen rows with the document.
class DatasetGallery : public QWidget {
    Q_OBJECT

  public:
    DatasetGallery(DatasetDocument& document, SourceFilter& filter, ThumbnailLoader& pictures,
                   GalleryModel::Captions captions = GalleryModel::Captions::Name, QWidget* parent = nullptr);

    GalleryView& view() { return *view_; }

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    QWidget* makeHeader(SourceFilter& filter, FilterChips& chips);
    void makeStretchChoice();
    void showStretchChoice();
    void makeSizeSlider();
    void makeSortChoice();
    void sort();
    void showOrder();
    void showSelection();
    void showCurrent(int row);
    void takeCurrent(const QModelIndex& index);
    void takeSelection();
    void updateTitle();

    DatasetDocument& document_;
    ThumbnailLoader& pictures_;
    GalleryModel* rows_;
    ThumbnailModel* model_;
    GalleryView* view_;
    PanelTitle* title_;
    QComboBox* sortBy_;
    QToolButton* direction_;
    QToolButton* alike_;
    QSlider* size_;
    bool isShowingSelection_ = false; ///< that of the document
    bool isTakingSelection_ = false; ///< into the document
};

} // namespace iic::ui
