#pragma once

#include "models/SourceStore.h"

#include <QAbstractTableModel>

namespace iic::ui {

/// The sources as a table. Row numbers are those of the store.
class SourceTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column {
        Designation,
        RightAscension,
        Declination,
        Magnitude1,
        Magnitude2,
        Magnitude3,
        SignalToNoise1,
        Class,
        Confidence,
        Label,
        Truth,
        Contamination,
        ColumnCount
    };
    /// Of the class, label and truth columns: the SourceClass as int, −1 where there is none.
    static constexpr int ClassRole = Qt::UserRole + 1;

    explicit SourceTableModel(SourceStore& store, QObject* parent = nullptr);

    const SourceStore& store() const { return store_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static constexpr bool isText(int column) { return column == Designation || column == Contamination; }
    /// What a column that is not text sorts by, classes and labels by their order; NaN where a cell is empty.
    double number(int row, int column) const;
    QString text(int row, int column) const;

  private:
    static QString columnMeaning(int column);
    QVariant sourceClass(int row, int column) const;

    SourceStore& store_;
};

/// What to show of a class, "star", "galaxy", "quasar", in the user's language.
QString classText(SourceClass sourceClass);
QString labelText(UserLabel label);
std::optional<SourceClass> labelClass(UserLabel label);
/// Why a source has no class; empty when it has one.
QString statusText(PredictionStatus status);

} // namespace iic::ui
