#pragma once

#include "catalog/Catalog.h"

#include <QColor>
#include <QPixmap>

#include <optional>

namespace iic::ui {

/// classRgb as Qt has it.
QColor classColour(SourceClass sourceClass);
/// The same for a source that has no class yet.
QColor classColour(const std::optional<SourceClass>& sourceClass);

/// The sign of a class on the sky, its shape as telling as its colour: star a circle, galaxy a diamond,
/// quasar a triangle; no class, a thin circle.
QPixmap classMarker(const std::optional<SourceClass>& sourceClass, double diameter, double devicePixelRatio);

} // namespace iic::ui
