#include "plots/SourceFieldFigure.h"

#include "metrics/AxisTicks.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12;
constexpr double gap = 8;

double captionHeight(const FigureStyle& style) { return QFontMetricsF(style.smallFont()).height() + 4; }

/// How the pictures lie: the views beside each other, the bands in rows below or beside them.
struct Arrangement {
    double view = 0, band = 0; ///< sides
    std::size_t columns = 1; ///< of bands
    QSizeF size;
    bool isBeside = false;

    double inked() const { return view * view + band * band; }
};

Arrangement below(std::size_t views, std::size_t bands, const QSizeF& room, double caption) {
    Arrangement result;
    result.columns = std::max<std::size_t>(1, bands);
    const auto n = static_cast<double>(views), m = static_cast<double>(result.columns);
    const double width =
        std::min(room.width(), (room.height() - 2 * caption - gap + gap * (n - 1) / n + gap * (m - 1) / m) / (1 / n + 1 / m));
    result.view = std::max(8.0, (width - gap * (n - 1)) / n);
    result.band = bands == 0 ? 0 : std::max(8.0, (width - gap * (m - 1)) / m);
    result.size = {width, result.view + result.band + 2 * caption + gap};
    return result;
}

Arrangement beside(std::size_t views, std::size_t bands, const QSizeF& room, double caption) {
    Arrangement result;
    result.isBeside = true;
    result.columns = std::max<std::size_t>(1, (bands + 1) / 2);
    const auto n = static_cast<double>(views), m = static_cast<double>(result.columns);
    // Two bands with a caption between them are as high as a view.
    const double fixed = gap * (n + m - 1) - m * (gap + caption) / 2;
    result.view = std::max(8.0, std::min(room.height() - caption, (room.width() - fixed) / (n + m / 2)));
    result.band = std::max(8.0, (result.view - gap - caption) / 2);
    result.size = {n * (result.view + gap) + m * (result.band + gap) - gap, result.view + caption};
    return result;
}

QString lengthText(double arcsec) {
    return arcsec >= 60 ? QLocale().toString(arcsec / 60, 'g', 3) + QChar(0x2032)
                        : QLocale().toString(arcsec, 'g', 3) + QChar(0x2033);
}

/// Seconds up to 60, then whole minutes: 2′, not 100″.
double barLength(double side) {
    const double most = side * 0.3;
    return most < 60 ? roundLengthBelow(most) : 60 * std::max(1.0, roundLengthBelow(most / 60));
}

/// Light lines with a dark rim, for any sky.
template <typename Draw> void drawOnSky(QPainter& painter, double width, Draw draw) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), width + 2));
    draw();
    painter.setPen(QPen(Qt::white, width));
    draw();
}

void drawScaleBar(QPainter& painter, const QRectF& place, double side, const FigureStyle& style) {
    const double length = barLength(side);
    if (length <= 0 || place.width() < 40)
        return;
    const double inset = std::max(6.0, place.width() * 0.05);
    const QPointF left = place.bottomLeft() + QPointF(inset, -inset);
    const QLineF bar(left, left + QPointF(place.width() * length / side, 0));
    drawOnSky(painter, 1.6, [&] { painter.drawLine(bar); });
    painter.setFont(style.smallFont());
    const QFontMetricsF metrics(style.smallFont());
    const QRectF words(bar.x1(), bar.y1() - metrics.height() - 2, std::max(bar.length(), 60.0), metrics.height());
    painter.setPen(QColor(0, 0, 0, 170));
    painter.drawText(words.translated(1, 1), Qt::AlignLeft | Qt::AlignBottom, lengthText(length));
    painter.setPen(Qt::white);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom, lengthText(length));
}

} // namespace

QString SourceFieldFigure::title() const { return name_.isEmpty() ? tr("Views of a source") : tr("Views of %1").arg(name_); }

Table SourceFieldFigure::numbers() const {
    Texts what, reason;
    Reals side;
    Integers pixels;
    for (const auto* fields : {&views_, &bands_})
        for (const FieldPicture& field : *fields) {
            what.push_back(field.caption.toStdString());
            side.push_back(field.side);
            pixels.push_back(field.picture.width());
            reason.push_back(field.reason.toStdString());
        }
    Table table;
    table.add(textColumn("picture", std::move(what)));
    table.add(realColumn("side", "arcsec", std::move(side)));
    table.add(integerColumn("pixels", "", std::move(pixels)));
    table.add(textColumn("missing", std::move(reason)));
    return table;
}

