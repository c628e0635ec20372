#include "widgets/SkyFurniture.h"

#include "models/SourceTableModel.h"
#include "widgets/ClassStyle.h"
#include "widgets/SkyView.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace iic::ui {

namespace {

constexpr std::array<double, 17> niceArcsec{1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000, 72000};

/// The smallest of the round angles that is at least `least`.
double niceAngle(double least) {
    const auto found = std::lower_bound(niceArcsec.begin(), niceArcsec.end(), least);
    return found == niceArcsec.end() ? niceArcsec.back() : *found;
}

QString angleText(double arcsec) {
    if (arcsec < 120)
        return QStringLiteral("%1″").arg(arcsec);
    return arcsec < 7200 ? QStringLiteral("%1′").arg(arcsec / 60) : QStringLiteral("%1°").arg(arcsec / 3600);
}

struct SkyBox {
    SkyCoord centre;
    double halfWidth; ///< degrees of right ascension
    double halfHeight; ///< degrees
};

std::optional<SkyBox> visibleSky(const SkyView& view, const WorldCoordinates& wcs) {
    const QRectF pixels = view.visiblePixels();
    const std::optional<SkyCoord> centre = wcs.toSky({pixels.center().x(), pixels.center().y()});
    if (!centre)
        return std::nullopt;
    const double scale = wcs.pixelScale() / 3600;
    const double reach = 0.75 * std::hypot(pixels.width(), pixels.height()) * scale;
    const double narrowing = std::max(0.02, std::cos(centre->declination * M_PI / 180));
    return SkyBox{*centre, std::min(180.0, reach / narrowing), reach};
}

/// One line of the grid: points along it given by `at`, broken where the sky is off the projection.
template <typename At>
void drawLine(QPainter& painter, const SkyView& view, const WorldCoordinates& wcs, const QString& text, At at) {
    constexpr int steps = 48;
    QPainterPath path;
    bool isDown = false;
    bool isNamed = false;
    for (int i = 0; i <= steps; ++i) {
        const std::optional<PixelCoord> pixel = wcs.toPixel(at(double(i) / steps));
        if (!pixel) {
            isDown = false;
            continue;
        }
        const QPointF place = view.widgetPosition(*pixel);
        isDown ? path.lineTo(place) : path.moveTo(place);
        isDown = true;
        if (!isNamed && view.rect().adjusted(70, 30, -70, -14).contains(place.toPoint())) {
            painter.drawText(place + QPointF(4, -4), text);
            isNamed = true;
        }
    }
    painter.drawPath(path);
}

QRectF roundedBox(QPainter& painter, const QRectF& box) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(24, 27, 33, 215));
    painter.drawRoundedRect(box, 6, 6);
    return box;
}

} // namespace

void drawGrid(QPainter& painter, const SkyView& view, const Tile& tile) {
    const WorldCoordinates& wcs = tile.reference().wcs;
    const std::optional<SkyBox> sky = visibleSky(view, wcs);
    if (!sky)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(255, 255, 255, 90), 0.8));
    QFont small = view.font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    const double stepDec = niceAngle(sky->halfHeight * 3600 / 4) / 3600;
    for (double dec = std::ceil((sky->centre.declination - sky->halfHeight) / stepDec) * stepDec;
         dec <= sky->centre.declination + sky->halfHeight; dec += stepDec)
        if (std::abs(dec) <= 90)
            drawLine(painter, view, wcs, QStringLiteral("%1°").arg(dec, 0, 'f', 3), [&](double t) {
                return SkyCoord{std::fmod(sky->centre.rightAscension + (2 * t - 1) * sky->halfWidth + 360, 360), dec};
            });
    const double stepRa = niceAngle(sky->halfWidth * 3600 / 4) / 3600;
    for (double ra = std::ceil((sky->centre.rightAscension - sky->halfWidth) / stepRa) * stepRa;
         ra <= sky->centre.rightAscension + sky->halfWidth; ra += stepRa) {
        const double turned = std::fmod(ra + 360, 360);
        drawLine(painter, view, wcs, QStringLiteral("%1°").arg(turned, 0, 'f', 3), [&](double t) {
            return SkyCoord{turned, std::clamp(sky->centre.declination + (2 * t - 1) * sky->halfHeight, -90.0, 90.0)};
        });
    }
}

