#pragma once

#include "catalog/Catalog.h"

#include <QColor>
#include <QFont>
#include <QPen>
#include <QStringList>

#include <array>
#include <optional>

class QPalette;

namespace iic::ui {

/// What a figure is drawn with. Lengths and font sizes are units of 1/96 inch, pixels on a plain screen. Any thread.
struct FigureStyle {
    QColor ground;
    QColor text;
    QColor muted; ///< of numbers at the axes and of notes
    QColor grid;
    QFont font; ///< its size in pixels
    bool isPaper = false; ///< drawn for a file

    /// As the window is drawn now.
    static FigureStyle onScreen(const QPalette& palette, const QFont& font);
    /// Dark on white, for every file.
    static FigureStyle onPaper();
    /// The same, light on dark, for a page that a browser shows.
    static FigureStyle onDarkPage();

    bool isDark() const { return ground.lightness() < text.lightness(); }
    QFont smallFont() const;
    QFont boldFont() const;

    /// classRgb as Qt has it; grey for a source without a class.
    QColor classColour(const std::optional<SourceClass>& sourceClass) const;
    /// Of bands W1 to W4: told apart by eyes of every kind, and by their strokes.
    QPen bandPen(std::size_t band) const;
    /// Of red, green, blue; told apart by their strokes too.
    QPen channelPen(std::size_t channel) const;
};

/// `part` of `colour` over `ground`, opaque.
QColor blended(const QColor& colour, const QColor& ground, double part);

/// "star", "galaxy", "quasar", "no class" in the user's language.
QString figureClassText(const std::optional<SourceClass>& sourceClass);
/// The three, in the order of SourceClass.
QStringList sourceClassTexts();

} // namespace iic::ui
