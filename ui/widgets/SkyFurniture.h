#pragma once

#include "astro/TileSet.h"

class QPainter;
class QString;

namespace iic::ui {

class SkyView;

/// Lines of right ascension and declination with their values.
void drawGrid(QPainter& painter, const SkyView& view, const Tile& tile);
/// North, east, a scale bar and the signs of the classes, in the lower right corner.
void drawCompass(QPainter& painter, const SkyView& view, const Tile& tile);
/// Words in the middle of the upper edge.
void drawHint(QPainter& painter, const SkyView& view, const QString& text);

} // namespace iic::ui
