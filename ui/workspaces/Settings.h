#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace iic::ui {

/// A value kept between sessions: its key and what it is before the user has changed it.
template <typename T> struct Setting {
    const char* key;
    T fallback;

    T read() const { return QSettings().value(QLatin1String(key), QVariant::fromValue(fallback)).template value<T>(); }
    void write(const T& value) const { QSettings().setValue(QLatin1String(key), QVariant::fromValue(value)); }
};

/// Every setting of the program.
namespace settings {

inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> windowState{"window/state", {}};
inline const Setting<QByteArray> mainSplitter{"sky/mainSplitter", {}};
inline const Setting<QByteArray> skySplitter{"sky/skySplitter", {}};
inline const Setting<QByteArray> sourceColumns{"sky/sourceColumns", {}};
inline const Setting<bool> showCatalog{"sky/showCatalog", true};
inline const Setting<bool> showGrid{"sky/showGrid", false};
inline const Setting<int> stretchCurve{"sky/stretchCurve", 1}; ///< StretchCurve::Asinh
inline const Setting<double> stretchSoftening{"sky/stretchSoftening", 3.0};
inline const Setting<int> theme{"window/theme", 0}; ///< ThemeChoice::System
inline const Setting<QString> lastFolder{"files/lastFolder", {}};
inline const Setting<QString> modelFile{"model/file", {}}; ///< empty: the demo model

} // namespace settings
} // namespace iic::ui
