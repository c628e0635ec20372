#pragma once

#include <QList>
#include <QRgb>
#include <QString>

#include <array>
#include <utility>
#include <vector>

namespace iic::ui {

/// 256 colours from dark to bright.
using ColourTable = std::array<QRgb, 256>;

/// The maps for a single band, plain grey first: the name to ask by and the name to show.
std::vector<std::pair<QString, QString>> colourMaps();
/// Grey for a name that is not known.
ColourTable colourTable(const QString& name);

} // namespace iic::ui
