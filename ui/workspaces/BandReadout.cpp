#include "workspaces/BandReadout.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace iic::ui {

namespace {

QString valueAt(const FloatImage& pixels, const PixelCoord& where) {
    const int x = static_cast<int>(std::lround(where.x));
    const int y = static_cast<int>(std::lround(where.y));
    if (!pixels.contains(x, y) || !std::isfinite(pixels.at(x, y)))
        return QStringLiteral("—");
    return QString::number(static_cast<double>(pixels.at(x, y)), 'f', 1);
}

} // namespace

QString positionReadout(const SkyCoord& position) {
    const QString both = QString::fromStdString(sexagesimal(position));
    return QStringLiteral("α %1  δ %2").arg(both.section(QLatin1Char(' '), 0, 0), both.section(QLatin1Char(' '), 1, 1));
}

QString bandReadout(const Tile& tile, const PixelCoord& pixel, const std::optional<SkyCoord>& position) {
    QStringList values;
    for (Band band : allBands) {
        const BandImage* image = tile.band(band);
        if (!image)
            continue;
        std::optional<PixelCoord> where = pixel;
        if (image != &tile.reference())
            where = position ? image->wcs.toPixel(*position) : std::nullopt;
        values << QStringLiteral("%1 %2").arg(QLatin1String(bandName(band).data()),
                                              where ? valueAt(image->pixels, *where) : QStringLiteral("—"));
    }
    const std::string unit = tile.reference().header.text("BUNIT").value_or(std::string());
    return QStringLiteral("%1 %2").arg(values.join(QStringLiteral("  ")), QString::fromStdString(unit)).trimmed();
}

} // namespace iic::ui
