#pragma once

#include "workspaces/Settings.h"

class QLabel;
class QToolButton;

namespace iic::ui {

/// A switch in the header of a figure; how it was left is kept in the setting.
QToolButton* figureSwitch(const QString& name, const QString& text, const QString& about, const Setting<bool>& setting);
/// The line of numbers below a figure.
QLabel* figureNote(const QString& name);

} // namespace iic::ui
