#include "workspaces/review/FeaturePoints.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace iic::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("iic::ui::FeaturePage", text); }

/// A side of the part that is seen.
std::pair<double, double> reach(const std::vector<PlanePoint>& positions, std::size_t axis) {
    constexpr double beyond = 0.06; // on either side
    if (positions.empty())
        return {0, 1};
    const auto value = [axis](const PlanePoint& point) { return point[axis]; };
    const double low = value(std::ranges::min(positions, {}, value)), high = value(std::ranges::max(positions, {}, value));
    const double more = high > low ? beyond * (high - low) : 1;
    return {low - more, high + more};
}

DiagramTerms::Axis axisOf(const PlacedSources& places, int number) {
    const bool isPrincipal = places.plane == FeaturePlane::Principal;
    DiagramTerms::Axis axis;
    axis.column = isPrincipal ? "component" : "tsne";
    axis.column += std::to_string(number);
    if (!isPrincipal) {
        axis.titles = {QStringLiteral("t-SNE %1").arg(number)};
        return axis;
    }
    const QString name = say(QT_TRANSLATE_NOOP("iic::ui::FeaturePage", "component %1")).arg(number);
    const double share = places.varianceShare[static_cast<std::size_t>(number - 1)];
    axis.titles = {say(QT_TRANSLATE_NOOP("iic::ui::FeaturePage", "%1 (%2 % of the variance)"))
                       .arg(name, QLocale().toString(100 * share, 'f', 1)),
                   name};
    return axis;
}

} // namespace

DiagramPoints featurePoints(const AdjustedSources& sources, const PlacedSources& places, const SourceList& list,
                            const ShownRows& shown, FeatureColours colours, const ColourPage::Marked& isMarked) {
    auto points = std::make_shared<std::vector<DiagramPoint>>();
    points->reserve(places.members.size());
    for (std::size_t i = 0; i < places.members.size(); ++i) {
        const std::size_t member = places.members[i];
        const Prediction& prediction = sources.predictions[member];
        DiagramPoint point;
        point.x = places.positions[i][0];
        point.y = places.positions[i][1];
        point.row = sources.rows[member];
        point.sourceClass =
            colours == FeatureColours::Truth ? static_cast<SourceClass>(sources.sources.truth[member]) : prediction.best();
        point.confidence = prediction.confidence();
        point.isShown = shown.isShown(point.row);
        point.isMarked = isMarked && isMarked(list, point.row);
        points->push_back(point);
    }
    return points;
}

DiagramTerms featureDiagram(const PlacedSources& places) {
    DiagramTerms terms;
    const bool isPrincipal = places.plane == FeaturePlane::Principal;
    terms.title = isPrincipal ? say(QT_TRANSLATE_NOOP("iic::ui::FeaturePage", "Feature space, principal components"))
                              : say(QT_TRANSLATE_NOOP("iic::ui::FeaturePage", "Feature space, t-SNE"));
    terms.fileName = isPrincipal ? QStringLiteral("features-pca") : QStringLiteral("features-tsne");
    terms.hasRovingLegend = true;
    terms.x = axisOf(places, 1);
    terms.y = axisOf(places, 2);
    std::tie(terms.range.xFrom, terms.range.xTo) = reach(places.positions, 0);
    std::tie(terms.range.yFrom, terms.range.yTo) = reach(places.positions, 1);
    return terms;
}

} // namespace iic::ui
