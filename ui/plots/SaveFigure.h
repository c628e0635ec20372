#pragma once

#include "base/Error.h"

#include "plots/Figure.h"

#include <QByteArray>

#include <array>
#include <filesystem>
#include <string_view>

namespace iic::ui {

/// What a figure is saved as, the endings of its files' names.
inline constexpr std::array<std::string_view, 4> figureForms{"png", "svg", "pdf", "csv"};

/// Writes the figure in the style of paper, whole or not at all, by the ending of the file's name: .png (300 dots an inch), .svg,
/// .pdf (fonts embedded, one page of the figure's size), .csv (its numbers). BadOption (another ending), FileUnwritable. Any thread.
Result<void> saveFigure(const Figure& figure, const std::filesystem::path& path);

/// The figure as a whole SVG file. Any thread.
QByteArray svgOf(const Figure& figure, const FigureStyle& style = FigureStyle::onPaper());

} // namespace iic::ui
