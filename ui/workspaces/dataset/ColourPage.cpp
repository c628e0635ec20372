#include "workspaces/dataset/ColourPage.h"

#include "plots/ColourColourPlot.h"
#include "plots/FigureView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/ColourPopulation.h"
#include "workspaces/dataset/FigureWork.h"

#include <QPolygonF>
#include <QStackedWidget>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int classesInterval = 200; ///< ms between figures while sources are being classified

QString conditionOf(const QPolygonF& outline) {
    constexpr int digits = 7;
    QStringList numbers;
    for (const QPointF& corner : outline)
        numbers << QString::number(corner.x(), 'g', digits) << QString::number(corner.y(), 'g', digits);
    return QStringLiteral("inside(w2w3, w1w2, %1)").arg(numbers.join(QStringLiteral(", ")));
}

DiagramPoints marked(std::vector<DiagramPoint> points, const SourceList& sources, const ColourPage::Marked& isMarked) {
    for (DiagramPoint& point : points)
        point.isMarked = isMarked(sources, point.row);
    return std::make_shared<const std::vector<DiagramPoint>>(std::move(points));
}

} // namespace

ColourPage::ColourPage(DatasetDocument& document, SourceFilter& filter, IoPool& io)
    : FigurePage(document, io),
      filter_(filter),
      stack_(new QStackedWidget),
      plot_(new ColourColourPlot),
      reason_(new FigureView) {
    plot_->setForm(ColourColourPlot::Form::Large);
    stack_->addWidget(reason_);
    stack_->addWidget(plot_);
    usePanel(new FigurePanel(io, tr("Colours"), stack_,
                             [this] { return stack_->currentWidget() == plot_ ? plot_->figure(namesOf(sources_)) : nullptr; }));
    connect(plot_, &ColourColourPlot::pointPicked, this, &ColourPage::pointPicked);
    connect(plot_, &ColourColourPlot::outlineDrawn, this,
            [this](const QPolygonF& outline, Qt::KeyboardModifiers modifiers) { keepInside(filter_, outline, modifiers); });
    connect(&document, &DatasetDocument::currentChanged, this, &ColourPage::markCurrent);
    connect(&document.shown(), &ShownSources::changed, this, [this] { renew(); });
    connect(&document.store(), &SourceStore::predictionsChanged, this, [this] { renew(classesInterval); });
    connect(&document.store(), &SourceStore::labelChanged, this, [this] { renew(classesInterval); });
}

void ColourPage::setMarked(Marked isMarked) {
    isMarked_ = std::move(isMarked);
    renew();
}

void ColourPage::make() {
    const QString reason =
        isImages() ? tr("This dataset is of images without magnitudes: they have no colours to compare.") : whyNothing();
    if (!reason.isEmpty())
        return showNothing(reason);
    const SourceList sources = document_.sources();
    inBackground<DiagramPoints>(
        [sources, rows = document_.shown().rows(), isMarked = isMarked_](JobContext&) -> JobResult<DiagramPoints> {
            DiagramPoints points = colourPoints(sources, *rows, FilteredOut::Faint, &classInDataset);
            return isMarked ? marked(*points, sources, isMarked) : points;
        },
        [this, sources](const DiagramPoints& points) { showPoints(points, sources); });
}

void ColourPage::showNothing(const QString& reason) {
    dropWork();
    reason_->setPlaceholder(reason);
    stack_->setCurrentWidget(reason_);
    setSavable(false);
    setTitle(tr("Colours"));
    setNote({});
}

void ColourPage::showPoints(const DiagramPoints& points, const SourceList& sources) {
    sources_ = SourceList(sources.columns());
    const int placed = static_cast<int>(std::ranges::count_if(*points, &DiagramPoint::isShown));
    const int shown = document_.shown().count();
    plot_->setPoints(points);
    markCurrent();
    stack_->setCurrentWidget(plot_);
    setSavable(true);
    setTitle(placed == shown ? tr("Colours of %Ln source(s)", nullptr, shown)
                             : tr("Colours of %L1 of %Ln source(s)", nullptr, shown).arg(placed));
    QString note = tr("Draw round sources to keep only those inside; with Shift, those inside the outline before as well. "
                      "Click a source to select it.");
    if (placed < shown)
        note += QLatin1Char(' ') + tr("Those that are not here lack a magnitude or have but a limit.");
    setNote(note);
}

void ColourPage::markCurrent() {
    const int row = document_.current();
    const SourceList& sources = document_.sources();
    std::optional<QPointF> place;
    if (row >= 0)
        place.emplace(sources.colour(row, Band::W2, Band::W3), sources.colour(row, Band::W1, Band::W2));
    plot_->setSelected(place);
}

void ColourPage::keepInside(SourceFilter& filter, const QPolygonF& outline, Qt::KeyboardModifiers modifiers) {
    const QString title = tr("outline of %n corners", nullptr, static_cast<int>(outline.size()));
    const QString group = modifiers & Qt::ShiftModifier ? QString() : QStringLiteral("outline");
    static_cast<void>(filter.add(title, conditionOf(outline), group)); // a polygon of numbers is always a condition
}

} // namespace iic::ui
