#pragma once

#include "project/LabelJournal.h"

#include <span>

namespace iic {

/// A source is the one that was labelled when it lies within this distance, arcsec: other catalogs, and another detection,
/// put and name the same source a little differently.
inline constexpr double sameSource = 3.0;

/// Of each source the event that came last, in the order in which they came: events speak of one source when they name it
/// alike and lie within `sameSource`, or have no position. A label taken back is there as UserLabel::None.
std::vector<LabelEvent> currentLabels(std::span<const LabelEvent> events);

} // namespace iic
