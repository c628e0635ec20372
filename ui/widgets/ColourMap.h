#pragma once

#include <QList>
#include <QRgb>
#include <QString>

#include <array>

namespace iic::ui {

/// 256 colours from dark to bright.
using ColourTable = std::array<QRgb, 256>;

/// Names of the maps for a single band, the first being plain grey.
QStringList colourMapNames();
/// Grey for a name that is not known.
ColourTable colourTable(const QString& name);

} // namespace iic::ui
