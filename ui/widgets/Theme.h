#pragma once

#include <QPalette>

class QApplication;

namespace iic::ui {

enum class ThemeChoice { System, Dark, Light };

/// Sets palette, style sheet and font of the whole program. System follows the lightness of the palette the
/// platform gave at the program's start.
void applyTheme(QApplication& application, ThemeChoice choice);

/// The theme in use is a dark one.
bool isDark();

} // namespace iic::ui
