#include "workspaces/train/MistakesModel.h"

#include "models/PlainText.h"
#include "widgets/GalleryItem.h"
#include "workspaces/dataset/DatasetText.h"

namespace iic::ui {

void MistakesModel::setMistakes(SharedDataset dataset, ValidationMistakes mistakes) {
    beginResetModel();
    dataset_ = std::move(dataset);
    mistakes_ = dataset_ ? std::move(mistakes) : ValidationMistakes{};
    endResetModel();
}

int MistakesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(mistakes_.rows.size());
}

QString MistakesModel::className(std::uint8_t label) const {
    const auto& classes = dataset_->dataset.card().classes;
    return label < classes.size() ? QString::fromStdString(classes[label]) : QString();
}

QVariant MistakesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const std::size_t row = datasetRow(index.row());
    const QString name = QString::fromStdString(dataset_->columns.name[row]);
    const std::uint8_t truth = dataset_->columns.label[row], said = mistakes_.takenFor[static_cast<std::size_t>(index.row())];
    const QString words = tr("%1: %2 taken for %3").arg(name, className(truth), className(said));
    switch (role) {
    case Qt::DisplayRole: return words;
    case Qt::ToolTipRole: return plainToolTip(words);
    case gallery::CaptionRole: return QStringList{name};
    case gallery::BadgesRole:
        return QVariant::fromValue(GalleryBadges{{className(truth), datasetClassColour(className(truth).toStdString(), truth)},
                                                 {className(said), datasetClassColour(className(said).toStdString(), said)}});
    default: return {};
    }
}

} // namespace iic::ui
