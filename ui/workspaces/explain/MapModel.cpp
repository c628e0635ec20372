#include "workspaces/explain/MapModel.h"

#include "workspaces/explain/StageText.h"

#include <QLocale>

namespace iic::ui {

void MapModel::show(const FeatureMaps& maps, std::vector<MapPicture> pictures, const ModelCard& card) {
    QStringList names;
    for (const MapPicture& picture : pictures)
        names << channelText(maps, picture.channel, card);
    const bool isAsMany = pictures.size() == pictures_.size();
    if (!isAsMany)
        beginResetModel();
    pictures_ = std::move(pictures);
    names_ = names;
    if (!isAsMany)
        endResetModel();
    else if (!pictures_.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void MapModel::clear() {
    beginResetModel();
    pictures_.clear();
    names_.clear();
    endResetModel();
}

int MapModel::channelAt(int place) const {
    return place >= 0 && place < rowCount() ? pictures_[static_cast<std::size_t>(place)].channel : -1;
}

int MapModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(pictures_.size()); }

QVariant MapModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const MapPicture& map = pictures_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return names_[index.row()];
    case Qt::DecorationRole: return map.picture;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return tr("Channel %1: mean %2, highest %3")
            .arg(map.channel + 1)
            .arg(QLocale().toString(double(map.mean), 'g', 3), QLocale().toString(double(map.highest), 'g', 3));
    default: return {};
    }
}

} // namespace iic::ui
