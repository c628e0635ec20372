#pragma once

#include <QIdentityProxyModel>

#include <functional>
#include <optional>

namespace iic::ui {

class GalleryView;
class ThumbnailLoader;

/// Any model of sources with the pictures of a loader beside what it tells already (Qt::DecorationRole of column 0), or why
/// there is none (gallery::FaultRole). Reads
/// what a gallery shows, then what lies one screen further on either side.
class ThumbnailModel : public QIdentityProxyModel {
    Q_OBJECT

  public:
    /// The row of the dataset that a row of the source model shows; nullopt: none.
    using DatasetRow = std::function<std::optional<std::size_t>(int row)>;

    ThumbnailModel(ThumbnailLoader& loader, DatasetRow datasetRow, QObject* parent = nullptr);

    /// Has the loader read what this gallery shows; the gallery has this model or is given it.
    void follow(GalleryView& gallery);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  private:
    void want(int first, int count);
    void tell(const std::vector<std::size_t>& rows);

    ThumbnailLoader& loader_;
    DatasetRow datasetRow_;
    int first_ = 0, count_ = 0; ///< rows the gallery shows
};

} // namespace iic::ui
