#pragma once

#include "analysis/MistakeReview.h"
#include "statistics/LabelSuspects.h"

#include <QString>

namespace iic::ui {

// What is said of groups of mistakes, in cautious words made of their numbers.

/// "Group 1 · brighter", or "Group 4 · no source at the centre".
QString groupTitle(const MistakeReview& review, std::size_t group);
/// "galaxy → star 31, star → galaxy 6": true class, then what it was taken for.
QString pairsText(const MistakeGroup& group);
/// "Tend to be brighter (1.4 σ), …", which is beside the other mistakes; empty where nothing sets it apart.
QString distinctionsText(const MistakeGroup& group);
/// "11 of 37 may be contaminated: blended 9, artefact 3"; empty where none is.
QString contaminationText(const MistakeReview& review, const MistakeGroup& group);
/// "star, likely galaxy 3": the label given, then what the sources rather look like, of those taken to be wrong.
QString suspectsText(const LabelSuspects& suspects);
/// "no central source", "blended" … in the user's language.
QString noteText(SourceNote note);

} // namespace iic::ui
