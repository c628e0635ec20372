#pragma once

#include "models/SourceList.h"

namespace iic::ui {

/// What a list of sources shows of each.
enum class SourceColumn {
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
    TrueProbability, ///< to sort by, not in tables, as those after it
    Margin,
    Entropy,
    LabelMargin,
    Isolation,
};
inline constexpr int sourceColumnCount = static_cast<int>(SourceColumn::Contamination) + 1; ///< of a table

constexpr bool followsPredictions(SourceColumn column) {
    return column == SourceColumn::Class || column == SourceColumn::Confidence || column >= SourceColumn::TrueProbability;
}
constexpr bool isText(SourceColumn column) {
    return column == SourceColumn::Designation || column == SourceColumn::Contamination;
}
/// What a column that is not text sorts by, classes and labels by their order; NaN where a cell is empty.
double cellNumber(const SourceList& sources, int row, SourceColumn column);
/// The cell in words; empty where there is nothing to say.
QString cellText(const SourceList& sources, int row, SourceColumn column);

/// The short name at the head of a column, and what it means.
QString columnName(SourceColumn column);
QString columnMeaning(SourceColumn column);

/// What to show of a class, "star", "galaxy", "quasar", in the user's language.
QString classText(SourceClass sourceClass);
QString labelText(UserLabel label);
/// Why a source has no class; empty when it has one.
QString statusText(PredictionStatus status);
/// What to beware of in the prediction of a row: its status, and how it was adjusted.
QString predictionNotes(const SourceList& sources, int row);

} // namespace iic::ui
