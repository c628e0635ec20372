#include "workspaces/dataset/DatasetTableModel.h"

#include "catalog/Catalog.h"
#include "models/PlainText.h"
#include "widgets/ClassStyle.h"
#include "workspaces/dataset/DatasetText.h"

#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QPainter>

#include <numeric>

namespace iic::ui {

namespace {

constexpr int markSide = 16;

/// The sign of a class of the sky, a square in its colour of any other.
QPixmap classMark(const std::string& name, std::size_t label) {
    const double ratio = qApp->devicePixelRatio();
    if (const auto sourceClass = parseClass(name))
        return classMarker(sourceClass, markSide - 4, ratio);
    QPixmap mark(QSize(markSide, markSide) * ratio);
    mark.setDevicePixelRatio(ratio);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(datasetClassColour(name, label));
    painter.drawRoundedRect(QRectF(3, 3, markSide - 6, markSide - 6), 2, 2);
    return mark;
}

} // namespace

void DatasetTableModel::setSummary(const DatasetSummary& summary) {
    beginResetModel();
    lines_.clear();
    for (const ClassSummary& one : summary.classes)
        lines_.push_back({QString::fromStdString(printable(one.name)), static_cast<std::uint8_t>(lines_.size()), one.rows});
    auto all = summary.total();
    if (summary.unlabelled > 0)
        lines_.push_back({tr("no class"), noLabel, {0, 0, 0, summary.unlabelled}});
    all[3] += summary.unlabelled;
    if (!lines_.empty())
        lines_.push_back({tr("all"), std::nullopt, all});
    endResetModel();
}

std::optional<std::uint8_t> DatasetTableModel::label(int row) const { return lines_.at(static_cast<std::size_t>(row)).label; }

std::optional<DatasetSplit> DatasetTableModel::split(int column) const {
    switch (column) {
    case Training: return DatasetSplit::Training;
    case Validation: return DatasetSplit::Validation;
    case Test: return DatasetSplit::Test;
    case LeftOut: return DatasetSplit::LeftOut;
    default: return std::nullopt;
    }
}

std::size_t DatasetTableModel::number(int row, int column) const {
    const auto& rows = lines_.at(static_cast<std::size_t>(row)).rows;
    return split(column) ? rows[static_cast<std::size_t>(column - Training)]
                         : std::accumulate(rows.begin(), rows.end(), std::size_t{0});
}

Table DatasetTableModel::table() const {
    Texts names;
    for (const Line& line : lines_)
        names.push_back(line.name.toStdString());
    Table table;
    table.add(textColumn("class", std::move(names)));
    for (const auto& [column, name] : {std::pair{Training, "training"}, std::pair{Validation, "validation"},
                                       std::pair{Test, "test"}, std::pair{LeftOut, "left_out"}, std::pair{Total, "total"}}) {
        Integers numbers;
        for (int row = 0; row < rowCount(); ++row)
            numbers.push_back(static_cast<std::int64_t>(number(row, column)));
        table.add(integerColumn(name, {}, std::move(numbers)));
    }
    return table;
}

int DatasetTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

QString DatasetTableModel::tip(int row, int column) const {
    const QString where = split(column) ? splitText(*split(column)) : tr("all splits");
    return tr("%1, %2: show these %L3").arg(lines_[static_cast<std::size_t>(row)].name, where).arg(number(row, column));
}

QVariant DatasetTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = lines_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == ClassColumn ? line.name : QLocale().toString(qulonglong(number(index.row(), index.column())));
    case Qt::DecorationRole:
        if (index.column() == ClassColumn && line.label && *line.label != noLabel)
            return classMark(line.name.toStdString(), *line.label);
        return {};
    case Qt::TextAlignmentRole: return int((index.column() == ClassColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(!line.label || index.column() == Total);
        return font;
    }
    case Qt::ToolTipRole: return plainToolTip(tip(index.row(), index.column()));
    default: return {};
    }
}

QVariant DatasetTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == ClassColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == ClassColumn)
        return tr("class");
    return split(section) ? splitText(*split(section)) : tr("total");
}

} // namespace iic::ui
