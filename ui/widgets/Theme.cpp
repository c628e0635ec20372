#include "widgets/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QStyleFactory>

#include <array>
#include <utility>

static void initialiseThemeResources() { Q_INIT_RESOURCE(theme); }

namespace iic::ui {

namespace {

/// The colours of a theme, by the names the style sheet uses.
struct ThemeColours {
    const char* window;
    const char* base; ///< tables, fields, plots
    const char* raised; ///< buttons, tabs
    const char* hovered;
    const char* line;
    const char* text;
    const char* muted;
    const char* disabled;
    const char* problem; ///< words that say what is wrong
    const char* accent;
    const char* accentText;
    const char* selection;
    const char* selectionText;
    const char* overlay; ///< panels that float on the sky, dark in every theme
    const char* shade; ///< of the icons' files
};

constexpr ThemeColours darkColours{"#1b1f26", "#15181d", "#2a303a", "#353c48", "#2c323c", "#e6e9ef", "#99a2b0",
                                   "#616976", "#ff9e8f", "#2f6fed", "#ffffff", "#27457c", "#ffffff", "rgba(24, 27, 33, 225)",
                                   "dark"};
constexpr ThemeColours lightColours{"#f4f5f7", "#ffffff", "#e7e9ee", "#dadee5", "#d3d7de", "#1c2128", "#5a6472",
                                    "#a0a7b1", "#b3261e", "#2462db", "#ffffff", "#cfdffb", "#10151c", "rgba(24, 27, 33, 225)",
                                    "light"};

QPalette paletteOf(const ThemeColours& colours) {
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const char* colour) {
        palette.setColor(role, QColor(QLatin1String(colour)));
    };
    set(QPalette::Window, colours.window);
    set(QPalette::WindowText, colours.text);
    set(QPalette::Base, colours.base);
    set(QPalette::AlternateBase, colours.window);
    set(QPalette::Text, colours.text);
    set(QPalette::PlaceholderText, colours.muted);
    set(QPalette::Button, colours.raised);
    set(QPalette::ButtonText, colours.text);
    set(QPalette::BrightText, colours.accentText);
    set(QPalette::Highlight, colours.selection);
    set(QPalette::HighlightedText, colours.selectionText);
    set(QPalette::Link, colours.accent);
    set(QPalette::ToolTipBase, colours.raised);
    set(QPalette::ToolTipText, colours.text);
    set(QPalette::Light, colours.hovered);
    set(QPalette::Midlight, colours.raised);
    set(QPalette::Mid, colours.line);
    set(QPalette::Dark, colours.line);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(QLatin1String(colours.disabled)));
    return palette;
}

QString styleSheetOf(const ThemeColours& colours) {
    QFile file(QStringLiteral(":/themes/studio.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::array<std::pair<const char*, const char*>, 15> names{{
        {"@window@", colours.window},
        {"@base@", colours.base},
        {"@raised@", colours.raised},
        {"@hovered@", colours.hovered},
        {"@line@", colours.line},
        {"@text@", colours.text},
        {"@muted@", colours.muted},
        {"@disabled@", colours.disabled},
        {"@problem@", colours.problem},
        {"@accent@", colours.accent},
        {"@accentText@", colours.accentText},
        {"@selection@", colours.selection},
        {"@selectionText@", colours.selectionText},
        {"@overlay@", colours.overlay},
        {"@shade@", colours.shade},
    }};
    for (const auto& [name, colour] : names)
        sheet.replace(QLatin1String(name), QLatin1String(colour));
    return sheet;
}

QFont programFont(QFont font) {
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamily(QStringLiteral("Inter"));
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

bool isDarkPalette(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

void applyTheme(QApplication& application, ThemeChoice choice) {
    static const bool systemIsDark = isDarkPalette(QApplication::palette());
    static const QFont systemFont = QApplication::font();
    initialiseThemeResources();
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark);
    const ThemeColours& colours = dark ? darkColours : lightColours;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(programFont(systemFont));
    QApplication::setPalette(paletteOf(colours));
    application.setStyleSheet(styleSheetOf(colours));
}

bool isDark() { return isDarkPalette(QApplication::palette()); }

} // namespace iic::ui
