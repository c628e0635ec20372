#pragma once

#include <QPolygonF>

namespace iic::ui {

/// A drawn outline with at most `mostCorners` corners: those that matter least are left out (Douglas and Peucker 1973), none that
/// stands off by more than the tolerance this takes. Empty when the outline holds no area.
QPolygonF simplifiedOutline(const QPolygonF& outline, qsizetype mostCorners);

} // namespace iic::ui
