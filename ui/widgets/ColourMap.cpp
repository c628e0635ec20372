#include "widgets/ColourMap.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

struct NamedMap {
    const char* name;
    std::vector<QRgb> stops; ///< evenly spaced
};

/// Viridis and inferno of matplotlib (CC0), sampled at nine places.
const std::vector<NamedMap>& maps() {
    static const std::vector<NamedMap> all{
        {QT_TRANSLATE_NOOP("iic::ui::ColourMap", "grey"), {0xff000000, 0xffffffff}},
        {QT_TRANSLATE_NOOP("iic::ui::ColourMap", "inverted grey"), {0xffffffff, 0xff000000}},
        {QT_TRANSLATE_NOOP("iic::ui::ColourMap", "viridis"),
         {0xff440154, 0xff472d7b, 0xff3b528b, 0xff2c728e, 0xff21918c, 0xff28ae80, 0xff5ec962, 0xffaddc30, 0xfffde725}},
        {QT_TRANSLATE_NOOP("iic::ui::ColourMap", "inferno"),
         {0xff000004, 0xff210c4a, 0xff57106e, 0xff8a226a, 0xffbc3754, 0xffe45a31, 0xfff98e09, 0xfff9cb35, 0xfffcffa4}},
        {QT_TRANSLATE_NOOP("iic::ui::ColourMap", "heat"), {0xff000000, 0xff800000, 0xffff8000, 0xffffff80, 0xffffffff}},
    };
    return all;
}

int mix(int a, int b, double t) { return static_cast<int>(std::lround(a + (b - a) * t)); }

} // namespace

std::vector<std::pair<QString, QString>> colourMaps() {
    std::vector<std::pair<QString, QString>> all;
    for (const NamedMap& map : maps())
        all.emplace_back(QLatin1String(map.name), QCoreApplication::translate("iic::ui::ColourMap", map.name));
    return all;
}

ColourTable colourTable(const QString& name) {
    const auto known =
        std::find_if(maps().begin(), maps().end(), [&](const NamedMap& map) { return name == QLatin1String(map.name); });
    const std::vector<QRgb>& stops = (known == maps().end() ? maps().front() : *known).stops;
    ColourTable table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double place = double(i) / 255.0 * double(stops.size() - 1);
        const auto first = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        const double t = place - double(first);
        const QRgb a = stops[first];
        const QRgb b = stops[first + 1];
        table[i] = qRgb(mix(qRed(a), qRed(b), t), mix(qGreen(a), qGreen(b), t), mix(qBlue(a), qBlue(b), t));
    }
    return table;
}

} // namespace iic::ui