void drawCompass(QPainter& painter, const SkyView& view, const Tile& tile) {
    const double arcsecPerScreenPixel = tile.reference().wcs.pixelScale() / view.zoom();
    const double length = niceAngle(40 * arcsecPerScreenPixel);
    const double bar = length / arcsecPerScreenPixel;
    const QFontMetricsF metrics(view.font());
    const double north = tile.reference().wcs.rotation();
    const QString scaleText = angleText(length);
    constexpr std::array<SourceClass, 3> classes{SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar};
    constexpr double gap = 10;
    constexpr double sign = 18;
    double width = 44 + gap + metrics.horizontalAdvance(scaleText) + 6 + bar + gap;
    for (SourceClass sourceClass : classes)
        width += sign + metrics.horizontalAdvance(classText(sourceClass)) + gap;
    const double height = 34;
    const QRectF box = roundedBox(painter, {view.width() - width - 22, view.height() - height - 12, width + 10, height});

    const QPointF hub(box.left() + 26, box.center().y() + 7);
    painter.setPen(QPen(QColor(0xe8, 0xea, 0xee), 1.4));
    painter.setFont(view.font());
    const auto arrow = [&](double angle, const QString& name) {
        const QPointF direction(-std::sin(angle * M_PI / 180), -std::cos(angle * M_PI / 180));
        painter.drawLine(hub, hub + direction * 14);
        const QPointF at = hub + direction * 19;
        QFont font = view.font();
        font.setPointSizeF(font.pointSizeF() * 0.75);
        painter.setFont(font);
        painter.drawText(QRectF(at.x() - 8, at.y() - 8, 16, 16), Qt::AlignCenter, name);
        painter.setFont(view.font());
    };
    arrow(-north, QStringLiteral("N"));
    arrow(90 - north, QStringLiteral("E"));

    double x = box.left() + 44 + gap;
    const double baseline = box.center().y() + metrics.ascent() / 2 - 1;
    painter.drawText(QPointF(x, baseline), scaleText);
    x += metrics.horizontalAdvance(scaleText) + 6;
    painter.drawLine(QPointF(x, box.center().y()), QPointF(x + bar, box.center().y()));
    painter.drawLine(QPointF(x, box.center().y() - 4), QPointF(x, box.center().y() + 4));
    painter.drawLine(QPointF(x + bar, box.center().y() - 4), QPointF(x + bar, box.center().y() + 4));
    x += bar + gap;
    for (SourceClass sourceClass : classes) {
        const QPixmap pixmap = classMarker(sourceClass, 11, view.devicePixelRatioF());
        painter.drawPixmap(QPointF(x, box.center().y() - pixmap.deviceIndependentSize().height() / 2), pixmap);
        painter.setPen(classColour(sourceClass));
        const QString name = classText(sourceClass);
        painter.drawText(QPointF(x + sign, baseline), name);
        x += sign + metrics.horizontalAdvance(name) + gap;
    }
}

void drawHint(QPainter& painter, const SkyView& view, const QString& text) {
    constexpr int margin = 12, padding = 8;
    const QSize words = view.fontMetrics().size(Qt::TextSingleLine, text);
    QRectF box(0, 0, words.width() + 2 * padding, words.height() + 2 * padding);
    box.moveCenter({view.rect().center().x() + 0.5, margin + box.height() / 2});
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(24, 27, 33, 225));
    painter.drawRoundedRect(box, 6, 6);
    painter.setPen(QColor(0xe6, 0xe9, 0xef));
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace iic::ui
