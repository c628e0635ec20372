#include "workspaces/review/FeaturePage.h"

#include "plots/FigureView.h"
#include "plots/PointPlot.h"
#include "widgets/FigurePanel.h"
#include "workspaces/ColourPopulation.h"
#include "workspaces/Settings.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/review/FeatureFinder.h"
#include "workspaces/review/FeaturePoints.h"
#include "workspaces/review/NeighbourStrip.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPolygonF>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

const QString outlineGroup = QStringLiteral("featureOutline");

QString conditionOf(const QPolygonF& outline) {
    constexpr int digits = 7;
    QStringList numbers;
    for (const QPointF& corner : outline)
        numbers << QString::number(corner.x(), 'g', digits) << QString::number(corner.y(), 'g', digits);
    return QStringLiteral("inside(plane_x, plane_y, %1)").arg(numbers.join(QStringLiteral(", ")));
}

} // namespace

FeaturePage::FeaturePage(EvaluationDocument& evaluation, DatasetDocument& document, SourceFilter& filter, FeatureFinder& finder,
                         IsolationFinder& isolation, const ModelStore& models, IoPool& io)
    : FigurePage(document, io),
      evaluation_(evaluation),
      filter_(filter),
      finder_(finder),
      plane_(new QComboBox),
      colours_(new QComboBox),
      stack_(new QStackedWidget),
      plot_(new PointPlot(DiagramTerms())),
      neighbours_(new NeighbourStrip(document, finder, isolation, evaluation, models, io)),
      reason_(new FigureView) {
    plot_->setForm(PointPlot::Form::Large);
    plot_->setObjectName(QStringLiteral("featurePlot"));
    stack_->addWidget(reason_);
    stack_->addWidget(plot_);
    makeChoices();
    auto* view = new QWidget;
    auto* layout = new QHBoxLayout(view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(stack_, 1);
    layout->addWidget(neighbours_);
    usePanel(new FigurePanel(io, tr("Features"), view,
                             [this] {
                                 return stack_->currentWidget() == plot_
                                            ? plot_->figure(namesOf(SourceList(document_.sources().columns())))
                                            : nullptr;
                             },
                             {plane_, colours_}));
    connect(plot_, &PointPlot::pointPicked, this, &FeaturePage::pointPicked);
    connect(plot_, &PointPlot::outlineDrawn, this, &FeaturePage::keepInside);
    connect(neighbours_, &NeighbourStrip::picked, this, &FeaturePage::pointPicked);
    connect(neighbours_, &NeighbourStrip::failed, this, &FeaturePage::failed);
    connect(&document, &DatasetDocument::currentChanged, this, &FeaturePage::markCurrent);
    connect(&document.shown(), &ShownSources::changed, this, [this] { renew(); });
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, [this] { renew(); });
    connect(&finder_, &FeatureFinder::changed, this, [this] {
        if (outlined_ && outlined_ != finder_.places())
            dropOutlines();
        renew();
    });
}

void FeaturePage::makeChoices() {
    plane_->setObjectName(QStringLiteral("featurePlane"));
    plane_->setAccessibleName(tr("Plane"));
    plane_->addItem(tr("PCA"), static_cast<int>(FeaturePlane::Principal));
    plane_->addItem(tr("t-SNE"), static_cast<int>(FeaturePlane::Tsne));
    plane_->setItemData(0, tr("The two directions along which the features differ most"), Qt::ToolTipRole);
    plane_->setItemData(1, tr("Neighbours in the features as neighbours in the plane; distances between groups mean little"),
                        Qt::ToolTipRole);
    plane_->setToolTip(tr("How the 256 numbers that the network's last layer decides by are laid out"));
    plane_->setCurrentIndex(std::max(0, plane_->findData(settings::featurePlane.read())));
    finder_.choose(static_cast<FeaturePlane>(plane_->currentData().toInt()));
    connect(plane_, &QComboBox::activated, this, [this] {
        settings::featurePlane.write(plane_->currentData().toInt());
        finder_.choose(static_cast<FeaturePlane>(plane_->currentData().toInt()));
    });
    colours_->setObjectName(QStringLiteral("featureColours"));
    colours_->setAccessibleName(tr("Coloured by"));
    colours_->setToolTip(tr("By what the sources have their colours"));
    colours_->addItem(tr("by predicted class"), static_cast<int>(FeatureColours::Predicted));
    colours_->addItem(tr("by true class"), static_cast<int>(FeatureColours::Truth));
    colours_->addItem(tr("by confidence"), static_cast<int>(FeatureColours::Confidence));
    colours_->setCurrentIndex(std::max(0, colours_->findData(settings::featureColours.read())));
    connect(colours_, &QComboBox::activated, this, [this] {
        settings::featureColours.write(colours_->currentData().toInt());
        renew();
    });
}

