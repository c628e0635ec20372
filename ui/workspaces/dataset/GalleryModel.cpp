#include "workspaces/dataset/GalleryModel.h"

#include "models/PlainText.h"
#include "widgets/ClassStyle.h"
#include "workspaces/dataset/DatasetText.h"

#include <QLocale>

#include <cmath>

namespace iic::ui {

GalleryModel::GalleryModel(DatasetDocument& document, Captions captions, QObject* parent)
    : QAbstractListModel(parent), document_(document), captions_(captions) {
    connect(&document_.shown(), &ShownSources::aboutToChange, this, &GalleryModel::beginResetModel);
    connect(&document_.shown(), &ShownSources::changed, this, &GalleryModel::endResetModel);
    connect(&document_.store(), &SourceStore::predictionsChanged, this, [this](int first, int last) {
        tellOf(first, last, {gallery::BadgesRole, gallery::CaptionRole, Qt::DisplayRole, Qt::ToolTipRole});
    });
    connect(&document_.store(), &SourceStore::labelChanged, this, [this](int row) {
        tellOf(row, row, {gallery::LabelRole, Qt::DisplayRole});
    });
}

/// Of many rows all places are told: they may stand anywhere.
void GalleryModel::tellOf(int firstRow, int lastRow, const QList<int>& roles) {
    const int place = firstRow == lastRow ? document_.shown().placeOf(firstRow) : -1;
    const int first = place >= 0 ? place : 0, last = place >= 0 ? place : rowCount() - 1;
    if ((firstRow != lastRow || place >= 0) && last >= 0)
        Q_EMIT dataChanged(index(first), index(last), roles);
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !document_.dataset() ? 0 : document_.shown().count();
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = document_.shown().sourceRow(index.row());
    switch (role) {
    case Qt::DisplayRole: return description(row);
    case Qt::ToolTipRole: return toolTip(row);
    case gallery::CaptionRole: return captions(row);
    case gallery::BadgesRole: return QVariant::fromValue(badges(row));
    case gallery::LabelRole: return static_cast<int>(document_.sources().label(row));
    case gallery::FlagRole: return dataset().columns.flags[static_cast<std::size_t>(row)] != 0;
    default: return {};
    }
}

QStringList GalleryModel::captions(int row) const {
    const SourceList& sources = document_.sources();
    if (captions_ == Captions::Name)
        return {sources.name(row)};
    const auto numberText = [](double value, int decimals) {
        return std::isnan(value) ? QStringLiteral("–") : QLocale().toString(value, 'f', decimals);
    };
    return {tr("p(true) %1").arg(numberText(sources.trueProbability(row), 2)),
            tr("W1 %1").arg(numberText(sources.magnitude(row, Band::W1), 1))};
}

GalleryBadges GalleryModel::badges(int row) const {
    GalleryBadges badges;
    const std::uint8_t label = dataset().columns.label[static_cast<std::size_t>(row)];
    if (label != noLabel) {
        const std::string& name = dataset().dataset.card().classes[label];
        badges << GalleryBadge{QString::fromStdString(name), datasetClassColour(name, label)};
    }
    const std::optional<SourceClass> predicted = document_.sources().predictedClass(row);
    if (const auto other = predicted ? predicted : document_.sources().reviewMarks(row).likely)
        badges << GalleryBadge{classText(*other), classColour(*other)};
    return badges;
}

QString GalleryModel::description(int row) const {
    QStringList parts{document_.sources().name(row)};
    for (const GalleryBadge& badge : badges(row))
        parts << badge.text;
    if (const UserLabel label = document_.sources().label(row); label != UserLabel::None)
        parts << tr("your label: %1").arg(labelText(label));
    return parts.join(QStringLiteral(", "));
}

QString GalleryModel::toolTip(int row) const {
    const auto at = static_cast<std::size_t>(row);
    QStringList lines{document_.sources().name(row), splitText(dataset().columns.split[at])};
    if (const auto& prediction = document_.sources().prediction(row); prediction && prediction->isClassified())
        lines << tr("the network says %1, %2")
                     .arg(classText(prediction->best()))
                     .arg(static_cast<double>(prediction->confidence()), 0, 'f', 2);
    if (const ReviewMarks& marks = document_.sources().reviewMarks(row); marks.likely)
        lines << tr("networks that have not learned from it say %1, label margin %2")
                     .arg(classText(*marks.likely))
                     .arg(static_cast<double>(marks.labelMargin), 0, 'f', 2);
    for (const QualityFlag flag : qualityFlags)
        if (dataset().columns.flags[at] & bit(flag))
            lines << tr("%1: %2").arg(flagText(flag), flagMeaning(flag));
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

} // namespace iic::ui
