#include "plots/ColourDiagram.h"

#include "catalog/AgnRegions.h"
#include "plots/Chart.h"

#include <QCoreApplication>
#include <QPainter>

namespace iic::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("ColourDiagram", text); }

QPen wedgePen(const FigureStyle& style) { return QPen(style.text, 1.1, Qt::DashLine, Qt::FlatCap); }
QPen cutPen(const FigureStyle& style) { return QPen(style.text, 1.1, Qt::DotLine, Qt::FlatCap); }

void drawGuides(QPainter& painter, const QRectF& box, const DiagramRange& range, const FigureStyle& style) {
    const auto line = [&](double fromX, double fromY, double toX, double toY) {
        const QLineF whole(placeIn(box, range, fromX, fromY), placeIn(box, range, toX, toY));
        if (const auto inside = clippedLine(whole, box))
            painter.drawLine(*inside);
    };
    painter.setPen(wedgePen(style));
    using Wedge = JarrettWedge;
    line(Wedge::left, Wedge::foot(Wedge::left), Wedge::left, Wedge::top);
    line(Wedge::left, Wedge::top, Wedge::right, Wedge::top);
    line(Wedge::right, Wedge::top, Wedge::right, Wedge::foot(Wedge::right));
    line(Wedge::right, Wedge::foot(Wedge::right), Wedge::left, Wedge::foot(Wedge::left));
    painter.setPen(cutPen(style));
    line(range.xFrom, sternCut, range.xTo, sternCut);
}

std::vector<LegendLine> guideLegend(const FigureStyle& style) {
    return {{strokeSign(wedgePen(style)), say(QT_TRANSLATE_NOOP("ColourDiagram", "AGN wedge, Jarrett et al. 2011"))},
            {strokeSign(cutPen(style)), say(QT_TRANSLATE_NOOP("ColourDiagram", "W1 − W2 = 0.8, Stern et al. 2012"))}};
}

} // namespace

DiagramTerms colourDiagram() {
    return {.title = say(QT_TRANSLATE_NOOP("ColourDiagram", "Colour–colour diagram")),
            .fileName = QStringLiteral("colour-colour"),
            .x = {{say(QT_TRANSLATE_NOOP("ColourDiagram", "W2 − W3 (mag)")), QStringLiteral("W2 − W3")}, "w2w3", "mag"},
            .y = {{say(QT_TRANSLATE_NOOP("ColourDiagram", "W1 − W2 (mag)")), QStringLiteral("W1 − W2")}, "w1w2", "mag"},
            .range = {-1.0, 6.0, -0.7, 2.2},
            .hasRovingLegend = false,
            .drawGuides = &drawGuides,
            .guideLegend = &guideLegend};
}

} // namespace iic::ui