FeatureColours FeaturePage::colours() const { return static_cast<FeatureColours>(colours_->currentData().toInt()); }

bool FeaturePage::isBusy() const { return FigurePage::isBusy() || finder_.isBusy(); }

void FeaturePage::setMarked(ColourPage::Marked isMarked) {
    isMarked_ = std::move(isMarked);
    renew();
}

void FeaturePage::make() {
    finder_.find();
    neighbours_->showCurrent();
    const SharedPlaces places = finder_.places();
    const SharedSources& sources = evaluation_.sources();
    if (!places || !sources)
        return showNothing(finder_.whyNone());
    inBackground<DiagramPoints>(
        [sources, places, list = document_.sources(), rows = document_.shown().rows(), colours = colours(), isMarked = isMarked_](
            JobContext&) -> JobResult<DiagramPoints> { return featurePoints(*sources, *places, list, *rows, colours, isMarked); },
        [this, places](const DiagramPoints& points) { showPoints(points, places); });
}

void FeaturePage::showNothing(const QString& reason) {
    dropWork();
    shown_ = nullptr;
    reason_->setPlaceholder(reason);
    stack_->setCurrentWidget(reason_);
    setSavable(false);
    setTitle(tr("Features"));
    setNote({});
}

void FeaturePage::showPoints(const DiagramPoints& points, const SharedPlaces& places) {
    if (std::exchange(shown_, places) != places)
        plot_->setTerms(featureDiagram(*places));
    plot_->setOutlinesOn(places->isFinal);
    plot_->setPoints(points, colours() == FeatureColours::Confidence ? PointColours::Confidence : PointColours::Class);
    markCurrent();
    stack_->setCurrentWidget(plot_);
    setSavable(true);
    showTexts(places);
}

void FeaturePage::showTexts(const SharedPlaces& places) {
    const auto& points = *plot_->points();
    const auto shown = std::ranges::count_if(points, &DiagramPoint::isShown);
    const QLocale locale;
    const QString all = locale.toString(qulonglong(points.size()));
    const QString count = shown == std::ssize(points) ? all : tr("%1 of %2").arg(locale.toString(qlonglong(shown)), all);
    if (places->plane == FeaturePlane::Principal) {
        const double share = places->varianceShare[0] + places->varianceShare[1];
        setTitle(tr("PCA · %1 sources · %2 % of the variance").arg(count, locale.toString(100 * share, 'f', 1)),
                 {tr("PCA · %1 sources").arg(count), tr("PCA")});
    } else {
        setTitle(places->isFinal ? tr("t-SNE · %1 sources").arg(count) : tr("t-SNE · %1 sources · still moving").arg(count),
                 {tr("t-SNE · %1").arg(count), tr("t-SNE")});
    }
    QStringList note;
    if (places->isFinal)
        note << tr("Draw round sources to keep only those inside; with Shift, those inside the outline before as well. "
                   "Click a source to select it.");
    if (places->members.size() < places->judged)
        note << tr("A random sample of %L1 of the %L2 sources that were judged.").arg(places->members.size()).arg(places->judged);
    setNote(note.join(QLatin1Char(' ')));
}

void FeaturePage::markCurrent() {
    std::optional<QPointF> place;
    const auto& points = *plot_->points();
    const auto current = std::ranges::find(points, document_.current(), &DiagramPoint::row);
    if (current != points.end())
        place.emplace(current->x, current->y);
    plot_->setSelected(place);
    if (isVisible())
        neighbours_->showCurrent();
}

void FeaturePage::keepInside(const QPolygonF& outline, Qt::KeyboardModifiers modifiers) {
    outlined_ = shown_;
    const QString title = tr("features, outline of %1 corners").arg(outline.size());
    const QString group = modifiers & Qt::ShiftModifier ? QString() : outlineGroup;
    static_cast<void>(filter_.add(title, conditionOf(outline), group)); // a polygon of numbers is always a condition
}

/// In another plane they would mean nothing.
void FeaturePage::dropOutlines() {
    outlined_ = nullptr;
    for (int chip = static_cast<int>(filter_.chips().size()) - 1; chip >= 0; --chip)
        if (filter_.chips()[static_cast<std::size_t>(chip)].condition.text().starts_with("inside(plane_x"))
            filter_.remove(chip);
}

} // namespace iic::ui
