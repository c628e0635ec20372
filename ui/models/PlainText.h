#pragma once

#include <QString>

namespace iic::ui {

/// The same words as a tool tip that shows them as they are: one that looks like markup would be rendered, and names of
/// files and sources may look like anything.
QString plainToolTip(const QString& text);

} // namespace iic::ui