void SourceFieldFigure::drawPicture(QPainter& painter, const QRectF& place, const FieldPicture& field, bool hasBar,
                                    const FigureStyle& style) const {
    painter.setPen(QPen(style.grid, 1));
    painter.setBrush(blended(style.text, style.ground, 0.05));
    painter.drawRect(place);
    if (field.picture.isNull()) {
        painter.setFont(style.smallFont());
        painter.setPen(style.muted);
        constexpr int flags = Qt::AlignCenter | Qt::TextWordWrap;
        const QRectF room = place.adjusted(4, 4, -4, -4);
        const QString reason = field.reason.isEmpty() ? tr("no picture") : field.reason;
        const bool fits = room.contains(QFontMetricsF(style.smallFont()).boundingRect(room, flags, reason));
        painter.drawText(room, flags, fits ? reason : QStringLiteral("—"));
    } else {
        painter.drawImage(place, field.picture);
        if (hasBar)
            drawScaleBar(painter, place, field.side, style);
    }
    const QFontMetricsF metrics(style.smallFont());
    painter.setFont(style.smallFont());
    painter.setPen(style.text);
    const QString caption =
        field.side > 0 ? tr("%1 · %2″").arg(field.caption, QLocale().toString(field.side, 'g', 4)) : field.caption;
    painter.drawText(QRectF(place.left(), place.bottom() + 3, place.width(), metrics.height()), Qt::AlignLeft | Qt::AlignTop,
                     metrics.elidedText(caption, Qt::ElideRight, place.width()));
}

/// The field of the next view as a square in this one, and lines from it to the next.
void SourceFieldFigure::markNext(QPainter& painter, const QRectF& place, const QRectF& next, std::size_t which) const {
    const double share = views_[which + 1].side / views_[which].side;
    if (views_[which].picture.isNull() || !(share > 0 && share < 1))
        return;
    QRectF square(QPointF(), place.size() * share);
    square.moveCenter(place.center());
    drawOnSky(painter, 1.3, [&] { painter.drawRect(square); });
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1));
    const auto toEdge = [&](const QPointF& from, const QPointF& to) {
        const QLineF whole(from, to);
        painter.drawLine(QLineF(from, whole.pointAt((place.right() - from.x()) / whole.dx())));
    };
    toEdge(square.topRight(), next.topLeft());
    toEdge(square.bottomRight(), next.bottomLeft());
}

void SourceFieldFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF whole(QPointF(), size);
    painter.fillRect(whole, style.ground);
    QRectF place = whole.adjusted(margin, margin, -margin, -margin);
    if (!name_.isEmpty()) {
        const QFontMetricsF metrics(style.boldFont());
        painter.setFont(style.boldFont());
        painter.setPen(style.text);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, metrics.elidedText(name_, Qt::ElideRight, place.width()));
        place.adjust(0, metrics.height() + 4, 0, 0);
    }
    const std::size_t views = std::max<std::size_t>(1, views_.size());
    const double caption = captionHeight(style);
    const Arrangement one = below(views, bands_.size(), place.size(), caption);
    const Arrangement other = beside(views, bands_.size(), place.size(), caption);
    const Arrangement& chosen = one.inked() >= other.inked() ? one : other;

    const QPointF start(place.center().x() - chosen.size.width() / 2,
                        place.top() + std::max(0.0, (place.height() - chosen.size.height()) / 2));
    const auto viewPlace = [&](std::size_t which) {
        return QRectF(start + QPointF((chosen.view + gap) * static_cast<double>(which), 0), QSizeF(chosen.view, chosen.view));
    };
    for (std::size_t i = 0; i < views_.size(); ++i)
        drawPicture(painter, viewPlace(i), views_[i], true, style);
    for (std::size_t i = 0; i + 1 < views_.size(); ++i)
        markNext(painter, viewPlace(i), viewPlace(i + 1), i);
    const QPointF bands = chosen.isBeside ? start + QPointF((chosen.view + gap) * static_cast<double>(views), 0)
                                          : start + QPointF(0, chosen.view + caption + gap);
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        const QPointF at(static_cast<double>(i % chosen.columns) * (chosen.band + gap),
                         static_cast<double>(i / chosen.columns) * (chosen.band + caption + gap));
        drawPicture(painter, QRectF(bands + at, QSizeF(chosen.band, chosen.band)), bands_[i], i == 0, style);
    }
}

} // namespace iic::ui
