#include "workspaces/dataset/ThumbnailModel.h"

#include "widgets/GalleryView.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <algorithm>

namespace iic::ui {

ThumbnailModel::ThumbnailModel(ThumbnailLoader& loader, DatasetRow datasetRow, QObject* parent)
    : QIdentityProxyModel(parent), loader_(loader), datasetRow_(std::move(datasetRow)) {
    connect(&loader_, &ThumbnailLoader::ready, this, &ThumbnailModel::tell);
    connect(&loader_, &ThumbnailLoader::missed, this, &ThumbnailModel::tell);
    for (const auto signal : {&ThumbnailLoader::wasReset, &ThumbnailLoader::wasRestretched})
        connect(&loader_, signal, this, [this] {
            want(first_, count_);
            if (rowCount() > 0)
                Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0),
                                   {Qt::DisplayRole, Qt::DecorationRole, gallery::FaultRole});
        });
}

void ThumbnailModel::follow(GalleryView& gallery) {
    connect(&gallery, &GalleryView::visibleRowsChanged, this, &ThumbnailModel::want);
    const auto seen = gallery.visibleRows();
    want(seen.first, seen.count);
}

QVariant ThumbnailModel::data(const QModelIndex& index, int role) const {
    const QVariant told = QIdentityProxyModel::data(index, role);
    const bool isOurs = role == Qt::DecorationRole || role == Qt::DisplayRole || role == gallery::FaultRole;
    const std::optional<std::size_t> row = isOurs && index.column() == 0 ? datasetRow_(index.row()) : std::nullopt;
    if (!row)
        return told;
    const bool isUnreadable = loader_.isUnreadable(*row);
    switch (role) {
    case Qt::DecorationRole: return loader_.picture(*row);
    case gallery::FaultRole: return isUnreadable ? tr("cannot be read") : QString();
    default: return isUnreadable ? tr("%1, cannot be read").arg(told.toString()) : told;
    }
}

void ThumbnailModel::want(int first, int count) {
    first_ = first;
    count_ = count;
    const int all = rowCount();
    std::vector<std::size_t> rows;
    rows.reserve(3 * static_cast<std::size_t>(count));
    const auto add = [&](qint64 from, qint64 to) {
        for (auto row = std::max<qint64>(from, 0); row < std::min<qint64>(to, all); ++row)
            if (const auto wanted = datasetRow_(static_cast<int>(row)))
                rows.push_back(*wanted);
    };
    add(first, qint64(first) + count);
    add(qint64(first) + count, qint64(first) + 2 * qint64(count));
    add(qint64(first) - count, first);
    loader_.want(std::move(rows));
}

/// What the gallery shows of them; the rest is asked for when it is shown.
void ThumbnailModel::tell(const std::vector<std::size_t>& rows) {
    const int end = std::min(first_ + count_, rowCount());
    for (int row = first_; row < end; ++row)
        if (const auto shown = datasetRow_(row); shown && std::ranges::find(rows, *shown) != rows.end())
            Q_EMIT dataChanged(index(row, 0), index(row, 0), {Qt::DisplayRole, Qt::DecorationRole, gallery::FaultRole});
}

} // namespace iic::ui
