#include "models/SourceTableModel.h"

#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

int decimals(int column) {
    switch (column) {
    case SourceTableModel::RightAscension:
    case SourceTableModel::Declination: return 5;
    case SourceTableModel::SignalToNoise1: return 1;
    default: return 3;
    }
}

double classNumber(const std::optional<SourceClass>& sourceClass) {
    return sourceClass ? static_cast<double>(*sourceClass) : missing;
}

} // namespace

QString classText(SourceClass sourceClass) {
    switch (sourceClass) {
    case SourceClass::Star: return SourceTableModel::tr("star");
    case SourceClass::Galaxy: return SourceTableModel::tr("galaxy");
    case SourceClass::Quasar: return SourceTableModel::tr("quasar");
    }
    return {};
}

QString labelText(UserLabel label) {
    switch (label) {
    case UserLabel::None: return {};
    case UserLabel::Star: return SourceTableModel::tr("star");
    case UserLabel::Galaxy: return SourceTableModel::tr("galaxy");
    case UserLabel::Quasar: return SourceTableModel::tr("quasar");
    case UserLabel::Unsure: return SourceTableModel::tr("unsure");
    case UserLabel::Artefact: return SourceTableModel::tr("artefact");
    }
    return {};
}

std::optional<SourceClass> labelClass(UserLabel label) {
    switch (label) {
    case UserLabel::Star: return SourceClass::Star;
    case UserLabel::Galaxy: return SourceClass::Galaxy;
    case UserLabel::Quasar: return SourceClass::Quasar;
    default: return std::nullopt;
    }
}

QString statusText(PredictionStatus status) {
    switch (status) {
    case PredictionStatus::Classified: return {};
    case PredictionStatus::OffTile: return SourceTableModel::tr("off the tile: not classified");
    case PredictionStatus::Incomplete: return SourceTableModel::tr("field cut by the edge or uncovered: not classified");
    case PredictionStatus::EmptyCentre: return SourceTableModel::tr("no source within 3″ of the centre");
    }
    return {};
}

SourceTableModel::SourceTableModel(SourceStore& store, QObject* parent) : QAbstractTableModel(parent), store_(store) {
    connect(&store, &SourceStore::aboutToReset, this, [this] { beginResetModel(); });
    connect(&store, &SourceStore::wasReset, this, [this] { endResetModel(); });
    connect(&store, &SourceStore::aboutToAppend, this, [this](int row) { beginInsertRows({}, row, row); });
    connect(&store, &SourceStore::appended, this, [this] { endInsertRows(); });
    connect(&store, &SourceStore::predictionsChanged, this,
            [this](int first, int last) { Q_EMIT dataChanged(index(first, Class), index(last, Confidence)); });
    connect(&store, &SourceStore::labelChanged, this,
            [this](int row) { Q_EMIT dataChanged(index(row, Label), index(row, Label)); });
}

int SourceTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : store_.size(); }

int SourceTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

double SourceTableModel::number(int row, int column) const {
    const SourceList& sources = store_.sources();
    const auto at = static_cast<std::size_t>(row);
    switch (column) {
    case RightAscension: return sources.position[at].rightAscension;
    case Declination: return sources.position[at].declination;
    case Magnitude1: return sources.magnitude[0][at];
    case Magnitude2: return sources.magnitude[1][at];
    case Magnitude3: return sources.magnitude[2][at];
    case SignalToNoise1: return sources.signalToNoise[0][at];
    case Confidence: return sources.predictedClass(row) ? double(sources.prediction[at]->confidence()) : missing;
    case Class: return classNumber(sources.predictedClass(row));
    case Truth: return classNumber(sources.truth[at]);
    case Label: return sources.label[at] == UserLabel::None ? missing : static_cast<double>(sources.label[at]);
    default: return missing;
    }
}

QString SourceTableModel::columnMeaning(int column) {
    switch (column) {
    case Designation: return tr("Name in the catalog, else made of the position");
    case RightAscension: return tr("Right ascension (degrees, J2000)");
    case Declination: return tr("Declination (degrees, J2000)");
    case Magnitude1: return tr("Magnitude in W1, 3.4 µm (Vega); > marks an upper limit");
    case Magnitude2: return tr("Magnitude in W2, 4.6 µm (Vega); > marks an upper limit");
    case Magnitude3: return tr("Magnitude in W3, 12 µm (Vega); > marks an upper limit");
    case SignalToNoise1: return tr("Signal to noise in W1");
    case Class: return tr("What the network takes it for");
    case Confidence: return tr("The network's probability of that class");
    case Label: return tr("What you labelled it");
    case Truth: return tr("Its class in the catalog");
    case Contamination: return tr("Contamination in W1 to W4: 0 clean, D diffraction spike, P persistence, H halo, O ghost");
    default: return {};
    }
}

QString SourceTableModel::text(int row, int column) const {
    const SourceList& sources = store_.sources();
    const auto at = static_cast<std::size_t>(row);
    switch (column) {
    case Designation: return sources.name[at];
    case Class: {
        const std::optional<SourceClass> predicted = sources.predictedClass(row);
        return predicted ? classText(*predicted) : QString();
    }
    case Label: return labelText(sources.label[at]);
    case Truth: return sources.truth[at] ? classText(*sources.truth[at]) : QString();
    case Contamination: return sources.contamination[at];
    case Magnitude1:
    case Magnitude2:
    case Magnitude3: {
        const double magnitude = number(row, column);
        const bool isLimit = sources.upperLimit[static_cast<std::size_t>(column - Magnitude1)][at];
        return std::isnan(magnitude) ? QString()
                                     : (isLimit ? QStringLiteral("> ") : QString()) + QString::number(magnitude, 'f', 3);
    }
    default: {
        const double value = number(row, column);
        return std::isnan(value) ? QString() : QString::number(value, 'f', decimals(column));
    }
    }
}

QVariant SourceTableModel::sourceClass(int row, int column) const {
    const SourceList& sources = store_.sources();
    const auto at = static_cast<std::size_t>(row);
    std::optional<SourceClass> shown;
    if (column == Class)
        shown = sources.predictedClass(row);
    else if (column == Label)
        shown = labelClass(sources.label[at]);
    else if (column == Truth)
        shown = sources.truth[at];
    else
        return {};
    return shown ? static_cast<int>(*shown) : -1;
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: {
        const QString shown = text(row, column);
        return shown.isEmpty() ? QStringLiteral("—") : shown;
    }
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == Designation ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (const auto& prediction = store_.sources().prediction[static_cast<std::size_t>(row)];
            prediction && (column == Class || column == Confidence))
            return statusText(prediction->status);
        return {};
    case ClassRole: return sourceClass(row, column);
    default: return {};
    }
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Designation ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return columnMeaning(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Designation: return QStringLiteral("designation");
    case RightAscension: return QStringLiteral("ra");
    case Declination: return QStringLiteral("dec");
    case Magnitude1: return QStringLiteral("w1mpro");
    case Magnitude2: return QStringLiteral("w2mpro");
    case Magnitude3: return QStringLiteral("w3mpro");
    case SignalToNoise1: return QStringLiteral("w1snr");
    case Class: return tr("class");
    case Confidence: return tr("confidence");
    case Label: return tr("your label");
    case Truth: return tr("truth");
    default: return QStringLiteral("cc_flags");
    }
}

} // namespace iic::ui
