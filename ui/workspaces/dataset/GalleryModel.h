#pragma once

#include "widgets/GalleryItem.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <QAbstractListModel>

namespace iic::ui {

/// The shown rows of a dataset as items of a gallery, but for their pictures: name, the dataset's class and the
/// network's, the user's label, and whether something may be wrong with the cutout.
class GalleryModel : public QAbstractListModel {
    Q_OBJECT

  public:
    /// What stands below a picture: its name, or the probability of its true class and its magnitude.
    enum class Captions { Name, Evaluation };

    explicit GalleryModel(DatasetDocument& document, Captions captions = Captions::Name, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  private:
    const OpenDataset& dataset() const { return *document_.dataset(); }
    void tellOf(int firstRow, int lastRow, const QList<int>& roles);
    GalleryBadges badges(int row) const;
    QStringList captions(int row) const;
    QString description(int row) const;
    QString toolTip(int row) const;

    DatasetDocument& document_;
    Captions captions_;
};

} // namespace iic::ui
