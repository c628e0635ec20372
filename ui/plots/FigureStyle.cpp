#include "plots/FigureStyle.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>

namespace iic::ui {

FigureStyle FigureStyle::onScreen(const QPalette& palette, const QFont& font) {
    FigureStyle style;
    style.ground = palette.color(QPalette::Base);
    style.text = palette.color(QPalette::WindowText);
    style.muted = palette.color(QPalette::PlaceholderText);
    style.grid = blended(style.text, style.ground, 0.12);
    style.font = font;
    style.font.setPixelSize(QFontInfo(font).pixelSize());
    return style;
}

FigureStyle FigureStyle::onPaper() {
    FigureStyle style;
    style.ground = Qt::white;
    style.text = QColor(0x16, 0x19, 0x1e);
    style.muted = QColor(0x3c, 0x42, 0x4b);
    style.grid = QColor(0xe3, 0xe5, 0xe9);
    style.font =
        QFontDatabase::hasFamily(QStringLiteral("Inter")) ? QFont(QStringLiteral("Inter")) : QFont(QStringLiteral("sans-serif"));
    style.font.setPixelSize(13);
    style.isPaper = true;
    return style;
}

FigureStyle FigureStyle::onDarkPage() {
    FigureStyle style = onPaper();
    style.ground = QColor(0x16, 0x19, 0x1e);
    style.text = QColor(0xe3, 0xe6, 0xeb);
    style.muted = QColor(0xb4, 0xba, 0xc4);
    style.grid = QColor(0x30, 0x35, 0x3e);
    return style;
}

QFont FigureStyle::smallFont() const {
    QFont small = font;
    small.setPixelSize(std::max(9, qRound(font.pixelSize() * 0.85)));
    return small;
}

QFont FigureStyle::boldFont() const {
    QFont bold = font;
    bold.setBold(true);
    return bold;
}

QColor FigureStyle::classColour(const std::optional<SourceClass>& sourceClass) const {
    return sourceClass ? QColor::fromRgb(classRgb(*sourceClass)) : QColor(0x8a, 0x91, 0x9c);
}

QPen FigureStyle::bandPen(std::size_t band) const {
    constexpr std::array<QRgb, bandCount> onDark{0xff5aa9f0, 0xff35c99f, 0xfff2884a, 0xffd5d9e0};
    constexpr std::array<QRgb, bandCount> onLight{0xff0072b2, 0xff009e73, 0xffd55e00, 0xff4a4f57};
    constexpr std::array<Qt::PenStyle, bandCount> strokes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
    QPen pen(QColor::fromRgb((isDark() ? onDark : onLight)[band]), 1.6, strokes[band], Qt::FlatCap, Qt::MiterJoin);
    return pen;
}

QPen FigureStyle::channelPen(std::size_t channel) const {
    constexpr std::array<QRgb, 3> onDark{0xfff0635f, 0xff4fc46a, 0xff6a9cff};
    constexpr std::array<QRgb, 3> onLight{0xffc8282d, 0xff1d8a3c, 0xff2257c9};
    constexpr std::array<Qt::PenStyle, 3> strokes{Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return QPen(QColor::fromRgb((isDark() ? onDark : onLight)[channel]), 1.3, strokes[channel], Qt::FlatCap, Qt::RoundJoin);
}

QColor blended(const QColor& colour, const QColor& ground, double part) {
    const auto mix = [part](int over, int under) { return qRound(over * part + under * (1 - part)); };
    return {mix(colour.red(), ground.red()), mix(colour.green(), ground.green()), mix(colour.blue(), ground.blue())};
}

QString figureClassText(const std::optional<SourceClass>& sourceClass) {
    if (!sourceClass)
        return QCoreApplication::translate("Figure", "no class");
    switch (*sourceClass) {
    case SourceClass::Star: return QCoreApplication::translate("Figure", "star");
    case SourceClass::Galaxy: return QCoreApplication::translate("Figure", "galaxy");
    case SourceClass::Quasar: return QCoreApplication::translate("Figure", "quasar");
    }
    return {};
}

QStringList sourceClassTexts() {
    return {figureClassText(SourceClass::Star), figureClassText(SourceClass::Galaxy), figureClassText(SourceClass::Quasar)};
}

} // namespace iic::ui
